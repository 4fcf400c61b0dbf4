package store

import (
	"slices"

	"tuanjian/store/ledger"
)

// A Tab is one state by which a list can be narrowed, with the number of records
// in it.
type Tab struct {
	Key, Title string
	Count      int
	Due        bool // a reminder's own: shown to who was sent there by it
}

// tabs of each kind, in the order in which they stand above the list. A record may
// be in several.
var tabs = map[string][]struct {
	key, title string
	keep       func(b *Book, r ledger.Record, basis ledger.Basis) bool
}{
	"member": {
		{"on", "在册", func(_ *Book, r ledger.Record, _ ledger.Basis) bool { return r.(*ledger.Member).OnRoll() }},
		{"drift", "流动", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			m := r.(*ledger.Member)
			return m.OnRoll() && m.Drifting()
		}},
		{"over", "超龄待离", func(b *Book, r ledger.Record, basis ledger.Basis) bool { return b.overAge(r.(*ledger.Member), basis) }},
		{"loose", "未编入支部", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			m := r.(*ledger.Member)
			return m.OnRoll() && m.Branch.IsZero()
		}},
		{"off", "已离团", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			m := r.(*ledger.Member)
			return !m.OnRoll() && m.State != ledger.MemberNot
		}},
		{"not", "非团员", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			return r.(*ledger.Member).State == ledger.MemberNot
		}},
	},
	"enterprise": {
		{"open", "在营", func(_ *Book, r ledger.Record, _ ledger.Basis) bool { return r.(*ledger.Enterprise).Open() }},
		{"built", "已建团", func(b *Book, r ledger.Record, _ ledger.Basis) bool {
			e := r.(*ledger.Enterprise)
			return e.Open() && b.built(e)
		}},
		{"due", "应建未建", func(b *Book, r ledger.Record, basis ledger.Basis) bool {
			e := r.(*ledger.Enterprise)
			return b.shouldBuild(e, basis) && !b.built(e)
		}},
		{"closed", "停业注销", func(_ *Book, r ledger.Record, _ ledger.Basis) bool { return !r.(*ledger.Enterprise).Open() }},
	},
	"branch": {
		{"live", "现有", func(_ *Book, r ledger.Record, _ ledger.Basis) bool { return r.(*ledger.Branch).Live() }},
		{"small", "不足3人", func(b *Book, r ledger.Record, basis ledger.Basis) bool {
			o := r.(*ledger.Branch)
			return o.Small(b.roll().branch[o.ID], basis.Rules)
		}},
		{"term", "届满", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			o := r.(*ledger.Branch)
			return o.Live() && o.TermEnd(basis.Rules) != 0 && o.TermEnd(basis.Rules).Last() < basis.Today
		}},
		{"vacant", "无书记", func(b *Book, r ledger.Record, basis ledger.Basis) bool {
			o := r.(*ledger.Branch)
			return o.Live() && b.offices(basis.Today).officers[o.ID].secretaries == 0
		}},
		{"gone", "已撤销", func(_ *Book, r ledger.Record, _ ledger.Basis) bool { return !r.(*ledger.Branch).Live() }},
	},
	"post": {
		{"now", "现任", func(b *Book, r ledger.Record, basis ledger.Basis) bool {
			return b.held(r.(*ledger.Post), basis.Today)
		}},
		{"past", "已离任", func(b *Book, r ledger.Record, basis ledger.Basis) bool {
			return !b.held(r.(*ledger.Post), basis.Today)
		}},
	},
	"officer": {
		{"now", "现任", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			return r.(*ledger.Officer).Current(basis.Today)
		}},
		{"extra", "编制外副书记", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			o := r.(*ledger.Officer)
			return o.Extra() && o.Current(basis.Today)
		}},
		{"past", "已离任", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			return !r.(*ledger.Officer).Current(basis.Today)
		}},
	},
	"liaison": {
		{"now", "正在联系", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			return r.(*ledger.Liaison).Current(basis.Today)
		}},
		{"late", "逾期未访", func(b *Book, r ledger.Record, basis ledger.Basis) bool {
			return b.contacts(basis).of[r.Head().ID].overdue(basis.Today) > 0
		}},
		{"past", "已结束", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			return !r.(*ledger.Liaison).Current(basis.Today)
		}},
	},
	"visit": {
		{"open", "困难未办结", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			v := r.(*ledger.Visit)
			return v.Problem != "" && v.Settled == 0
		}},
		{"late", "逾期未办结", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			return problemLate(r.(*ledger.Visit), basis)
		}},
		{"year", "今年的", func(_ *Book, r ledger.Record, basis ledger.Basis) bool {
			return r.(*ledger.Visit).Day.Year() == basis.Today.Year()
		}},
	},
	"parcel": {
		{"open", "未回执", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			p := r.(*ledger.Parcel)
			return p.Sort == ledger.ParcelSubmission && p.Answer == 0
		}},
	},
	"signer": {
		{"waiting", "待认", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			return r.(*ledger.Signer).State == ledger.SignerWaiting
		}},
	},
	"matter": {
		{"open", "待办", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			return r.(*ledger.Matter).State == ledger.MatterOpen
		}},
		{"done", "已答复", func(_ *Book, r ledger.Record, _ ledger.Basis) bool {
			m := r.(*ledger.Matter)
			return m.State == ledger.MatterMended || m.State == ledger.MatterAnswered
		}},
	},
}

