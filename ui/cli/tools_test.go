package cli

import (
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"go.etcd.io/bbolt"
	"golang.org/x/text/encoding/simplifiedchinese"

	"tuanjian/store"
	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// tools are the commands that the scripts have beside testscript's own. They make
// what an office's own programs make, and look into what ours wrote.
var tools = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"workbook": workbook, "cells": cells, "correct": correct, "reorder": reorder, "gb18030": gb18030,
	"mode": mode, "hold": hold, "admit": admit, "newer": newer, "answer": answer, "absent": absent, "exits": exits, "hurt": hurt, "putback": putback, "example": example,
}

// workbook OUT.xlsx NAME=IN.csv... makes a workbook with a sheet for each CSV,
// everything as text.
func workbook(ts *testscript.TestScript, neg bool, args []string) {
	f := excelize.NewFile()
	defer f.Close()
	for i, arg := range args[1:] {
		name, in, _ := strings.Cut(arg, "=")
		if i == 0 {
			ts.Check(f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			ts.Check(err)
		}
		reader := csv.NewReader(strings.NewReader(ts.ReadFile(in)))
		reader.FieldsPerRecord = -1
		rows, err := reader.ReadAll()
		ts.Check(err)
		for r, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, r+1)
			ts.Check(err)
			ts.Check(f.SetSheetRow(name, at, &row))
		}
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

// cells FILE.xlsx prints every sheet, a row a line, cells between bars.
func cells(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for _, name := range f.GetSheetList() {
		fmt.Fprintf(ts.Stdout(), "[%s]\n", name)
		rows, err := f.GetRows(name)
		ts.Check(err)
		for _, row := range rows {
			fmt.Fprintln(ts.Stdout(), strings.Join(row, "|"))
		}
	}
}

// correct FILE.xlsx OLD NEW... writes NEW into the cells that hold OLD, as somebody
// does who corrects a returned workbook. Every OLD must be there.
func correct(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for i := 1; i < len(args); i += 2 {
		found := 0
		for _, name := range f.GetSheetList() {
			at, err := f.SearchSheet(name, args[i])
			ts.Check(err)
			for _, cell := range at {
				found++
				ts.Check(f.SetCellStr(name, cell, args[i+1]))
			}
		}
		if found == 0 {
			ts.Fatalf("no cell holds %q", args[i])
		}
	}
	ts.Check(f.Save())
}

// reorder FILE.xlsx SHEET turns the rows below the head upside down and puts a column
// of the office's own before all others.
func reorder(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(args[1])
	ts.Check(err)
	slices.Reverse(rows[1:])
	for r, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, r+1)
		ts.Check(err)
		row = append([]string{[]string{"本单位备注", "已核"}[min(r, 1)]}, row...)
		ts.Check(f.SetSheetRow(args[1], at, &row))
	}
	ts.Check(f.Save())
}

// gb18030 IN OUT writes a UTF-8 file in the encoding of Chinese offices.
func gb18030(ts *testscript.TestScript, neg bool, args []string) {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(out), 0o600))
}

// mode FILE BITS fails unless the file has these bits.
func mode(ts *testscript.TestScript, neg bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if runtime.GOOS == "windows" {
		return // who may read it says the folder's list there, no mode
	}
	if got := fmt.Sprintf("%o", info.Mode().Perm()); (got == args[1]) == neg {
		ts.Fatalf("%s has mode %s", args[0], got)
	}
}

// hold LEDGER keeps a ledger open to the end of the script, as another window does.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	b, err := store.Open(ts.MkAbs(args[0]), ts.Getenv("TUANJIAN_PASSWORD"), surroundings(ts.Getenv))
	ts.Check(err)
	ts.Defer(func() { b.Close() })
}

