package main

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// texts are tables that nobody packs: what they say they must say in 10 MB.
func texts() (all []bomb) {
	add := func(name, file string, extra []string, make func() []byte) {
		all = append(all, bomb{name, file, make, imported(extra...)})
	}
	const size = 10_000_000
	text := func(name, file string, piece string, front ...string) {
		add(name, file, []string{"--create-missing"}, func() []byte {
			f := strings.Join(front, "")
			return []byte(f + strings.Repeat(piece, (size-len(f))/len(piece)))
		})
	}
	lines := func(name, front string, n int, line func(i int) string) {
		add(name, "表.csv", []string{"--create-missing"}, func() []byte { return []byte(front + wide(n, line)) })
	}
	text("csv: one line of 10 MB", "表.csv", "王")
	text("csv: one line of commas", "表.csv", ",")
	text("csv: one line of blanks and letters", "表.csv", "a ")
	text("csv: one line of blanks", "表.csv", "  ", "姓名,手机号码\n王某")
	text("csv: line ends", "表.csv", "\n", "姓名,手机号码\n王某,13800000000\n")
	text("csv: quotes", "表.csv", `"`)
	text("csv: quotes that do not close", "表.csv", "\"a,\n")
	text("csv: quoted quotes", "表.csv", `""`, `姓名,"`)
	text("csv: zeros", "表.csv", "a\x00")
	text("csv: GB18030 of four bytes", "表.csv", "\x81\x30\x81\x30")
	text("csv: half characters of GB18030", "表.csv", "\x81,", "\xd0\xd5\xc3\xfb,b\n")
	text("csv: half characters of UTF-8", "表.csv", "\xe4\xb8", "姓名,b\n")
	text("csv: surrogates of UTF-16", "表.csv", "\x00\xd8", "\xff\xfe")
	text("csv: repeated heads", "表.csv", "姓名,手机号码\n", "")
	lines("csv: 199,000 repeated heads", "", 199_000, func(int) string { return "姓名,手机号码,证件号码\n" })
	lines("csv: heads of changing order", "", 150_000, func(i int) string {
		return []string{"姓名,手机号码\n", "王某,13800000000\n", "手机号码,姓名\n", "13800000000,王某\n"}[i%4]
	})
	lines("csv: 199,000 people without numbers", "姓名,民族\n", 199_000, func(i int) string { return "王某,汉族\n" })
	lines("csv: 199,000 people of one number", "姓名,证件号码\n", 199_000, func(i int) string { return "王某,110101199003070011\n" })
	lines("csv: 199,000 people", "姓名,手机号码,所在团支部,备注\n", 199_000, func(i int) string { return fmt.Sprintf("王%d,%d,甲支部%d,x\n", i, 13800000000+i, i) })
	lines("csv: 199,000 enterprises", "企业名称,负责人\n", 199_000, func(i int) string { return fmt.Sprintf("甲%d有限公司,王某\n", i) })
	lines("csv: 199,000 enterprises of one code", "企业名称,统一社会信用代码\n", 199_000, func(i int) string { return fmt.Sprintf("甲%d公司,91430502MA4L12346X\n", i) })
	lines("csv: a chain of 199,000 branches", "组织全称,上级组织\n", 199_000, func(i int) string { return fmt.Sprintf("甲%d支部,甲%d支部\n", i, i-1) })
	lines("csv: a chain of branches backwards", "组织全称,上级组织\n", 199_000, func(i int) string { return fmt.Sprintf("甲%d支部,甲%d支部\n", i, i+1) })
	lines("csv: branches with many enterprises", "组织全称,覆盖企业\n", 199_000, func(i int) string { return fmt.Sprintf("甲%d支部,甲、乙、丙、丁、戊、己\n", i) })
	lines("csv: branches and their secretaries", "组织全称,书记\n", 199_000, func(i int) string { return fmt.Sprintf("甲%d支部,王某\n", i) })
	lines("csv: posts of nobody", "姓名,任职组织,团内职务,任职日期\n", 199_000, func(i int) string { return fmt.Sprintf("王%d,甲支部,书记,2020-01-01\n", i) })
	lines("csv: titles and nothing else", "", 60, func(i int) string { return strings.Repeat("学生姓名"+fmt.Sprint(i)+"（注）,", 990) + "\n" })
	lines("csv: names of columns 9,000 times over", strings.Repeat("姓名,手机号码,", 495)+"\n", 4_900, func(i int) string { return strings.Repeat(",", 989) + "\n" })
	lines("csv: cells of one long text", "姓名,备注\n", 76, func(i int) string { return "王某," + strings.Repeat("备", 32_000) + "\n" })

	text("html: rows and columns spanned", "表.html", `<tr><td colspan=999 rowspan=9999>`, "<table>")
	text("html: cells", "表.html", `<td>`, "<table><tr><td>姓名<td>手机号码<tr>")
	text("html: tables in each other", "表.html", `<table><tr><td>a</table>`, strings.Repeat("<table><tr><td>", 48))
	text("html: an open tag", "表.html", ` a=b`, "<table><tr><td>姓名</td></tr></table><td")
	text("html: attributes", "表.html", `<td a=b c=d e=f hidden style="display: none; display: none">`, "<table><tr>")
	text("html: words", "表.html", `a <b>`, "<table><tr><td>")
	text("html: open brackets", "表.html", `<`, "<table>")
	text("html: hidden columns", "表.html", `<col span=999 hidden>`, "<table>")
	text("html: select", "表.html", `<select><td>`, "<table><tr>")
	text("html: line breaks", "表.html", `a<br>`, "<table><tr><td>")
	text("html: entities", "表.html", `&notinva`, "<table><tr><td>")
	text("mht: pages that name each other", "表.mht", "--b\nContent-Type: text/html\nContent-Location: a.htm\n\n<table><tr><td>a</table>"+strings.Repeat(`<x:ExcelWorksheet><x:Name>a</x:Name><x:WorksheetSource HRef="a.htm"/></x:ExcelWorksheet>`, 200)+"\n",
		"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n")
	text("mht: openings without an end", "表.mht", "<x:ExcelWorksheet>", "MIME-Version: 1.0\nContent-Type: text/html\n\n<table>")
	text("mht: parts", "表.mht", "--b\nContent-Type: text/html\n\n<table>\n", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n")
	text("mht: a head without an end", "表.mht", " a\n", "MIME-Version: 1.0\nContent-Type: text/html;\n")
	xml := `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`
	text("XML 2003: columns with a style", "表.xml", `<Column Index="1" Span="998" StyleID="a"/>`, xml+`<Worksheet>`)
	text("XML 2003: hidden columns", "表.xml", `<Column Index="1" Span="998" Hidden="1"/>`, xml+`<Worksheet>`)
	text("XML 2003: hidden rows", "表.xml", `<Row Index="1" Span="199999" Hidden="1"/>`, xml+`<Worksheet>`)
	text("XML 2003: sheets of hidden rows", "表.xml", `<Worksheet><Row Index="1" Span="199999" Hidden="1"/></Worksheet>`, xml)
	text("XML 2003: styles", "表.xml", `<Style ID="a" Parent="b"/>`, xml)
	text("XML 2003: cells", "表.xml", `<Cell><Data>a</Data></Cell>`, xml+`<Worksheet><Row>`)
	text("XML 2003: rows", "表.xml", `<Row><Cell><Data>王某</Data></Cell></Row>`, xml+`<Worksheet><Row><Cell><Data>姓名</Data></Cell><Cell><Data>手机号码</Data></Cell></Row>`)
	text("fods: rows of blanks below the end", "表.fods", `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"><text:p><text:s/></text:p></table:table-cell></table:table-row>`,
		`<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table><table:table-row table:number-rows-repeated="300000"/>`)
	text("SYLK: formats", "表.slk", "P;P"+strings.Repeat("0\"a\"", 40)+"\n", "ID;P\n")
	add("SYLK: formats of cells", "表.slk", nil, func() []byte {
		return []byte("ID;P\nP;P0\n" + wide(600_000, func(i int) string { return fmt.Sprintf("F;P0;Y%d\n", i+1) }))
	})
	text("SYLK: cells", "表.slk", "C;Y1;X1;K1\nC;Y2;X1;K1\n", "ID;P\nB;\n")
	text("SYLK: one line of fields", "表.slk", ";", "ID;P\nC")
	text("SYLK: rows that come back", "表.slk", "C;Y1;X1000;K1\nC;Y2;K1\n", "ID;P\nB;\n")
	add("dbf: fields of one byte", "表.dbf", nil, func() []byte { return dbf(1000, 0x80) })
	add("dbf: blank fields", "表.dbf", nil, func() []byte { return dbf(2000, ' ') })
	add("xls: labels of one byte", "表.xls", nil, func() []byte { return biff(0x0500, 1, "\x81") })
	add("xls: labels of GB18030", "表.xls", nil, func() []byte { return biff(0x0500, 200, "\xb0\xa1") })
	add("xls: labels of BIFF8", "表.xls", nil, func() []byte { return biff(0x0600, 1, "\x00a") })
	add("xls: hidden columns", "表.xls", nil, func() []byte {
		return stream(0x0600, func(i int) (int, []byte) { return 0x7d, []byte{0, 0, 0xe7, 3, 0, 0, 0, 0, 1, 0} })
	})
	add("xls: numbers in rows that come back", "表.xls", nil, func() []byte {
		return stream(0x0600, func(i int) (int, []byte) {
			return 0x203, []byte{byte(i % 2), 0, 0xe7, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0}
		})
	})
	add("xls: sectors in a ring", "表.xls", nil, ring)
	return all
}

// dbf is a table of so many fields of one byte, each of which holds what.
func dbf(fields int, what byte) []byte {
	head := 32 + 32*fields + 1
	b := make([]byte, head)
	b[0], b[1], b[2], b[3] = 3, 26, 6, 30
	binary.LittleEndian.PutUint16(b[8:], uint16(head))
	binary.LittleEndian.PutUint16(b[10:], uint16(fields+1))
	for i := range fields {
		d := b[32+32*i:]
		if fields <= 1000 {
			copy(d, fmt.Sprint("F", i))
		}
		d[11], d[16] = 'C', 1
	}
	b[head-1] = 0x0d
	for len(b)+fields+1 < 10_000_000 {
		b = append(b, ' ')
		for range fields {
			b = append(b, what)
		}
	}
	return b
}

// biff is a sheet of labels that holds a text so many times in each.
func biff(version, times int, text string) []byte {
	body := []byte(strings.Repeat(text, times))
	count := []byte{byte(times * len(text)), byte(times * len(text) >> 8)}
	if version == 0x0600 {
		count = []byte{1, 0}
	}
	return stream(version, func(i int) (int, []byte) {
		return 0x204, append([]byte{byte(i), byte(i >> 8), 0, 0, 0, 0, count[0], count[1]}, body...)
	})
}

// stream is a sheet that was never put into a compound file, full of records.
func stream(version int, record func(i int) (int, []byte)) []byte {
	b := []byte{0x09, 0x08, 8, 0, byte(version), byte(version >> 8), 0x10, 0, 0, 0, 0, 0}
	if version == 0x0600 {
		b = []byte{0x09, 0x08, 16, 0, 0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	}
	for i := 0; len(b) < 9_990_000; i++ {
		id, data := record(i)
		b = binary.LittleEndian.AppendUint16(b, uint16(id))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(data)))
		b = append(b, data...)
	}
	return append(b, 0x0a, 0, 0, 0)
}

// ring is a compound file whose table of sectors leads back to itself.
func ring() []byte {
	b := make([]byte, 10_000_384)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(b[24:], 0x3e)
	le.PutUint16(b[26:], 3)
	le.PutUint16(b[28:], 0xfffe)
	le.PutUint16(b[30:], 9)
	le.PutUint16(b[32:], 6)
	le.PutUint32(b[44:], 1)
	le.PutUint32(b[48:], 1)
	le.PutUint32(b[56:], 4096)
	le.PutUint32(b[60:], 1)
	le.PutUint32(b[64:], 1)
	le.PutUint32(b[68:], 0xfffffffe)
	for i := range 109 {
		le.PutUint32(b[76+4*i:], 0xffffffff)
	}
	le.PutUint32(b[76:], 0)
	for i := range 128 {
		le.PutUint32(b[512+4*i:], uint32(i%127+1)) // each sector is followed by one more, and the last by the first
	}
	return b
}
