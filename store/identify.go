package store

import (
	"strings"

	"tuanjian/store/ledger"
)

// identify finds the record that a row speaks of, or nil for a new one: by our own
// hidden record number, by the number that only one may have, by the name of an
// enterprise or branch. People are never matched by name alone when both have an
// ID number.
func (r *reader) identify(row int, texts []string) ledger.Record {
	shelf := r.book.shelves[r.kind.Name()]
	if id, err := ledger.ParseID(strings.TrimSpace(r.cell(row, r.recordCol))); err == nil && !id.IsZero() {
		if found := shelf.get(id); found != nil {
			return found
		}
	}
	text := func(key string) string { return texts[r.kind.At(key)] }
	switch r.kind {
	case ledger.Members:
		return r.identifyMember(text)
	case ledger.Enterprises:
		if code := ledger.NormalIDNumber(text("credit")); code != "" {
			if found := r.book.other(byCredit, code, ledger.ID{}); found != nil {
				return found
			}
		}
		if e, ok := shelf.get(r.units.exact[plainName(text("name"))]).(*ledger.Enterprise); ok {
			code := ledger.NormalIDNumber(text("credit"))
			if code == "" || e.Credit == "" || code == e.Credit {
				return e
			}
		}
	case ledger.Branches:
		for _, name := range []string{text("name"), text("short")} {
			if found := shelf.get(r.branches.exact[plainName(name)]); found != nil && name != "" {
				return found
			}
		}
	case ledger.Communities:
		if found := shelf.get(r.places.exact[plainName(text("name"))]); found != nil {
			return found
		}
	case ledger.Posts:
		return r.identifyPost(text)
	}
	return nil
}

func (r *reader) identifyMember(text func(string) string) ledger.Record {
	number := ledger.NormalIDNumber(text("idno"))
	name := plainName(text("name"))
	if strings.Contains(number, "*") || number == "" {
		return r.byNameAlone(name, number, text)
	}
	found := r.book.other(byID, wholeID(number), ledger.ID{})
	if found == nil {
		return nil
	}
	// A number that stands by a wholly different name is another person's: taking it
	// for a corrected name would rename somebody.
	if m := found.(*ledger.Member); name == "" || alike(name, plainName(m.Title)) {
		return m
	}
	return nil
}

// byNameAlone finds the one member of a name whose ID number the row does not tell:
// with a masked number, whose visible digits must fit; without one, who has none
// either and whose phone does not differ.
func (r *reader) byNameAlone(name, masked string, text func(string) string) ledger.Record {
	var found ledger.Record
	phone := ledger.NormalPhone(text("phone"))
	for _, record := range r.book.membersNamed(name) {
		m := record.(*ledger.Member)
		fits := false
		if masked != "" {
			fits = ledger.MaskIDNumber(m.IDNumber) == masked
		} else {
			fits = m.IDNumber == "" && (phone == "" || m.Phone == "" || phone == m.Phone)
		}
		if !fits {
			continue
		}
		if found != nil {
			return nil
		}
		found = record
	}
	return found
}

// membersNamed finds members by their plain name. The answer is kept while nobody
// changes, since an import asks for thousands.
func (b *Book) membersNamed(name string) []ledger.Record {
	c := &b.cache.named
	if age := b.shelves["member"].age; c.by == nil || c.age != age {
		c.age, c.by = age, map[string][]ledger.Record{}
		for _, r := range b.shelves["member"].records {
			n := plainName(r.(*ledger.Member).Title)
			c.by[n] = append(c.by[n], r)
		}
	}
	return c.by[name]
}

func (r *reader) identifyPost(text func(string) string) ledger.Record {
	branch, _ := r.branches.find(text("branch"))
	duty, _ := ledger.Duties.Code(text("duty"))
	name := plainName(text("person"))
	for p := range all[*ledger.Post](r.book, ledger.Posts) {
		if p.Branch == branch && p.Duty == duty && plainName(r.book.name("member", p.Person)) == name {
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
	return strings.Join(nameSyllables(a), "") == strings.Join(nameSyllables(b), "")
}

// naming finds records by the names that people write.
type naming struct {
	exact  map[string]ledger.ID
	last   string // the columns of a roster name the same branch row after row
	lastID ledger.ID
}

func (b *Book) naming(kind string) *naming {
	n := &naming{exact: map[string]ledger.ID{}}
	for _, r := range b.shelves[kind].records {
		for _, name := range namesOf(r) {
			key := plainName(name)
			if _, taken := n.exact[key]; !taken || !retired(r) {
				n.exact[key] = r.Head().ID
			}
		}
	}
	return n
}

// retired says that another record of the same name comes first.
func retired(r ledger.Record) bool {
	switch r := r.(type) {
	case *ledger.Branch:
		return !r.Live()
	case *ledger.Enterprise:
		return !r.Open()
	}
	return false
}

// find takes a name as it is written, without spaces, brackets and width.
func (n *naming) find(text string) (ledger.ID, bool) {
	if text == "" {
		return ledger.ID{}, false
	}
	if text == n.last {
		return n.lastID, true
	}
	id, ok := n.exact[plainName(text)]
	if ok {
		n.last, n.lastID = text, id
	}
	return id, ok
}
