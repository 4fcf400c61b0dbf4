package store_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// TestAPackageTellsNoPaperFromAnother keys the same sheets into two copies of one ledger in different orders, by one intent and
// from a workbook: the tables of their packages, from which a database is loaded too, say the same of them but for the IDs.
func TestAPackageTellsNoPaperFromAnother(t *testing.T) {
	var survey, branch value.ID
	one, two := twoLaptops(t, func(b *store.Book) {
		o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部", stage.Keep(t, b, ledger.Enterprises, stage.Firm("邵阳市东升五金有限公司"))))
		branch = o.ID
		survey = stage.Keep(t, b, ledger.Surveys, &ledger.Survey{Title: "需求调查", From: 20260601, Branches: []value.ID{o.ID}, Given: "40", Form: "学习｜想学什么｜电脑｜烹饪"}).ID
	})
	texts := []string{"1A", "1B", "1A", "1B|开放球场", "1AB", "|不要登我"}
	var told [2][]string
	for i, b := range []*store.Book{one, two} {
		mine := slices.Clone(texts)
		if i == 1 {
			slices.Reverse(mine)
		}
		if _, err := b.Do(store.Intent{Deed: store.MayWork, What: "sheet", Rows: len(mine)}, func(w *store.Turn) error {
			for _, text := range mine {
				ticks, words, _ := strings.Cut(text, "|")
				if err := w.Put(ledger.Returns, nil, &ledger.Return{Survey: survey, Branch: branch, Ticks: ticks, Words: words}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		var lines []string
		for _, text := range mine {
			lines = append(lines, "需求调查|东升五金团支部|"+strings.ReplaceAll(text, "|", " |"))
		}
		stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "答卷", Text: "哪次调查|答卷的团组织|勾选的|写的意见\n" + strings.Join(lines, "\n")}), ledger.Returns)
		if n := b.Today().Count(ledger.Returns); n != 2*len(texts) {
			t.Fatalf("%d sheets", n)
		}
		p := packageOf(t, b, b)
		if err := p.Rows(context.Background(), ledger.Returns.Name(), func(r parcel.Row) error {
			var cells []string
			for _, key := range []string{"rev", "survey", "branch", "ticks", "words", "_order", "_created", "_created_by", "_changed", "_changed_by", "_source"} {
				cells = append(cells, key+"="+r.Text(key))
			}
			told[i] = append(told[i], strings.Join(cells, " "))
			if r.Text("_created")+r.Text("_created_by")+r.Text("_changed")+r.Text("_changed_by") != "" {
				t.Errorf("a sheet tells when and by whom: %s", cells)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		slices.Sort(told[i])
	}
	if len(told[0]) != 2*len(texts) || !slices.Equal(told[0], told[1]) {
		t.Errorf("the order of the papers shows:\n%s\n\n%s", strings.Join(told[0], "\n"), strings.Join(told[1], "\n"))
	}
	var sums [2]*jobs.Tally
	for i, b := range []*store.Book{one, two} {
		var err error
		if sums[i], err = jobs.TallyOf(b, survey, branch); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(sums[0].Questions, sums[1].Questions) || !slices.Equal(sums[0].Words, sums[1].Words) {
		t.Errorf("what is counted tells the order of the papers: %v %v", sums[0].Questions, sums[1].Questions)
	}
}
