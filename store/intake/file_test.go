package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// One file with four sheets in the wrong order: each refers to what another brings.
func TestSheetsOfOneFileReferToEachOther(t *testing.T) {
	b := stage.Book(t)
	path := stage.Workbook(t,
		stage.Page{Name: "封面", Text: "塔北社区团建资料\n二〇二六年十一月"},
		stage.Page{Name: "团干部", Text: "团干部名册\n序号|姓名|所属组织|职务|任现职年月|性质\n=1|李华|东升五金团支部|书记|2025.06|兼职\n=2|赵云|东升五金团支部|组织委员|2025.06|兼职"},
		stage.Page{Name: "团员花名册", Text: "序号|姓名|身份证号|团支部|工作单位\n=1|李华|" + stage.IDNumber("2002-03-04", 11) + "|东升五金团支部|东升五金有限公司\n=2|赵云|" + stage.IDNumber("2002-03-04", 13) + "|东升五金团支部|东升五金有限公司"},
		stage.Page{Name: "团组织台账", Text: "序号|组织全称|组织简称|组织类型|所属企业|上级组织|成立时间\n=1|共青团东升五金有限公司支部委员会|东升五金团支部|团支部|东升五金有限公司|塔北社区团委|2025.06.05\n=2|共青团塔北社区委员会|塔北社区团委|团委|||2020年1月"},
		stage.Page{Name: "企业", Text: "企业名称|统一社会信用代码|企业性质|负责人|职工人数\n东升五金有限公司|91430502MA4L12346Y|私营|周建国|45人"})
	p := stage.TakeIn(t, b, path)
	if p.Report() != (intake.Report{Rows: 7, Added: 7}) {
		t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
	one := func(kind ledger.Kind, words string) ledger.Record {
		l := find.ListOf(b.Today(), records.Query{Kind: kind, Words: words})
		if l.Len() == 0 {
			t.Fatalf("no %s %s", kind.Name(), words)
		}
		return l.Row(0)
	}
	for _, c := range []struct {
		kind       ledger.Kind
		name, keys string
		want       string
	}{
		{ledger.Members, "李华", "branch unit duties", "东升五金团支部|东升五金有限公司|书记"},
		{ledger.Branches, "东升", "enterprises community superior type secretary count", "东升五金有限公司|塔北社区|塔北社区团委|团支部|李华|2"},
		{ledger.Enterprises, "东升", "community registration staff count branches", "塔北社区|私营有限责任公司|45|2|东升五金团支部"},
		{ledger.Posts, "李华", "duty from sort current", "书记|2025-06|兼职|现任"},
	} {
		if got := stage.Values(b, c.kind, one(c.kind, c.name), c.keys); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.kind.Name(), c.name, got, c.want)
		}
	}
	if l := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}); l.Row(0).Head().Loose != nil {
		t.Errorf("a superior further down is found: %v", l.Row(0).Head().Loose)
	}
	if again := stage.TakeIn(t, b, path); again.Report() != (intake.Report{Rows: 7, Same: 7}) {
		t.Errorf("a second time: %+v %v %s", again.Report(), stage.Changed(again), stage.FaultsSaid(again))
	}
}

// A branch's row names its secretary before the members are known. The name waits,
// and he becomes an officer when he comes, once.
func TestSecretaryNamedByABranch(t *testing.T) {
	branches := stage.Page{Name: "团组织", Text: "组织全称|书记|成立时间|上级组织\n东升五金团支部|李 华|2025.01|\n长虹印务团支部|无|2025.01|"}
	people := stage.Page{Name: "团员", Text: "姓名|身份证号|团支部\n李华|" + stage.IDNumber("2002-03-04", 11) + "|东升五金团支部\n李华|" + stage.IDNumber("2002-03-04", 13) + "|长虹印务团支部"}
	officers := func(b *store.Book) string {
		var texts []string
		l := find.ListOf(b.Today(), records.Query{Kind: ledger.Posts})
		for i := range l.Len() {
			texts = append(texts, stage.Values(b, ledger.Posts, l.Row(i), "person duty branch"))
		}
		return strings.Join(texts, " ")
	}
	for _, c := range []struct {
		name  string
		files [][]stage.Page
	}{
		{"branches first", [][]stage.Page{{branches}, {people}, {branches}, {people}}},
		{"members first", [][]stage.Page{{people}, {branches}, {branches}}},
		{"one file", [][]stage.Page{{people, branches}, {people, branches}}},
	} {
		b := stage.TwoBranches(t)
		for i, pages := range c.files {
			p := stage.TakeIn(t, b, stage.Workbook(t, pages...))
			if i == 0 && c.name == "branches first" {
				waiting := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}).Row(0)
				if f := rules.Faults(b.Today(), ledger.Branches, waiting); !slices.ContainsFunc(f, func(f value.Fault) bool { return f.Code == value.Unregistered }) {
					t.Errorf("%s: the name waits in 待核: %v", c.name, f)
				}
			}
			if again := stage.TakeIn(t, b, stage.Workbook(t, pages...)); again.Report().Added+again.Report().Changed > 0 {
				t.Errorf("%s, step %d a second time: %+v %v (at first %+v)", c.name, i, again.Report(), stage.Changed(again), p.Report())
			}
		}
		if got := officers(b); got != "李华|书记|东升五金团支部" {
			t.Errorf("%s: %s", c.name, got)
		}
		for _, r := range find.ListOf(b.Today(), records.Query{Kind: ledger.Branches}).Rows() {
			if loose := r.Head().Loose; len(loose) > 0 {
				t.Errorf("%s: %v", c.name, loose)
			}
		}
	}
}

