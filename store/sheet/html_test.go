package sheet

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"mime/quotedprintable"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func gb(t testing.TB, text string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestHTMLTables(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       [][]string
		merged     []Area
	}{
		{"plain", "<html><body><table><tr><th>姓名</th><th>性别</th></tr><tr><td>网页甲</td><td>女</td></tr></table></body></html>", [][]string{{"姓名", "性别"}, {"网页甲", "女"}}, nil},
		{"nothing closed, capitals", "<TABLE><TR><TD>姓名<TD>性别<TR><TD>甲<TD>女", [][]string{{"姓名", "性别"}, {"甲", "女"}}, nil},
		{"spans", `<table><tr><td colspan=3>名册</td></tr><tr><td rowspan="2">姓名</td><td colspan="2">联系</td></tr><tr><td>手机</td><td>地址</td></tr><tr><td>甲</td><td>139</td><td>一路</td></tr></table>`,
			[][]string{{"名册"}, {"姓名", "联系"}, {"", "手机", "地址"}, {"甲", "139", "一路"}}, []Area{{0, 0, 0, 2}, {1, 0, 2, 0}, {1, 1, 1, 2}}},
		{"a span in the middle and one that is none", `<table><tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e<tr><td colspan=0>f<td rowspan=x>g`, [][]string{{"a", "b", "c"}, {"d", "", "e"}, {"f", "g"}}, []Area{{0, 1, 1, 1}}},
		{"filled up, not merged", `<table><tr><td colspan=2 style='mso-ignore:colspan'>长</td><td>x</td></tr></table>`, [][]string{{"长", "", "x"}}, nil},
		{"entities, blanks and lines", "<table><tr><td>&nbsp;张\n  三&nbsp; </td><td>一&lt;二&#20108;<br/>下<br>一</td><td><p>段</p><p>落</p></td><td>  </td><td>a <b>b</b> c</td></tr></table>", [][]string{{"张 三", "一<二二\n下\n一", "段\n落", "", "a b c"}}, nil},
		{"numbers stay what is shown", `<table><tr><td style="mso-number-format:'\@'">430502200205160000</td><td x:num="1998.1">1998.10</td><td>'13900000010</td><td>#REF!</td><td>="0012"</td></tr></table>`, [][]string{{"430502200205160000", "1998.10", "13900000010", "", "0012"}}, nil},
		{"script, style, islands and choices are silent", "<style>td{}</style><!-- <table><tr><td>no --><script>document.write('<table><tr><td>x')</script><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><table><tr><td>甲<select><option>男<option>女</select></td><td><textarea>no</textarea>乙</td></tr></table>", [][]string{{"甲", "乙"}}, nil},
		{"two tables and words", "<h1>团员 名册</h1><p>填报单位：东升<table><tr><td>姓名</td></tr><tr><td>甲</td></tr></table><div>第二团支部</div><table><caption>二</caption><tr><td>乙</td><td>男</td></tr></table>以下空白", [][]string{{"团员 名册"}, {"填报单位：东升"}, {"姓名"}, {"甲"}, {"第二团支部"}, {"二"}, {"乙", "男"}, {"以下空白"}}, nil},
		{"a table that lays out others", "<table><tr><td>名册<table><tr><td>姓名</td><td>性别</td></tr><tr><td>甲</td><td>女</td></tr></table>注</td><td>右</td></tr><tr><td>下</td></tr></table>", [][]string{{"名册", "", "右"}, {"姓名", "性别"}, {"甲", "女"}, {"注"}, {"下"}}, nil},
		{"side by side", "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></td><td><table><tr><td>e<tr><td>f</table></td></tr><tr><td>g</table>", [][]string{{"a", "b", "e"}, {"c", "d", "f"}, {"g"}}, nil},
		{"cells that are not shown", `<table><tr><td style="display: none">键</td><td>姓名</td></tr><tr><td style="display:none">7</td><td>甲</td></tr></table>`, [][]string{{"", "姓名"}, {"", "甲"}}, nil},
		{"xhtml", "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><table><tr><td/><td>甲</td></tr></table></html>", [][]string{{"", "甲"}}, nil},
		{"many empty lines first", strings.Repeat("\r\n", 9000) + "<table><tr><td>甲</td></tr></table>", [][]string{{"甲"}}, nil},
		{"only rows", "<tr><td>甲</td></tr><table><tr><td>乙</table>", [][]string{{"甲"}, {"乙"}}, nil},
	} {
		book := readBack(t, []byte(c.text))
		s := book.Sheets[0]
		if book.Kind != "html" || !slices.EqualFunc(s.Rows, c.want, slices.Equal) || !reflect.DeepEqual(s.Merged, c.merged) {
			t.Errorf("%s: %s %q %v, want %q %v", c.name, book.Kind, s.Rows, s.Merged, c.want, c.merged)
		}
	}
}

