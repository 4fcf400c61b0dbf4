package jobs_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// paying is a branch with people of all sorts of dues in 2024, a year that is over.
func paying(t *testing.T) (*store.Book, *ledger.Branch) {
	t.Helper()
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	add := func(name string, n int, more func(m *ledger.Member)) {
		m := stage.Person(name, "2003-07-01", 100+n)
		m.Branch, m.Joined = o.ID, 20190500
		more(m)
		stage.Keep(t, b, ledger.Members, m)
	}
	add("安一", 1, func(m *ledger.Member) { m.Wage = value.MoneyOf(350000) })                                         // 7 yuan
	add("白二", 2, func(m *ledger.Member) { m.DuesSort = codes.DuesStudents })                                        // 0.2
	add("陈三", 3, func(m *ledger.Member) { m.Wage = 0 })                                                             // nobody knows
	add("丁四", 4, func(m *ledger.Member) { m.DuesSort = codes.DuesVolunteer })                                       // as he likes
	add("方五", 5, func(m *ledger.Member) { m.Wage = value.MoneyOf(100000); m.Joined = 20240315 })                    // 3 yuan from March on
	add("高六", 6, func(m *ledger.Member) { m.Wage = value.MoneyOf(100000); m.StayFrom, m.StayWhy = 20240420, "调来" }) // came in April
	add("何七", 7, func(m *ledger.Member) {
		m.Wage, m.State, m.StateFrom, m.StateWhy = value.MoneyOf(100000), codes.MemberMoved, 20240510, "调走"
	})
	return b, o
}

func sheetOf(t *testing.T, b *store.Book, o *ledger.Branch) *jobs.DuesSheet {
	t.Helper()
	s, err := jobs.DuesOf(b, o.ID, 2024)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return s
}

func TestDuesOfABranch(t *testing.T) {
	b, o := paying(t)
	s := sheetOf(t, b, o)
	signs := map[jobs.DuesState]byte{jobs.DuesNone: '.', jobs.DuesOwed: 'o', jobs.DuesUnknown: '?', jobs.DuesVoluntary: 'v', jobs.DuesPaid: 'p', jobs.DuesWaived: 'w'}
	want := map[string]string{"安一": "oooooooooooo", "白二": "oooooooooooo", "陈三": "????????????", "丁四": "vvvvvvvvvvvv", "方五": "..oooooooooo", "高六": "...ooooooooo", "何七": "oooo........"}
	due := map[string]string{"安一": "84", "白二": "2.4", "陈三": "0", "丁四": "0", "方五": "30", "高六": "27", "何七": "12"}
	if len(s.Rows) != len(want) || s.Rows[0].Member.Title != "安一" {
		t.Fatalf("%d rows", len(s.Rows))
	}
	for _, row := range s.Rows {
		var got []byte
		for _, m := range row.Months {
			got = append(got, signs[m.State])
		}
		name := row.Member.Title
		if string(got) != want[name] {
			t.Errorf("%s: %s, want %s", name, got, want[name])
		}
		if row.Due != money(t, due[name]) {
			t.Errorf("%s owes %s, want %s", name, row.Due, due[name])
		}
	}
}

