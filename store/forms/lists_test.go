package forms

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// registers are the forms that are a list with columns of its own.
var registers = []Form{UnbuiltList, TalkCover, DriftList, OverAgeList, TransferList, SupplySigned, ProblemBook, FacilityHours, ReferralBook, SyncCheck, RatingSheet, AppraisalSheet}

func laidOut(t testing.TB, b *store.Book, p Print) *Printout {
	t.Helper()
	out, err := Lay(b, p)
	if err != nil {
		t.Fatal(p.Form, store.Tell(err).Message)
	}
	return out
}

// onPaper is what stands on all pages.
func onPaper(out *Printout) string {
	var all strings.Builder
	for i := range out.Pages() {
		for _, m := range out.Page(i).Marks {
			all.WriteString(m.Text)
		}
	}
	return all.String()
}

// readBack writes a form as PDF and reads it again, and as a workbook beside; REGISTERS keeps both for the eye.
func readBack(t *testing.T, out *Printout, name string) string {
	t.Helper()
	dir := t.TempDir()
	if kept := os.Getenv("REGISTERS"); kept != "" {
		dir = kept
	}
	for _, ending := range []string{".xlsx", ".pdf"} {
		if err := out.Write(context.Background(), filepath.Join(dir, name+ending), nil); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	return printed(t, filepath.Join(dir, name+".pdf"))
}

// The longest names and characters that are rare stand on each register whole.
const (
	rareFirm   = "塔北市场鑫鑫㛃𬭎金属制品加工与批发零售综合服务有限责任公司第二分公司"
	rareBranch = "共青团塔北社区鑫鑫㛃𬭎金属制品加工与批发零售综合服务有限责任公司第二分公司联合支部委员会"
	rarePerson = "阿卜杜拉·艾力·买买提明·𬭎㛃"
)

// lived fills a ledger with n records of each kind that has a register.
func lived(t *testing.T, n int) *store.Book {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	if n == 0 {
		return b
	}
	firm := stage.Firm(rareFirm)
	firm.Members, firm.NoBranchWhy, firm.Founding, firm.Plan, firm.PlanBy, firm.Zone = 10, "2", codes.FoundingDue, "十二月底前先建联合支部，春节以后单独建", 20261001, "松坡公园东门商圈"
	firm = stage.Keep(t, b, ledger.Enterprises, firm)
	o := stage.Cell("鑫鑫㛃𬭎公司团支部")
	o.Title = rareBranch
	o = stage.Keep(t, b, ledger.Branches, o)
	var changes []func(*store.Turn) error
	put := func(kind ledger.Kind, r ledger.Record) {
		changes = append(changes, func(turn *store.Turn) error { return turn.Put(kind, nil, r) })
	}
	var people []*ledger.Member
	for i := range n {
		m := stage.Person(fmt.Sprintf("团员%s", han(i)), "1997-05-06", i+1)
		if i == 0 {
			m.Title = rarePerson
		}
		m.Branch, m.Unit, m.Drift, m.DriftFrom, m.DriftOrg = o.ID, firm.ID, codes.DriftIn, 20250301, "共青团外省某县某镇委员会"
		people = append(people, m)
		put(ledger.Members, m)
	}
	keep := func() {
		t.Helper()
		if _, err := b.Do(store.Intent{Deed: store.MayImport}, func(turn *store.Turn) error {
			for _, change := range changes {
				if err := change(turn); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		changes = nil
	}
	keep()
	for i := range n {
		if i > 0 {
			e := stage.Firm("企业" + han(i))
			e.Members, e.NoBranchWhy, e.Founding = 10, "1", codes.FoundingDue
			put(ledger.Enterprises, e)
		}
		put(ledger.Transfers, &ledger.Transfer{Member: people[i].ID, Way: codes.TransferOut, Other: "共青团某市某区某街道某社区支部委员会", Stage: "1", Begun: 20261001, Letter: "2026-001"})
		put(ledger.Supplies, &ledger.Supply{Day: 20260504, Item: "1", Way: codes.SupplyOut, Quantity: 2, Branch: o.ID, Person: people[i].ID})
		put(ledger.Problems, &ledger.Problem{Day: 20260601, Source: "1", Group: "2", What: "宿舍没有地方看书，想借社区的图书室，晚上也能开放。" + han(i), Person: people[i].ID, Branch: o.ID, Enterprise: firm.ID, Handler: "王干事"})
		put(ledger.Facilities, &ledger.Facility{Title: "职工图书室" + han(i), Enterprise: firm.ID, Hours: "周一至周五 9:00-12:00、14:00-17:00；周六 9:00-12:00", Free: codes.Yes, Capacity: 31, Contact: "李主任", Phone: "0739-5321234", From: 20260101})
		put(ledger.Referrals, &ledger.Referral{Person: people[i].ID, Course: "1", From: 20260301, Until: 20260401, Finished: codes.Yes, Certificate: "中级", Employer: firm.ID, Job: "面点师", Recommended: 20260501, Result: "1"})
		put(ledger.Syncs, &ledger.Sync{Year: 2026 + 1, Branch: o.ID, Enterprise: firm.ID, Planned: 20260110, PlanDoc: "党工委〔2026〕3 号", Deployed: 20260301, DeployDoc: "动员会纪要", Party: "中共塔北社区总支部委员会"})
		put(ledger.Ratings, &ledger.Rating{Branch: o.ID, Year: value.Count(2000 + i + 1), Team: 19, Members: 19, Life: 19, Order: 19, Role: 19})
		put(ledger.Appraisals, &ledger.Appraisal{Member: people[i].ID, Year: 2026, Self: "1", Peers: "2", Grade: "2", Registered: codes.Yes, RegisteredOn: 20260331})
	}
	keep()
	return b
}

// han writes a number in characters, so that it is a name.
func han(n int) string {
	const figures = "零一二三四五六七八九"
	out := ""
	for _, r := range fmt.Sprint(n) {
		out += string([]rune(figures)[r-'0'])
	}
	return out
}

// Every register has its rows, its line of totals and who signs: of nothing, of one record, of many pages, and nothing on it
// is cut.
func TestRegistersOfAnySize(t *testing.T) {
	sizes := map[int][2]int{0: {1, 1}, 1: {1, 1}, 60: {3, 12}}
	if os.Getenv("REGISTERS") != "" { // for the eye
		sizes[500] = [2]int{20, 100}
	}
	for n, pages := range sizes {
		b := lived(t, n)
		for _, form := range registers {
			out := laidOut(t, b, Print{Form: form})
			if out.Rows() != n || out.Pages() < pages[0] || out.Pages() > pages[1] {
				t.Errorf("%s of %d: %d rows on %d pages", form, n, out.Rows(), out.Pages())
			}
			text := readBack(t, out, fmt.Sprintf("%s-%d", form, n))
			for _, want := range []string{"合计：共" + fmt.Sprint(n), "填报单位（盖章）：塔北社区", "填表人：", "第1页"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s of %d: no %s in %.300s", form, n, want, text)
				}
			}
			l := find.ListOf(b.Today(), records.Query{Kind: KindOf(form), Tab: mustForm(form).tab})
			for i := range l.Len() {
				for _, name := range namesOf(b, l, i) {
					if !strings.Contains(text, strings.Join(strings.Fields(name), "")) {
						t.Errorf("%s of %d: %s is not on paper", form, n, name)
					}
				}
			}
			if out.Missing != "" {
				t.Errorf("%s: the font lacks %q", form, out.Missing)
			}
		}
	}
}

func mustForm(f Form) tableForm {
	form, _ := formOf(f)
	return form
}

// namesOf are the names that the row of a register is found by.
func namesOf(b *store.Book, l *find.List, i int) (names []string) {
	v, kind, r := b.Today(), l.Kind(), l.Row(i)
	for _, key := range []string{"name", "member", "person", "branch", "what"} {
		if key != "branch" || kind != ledger.Members && kind != ledger.Transfers && kind != ledger.Appraisals {
			if kind.At(key) >= 0 {
				names = append(names, v.Text(kind, r, key))
			}
		}
	}
	return slices.DeleteFunc(names, func(s string) bool { return s == "" })
}

// What a line of totals says is counted by hand here.
func TestRegistersAddUp(t *testing.T) {
	b := lived(t, 3)
	for form, want := range map[Form]string{
		UnbuiltList:    "合计：共 3 家，在册团员 3 人，有拟建计划 1 家，过了拟建期限 1 家。团员不足3人 2 家，企业主不支持 1 家",
		TalkCover:      "合计：共 3 家，讲过 0 家，还没有讲过 3 家，覆盖率 0%",
		DriftList:      "合计：共 3 人，流入 3 人，流出 0 人，没有记过最近联系 3 人",
		OverAgeList:    "合计：共 3 人，其中党员 0 人。满 28 周岁、没有团内职务的，办理离团",
		TransferList:   "合计：共 3 件，转入 0 件，转出 3 件；办完 0 件，在办 3 件，其中超过 10 天的 3 件",
		SupplySigned:   "合计：共 3 笔，团旗 3，还没有签收 3 笔",
		ProblemBook:    "合计：共 3 个，办结 0 个，没有办结 3 个，其中逾期 3 个；回访 0 个，满意和基本满意 0 个",
		FacilityHours:  "合计：共 3 处，免费 3 处，一次可容 90 人，今年用了 0 次",
		ReferralBook:   "合计：共 3 条，培训 3 人次，结业 3 人次，推荐 3 人次，录用 3 人次",
		SyncCheck:      "合计：共 3 个，四项都做了 0 个，做了一部分 3 个，都没有做 0 个",
		RatingSheet:    "合计：共 3 个，五星级 3 个",
		AppraisalSheet: "合计：共 3 人，合格 3 人，已注册 3 人。优秀最多占 30%",
	} {
		if text := onPaper(laidOut(t, b, Print{Form: form})); !strings.Contains(text, want) {
			at := strings.Index(text, "合计：")
			t.Errorf("%s says %.300s", form, text[max(at, 0):])
		}
	}
	for form, want := range map[Form]string{AppraisalSheet: "塔北社区2025年度团员教育评议与团籍注册表", SyncCheck: "塔北社区2026年度党建带团建四同步检查表", RatingSheet: "塔北社区团支部对标定级自评表"} {
		if got := laidOut(t, b, Print{Form: form}).Title(); got != want {
			t.Errorf("%s is called %s", form, got)
		}
	}
	text := onPaper(laidOut(t, b, Print{Form: FacilityHours}))
	if !strings.Contains(text, "0739-5321234") {
		t.Error("the telephone of a hall is masked") // it stands on its door
	}
	if !strings.Contains(text, "9:00-12:0014:00-17:00") || strings.Count(text, "9:00-12:00") != 3*6 {
		t.Errorf("the hours of the week are not on %s", text)
	}
}

// A talk is counted where it was, and its speaker named.
func TestTalksAreCovered(t *testing.T) {
	b := lived(t, 2)
	e := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "鑫鑫"}).Row(0)
	for _, day := range []value.Date{20260301, 20260801} {
		stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Day: day, Sort: codes.MeetingCharter, Enterprises: []value.ID{e.Head().ID}, Present: 13, Rest: codes.Yes, Speaker: "赵书记", Place: "车间"})
	}
	out := laidOut(t, b, Print{Form: TalkCover})
	if text := onPaper(out); !strings.Contains(text, "讲过 1 家，还没有讲过 1 家，覆盖率 50%") || !strings.Contains(text, "讲过22026.08.01224赵书记") {
		t.Error(text)
	}
}

// Masked, nobody reads the day of a birthday off a list of those who reach an age, nor off the calendar; with a reason it is there.
func TestAnAgeDoesNotTellTheDay(t *testing.T) {
	b := lived(t, 2)
	m := stage.Person("周小雨", "1998-12-19", 99)
	m.Branch = find.ListOf(b.Today(), records.Query{Kind: ledger.Branches}).Row(0).Head().ID
	stage.Keep(t, b, ledger.Members, m)
	if text := onPaper(laidOut(t, b, Print{Form: OverAgeList})); strings.Contains(text, "2025.05.06") || !strings.Contains(text, "2025.05") {
		t.Error("masked it says", text)
	}
	if text := onPaper(laidOut(t, b, Print{Form: OverAgeList, Full: true, Reason: "报街道"})); !strings.Contains(text, "2025.05.06") {
		t.Error("whole it says", text)
	}
	if text := onPaper(laidOut(t, b, Print{Form: DatedList})); strings.Contains(text, "2026.12.19") || !strings.Contains(text, "周小雨满 28 周岁") {
		t.Error("the calendar says", text)
	}
}
