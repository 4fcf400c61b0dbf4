package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// part reads one part of a file.
func part(t testing.TB, data []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// said is the text of a part, a line for each paragraph; elements counts its elements.
func said(t testing.TB, part []byte) (text string, elements map[string]int) {
	t.Helper()
	d, in := xml.NewDecoder(bytes.NewReader(part)), false
	elements = map[string]int{}
	var b strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String(), elements
		}
		if err != nil {
			t.Fatalf("%v in %s", err, part)
		}
		switch x := token.(type) {
		case xml.StartElement:
			elements[x.Name.Local]++
			in = x.Name.Local == "t"
			switch x.Name.Local {
			case "tab":
				b.WriteByte('\t')
			case "br":
				b.WriteByte('\n')
			}
		case xml.CharData:
			if in {
				b.Write(x)
			}
		case xml.EndElement:
			if in = false; x.Name.Local == "p" {
				b.WriteByte('\n')
			}
		}
	}
}

var styles = []Style{
	{ID: "Body", Name: "Normal", Face: "仿宋_GB2312", Size: 16, Lead: 28.95, First: 2, Align: Flush, Grid: true},
	{ID: "Heading1", Name: "heading 1", Face: "黑体", Size: 16, Lead: 28.95, First: 2, Level: 1, Grid: true},
	{ID: "Heading2", Name: "heading 2", Face: "楷体_GB2312", Size: 16, Lead: 28.95, First: 2, Level: 2},
	{ID: "Cells", Name: "表格", Face: "宋体", Size: 10.5},
}

var sheet = Page{Width: 595.28, Height: 841.89, Top: 104.9, Bottom: 99.2, Left: 79.4, Right: 73.7, Lines: 22, Chars: 28, Size: 16, Foot: Foot{Face: "宋体", Size: 14, Up: 65, Text: "—#—", Outer: true}}

