package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// Name is how people call the record with this ID, "" when there is none.
func (b *Book) Name(kind string, id ledger.ID) string {
	return b.now().Name(ledger.KindOf(kind), id)
}

// Text is a column's value as people read it: references by name, secrets whole.
func (b *Book) Text(kind ledger.Kind, r ledger.Record, key string) string {
	i := kind.At(key)
	if i < 0 {
		return extraText(b.today(), kind, r, key)
	}
	return b.today().TextAt(kind, r, i)
}

// over says that a record is of the past: a person who is on the roll no more, an enterprise that has closed, an
// organisation that was dissolved, an officer who has left, a contact that has ended.
func over(v *records.View, r ledger.Record) bool {
	switch r := r.(type) {
	case *ledger.Member:
		return !r.OnRoll() && r.State != ledger.MemberNot
	case *ledger.Enterprise:
		return !r.Open()
	}
	return noAnswer(v, r)
}

// noAnswer says that a record is offered for no reference any more.
func noAnswer(v *records.View, r ledger.Record) bool {
	today := v.Basis().Today
	switch r := r.(type) {
	case *ledger.Branch:
		return !r.Live()
	case *ledger.Officer:
		return !r.Current(today)
	case *ledger.Liaison:
		return !r.Current(today)
	}
	return false
}

// hint tells two records of one name apart: a member's ID tail and branch, an
// enterprise's address.
func hint(v *records.View, r ledger.Record) string {
	switch r := r.(type) {
	case *ledger.Member:
		tail := ledger.NumberTail(r.IDNumber)
		if tail != "" {
			tail = "尾号 " + tail
		}
		return strings.TrimSpace(tail + " " + v.Name(ledger.Branches, r.Branch))
	case *ledger.Enterprise:
		return r.Address
	case *ledger.Branch:
		return ledger.BranchTypes.Label(r.Type)
	case *ledger.Officer:
		return strings.TrimSpace(ledger.Duties.Label(r.Duty) + " " + r.Unit)
	}
	return ""
}

// Similar finds what an unknown word may mean, best first: the same name when
// forms of company, brackets, place names and the words of organisation are left
// out, then names that contain each other, then those that differ in few
// characters.
func (b *Book) Similar(kind, word string, limit int) []Option {
	v := b.today()
	type scored struct {
		Option
		score int
	}
	var found []scored
	want := bareName(word)
	if want == "" {
		return nil
	}
	for _, r := range v.Of(ledger.KindOf(kind)) {
		best := 0
		for _, name := range namesOf(r) {
			best = max(best, likeness(want, bareName(name)))
		}
		if best > 0 {
			found = append(found, scored{Option{Value: r.Head().ID.String(), Label: ledger.NameOf(r), Hint: hint(v, r)}, best})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return b.score - a.score })
	var out []Option
	for _, f := range found[:min(limit, len(found))] {
		out = append(out, f.Option)
	}
	return out
}

// likeness is 0 to 100; 100 is the same name.
func likeness(a, b string) int {
	switch {
	case a == b:
		return 100
	case b == "":
		return 0
	case strings.Contains(a, b) || strings.Contains(b, a):
		return 80
	}
	x, y := []rune(a), []rune(b)
	if far := distance(x, y); far*3 <= max(len(x), len(y)) {
		return 60 - far
	}
	return 0
}

// distance is the number of characters to add, drop or change.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// bareName is a name without what offices write now one way, now the other.
func bareName(name string) string {
	s := plainName(name)
	for _, w := range []string{"中国共产主义青年团", "共青团", "支部委员会", "总支部委员会", "委员会", "团支部", "团总支", "团委", "支部", "有限责任公司", "股份有限公司", "有限公司", "公司", "省", "市", "区", "县", "街道"} {
		if cut := strings.ReplaceAll(s, w, ""); utf8.RuneCountInString(cut) >= 2 {
			s = cut
		}
	}
	return s
}

// plainName is a name without spaces, brackets and width.
func plainName(name string) string {
	return nameSigns.Replace(strings.ToLower(ledger.Halfwidth(name)))
}

var nameSigns = strings.NewReplacer(" ", "", "(", "", ")", "", "（", "", "）", "", "·", "", "-", "")

// namesOf are all names by which a record goes.
func namesOf(r ledger.Record) []string {
	if o, ok := r.(*ledger.Branch); ok && o.Short != "" && o.Title != o.Short {
		return []string{o.Short, o.Title}
	}
	return []string{ledger.NameOf(r)}
}

// BranchNamed finds a branch by its full or short name. When there is none, the
// error names what it may be.
func (b *Book) BranchNamed(name string) (ledger.ID, error) {
	id, ok := b.naming("branch").find(name)
	if ok {
		return id, nil
	}
	message := "没有叫“" + name + "”的团支部。"
	for i, o := range b.Similar("branch", name, 3) {
		if i == 0 {
			message += "是不是："
		}
		message += o.Label + " "
	}
	return ledger.ID{}, refuse(strings.TrimSpace(message))
}
