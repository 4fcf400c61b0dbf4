package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// evilNames are names that lead out of a folder on one system or another, or that a system takes for something else.
var evilNames = []string{
	"../evil.xml", "../../../../tmp/evil.xml", "xl/../../evil.xml", "..", ".", "./x.xml", "..\\evil.xml", "xl\\..\\..\\evil.xml", "..\\..\\..\\evil.xml",
	"/etc/passwd", "/evil.xml", "\\evil.xml", "//server/share/x", "\\\\server\\share\\x", "\\\\?\\C:\\evil.xml", "\\\\.\\PhysicalDrive0", "C:\\evil.xml", "C:evil.xml", "c:/evil.xml",
	"file:///etc/passwd", "a:b", "xl/workbook.xml:stream", "xl/workbook.xml::$DATA", "CON", "con.xml", "NUL", "NUL.txt", "xl/aux.xml", "PRN", "COM1", "com9.xml",
	"LPT1", "lpt3.txt", "CONIN$", "CLOCK$", "x.xml.", "x.xml ", "x.xml...", " x.xml", "x\x00.xml", "x\n.xml", "x\u202elmx.exe", "x\u200f.xml", "\u2066x.xml",
	"XL/WORKBOOK.XML.", "x*?.xml", "x|y<z>.xml", "\"x\".xml", "%2e%2e%2fevil.xml", "..%c0%af..", "‥/evil.xml", "．．/evil.xml", "~/.profile", "$HOME/x", "-rf",
	strings.Repeat("a", 300), strings.Repeat("深", 5000), strings.Repeat("d/", 20000) + "x", "xl/worksheets", "xl/", "xl/worksheets/sheet1.xml/", "\xff\xfe.xml",
}

