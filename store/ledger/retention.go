package ledger

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// Years after somebody left the League the archive line stays and the rest goes
// (domain.md §5): who he was, when he joined and left and why, in which branches.
// Every field of a member stands in one of the two lists; a test reads them.

// archived are the keys of the fields that stay. Of the birthday the month stays,
// and the sex, also where only the ID number told them.
var archived = []string{
	"name", "sex", "born", "joined", "devno", "card",
	"state", "state_from", "state_why", "state_doc",
	"branch", "stay_from", "stay_why", "stay_doc",
}

// private are the keys of the fields that are shredded.
var private = []string{
	"idtype", "idno", "nation", "schooling", "studying", "standing", "party",
	"unit", "position", "job", "wage", "wage_from", "dues",
	"phone", "mail", "qq", "wechat", "home", "address",
	"drift", "drift_from", "drift_to", "drift_org", "lessons", "volunteer",
	"contact", "contacted", "consent", "consent_of", "note",
}

// LeftBy says that the person had left the League by a day, at the latest that his
// date of leaving can mean. Without a date it cannot be told, which counts as no.
func (m *Member) LeftBy(day value.Date) bool {
	return m.Gone() && m.StateFrom != 0 && m.StateFrom.Last() <= day
}

// Gone says that the person was a member and is none any more.
func (m *Member) Gone() bool { return !m.OnRoll() && m.State != codes.MemberNot }

// PrivateLabels are the labels of the fields that Shred would clear, and those of
// what is written beside them.
func (m *Member) PrivateLabels() []string {
	var labels []string
	for _, key := range private {
		i := Members.At(key)
		if Members.fields[i].Get(m) != "" || m.LooseText(key) != "" {
			labels = append(labels, Members.columns[i].Label)
		}
	}
	if m.BornOn().DayOfMonth() != 0 {
		labels = append(labels, "出生日期中的日")
	}
	return labels
}

// Shred clears everything private of the member in place, and what was typed about
// it in excuses and loose words; now is noted as the time of it, in Unix seconds.
// A second time changes nothing but the time.
func (m *Member) Shred(now int64) {
	sex, born := m.sexOf(), m.BornOn()
	for _, key := range private {
		// Only a missing value can be reported, and it is meant to be missing.
		_ = Members.fields[Members.At(key)].Set(m, "")
	}
	m.Wages = nil
	m.Sex, m.Born = sex, born-value.Date(born.DayOfMonth())
	typed := func(key string) bool { return !slices.Contains(archived, key) || key == "born" || key == "sex" }
	m.Excuses = slices.DeleteFunc(slices.Clone(m.Excuses), func(e Excuse) bool { return typed(e.Key) })
	m.Loose = slices.DeleteFunc(slices.Clone(m.Loose), func(l Loose) bool { return typed(l.Key) })
	m.Shredded = now
}

// MissesShredded says that a fault only says that a shredded value is missing.
func (m *Member) MissesShredded(f value.Fault) bool {
	return m.Shredded != 0 && m.Gone() && f.Code == value.Missing && slices.Contains(private, f.Key)
}
