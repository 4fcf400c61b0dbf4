package rules

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// contacts are the standing contacts as their visits show them (domain.md §7 rows 79 and 80).
type contacts struct {
	Of    map[value.ID]*contact          // by standing contact
	Held  map[value.ID][]*ledger.Liaison // current ones, by officer
	place map[value.ID][]value.ID        // officers, by the community, enterprise or branch that they are in contact with
	seen  map[value.ID]value.Date        // day of the newest visit, by that place
}

// contact is what became of one standing contact.
type contact struct {
	Plan, Made int        // visits of this year: to make and made
	last       value.Date // of the newest visit of any year
	Next       value.Date // by when the next one is due; 0 where none is planned
	open, late int        // problems that are not settled, and those of them that should be
}

// overdue is by how many days the next visit is late, 0 when it is not.
func (c *contact) overdue(today value.Date) int {
	if c == nil || c.Next == 0 || c.Next >= today {
		return 0
	}
	return c.Next.DaysTo(today)
}

// Contacts are the visits and open problems of each standing contact.
func Contacts(v *records.View) *contacts { return allContacts.Of(v) }

var allContacts = records.Derive(func(v *records.View) *contacts {
	basis := v.Basis()
	c := &contacts{Of: map[value.ID]*contact{}, Held: map[value.ID][]*ledger.Liaison{}, place: map[value.ID][]value.ID{}, seen: map[value.ID]value.Date{}}
	for v := range records.All[*ledger.Visit](v, ledger.Visits) {
		for _, id := range []value.ID{v.Community, v.Enterprise, v.Branch} {
			if !id.IsZero() {
				c.seen[id] = max(c.seen[id], v.Day)
			}
		}
		if v.Liaison.IsZero() {
			continue
		}
		k := c.Of[v.Liaison]
		if k == nil {
			k = &contact{}
			c.Of[v.Liaison] = k
		}
		if v.Day.Year() == basis.Today.Year() {
			k.Made++
		}
		k.last = max(k.last, v.Day)
		if v.Problem != "" && v.Settled == 0 {
			k.open++
			if problemLate(v, basis) {
				k.late++
			}
		}
	}
	for l := range records.All[*ledger.Liaison](v, ledger.Liaisons) {
		k := c.Of[l.ID]
		if k == nil {
			k = &contact{}
			c.Of[l.ID] = k
		}
		for _, id := range []value.ID{l.Community, l.Enterprise, l.Branch} {
			if !id.IsZero() {
				c.seen[id] = max(c.seen[id], k.last)
			}
		}
		k.Plan = VisitPlan(l, basis.Rules)
		if !l.Current(basis.Today) {
			continue
		}
		if since := max(k.last, l.From); since != 0 && k.Plan > 0 {
			k.Next = since.Last().AddDays(365 / k.Plan)
		}
		c.Held[l.Officer] = append(c.Held[l.Officer], l)
		for _, id := range []value.ID{l.Community, l.Enterprise, l.Branch} {
			if !id.IsZero() {
				c.place[id] = append(c.place[id], l.Officer)
			}
		}
	}
	return c
}, ledger.Visits, ledger.Liaisons).Dated()

// VisitPlan is how many visits a year a standing contact is to bring: the rules' number where it names none.
func VisitPlan(l *ledger.Liaison, r *rulebook.Rules) int {
	if n, known := l.Plan.Value(); known {
		return n
	}
	return r.VisitPlan
}

// ProblemDue is by when a visit's problem is to be settled, 0 when there is none.
func ProblemDue(v *ledger.Visit, basis ledger.Basis) value.Date {
	switch {
	case v.Problem == "":
		return 0
	case v.Due != 0:
		return v.Due.Last()
	case v.Day == 0:
		return 0
	}
	return v.Day.Last().AddDays(basis.Rules.ProblemDays)
}

func problemLate(v *ledger.Visit, basis ledger.Basis) bool {
	due := ProblemDue(v, basis)
	return v.Settled == 0 && due != 0 && due < basis.Today
}