// admit LEDGER FOUNDER NAME PASSWORD ROLE lets one more operator in.
func admit(ts *testscript.TestScript, neg bool, args []string) {
	b, err := store.OpenAs(ts.MkAbs(args[0]), args[1], ts.Getenv("TUANJIAN_PASSWORD"), surroundings(ts.Getenv))
	ts.Check(err)
	ts.Check(b.Staff().Add(args[2], args[3], store.Role(args[4])))
	ts.Check(b.Close())
}

// newer LEDGER makes the ledger of a program that is many migrations ahead.
func newer(ts *testscript.TestScript, neg bool, args []string) {
	key, err := seal.NewKey(rand.Reader)
	ts.Check(err)
	slot, err := seal.NewPassword(rand.Reader, key, "经办人", ts.Getenv("TUANJIAN_PASSWORD"), surroundings(ts.Getenv).Effort)
	ts.Check(err)
	steps := []vault.Step{vault.Layout}
	for range 99 {
		steps = append(steps, func(*vault.Tx) error { return nil })
	}
	v, err := vault.Create(ts.MkAbs(args[0]), key, []seal.Slot{slot}, vault.Options{Random: rand.Reader, Steps: steps})
	ts.Check(err)
	ts.Check(v.Close())
}

// answer KEY=VALUE... fails unless standard output is one JSON object and nothing
// else, with these members. answer KEY asks only that it is there.
func answer(ts *testscript.TestScript, neg bool, args []string) {
	var got map[string]json.RawMessage
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	if err := d.Decode(&got); err != nil || d.More() {
		ts.Fatalf("not one JSON object: %q", ts.ReadFile("stdout"))
	}
	for _, arg := range args {
		key, want, exact := strings.Cut(arg, "=")
		value, there := got[key]
		if !there || exact && strings.ReplaceAll(string(value), `\\`, "/") != want { // Windows writes its paths otherwise
			ts.Fatalf("%s is %s, want %s", key, value, want)
		}
	}
}

// absent FILE TEXT... fails when the file holds one of the texts in clear.
func absent(ts *testscript.TestScript, neg bool, args []string) {
	bytesOf, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, text := range args[1:] {
		if bytes.Contains(bytesOf, []byte(text)) {
			ts.Fatalf("%s holds %q in clear", args[0], text)
		}
	}
}

// exits CODE COMMAND... runs a command that has to end with this very code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	code := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// hurt FILE FROM TO changes the bytes between two places of a file, as a bad disk does.
func hurt(ts *testscript.TestScript, neg bool, args []string) {
	path := ts.MkAbs(args[0])
	text, err := os.ReadFile(path)
	ts.Check(err)
	from, err := strconv.Atoi(args[1])
	ts.Check(err)
	to, err := strconv.Atoi(args[2])
	ts.Check(err)
	for i := from; i < min(to, len(text)); i++ {
		text[i] ^= 0x5A
	}
	ts.Check(os.WriteFile(path, text, 0o600))
}

// putback FILE BEFORE BUCKET writes what lies in a bucket of a ledger as it was before over what lies there now, with a tool
// of one's own.
func putback(ts *testscript.TestScript, neg bool, args []string) {
	before, err := bbolt.Open(ts.MkAbs(args[1]), 0o600, nil)
	ts.Check(err)
	defer before.Close()
	now, err := bbolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	defer now.Close()
	ts.Check(before.View(func(from *bbolt.Tx) error {
		return now.Update(func(to *bbolt.Tx) error {
			return from.Bucket([]byte(args[2])).ForEach(to.Bucket([]byte(args[2])).Put)
		})
	}))
}

// example NAME runs the example that a command's help shows, word by word.
func example(ts *testscript.TestScript, neg bool, args []string) {
	node := commandNamed(parserOf(&commands{}, io.Discard), args[0])
	if node == nil {
		ts.Fatalf("no command %q", args[0])
	}
	words := strings.Fields(node.Tag.Get("example"))
	if err := ts.Exec(words[0], words[1:]...); err != nil {
		ts.Fatalf("%s: %v", strings.Join(words, " "), err)
	}
}
