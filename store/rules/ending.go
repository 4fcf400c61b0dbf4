package rules

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A League post ends with its person's membership (domain.md §1.1). What is saved as 去世, 离团, 转出 … ends in the same
// intent the posts that the person still holds, by the day of that state, unless somebody has passed the fault that says
// so: then the posts stay open, count as nobody's, and wait in 待核. Where no day is known, none is invented.

// Code of the fault that proposes it, on the member's state; passing it declines.
const EndsPosts = "state.posts"

// outliving are the posts of a person that go on, as they are written, after the draft of him has lost his posts.
func outliving(v *records.View, m *ledger.Member) (posts []*ledger.Post) {
	if m.ID.IsZero() || !m.LosesPosts() {
		return nil
	}
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		if p.Person == m.ID && p.Outlives(m) {
			posts = append(posts, p)
		}
	}
	return posts
}

// Ended is the post as it is after its person has gone, nil where that cannot be said: the day is unknown, or the post
// began later.
func Ended(p *ledger.Post, m *ledger.Member) *ledger.Post {
	if m.StateFrom == 0 || p.From.First() > m.StateFrom.Last() {
		return nil
	}
	now := *p
	if now.To = m.StateFrom; now.EndWhy == "" {
		now.EndWhy = codes.MemberStates.Label(m.State)
	}
	return &now
}

// A Passing is a post and what it is after its person has gone.
type Passing struct{ Was, Now *ledger.Post }

// Endings are the posts that saving a member ends; none where that was declined.
func Endings(v *records.View, m *ledger.Member) (ends []Passing) {
	if Declines(v, m) {
		return nil
	}
	for _, p := range outliving(v, m) {
		if now := Ended(p, m); now != nil && !p.Received() {
			ends = append(ends, Passing{p, now})
		}
	}
	return ends
}

// EndingWords are the posts that saving a draft ends in the same intent, for people: 书记（甲支部）. None for what is no member.
func EndingWords(v *records.View, draft ledger.Record) (words []string) {
	m, ok := draft.(*ledger.Member)
	if !ok {
		return nil
	}
	for _, e := range Endings(v, m) {
		words = append(words, e.Words(v))
	}
	return words
}

// Words name the post for people: 书记（甲支部）.
func (e Passing) Words(v *records.View) string {
	return codes.Duties.Label(e.Was.Duty) + "（" + v.Name(ledger.Branches, e.Was.Branch) + "）"
}

// LeftBehind are the posts that a member holds in the branch that he leaves for another (domain.md §1.7), as they are after the
// day of his moving; Now is nil where no day is known, or the post began later.
func LeftBehind(v *records.View, was, now *ledger.Member) (posts []Passing) {
	if was == nil || was.Branch.IsZero() || now.Branch.IsZero() || was.Branch == now.Branch || !now.OnRoll() {
		return nil
	}
	if o, ok := v.Get(ledger.Branches, was.Branch).(*ledger.Branch); !ok || o.Type != codes.BranchCell {
		return nil
	}
	for _, p := range Offices(v).Held[was.ID] {
		if p.Branch != was.Branch || p.Received() {
			continue
		}
		var then *ledger.Post
		if now.StayFrom != 0 && p.From.First() <= now.StayFrom.Last() {
			gone := *p
			if gone.To = now.StayFrom; gone.EndWhy == "" {
				gone.EndWhy = "团组织关系转走"
			}
			then = &gone
		}
		posts = append(posts, Passing{p, then})
	}
	return posts
}

// KeepPosts declines, on a draft, that its posts end.
func KeepPosts(m *ledger.Member, reason string) {
	f := value.Fault{Key: "state", Code: EndsPosts, Soft: true}
	m.Excuse(ledger.Excuse{Key: f.Key, Code: f.Code, Text: FaultText(ledger.Members, m, f, ledger.Basis{}), Reason: reason})
}

// BehindPosts is the code under which a member keeps the reason why the posts of the branch that he left do not end.
const BehindPosts = "branch.posts"

