package fill_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/fill"
	"tuanjian/store/records"
	"tuanjian/store/trial"
)

// The messier forms of other offices, all invented, as openpyxl, python-docx and LibreOffice write them (testdata/forms): blanks
// within texts, boxes to tick, cells below their labels, several tables of a sheet, records of several rows.

// A messy form is what it is to be understood as and what stands in it afterwards, with five people and two firms.
type messy struct {
	file   string
	tables []string          // kind and empty rows of each; card for a card
	cells  map[string]string // sheet!cell of a workbook
	words  []string          // of a document: in order
	empty  []string          // what no column answers
}

var messyForms = []messy{
	{file: "inline.xlsx", tables: []string{"member card"}, empty: []string{"特长", "填表日期"}, cells: map[string]string{
		"登记表!A2": "姓名：安一", "登记表!C2": "性别：☑男  □女", "登记表!A3": "出生年月：2002年3月", "登记表!A4": "身份证号：430502200203040018",
		"登记表!A5": "政治面貌：□中共党员 ☑共青团员 □群众", "登记表!A6": "联系电话：13912345678 家庭住址：              ", "登记表!A7": "特长：", "登记表!A8": "填表日期：    年   月   日"}},
	{file: "boxes.xlsx", tables: []string{"member card"}, cells: map[string]string{"表!B2": "安一", "表!D2": "☑男 □女", "表!B3": "2002年3月", "表!B4": "□党员 ☑团员 □群众", "表!B5": "是□ 否☑", "表!B6": "430502200203040018", "丁四!B2": "丁四"}},
	{file: "below.xlsx", tables: []string{"member card"}, cells: map[string]string{"表!A3": "安一", "表!B3": "男", "表!C3": "汉族", "表!B5": "共青团员", "表!A7": "430502200203040018", "表!B7": "东升五金团支部", "表!A4": "出生年月"}},
	{file: "merged.xlsx", tables: []string{"member card"}, cells: map[string]string{"M!A3": "安一", "M!C3": "男", "M!E3": "2002-03-04", "M!E5": "13912345678", "M!A4": "现工作单位"}},
	{file: "two.xlsx", tables: []string{"member 3", "enterprise 1"}, cells: map[string]string{"汇总!B3": "安一", "汇总!B7": "丁四", "汇总!A8": "合计", "汇总!B8": "=COUNTA(B3:B7)", "汇总!A10": "二、企业名册",
		"汇总!A12": "1", "汇总!A13": "2", "汇总!A14": "合计", "汇总!B14": "=COUNTA(B12:B13)", "汇总!A16": "填表人："}},
	{file: "twice.xlsx", tables: []string{"member 3", "member 3"}, cells: map[string]string{"两组!B7": "丁四", "两组!B8": "=COUNTA(B3:B7)", "两组!A10": "二、名单（上报）", "两组!B12": "安一", "两组!A16": "5", "两组!B16": "丁四", "两组!B17": "=COUNTA(B12:B16)"}},
	{file: "beside.xlsx", tables: []string{"member 6"}, empty: []string{"签名"}, cells: map[string]string{"签到!A3": "1", "签到!B5": "曹三", "签到!E3": "4", "签到!F3": "戴五", "签到!G4": "13912345678", "签到!E5": "", "签到!D3": ""}},
	{file: "tall.xlsx", tables: []string{"member 3"}, cells: map[string]string{"两行!A4": "1", "两行!C4": "男", "两行!D4": "430502200203040018", "两行!C5": "汉族", "两行!D5": "13912345678", "两行!A12": "5", "两行!B12": "丁四", "两行!C13": "汉族", "两行!A14": "合计", "两行!B14": "=COUNTA(B4:B13)"}},
	{file: "labelled.xlsx", tables: []string{"member 3"}, cells: map[string]string{"名册!B2": "安一", "名册!C3": "家庭住址", "名册!B10": "丁四", "名册!C11": "家庭住址", "名册!D10": "汉族"}},
	{file: "boxrows.xlsx", tables: []string{"member 3"}, empty: []string{"人数"}, cells: map[string]string{"摸底!B2": "☑男 □女", "摸底!C6": "□是  ☑否", "摸底!D5": "2002年3月", "摸底!A7": "合计"}},
	{file: "sheets.xlsx", tables: []string{"member 0", "enterprise 0", "member 0", "member 0"}, cells: map[string]string{"团员!A6": "丁四", "企业!A3": "邵阳市东升五金有限公司", "填写示例!A2": "张三", "填写示例!A3": "", "团员通讯录!B2": "13912345678"}},
	{file: "units.xlsx", tables: []string{"branch card"}, empty: []string{"联系电话", "现有团员"}, cells: map[string]string{"共青团东升五金团支部!B3": "5人", "共青团东升五金团支部!B4": "2025年1月5日", "共青团东升五金团支部!D4": "", "共青团东升五金团支部!A5": "现有团员：      人，其中女：0人"}},
	{file: "family.xlsx", tables: []string{"member card"}, empty: []string{"工作单位", "书记签字"}, cells: map[string]string{"登记!C2": "安一", "登记!E2": "男", "登记!E3": "2002.03", "登记!C4": "2016年5月", "登记!C5": "430502200203040018", "登记!C7": "", "登记!F7": "", "登记!G6": ""}},
	{file: "grouped.xlsx", tables: []string{"member 3"}, cells: map[string]string{"花名册!B6": "张三", "花名册!A7": "1", "花名册!B7": "安一", "花名册!D7": "2002.03", "花名册!B11": "丁四", "花名册!A12": "合计：共      人"}},
	{file: "dictionary.xlsx", tables: []string{"member 10"}, cells: map[string]string{"O!B3": "安一", "O!B7": "丁四", "O!F3": "男", "O!G5": "本科", "O!A13": "合计"}},
	{file: "pair.xlsx", tables: []string{"member card"}, cells: map[string]string{"卡片!B2": "安一", "卡片!D3": "13912345678", "卡片!B9": "毕二", "卡片!B11": "430502200203040114", "曹三!B9": "戴五", "丁四!B2": "丁四", "丁四!B9": ""}},
	{file: "copy.xlsx", tables: []string{"member card"}, cells: map[string]string{"卡片!B2": "安一", "卡片!B9": "安一", "卡片!D10": "13912345678", "丁四!B9": "丁四"}},
	{file: "across.xlsx", tables: []string{"member card"}, cells: map[string]string{"R!A2": "姓名", "R!B2": "安一", "R!C2": "毕二", "R!D2": "曹三", "R!D6": "13912345678", "戴五!C2": "丁四", "戴五!D2": ""}},
	{file: "choices.xlsx", tables: []string{"member card"}, cells: map[string]string{"U!B3": "☑身份证 □护照", "U!B4": "是（√）否（  ）", "U!D4": "○是  ●否", "U!D3": "430502200203040018", "U!B6": "□文明劝导 □助老 □其他：______"}},
	{file: "signed.xlsx", tables: []string{"member 5"}, empty: []string{"数量", "签名"}, cells: map[string]string{"Q!A7": "5", "Q!B7": "丁四", "Q!D7": "    个", "Q!E7": "______", "Q!A8": "合计"}},
	{file: "printed.docx", tables: []string{"member 3", "enterprise 1"}, words: []string{"附件1", "联系方式1安一男", "139123456782毕二男", "139123456785丁四男", "附件2", "邵阳市长虹印务有限公司", "邵阳市东升五金有限公司"}},
	{file: "firm.xlsx", tables: []string{"enterprise card"}, cells: map[string]string{"企业!A2": "企业名称：邵阳市长虹印务有限公司", "企业!A3": "统一社会信用代码：____________________  法定代表人：周建国"}},
	{file: "running.docx", tables: []string{"member card"}, words: []string{"兹有我单位安一        同志", "姓名安一      性别男    ，民族汉族，身份证号430502200203040018", "出生年月：2002年3月    政治面貌：□中共党员 ☑共青团员 □群众", "联系电话：13912345678", "年   月   日"}},
	{file: "card.docx", tables: []string{"member card"}, empty: []string{"本人简历"}, words: []string{"所在团支部：东升五金团支部", "姓  名", "安一", "☑男 □女", "2002年3月", "汉族", "430502200203040018", "共青团员"}},
	{file: "rows.docx", tables: []string{"member 2"}, words: []string{"填报单位：__________", "安一", "☑男□女", "2002年3月", "丁四", "☑男□女", "2002年3月", "合计", "填表人：        审核人："}},
	{file: "split.docx", tables: []string{"member card"}, words: []string{"姓  名：安一     ", "年龄：24", "身份证号码：430502200203040018", "出生日期：2002年3月4日", "政治面貌：", "☑共青团员", "性别：☑男 ☐女", "联系电话：13912345678"}},
}