// pendingTab narrows a list to the records that wait in 待核: those with an open
// fault.
const pendingTab = "pending"

// Tabs counts a kind's states below a place. The first is "", all; the last is
// 待核; before it those of the kind's reminders.
func (b *Book) Tabs(kind ledger.Kind, under Place) []Tab {
	basis := b.Basis()
	b.mu.Lock()
	defer b.mu.Unlock()
	out := []Tab{{Title: "全部"}}
	for _, t := range tabs[kind.Name()] {
		out = append(out, Tab{Key: t.key, Title: t.title})
	}
	values := basis.Rules.Values()
	for _, r := range Reminders() {
		if r.Kind == kind && r.holds != nil {
			out = append(out, Tab{Key: r.Key, Title: inRules(r.Title, values), Due: true})
		}
	}
	out = append(out, Tab{Key: pendingTab, Title: "待核"})
	tally := b.tallyOf(kind, basis)
	records := b.shelves[kind.Name()].records
	if under.ID.IsZero() {
		out[0].Count = len(records)
		for i := range out[1:] {
			out[i+1].Count = tally.count(out[i+1].Key)
		}
		return out
	}
	bits := make([]uint64, len(out))
	for i, t := range out {
		bits[i] = tally.bit(t.Key)
	}
	for _, r := range records {
		if !b.under(r, under) {
			continue
		}
		out[0].Count++
		has := tally.of[r.Head().ID]
		for i := range out[1:] {
			if has&bits[i+1] != 0 {
				out[i+1].Count++
			}
		}
	}
	return out
}

// tab says which records are in a tab, nil where that is all of them.
func (b *Book) tab(kind ledger.Kind, key string, basis ledger.Basis) func(ledger.Record) bool {
	if key == "" {
		return nil
	}
	tally := b.tallied(kind, basis)
	if tally == nil {
		for _, t := range tabs[kind.Name()] {
			if t.key == key {
				return func(r ledger.Record) bool { return t.keep(b, r, basis) }
			}
		}
		tally = b.tallyOf(kind, basis)
	}
	bit := tally.bit(key)
	if bit == 0 {
		return nil
	}
	return func(r ledger.Record) bool { return tally.of[r.Head().ID]&bit != 0 }
}

// under says whether a record belongs to a place.
func (b *Book) under(r ledger.Record, p Place) bool {
	if p.ID.IsZero() {
		return true
	}
	if p.Kind == "community" && r.Head().Owner == p.ID {
		return true // it sent the record, whatever that says of itself
	}
	switch r := r.(type) {
	case *ledger.Enterprise:
		return p.Kind == "community" && r.Community == p.ID
	case *ledger.Branch:
		switch p.Kind {
		case "community":
			return r.Community == p.ID
		case "enterprise":
			return slices.Contains(r.Enterprises, p.ID)
		case "branch":
			return r.Superior == p.ID || r.ID == p.ID
		}
	case *ledger.Member:
		switch p.Kind {
		case "branch":
			return r.Branch == p.ID
		case "enterprise":
			return r.Unit == p.ID
		case "community":
			return b.communityOf(r) == p.ID
		}
	case *ledger.Post:
		switch p.Kind {
		case "branch":
			return r.Branch == p.ID
		case "member":
			return r.Person == p.ID
		case "community":
			o, ok := b.shelves["branch"].get(r.Branch).(*ledger.Branch)
			return ok && o.Community == p.ID
		}
	case *ledger.Liaison:
		return r.Officer == p.ID || r.Community == p.ID || r.Enterprise == p.ID || r.Branch == p.ID
	case *ledger.Visit:
		if r.Liaison == p.ID {
			return true
		}
		l, ok := b.shelves["liaison"].get(r.Liaison).(*ledger.Liaison)
		return ok && b.under(l, p)
	case *ledger.Parcel:
		return r.Community == p.ID
	case *ledger.Matter:
		return r.Community == p.ID
	case *ledger.Signer:
		return r.Community == p.ID
	}
	return false
}

// communityOf is the community of a member's branch, or of his enterprise.
func (b *Book) communityOf(m *ledger.Member) ledger.ID {
	if o, ok := b.shelves["branch"].get(m.Branch).(*ledger.Branch); ok && !o.Community.IsZero() {
		return o.Community
	}
	if e, ok := b.shelves["enterprise"].get(m.Unit).(*ledger.Enterprise); ok {
		return e.Community
	}
	return ledger.ID{}
}

// overAge says that a member has reached the age and holds no post (domain.md
// §1.1), or is marked so.
func (b *Book) overAge(m *ledger.Member, basis ledger.Basis) bool {
	if !m.OnRoll() {
		return false
	}
	age, ok := m.Age(basis)
	return ok && age >= basis.Rules.AgeOut && b.offices(basis.Today).posts[m.ID] == 0
}

// built says that an enterprise has a League organisation: a live branch covers it. What the office says without one is a
// fault to mend, and counts nowhere.
func (b *Book) built(e *ledger.Enterprise) bool { return len(b.covers().by[e.ID]) > 0 }

// shouldBuild says that an enterprise must have a branch: open, with at least the
// rules' number of members, by our roll or by its own word (domain.md §8.1).
func (b *Book) shouldBuild(e *ledger.Enterprise, basis ledger.Basis) bool {
	said, _ := e.Members.Value()
	return e.Open() && max(b.roll().unit[e.ID], said) >= basis.Rules.BranchMin
}
