package letters

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// personNames are what a letter about a person may say of him.
var personNames = []Name{
	{"姓名", ""}, {"性别", ""}, {"民族", ""}, {"出生年月", "例如 1998年3月"}, {"证件号码", "打星号；选了“完整”才是全的"}, {"联系电话", "打星号；选了“完整”才是全的"}, {"政治面貌", ""},
	{"入团年月", ""}, {"发展团员编号", ""}, {"团员证编号", ""}, {"团支部", "所在团支部的全称"}, {"工作单位", "所在企业"}, {"上级团组织", "团支部的上级；没有写的用街道的团组织"},
}

func (g *gathering) member(m *ledger.Member) {
	if m == nil {
		return
	}
	g.name = g.words(m.Title)
	g.set("姓名", g.words(m.Title))
	switch {
	case m.IsMale():
		g.set("性别", "男")
	case m.IsFemale():
		g.set("性别", "女")
	}
	g.set("民族", g.words(codes.Nations.Label(m.Nation)))
	if born := m.BornOn(); born != 0 {
		g.set("出生年月", dateWords(value.Day(born.Year(), born.Month(), 0)))
	}
	g.set("证件号码", g.cell(ledger.Members, m, "idno"))
	g.set("联系电话", g.cell(ledger.Members, m, "phone"))
	g.set("政治面貌", g.words(codes.Standings.Label(m.Standing)))
	g.set("入团年月", dateWords(m.Joined))
	g.set("发展团员编号", g.cell(ledger.Members, m, "devno"))
	g.set("团员证编号", g.cell(ledger.Members, m, "card"))
	o, _ := g.Get(ledger.Branches, m.Branch).(*ledger.Branch)
	if o != nil {
		g.set("团支部", g.words(o.Title))
	}
	g.set("上级团组织", g.above(o))
	g.set("本单位", g.Values["上级团组织"])
	g.set("工作单位", g.words(g.Name(ledger.Enterprises, m.Unit)))
}

// leaving is 离团证明 (domain.md §1.1, §8.3 row 11).
var leaving = &Sort{
	Key: "leaving", Title: "离团证明", Kind: ledger.Members,
	Names: append([]Name{{"离团日期", ""}, {"离团年龄", "规则里的岁数"}, {"离团原因", ""}, {"离团依据", "团籍变动依据，例如文号"}}, personNames...),
	refuse: func(_ *records.View, r ledger.Record) string {
		if m := r.(*ledger.Member); m.State != codes.MemberLeft {
			return "“" + m.Title + "”还没有办离团，开不了离团证明。请先在“办事”的“办离团”里办好。"
		}
		return ""
	},
	gather: func(g *gathering) {
		m := g.record.(*ledger.Member)
		g.member(m)
		g.set("离团日期", dateWords(m.StateFrom))
		g.set("离团年龄", strconv.Itoa(g.Basis().Rules.AgeOut))
		g.set("离团原因", g.words(codes.Leavings.Label(m.StateWhy)))
		g.set("离团依据", g.words(m.StateDoc))
	},
}

// transfer is 组织关系转接介绍信 with its stub (domain.md §1.7, §8.3 row 12).
var transfer = &Sort{
	Key: "transfer", Title: "组织关系转接介绍信", Kind: ledger.Transfers,
	Names: append([]Name{{"编号", "介绍信编号"}, {"转往", "对方组织"}, {"转接原因", ""}, {"开具日期", "发起日期；没有写的用今天"}, {"有效天数", "规则里的天数"}, {"有效期至", "开具日期加有效天数"}}, personNames...),
	refuse: func(v *records.View, r ledger.Record) string {
		switch t := r.(*ledger.Transfer); {
		case t.Way != codes.TransferOut:
			return "这是转入的，介绍信由对方开。只有转出的才开介绍信。"
		case v.Get(ledger.Members, t.Member) == nil:
			return "这件转接没有写是哪个团员，开不了介绍信。请先选上。"
		}
		return ""
	},
	gather: func(g *gathering) {
		t := g.record.(*ledger.Transfer)
		m, _ := g.Get(ledger.Members, t.Member).(*ledger.Member)
		g.member(m)
		g.set("编号", g.cell(ledger.Transfers, t, "letter"))
		g.set("转往", g.words(t.Other))
		g.set("转接原因", g.words(codes.TransferWhys.Label(t.Why)))
		from := t.Begun
		if from == 0 || from.DayOfMonth() == 0 {
			from = g.Basis().Today
		}
		days := g.Basis().Rules.LetterDays
		g.set("开具日期", dateWords(from))
		g.set("有效天数", strconv.Itoa(days))
		g.set("有效期至", dateWords(from.AddDays(days)))
	},
}
