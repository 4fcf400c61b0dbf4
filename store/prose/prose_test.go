package prose

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store/paper"
)

var samples = flag.String("samples", "", "folder to keep the documents in, to look at them")

func picture(t testing.TB) *paper.Picture {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 30))); err != nil {
		t.Fatal(err)
	}
	p, err := paper.ReadPicture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// everything is a text of all roles.
func everything(t testing.TB, m Manner) Text {
	x := Text{Name: "关于成立共青团东建公司支部委员会的请示", Manner: m, Foot: "塔北社区团建台账", Printed: "打印于 2026-11-22 10:32"}
	add := func(b ...Block) { x.Blocks = append(x.Blocks, b...) }
	if m == Official {
		add(Block{Role: Number, Text: "塔团请〔2026〕3号"})
	}
	add(Block{Role: Title, Text: x.Name})
	if m == Book {
		add(Block{Role: Contents}, Block{Role: Break})
	}
	add(Block{Role: Addressee, Text: "塔北街道团工委："}, Block{Text: "东建公司现有职工一百二十八人，其中团员二十三人，三十五岁以下青年六十四人，具备建立团支部的条件。\n" +
		"经与企业负责人张㛃同志商量，拟成立共青团东建公司支部委员会，由李𬭎、王䶮、刘𬱖等同志筹备。"})
	for i, head := range []string{"一、基本情况", "二、候选人", "三、请求"} {
		add(Block{Role: Head1, Text: head}, Block{Text: strings.Repeat("企业支持建团，提供活动室一间，每年列支活动经费三千元。", 8+3*i)}, Block{Role: Head2, Text: fmt.Sprintf("（%s）名单", []string{"一", "二", "三"}[i])},
			Block{Role: TableRole, Table: &Table{Head: "候选人名单", Columns: []paper.Column{{Head: "序号", Width: 4, Align: paper.Center}, {Head: "姓名", Width: 6, Align: paper.Center, Spread: true}, {Head: "职务", Width: 8}, {Head: "意见", Width: 30}},
				Rows: [][]string{{"1", "张㛃", "书记", "企业负责人同意，街道团工委征求过意见，没有不同看法"}, {"2", "李𬭎", "组织委员", ""}}, Totals: "合计：2 人"}},
			Block{Role: CardRole, Card: &Card{Grid: []int{2, 3, 2, 3}, Rows: [][]paper.Field{
				{{Text: "组织全称", Label: true}, {Text: "共青团东建公司支部委员会", Span: 3}},
				{{Text: "团员", Label: true, Down: 2}, {Text: "男 12 人"}, {Text: "党员", Label: true}, {Text: "2 人"}},
				{{Text: "女 11 人"}, {Text: "流动", Label: true}, {Text: "3 人"}}}}},
			Block{Role: Head3, Text: "1. 说明"}, Block{Text: "以上名单按姓氏笔画为序。", Level: 2})
	}
	add(Block{Role: ChartRole, Chart: &Chart{Head: "在册团员（名）", Bars: []Bar{{Name: "塔北社区", N: 40}, {Name: "高塘社区", N: 1}, {Name: "莲荷社区"}, {Name: "其余 5 个", N: 77, Sum: true}}}})
	add(Block{Role: FigureRole, Text: "图一", Picture: picture(t)}, Block{Text: "妥否，请批复。"}, Block{Role: Attached, Text: "附件：1.团员名册\n　　　2.候选人名单"},
		Block{Role: Sign, Text: "共青团塔北社区委员会"}, Block{Role: Date, Text: "2026年11月22日"}, Block{Role: Remark, Text: "（联系人：欧阳思远）"}, Block{Role: Cut, Text: "团介字第 12 号"}, Block{Text: "存根"})
	return x
}

