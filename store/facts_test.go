package store_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// The facts of domain.md §1 (and of §4 and §8 where a present kind feeds them): testdata/facts.csv has a line for each, with
// where it is read, the records in a small script, what is asked of the ledger, and the right answer.
//
//	kind[×N] [NAME] key=value …   a record; a name that is known already edits that one; + between several references
//	officers BRANCH N [常委]      N people of a branch with a place in its committee, the first of them 书记
//	rule key=value, day 2026-02-28, street (a street's ledger), again NAME (asked of what is saved)
//
// The last record is a draft unless figures or tabs are asked: fault KEY gives the codes of the faults at a field, hard ones
// with !, fault alone those of no field.
func TestFacts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	f, err := os.Open("testdata/facts.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, line := range lines[1:] {
		source, what, script, ask, want := line[0], line[1], line[2], line[3], line[4]
		t.Run(source+" "+what, func(t *testing.T) {
			got := playFact(t, script, ask)
			if got != want {
				wrong++
				t.Errorf("%s: %q, want %q", ask, got, want)
			}
			t.Logf("§%s %s: %s = %s", source, what, ask, got)
		})
	}
	t.Logf("%d facts, %d wrong", len(lines)-1, wrong)
}

// A scene is where a fact is played.
type scene struct {
	t     *testing.T
	b     *store.Book
	named map[string]ledger.Record
	kinds map[string]ledger.Kind
	n     int
}

func playFact(t *testing.T, script, ask string) string {
	t.Helper()
	s := &scene{t: t, named: map[string]ledger.Record{}, kinds: map[string]ledger.Kind{}}
	var parts []string
	for _, part := range strings.Split(script, ";") {
		if part = strings.TrimSpace(part); part == "street" {
			s.b = stage.Street(t)
		} else if part != "" {
			parts = append(parts, part)
		}
	}
	if s.b == nil {
		s.b = stage.Book(t)
	}
	verb, key, _ := strings.Cut(ask, " ")
	var kind ledger.Kind
	var last ledger.Record
	for i, part := range parts {
		words := strings.Fields(part)
		switch words[0] {
		case "day":
			day, err := time.ParseInLocation(time.DateOnly, words[1], time.Local)
			if err != nil {
				t.Fatal(err)
			}
			s.b.InEnv().Now = func() time.Time { return day.Add(12 * time.Hour) }
		case "rule":
			s.rule(words[1])
		case "again":
			kind = s.kinds[words[1]]
			last = s.b.Get(kind, s.named[words[1]].Head().ID)
		case "officers":
			s.officers(words[1:])
		default:
			kind, last = s.record(words, i < len(parts)-1 || verb == "figure" || verb == "tab")
		}
	}
	switch verb {
	case "fault":
		var codes []string
		for _, f := range rules.Faults(s.b.Today(), kind, last) {
			if f.Key == key {
				code := f.Code
				if !f.Soft {
					code = "!" + code
				}
				if f.Text == "" || strings.TrimSuffix(f.Text, "。") == f.Text {
					t.Errorf("%s: no sentence: %q", f.Code, f.Text)
				}
				codes = append(codes, code)
			}
		}
		return strings.Join(codes, " ")
	case "figure":
		return points.FiguresOn(s.b, 0).Total[key].String()
	case "tab":
		name, tab, _ := strings.Cut(key, ".")
		for _, one := range rules.Tabs(s.b.Today(), ledger.KindOf(name), records.Place{}) {
			if one.Key == tab {
				return strconv.Itoa(one.Count)
			}
		}
	case "text":
		return find.TextOf(s.b.Today(), kind, last, key)
	}
	t.Fatalf("%q asks nothing", ask)
	return ""
}

// rule plays a rule by another value than the program brings.
func (s *scene) rule(said string) {
	key, value, _ := strings.Cut(said, "=")
	var lines []string
	for _, line := range strings.Split(string(s.b.Basis().Rules.Source()), "\n") {
		if strings.HasPrefix(line, key+",") {
			line = key + "," + value + ","
		}
		lines = append(lines, line)
	}
	rules, err := rulebook.ParseRules([]byte(strings.Join(lines, "\n")))
	if err != nil {
		s.t.Fatal(err)
	}
	s.b.Lay(stage.Now(s.b).On(ledger.Basis{Today: stage.Now(s.b).Basis().Today, Rules: rules}))
}

