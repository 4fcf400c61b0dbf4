package paper

import (
	"bytes"
	"errors"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// tool runs a program that reads PDF, or skips where it is not installed.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed, so the file is not checked with it", name)
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestFilesAreSound(t *testing.T) {
	for name, d := range documents() {
		t.Run(name, func(t *testing.T) {
			path := keep(t, name+".pdf", pdf(t, d))
			out := tool(t, "qpdf", "--check", path)
			if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
				t.Error(out)
			}
		})
	}
}

func TestNamesComeBack(t *testing.T) {
	path := keep(t, "names.pdf", pdf(t, withOfficers(2000).Lay()))
	for _, mode := range []string{"-layout", "-raw"} {
		words := strings.Fields(tool(t, "pdftotext", mode, path, "-"))
		for i := range 2000 {
			if !slices.Contains(words, person(i)) {
				t.Fatalf("pdftotext %s does not give back %s as one word", mode, person(i))
			}
		}
		for _, officer := range []string{"张㛃", "李𬭎", "王䶮", "刘𬱖", "欧阳思远"} {
			if !slices.Contains(words, officer) {
				t.Errorf("pdftotext %s does not give back %s", mode, officer)
			}
		}
	}
}

// The font has none of 𰀀, an emoji and a private character; what stands in the
// file is still what was written.
func TestCharactersWithoutAGlyphComeBack(t *testing.T) {
	names := []string{"张𰀀", "李😀", "王\U00030001小", "赵(一)\\", "（㛃）\r𬭎", "⺀⼀一"}
	s := Sheet{Title: "名册", Columns: []Column{{Head: "姓名", Spread: true}}, Len: len(names), Row: func(i int) []string { return names[i : i+1] }}
	d := s.Lay()
	if got, want := string(d.Missing()), string(Missing(names...)); got != want || !strings.Contains(got, "𰀀") || strings.Contains(got, "张") {
		t.Errorf("missing %q, of the names alone %q", got, want)
	}
	text := tool(t, "pdftotext", "-raw", keep(t, "tofu.pdf", pdf(t, d)), "-")
	for _, name := range names {
		if want := strings.ReplaceAll(name, "\r", ""); !strings.Contains(text, want) {
			t.Errorf("%q does not come back in %q", want, text)
		}
	}
}

func TestMissing(t *testing.T) {
	for text, want := range map[string]string{
		"张㛃李𬭎王䶮刘𬱖　·（），—": "", "": "", "a\tb\nc\u200b": "", "𰀀𰀀龘": "𰀀", "\U0010FFFF\U000F0000": "\U000F0000\U0010FFFF",
	} {
		if got := string(Missing(text)); got != want {
			t.Errorf("Missing(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSameInputSameFile(t *testing.T) {
	if !bytes.Equal(pdf(t, withOfficers(300).Lay()), pdf(t, withOfficers(300).Lay())) {
		t.Error("two files of the same list differ")
	}
	d := wide().Lay()
	first := pdf(t, d)
	for n := d.Count() - 1; n >= 0; n-- {
		d.Page(n) // in any order, and without a trace
	}
	if !bytes.Equal(first, pdf(t, d)) {
		t.Error("looking at pages changes the file")
	}
}

func TestFileSaysOnlyItsTitle(t *testing.T) {
	data := pdf(t, roster(5).Lay())
	for _, key := range []string{"/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Metadata", "/ID"} {
		if bytes.Contains(data, []byte(key)) {
			t.Errorf("the file holds %s", key)
		}
	}
	if title := string(appendUTF16(nil, roster(5).Title)); !bytes.Contains(data, []byte("/Title"+title)) {
		t.Error("the file does not say its title")
	}
	if sizes := regexp.MustCompile(`/MediaBox\[0 0 841\.89 595\.28\]`).FindAll(data, -1); len(sizes) != 1 {
		t.Error("the pages are not A4 landscape")
	}
}

// full takes so many bytes and then fails, as a disk does.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return f.room, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

func TestWriteStops(t *testing.T) {
	d := roster(400).Lay()
	size := len(pdf(t, d))
	for _, room := range []int{0, 100, size / 2, size - 1} {
		if err := Write(&full{room}, d, nil); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes: %v", room, err)
		}
	}
	if err := Write(&full{size}, d, nil); err != nil {
		t.Error(err)
	}
	stop, seen := errors.New("stop"), 0
	err := Write(&full{size}, d, func(done, of int) error {
		if seen++; done != seen || of != d.Count() {
			t.Errorf("page %d of %d after %d of %d", done, of, seen, d.Count())
		}
		if done == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || seen != 3 {
		t.Errorf("stopped with %v after %d pages", err, seen)
	}
}

func TestMemoryDoesNotGrowWithRows(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 100,000 rows")
	}
	live := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	loadFaces()
	before, most := live(), uint64(0)
	d := roster(100000).Lay()
	err := Write(&full{1 << 30}, d, func(done, of int) error {
		if done%1000 == 0 || done == of {
			most = max(most, live())
		}
		return nil
	})
	if grown := int64(most-before) >> 20; err != nil || grown > 8 {
		t.Errorf("100,000 rows keep %d MiB alive, error %v", grown, err)
	}
}
