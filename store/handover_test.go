package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/rulebook"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// What the next one must know: counts, what is open, what falls due in 90 days in the
// order of days.
func TestHandover(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	cell := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东建团支部", Type: codes.BranchCell, TermFrom: value.Day(2023, 12, 10), TermYears: value.CountOf(3), State: codes.BranchNormal})
	stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "早该换届团支部", Type: codes.BranchCell, TermFrom: value.Day(2020, 1, 1), TermYears: value.CountOf(3), State: codes.BranchNormal})
	soon := stage.Person("快满了", "1998-12-01", 11)
	soon.Branch = cell.ID
	soon = stage.Keep(t, b, ledger.Members, soon)
	officer := stage.Keep(t, b, ledger.Members, stage.Person("书记", "1998-12-24", 13))
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: officer.ID, Branch: cell.ID, Duty: codes.DutySecretary, From: value.Day(2024, 1, 1), To: value.Day(2027, 2, 1)})
	stage.Keep(t, b, ledger.Members, stage.Person("还早", "2002-03-04", 15))
	stage.Keep(t, b, ledger.Members, stage.Person("过了", "1998-11-01", 17))
	if err := b.Drafts().Keep(store.Draft{Kind: "member", Texts: map[string]string{"name": "没填完"}}); err != nil {
		t.Fatal(err)
	}
	h, err := overview.HandoverOf(b)
	if err != nil {
		t.Fatal(err)
	}
	var dates []string
	for _, d := range h.Dates {
		dates = append(dates, d.Day.String()+" "+d.Name+" "+d.Text)
	}
	want := "2026-12-01 快满了 满 28 周岁，应办离团|2026-12-10 东建团支部 届满，应换届|2026-12-24 书记 满 28 周岁，有职务，可留任|2027-02-01 书记 的书记任职到期"
	if got := strings.Join(dates, "|"); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if h.Dates[0].ID != soon.ID || h.Drafts != 1 || h.Last.Number != 0 || len(h.Operators) != 1 || h.Until != value.Day(2027, 2, 20) {
		t.Errorf("%+v", h)
	}
	open := map[string]int{}
	for _, o := range h.Open {
		open[o.Text] = o.Count
	}
	if open["个团组织届满未换"] != 1 || open["名团员已满 28 周岁，未办离团"] != 1 {
		t.Errorf("%v", open)
	}
	for _, said := range []string{h.Submitted(), h.Backed(), h.Staff()} {
		if !strings.HasSuffix(said, "。") {
			t.Errorf("%q", said)
		}
	}
}

