package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

const relTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// xlsx makes a workbook of so many sheets, all of the same content unless it asks for its number; more are further parts.
func xlsx(sheets int, sheet func(w io.Writer, i int), more ...part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 6) })
	put := func(name string, write func(w io.Writer)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		check(err)
		buffered := bufio.NewWriterSize(w, 1<<20)
		write(buffered)
		check(buffered.Flush())
	}
	text := func(s string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, s) } }
	own := map[string]bool{}
	for _, p := range more {
		own[p.name] = true
		put(p.name, p.write)
	}
	if !own["xl/workbook.xml"] {
		put("xl/workbook.xml", text("<workbook><sheets>"+wide(sheets, func(i int) string { return fmt.Sprintf(`<sheet name="s%d" r:id="r%d"/>`, i, i) })+"</sheets></workbook>"))
	}
	if !own["xl/_rels/workbook.xml.rels"] {
		put("xl/_rels/workbook.xml.rels", text("<Relationships>"+rel("t", "sharedStrings", "sharedStrings.xml")+rel("f", "styles", "styles.xml")+
			wide(sheets, func(i int) string { return rel(fmt.Sprint("r", i), "worksheet", fmt.Sprintf("worksheets/%d.xml", i)) })+"</Relationships>"))
	}
	for i := range sheets {
		put(fmt.Sprintf("xl/worksheets/%d.xml", i), func(w io.Writer) {
			io.WriteString(w, "<worksheet>")
			sheet(w, i)
			io.WriteString(w, "</worksheet>")
		})
	}
	check(z.Close())
	return b.Bytes()
}

func rel(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + relTypes + kind + `" Target="` + target + `"/>`
}

// said is a cell with a text of its own.
func said(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }

func again(w io.Writer, n int, piece string) {
	for range n {
		io.WriteString(w, piece)
	}
}

// head is a row that a table of members begins with.
var head = "<row>" + said("姓名") + said("证件号码") + said("手机号码") + said("所在团支部") + "</row>"

func strings1(s string) part {
	return part{name: "xl/sharedStrings.xml", write: func(w io.Writer) { io.WriteString(w, "<sst><si><t>"+s+"</t></si></sst>") }}
}