func write(t testing.TB, d Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, &d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func dot(t testing.TB) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sample has everything that a document can have.
func sample(t testing.TB) Document {
	two := 2.0
	return Document{Title: "请示 <&>", Page: sheet, Styles: styles, Body: []Block{
		{Contents: &Contents{Style: "Body", Deepest: 1, Entries: []Entry{{"一、基本情况", 1, 1}, {"（一）团员", 2, 1}, {"二、请求", 1, 2}}}},
		{Para: &Para{Style: "Heading1", Text: "一、基本情况"}},
		{Para: &Para{Style: "Body", Text: "张㛃、李𬭎等 3 人 <团员> & \"青年\"\t，\n另起一行。", Left: &two}},
		{Para: &Para{Style: "Heading2", Text: "（一）团员"}},
		{Table: &Table{Style: "Cells", Size: 9, Widths: []float64{100, 200, 100}, Heads: 1, Rows: []Row{
			{Cells: []Cell{{Text: "姓名", Bold: true, Shaded: true}, {Text: "单位", Bold: true, Span: 2}}},
			{Cells: []Cell{{Text: "王䶮", Down: true}, {Text: "东建公司"}, {Text: "书记"}}},
			{Cells: []Cell{{Text: "不再写", Below: true}, {Text: "塔北社区", Span: 2, Align: Right}}},
		}}},
		{Picture: &Picture{Style: "Cells", Data: dot(t), Width: 50, Height: 50}},
		{Picture: &Picture{Style: "Cells", Data: dot(t), Width: 20, Height: 20}},
		{Para: &Para{Style: "Heading1", Text: "二、请求", Break: true}},
	}}
}

// What was written comes back, and every element that a reader needs is there.
func TestADocumentComesBack(t *testing.T) {
	data := write(t, sample(t))
	text, elements := said(t, part(t, data, "word/document.xml"))
	for _, want := range []string{"张㛃、李𬭎等 3 人 <团员> & \"青年\"\t，\n另起一行。\n", "王䶮\n东建公司\n书记\n\n塔北社区\n", "一、基本情况\t1\n", "二、请求\t2\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	if strings.Contains(text, "不再写") {
		t.Error("a cell that goes on from above says something")
	}
	for name, want := range map[string]int{"tbl": 1, "tr": 3, "tblHeader": 1, "gridSpan": 2, "vMerge": 2, "blip": 2, "sectPr": 1, "footerReference": 2, "docGrid": 1, "hyperlink": 2, "bookmarkStart": 3, "pageBreakBefore": 1} {
		if elements[name] != want {
			t.Errorf("%d × %s, not %d", elements[name], name, want)
		}
	}
	body := string(part(t, data, "word/document.xml"))
	for _, want := range []string{`w:w="11906" w:h="16838"`, `w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"`, `w:leftChars="200"`, `w:anchor="_Toc3"`, `w:linePitch="580"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
	look := string(part(t, data, "word/styles.xml"))
	for _, want := range []string{`w:eastAsia="仿宋_GB2312"`, `w:line="579" w:lineRule="exact"`, `w:firstLineChars="200"`, `<w:outlineLvl w:val="0"/>`, `<w:jc w:val="both"/>`, `<w:spacing w:val="-5"/><w:sz w:val="32"/>`} {
		if !strings.Contains(look, want) {
			t.Errorf("%s is not in %s", want, look)
		}
	}
	if faces := string(part(t, data, "word/fontTable.xml")); !strings.Contains(faces, `w:name="仿宋_GB2312"><w:altName w:val="宋体"/>`) || strings.Contains(faces, `w:name="宋体"><w:altName`) {
		t.Error(faces)
	}
	for n, want := range []string{`<w:jc w:val="right"/>`, `<w:jc w:val="left"/>`} {
		foot := string(part(t, data, fmt.Sprintf("word/footer%d.xml", n+1)))
		if text, _ := said(t, []byte(foot)); text != "—1—\n" || !strings.Contains(foot, want) || !strings.Contains(foot, " PAGE ") {
			t.Error(foot)
		}
	}
	part(t, data, "word/media/image1.png")
	if title, _ := said(t, []byte(strings.ReplaceAll(string(part(t, data, "docProps/core.xml")), "dc:title", "t"))); title != "请示 <&>" {
		t.Errorf("the title is %q", title)
	}
}

// Every part is named in the list of types, every relationship has its part, and none is without one.
func TestThePackageHoldsTogether(t *testing.T) {
	plain := sample(t)
	plain.Page.Foot = Foot{Face: "宋体", Size: 9, Up: 25, Text: "第 # 页　共 ## 页", Aside: "塔北社区"}
	none := sample(t)
	none.Page.Foot, none.Body = Foot{}, nil
	for name, d := range map[string]Document{"outer": sample(t), "plain": plain, "none": none} {
		data := write(t, d)
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var there []string
		for _, f := range z.File {
			there = append(there, f.Name)
			if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
				said(t, part(t, data, f.Name))
			}
		}
		types, relations := string(part(t, data, "[Content_Types].xml")), string(part(t, data, "word/_rels/document.xml.rels"))
		for _, path := range there {
			inside := strings.TrimPrefix(path, "word/")
			if strings.HasPrefix(path, "word/") && strings.HasSuffix(path, ".xml") && inside != "document.xml" && !strings.Contains(relations, `Target="`+inside+`"`) {
				t.Errorf("%s: nothing leads to %s", name, path)
			}
			if strings.HasSuffix(path, ".xml") && path[0] != '[' && !strings.Contains(types, `PartName="/`+path+`"`) {
				t.Errorf("%s: %s has no type", name, path)
			}
		}
		for _, named := range strings.Split(types, `PartName="/`)[1:] {
			path, _, _ := strings.Cut(named, `"`)
			part(t, data, path)
		}
		for _, named := range strings.Split(relations, `Target="`)[1:] {
			path, _, _ := strings.Cut(named, `"`)
			part(t, data, "word/"+path)
		}
	}
	foot := part(t, write(t, plain), "word/footer1.xml")
	if text, _ := said(t, foot); text != "\t\t\t第 1 页　共 1 页\t塔北社区\n" { // two of the tabs are the stops
		t.Errorf("the foot says %q", text)
	}
	if !strings.Contains(string(foot), "NUMPAGES") {
		t.Error("the foot does not count the pages")
	}
}

func TestSameDocumentSameFile(t *testing.T) {
	if !bytes.Equal(write(t, sample(t)), write(t, sample(t))) {
		t.Error("two files of one document differ")
	}
}

// Whatever people type, the file can be read, and what XML can hold comes back.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("张㛃𬭎<>&\"'\t\n　 ]]>\x00\x1b\uFFFE")), 0, 40, -1)).Draw(r, "text")
		d := Document{Title: text, Page: sheet, Styles: styles, Body: []Block{{Para: &Para{Style: "Body", Text: text}}, {Table: &Table{Style: "Cells", Widths: []float64{100}, Rows: []Row{{Cells: []Cell{{Text: text}}}}}}}}
		got, _ := said(t, part(t, write(t, d), "word/document.xml"))
		want := strings.Map(func(c rune) rune {
			if c < ' ' && c != '\t' && c != '\n' || c == 0xFFFE || c == 0xFFFF || c == '\uFFFD' {
				return -1
			}
			return c
		}, strings.ToValidUTF8(text, ""))
		if got != want+"\n"+want+"\n\n" {
			r.Fatalf("%q comes back as %q", want, got)
		}
	})
}

type stuck struct{}

func (stuck) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriteSaysWhatWentWrong(t *testing.T) {
	d := sample(t)
	if err := Write(stuck{}, &d); err == nil {
		t.Error("a disk that takes nothing is no error")
	}
}