// record makes one record, or several of a kind, and saves it where it is to stay.
func (s *scene) record(words []string, stays bool) (ledger.Kind, ledger.Record) {
	name, count, many := strings.Cut(words[0], "×")
	kind, n := ledger.KindOf(name), 1
	if kind == nil {
		s.t.Fatalf("%q is no kind", name)
	}
	if many {
		n = atoiTest(s.t, count)
	}
	called, values := "", words[1:]
	if len(values) > 0 && !strings.Contains(values[0], "=") {
		called, values = values[0], values[1:]
	}
	var r ledger.Record
	for i := range n {
		if r = s.named[called]; r != nil && s.kinds[called] == kind {
			r = kind.Clone(s.b.Get(kind, r.Head().ID))
		} else {
			r = s.fresh(kind, called, values)
		}
		s.set(kind, r, values)
		if !stays && i == n-1 {
			break
		}
		r = stage.Keep(s.t, s.b, kind, r)
		if called != "" {
			s.named[called], s.kinds[called] = r, kind
		}
	}
	return kind, r
}

// fresh is a record with what a line does not say: nothing that is wrong by itself.
func (s *scene) fresh(kind ledger.Kind, called string, values []string) ledger.Record {
	s.n++
	if called == "" {
		called = "某" + strings.Repeat("甲", 1+s.n%3) + strconv.Itoa(s.n)
	}
	switch kind {
	case ledger.Members:
		born := "2001-05-06"
		for _, v := range values {
			if said, ok := strings.CutPrefix(v, "born="); ok {
				born = said
			}
		}
		m := stage.Person("某人", born, s.n)
		if m.Title = called; len([]rune(called)) < 2 {
			m.Title = called + "某"
		}
		m.Phone = "139" + strconv.Itoa(10000000+s.n)
		return m
	case ledger.Branches:
		return &ledger.Branch{Title: "共青团" + called, Short: called, Type: codes.BranchCell, Founded: 20250105, State: codes.BranchNormal}
	case ledger.Enterprises:
		return stage.Firm(called)
	case ledger.Officers:
		return &ledger.Officer{Title: called, Duty: codes.DutySecretary, From: 20250101}
	case ledger.Communities:
		return &ledger.Community{Title: called + "社区", Sort: "1"}
	case ledger.Posts:
		return &ledger.Post{Elected: codes.ByElection}
	}
	return kind.New()
}

func (s *scene) set(kind ledger.Kind, r ledger.Record, values []string) {
	for _, v := range values {
		key, text, _ := strings.Cut(v, "=")
		i := kind.At(key)
		if i < 0 {
			s.t.Fatalf("%s has no %s", kind.Name(), key)
		}
		if key == "born" {
			continue // in the ID number
		}
		if kind.Columns()[i].Shape == ledger.Ref && text != "" {
			var ids []value.ID
			for _, name := range strings.Split(text, "+") {
				if s.named[name] == nil {
					s.t.Fatalf("no %s", name)
				}
				ids = append(ids, s.named[name].Head().ID)
			}
			text = value.JoinIDs(ids)
		}
		if err := kind.Set(r, i, text); err != nil && text != "" && !err.(*value.Fault).Soft {
			s.t.Fatalf("%s: %s", v, err.(*value.Fault).Text)
		}
	}
}

func (s *scene) officers(words []string) {
	duties := []string{"书记"}
	if len(words) > 2 {
		duties = append(duties, words[2], words[2], words[2], words[2])
	}
	for i := range atoiTest(s.t, words[1]) {
		name, duty := words[0]+strconv.Itoa(i+1), "委员"
		if i < len(duties) {
			duty = duties[i]
		}
		s.record([]string{"member", name, "branch=" + words[0]}, true)
		s.record([]string{"post", "person=" + name, "branch=" + words[0], "duty=" + duty, "from=2025-05-01"}, true)
	}
}

func atoiTest(t *testing.T, text string) (n int) {
	t.Helper()
	for _, c := range text {
		if c < '0' || c > '9' {
			t.Fatalf("%q is no number", text)
		}
		n = n*10 + int(c-'0')
	}
	return n
}
