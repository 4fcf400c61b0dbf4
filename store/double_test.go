package store_test

import (
	"fmt"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// What two communities have both is found, by what is sure and by what may be chance; what one has twice, and what only
// looks alike, is not.
func TestDoubles(t *testing.T) {
	w := newDistrict(t, 3)
	add := func(at int, kind ledger.Kind, r ledger.Record) { stage.Keep(t, w.offices[at], kind, r) }
	member := func(name, phone, number string) *ledger.Member {
		return &ledger.Member{Title: name, Phone: phone, IDNumber: number, Nation: "01"}
	}
	firm := func(at int, name, credit string) *ledger.Enterprise {
		return &ledger.Enterprise{Title: name, Credit: credit, Community: stage.Home(w.offices[at]).ID}
	}
	same := stage.IDNumber("2002-03-04", 13)
	add(0, ledger.Members, member("赵一", "13900000001", same))
	add(1, ledger.Members, member("赵壹", "13900000002", same))
	born := func(name, phone, day string) *ledger.Member {
		m := member(name, phone, "")
		m.Born, _ = value.ParseDate(day)
		return m
	}
	add(0, ledger.Members, born("钱二", "13900000003", "2001-05-06"))
	add(2, ledger.Members, born("钱二", "13900000003", "2001-05-06"))
	add(1, ledger.Members, born("钱二", "13900000009", "2001-05-06")) // another telephone
	add(1, ledger.Members, born("孙三", "13900000004", "2001-05-07"))
	add(1, ledger.Members, born("孙三", "13900000004", "2001-05-07")) // one community's own fault
	add(0, ledger.Enterprises, firm(0, "邵阳市东升五金有限责任公司", ""))
	add(1, ledger.Enterprises, firm(1, "东升五金", ""))
	add(0, ledger.Enterprises, firm(0, "红旗印务有限公司", "91430500MA4L0000XA"))
	add(2, ledger.Enterprises, firm(2, "红旗印刷厂", "91430500MA4L0000XA"))
	add(1, ledger.Enterprises, firm(1, "好吃餐饮有限公司", "91430500MA4L0001XB"))
	add(2, ledger.Enterprises, firm(2, "好吃餐饮有限公司", "91430500MA4L0002XC")) // two of one name
	told := func(all []rules.Double) string {
		var lines []string
		for _, d := range all {
			line := string(d.Sort)
			if d.Weak() {
				line += "?"
			}
			for _, s := range d.Sides {
				line += " " + s.Community + ":" + ledger.NameOf(s.Record)
			}
			lines = append(lines, line)
		}
		return strings.Join(lines, "\n")
	}
	want := "idno 塔北社区:赵一 五一社区:赵壹\nperson? 塔北社区:钱二 松坡社区:钱二\ncredit 塔北社区:红旗印务有限公司 松坡社区:红旗印刷厂\nunit? 塔北社区:邵阳市东升五金有限责任公司 五一社区:东升五金"

	one := w.submit(w.offices[0])
	w.receive(one)
	rest := []string{w.submit(w.offices[1]), w.submit(w.offices[2])}
	r := w.trusting(travel.Receiving{Paths: rest})
	if got := told(r.Doubles()); got != want {
		t.Errorf("before they are taken in:\n%s\nwant\n%s", got, want)
	}
	if len(rules.AllDoubles.Of(w.street.Today())) != 0 {
		t.Errorf("one community alone has doubles: %s", told(rules.AllDoubles.Of(w.street.Today())))
	}
	if _, err := r.Apply(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := told(rules.AllDoubles.Of(w.street.Today())); got != want {
		t.Errorf("as received:\n%s\nwant\n%s", got, want)
	}
	if got := told(r.Doubles()); got != want {
		t.Errorf("after they were taken in:\n%s", got)
	}
}

// BenchmarkDoubles looks for doubles among so many members of ten communities, with the enterprises that they have.
func BenchmarkDoubles(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		var people, units []ledger.Record
		for i := range n {
			m := &ledger.Member{Meta: ledger.Meta{ID: value.ID{byte(i), byte(i >> 8), byte(i >> 16), 1}, Owner: value.ID{byte(i % 10), 1}}, Title: called(i % (n - 21)), Phone: fmt.Sprint(13900000000 + i%(n-21)), IDNumber: fmt.Sprint(430502200000000000 + i%(n-11))}
			m.Born = value.Day(1998+i%8, 1+i%12, 1+i%28)
			people = append(people, m)
			if i%14 == 0 {
				units = append(units, &ledger.Enterprise{Meta: ledger.Meta{ID: value.ID{byte(i), byte(i >> 8), byte(i >> 16), 2}, Owner: m.Owner}, Title: "邵阳市" + called(i%(n-142)) + "五金有限公司"})
			}
		}
		book := store.NewBook("", nil, [32]byte{}, "", stage.Env())
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if len(rules.DoublesAmong(stage.Now(book), people, units)) < 10 {
					b.Fatal("none found")
				}
			}
		})
	}
}
