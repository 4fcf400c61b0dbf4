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
	"golang.org/x/text/encoding/traditionalchinese"
	"pgregory.net/rapid"

	"tuanjian/store/trial"
	"tuanjian/store/value"
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
		"UTF-16 LE, no mark": {utf16Bytes(binary.LittleEndian, text)[2:], want},
		"UTF-16 BE, no mark": {utf16Bytes(binary.BigEndian, text)[2:], want},
		"UTF-16, odd length": {append(utf16Bytes(binary.LittleEndian, text)[2:], 0), want},
		"UTF-16, cut mark":   {append(utf16Bytes(binary.LittleEndian, text), 0), want},
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
		{"sep line in capitals", "SEP=\t\na\tb", [][]string{{"a", "b"}}},
		{"Chinese commas", "姓名，性别，手机号码\r\n全角甲，女，13900000014\r\n", [][]string{{"姓名", "性别", "手机号码"}, {"全角甲", "女", "13900000014"}}},
		{"Chinese commas under a title", "团员名册\n姓名，性别\n甲，女\n乙，男", [][]string{{"团员名册"}, {"姓名", "性别"}, {"甲", "女"}, {"乙", "男"}}},
		{"both commas, as they come from the keys", "姓名,性别，手机\n甲，女,139\n乙,男,138", [][]string{{"姓名", "性别", "手机"}, {"甲", "女", "139"}, {"乙", "男", "138"}}},
		{"Chinese commas within cells", "姓名,地址\n甲,一路，二号\n乙,三路，四号", [][]string{{"姓名", "地址"}, {"甲", "一路，二号"}, {"乙", "三路，四号"}}},
		{"a comma in one cell of a table with Chinese ones", "姓名，地址\n甲，一路\n乙，二路,3号\n丙，三路\n丁，三路\n戊，三路", [][]string{{"姓名", "地址"}, {"甲", "一路"}, {"乙", "二路", "3号"}, {"丙", "三路"}, {"丁", "三路"}, {"戊", "三路"}}},
		{"Chinese semicolons", "姓名；性别\n甲；女", [][]string{{"姓名", "性别"}, {"甲", "女"}}},
		{"Chinese lists", "姓名、性别、手机\n甲、女、139", [][]string{{"姓名", "性别", "手机"}, {"甲", "女", "139"}}},
		{"a list in each line of one column", "姓名\n甲、乙\n丙\n丁\n戊", [][]string{{"姓名"}, {"甲、乙"}, {"丙"}, {"丁"}, {"戊"}}},
		{"blanks", "姓名 性别 手机\n甲一 女 139\n乙 男 138 \n", [][]string{{"姓名", "性别", "手机"}, {"甲一", "女", "139"}, {"乙", "男", "138"}}},
		{"columns lined up with blanks", "  姓名      性别\u3000手机\n  甲 一     女\u3000  139\n  乙        男\t138\n", [][]string{{"姓名", "性别", "手机"}, {"甲 一", "女", "139"}, {"乙", "男", "138"}}},
		{"names of two characters", "姓名\n张 三\n李  四\n王 五", [][]string{{"姓名"}, {"张 三"}, {"李  四"}, {"王 五"}}},
		{"a name and a number", "张三 13900000001\n李四 13900000002", [][]string{{"张三", "13900000001"}, {"李四", "13900000002"}}},
		{"words are no table", "今天 天气 很好\n我们 去 开会 了\n就 这样", [][]string{{"今天 天气 很好"}, {"我们 去 开会 了"}, {"就 这样"}}},
		{"text marks", "姓名,手机,号\n甲,'13900000010,‘4305 0220 0205 1600 00\n乙,'010-1234567,'甲\n丙,'13900000011',’20050501’", [][]string{{"姓名", "手机", "号"}, {"甲", "13900000010", "4305 0220 0205 1600 00"}, {"乙", "010-1234567", "'甲"}, {"丙", "13900000011", "20050501"}}},
	} {
		got := readBack(t, []byte(c.text)).Sheets[0].Rows
		if !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Chinese of the two encodings is told apart, and in doubt it is that of the mainland.
func TestGB18030OrBig5(t *testing.T) {
	for _, text := range []string{
		"姓名,性別,出生年月\n陳大文,男,1998.10\n", "姓名,電話\n林小玲,13900000010\n", "團員姓名,身份證號碼,團支部\n黃詩雅,430502200205160000,第一團支部\n",
		"姓名,單位,地址\n張國強,東升五金有限公司,湖南省邵陽市大祥區\n", "編號,姓名,民族,入團時間\n1,歐陽靜,土家族,2013-02\n",
	} {
		b, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := decodeText(b); got != text {
			t.Errorf("Big5 %q came as %q", text, got)
		}
	}
	for _, text := range []string{"姓名,性别\n网页甲,女\n", "联通", "姓名\n龚鑫\n", "a,茕茕\n", "姓名,单位\n张㛃𬭎,东升五金\n", "镕,堃,喆,犇\n", "甲，乙\n全，半\n"} {
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := decoded(chineseOf(b), b); got != text {
			t.Errorf("GB18030 %q came as %q", text, got)
		}
	}
	// any text of the 3,755 frequent characters
	rapid.Check(t, func(t *rapid.T) {
		var b []byte
		for range rapid.IntRange(3, 60).Draw(t, "n") {
			b = append(b, byte(rapid.IntRange(0xb0, 0xd7).Draw(t, "lead")), byte(rapid.IntRange(0xa1, 0xf9).Draw(t, "trail")))
		}
		if chineseOf(b) != simplifiedchinese.GB18030 {
			t.Fatalf("%q", decoded(simplifiedchinese.GB18030, b))
		}
	})
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
		if got := unguard(value.Guard(s)); got != s {
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