// liaisonClashes: a visit that is overdue, an officer who has left.
func liaisonClashes(v *records.View, l *ledger.Liaison) []value.Fault {
	basis := v.Basis()
	if l.Received() || !l.Current(basis.Today) {
		return nil
	}
	var faults []value.Fault
	if days := Contacts(v).Of[l.ID].overdue(basis.Today); days > 0 {
		k := Contacts(v).Of[l.ID]
		since := "开始联系以后还没有走访过"
		if k.last != 0 {
			since = "上次走访是 " + k.last.String()
		}
		faults = append(faults, value.Fault{Key: "plan", Code: "visit.late", Soft: true,
			Text: since + "，一年 " + strconv.Itoa(k.Plan) + " 次的话 " + k.Next.String() + " 前该再走访，已晚 " + strconv.Itoa(days) + " 天。"})
	}
	if o, ok := v.Get(ledger.Officers, l.Officer).(*ledger.Officer); ok && !o.Current(basis.Today) {
		faults = append(faults, value.Fault{Key: "officer", Code: "liaison.left", Soft: true, Other: o.ID,
			Text: "“" + o.Title + "”已经离任。请换一位联系委员，或填结束日期。"})
	}
	return faults
}

// visitClashes: a problem that should have been settled.
func visitClashes(v *records.View, w *ledger.Visit) []value.Fault {
	basis := v.Basis()
	if w.Received() || !problemLate(w, basis) {
		return nil
	}
	return []value.Fault{{Key: "settled", Code: "problem.late", Soft: true,
		Text: "困难应在 " + ProblemDue(w, basis).String() + " 前办结，还没有办结日期。请填办理结果，或改期限。"}}
}

// visited is where a visit under no standing contact went.
func visited(v *records.View, w *ledger.Visit) string {
	var names []string
	for _, name := range []string{v.Name(ledger.Enterprises, w.Enterprise), v.Name(ledger.Branches, w.Branch), v.Name(ledger.Communities, w.Community)} {
		if name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

// ContactText is a column of a street's kinds that its other records must tell.
func ContactText(v *records.View, r ledger.Record, key string) string {
	basis := v.Basis()
	c := Contacts(v)
	switch r := r.(type) {
	case *ledger.Officer:
		plan, made, late := 0, 0, 0
		for _, l := range c.Held[r.ID] {
			k := c.Of[l.ID]
			plan, made = plan+k.Plan, made+k.Made
			if k.overdue(basis.Today) > 0 {
				late++
			}
		}
		switch {
		case key == "contacts":
			return strconv.Itoa(len(c.Held[r.ID]))
		case key == "made" && len(c.Held[r.ID]) > 0:
			return strconv.Itoa(made) + "/" + strconv.Itoa(plan)
		case key == "late" && late > 0:
			return strconv.Itoa(late)
		}
	case *ledger.Liaison:
		k := c.Of[r.ID]
		switch {
		case key == "place":
			return v.Contact(r)
		case key == "duty":
			if o, ok := v.Get(ledger.Officers, r.Officer).(*ledger.Officer); ok {
				return codes.Duties.Label(o.Duty)
			}
		case k == nil:
		case key == "made":
			return strconv.Itoa(k.Made) + "/" + strconv.Itoa(k.Plan)
		case key == "last":
			return k.last.String()
		case key == "late":
			if days := k.overdue(basis.Today); days > 0 {
				return "晚 " + strconv.Itoa(days) + " 天"
			}
		}
	case *ledger.Visit:
		l, _ := v.Get(ledger.Liaisons, r.Liaison).(*ledger.Liaison)
		switch {
		case key == "late" && problemLate(r, basis):
			return "晚 " + strconv.Itoa(ProblemDue(r, basis).DaysTo(basis.Today)) + " 天"
		case l == nil && key == "place":
			return visited(v, r)
		case l == nil:
		case key == "officer":
			return v.Name(ledger.Officers, l.Officer)
		case key == "place":
			return v.Contact(l)
		}
	case *ledger.Community, *ledger.Enterprise, *ledger.Branch:
		var names []string
		for _, id := range c.place[r.Head().ID] {
			names = append(names, v.Name(ledger.Officers, id))
		}
		return strings.Join(names, "、")
	}
	return ""
}
