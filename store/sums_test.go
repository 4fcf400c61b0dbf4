package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// A street finds what the surveys of its communities tell, together and of each; of a community with so few sheets that people
// could be guessed nothing is told alone, nor what would follow from the whole.
func TestAStreetFindsTheTalliesOfItsCommunities(t *testing.T) {
	w := newDistrict(t, 4)
	const form = "学习｜想学什么｜电脑｜烹饪"
	sheets := []int{12, 6, 3, 0}
	for i, b := range w.offices {
		o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部", stage.Keep(t, b, ledger.Enterprises, stage.Firm("邵阳市东升五金有限公司"))))
		s := stage.Keep(t, b, ledger.Surveys, &ledger.Survey{Title: "需求调查", From: 20260601, Branches: []value.ID{o.ID}, Given: "20", Form: form})
		if sheets[i] > 0 {
			k, err := jobs.KeySheets(b, s.ID, o.ID)
			if err != nil {
				t.Fatal(err)
			}
			for n := range sheets[i] {
				ticks, _ := ledger.ParseTicks([]string{"1A", "1B", "1A"}[n%3])
				k.Sheets = append(k.Sheets, jobs.Paper{Ticks: ticks})
			}
			if _, err := k.Save(); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
		}
		w.receive(w.submit(b))
	}
	all := jobs.SumsOf(w.street)
	if len(all) != 1 || all[0].Given != 80 || all[0].Back != 21 || len(all[0].Communities) != 4 {
		t.Fatalf("%+v", all)
	}
	var told []string
	for _, p := range all[0].Communities {
		if !p.Few {
			told = append(told, p.Name)
		}
	}
	if want := []string{w.offices[0].Profile().Name, w.offices[3].Profile().Name}; !slices.Equal(told, want) {
		t.Errorf("told alone: %v, want %v", told, want)
	}
	whole, err := jobs.SumTally(w.street, form, true, value.ID{})
	if err != nil || whole.Sheets != 21 || whole.Questions[0].N[0]+whole.Questions[0].N[1] != 21 {
		t.Fatalf("%+v %v", whole, err)
	}
	for i, p := range all[0].Communities {
		one, err := jobs.SumTally(w.street, form, false, p.ID)
		switch {
		case p.Few && (err == nil || !strings.Contains(store.Tell(err).Message, "看得出是谁")):
			t.Errorf("%s is told alone: %v", p.Name, err)
		case !p.Few && (err != nil || one.Sheets != []int{12, 6, 3, 0}[i]):
			t.Errorf("%s: %+v %v", p.Name, one, err)
		}
	}
	if _, err := whole.Raise(whole.Needs()); err == nil {
		t.Error("a street makes a problem of what its communities asked")
	}
	w.street.Basis().Rules.SurveyLeast = 22
	if _, err := jobs.SumTally(w.street, form, true, value.ID{}); err == nil {
		t.Error("too few in all")
	}
}