// KeepPostsBehind declines, on a draft that moves a member to another branch, that his posts of the branch before end.
func KeepPostsBehind(m *ledger.Member, reason string) {
	m.Excuse(ledger.Excuse{Key: "branch", Code: BehindPosts, Reason: reason})
}

// Declines says that somebody has given a reason why the posts of a person do not end with his state.
func Declines(v *records.View, m *ledger.Member) bool {
	f := value.Fault{Key: "state", Code: EndsPosts, Soft: true}
	return m.Excused(f, FaultText(ledger.Members, m, f, ledger.Basis{})) != ""
}

// postFaults are what a member's posts say of him: those that end with his state, and a secretary's who has moved on.
func postFaults(v *records.View, m *ledger.Member) (faults []value.Fault) {
	for _, p := range Offices(v).had[m.ID] {
		if !p.Outlives(m) {
			continue
		}
		what := "“" + v.Name(ledger.Branches, p.Branch) + "”的" + codes.Duties.Label(p.Duty)
		text := "还登记着" + what + "：保存时一并离任，离任日期 " + m.StateFrom.String() + "。确实不离任就按 F2 说明原因。"
		switch {
		case m.StateFrom == 0:
			text = "还登记着" + what + "，已不算现任。填上团籍状态日期，保存时一并离任；确实不离任就按 F2 说明原因。"
		case Ended(p, m) == nil:
			text = "还登记着" + what + "，任职却在" + codes.MemberStates.Label(m.State) + "以后。请到任职里核对。"
		}
		faults = append(faults, value.Fault{Key: "state", Code: EndsPosts, Soft: true, Other: p.ID, Text: text})
	}
	if m.StayFrom == 0 && len(m.Stays) > 0 && m.OnRoll() {
		for _, p := range Offices(v).Held[m.ID] {
			if len(elsewhere(v, p, m)) > 0 {
				faults = append(faults, value.Fault{Key: "stay_from", Code: value.Missing, Soft: true, Other: p.ID,
					Text: "有团内职务的人换了支部，要写明转入日期：原来的职务到哪一天，看的是它。"})
				break
			}
		}
	}
	return faults
}

// outlived is the fault of a post that goes on after its person's membership has ended.
func outlived(p *ledger.Post, m *ledger.Member) value.Fault {
	f := value.Fault{Key: "to", Code: "post.outlived", Soft: true, Other: m.ID, Offer: m.StateFrom.String(),
		Text: "“" + m.Title + "”已" + codes.MemberStates.Label(m.State) + "（" + m.StateFrom.String() + "），这项职务不再算现任。请填离任日期。"}
	switch {
	case m.StateFrom == 0:
		f.Text = "“" + m.Title + "”已" + codes.MemberStates.Label(m.State) + "，这项职务不再算现任。请查明日期，填离任日期。"
	case p.From.First() > m.StateFrom.Last():
		f.Offer, f.Text = "", "“"+m.Title+"”在任职以前就已"+codes.MemberStates.Label(m.State)+"（"+m.StateFrom.String()+"）。请核对是不是这个人。"
	}
	return f
}

// elsewhere: who leads a branch belongs to it. A Party member may be sent, and what is above branches draws from them all
// (domain.md §1.3, §1.4, §1.7).
func elsewhere(v *records.View, p *ledger.Post, m *ledger.Member) []value.Fault {
	o, ok := v.Get(ledger.Branches, p.Branch).(*ledger.Branch)
	if !ok || o.Type != codes.BranchCell || m.Branch.IsZero() || m.Branch == p.Branch || !m.OnRoll() || m.InParty() {
		return nil
	}
	return []value.Fault{{Key: "branch", Code: "post.elsewhere", Soft: true, Other: m.ID,
		Text: "“" + m.Title + "”的团组织关系在“" + v.Name(ledger.Branches, m.Branch) + "”，却是这里的" + codes.Duties.Label(p.Duty) + "。已经转走就填离任日期，在那边任职的另登记；确实兼任就按 F2 说明原因。"}}
}
