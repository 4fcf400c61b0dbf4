package cards

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
)

// Problem is the page of one problem: who handles it by when, what was done, the call back.
var Problem = Card{Kind: ledger.Problems, lay: problemCard, Keys: []string{"what", "done", "person", "note"}}

func problemCard(d *Desk, r ledger.Record) Paper {
	g := newGrid(d, ledger.Problems, r, "问题办理单", "")
	g.row(g.tell("登记日期", "day", 1), g.tell("问题来源", "source", 3))
	g.row(g.tell("问题类别", "group", 3), g.tell("谁的问题", "person", 1))
	g.row(g.tell("哪个团组织的", "branch", 5))
	g.row(g.tell("哪家企业的", "enterprise", 5))
	g.row(g.long("什么问题", "what", 5, 5, false))
	g.heading("交办")
	g.row(g.tell("谁来办", "handler", 1), g.tell("办结期限", "due", 1), room("批示", 1, 2))
	g.heading("办理")
	g.row(g.long("怎么办的", "done", 5, 6, true))
	g.row(g.tell("用哪些活动回应的", "services", 3), g.tell("办结日期", "settled", 1))
	g.heading("回访")
	g.row(g.tell("回访日期", "called", 1), g.tell("是否满意", "satisfied", 3))
	g.row(g.tell("重办的原因", "reopen_why", 3), g.tell("重办日期", "reopened", 1))
	g.row(g.long("备注", "note", 5, 3, false))
	return g.done("经办人（签字）：", "负责人（签字）：", "日期：　　年　　月　　日")
}

// Rating is 对标定级自评表 of one branch and year (domain.md §1.5).
var Rating = Card{Kind: ledger.Ratings, lay: ratingCard, Keys: []string{"branch", "year", "note"}}

func ratingCard(d *Desk, r ledger.Record) Paper {
	x := r.(*ledger.Rating)
	o := d.branch(x.Branch)
	unit := ""
	if o != nil {
		unit = o.Name()
	}
	g := newGrid(d, ledger.Ratings, r, "团支部对标定级自评表", unit)
	g.row(g.tell("定级组织", "branch", 5))
	g.row(g.tell("定级年度", "year", 1), g.tell("定级日期", "day", 3))
	members, life := room("在册团员", 1, 1), room("组织生活", 3, 1)
	if o != nil {
		members = say("在册团员", d.text(ledger.Branches, o, "count"), 1)
		if n, said := x.Year.Value(); said && n == d.View.Basis().Today.Year() {
			life = say("今年组织生活", d.text(ledger.Branches, o, "year"), 3)
		}
	}
	g.row(members, life)
	label := func(text string, span int) paper.Field { return paper.Field{Text: text, Label: true, Span: span} }
	g.form.Rows = append(g.form.Rows, []paper.Field{label("项目", 1), label("自评得分", 1), label("说明", 4)})
	for _, item := range [][2]string{{"班子建设", "team"}, {"团员管理", "members"}, {"组织生活", "life"}, {"制度落实", "orderly"}, {"作用发挥", "role"}} {
		score := d.text(g.kind, r, item[1])
		g.form.Rows = append(g.form.Rows, []paper.Field{label(item[0], 1), {Text: score, Align: paper.Center}, {Span: 4, Lines: 3}})
		g.note(item[0], score)
	}
	g.row(g.tell("自评总分", "points", 1), g.tell("上级复核得分", "reviewed", 1), g.tell("应定星级", "stars", 1))
	g.row(g.tell("一票否决", "veto", 5))
	g.row(room("团员大会意见", 5, 4))
	g.row(g.tell("书记签字", "secretary", 1), g.tell("团员代表签字", "deputy", 3))
	assent := say("上级意见", "\n\n（盖章）　　　　　　　　　　年　　月　　日", 5)
	assent.cell.Lines = 6
	g.row(assent)
	g.row(g.long("备注", "note", 5, 2, true))
	return g.done()
}

// Receipt is what a branch signs for: the flag, and for each member the booklet and the badge (domain.md §8.3 row 18).
var Receipt = Card{Kind: ledger.Branches, Counted: Blanks, lay: receiptCard, Keys: []string{"name"}}

func receiptCard(d *Desk, r ledger.Record) Paper {
	o := r.(*ledger.Branch)
	heads := []paper.Column{{Head: "序号", Width: 4, Align: paper.Center}, {Head: "姓名", Width: 10, Align: paper.Center, Spread: true}, {Head: "团章（本）", Width: 7, Align: paper.Center},
		{Head: "团徽（枚）", Width: 7, Align: paper.Center}, {Head: "签名", Width: 14}, {Head: "日期", Width: 10}, {Head: "备注", Width: 8}}
	var rows [][]string
	given := map[string]int{}
	if !o.ID.IsZero() {
		for s := range records.All[*ledger.Supply](d.View, ledger.Supplies) {
			if s.Branch == o.ID && s.Way == codes.SupplyOut {
				given[s.Item] += known(s.Quantity)
			}
		}
	}
	people := d.roll(branchesOf(o))
	for i, m := range people {
		rows = append(rows, []string{strconv.Itoa(i + 1), d.text(ledger.Members, m, "name"), "1", "1", "", "", ""})
	}
	note := ""
	if len(people) > 0 {
		note = "应发：团旗 1 面，团章 " + strconv.Itoa(len(people)) + " 本，团徽 " + strconv.Itoa(len(people)) + " 枚。"
		if given[codes.SupplyFlag]+given[codes.SupplyCharter]+given[codes.SupplyBadge] > 0 {
			note += "台账里记着已发：团旗 " + strconv.Itoa(given[codes.SupplyFlag]) + " 面，团章 " + strconv.Itoa(given[codes.SupplyCharter]) + " 本，团徽 " + strconv.Itoa(given[codes.SupplyBadge]) + " 枚。"
		}
	}
	return d.signed("团旗团章团徽签收单", o.Name(), note, heads, rows, 20, 0, []string{"团旗 1 面，团支部书记（签收）：", "发放人（签字）：", "日期：　　年　　月　　日"})
}