var tagXML = regexp.MustCompile(`<[^>]*>`)

func TestMessyForms(t *testing.T) {
	if len(messyForms) < 12 {
		t.Fatal("fewer than twelve")
	}
	trial.Stand(t, "2026-11-22") // ages stand in the forms
	b := fiveOf(t)
	for _, o := range messyForms {
		t.Run(o.file, func(t *testing.T) {
			path := filepath.Join("testdata", "forms", o.file)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, err := fill.Open(context.Background(), b, path, nil)
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			var parts []fill.Part
			var found []string
			for _, x := range f.Tables {
				word := x.Kind.Name() + " card"
				if !x.Card {
					word = x.Kind.Name() + " " + strconv.Itoa(x.Rows)
				}
				found = append(found, word)
				if x.Blank() || len(f.Tables) == 1 {
					parts = append(parts, fill.Part{Table: x, List: fill.Of(b.Today(), x.Kind, records.Place{})})
				}
			}
			if !slices.Equal(found, o.tables) {
				t.Errorf("found are %v, not %v", found, o.tables)
			}
			p, err := f.Lay(context.Background(), parts, fill.Whole{Full: true, Reason: "报街道"})
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			if !slices.Equal(p.Empty, o.empty) || len(p.Unfit) > 0 {
				t.Errorf("empty stay %v, not %v; not fitting %v", p.Empty, o.empty, p.Unfit)
			}
			out := filepath.Join(t.TempDir(), "填好"+f.Ending)
			if p.Each() {
				out = strings.TrimSuffix(out, f.Ending) + ".zip"
			}
			if err := p.Write(context.Background(), out); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			after, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if p.Each() {
				files, names := partsOf(t, after)
				after = []byte(files[names[0]])
			}
			if len(o.words) > 0 {
				inOrder(t, raw, after, o.words)
				return
			}
			now, err := excelize.OpenReader(strings.NewReader(string(after)))
			if err != nil {
				t.Fatal(err)
			}
			defer now.Close()
			for at, want := range o.cells {
				sheet, cell, _ := strings.Cut(at, "!")
				if got := said(t, now, sheet, cell); got != want {
					t.Errorf("%s is %q, not %q", at, got, want)
				}
			}
			if len(f.Tables) > 0 && !f.Tables[0].Card {
				otherParts(t, raw, after)
			}
		})
	}
}