func money(t *testing.T, text string) value.Money {
	m, err := value.ParseMoney(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func quarter(s *jobs.DuesSheet, sort string) (marks []jobs.DuesMark) {
	for row := range s.Rows {
		for month := range 3 {
			marks = append(marks, jobs.DuesMark{Row: row, Month: month, Sort: sort})
		}
	}
	return marks
}

// What is still to come is not owed, and can be paid ahead.
func TestDuesAhead(t *testing.T) {
	b, o := paying(t)
	s, err := jobs.DuesOf(b, o.ID, b.Basis().Today.Year()+1)
	if err != nil {
		t.Fatal(err)
	}
	row := s.Rows[0]
	if row.Behind != 0 || row.Due != value.MoneyOf(0) || !row.Months[0].Ahead || !row.Months[0].Open() {
		t.Errorf("%+v", row)
	}
}

// A quarter of a whole branch is one intent and one undo; what was paid is not owed, and is not taken twice.
func TestAQuarterIsTakenAtOnce(t *testing.T) {
	b, o := paying(t)
	s := sheetOf(t, b, o)
	all := s.Payments(quarter(s, codes.PaymentPaid), b.Basis().Today)
	if len(all) != 6 { // not from whom came in April
		t.Fatalf("%d payments", len(all))
	}
	if sum, without := jobs.Sum(all); sum != money(t, "33.6") || without != 1 { // 21 + 0.6 + 0 + 3 + 9, and one nobody can compute
		t.Errorf("%s, %d without", sum, without)
	}
	for _, p := range all {
		if p.From != 20240100 && p.From != 20240300 || p.To != 20240300 {
			t.Errorf("%s to %s", p.From, p.To)
		}
	}
	if _, err := s.Take(all); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if _, err := s.Take(s.Payments(quarter(s, codes.PaymentPaid), b.Basis().Today)); stage.CodeOf(err) != store.Changed {
		t.Errorf("an old sheet is taken again: %v", err)
	}
	s = sheetOf(t, b, o)
	if again := s.Payments(quarter(s, codes.PaymentPaid), b.Basis().Today); len(again) != 0 {
		t.Errorf("paid twice: %d", len(again))
	}
	if s.Rows[0].Months[0].State != jobs.DuesPaid || s.Rows[0].Behind != 9 || s.Rows[0].Paid != money(t, "21") {
		t.Errorf("%+v", s.Rows[0])
	}
	last, err := undo.Last(b)
	if err != nil || last == nil {
		t.Fatal(err)
	}
	if _, err := last.Apply(); err != nil || b.Today().Count(ledger.Payments) != 0 {
		t.Errorf("%v, %d are left", err, b.Today().Count(ledger.Payments))
	}
	if _, err := sheetOf(t, b, o).Take(nil); stage.CodeOf(err) != store.Refused {
		t.Error("nothing is taken")
	}
}

// Somebody is let off: nothing is paid and nothing is owed.
func TestLetOff(t *testing.T) {
	b, o := paying(t)
	s := sheetOf(t, b, o)
	all := s.Payments([]jobs.DuesMark{{Row: 0, Month: 1, Sort: codes.PaymentWaived}, {Row: 0, Month: 3, Sort: codes.PaymentWaived}, {Row: 0, Month: 0, Sort: codes.PaymentPaid}, {Row: 99, Month: 0}, {Row: 0, Month: 12}}, b.Basis().Today)
	if len(all) != 3 {
		t.Fatalf("%d payments", len(all))
	}
	if _, err := s.Take(all); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	row := sheetOf(t, b, o).Rows[0]
	if row.Months[1].State != jobs.DuesWaived || row.Months[0].State != jobs.DuesPaid || row.Behind != 9 || row.Paid != money(t, "7") {
		t.Errorf("%+v", row)
	}
}

// What a branch hands up belongs to no member and pays nobody's month.
func TestHandedUp(t *testing.T) {
	b, o := paying(t)
	s := sheetOf(t, b, o)
	if _, err := s.HandUp(20240100, 20240300, 20240402, money(t, "33.6"), "0012"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if row := sheetOf(t, b, o).Rows[0]; row.Months[0].State != jobs.DuesOwed || b.Today().Count(ledger.Payments) != 1 {
		t.Errorf("%+v", row.Months[0])
	}
}

// A wage that changes in March changes the dues from March on (domain.md §1.6): what was before is kept with its months, and
// a change that nobody dated counts from the month in which it was written.
func TestAWageThatChanges(t *testing.T) {
	b, o := paying(t)
	change := func(wage int64, from value.Date) {
		t.Helper()
		v := b.Today()
		for m := range records.All[*ledger.Member](v, ledger.Members) {
			if m.Title != "安一" {
				continue
			}
			now := *m
			now.Wage = value.MoneyOf(wage)
			if from != 0 {
				now.WageFrom = from
			}
			if _, err := b.Save(ledger.Members, &now); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
		}
	}
	dues := func(year int) (text string) {
		s, err := jobs.DuesOf(b, o.ID, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range s.Rows[0].Months {
			text += m.Due.String() + " "
		}
		return text
	}
	change(500000, 20240300) // 10 yuan from March 2024
	if got := dues(2024); got != "7 7 10 10 10 10 10 10 10 10 10 10 " {
		t.Error(got)
	}
	change(600000, 20240900)
	change(100000, 0)
	if got := dues(2024); got != "7 7 10 10 10 10 10 10 12 12 12 12 " {
		t.Error(got)
	}
	today := b.Basis().Today
	for i, due := range strings.Fields(dues(today.Year())) {
		if want := map[bool]string{true: "3", false: "12"}[i+1 >= today.Month()]; due != want {
			t.Errorf("month %d: %s", i+1, due)
		}
	}
}

// What was not paid of a month stays owed: the sheet says how much is left of which month, and takes it as 补交, which settles the
// month and is no month paid twice.
func TestAPartPaymentLeavesTheRestOwed(t *testing.T) {
	b, o := paying(t)
	who := sheetOf(t, b, o).Rows[0].Member // seven yuan a month
	stage.Keep(t, b, ledger.Payments, &ledger.Payment{Member: who.ID, Branch: o.ID, From: 20240100, To: 20240300, Sort: codes.PaymentPaid, Due: money(t, "21"), Paid: money(t, "9"), Day: 20240301})
	s := sheetOf(t, b, o)
	row := s.Rows[0]
	for month, want := range []jobs.DuesMonth{{State: jobs.DuesPaid}, {State: jobs.DuesOwed, Due: money(t, "5"), Part: true}, {State: jobs.DuesOwed, Due: money(t, "7"), Part: true}} {
		if row.Months[month] != want {
			t.Errorf("month %d: %+v", month+1, row.Months[month])
		}
	}
	if row.Due != money(t, "75") || row.Behind != 11 {
		t.Errorf("owes %s, %d months", row.Due, row.Behind)
	}
	rest := s.Payments([]jobs.DuesMark{{Row: 0, Month: 1, Sort: codes.PaymentPaid}, {Row: 0, Month: 2, Sort: codes.PaymentPaid}}, 20240401)
	if len(rest) != 1 || rest[0].Sort != codes.PaymentLate || rest[0].Paid != money(t, "12") {
		t.Fatalf("%+v", rest)
	}
	if _, err := s.Take(rest); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if row := sheetOf(t, b, o).Rows[0]; row.Months[1].State != jobs.DuesPaid || row.Months[2].State != jobs.DuesPaid || row.Due != money(t, "63") {
		t.Errorf("%+v", row)
	}
	for _, p := range of[*ledger.Payment](b, ledger.Payments) {
		for _, f := range rules.Faults(b.Today(), ledger.Payments, p) {
			if f.Code == value.Twice {
				t.Errorf("%s", f.Text)
			}
		}
	}
}
