package cards

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/value"
)

// Minutes is the record of a meeting, an activity or a League lesson (domain.md §3.2).
var Minutes = Card{Kind: ledger.Meetings, lay: minutes, Keys: []string{"name", "content", "decision", "came", "missed", "guests", "note"}}

// activityGroup marks the sorts that are activities and no meetings.
const activityGroup = "activity"

func minutes(d *Desk, r ledger.Record) Paper {
	m := r.(*ledger.Meeting)
	title := "会议（活动）记录"
	if sort := d.text(ledger.Meetings, r, "sort"); !d.Empty && sort != "" {
		title = sort + "记录"
		if codes.MeetingSorts.Group(m.Sort) == activityGroup {
			title = sort + "活动记录"
		}
	}
	g := newGrid(d, ledger.Meetings, r, title, strings.Join(d.names(ledger.Branches, m.Branches), "、"))
	g.row(g.tell("主题", "name", 5))
	g.row(g.tell("种类", "sort", 1), g.tell("时间", "day", 1), g.tell("地点", "place", 1))
	g.row(g.tell("主持人", "chair", 1), g.tell("主讲人", "speaker", 1), g.tell("记录人", "recorder", 1))
	absent := room("缺席人数", 1, 1)
	due, said := m.Due.Value()
	if present, counted := m.Present.Value(); said && counted && due >= present {
		absent = say("缺席人数", strconv.Itoa(due-present), 1)
	}
	g.row(g.tell("应到人数", "due", 1), g.tell("实到人数", "present", 1), absent)
	if len(m.Branches) > 1 {
		g.row(g.tell("参加的团组织", "branches", 5))
	}
	if firms := cmp.Or(strings.Join(d.names(ledger.Enterprises, m.Enterprises), "、"), strings.Join(d.names(ledger.Enterprises, m.Invited), "、")); firms != "" {
		g.row(say("参加的企业", firms, 5))
	}
	g.row(say("到会人员", strings.Join(d.names(ledger.Members, m.Came), "、"), 5))
	missed := strings.Join(d.names(ledger.Members, m.Missed), "、")
	if why := d.text(g.kind, r, "missed_why"); why != "" && !d.Empty {
		missed += "（" + why + "）"
	}
	g.row(say("缺席人员和原因", missed, 5))
	g.row(g.tell("列席来宾", "guests", 5))
	if partners := d.names(ledger.Partners, m.Partners); len(partners) > 0 {
		g.row(say("一起办的单位", strings.Join(partners, "、"), 5))
	}
	var more []pair
	for _, p := range []pair{g.tell("学时数", "hours", 1), g.tell("利用休息时间", "rest", 1), g.tell("是否宣誓", "oath", 1)} {
		if p.cell.Text != "" && !d.Empty {
			more = append(more, p)
		}
	}
	if len(more) > 0 {
		g.row(more...)
	}
	g.row(g.long("会议内容", "content", 5, 12, true))
	g.row(g.long("决议", "decision", 5, 6, false))
	g.row(g.tell("下次日期", "next", 1), g.tell("备注", "note", 3))
	return g.done("主持人（签字）：", "记录人（签字）：", "日期：　　年　　月　　日")
}

// SignIn is the list on which those sign who come to a meeting: who is expected, with room to sign; the heads of the
// enterprises that are invited, or the members of the organisations that meet.
var SignIn = Card{Kind: ledger.Meetings, Counted: Blanks, lay: signIn, Keys: []string{"name"}, Others: map[ledger.Kind][]string{ledger.Members: {"name"}, ledger.Enterprises: {"name", "boss"}}}

func signIn(d *Desk, r ledger.Record) Paper {
	m := r.(*ledger.Meeting)
	title := "签到表"
	if !d.Empty {
		title = d.text(ledger.Meetings, r, "sort") + title
	}
	head := []paper.Column{{Head: "序号", Width: 4, Align: paper.Center}}
	sign := []paper.Column{{Head: "签名", Width: 12}, {Head: "联系电话", Width: 14}, {Head: "备注", Width: 8}}
	var rows [][]string
	var columns []paper.Column
	if firms := union(m.Invited, m.Enterprises); len(firms) > 0 || d.Empty {
		columns = slices.Concat(head, []paper.Column{{Head: "单位", Width: 22}, {Head: "姓名", Width: 9, Align: paper.Center, Spread: true}}, sign)
		for _, id := range firms {
			if e := d.View.Get(ledger.Enterprises, id); e != nil {
				rows = append(rows, []string{"", d.text(ledger.Enterprises, e, "name"), d.text(ledger.Enterprises, e, "boss")})
			}
		}
		for _, person := range d.roll(m.Branches) {
			rows = append(rows, []string{"", d.name(ledger.Branches, person.Branch), d.text(ledger.Members, person, "name")})
		}
	} else {
		columns = slices.Concat(head, []paper.Column{{Head: "姓名", Width: 10, Align: paper.Center, Spread: true}}, sign)
		several := len(m.Branches) > 1
		if several {
			columns = slices.Insert(columns, 2, paper.Column{Head: "团组织", Width: 18})
		}
		for _, person := range d.expected(m) {
			row := []string{"", d.text(ledger.Members, person, "name")}
			if several {
				row = append(row, d.name(ledger.Branches, person.Branch))
			}
			rows = append(rows, row)
		}
	}
	for i := range rows {
		rows[i][0] = strconv.Itoa(i + 1)
		rows[i] = append(rows[i], make([]string, len(columns)-len(rows[i]))...)
	}
	unit := strings.Join(d.names(ledger.Branches, m.Branches), "、")
	note := "主题：" + cmp.Or(d.text(ledger.Meetings, r, "name"), "　　　　　　　　　　") + "　时间：" + cmp.Or(d.text(ledger.Meetings, r, "day"), "　　　　　　") + "　地点：" + cmp.Or(d.text(ledger.Meetings, r, "place"), "　　　　　　")
	return d.signed(title, unit, note, columns, rows, 22, 4, []string{"应到：" + written(m.Due) + " 人", "实到：　　　人", "签到负责人：", "日期：　　年　　月　　日"})
}

// expected are the members who are awaited: those of the organisations that meet, and others that are named.
func (d *Desk) expected(m *ledger.Meeting) []*ledger.Member {
	all := d.roll(m.Branches)
	for _, id := range union(m.Came, m.Missed) {
		person, ok := d.View.Get(ledger.Members, id).(*ledger.Member)
		if ok && !slices.ContainsFunc(all, func(x *ledger.Member) bool { return x.ID == id }) {
			all = append(all, person)
		}
	}
	return all
}

// union are those of one and then those of the other that the one has not.
func union(a, b []value.ID) []value.ID {
	all := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
