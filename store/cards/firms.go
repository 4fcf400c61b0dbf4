package cards

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Enterprise is 非公企业团建情况调查表 (domain.md §3.1).
var Enterprise = Card{Kind: ledger.Enterprises, lay: enterpriseCard, Keys: []string{"name", "credit", "address", "zone", "boss", "phone", "note"}, Others: map[ledger.Kind][]string{ledger.Members: {"phone"}}}

func enterpriseCard(d *Desk, r ledger.Record) Paper {
	e := r.(*ledger.Enterprise)
	g := newGrid(d, ledger.Enterprises, r, "非公企业团建情况调查表", "")
	g.row(g.tell("企业名称", "name", 5))
	g.row(g.tell("统一社会信用代码", "credit", 3), g.tell("所在社区", "community", 1))
	g.row(g.tell("地址", "address", 3), g.tell("楼宇园区", "zone", 1))
	g.row(g.tell("单位类别", "sort", 3), g.tell("非公企业", "nonpublic", 1))
	g.row(g.tell("登记类别", "registration", 3), g.tell("规模", "size", 1))
	g.row(g.tell("行业", "industry", 3), g.tell("是否规上", "abovescale", 1))
	g.row(g.tell("法定代表人（负责人）", "boss", 1), g.tell("电话", "phone", 3))
	g.row(g.tell("经营状态", "business", 3), g.tell("企业态度", "attitude", 1))
	g.row(g.tell("职工总数", "staff", 1), g.tell("其中 35 岁以下", "under35", 1), g.tell("其中 28 岁以下", "under28", 1))
	in, out, roll := d.drifting(e)
	drift := say("其中流入／流出", "", 1)
	if !d.Empty {
		drift.cell.Text = strconv.Itoa(in) + " ／ " + strconv.Itoa(out)
	}
	known := say("在册团员", "", 1)
	if !d.Empty {
		known.cell.Text = strconv.Itoa(roll)
	}
	g.row(g.tell("团员数（企业报）", "members", 1), known, drift)
	g.row(g.tell("党员数", "party", 1), g.tell("有无党组织", "partyorg", 3))
	g.row(g.tell("建工会", "union", 1), g.tell("建妇联", "women", 1), g.tell("改制企业", "reformed", 1))
	d.built(g, e)
	g.row(g.tell("建团状态", "founding", 1), g.tell("未建原因", "nobranch", 3))
	g.row(g.tell("拟建计划", "plan", 3), g.tell("拟建期限", "plan_by", 1))
	g.row(g.tell("拟建责任人", "plan_owner", 1), g.tell("联系委员", "contact", 1), g.tell("最近走访", "visited", 1))
	g.row(g.long("备注", "note", 5, 3, true))
	return g.done("企业负责人（签字）：", "调查人：", "日期：　　年　　月　　日")
}

// drifting are the members of an enterprise who came from elsewhere, those who went, and all on the roll.
func (d *Desk) drifting(e *ledger.Enterprise) (in, out, roll int) {
	if e.ID.IsZero() {
		return 0, 0, 0
	}
	for m := range records.All[*ledger.Member](d.View, ledger.Members) {
		if m.Unit != e.ID || !m.OnRoll() {
			continue
		}
		roll++
		switch m.Drift {
		case codes.DriftIn:
			in++
		case codes.DriftOut:
			out++
		}
	}
	return in, out, roll
}

// built are the rows on the organisation that covers an enterprise; of several the first.
func (d *Desk) built(g *grid, e *ledger.Enterprise) {
	var by []value.ID
	if !d.Empty {
		by = rules.Covers(d.View).By[e.ID]
	}
	if len(by) == 0 {
		have, cell := "未建", boxes(ledger.Branches, "type")
		if d.Empty {
			have = "□已建 □未建"
		} else {
			cell = ""
		}
		sort := ""
		if d.Empty {
			sort = boxes(ledger.Branches, "sort")
		}
		g.row(say("是否建团", have, 1), say("建制", cell, 3))
		g.row(say("组建方式", sort, 3), room("成立时间", 1, 1))
		g.row(room("团组织全称", 5, 1))
		g.row(room("书记", 1, 1), room("书记电话", 3, 1))
		return
	}
	o := d.branch(by[0])
	of := func(label, key string, span int) pair { return say(label, d.text(ledger.Branches, o, key), span) }
	g.row(say("是否建团", "已建", 1), of("建制", "type", 3))
	g.row(of("组建方式", "sort", 3), of("成立时间", "founded", 1))
	g.row(of("团组织全称", "name", 5))
	secretary := d.View.Get(ledger.Members, rules.Offices(d.View).Officers[o.ID].Secretary)
	g.row(say("书记", d.text(ledger.Branches, o, "secretary"), 1), say("书记电话", d.text(ledger.Members, secretary, "phone"), 3))
}

// Visit is 走访记录单, the page of one visit (domain.md §8.3 row 23).
var Visit = Card{Kind: ledger.Visits, lay: visitCard, Keys: []string{"content", "problem", "result", "note"}}

func visitCard(d *Desk, r ledger.Record) Paper {
	g := newGrid(d, ledger.Visits, r, "走访记录单", "")
	g.row(g.tell("走访日期", "day", 1), g.tell("走访种类", "sort", 1), g.tell("谁去的", "went", 1))
	g.row(g.tell("走访的企业", "enterprise", 5))
	g.row(g.tell("走访的团组织", "branch", 5))
	g.row(g.tell("谈了话的团员", "talked", 5))
	g.row(g.tell("现有职工", "staff", 1), g.tell("其中 35 岁以下", "under35", 1), g.tell("其中 28 岁以下", "under28", 1))
	g.row(g.tell("其中团员", "members", 1), g.tell("负责人态度", "attitude", 3))
	g.row(g.long("走访内容", "content", 5, 8, true))
	g.row(g.long("发现的困难", "problem", 5, 4, false))
	g.row(g.long("办理结果", "result", 5, 4, false))
	g.row(g.tell("办理期限", "due", 1), g.tell("办结日期", "settled", 3))
	g.row(g.tell("下一步打算", "next", 3), g.tell("下一步的日期", "next_by", 1))
	g.row(g.long("备注", "note", 5, 2, false))
	return g.done("走访人（签字）：", "被走访单位（签字）：", "日期：　　年　　月　　日")
}
