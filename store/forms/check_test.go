package forms

import (
	"fmt"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// The report has all that is wrong, what it is and what to do, of each record together; of a list what is wrong with its rows.
func TestTheCheckReport(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 300)
	all := rules.Warnings(b.Today())
	out := laidOut(t, b, Print{Form: CheckReport})
	if len(all) < 20 || out.Rows() != len(all) {
		t.Fatalf("%d rows of %d", out.Rows(), len(all))
	}
	text := readBack(t, out, "check")
	for _, p := range all {
		if !strings.Contains(text, strings.Join(strings.Fields(p.Name), "")) {
			t.Errorf("%s is not on paper", p.Name)
		}
		wrong, todo := advice(p.Fault)
		if wrong == "" || todo == "" || !strings.Contains(wrong+todo, strings.TrimSuffix(p.Fault.Text, "。")) {
			t.Errorf("%q is taken apart into %q and %q", p.Fault.Text, wrong, todo)
		}
	}
	hard := 0
	for i := range out.Sheet().Len {
		row := out.Sheet().Row(i)
		if row[4] == "必改" {
			hard++
		}
		if row[1] == "" || row[2] == "" || row[5] == "" || row[6] == "" {
			t.Errorf("row %d is %q", i, row)
		}
	}
	if want := fmt.Sprintf("必须改的%d处", hard); !strings.Contains(text, want) {
		t.Error("no", want)
	}
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: rules.PendingTab})
	some := laidOut(t, b, Print{Form: CheckList, List: l, Filter: "待核"})
	if some.Rows() < l.Len() || l.Len() == 0 || !strings.Contains(onPaper(some), "团员：待核") {
		t.Fatalf("%d rows of %d members", some.Rows(), l.Len())
	}
	found := rules.Problems(b.Today(), ledger.Members, l.Rows(), func(ledger.Record) bool { return true })
	said := map[string]string{found[0].Key(): "已向企业核实"}
	sent := laidOut(t, b, Print{Form: CheckReport, Problems: found, Said: said})
	if text := onPaper(sent); sent.Rows() != len(found) || !strings.Contains(text, "上报前的检查") || !strings.Contains(text, "已向企业核实") {
		t.Error(text)
	}
	empty := laidOut(t, stage.Book(t), Print{Form: CheckList, List: find.ListOf(stage.Book(t).Today(), records.Query{Kind: ledger.Members})})
	if text := onPaper(empty); !strings.Contains(text, "没有要改和要核对的") {
		t.Error(text)
	}
}

// What is to be done and what falls due is on paper as on the screen.
func TestTheAgendaOnPaper(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 120)
	todos := overview.Todos(b)
	out := laidOut(t, b, Print{Form: TodoList})
	text := readBack(t, out, "todos")
	if len(todos) == 0 || out.Rows() != len(todos) {
		t.Errorf("%d rows of %d", out.Rows(), len(todos))
	}
	for _, d := range todos {
		if !strings.Contains(text, strings.Join(strings.Fields(d.Text), "")) {
			t.Errorf("%s is not on paper", d.Text)
		}
	}
	dates := overview.CalendarOf(b).Dates
	calendar := laidOut(t, b, Print{Form: DatedList})
	text = readBack(t, calendar, "dated")
	if len(dates) == 0 || calendar.Rows() != len(dates) {
		t.Errorf("%d rows of %d", calendar.Rows(), len(dates))
	}
	for _, d := range dates {
		if !strings.Contains(text, strings.Join(strings.Fields(d.Name+d.Text), "")) {
			t.Errorf("%s %s is not on paper", d.Name, d.Text)
		}
	}
}

// Labels and name cards have every row of the list, at most four fields, and nothing over their edges; numbers are masked.
func TestLabelsFromAList(t *testing.T) {
	b := lived(t, 60)
	for form, each := range map[Form]int{Labels: 24, NameCards: 10} {
		for _, kind := range []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Facilities, ledger.Problems} {
			l := find.ListOf(b.Today(), records.Query{Kind: kind})
			out := laidOut(t, b, Print{Form: form, List: l})
			if out.Rows() != l.Len() || out.Pages() != (l.Len()+each-1)/each {
				t.Errorf("%s of %s: %d rows on %d pages", form, kind.Name(), out.Rows(), out.Pages())
			}
			text := readBack(t, out, string(form)+"-"+kind.Name())
			for i := range l.Len() {
				for _, key := range LabelKeys(kind) {
					if cell := strings.Join(strings.Fields(l.Cell(i, key, ledger.Start)), ""); !strings.Contains(text, cell) {
						t.Errorf("%s of %s: %s is not on it", form, kind.Name(), cell)
					}
				}
			}
		}
	}
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	whole := l.Row(0).(*ledger.Member)
	keys := []string{"name", "idno", "phone"}
	if text := onPaper(laidOut(t, b, Print{Form: Labels, List: l, Keys: keys})); strings.Contains(text, whole.IDNumber) || !strings.Contains(text, whole.IDNumber[:6]+"********") {
		t.Error("a label shows a whole number")
	}
	if text := onPaper(laidOut(t, b, Print{Form: Labels, List: l, Keys: keys, Full: true, Reason: "寄材料"})); !strings.Contains(text, whole.IDNumber) {
		t.Error("with a reason the number is masked")
	}
	for _, p := range []Print{{Form: Labels}, {Form: NameCards, List: l, Keys: []string{"name", "sex", "born", "unit", "phone"}}, {Form: Labels, List: l, Keys: []string{"nonsense"}}} {
		if _, err := Lay(b, p); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v: %v", p.Keys, err)
		}
	}
	if none := laidOut(t, stage.Book(t), Print{Form: NameCards, List: find.ListOf(stage.Book(t).Today(), records.Query{Kind: ledger.Members})}); none.Pages() != 1 || none.Rows() != 0 {
		t.Error("labels of nobody")
	}
}