// inOrder says that words stand in a document one after the other, and that no other part of it changed.
func inOrder(t *testing.T, raw, after []byte, words []string) {
	t.Helper()
	was, order := partsOf(t, raw)
	now, names := partsOf(t, after)
	if !slices.Equal(order, names) {
		t.Errorf("the parts are %v, not %v", names, order)
	}
	for name := range was {
		if name != "word/document.xml" && was[name] != now[name] {
			t.Errorf("%s changed", name)
		}
	}
	text := tagXML.ReplaceAllString(now["word/document.xml"], "")
	for _, word := range words {
		_, rest, ok := strings.Cut(text, word)
		if !ok {
			t.Fatalf("%q is not in %s", word, text)
		}
		text = rest
	}
}

// otherParts says that no part but the sheets, and the list of them, changed.
func otherParts(t *testing.T, raw, after []byte) {
	t.Helper()
	was, order := partsOf(t, raw)
	now, names := partsOf(t, after)
	if !slices.Equal(order, names) {
		t.Errorf("the parts are %v, not %v", names, order)
	}
	for name := range was {
		if was[name] != now[name] && !strings.HasPrefix(name, "xl/worksheets/sheet") && name != "xl/workbook.xml" && !moves.MatchString(name) {
			t.Errorf("%s changed", name)
		}
	}
}
