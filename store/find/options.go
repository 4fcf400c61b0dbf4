package find

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Option is one answer that a choice or a reference can have.
type Option struct {
	Value string // a code, or an ID's text
	Label string
	Hint  string // what tells two of one name apart
	Also  string // other words for it, parted by spaces
}

// How near an option is to what was typed. Those that are nearer stand higher; among
// equals what this ledger uses more often.
const (
	meant    = iota + 1 // the word itself, or its code
	begun               // its word, pinyin or initials begin so
	everyday            // an everyday word for it begins so
	holds               // its words or initials hold it
	sounds              // it is other characters of the same sound, as input methods offer them
)

// OptionsOf answers a choice or a reference as a person types: by label, by everyday word,
// by code, by pinyin and initials, and by the sound of the characters typed (洞见 finds
// 东建). What the rules begin a new record with comes first, then what this ledger uses
// often; a code list that is seen whole keeps its own order. At most limit are given.
func OptionsOf(v *records.View, list *codes.List, query string, limit int) []Option {
	query = strings.ToLower(value.Halfwidth(query))
	if list.Kind == "" {
		return choices(v, list, query, limit)
	}
	return references(v, list, query, limit)
}

// seenWhole is how many options of a list are seen without scrolling.
const seenWhole = 8

func choices(v *records.View, list *codes.List, query string, limit int) []Option {
	items := list.Offered()
	first := beginnings(v, list)
	uses := map[string]int{}
	if len(items) > seenWhole {
		uses = Uses(v, list)
	}
	all := make([]candidate, len(items))
	for i, item := range items {
		all[i] = candidate{Option: Option{Value: item.Code, Label: item.Label}, aliases: list.Aliases(item.Code), used: uses[item.Code]}
		if slices.Contains(first, item.Label) {
			all[i].used = math.MaxInt
		}
	}
	found := near(all, query)
	return found[:min(limit, len(found))]
}

// beginnings are the words with which the rules begin the fields of a list.
func beginnings(v *records.View, list *codes.List) (words []string) {
	for _, kind := range ledger.All {
		for _, begin := range ledger.Begins(v.Basis().Rules, kind) {
			if kind.Columns()[kind.At(begin.Key)].Choices == list {
				code, _ := list.Code(begin.Text)
				words = append(words, list.Label(code))
			}
		}
	}
	return words
}

// allUses are how often each code of a code list stands in the records, by list. What a code is called may change without
// them.
var allUses = records.Derive(func(*records.View) *records.Memo[*codes.List, map[string]int] {
	return &records.Memo[*codes.List, map[string]int]{}
})

// Uses is how often each code of a code list stands in the records.
func Uses(v *records.View, list *codes.List) map[string]int {
	return allUses.Of(v).Get(list, func() map[string]int { return usesOf(v, list) })
}

func usesOf(v *records.View, list *codes.List) map[string]int {
	times := map[string]int{}
	for _, kind := range ledger.All {
		for i, c := range kind.Columns()[:kind.Fields()] {
			if c.Choices != list {
				continue
			}
			for _, r := range v.Of(kind) {
				if code, known := list.Code(kind.Text(r, i, ledger.Basis{})); known {
					times[code]++
				}
			}
		}
	}
	return times
}

// peopled are the kinds that people belong to.
var peopled = map[ledger.Kind]func(*rules.Rolled) map[value.ID]int{
	ledger.Branches:    func(r *rules.Rolled) map[value.ID]int { return r.Branch },
	ledger.Enterprises: func(r *rules.Rolled) map[value.ID]int { return r.Unit },
}

// references finds the records of a kind. A branch or an enterprise with more people
// comes before one with fewer.
func references(v *records.View, list *codes.List, query string, limit int) []Option {
	kind := ledger.KindOf(list.Kind)
	all := v.Of(kind)
	words := strings.Fields(query)
	s := seek(v)
	defer s.end()
	hits, _ := s.hits(kind, words)
	var people map[value.ID]int
	if of := peopled[kind]; of != nil {
		people = of(rules.Roll(v))
	}
	type place struct{ at, near, used int }
	var found []place
	add := func(i, near int) {
		if r := all[i]; !kind.Over(r, v.Basis().Today) {
			found = append(found, place{i, near, people[r.Head().ID]})
		}
	}
	for i, r := range all {
		switch {
		case hits == nil:
			add(i, meant)
		case hits[i] && strings.HasPrefix(strings.ToLower(v.Called(r)), query):
			add(i, begun)
		case hits[i]:
			add(i, holds)
		}
	}
	if hits != nil {
		for i, alike := range s.alike(kind, words, len(found) > 0) {
			if alike && !hits[i] {
				add(i, sounds)
			}
		}
	}
	slices.SortStableFunc(found, func(x, y place) int { return cmp.Or(x.near-y.near, y.used-x.used) })
	var out []Option
	for _, f := range found[:min(limit, len(found))] {
		r := all[f.at]
		out = append(out, Option{Value: r.Head().ID.String(), Label: v.Called(r), Hint: v.Hint(r)})
	}
	return out
}

