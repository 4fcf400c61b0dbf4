package fill_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// partsOf are the parts of a package, and their names in order.
func partsOf(t testing.TB, b []byte) (map[string]string, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts, names := map[string]string{}, []string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name], names = string(text), append(names, f.Name)
	}
	return parts, names
}

var (
	cellXML  = regexp.MustCompile(`(?s)<c ([^>]*?)(?:/>|>(.*?)</c>)`)
	rowsXML  = regexp.MustCompile(`(?s)<sheetData>.*</sheetData>|<sheetData/>`)
	sizeXML  = regexp.MustCompile(`<dimension [^>]*>(?:</dimension>)?`)
	valueXML = regexp.MustCompile(`<v>[^<]*</v>|<v/>`)
	calcXML  = regexp.MustCompile(`<calcPr[^>]*>(?:</calcPr>)?`)
	attrXML  = regexp.MustCompile(`([a-z]+)="([^"]*)"`)
	rowXML   = regexp.MustCompile(`<row ([^>]*)>`)
)

// moves are the parts that change where rows were added, besides the sheet and the list of sheets.
var moves = regexp.MustCompile(`^xl/(drawings/|comments|calcChain|tables/|charts/)`)

// onlyFilled holds a filled file against the blank one: every part is there, in its order and byte for byte, but the sheet that
// was filled; and in that one, every cell and all around the rows but the filled cells.
func onlyFilled(t *testing.T, before, after []byte, added int) {
	t.Helper()
	was, order := partsOf(t, before)
	now, names := partsOf(t, after)
	if !slices.Equal(order, names) {
		t.Fatalf("the parts are %v, not %v", names, order)
	}
	changed := 0
	for name, text := range was {
		switch {
		case now[name] == text:
		case name == "xl/workbook.xml" && added == 0:
			if calcXML.ReplaceAllString(text, "") != calcXML.ReplaceAllString(now[name], "") {
				t.Errorf("the list of sheets changed: %s", now[name])
			}
		case added > 0 && (moves.MatchString(name) || name == "xl/workbook.xml"):
		case strings.HasPrefix(name, "xl/worksheets/sheet"):
			if changed++; added == 0 {
				sameSheet(t, text, now[name])
			}
		default:
			t.Errorf("%s changed", name)
		}
	}
	if changed != 1 {
		t.Errorf("%d sheets changed", changed)
	}
}

// sameSheet holds a sheet without added rows against the blank one.
func sameSheet(t *testing.T, was, now string) {
	t.Helper()
	around := func(s string) string { return sizeXML.ReplaceAllString(rowsXML.ReplaceAllString(s, ""), "") }
	if around(was) != around(now) {
		t.Errorf("what stands around the rows changed:\n%s\n%s", around(was), around(now))
	}
	read := func(s string) (cells map[string][2]string, rows map[string]string) {
		cells, rows = map[string][2]string{}, map[string]string{}
		for _, m := range cellXML.FindAllStringSubmatch(s, -1) {
			a := attrsOf(m[1])
			cells[a["r"]] = [2]string{a["s"], a["t"] + m[2]}
		}
		for _, m := range rowXML.FindAllStringSubmatch(s, -1) {
			a := attrsOf(m[1])
			r := a["r"]
			delete(a, "spans")
			rows[r] = strings.Join(slices.Sorted(func(yield func(string) bool) {
				for k, v := range a {
					if !yield(k + "=" + v) {
						return
					}
				}
			}), " ")
		}
		return cells, rows
	}
	old, oldRows := read(was)
	new, newRows := read(now)
	for r, a := range oldRows {
		if newRows[r] != a {
			t.Errorf("row %s was %q and is %q", r, a, newRows[r])
		}
	}
	for at, c := range old {
		got, there := new[at]
		switch {
		case !there:
			t.Errorf("%s is gone", at)
		case got[0] != c[0]:
			t.Errorf("%s had style %q and has %q", at, c[0], got[0])
		case strings.Contains(c[1], "<f"):
			if valueXML.ReplaceAllString(strings.TrimPrefix(c[1], "str"), "") != valueXML.ReplaceAllString(strings.TrimPrefix(got[1], "str"), "") {
				t.Errorf("%s was %q and is %q", at, c[1], got[1])
			}
		case c[1] != "" && got[1] != c[1] && !regexp.MustCompile(`^<v>[0-9]+</v>$`).MatchString(c[1]): // a number printed beforehand
			t.Errorf("%s held %q and holds %q", at, c[1], got[1])
		}
	}
}

func attrsOf(s string) map[string]string {
	a := map[string]string{}
	for _, m := range attrXML.FindAllStringSubmatch(s, -1) {
		a[m[1]] = m[2]
	}
	return a
}

// asInserted holds what lies in and below the added rows against what another program makes of rows put in at the same place.
func asInserted(t *testing.T, raw []byte, now *excelize.File, sheet string, added int, o office) {
	t.Helper()
	if added == 0 {
		return
	}
	want, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer want.Close()
	rows, err := want.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	below := len(rows)
	for i, r := range rows { // the row after the empty ones
		if len(r) > 0 && i > 1 && (strings.HasPrefix(r[0], "合计") || strings.HasPrefix(r[0], "小计") || strings.HasPrefix(r[0], "总计")) {
			below = i + 1
		}
	}
	if err := want.InsertRows(sheet, below-1, added); err != nil { // before the last empty row
		t.Fatal(err)
	}
	for name, of := range map[string]func(f *excelize.File) string{
		"merged cells": func(f *excelize.File) string {
			all, err := f.GetMergeCells(sheet)
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, c := range all {
				words = append(words, c.GetStartAxis()+":"+c.GetEndAxis())
			}
			slices.Sort(words)
			return strings.Join(words, " ")
		},
		"drop-downs": func(f *excelize.File) string {
			all, err := f.GetDataValidations(sheet)
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, d := range all {
				words = append(words, d.Sqref+" "+d.Formula1)
			}
			return strings.Join(words, "; ")
		},
		"names": func(f *excelize.File) string {
			var words []string
			for _, n := range f.GetDefinedName() {
				words = append(words, n.Name+" "+strings.ReplaceAll(n.RefersTo, "'", ""))
			}
			return strings.Join(words, "; ")
		},
	} {
		if o.rows < 2 {
			continue // a person would put rows below the only one
		}
		if got, want := of(now), of(want); got != want {
			t.Errorf("%s are %s, not %s", name, got, want)
		}
	}
}