func TestHTMLEncodingsAndFlags(t *testing.T) {
	page := func(charset string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"></head><!--[if gte mso 9]><xml><x:Name>团&amp;员</x:Name></xml><![endif]--><table><col><col style='display:none'><tr><td>姓名</td><td>性别</td></tr><tr style='DISPLAY: none'><td>张三</td><td>女</td></tr></table>`
	}
	big5, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(strings.NewReplacer("张", "張", "团", "團", "员", "員", "别", "別").Replace(page("big5"))))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"gb2312": gb(t, page("gb2312")), "GBK": gb(t, page("GBK")), "UTF-8": []byte(page("utf-8")), "UTF-8 that calls itself gb2312": []byte(page("gb2312")),
		"GBK that calls itself UTF-8": gb(t, page("utf-8")), "no word of it": gb(t, strings.Replace(page(""), "charset=", "", 1)), "with a mark": []byte(utf8Mark + page("gbk")),
		"UTF-16": utf16Bytes(binary.LittleEndian, page("unicode")), "Big5": big5, "Latin, so they say": gb(t, page("iso-8859-1")),
	} {
		s := readBack(t, b).Sheets[0]
		if name == "Big5" {
			if s.Cell(1, 0) != "張三" {
				t.Errorf("%s: %q", name, s.Rows)
			}
			continue
		}
		if s.Name != "团&员" || s.Cell(0, 0) != "姓名" || s.Cell(1, 0) != "张三" || s.HiddenRows[1] != ByHand || !s.HiddenColumns[1] || s.HiddenColumns[0] {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestHTMLBounded(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"spans without end":    {"<table>" + strings.Repeat("<tr><td colspan=1000 rowspan=65534>", 200_000) + "x", ErrTooManyColumns},
		"nested without end":   {strings.Repeat("<table><tr><td>", 1000), ErrDamaged},
		"rows without end":     {"<table>" + strings.Repeat("<tr><td>", MaxRows+1) + "x", ErrTooManyRows},
		"columns without end":  {"<table><tr>" + strings.Repeat("<td>", MaxColumns) + "<td>x", ErrTooManyColumns},
		"a long cell":          {"<table><tr><td>" + strings.Repeat("长", maxCell+1), ErrLongCell},
		"a long cell in bits":  {"<table><tr><td>" + strings.Repeat("长<b></b>", 1_000_000), ErrLongCell},
		"a picture in the tag": {`<table><tr><td><img src="data:` + strings.Repeat("A", 3<<20) + `">甲`, nil},
		"a tag without end":    {`<table><tr><td>甲<img src="` + strings.Repeat("A", maxTag+1), ErrLongCell},
		"hidden without end":   {"<table>" + strings.Repeat("<col span=1000 style=display:none>", 200_000) + "<tr><td>甲", nil},
		"attributes":           {"<table " + strings.Repeat("a=b ", 1_000_000) + "><tr><td>甲", nil},
	} {
		if _, err := bounded(t, name, []byte(c.text)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := ReadBytes(ctx, []byte("<table><tr><td>甲"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// archive is a file as Excel writes it: a page of frames, and the sheets.
func archive(t *testing.T, coding string, first string, pages ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n boundary=\"----=_NextPart_01\"\r\n\r\n此文档为“单个文件网页”。\r\n")
	part := func(location, kind string, text []byte) {
		fmt.Fprintf(&b, "\r\n------=_NextPart_01\r\nContent-Location: file:///C:/1/%s\r\nContent-Transfer-Encoding: %s\r\nContent-Type: %s\r\n\r\n", location, coding, kind)
		switch coding {
		case "base64":
			w := base64.StdEncoding.EncodeToString(text)
			for len(w) > 76 {
				b.WriteString(w[:76] + "\r\n")
				w = w[76:]
			}
			b.WriteString(w)
		case "quoted-printable":
			w := quotedprintable.NewWriter(&b)
			w.Write(text)
			w.Close()
		default:
			b.Write(text)
		}
	}
	part("名册.htm", `text/html; charset="us-ascii"`, []byte(first))
	part("files/style.css", "text/css", []byte("td{}"))
	for i, p := range pages {
		part(fmt.Sprintf("files/sheet%03d.htm", i+1), `text/html; charset="gb2312"`, p)
	}
	part("files/tabstrip.htm", "text/html", []byte("<table><tr><td>tabs</td></tr></table>"))
	b.WriteString("\r\n------=_NextPart_01--\r\n")
	return b.Bytes()
}

func TestMHT(t *testing.T) {
	one, two := gb(t, "<html><table><tr><td>姓名</td></tr><tr><td>网页甲</td></tr></table>"), gb(t, "<html><table><tr><td>旧人</td></tr></table>")
	list := `<html><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>&#22242;&#21592;</x:Name><x:WorksheetSource HRef="files/sheet001.htm"/></x:ExcelWorksheet>
<x:ExcelWorksheet><x:Name>old</x:Name><x:WorksheetSource HRef="files/sheet002.htm"/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><frameset></frameset></html>`
	for _, coding := range []string{"quoted-printable", "base64", "8bit"} {
		book := readBack(t, archive(t, coding, list, one, two))
		if book.Kind != "mht" || len(book.Sheets) != 2 || book.Sheets[0].Name != "团员" || book.Sheets[0].Cell(1, 0) != "网页甲" || book.Sheets[0].Hidden ||
			book.Sheets[1].Name != "old" || !book.Sheets[1].Hidden || book.Sheets[1].Cell(0, 0) != "旧人" {
			t.Errorf("%s: %+v", coding, book)
		}
		if book := readBack(t, archive(t, coding, "<html></html>", one)); len(book.Sheets) != 1 || book.Sheets[0].Cell(1, 0) != "网页甲" {
			t.Errorf("%s, no list: %+v", coding, book)
		}
	}
	single := "From: <Saved by WPS>\nMIME-Version: 1.0\nContent-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("<table><tr><td>单页</td></tr></table>"))
	if book := readBack(t, []byte(single)); book.Sheets[0].Cell(0, 0) != "单页" {
		t.Errorf("single: %+v", book)
	}
	whole := archive(t, "quoted-printable", list, one, two)
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"no pages":      {archive(t, "8bit", "<html><p>x</p></html>"), ErrHTML},
		"no boundary":   {[]byte("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx"), ErrDamaged},
		"another mail":  {[]byte("MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx"), ErrKind},
		"broken base64": {[]byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!"), ErrKind},
		"cut":           {whole[:len(whole)-200], nil},
	} {
		if _, err := bounded(t, name, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
