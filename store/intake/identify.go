package intake

import (
	"cmp"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// identify finds the record that a row speaks of, or nil for a new one: by our own
// hidden record number, by the number that only one may have, by the name of an
// enterprise or branch. People are never matched by name when both have an ID
// number that is whole.
func (r *reader) identify(row int, texts []string) ledger.Record {
	if id, err := value.ParseID(strings.TrimSpace(r.cell(row, r.recordCol))); err == nil && !id.IsZero() {
		if found := r.view.Get(r.kind, id); found != nil {
			return found
		}
	}
	text := func(key string) string { return texts[r.kind.At(key)] }
	switch r.kind {
	case ledger.Members:
		return r.identifyMember(row, text)
	case ledger.Posts:
		return r.identifyPost(text)
	}
	is := r.kind.Sheet()
	number := r.likened(is.Number, texts)
	if number != "" {
		if found := r.alikeIn(identity{r.kind, is.Number}, number); found != nil {
			return found
		}
	}
	for _, keys := range is.Same {
		if len(keys) == 1 && r.kind.Named() && texts[r.kind.At(keys[0])] != "" {
			found := r.view.Get(r.kind, r.plan.naming(r.kind).Exact[rules.PlainName(text(keys[0]))])
			if found != nil && (number == "" || likenessOf(r.view, r.kind, found, is.Number) == "" || likenessOf(r.view, r.kind, found, is.Number) == number) {
				return found
			}
			continue
		}
		if found := r.alikeIn(identity{r.kind, strings.Join(keys, " ")}, r.likened(strings.Join(keys, " "), texts)); found != nil {
			return found
		}
	}
	return nil
}

// An identity is by what columns of a kind a row is found; their keys with spaces between.
type identity struct {
	kind ledger.Kind
	keys string
}

// alikeIn is the one record that holds this in the columns of an identity, nil where none or several do.
func (r *reader) alikeIn(by identity, likeness string) ledger.Record {
	if likeness == "" {
		return nil
	}
	return r.view.Get(r.kind, identities.Of(r.view, by)[likeness])
}

// identities are the records by what they hold in some columns; the zero ID stands where several hold the same.
var identities = records.Each(func(by identity) records.Derived[map[string]value.ID] {
	return records.Derive(func(v *records.View) map[string]value.ID {
		of := map[string]value.ID{}
		for _, r := range v.Of(by.kind) {
			if l := likenessOf(v, by.kind, r, by.keys); l != "" {
				id := r.Head().ID
				if _, twice := of[l]; twice {
					id = value.ID{}
				}
				of[l] = id
			}
		}
		return of
	})
})

// likenessOf is what a record holds in some columns, as it is compared with a row; "" where the first is empty.
func likenessOf(v *records.View, kind ledger.Kind, r ledger.Record, keys string) string {
	var all []string
	for _, key := range strings.Fields(keys) {
		text := rules.PlainName(cmp.Or(v.Text(kind, r, key), kind.Text(r, kind.At(key), v.Basis()), r.Head().LooseText(key))) // what comes with it is known by its ID
		if text == "" && len(all) == 0 {
			return ""
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

// likened is likenessOf for a row.
func (r *reader) likened(keys string, texts []string) string {
	var all []string
	for _, key := range strings.Fields(keys) {
		i := r.kind.At(key)
		text := texts[i]
		if c := r.kind.Columns()[i]; c.Shape != ledger.Ref && text != "" {
			as := r.kind.New()
			if err, ok := r.kind.Set(as, i, text).(*value.Fault); !ok || err.Soft {
				text = r.kind.Text(as, i, r.basis)
			}
		}
		if i == r.atHome && text == "" { // as complete will have it
			text = r.view.Name(ledger.Communities, r.home)
		}
		if text = rules.PlainName(text); text == "" && len(all) == 0 {
			return ""
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

func (r *reader) identifyMember(row int, text func(string) string) ledger.Record {
	number := value.NormalIDNumber(text("idno"))
	name := rules.PlainName(text("name"))
	if number == "" || value.MaskedIDNumber(number) {
		return r.byName(row, name, number, text)
	}
	found := rules.Other(r.view, rules.ByID, rules.WholeID(number), value.ID{})
	if found == nil {
		return r.byName(row, name, number, text)
	}
	// A number that stands by a wholly different name is another person's: taking it
	// for a corrected name would rename somebody.
	if m := found.(*ledger.Member); name == "" || alike(name, rules.PlainName(m.Title)) {
		return m
	}
	return nil
}

// byName finds the one member of a name whom a row can mean though his ID number
// does not tell: with a masked number, whose visible digits must fit; without one,
// or with one that the ledger does not know, by phone and branch. Neither may
// differ unless the phone is the same, and of several who fit equally well it is
// nobody; alike says how many they are.
func (r *reader) byName(row int, name, number string, text func(string) string) ledger.Record {
	phone, branch := value.NormalPhone(text("phone")), r.branchOf(row, text("branch"))
	born, _ := value.ParseDate(text("born"))
	masked := value.MaskedIDNumber(number)
	var found ledger.Record
	best := 0
	r.alike = 0
	for _, record := range membersNamed(r.view, name) {
		m := record.(*ledger.Member)
		bare, samePhone, sameBranch := m.IDNumber == "", phone != "" && phone == m.Phone, !branch.IsZero() && branch == m.Branch
		fits := false
		switch {
		case masked:
			fits = fitsMask(m.IDNumber, number)
		case phone != "" && m.Phone != "" && !samePhone,
			!branch.IsZero() && !m.Branch.IsZero() && !sameBranch && !samePhone,
			born != 0 && m.BornOn() != 0 && (m.BornOn() < born.First() || m.BornOn() > born.Last()):
		case number != "":
			_, taken := r.seen[m.ID]
			fits = bare && !taken && (samePhone || sameBranch)
		default:
			fits = bare || samePhone || sameBranch
		}
		if !fits {
			continue
		}
		score := 1
		for points, yes := range []bool{bare, phone == m.Phone, branch == m.Branch, samePhone} {
			if yes {
				score += 1 << points
			}
		}
		switch {
		case score > best:
			found, best, r.alike = record, score, 1
		case score == best:
			r.alike++
		}
	}
	if r.alike > 1 {
		return nil
	}
	return found
}

// fitsMask says whether the digits that a masked number shows are those of a whole one,
// and enough of them to tell people of one name apart.
func fitsMask(whole, masked string) bool {
	shown, hidden := []rune(masked), 0
	if len(shown) != len(whole) {
		return false
	}
	for i, r := range shown {
		switch {
		case r == rune(whole[i]):
		case r < '0' || r > '9':
			hidden++
		default:
			return false
		}
	}
	return hidden > 0 && hidden <= len(whole)-6
}

// membersNamed finds members by their plain name. The answer is kept while nobody
// changes, since an import asks for thousands.
func membersNamed(v *records.View, name string) []ledger.Record { return allNamed.Of(v)[name] }

// allNamed are the members by their plain names.
var allNamed = records.Derive(func(v *records.View) map[string][]ledger.Record {
	by := map[string][]ledger.Record{}
	for _, r := range v.Of(ledger.Members) {
		n := rules.PlainName(r.(*ledger.Member).Title)
		by[n] = append(by[n], r)
	}
	return by
}, ledger.Members)

func (r *reader) identifyPost(text func(string) string) ledger.Record {
	branch, _ := r.branches.Find(text("branch"))
	duty, _ := codes.Duties.Code(text("duty"))
	name := rules.PlainName(text("person"))
	for p := range records.All[*ledger.Post](r.view, ledger.Posts) {
		if p.Branch == branch && p.Duty == duty && rules.PlainName(r.view.Name(ledger.Members, p.Person)) == name {
			return p
		}
	}
	return nil
}

// alike says that two names may be one person's: a character in common, or the
// same sound.
func alike(a, b string) bool {
	if strings.ContainsAny(a, b) {
		return true
	}
	return strings.Join(find.NameSyllables(a), "") == strings.Join(find.NameSyllables(b), "")
}