// watched makes a folder the working and the temporary one and gives a function that fails when anything in it, or beside
// it, has come, gone or changed since.
func watched(t *testing.T) (unchanged func(what string)) {
	t.Helper()
	parent := t.TempDir()
	folder := filepath.Join(parent, "a", "b")
	if err := os.MkdirAll(filepath.Join(folder, "xl"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "xl", "workbook.xml"), []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, folder)
	}
	tree := func() string {
		var b strings.Builder
		err := filepath.WalkDir(parent, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s %v %d %v\n", path, info.Mode(), info.Size(), info.ModTime())
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	before := tree()
	return func(what string) {
		t.Helper()
		if after := tree(); after != before {
			t.Fatalf("%s changed the folder\n%s\ninto\n%s", what, before, after)
		}
	}
}

// bounded fails when reading takes more than 5 s of work or more than 512 MB all together, and unless it gives either a
// workbook or a sentence.
func bounded(t *testing.T, what string, b []byte) (*Workbook, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	done := working()
	book, err := ReadBytes(context.Background(), b, nil)
	if took := done(); took > longest {
		t.Errorf("%s: took %v", what, took)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 512<<20 {
		t.Errorf("%s: took %d MB of memory", what, used>>20)
	}
	var reason *Error
	if err != nil && (book != nil || !errors.As(err, &reason) || reason.Text == "") {
		t.Errorf("%s: no sentence: %v", what, err)
	}
	return book, err
}

// named is a zip of a workbook and one entry more, written as it is.
func named(t *testing.T, name string, header func(*zip.FileHeader), data string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(h *zip.FileHeader, text string) {
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if text != "" {
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, p := range [][2]string{{"_rels/.rels", topRels}, {"xl/workbook.xml", bookXML}, {"xl/_rels/workbook.xml.rels", bookRels},
		{"xl/worksheets/sheet1.xml", cellOf(`t="inlineStr"`, `<is><t>实</t></is>`)}, {"xl/worksheets/sheet2.xml", second}, {"xl/styles.xml", styles}, {"xl/sharedStrings.xml", shared}} {
		put(&zip.FileHeader{Name: p[0], Method: zip.Deflate}, p[1])
	}
	h := &zip.FileHeader{Name: name, Method: zip.Deflate}
	if header != nil {
		header(h)
	}
	if strings.HasSuffix(name, "/") {
		data = ""
	}
	put(h, data)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A workbook's names are looked up within the workbook and nowhere else: whatever an entry is called, it is passed over
// or the workbook refused, and nothing is written.
func TestEvilNamesLeadNowhere(t *testing.T) {
	unchanged := watched(t)
	if len(evilNames) < 40 {
		t.Fatalf("only %d names", len(evilNames))
	}
	for _, name := range evilNames {
		b := named(t, name, nil, "evil")
		book, err := bounded(t, fmt.Sprintf("%.40q", name), b)
		if err == nil && book.Sheets[0].Cell(0, 0) != "实" {
			t.Errorf("%.40q stands for the sheet: %q", name, book.Sheets[0].Rows)
		}
		unchanged(name)
		// and as the place where a sheet is said to be
		at := strings.Replace(bookRels, "worksheets/sheet1.xml", strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\x00", "").Replace(name), 1)
		if book, err := bounded(t, fmt.Sprintf("sheet at %.40q", name), zipOf(t, "", map[string]string{"xl/_rels/workbook.xml.rels": at})); err == nil &&
			strings.Contains(fmt.Sprint(book.Sheets), "root:") {
			t.Errorf("%.40q was read from outside", name)
		}
		unchanged("a sheet at " + name)
	}
}

func TestEvilEntriesLeadNowhere(t *testing.T) {
	unchanged := watched(t)
	one := cellOf(`t="inlineStr"`, `<is><t>假</t></is>`)
	for what, b := range map[string][]byte{
		"a link":                named(t, "xl/link.xml", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }, "/etc/passwd"),
		"a device":              named(t, "xl/dev.xml", func(h *zip.FileHeader) { h.SetMode(fs.ModeDevice | 0o666) }, "x"),
		"a folder like a sheet": named(t, "xl/worksheets/sheet9.xml", func(h *zip.FileHeader) { h.SetMode(fs.ModeDir | 0o777) }, ""),
		"set user":              named(t, "xl/run.sh", func(h *zip.FileHeader) { h.SetMode(fs.ModeSetuid | 0o777) }, "#!/bin/sh"),
		"a name twice":          named(t, "xl/worksheets/sheet1.xml", nil, one),
		"in capitals":           named(t, "XL/WORKSHEETS/SHEET1.XML", nil, one),
		"with backslashes":      named(t, `xl\worksheets\sheet1.xml`, nil, one),
		"a link for a sheet":    named(t, "xl/worksheets/sheet1.xml", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }, "/etc/passwd"),
	} {
		book, err := bounded(t, what, b)
		if err != nil {
			t.Errorf("%s: %v", what, err)
		} else if got := fmt.Sprint(book.Sheets[0].Rows); got != "[[实]]" && got != "[[假]]" {
			t.Errorf("%s: %s", what, got)
		}
		unchanged(what)
	}
}

// rawZip is a zip whose directory is written by hand: each entry says what it likes of one piece of packed data.
type rawZip struct {
	b       bytes.Buffer
	entries []rawEntry
}

type rawEntry struct {
	name           string
	at             int // of the local header
	packed, length uint32
	crc            uint32
	flags, method  uint16
	extra          []byte
}

// data puts packed bytes behind a local header and gives the entry that tells the truth of them.
func (z *rawZip) data(name string, plain []byte) rawEntry {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	w.Write(plain)
	w.Close()
	e := rawEntry{name: name, at: z.b.Len(), packed: uint32(packed.Len()), length: uint32(len(plain)), crc: crc32.ChecksumIEEE(plain), method: zip.Deflate}
	z.local(e)
	z.b.Write(packed.Bytes())
	return e
}

func (z *rawZip) local(e rawEntry) {
	z.numbers(uint32(0x04034b50), uint16(20), e.flags, e.method, uint32(0), e.crc, e.packed, e.length, uint16(len(e.name)), uint16(0))
	z.b.WriteString(e.name)
}

func (z *rawZip) numbers(all ...any) {
	for _, n := range all {
		binary.Write(&z.b, binary.LittleEndian, n)
	}
}

// end writes the directory.
func (z *rawZip) end() []byte {
	at := z.b.Len()
	for _, e := range z.entries {
		z.numbers(uint32(0x02014b50), uint16(20), uint16(20), e.flags, e.method, uint32(0), e.crc, e.packed, e.length,
			uint16(len(e.name)), uint16(len(e.extra)), uint16(0), uint16(0), uint16(0), uint32(0), uint32(e.at))
		z.b.WriteString(e.name)
		z.b.Write(e.extra)
	}
	n := uint16(min(len(z.entries), 0xffff))
	z.numbers(uint32(0x06054b50), uint32(0), n, n, uint32(z.b.Len()-at), uint32(at), uint16(0))
	return z.b.Bytes()
}

// workbook puts the parts that every workbook has, with sheets sheets at xl/worksheets/N.xml.
func (z *rawZip) workbook(sheets int) {
	var list, rels strings.Builder
	for i := range sheets {
		fmt.Fprintf(&list, `<sheet name="%d" r:id="r%d"/>`, i, i)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="%sworksheet" Target="worksheets/%d.xml"/>`, i, relTypes, i)
	}
	z.entries = append(z.entries, z.data("xl/workbook.xml", []byte("<workbook><sheets>"+list.String()+"</sheets></workbook>")),
		z.data("xl/_rels/workbook.xml.rels", []byte("<Relationships>"+rels.String()+"</Relationships>")))
}

// sheetOf is a raw workbook with one sheet of which the directory says something else.
func sheetOf(change func(*rawEntry)) []byte {
	var z rawZip
	z.workbook(1)
	e := z.data("xl/worksheets/0.xml", []byte(cellOf(``, `<v>1</v>`)))
	change(&e)
	z.entries = append(z.entries, e)
	return z.end()
}

func TestBombs(t *testing.T) {
	unchanged := watched(t)
	nothing := "<!--" + strings.Repeat(" ", 64<<10) + "-->"
	whole := strings.Repeat(nothing, MaxUnpack/len(nothing)+1)
	blank := []byte(data(whole[:16<<20/len(nothing)*len(nothing)]))
	overlapping := func() []byte {
		var z rawZip
		z.workbook(200)
		one := z.data("xl/worksheets/0.xml", blank)
		for i := range 200 {
			one.name = fmt.Sprintf("xl/worksheets/%d.xml", i)
			z.entries = append(z.entries, one)
		}
		return z.end()
	}
	// Each file's packed data begins with the local headers of all that follow, quoted as a piece that is not packed, and
	// ends in one kernel that all share: so each unpacks to the whole kernel.
	quoted := func() []byte {
		const files = 60
		var kernel bytes.Buffer
		w, _ := flate.NewWriter(&kernel, flate.BestCompression)
		w.Write(blank)
		w.Close()
		tail, tailLength := kernel.Bytes(), len(blank)
		var all []rawEntry
		for i := files - 1; i >= 0; i-- {
			var z rawZip
			e := rawEntry{name: fmt.Sprintf("xl/worksheets/%d.xml", i), packed: uint32(len(tail)), length: uint32(tailLength), method: zip.Deflate}
			z.local(e)
			quote := []byte{0, 0, 0, 0, 0} // a stored block that is not the last
			binary.LittleEndian.PutUint16(quote[1:], uint16(z.b.Len()))
			binary.LittleEndian.PutUint16(quote[3:], ^uint16(z.b.Len()))
			e.at = z.b.Len() + len(tail) // from the end of the data
			all = append(all, e)
			tailLength += z.b.Len()
			tail = append(append(quote, z.b.Bytes()...), tail...)
		}
		tail = tail[5:] // nobody quotes the first
		var z rawZip
		z.workbook(files)
		end := z.b.Len() + len(tail)
		z.b.Write(tail)
		for _, e := range all {
			e.at = end - e.at
			z.entries = append(z.entries, e)
		}
		return z.end()
	}
	nested := func(depth, wide int) []byte {
		inner := zipOf(t, string(blank), nil)
		for range depth {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for i := range wide {
				w, err := z.Create(fmt.Sprintf("lib %d.zip", i))
				if err != nil {
					t.Fatal(err)
				}
				w.Write(inner)
			}
			z.Close()
			inner = b.Bytes()
		}
		return inner
	}
	many := map[string]string{}
	for i := range 100_000 {
		many[fmt.Sprintf("x/%d", i)] = "x"
	}
	le := binary.LittleEndian
	long := bytes.Repeat([]byte{0xff}, 8)
	tooBig := le.AppendUint16(le.AppendUint16(nil, 1), 16) // the 64-bit extra: both lengths 2^64-1
	tooBig = append(append(tooBig, long...), long...)
	for _, c := range []struct {
		what string
		b    []byte
		want error
	}{
		{"a flat one", zipOf(t, data(whole), nil), ErrTooLarge},
		{"a flat one in the strings", zipOf(t, second, map[string]string{"xl/sharedStrings.xml": "<sst>" + whole}), ErrTooLarge},
		{"a flat one in the formats", zipOf(t, second, map[string]string{"xl/styles.xml": "<styleSheet>" + whole}), ErrTooLarge},
		{"a flat one that nobody reads", zipOf(t, second, map[string]string{"xl/media/a.png": whole}), nil},
		{"one kernel under 200 names", overlapping(), ErrDamaged},
		{"quoted headers", quoted(), ErrDamaged},
		{"a zip in a zip", nested(1, 1), ErrArchive},
		{"zips in zips, as 42.zip has them", nested(3, 16), ErrArchive},
		{"a workbook in a workbook", zipOf(t, second, map[string]string{"xl/embeddings/a.xlsx": string(nested(2, 4))}), nil},
		{"100,000 entries", zipOf(t, second, many), ErrTooLarge},
		{"2^64-1 bytes said", sheetOf(func(e *rawEntry) { e.packed, e.length, e.extra = 0xffffffff, 0xffffffff, tooBig }), ErrDamaged},
		{"4 GB said", sheetOf(func(e *rawEntry) { e.length = 0xfffffff0 }), ErrDamaged},
		{"4 GB packed said", sheetOf(func(e *rawEntry) { e.packed = 0xfffffff0 }), ErrDamaged},
		{"less said than is there", sheetOf(func(e *rawEntry) { e.length = 3 }), ErrDamaged},
		{"nothing said", sheetOf(func(e *rawEntry) { e.length, e.packed = 0, 0 }), ErrDamaged},
		{"a wrong sum", sheetOf(func(e *rawEntry) { e.crc ^= 1 }), ErrDamaged},
		{"a password", sheetOf(func(e *rawEntry) { e.flags |= 1 }), ErrPassword},
		{"an unknown packing", sheetOf(func(e *rawEntry) { e.method = 12 }), ErrDamaged},
		{"stored, it says", sheetOf(func(e *rawEntry) { e.method = zip.Store }), ErrDamaged},
		{"behind the end", sheetOf(func(e *rawEntry) { e.at = 1 << 30 }), ErrDamaged},
		{"within another", sheetOf(func(e *rawEntry) { e.at += 7 }), ErrDamaged},
		{"the honest one", sheetOf(func(*rawEntry) {}), nil},
	} {
		if _, err := bounded(t, c.what, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
		unchanged(c.what)
	}
}

// XML that defines words of its own, or wants something from outside, is refused wherever it stands.
func TestEvilXML(t *testing.T) {
	unchanged := watched(t)
	lol := `<!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := 1; i < 10; i++ {
		lol += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i, strings.Repeat(fmt.Sprintf("&lol%d;", i-1), 10))
	}
	for what, head := range map[string]string{
		"a billion laughs": lol + `]>`, "one large word": `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("a", 100_000) + `">]>`,
		"a file": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`, "the network": `<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:1/x">]>`,
		"a share": `<!DOCTYPE x [<!ENTITY e SYSTEM "\\server\share\x">]>`, "a parameter": `<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>`,
		"a document type": `<!DOCTYPE x SYSTEM "x.dtd">`, "a public one": `<!DOCTYPE x PUBLIC "-//X" "http://127.0.0.1:1/x.dtd">`,
	} {
		text := cellOf(`t="inlineStr"`, `<is><t>&e;&a;&lol9;</t></is>`)
		for part, b := range map[string][]byte{
			"sheet":     zipOf(t, head+text, nil),
			"strings":   zipOf(t, text, map[string]string{"xl/sharedStrings.xml": head + shared}),
			"workbook":  zipOf(t, text, map[string]string{"xl/workbook.xml": head + bookXML}),
			"relations": zipOf(t, text, map[string]string{"xl/_rels/workbook.xml.rels": head + bookRels}),
		} {
			if _, err := bounded(t, what, b); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s in the %s: %v", what, part, err)
			}
		}
		// formats are not needed to read a workbook
		book, err := bounded(t, what, zipOf(t, cellOf(``, `<v>1</v>`), map[string]string{"xl/styles.xml": head + styles}))
		if err != nil || book.Sheets[0].Cell(0, 0) != "1" {
			t.Errorf("%s in the formats: %v", what, err)
		}
		unchanged(what)
	}
	deep := data(strings.Repeat("<x>", 1_000_000))
	if _, err := bounded(t, "a million tags deep", zipOf(t, deep, map[string]string{"xl/worksheets/sheet2.xml": data("")})); !errors.Is(err, ErrEmpty) {
		t.Errorf("deep: %v", err)
	}
}
