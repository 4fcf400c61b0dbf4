package handbook_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/handbook"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// words are all that stands in a text, block by block.
func words(t prose.Text) (all []string) {
	for _, b := range t.Blocks {
		all = append(all, b.Text)
		if b.Table != nil {
			all = append(all, b.Table.Head, b.Table.Totals)
			for _, row := range b.Table.Rows {
				all = append(all, row...)
			}
		}
		if b.Card != nil {
			for _, row := range b.Card.Rows {
				for _, f := range row {
					all = append(all, f.Text)
				}
			}
		}
	}
	return all
}

// busy is a branch of so many members with a year of meetings, dues and all that a handbook tells of.
func busy(t testing.TB, members int) (*store.Book, *ledger.Branch) {
	t.Helper()
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东建公司"))
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东建公司团支部", e))
	year := b.Basis().Today.Year()
	for i := range members {
		m := stage.Person("陈"+string([]rune("甲乙丙丁戊己庚辛壬癸")[i/10%10])+string([]rune("春夏秋冬东南西北中正")[i%10]), "2003-07-01", 100+i)
		m.Branch, m.Unit = o.ID, e.ID
		m = stage.Keep(t, b, ledger.Members, m)
		if i < 3 {
			stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: []string{codes.DutySecretary, codes.DutyDeputy, codes.DutyStaff}[i], From: value.Day(year-1, 3, 1)})
		}
		stage.Keep(t, b, ledger.Payments, &ledger.Payment{Member: m.ID, Branch: o.ID, From: value.Day(year, 1, 0), To: value.Day(year, 3, 0), Due: value.MoneyOf(900), Paid: value.MoneyOf(900), Sort: codes.PaymentPaid, Day: value.Day(year, 3, 20)})
		stage.Keep(t, b, ledger.Appraisals, &ledger.Appraisal{Member: m.ID, Year: value.CountOf(year), Grade: codes.GradeGood, Registered: codes.Yes})
	}
	n := 0
	for _, held := range []struct {
		sort string
		of   int
	}{{codes.MeetingGeneral, 4}, {codes.MeetingCommittee, 12}, {codes.MeetingLesson, 4}, {codes.MeetingTheme, 12}, {codes.MeetingLife, 1}} {
		for i := range held.of {
			n++
			stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Sort: held.sort, Title: "第" + strconv.Itoa(n) + "个议题", Day: value.Day(year, 12-i*12/held.of, 5), Branches: []value.ID{o.ID}, Place: "会议室", Chair: "陈甲春",
				Due: value.CountOf(members), Present: value.CountOf(members - 1), Content: strings.Repeat("大家讨论了本月的工作，提出了意见。", 6), Decision: "一致同意。"})
		}
	}
	return b, o
}

// The handbook of a branch has its year in order: every meeting once and the earlier first, every member, and no number whole.
func TestTheHandbookHasTheYear(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, o := busy(t, 12)
	year := b.Basis().Today.Year()
	text, ok := handbook.Of(b.Today(), o.ID, year, handbook.Veil(false))
	if !ok {
		t.Fatal("no handbook")
	}
	all := strings.Join(words(text), "\n")
	for n := range 33 {
		if got := strings.Count(all, "第"+strconv.Itoa(n+1)+"个议题"); got != 1 {
			t.Errorf("meeting %d is there %d times", n+1, got)
		}
	}
	if strings.Index(all, "第4个议题") > strings.Index(all, "第1个议题") {
		t.Error("the last general meeting stands before the first")
	}
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		if !strings.Contains(all, m.Title) {
			t.Errorf("%s is missing", m.Title)
		}
		if strings.Contains(all, m.IDNumber) || strings.Contains(all, m.Phone) {
			t.Error("a number is whole")
		}
	}
	for _, want := range []string{"一、基本情况", "十三、年度工作总结", "东建公司团支部", "本年实交 108 元", "评议 12 人", "2026年，本支部开会 17 次，上团课 4 次，开展主题团日和其他活动 12 次"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not there", want)
		}
	}
	full, _ := handbook.Of(b.Today(), o.ID, year, handbook.Veil(true))
	if m := b.Today().Of(ledger.Members)[0].(*ledger.Member); !slices.Contains(words(full), m.IDNumber) {
		t.Error("no number is whole where all of it was asked for")
	}
	pages := text.Lay()
	if n := pages.Count(); n < 5 || n > 60 {
		t.Errorf("%d pages", n)
	}
	var pdf, docx bytes.Buffer
	if err := paper.Write(&pdf, pages, nil); err != nil || pdf.Len() == 0 {
		t.Error(err)
	}
	if err := text.WriteDocx(&docx); err != nil || docx.Len() == 0 {
		t.Error(err)
	}
}

// A branch with nothing has a short one that says so, with room to write.
func TestAHandbookOfNothing(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("空支部"))
	text, ok := handbook.Of(b.Today(), o.ID, 2026, handbook.Veil(false))
	all := strings.Join(words(text), "\n")
	if !ok || !strings.Contains(all, "台账里没有这个支部的会议") || !strings.Contains(all, "台账里没有这个支部的团费") || strings.Contains(all, "实交") {
		t.Error(all)
	}
	if n := text.Lay().Count(); n < 3 || n > 9 {
		t.Errorf("%d pages", n)
	}
	if _, ok := handbook.Of(b.Today(), value.ID{1}, 2026, handbook.Veil(false)); ok {
		t.Error("a handbook of no branch")
	}
}

// Another year has nothing of this one.
func TestAHandbookIsOfItsYear(t *testing.T) {
	b, o := busy(t, 3)
	text, _ := handbook.Of(b.Today(), o.ID, b.Basis().Today.Year()-1, handbook.Veil(false))
	if all := strings.Join(words(text), "\n"); strings.Contains(all, "个议题") || strings.Contains(all, "实交") {
		t.Error("what happened this year is in the handbook of the year before")
	}
}

// BenchmarkHandbook is a branch with fifty members and a year of meetings, from the records to the bytes of the PDF; it may take a second.
func BenchmarkHandbook(b *testing.B) {
	book, o := busy(b, 50)
	v := book.Today()
	for b.Loop() {
		text, _ := handbook.Of(v, o.ID, v.Basis().Today.Year(), handbook.Veil(false))
		var pdf bytes.Buffer
		if err := paper.Write(&pdf, text.Lay(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