func docx(t testing.TB, x Text) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.WriteDocx(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func keep(t testing.TB, name string, data []byte) string {
	t.Helper()
	dir := *samples
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed, so the file is not looked at with it", name)
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

var mustCome = []string{"关于成立共青团东建公司支部委员会的请示", "塔北街道团工委：", "张㛃", "李𬭎", "王䶮", "刘𬱖", "一、基本情况", "三、请求", "候选人名单", "合计：2 人", "共青团东建公司支部委员会", "流动", "妥否，请批复。", "附件：", "共青团塔北社区委员会", "2026年11月22日", "欧阳思远", "团介字第 12 号", "存根", "在册团员（名）", "塔北社区", "其余 5 个", "77"}

func flat(s string) string { return strings.Join(strings.Fields(s), "") }

// All that a text says is on its pages, whatever its manner.
func TestPagesSayAll(t *testing.T) {
	for m, name := range map[Manner]string{Official: "official", Book: "book"} {
		x := everything(t, m)
		data, err := x.Lay().PDF()
		if err != nil {
			t.Fatal(err)
		}
		path := keep(t, name+".pdf", data)
		text := flat(run(t, "pdftotext", "-layout", path, "-"))
		for _, want := range mustCome {
			if !strings.Contains(text, flat(want)) {
				t.Errorf("%s: %q is not on paper", name, want)
			}
		}
		if out := run(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	}
}

// Another program opens the .docx, and all that the text says is in it.
func TestAnotherProgramOpensTheDocx(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	for m, name := range map[Manner]string{Official: "official", Book: "book"} {
		path := keep(t, name+"-word.docx", docx(t, everything(t, m)))
		dir := filepath.Dir(path)
		run(t, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir, path)
		if _, err := os.Stat(filepath.Join(dir, name+"-word.pdf")); err != nil && !writes(t) {
			t.Skip("LibreOffice is installed without its Writer, so the .docx is not looked at with it")
		}
		text := flat(run(t, "pdftotext", "-layout", filepath.Join(dir, name+"-word.pdf"), "-"))
		for _, want := range mustCome {
			if !strings.Contains(text, flat(want)) {
				t.Errorf("%s: %q is not in the .docx", name, want)
			}
		}
	}
}

// writes says that LibreOffice can read texts at all.
func writes(t *testing.T) bool {
	path := keep(t, "plain.txt", []byte("text"))
	run(t, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", filepath.Dir(path), path)
	_, err := os.Stat(strings.TrimSuffix(path, "txt") + "pdf")
	return err == nil
}

func TestSameTextSameDocx(t *testing.T) {
	if !bytes.Equal(docx(t, everything(t, Book)), docx(t, everything(t, Book))) {
		t.Error("two files of one text differ")
	}
}

// The unit stands over the middle of its date, within the margins, and never on a page without
// a line of the text.
func TestTheUnitStandsOverItsDate(t *testing.T) {
	for _, unit := range []string{"塔北团委", "共青团塔北社区委员会", "中国共产主义青年团某某市某某区塔北街道工作委员会"} {
		for n := range 24 {
			x := Text{Name: "批复", Blocks: []Block{{Role: Title, Text: "批复"}, {Text: strings.Repeat("同意。\n", n) + "特此批复。"}, {Role: Sign, Text: unit}, {Role: Date, Text: "2026年11月2日"}}}
			d := x.Lay()
			page := d.Page(d.Count() - 1)
			at := map[string]paper.Mark{}
			for _, m := range page.Marks {
				at[m.Text] = m
			}
			u, date := at[unit], at["2026年11月2日"]
			if u.W == 0 || date.W == 0 || at["特此批复。"].W == 0 {
				t.Fatalf("%s after %d lines: the last page has no unit, no date or no text", unit, n)
			}
			if off := u.X + u.W/2 - date.X - date.W/2; off < -8 || off > 8 {
				t.Errorf("%s stands %.1f beside its date", unit, off)
			}
			if u.X < 28*paper.MM-1 || u.X+u.W > 184*paper.MM+1 {
				t.Errorf("%s stands from %.0f to %.0f", unit, u.X, u.X+u.W)
			}
		}
	}
}

// A page of an official paper holds 22 lines of 28 characters.
func TestAnOfficialPageIsFilled(t *testing.T) {
	x := Text{Blocks: []Block{{Text: strings.Repeat("团", 28*22-2)}}}
	d := x.Lay()
	if marks := d.Page(0).Marks; d.Count() != 1 || len(marks) != 22 || len([]rune(marks[1].Text)) != 28 {
		t.Errorf("%d pages, %d lines on the first of %d characters", d.Count(), len(marks), len([]rune(marks[1].Text)))
	}
}

// A unit whose name is longer than a line signs on lines about equally long, over a date that is not broken.
func TestALongUnitSignsOverItsDate(t *testing.T) {
	for n := 29; n < 80; n++ {
		unit := strings.Repeat("团", n-2) + "支部"
		x := Text{Blocks: []Block{{Text: "特此批复。"}, {Role: Sign, Text: unit}, {Role: Date, Text: "2026年11月22日"}}}
		lines := x.Lay().Page(0).Marks
		date := lines[len(lines)-1]
		if date.Text != "2026年11月22日" {
			t.Fatalf("%d characters: the last line is %q", n, date.Text)
		}
		said := ""
		for _, m := range lines[1 : len(lines)-1] {
			said += m.Text
			if m.X < 28*paper.MM-1 || m.X+m.W > 184*paper.MM+1 {
				t.Errorf("%d characters: %q leaves the margins", n, m.Text)
			}
			if off := m.X + m.W/2 - date.X - date.W/2; off < -56 || off > 56 {
				t.Errorf("%d characters: %q stands %.0f beside its date", n, m.Text, off)
			}
		}
		if said != unit {
			t.Errorf("%d characters: %q", n, said)
		}
	}
}

// An official paper that needs a little more than a page has one; one that needs more has two, set as usual.
func TestALittleMoreThanAPageIsOne(t *testing.T) {
	pages := map[int]int{}
	for lines := 15; lines < 40; lines++ {
		x := Text{Blocks: []Block{{Role: Title, Text: "批复"}, {Text: strings.Repeat("同意。\n", lines) + "特此批复。"}, {Role: Sign, Text: "塔北团委"}, {Role: Date, Text: "2026年11月2日"}}}
		d := x.Lay()
		pages[d.Count()]++
		m := d.Page(0).Marks
		lead := m[2].Y - m[1].Y
		if near := lead < officialLead-0.1; near && d.Count() > 1 || lead < 0.83*officialLead {
			t.Errorf("%d lines stand %.1f apart on %d pages", lines, lead, d.Count())
		}
		if lines == 19 && (d.Count() != 1 || lead > officialLead-1) {
			t.Errorf("%d lines stand %.1f apart on %d pages", lines, lead, d.Count())
		}
	}
	if pages[1] == 0 || pages[2] == 0 {
		t.Errorf("%v", pages)
	}
}