// workbooks are tables in a zip.
func workbooks() (all []bomb) {
	add := func(name string, make func() []byte) {
		all = append(all, bomb{"xlsx: " + name, "表.xlsx", make, imported("--create-missing")})
	}
	one := func(name string, sheet func(w io.Writer), more ...part) {
		add(name, func() []byte { return xlsx(1, func(w io.Writer, _ int) { sheet(w) }, more...) })
	}
	many := func(name string, n int, sheet func(w io.Writer, i int), more ...part) {
		add(name, func() []byte { return xlsx(n, sheet, more...) })
	}
	data := func(n int, row string) func(w io.Writer) {
		return func(w io.Writer) {
			io.WriteString(w, "<sheetData>"+head)
			again(w, n, row)
			io.WriteString(w, "</sheetData>")
		}
	}
	one("2,000 cells of one 10 MB string", data(2000, `<row><c t="s"><v>0</v></c></row>`), part{name: "xl/sharedStrings.xml", write: func(w io.Writer) {
		io.WriteString(w, "<sst><si><t>")
		again(w, 160, strings.Repeat("x", 64<<10))
		io.WriteString(w, "</t></si></sst>")
	}})
	one("as many cells of one long string as may be", data(150_000, "<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 50)+"</row>"), strings1(strings.Repeat("王", 32_000)))
	one("a cell of 190 MB", func(w io.Writer) {
		io.WriteString(w, `<sheetData><row><c t="inlineStr"><is><t>`)
		again(w, 3000, strings.Repeat("x", 64<<10))
		io.WriteString(w, "</t></is></c></row></sheetData>")
	})
	add("500 sheets on one part", func() []byte {
		return xlsx(1, func(w io.Writer, _ int) { data(20_000, `<row><c><v>1</v></c></row>`)(w) },
			part{name: "xl/workbook.xml", write: func(w io.Writer) {
				io.WriteString(w, "<workbook><sheets>"+wide(500, func(i int) string { return fmt.Sprintf(`<sheet name="s%d" r:id="r%d"/>`, i, i) })+"</sheets></workbook>")
			}},
			part{name: "xl/_rels/workbook.xml.rels", write: func(w io.Writer) {
				io.WriteString(w, "<Relationships>"+wide(500, func(i int) string { return rel(fmt.Sprint("r", i), "worksheet", "worksheets/0.xml") })+"</Relationships>")
			}})
	})
	one("9,900 rows of 1,000 words", data(9_900, "<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 1000)+"</row>"), strings1("王"))
	one("9,900 rows of 1,000 columns with names", func(w io.Writer) {
		io.WriteString(w, "<sheetData><row>"+said("姓名")+wide(999, func(i int) string { return said(fmt.Sprint("手机号码", i)) })+"</row>")
		again(w, 9_000, "<row>"+said("王某")+strings.Repeat(`<c><v>13800000000</v></c>`, 700)+"</row>")
		io.WriteString(w, "</sheetData>")
	})
	one("rows of 16,384 columns", data(500, "<row>"+strings.Repeat(`<c><v>1</v></c>`, 16_384)+"</row>"))
	one("200,000 rows of 40 people's columns", func(w io.Writer) {
		io.WriteString(w, "<sheetData><row>"+said("姓名")+said("证件号码")+said("手机号码")+said("所在团支部")+said("出生日期")+said("民族")+said("学历")+said("备注")+"</row>")
		for i := range 199_000 {
			fmt.Fprintf(w, "<row><c t=\"str\"><v>王%d</v></c><c/><c><v>13800000000</v></c>%s<c><v>36000</v></c><c/><c/>%s</row>", i, said("甲支部"), said("备注"))
		}
		io.WriteString(w, "</sheetData>")
	})
	one("199,000 repeated heads", data(199_000, head))
	one("199,000 heads of another order", func(w io.Writer) {
		io.WriteString(w, "<sheetData>"+head)
		again(w, 66_000, "<row>"+said("手机号码")+said("姓名")+"</row><row>"+said("13800000000")+said("王某")+"</row>"+"<row>"+said("姓名")+said("手机号码")+"</row>")
		io.WriteString(w, "</sheetData>")
	})
	one("400 rows of 1,000 heads", func(w io.Writer) {
		io.WriteString(w, "<sheetData>")
		for r := range 400 {
			io.WriteString(w, "<row>"+wide(1000, func(c int) string { return said([]string{"姓名", "手机号码", "证件号码"}[(r+c)%3]) })+"</row>")
		}
		io.WriteString(w, "</sheetData>")
	})
	one("60 rows of 1,000 different words", func(w io.Writer) {
		io.WriteString(w, "<sheetData>")
		for r := range 60 {
			io.WriteString(w, "<row>"+wide(1000, func(c int) string { return said(fmt.Sprintf("学生姓名%d（注%d）", r*1000+c, c)) })+"</row>")
		}
		io.WriteString(w, "</sheetData>")
	})
	many("160 sheets of 60 rows of 1,000 words", 160, func(w io.Writer, i int) {
		io.WriteString(w, "<sheetData>")
		for r := range 60 {
			io.WriteString(w, "<row>"+wide(1000, func(c int) string { return fmt.Sprintf(`<c t="s"><v>%d</v></c>`, (r*7+c)%1000) })+"</row>")
		}
		io.WriteString(w, "</sheetData>")
	}, part{name: "xl/sharedStrings.xml", write: func(w io.Writer) {
		io.WriteString(w, "<sst>"+wide(1000, func(i int) string { return fmt.Sprintf("<si><t>学生姓名甲%d（注）</t></si>", i) })+"</sst>")
	}})
	one("100,000 cards", func(w io.Writer) {
		io.WriteString(w, "<sheetData>")
		again(w, 66_000, "<row>"+said("姓名")+said("王某")+said("性别")+said("男")+"</row><row>"+said("手机号码")+said("13800000000")+"</row><row/>")
		io.WriteString(w, "</sheetData>")
	})
	many("20 sheets of errors", 20, func(w io.Writer, _ int) {
		again(w, 10_000, "<row>"+strings.Repeat(`<c t="e"><v>#</v></c>`, 50)+"</row>")
	})
	many("18 sheets of formulas without values", 18, func(w io.Writer, _ int) { again(w, 2_000, "<row>"+strings.Repeat(`<c><f/></c>`, 500)+"</row>") })
	many("250 sheets of hidden rows", 250, func(w io.Writer, _ int) { again(w, 199_000, `<row hidden="1"/>`) })
	many("5 sheets of cells without values", 5, func(w io.Writer, _ int) {
		io.WriteString(w, "<sheetData>")
		again(w, 10_000, "<row><c><v>1</v></c>"+strings.Repeat("<c/>", 900)+"</row>")
	})
	many("500 sheets of hidden columns", 500, func(w io.Writer, _ int) { again(w, 800, `<col min="1" max="1000" hidden="1"/>`) })
	many("500 sheets of filters", 500, func(w io.Writer, _ int) {
		io.WriteString(w, "<sheetData>")
		again(w, 8_000, `<row hidden="1"/>`)
		io.WriteString(w, `</sheetData><autoFilter ref="A1:Z200000">`)
		again(w, 100, `<filterColumn/>`)
	})
	many("70 sheets of merged cells", 70, func(w io.Writer, _ int) {
		data(10, "<row>"+said("王某")+said("13800000000")+"</row>")(w)
		again(w, 100_000, `<mergeCell ref="A1:ALL200000"/>`)
	})
	one("100,000 merged cells over everything", func(w io.Writer) {
		data(100_000, "<row>"+said("王某")+"</row>")(w)
		again(w, 100_000, `<mergeCell ref="D2:D199000"/>`)
	})
	one("two million relations", data(1, ""), part{name: "xl/_rels/workbook.xml.rels", write: func(w io.Writer) {
		io.WriteString(w, "<Relationships>"+rel("r0", "worksheet", "worksheets/0.xml"))
		for i := range 2_000_000 {
			fmt.Fprintf(w, `<Relationship Id="%x" Type="x" Target="x"/>`, i)
		}
		io.WriteString(w, "</Relationships>")
	}})
	one("4,000,000 strings", data(1, `<row><c t="s"><v>7</v></c></row>`), part{name: "xl/sharedStrings.xml", write: func(w io.Writer) {
		io.WriteString(w, "<sst>")
		again(w, 4_000_000, "<si><t>"+strings.Repeat("x", 33)+"</t></si>")
		io.WriteString(w, "</sst>")
	}})
	one("6,000 strings of 32,000 characters", data(1, `<row><c t="s"><v>7</v></c></row>`), part{name: "xl/sharedStrings.xml", write: func(w io.Writer) {
		io.WriteString(w, "<sst>")
		again(w, 6_000, "<si><t>"+strings.Repeat("x", 32_000)+"</t></si>")
		io.WriteString(w, "</sst>")
	}})
	format := strings.Repeat(`0&quot;a&quot;`, 50)
	one("millions of numbers in a long format", func(w io.Writer) {
		io.WriteString(w, "<sheetData>"+head)
		for i := range 30_000 {
			io.WriteString(w, "<row>"+wide(100, func(c int) string { return fmt.Sprintf(`<c s="0"><v>%d</v></c>`, i*100+c) })+"</row>")
		}
		io.WriteString(w, "</sheetData>")
	}, part{name: "xl/styles.xml", write: func(w io.Writer) {
		io.WriteString(w, `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="`+format+`"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`)
	}})
	one("millions of styles", data(1, ""), part{name: "xl/styles.xml", write: func(w io.Writer) {
		io.WriteString(w, `<styleSheet><cellXfs>`)
		again(w, 9_000_000, `<xf numFmtId="200"/>`)
	}})
	many("850 MB of blank rows", 34, func(w io.Writer, _ int) {
		io.WriteString(w, "<sheetData>")
		again(w, 1_000_000, `<row r="1" s="1"><c/></row>`[:25])
	})
	many("50 MB of names of sheets", 50, func(w io.Writer, _ int) { data(1, "")(w) }, part{name: "xl/workbook.xml", write: func(w io.Writer) {
		io.WriteString(w, "<workbook><sheets>"+wide(50, func(i int) string {
			return fmt.Sprintf(`<sheet name="%s" r:id="r%d"/>`, strings.Repeat("x", 1<<20-100), i)
		})+"</sheets></workbook>")
	}})
	one("190 MB of names for cells", func(w io.Writer) { again(w, 5_000_000, `<definedName name="a">s!$A$1</definedName>`) })
	one("20,000,000 tags in each other", func(w io.Writer) { again(w, 20_000_000, "<x>") })
	one("190 MB of attributes", func(w io.Writer) { again(w, 190, "<row "+strings.Repeat(`a="" `, 200_000)+"/>") })
	one("190 MB of entities", func(w io.Writer) {
		io.WriteString(w, "<sheetData>"+head)
		again(w, 1_500, "<row>"+said(strings.Repeat("&#x4e00;", 15_000))+"</row>")
	})
	one("three sheets' worth of rows that come back", func(w io.Writer) {
		io.WriteString(w, "<sheetData>")
		for i := range 150_000 {
			fmt.Fprintf(w, `<row r="%d"><c r="ALL%d"><v>1</v></c></row>`, 1+i%2, 1+i%2)
		}
	})
	add("1,990 entries of the zip", func() []byte {
		var more []part
		for i := range 1980 {
			more = append(more, part{name: fmt.Sprintf("x/%d%s", i, strings.Repeat("y", 2000)), write: func(io.Writer) {}})
		}
		return xlsx(1, func(w io.Writer, _ int) { data(1, "")(w) }, more...)
	})
	two := func(n int, first, second string, a, b func(i int) string) func() []byte {
		return func() []byte {
			return xlsx(2, func(w io.Writer, s int) {
				io.WriteString(w, "<sheetData>"+[]string{first, second}[s])
				for i := range n {
					io.WriteString(w, []func(int) string{a, b}[s](i))
				}
				io.WriteString(w, "</sheetData>")
			})
		}
	}
	add("100,000 people of one name and their posts", two(100_000, "<row>"+said("姓名")+said("手机号码")+said("民族")+"</row>", "<row>"+said("姓名")+said("任职组织")+said("团内职务")+said("任职日期")+"</row>",
		func(i int) string {
			return "<row>" + said("王某") + said(fmt.Sprint(13800000000+i)) + said("汉族") + "</row>"
		},
		func(i int) string {
			return "<row>" + said("王某") + said("甲支部") + said("书记") + said("2020-01-01") + "</row>"
		}))
	all = append(all, bomb{"xlsx: 45,000 rows of 22 columns, all wrong", "表.xlsx", allWrong, imported("--create-missing")},
		bomb{"xlsx: all wrong, and given back with reasons", "表.xlsx", allWrong, func(w *world, path string) []string {
			return imported("--create-missing", "--faults", filepath.Join(w.dir, "退回.xlsx"))(w, path)
		}})
	all = append(all, odsBombs()...)
	return all
}

// allWrong has people's columns, and in each of their cells something that belongs in none: no two rows are alike.
func allWrong() []byte {
	heads := strings.Fields("姓名 性别 民族 证件号码 出生日期 学历 学历在读 政治面貌 入党日期 入团年月 发展团员编号 团籍状态 团籍状态日期 所在团支部 工作单位 岗位 月收入（元） 手机号码 流动情况 团课学时 团内职务 备注")
	sorts := []string{"？%d族", "甲%d（乙，丙）", "19%d.1.1", "√%d □否 □", "约%d、七八万元", "1390000%d转1", "x%d*", "%d-书记/女", "11010119900307%dX（？）", "无%d号 何某", "二〇一九年%d月"}
	return xlsx(1, func(w io.Writer, _ int) {
		io.WriteString(w, "<sheetData><row>"+wide(len(heads), func(c int) string { return said(heads[c]) })+"</row>")
		for i := range 45_000 {
			io.WriteString(w, "<row>"+wide(len(heads), func(c int) string { return said(fmt.Sprintf(sorts[(i*7+c*3+i/11)%len(sorts)], 1000+i)) })+"</row>")
		}
		io.WriteString(w, "</sheetData>")
	})
}

// odsBombs are tables of LibreOffice, which say how often a row or cell stands there.
func odsBombs() (all []bomb) {
	add := func(name, table string) {
		all = append(all, bomb{"ods: " + name, "表.ods", func() []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			w, err := z.Create("content.xml")
			check(err)
			io.WriteString(w, `<office:document-content><office:body><office:spreadsheet>`+table+`</office:spreadsheet></office:body></office:document-content>`)
			check(z.Close())
			return b.Bytes()
		}, imported("--create-missing")})
	}
	cell := func(times int, text string) string {
		return fmt.Sprintf(`<table:table-cell table:number-columns-repeated="%d" office:value-type="string"><text:p>%s</text:p></table:table-cell>`, times, text)
	}
	row := func(times int, cells string) string {
		return fmt.Sprintf(`<table:table-row table:number-rows-repeated="%d">%s</table:table-row>`, times, cells)
	}
	titles := row(1, cell(1, "姓名")+cell(1, "手机号码"))
	add("200,000 rows said once", `<table:table>`+titles+row(199_000, cell(1, "王某")+cell(1, "13800000000"))+`</table:table>`)
	add("10,000,000 cells said once", `<table:table>`+titles+row(9_900, cell(1000, "王某"))+`</table:table>`)
	add("1,000,000 rows of blanks below the end", `<table:table>`+titles+row(300_000, "")+strings.Repeat(row(1_000_000, cell(1000, `<text:s/>`)), 100)+`</table:table>`)
	add("500 sheets of hidden columns", strings.Repeat(`<table:table>`+strings.Repeat(`<table:table-column table:number-columns-repeated="999" table:visibility="collapse"/><table:table-row/>`, 800)+titles+`</table:table>`, 500))
	add("a cell of blanks", `<table:table>`+row(1, `<table:table-cell><text:p>`+strings.Repeat(`<text:s text:c="1000"/>`, 400_000)+`</text:p></table:table-cell>`)+`</table:table>`)
	return all
}