// alike marks the records whose name sounds as the words that were typed in characters.
// One character alone sounds like too many; it is asked only when there is nothing else.
func (s search) alike(kind ledger.Kind, words []string, others bool) []bool {
	var all []bool
	for i, word := range words {
		runes := []rune(word)
		if !slices.ContainsFunc(runes, isHan) || others && len(runes) < 2 {
			return nil
		}
		text := nameLines.For(kind)
		person := kind.OfPerson()
		if person {
			text = paragraphs.For(kind) // it reads surnames
		}
		hits := s.marks.next(s.v.Count(kind))
		text.Of(s.v).mark(strings.Join(usualSyllables(runes), ""), hits)
		if person {
			text.Of(s.v).mark(strings.Join(NameSyllables(word), ""), hits)
		}
		if i == 0 {
			all = hits
			continue
		}
		for j := range all {
			all[j] = all[j] && hits[j]
		}
	}
	return all
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// candidate is an option with the other words for it and how often it is used.
type candidate struct {
	Option
	aliases []string
	used    int
}

// near are those of the candidates that a person may mean, the nearest first.
func near(all []candidate, query string) []Option {
	var out []Option
	for _, at := range placed(all, query, sounds) {
		out = append(out, all[at].Option)
	}
	return out
}

// placed are the places of those of the candidates that a person may mean and that are at least so near, the nearest first.
func placed(all []candidate, query string, far int) []int {
	type place struct{ at, near int }
	var found []place
	ear := ""
	if strings.ContainsFunc(query, isHan) {
		ear = " " + strings.Join(usualSyllables([]rune(query)), " ") + " "
	}
	for i := range all {
		if n := all[i].nearness(query, ear); n > 0 && n <= far {
			found = append(found, place{i, n})
		}
	}
	slices.SortStableFunc(found, func(x, y place) int {
		return cmp.Or(cmp.Compare(x.near, y.near), cmp.Compare(all[y.at].used, all[x.at].used))
	})
	out := make([]int, len(found))
	for i, f := range found {
		out[i] = f.at
	}
	return out
}

// nearness is how near the candidate is to what was typed and, if that is in
// characters, to their sound; 0 when it is not meant.
func (c candidate) nearness(query, ear string) int {
	if query == "" || c.Value == query {
		return meant
	}
	best := 0
	closer := func(n int) {
		if best == 0 || n < best {
			best = n
		}
	}
	for i, word := range append([]string{c.Label}, c.aliases...) {
		word = strings.ToLower(value.Halfwidth(word))
		start := begun
		if i > 0 {
			start = everyday
		}
		if word == query {
			closer(meant)
			continue
		}
		if strings.HasPrefix(word, query) {
			closer(start)
		} else if strings.Contains(word, query) {
			closer(holds)
		}
		for _, syllables := range [][]string{usualSyllables([]rune(word)), textSyllables([]rune(word))} {
			initials := ""
			for _, s := range syllables {
				initials += string([]rune(s)[:min(1, len(s))])
			}
			switch {
			case strings.HasPrefix(strings.Join(syllables, ""), query) || strings.HasPrefix(initials, query):
				closer(start)
			case strings.Contains(initials, query) || inside(syllables, query):
				closer(holds)
			case ear != "" && strings.Contains(" "+strings.Join(syllables, " ")+" ", ear):
				closer(sounds)
			}
		}
	}
	return best
}

// inside says that a syllable within begins the pinyin that was typed: hong finds 长虹.
func inside(syllables []string, query string) bool {
	for i := 1; i < len(syllables); i++ {
		if strings.HasPrefix(strings.Join(syllables[i:], ""), query) {
			return true
		}
	}
	return false
}

// Titled are the places of those among some options whose words, pinyin or initials hold what was typed, the nearest first.
// One letter or character says too little, and two letters must begin a word.
func Titled(all []Option, query string) []int {
	query = strings.ToLower(value.Halfwidth(strings.TrimSpace(query)))
	if len([]rune(query)) < 2 {
		return nil
	}
	far := holds
	if len(query) == 2 {
		far = everyday
	}
	return placed(candidatesOf(all), query, far)
}

func candidatesOf(all []Option) []candidate {
	candidates := make([]candidate, len(all))
	for i, o := range all {
		candidates[i] = candidate{Option: o, aliases: strings.Fields(o.Also)}
	}
	return candidates
}

// Matching are those of some options that a person may mean by what was typed, the
// nearest first: by word, value, pinyin, initials or sound. Nothing typed means all.
func Matching(all []Option, query string) []Option {
	return near(candidatesOf(all), strings.ToLower(value.Halfwidth(query)))
}
