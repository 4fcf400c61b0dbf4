package store_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// TestMattersAgreeInTheEnd: whatever a street asks, recalls and settles, whatever its
// community mends, removes and answers, and whichever receipts and packages are lost on
// the way: after one package and one receipt that arrive, both say the same of each
// matter, and no words of the community are lost.
func TestMattersAgreeInTheEnd(t *testing.T) {
	w := newDistrict(t, 1)
	w.known()
	s, b := w.street, w.offices[0]
	for i := range 4 {
		m := stage.Person("王刚"+strconv.Itoa(i), "2002-03-04", 11+2*i)
		m.Phone = "1391234560" + strconv.Itoa(i)
		stage.Keep(t, b, ledger.Members, m)
	}
	w.receive(w.submit(b))
	said := map[value.ID]string{}
	rapid.Check(t, func(rt *rapid.T) {
		arrives := func() bool { return rapid.Bool().Draw(rt, "arrives") }
		for range rapid.IntRange(1, 12).Draw(rt, "deeds") {
			pick := func(name string, from []ledger.Record) ledger.Record {
				return from[rapid.IntRange(0, len(from)-1).Draw(rt, name)]
			}
			person := pick("person", stage.Now(s).Of(ledger.Members)).Head().ID
			var matter *ledger.Matter
			if all := stage.Now(s).Of(ledger.Matters); len(all) > 0 {
				matter = pick("matter", all).(*ledger.Matter)
			}
			switch rapid.IntRange(0, 7).Draw(rt, "deed") {
			case 0, 1:
				a := travel.Ask{Kind: ledger.Members, ID: person, Field: rapid.SampledFrom([]string{"", "phone", "nation"}).Draw(rt, "field"), Text: "请核对"}
				a.Sort = rapid.SampledFrom([]string{codes.MatterReturn, codes.MatterDuplicate, codes.MatterQuestion}).Draw(rt, "sort")
				if _, err := travel.AskMatters(s, a); err != nil {
					rt.Fatal(store.Tell(err).Message)
				}
			case 2:
				if matter != nil && !rules.Closed(matter.State) {
					if err := travel.SettleMatters(s, matter.ID); err != nil {
						rt.Fatal(err)
					}
				}
			case 3:
				if matter != nil && !rules.Closed(matter.State) {
					if err := travel.RecallMatters(s, matter.ID); err != nil {
						rt.Fatal(err)
					}
				}
			case 4:
				if r := b.Get(ledger.Members, person); r != nil {
					m := ledger.Members.Clone(r).(*ledger.Member)
					m.Phone = rapid.SampledFrom([]string{"13900000001", "13900000002", "13900000003"}).Draw(rt, "phone")
					stage.Keep(t, b, ledger.Members, m)
				}
			case 5:
				if matter != nil && b.Get(ledger.Matters, matter.ID) != nil {
					text := rapid.SampledFrom([]string{"已核对", "无误", "已转出"}).Draw(rt, "words")
					if travel.Answer(b, matter.ID, text) == nil {
						said[matter.ID] = text
					}
				}
			case 6:
				if path := w.submit(b); arrives() {
					w.takeAll(path)
				}
			case 7:
				if len(travel.Dues(s)) > 0 {
					if path := w.reply()["塔北社区"]; arrives() {
						receiptIn(t, b, path)
					}
				}
			}
		}
		w.takeAll(w.submit(b))
		receiptIn(t, b, w.reply()["塔北社区"])
		theirs := travel.Matters(b)
		if len(theirs) != s.Today().Count(ledger.Matters) {
			rt.Fatalf("%d matters, %d", len(theirs), s.Today().Count(ledger.Matters))
		}
		ours := map[value.ID]travel.Work{}
		for _, x := range travel.Matters(s) {
			ours[x.Matter.ID] = x
		}
		for _, x := range theirs {
			m := ours[x.Matter.ID].Matter
			if ours[m.ID].State != x.State || m.Reply != x.Matter.Reply || m.Text != x.Matter.Text {
				rt.Fatalf("the street has %s %q, the community %s %q", ours[m.ID].State, m.Reply, x.State, x.Matter.Reply)
			}
			if m.Reply != said[m.ID] && !rules.Closed(m.State) {
				rt.Fatalf("%q was said, %q came", said[m.ID], m.Reply)
			}
			if x.Matter.Reply != said[m.ID] {
				rt.Fatalf("%q was said, %q is left", said[m.ID], x.Matter.Reply)
			}
		}
	})
}

// takeAll takes a package in although earlier ones were lost.
func (w *district) takeAll(path string) {
	w.t.Helper()
	r := w.trusting(travel.Receiving{Paths: []string{path}, Ruling: travel.Ruling{Lost: true}})
	if _, err := r.Apply(w.t.Context(), nil); err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
}
