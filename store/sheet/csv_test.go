package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"tuanjian/store/ledger"
	"tuanjian/store/trial"
)

func utf16Bytes(order binary.AppendByteOrder, s string) []byte {
	b := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestCSVEncodings(t *testing.T) {
	text := "姓名,民族\r\n张㛃𬭎,汉族\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("张三,汉族\r\n", 100)
	want := [][]string{{"姓名", "民族"}, {"张㛃𬭎", "汉族"}}
	for name, c := range map[string]struct {
		b    []byte
		want [][]string
	}{
		"UTF-8":              {[]byte(text), want},
		"UTF-8 with mark":    {[]byte(utf8Mark + text), want},
		"GB18030":            {[]byte(gb), want},
		"UTF-16 LE":          {utf16Bytes(binary.LittleEndian, text), want},
		"UTF-16 BE":          {utf16Bytes(binary.BigEndian, text), want},
		"UTF-8, one bad":     {[]byte("\xff," + text + long), append([][]string{{"\ufffd", "姓名", "民族"}, want[1]}, slices.Repeat([][]string{{"张三", "汉族"}}, 100)...)},
		"old end of file":    {[]byte(gb + "\x1a"), want},
		"no line break last": {[]byte(strings.TrimSpace(text)), want},
	} {
		if got := readBack(t, c.b).Sheets[0].Rows; !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestCSVLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       [][]string
	}{
		{"comma", "a,b\nc,d", [][]string{{"a", "b"}, {"c", "d"}}},
		{"semicolon", "a;b;c\nd;e,1;f", [][]string{{"a", "b", "c"}, {"d", "e,1", "f"}}},
		{"tab", "a\tb\nc, d\te", [][]string{{"a", "b"}, {"c, d", "e"}}},
		{"sep line", "sep=;\r\na;b", [][]string{{"a", "b"}}},
		{"one column", "a\nb", [][]string{{"a"}, {"b"}}},
		{"old Mac ends", "a,b\rc,d", [][]string{{"a", "b"}, {"c", "d"}}},
		{"empty lines count", "a,b\n\n\nc,d", [][]string{{"a", "b"}, nil, nil, {"c", "d"}}},
		{"quotes", `"a,""x""","b` + "\n" + `c",d`, [][]string{{`a,"x"`, "b\nc", "d"}}},
		{"empty quotes", `"",a`, [][]string{{"", "a"}}},
		{"quote within", `5" pipe,b`, [][]string{{`5" pipe`, "b"}}},
		{"text after a quote", `"a"b,c`, [][]string{{`"a"b`, "c"}}},
		{"quote never closed", "\"a,b\nc,d", [][]string{{`"a`, "b"}, {"c", "d"}}},
		{"ids kept by tabs", "id,x\n\t430502200211192919,1", [][]string{{"id", "x"}, {"430502200211192919", "1"}}},
		{"ids kept as formulas", `="430502200211192919","=""0012"""`, [][]string{{"430502200211192919", "0012"}}},
		{"apostrophe of ours", "'=1,'x,''+1", [][]string{{"=1", "'x", "'+1"}}},
		{"empty cells at the end", "a,b,,\n,,", [][]string{{"a", "b"}}},
		{"trailing comma", "a,\nb,", [][]string{{"a"}, {"b"}}},
	} {
		got := readBack(t, []byte(c.text)).Sheets[0].Rows
		if !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCSVCaps(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"rows":    {strings.Repeat("a\n", MaxRows+1), ErrTooManyRows},
		"columns": {strings.Repeat("a,", MaxColumns) + "a", ErrTooManyColumns},
		"allowed": {strings.Repeat("a\n", MaxRows), nil},
		"noise":   {strings.Repeat("\xff\xff\xff", 1000), ErrKind},
	} {
		if _, err := ReadBytes(context.Background(), []byte(c.text), nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	start := trial.Start()
	readBack(t, []byte(strings.Repeat("\"a\n", 150_000)))
	if spent := start.Taken(); spent > 5*time.Second {
		t.Errorf("stray quotes took %v", spent)
	}
}

func TestCSVIsSafeToOpen(t *testing.T) {
	sheet := OutSheet{Columns: columnsOf("甲"), Len: len(trickyTexts), Row: func(i int) []string { return trickyTexts[i : i+1] }}
	var b bytes.Buffer
	if err := WriteCSV(context.Background(), &b, sheet, nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte(utf8Mark+"甲\r\n")) {
		t.Errorf("begins with %q", b.Bytes()[:12])
	}
	for _, line := range strings.Split(b.String()[3:], "\r\n") {
		line = strings.TrimPrefix(line, `"`)
		for _, f := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
			if strings.HasPrefix(line, f) {
				t.Errorf("a cell begins with %q", f)
			}
		}
	}
}

func TestGuardLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`'{0,3}[=+\-@a\t\r＝"]{0,2}[a-z"甲]{0,3}`).Draw(t, "text")
		if got := unguard(ledger.Guard(s)); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestCSVStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	_, err := ReadBytes(ctx, []byte(strings.Repeat("a\n", 5000)), func(int, int) { stop() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