// A unit that was not registered fits when the table comes again after it was.
func TestWhatFittedNowhereFitsLater(t *testing.T) {
	b := stage.TwoBranches(t)
	people := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|工作单位|团支部\n李华|" + stage.IDNumber("2002-03-04", 11) + "|西湖食品厂|东升五金团支部"})
	stage.TakeIn(t, b, people)
	stage.Keep(t, b, ledger.Enterprises, stage.Firm("西湖食品厂"))
	for i, want := range []intake.Report{{Rows: 1, Changed: 1}, {Rows: 1, Same: 1}} {
		if p := stage.TakeIn(t, b, people); p.Report() != want {
			t.Errorf("%d: %+v", i, p.Report())
		}
	}
	if m := stage.Members(b)["李华"]; m.Unit.IsZero() || m.Loose != nil {
		t.Errorf("%+v", m)
	}
}

// Posts in a member's row: several, words for none, dates, the same again.
func TestDutiesInAMembersRow(t *testing.T) {
	b := stage.TwoBranches(t)
	text := "姓名|身份证号|团支部|团内职务|任现职年月|团干部性质\n李华|%s|东升五金团支部|书记、组织委员|2025.06|兼职\n王刚|%s|东升五金团支部|团员||\n赵云|%s|东升五金团支部|无||\n欧阳娜|%s|长虹印务团支部|团支部书记|43221|专职\n区欣|%s|长虹印务团支部|领班||"
	path := stage.Workbook(t, stage.Page{Name: "团员", Text: fmt.Sprintf(text, stage.IDNumber("2002-03-04", 11), stage.IDNumber("2002-03-04", 13), stage.IDNumber("2002-03-04", 15), stage.IDNumber("2002-03-04", 17), stage.IDNumber("2002-03-04", 19))})
	p := stage.TakeIn(t, b, path)
	if p.Report() != (intake.Report{Rows: 5, Added: 5}) {
		t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
	for name, want := range map[string]string{"李华": "书记、组织委员", "王刚": "", "赵云": "", "欧阳娜": "书记", "区欣": "领班"} {
		if got := find.TextOf(b.Today(), ledger.Members, stage.Members(b)[name], "duties"); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if again := stage.TakeIn(t, b, path); again.Report() != (intake.Report{Rows: 5, Same: 5}) || b.Today().Count(ledger.Posts) != 4 {
		t.Errorf("a second time: %+v, %d posts", again.Report(), b.Today().Count(ledger.Posts))
	}
}

// The workbook of faulty rows is the office's own; corrected, it goes in.
func TestFaultyRowsComeBackAndGoInCorrected(t *testing.T) {
	b := stage.TwoBranches(t)
	path := stage.Workbook(t, stage.Page{Name: "花名册", Merged: []string{"A1:E1"}, Text: `
团员花名册
序号|姓名|身份证号码|团支部|备注
=1|李华|` + stage.IDNumber("2002-03-04", 11) + `|东升五金团支部|
=2|王刚|4.30502E+17|东升五金团支部|第二行
=3|欧阳娜|` + stage.IDNumber("2002-03-04", 15) + `|没有的支部|
合计|3人`})
	p := stage.TakeIn(t, b, path)
	out := filepath.Join(t.TempDir(), "退回.xlsx")
	if err := p.WriteFaults(context.Background(), out); err != nil {
		t.Fatal(err)
	}
	if stage.FileMode(t, out) != 0o600 {
		t.Errorf("mode %o", stage.FileMode(t, out))
	}
	f, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 || rows[0][0] != "团员花名册" || rows[2][1] != "王刚" || rows[2][4] != "第二行" || !strings.Contains(rows[2][5], "科学计数") || !strings.Contains(rows[3][5], "没有的支部") {
		t.Fatalf("%q", rows)
	}
	for cell, red := range map[string]bool{"C3": true, "D3": false, "D4": true, "C4": false} {
		style, err := f.GetCellStyle(f.GetSheetName(0), cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(style)
		if err != nil {
			t.Fatal(err)
		}
		if (len(s.Fill.Color) > 0 && s.Fill.Color[0] == "FF9999") != red {
			t.Errorf("%s: %+v", cell, s.Fill)
		}
	}
	name := f.GetSheetName(0)
	f.SetCellStr(name, "C3", stage.IDNumber("2002-03-04", 13))
	f.SetCellStr(name, "D4", "长虹印务团支部")
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if p := stage.TakeIn(t, b, out); p.Report() != (intake.Report{Rows: 2, Added: 2}) {
		t.Errorf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
	if b.Today().Count(ledger.Members) != 3 || stage.Members(b)["王刚"].Note != "第二行" {
		t.Error("all three are in")
	}
}

// Two tables with faults: each row comes back.
func TestFaultyRowsOfTwoSheets(t *testing.T) {
	b := stage.TwoBranches(t)
	p := stage.TakeIn(t, b, stage.Workbook(t,
		stage.Page{Name: "东升五金团支部", Text: "姓名|身份证号\n李华|123\n王刚|456"},
		stage.Page{Name: "长虹印务团支部", Text: "姓名|身份证号\n欧阳娜|789"}))
	f := returned(t, p)
	var names []string
	for _, s := range f.GetSheetList() {
		rows, _ := f.GetRows(s)
		for _, row := range rows {
			names = append(names, row[0])
		}
	}
	for _, name := range []string{"李华", "王刚", "欧阳娜"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s does not come back: %v", name, names)
		}
	}
}

// What is cancelled leaves nothing: no record, no journal entry, no file.
func TestCancelledWorkLeavesNothing(t *testing.T) {
	b := stage.TwoBranches(t)
	before, _ := b.Journal(1)
	path := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号\n李华|" + stage.IDNumber("2002-03-04", 11)})
	in, err := intake.Read(context.Background(), b, path, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := in.Apply(gone, nil); stage.CodeOf(err) != store.Cancelled {
		t.Errorf("apply: %v", err)
	}
	if _, err := intake.Read(gone, b, path, nil, nil); stage.CodeOf(err) != store.Cancelled {
		t.Errorf("read: %v", err)
	}
	folder := t.TempDir()
	if _, err := forms.Write(gone, b, forms.Export{To: filepath.Join(folder, "x.xlsx")}, nil); stage.CodeOf(err) != store.Cancelled {
		t.Errorf("export: %v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	after, _ := b.Journal(1)
	if b.Today().Count(ledger.Members) != 0 || after[0].Seq != before[0].Seq {
		t.Error("something was left")
	}
}

// Between preview and apply somebody saves: the intake is computed anew, never
// against what was.
func TestApplyReadsTheLedgerAsItIs(t *testing.T) {
	b := stage.TwoBranches(t)
	id := stage.IDNumber("2002-03-04", 11)
	in, err := intake.Read(context.Background(), b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|学历\n李华|" + id + "|本科"}), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := in.Plan(context.Background(), nil); p.Report() != (intake.Report{Rows: 1, Added: 1}) {
		t.Fatal(p.Report())
	}
	stage.Keep(t, b, ledger.Members, &ledger.Member{Title: "李华", IDNumber: id, Phone: "13912345678"})
	p, err := in.Apply(context.Background(), nil)
	if err != nil || p.Report() != (intake.Report{Rows: 1, Changed: 1}) {
		t.Fatalf("%v %+v", err, p.Report())
	}
	if m := stage.Members(b)["李华"]; m.Phone != "13912345678" || m.Schooling != "20" || m.Rev != 2 {
		t.Errorf("%+v", m)
	}
}

// A mapping that a person corrected is taken up for the next file with these heads.
func TestMappingIsRemembered(t *testing.T) {
	b := stage.TwoBranches(t)
	text := "姓名|身份证号|联络号\n李华|%s|13912345678"
	in, err := intake.Read(context.Background(), b, stage.Workbook(t, stage.Page{Name: "团员", Text: fmt.Sprintf(text, stage.IDNumber("2002-03-04", 11))}), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := in.Tables[0].Columns[2]; c.Key != "" || c.Sample != "13912345678" {
		t.Fatalf("%+v", c)
	}
	if err := in.Map(in.Tables[0], 2, "phone"); err != nil {
		t.Fatal(err)
	}
	if in.Tables[0].Columns[2].Key != "phone" {
		t.Fatal("not mapped")
	}
	b = stage.Reopened(t, b)
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "十二月", Text: fmt.Sprintf(text, stage.IDNumber("2002-03-04", 13))}))
	if m := stage.Members(b)["李华"]; m.Phone != "13912345678" {
		t.Errorf("%+v", m)
	}
}

// Many rows go in as one intent.
func TestManyRows(t *testing.T) {
	b := stage.TwoBranches(t)
	var text bytes.Buffer
	text.WriteString("姓名,身份证号,团支部\n")
	const n = 5000
	for i := range n {
		born := value.Day(1999, 1, 1).AddDays(i / 9).String()
		fmt.Fprintf(&text, "李%c,%s,东升五金团支部\n", rune(0x4e00+i), stage.IDNumber(born, 100+i%9))
	}
	path := commas(t, false, text.String())
	before, _ := b.Journal(1)
	if p := stage.TakeIn(t, b, path); p.Report() != (intake.Report{Rows: n, Added: n}) {
		t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p)[:500])
	}
	after, _ := b.Journal(1)
	if after[0].Seq != before[0].Seq+1 || after[0].Intent != "import" || after[0].Count != n {
		t.Errorf("%+v", after[0])
	}
	if p := stage.TakeIn(t, b, path); p.Report() != (intake.Report{Rows: n, Same: n}) {
		t.Errorf("a second time: %+v", p.Report())
	}
}

// A file in which nothing is known says what to do; so does one that is no table.
func TestFilesThatAreNoTables(t *testing.T) {
	b := stage.Book(t)
	for name, path := range map[string]string{
		"poem":  stage.Workbook(t, stage.Page{Name: "诗", Text: "床前明月光\n疑是地上霜"}),
		"empty": stage.Workbook(t, stage.Page{Name: "空", Text: ""}),
		"none":  filepath.Join(t.TempDir(), "没有.xlsx"),
		"text":  commas(t, false, "hello"),
	} {
		_, err := intake.Read(context.Background(), b, path, nil, nil)
		if e := store.Tell(err); e == nil || e.Message == "" || e.Code == store.Internal || strings.Contains(e.Error(), "没有.xlsx") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestImportedBelongHere: what is imported lies in the ledger's own community, also where the street's notice has named others.
func TestImportedBelongHere(t *testing.T) {
	b := stage.Book(t)
	if _, err := b.Do(store.Intent{Deed: store.MayTakeNotice, What: "notice"}, func(turn *store.Turn) error {
		other := &ledger.Community{Title: "塔前社区"}
		other.ID, other.Rev, other.Owner = value.ID{7}, 1, value.ID{8}
		return turn.Take(ledger.Communities, nil, other)
	}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "企业", Text: "企业名称|负责人\n东升五金有限公司|周平"}))
	own := b.Today().Community()
	for e := range records.All[*ledger.Enterprise](b.Today(), ledger.Enterprises) {
		if own == nil || e.Community != own.ID {
			t.Errorf("%s lies in %v", e.Title, e.Community)
		}
	}
	if b.Today().Count(ledger.Enterprises) != 1 {
		t.Error("not one")
	}
}

// returned is the workbook of a plan's faulty rows.
func returned(t *testing.T, p *intake.Plan) *excelize.File {
	t.Helper()
	out := filepath.Join(t.TempDir(), "退回.xlsx")
	if err := p.WriteFaults(context.Background(), out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestVeryManyFaultyRowsComeBackInParts: the first ones are written, the sentence says the rest.
func TestVeryManyFaultyRowsComeBackInParts(t *testing.T) {
	b := stage.Book(t)
	var rows strings.Builder
	rows.WriteString("姓名,身份证号码\n")
	for range 10_050 {
		rows.WriteString("李华,12345\n")
	}
	path := filepath.Join(t.TempDir(), "名单.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p := stage.TakeIn(t, b, path)
	if len(p.Faulty) != 10_050 || p.Returned() != 10_000 {
		t.Fatalf("%d faulty, %d returned", len(p.Faulty), p.Returned())
	}
	for i, unread := range map[int]bool{0: false, 9_999: false, 10_000: true, 10_049: true} {
		f := p.Faulty[i].Faults
		if got := len(f) == 1 && strings.Contains(f[0].Text, "从这里起没有再看"); got != unread {
			t.Errorf("row %d: %v", i, f)
		}
	}
	f := returned(t, p)
	got, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(got) != 10_001 {
		t.Errorf("%d rows with the head, %v", len(got), err)
	}
}
