package face

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var branch = Face{
	Icon:    look.IconBranch,
	Columns: []string{"short", "type", "sort", "count", "secretary", "term_end", "enterprises", "state"},
	Groups: []form.Group{
		{Title: "基本信息", Keys: []string{"name", "short", "type", "sort", "superior", "community", "enterprises", "leads", "around", "field"}},
		{Title: "成立与届次", Keys: []string{"founded", "founded_doc", "session", "elected", "term_from", "term_years", "term_end"}},
		{Title: "组织状态", Keys: []string{"state", "state_from", "state_why", "state_doc"}},
		{Title: "其他", Keys: []string{"star", "star_year", "phone", "place", "note"}},
	},
	Quick: []string{"name", "short", "type", "sort", "superior", "enterprises", "community", "founded", "term_from", "term_years"},
	Carry: []string{"type", "superior", "community", "term_years"},
	Forms: []forms.Form{forms.BranchBook, forms.BranchRoster, forms.BranchSheet},
	Transitions: []Transition{
		{Label: "正式成立", Words: [][2]string{{"state", codes.BranchNormal}, {"state_from", "today"}, {"founded", "today"}}, Show: "founded_doc",
			Fits: ifBranch(func(o *ledger.Branch) bool { return o.State == codes.BranchPlanned })},
		{Label: "只改本届起始", Words: [][2]string{{"term_from", "today"}, {"elected", codes.ByElection}, {"state", codes.BranchNormal}}, Show: "session",
			Fits: ifBranch(func(o *ledger.Branch) bool { return o.Live() && o.State != codes.BranchPlanned })},
		{Label: "撤销", Words: [][2]string{{"state", codes.BranchDissolved}, {"state_from", "today"}}, Show: "state_why", Fits: ifBranch((*ledger.Branch).Live)},
	},
	Hangs: &Hanging{Word: "班子", Kind: ledger.Posts, Verb: "登记任职", Tell: "职务、任职日期和依据", None: "这个组织还没有登记班子。先登记书记。", Tip: "Enter 打开，离任时填离任日期",
		Label: func(b *store.Book, r ledger.Record) string {
			p := r.(*ledger.Post)
			return codes.Duties.Label(p.Duty) + "　" + b.Today().Name(ledger.Members, p.Person)
		},
		Hint: postSpan, Past: pastPost,
		Fill: func(b *store.Book, on value.ID, n ledger.Record) { n.(*ledger.Post).Branch = on }},
}
