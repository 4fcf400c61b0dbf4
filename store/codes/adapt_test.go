package codes

import (
	"testing"
)

// A list is adapted for people: other words, the old ones understood still, what is retired shown and not offered, another
// order; what travels is the plain word. Taking it back leaves nothing.
func TestAdaptingAList(t *testing.T) {
	was := Attitudes.Items()
	code, last := was[0].Code, was[len(was)-1].Code
	plain := Attitudes.Label(code)
	Adapt(map[string]Adapted{"attitude": {Labels: map[string]string{code: "很支持建团"}, Retired: []string{last}, Order: []string{last, code}}})
	t.Cleanup(func() { Adapt(nil) })
	if Attitudes.Label(code) != "很支持建团" || Attitudes.Plain(code) != plain || Attitudes.Items()[0].Code != last || Attitudes.Items()[1].Code != code || len(Attitudes.Items()) != len(was) {
		t.Errorf("%+v", Attitudes.Items())
	}
	for _, word := range []string{plain, "很支持建团", code} {
		if got, ok := Attitudes.Code(word); !ok || got != code {
			t.Errorf("%s means %q", word, got)
		}
	}
	if len(Attitudes.Offered()) != len(was)-1 || !Attitudes.Retired(last) || Attitudes.Retired(code) || Attitudes.Label(last) == last {
		t.Errorf("%+v", Attitudes.Offered())
	}
	if added := Attitudes.Learn([]Item{{Code: "s1", Label: "要再谈谈"}}); len(added) != 1 || Attitudes.Label(code) != "很支持建团" || !Attitudes.Retired(last) || Attitudes.NextCode("s") != "s2" {
		t.Errorf("learning undid the rest: %+v", Attitudes.Items())
	}
	Adapt(nil)
	if Attitudes.Label(code) != plain || Attitudes.Items()[0].Code != code || Attitudes.Retired(last) || Attitudes.Label("s1") != "要再谈谈" {
		t.Errorf("%+v", Attitudes.Items())
	}
	if _, ok := Attitudes.Code("很支持建团"); ok {
		t.Error("the word is known still")
	}
}

// What fits no list is left out as a whole.
func TestWhatDoesNotFitAList(t *testing.T) {
	for name, a := range map[string]Adapted{
		"a code of nothing": {Labels: map[string]string{"77": "别的"}}, "a word that means another": {Labels: map[string]string{DutySecretary: "副书记"}}, "an alias of another": {Labels: map[string]string{DutySecretary: "文艺委员"}},
		"one word for two": {Labels: map[string]string{"3": "委员", "4": "委员"}}, "two lines": {Labels: map[string]string{"3": "组织\n委员"}}, "nothing": {Labels: map[string]string{"3": " "}},
		"what rules speak of": {Retired: []string{DutySecretary}}, "nothing retired": {Retired: []string{"77"}}, "nothing in order": {Order: []string{"77"}},
	} {
		if Duties.Fits(a) {
			t.Errorf("%s fits", name)
		}
		Adapt(map[string]Adapted{"duty": a})
		if Duties.Label(DutySecretary) != "书记" || Duties.Retired(DutySecretary) {
			t.Errorf("%s was taken", name)
		}
	}
	Adapt(nil)
	if !Duties.Fits(Adapted{Labels: map[string]string{DutySecretary: "支部书记"}}) {
		t.Error("its own alias does not fit")
	}
	if YesNo.Fits(Adapted{Labels: map[string]string{Yes: "对"}}) || !YesNo.Fixed() || !MemberStates.Closed() || Duties.Closed() {
		t.Error("a list of the program's own is adapted")
	}
	for l, all := range relied {
		for _, code := range all {
			if !l.Has(code) || !l.Relied(code) {
				t.Errorf("%s has no %s", l.Name, code)
			}
		}
	}
}

// What another office has made of a list is taken over as far as it fits, each thing once, and whether it leaves anything to
// choose is told.
func TestFittingAList(t *testing.T) {
	all := make([]string, 0, 9)
	for _, i := range Attitudes.Items() {
		all = append(all, i.Code)
	}
	for _, c := range []struct {
		name   string
		list   *List
		a      Adapted
		more   []Item
		want   Adapted
		leaves bool
	}{
		{"all of it", Duties, Adapted{Labels: map[string]string{"3": "组织部长"}, Retired: []string{"7"}, Order: []string{"7", "3"}}, nil, Adapted{Labels: map[string]string{"3": "组织部长"}, Retired: []string{"7"}, Order: []string{"7", "3"}}, true},
		{"codes of nothing", Duties, Adapted{Labels: map[string]string{"77": "别的", "3": "组织部长"}, Retired: []string{"77"}, Order: []string{"78", "3"}}, nil, Adapted{Labels: map[string]string{"3": "组织部长"}, Order: []string{"3"}}, true},
		{"a code that comes along", Duties, Adapted{Retired: []string{"s1"}}, []Item{{Code: "s1", Label: "网格团长"}}, Adapted{Retired: []string{"s1"}}, true},
		{"what rules speak of", Duties, Adapted{Retired: []string{DutySecretary, "7"}}, nil, Adapted{Retired: []string{"7"}}, true},
		{"one word for two", Duties, Adapted{Labels: map[string]string{"3": "委员甲", "4": "委员甲"}}, nil, Adapted{Labels: map[string]string{"3": "委员甲"}}, true},
		{"the same again and again", Duties, Adapted{Retired: []string{"7", "7"}, Order: []string{"3", "3", "7", "3"}}, nil, Adapted{Retired: []string{"7"}, Order: []string{"3", "7"}}, true},
		{"a list of the program's own", YesNo, Adapted{Labels: map[string]string{Yes: "对"}}, nil, Adapted{}, true},
		{"everything", Attitudes, Adapted{Retired: all}, nil, Adapted{Retired: all}, false},
		{"all but what comes along", Attitudes, Adapted{Retired: all}, []Item{{Code: "s9", Label: "再谈再谈"}}, Adapted{Retired: all}, true},
	} {
		got, leaves := c.list.Fitting(c.a, c.more)
		if !got.Same(c.want) || leaves != c.leaves {
			t.Errorf("%s: %+v, leaves %v", c.name, got, leaves)
		}
	}
	if Attitudes.Fits(Adapted{Retired: all}) || !Attitudes.Fits(Adapted{Retired: all[1:]}) {
		t.Error("a list may not become empty, and may keep one")
	}
}