// The change of hands is all or nothing, and never leaves the ledger without an 管理员.
func TestHandOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Staff().Add("赵主任", "zhao-long-enough", store.Reader); err != nil {
		t.Fatal(err)
	}
	was := roles(b)
	for _, c := range []struct {
		s    store.Succession
		want string
	}{
		{store.Succession{From: "王干事", To: "王干事", Becomes: store.Leaves, Role: store.Admin}, store.Refused},
		{store.Succession{From: "王干事", To: " ", Becomes: store.Leaves, Role: store.Admin}, store.Refused},
		{store.Succession{From: "王干事", To: "没有他", Becomes: store.Leaves, Role: store.Admin}, store.NoOperator},
		{store.Succession{From: "没有他", To: "李干事", Becomes: store.Leaves, Role: store.Admin, Password: "li-long-enough"}, store.NoOperator},
		{store.Succession{From: "王干事", To: "李干事", Becomes: store.Leaves, Role: store.Typist, Password: "li-long-enough"}, store.Refused},
		{store.Succession{From: "王干事", To: "李干事", Becomes: store.Demoted, Role: store.Typist, Password: "li-long-enough"}, store.Refused},
		{store.Succession{From: "王干事", To: "李干事", Becomes: store.Leaves, Role: store.Admin, Password: "short"}, store.ShortPassword},
		{store.Succession{From: "王干事", To: "赵主任", Becomes: store.Leaves, Role: store.Admin, Password: "zhao-long-enough"}, store.Exists},
		{store.Succession{From: "王干事", To: "李干事", Becomes: store.Leaves, Role: store.Admin, Password: "li-long-enough", Code: "抄错了"}, store.WrongCode},
	} {
		if err := b.Staff().HandOver(c.s); stage.CodeOf(err) != c.want || roles(b) != was {
			t.Errorf("%+v: %v, then %s", c.s, err, roles(b))
		}
	}
	fresh, err := b.Staff().NewRecoveryCode()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Staff().HandOver(store.Succession{From: "王干事", To: "李干事", Becomes: store.Leaves, Role: store.Admin, Password: "li-long-enough", Code: fresh}); err != nil {
		t.Fatal(err)
	}
	last, err := b.Journal(1)
	if e := last[0]; err != nil || e.Intent != "handover" || e.Detail.Whom != "李干事" || e.Detail.From != "王干事" || e.Who != "王干事" {
		t.Errorf("%+v %v", last, err)
	}
	if b.Role() != store.Reader {
		t.Error("who left may still change the ledger")
	}
	b.Close()
	if _, err := store.OpenAs(path, "王干事", stage.Password, stage.Env()); stage.CodeOf(err) != store.NoOperator {
		t.Errorf("who left still gets in: %v", err)
	}
	if _, err := store.OpenWithCode(path, code, "", "with-the-old-code", stage.Env()); stage.CodeOf(err) != store.WrongCode {
		t.Errorf("the old recovery code: %v", err)
	}
	li := stage.OpenAs(t, path, "李干事", "li-long-enough")
	if got := roles(li); got != "赵主任 只读、李干事 管理员" {
		t.Error(got)
	}
	if err := li.Staff().HandOver(store.Succession{From: "李干事", To: "赵主任", Becomes: store.Demoted, Role: store.Admin}); err != nil || roles(li) != "赵主任 管理员、李干事 只读" {
		t.Error(err, roles(li))
	}
}

// The sheet is one page, has both names and what is due, and nobody's number.
func TestHandoverSheet(t *testing.T) {
	b := stage.Practised(t, 400)
	h, err := overview.HandoverOf(b)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := overview.HandoverSheet(b, h, "王干事", "李干事").PDF()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "handover.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("HANDOVER_SHEET"); keep != "" {
		if err := os.WriteFile(keep, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not there to read the page")
	}
	out, err := exec.Command(tool, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	for _, want := range []string{"工作交接单", "王干事", "李干事", "移交人（签字）", "接手人（签字）", "第1页"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		for _, number := range []string{m.IDNumber, m.Phone} {
			if number != "" && strings.Contains(text, number) {
				t.Fatalf("the page has a number of %s", m.Title)
			}
		}
	}
}

// The day on which an age is reached is the first on which Age says so.
func TestReaches(t *testing.T) {
	rules := rulebook.DefaultRules()
	for _, next := range []bool{false, true} {
		rules.AgeNextDay = next
		for _, born := range []value.Date{value.Day(1998, 11, 22), value.Day(2000, 2, 29), value.Day(1999, 12, 31), value.Day(2000, 2, 28), value.Day(2001, 5, 0)} {
			m := ledger.Member{Born: born}
			day := m.Reaches(28, rules)
			if n, _ := m.Age(ledger.Basis{Today: day, Rules: rules}); n != 28 {
				t.Errorf("born %s, next day %v: %d on %s", born, next, n, day)
			}
			if n, _ := m.Age(ledger.Basis{Today: day.AddDays(-1), Rules: rules}); n != 27 {
				t.Errorf("born %s, next day %v: %d on the day before %s", born, next, n, day)
			}
		}
	}
	if (&ledger.Member{}).Reaches(28, rules) != 0 {
		t.Error("without a birthday")
	}
}
