package face

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

const (
	leaves   = "离团、除名"
	punished = "处分"
)

// watched is what a person under probation may not do.
const watched = "察看期间没有表决权、选举权和被选举权，也不能做入团介绍人。"

var member = Face{
	Icon:    look.IconPeople,
	Columns: []string{"name", "sex", "born", "idno", "branch", "duties", "unit", "phone"},
	Groups: []form.Group{
		{Title: "基本信息", Keys: []string{"name", "idno", "idtype", "sex", "born", "age", "nation", "schooling", "studying"}},
		{Title: "团籍", Keys: []string{"joined", "devno", "standing", "party", "state", "state_from", "state_why", "state_doc", "card"}},
		{Title: "组织", Keys: []string{"branch", "stay_from", "stay_why", "stay_doc", "unit", "position", "job"}},
		{Title: "联系方式", Keys: []string{"phone", "mail", "qq", "wechat", "home", "address", "contact", "contacted"}},
		{Title: "流动", Keys: []string{"drift", "drift_from", "drift_to", "drift_org"}},
		{Title: "团费", Keys: []string{"dues", "wage", "wage_from", "due"}},
		{Title: "其他", Keys: []string{"lessons", "volunteer", "consent", "consent_of", "complete", "note"}},
	},
	Quick:   []string{"name", "idno", "joined", "devno", "phone", "schooling", "nation", "unit", "branch"}, // carried ones last: F9 skips them
	Carry:   []string{"unit", "branch"},
	Asides:  map[string]func(Beside) string{"idno": numberWords},
	Lengths: map[string]int{"devno": 12},
	Apart:   []string{"name", "idno", "sex", "born", "phone", "branch", "unit", "joined", "devno", "state"},
	Forms:   []forms.Form{forms.MemberRoster, forms.BranchRoster, forms.BranchSheet, forms.DriftList, forms.OverAgeList, forms.LeavingLetter, forms.MemberCard},
	Transitions: []Transition{
		{Label: "转到别的支部", Words: [][2]string{{"stay_from", "today"}}, Show: "branch", Fits: onRoll},
		{Label: "转出本台账", Words: [][2]string{{"state", codes.MemberMoved}, {"state_why", codes.LeavingJob}, {"state_from", "today"}}, Show: "state_from", Fits: onRoll},
		{Label: "登记流动", Words: [][2]string{{"drift_from", "today"}, {"drift_to", ""}}, Show: "drift",
			Fits: ifMember(func(_ Circumstance, m *ledger.Member) bool { return m.OnRoll() && !m.Drifting() })},
		{Label: "流动结束", Words: [][2]string{{"drift", codes.DriftNone}, {"drift_to", "today"}}, Show: "drift_to",
			Fits: ifMember(func(_ Circumstance, m *ledger.Member) bool { return m.OnRoll() && m.Drifting() })},
		{Label: "入党（预备党员）", Words: [][2]string{{"standing", codes.StandingPartyOn}, {"party", "today"}, {"dues", codes.DuesVolunteer}}, Show: "party",
			Tell: "团籍保留到满 28 周岁，团费改为党员自愿交纳。", Fits: mayJoinParty},
		{Label: "预备党员转正", Words: [][2]string{{"standing", codes.StandingParty}}, Show: "standing",
			Fits: ifMember(func(_ Circumstance, m *ledger.Member) bool { return m.OnRoll() && m.Standing == codes.StandingPartyOn })},
		{Label: "停止团籍（失联）", Words: [][2]string{{"state", codes.MemberStopped}, {"state_from", "today"}}, Show: "state_doc",
			Tell: "停止团籍两年，期间联系上了再办恢复团籍。", Fits: stateIs("", codes.MemberNormal, codes.MemberArriving)},
		{Label: "恢复团籍", Words: [][2]string{{"state", codes.MemberNormal}, {"state_from", "today"}}, Show: "state_doc", Fits: stateIs(codes.MemberStopped)},
		{Label: "转接完成", Words: [][2]string{{"state", codes.MemberNormal}, {"state_from", "today"}, {"stay_from", "today"}}, Show: "branch", Fits: stateIs(codes.MemberArriving)},
		{Label: "自行脱团", Group: leaves, Words: [][2]string{{"state", codes.MemberDetached}, {"state_why", codes.LeavingNoLife}, {"state_from", "today"}}, Show: "state_from", Fits: onRoll},
		{Label: "自愿退团", Group: leaves, Words: [][2]string{{"state", codes.MemberWithdrew}, {"state_why", codes.LeavingWish}, {"state_from", "today"}}, Show: "state_from", Fits: onRoll},
		{Label: "去世", Group: leaves, Words: [][2]string{{"state", codes.MemberDied}, {"state_why", codes.LeavingDied}, {"state_from", "today"}}, Show: "state_from", Fits: onRoll},
		{Label: "警告", Group: punished, Note: "※ 给予警告处分。依据：", Show: "note", Fits: onRoll},
		{Label: "严重警告", Group: punished, Note: "※ 给予严重警告处分。依据：", Show: "note", Fits: onRoll},
		{Label: "撤销团内职务", Group: punished, Note: "※ 撤销团内职务。依据：", Show: "note", Tell: "保存后到“任职”页，给撤销的职务填离任日期。",
			Fits: func(c Circumstance) bool { return onRoll(c) && c.Posts }},
		{Label: "留团察看六个月", Group: punished, Note: "※ 给予留团察看六个月处分，到 ※6 为止。依据：", Show: "note", Tell: watched, Fits: onRoll},
		{Label: "留团察看一年", Group: punished, Note: "※ 给予留团察看一年处分，到 ※12 为止。依据：", Show: "note", Tell: watched, Fits: onRoll},
		{Label: "开除团籍", Group: punished, Words: [][2]string{{"state", codes.MemberExpelled}, {"state_why", codes.LeavingBreach}, {"state_from", "today"}}, Show: "state_doc", Fits: onRoll},
		{Label: "恢复在册", Words: [][2]string{{"state", codes.MemberNormal}, {"state_why", ""}, {"state_from", "today"}, {"state_doc", ""}}, Show: "state_from",
			Fits: stateIs(codes.MemberLeft, codes.MemberDetached, codes.MemberWithdrew, codes.MemberExpelled, codes.MemberMoved)},
	},
	Hangs: &Hanging{Word: "任职", Kind: ledger.Posts, Verb: "登记任职", Tell: "职务、任职日期和依据", None: "这个人还没有登记团内职务。", Tip: "Enter 打开，离任时填离任日期",
		Label: func(b *store.Book, r ledger.Record) string {
			p := r.(*ledger.Post)
			return codes.Duties.Label(p.Duty) + "　" + b.Today().Name(ledger.Branches, p.Branch)
		},
		Hint: postSpan, Past: pastPost,
		Fill: func(b *store.Book, on value.ID, n ledger.Record) {
			p := n.(*ledger.Post)
			p.Person = on
			if m, ok := b.Today().Get(ledger.Members, on).(*ledger.Member); ok {
				p.Branch = m.Branch
			}
		}},
}

// numberWords is what an ID number tells.
func numberWords(b Beside) string {
	text := func(key string) string {
		at := ledger.Members.At(key)
		return ledger.Start.Mask(ledger.Members.Columns()[at], ledger.Members.Text(b.Draft, at, b.View.Basis()))
	}
	var parts []string
	for _, part := range []string{text("sex"), text("born")} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if age := text("age"); age != "" {
		parts = append(parts, age+" 岁")
	}
	return strings.Join(parts, " · ")
}
