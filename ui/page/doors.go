package page

import (
	"slices"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A Door is a place of the program that search leads to as it does to records: a page, a list or one of its tabs, a job of
// 办事, a tab of 汇总.
type Door struct {
	Icon  look.Icon
	Label string
	Where string // the page of which it is a part, "" for one of its own
	Also  string // other words that people look for it by, parted by spaces
	Open  func()
}

// doorsWord heads the places among what was found.
const doorsWord = "功能和目录"

// item is how a place is shown among what was found.
func (d Door) item() kit.Item { return kit.Item{Icon: d.Icon, Label: d.Label, Hint: d.Where} }

// mostDoors are shown above what was found.
const mostDoors = 5

// doors are all places that this ledger has. They are asked for once: what they are called hangs on no record.
func (s *Shell) doors() []Door {
	if s.places == nil {
		s.places = slices.Concat(s.pageDoors(), s.listDoors())
		for _, more := range s.Screens.Doors {
			s.places = append(s.places, more(s)...)
		}
	}
	return s.places
}

// DoorsTo are the places that a person may mean, the nearest first.
func (s *Shell) DoorsTo(query string) []Door {
	all := s.doors()
	options := make([]find.Option, len(all))
	for i, d := range all {
		options[i] = find.Option{Label: d.Label, Also: d.Also}
	}
	var found []Door
	for _, at := range find.Titled(options, query) {
		found = append(found, all[at])
	}
	return found[:min(len(found), mostDoors)]
}

// pageDoors are the pages that belong to no kind.
func (s *Shell) pageDoors() (doors []Door) {
	street := s.Book.Profile().Street
	for _, p := range []struct {
		icon               look.Icon
		label, where, also string
		screen             func(*Shell) *Page
		open               func() // where more is asked than the screen
		street             bool   // a street's alone
	}{
		{icon: look.IconHome, label: "首页", screen: s.Screens.Home},
		{icon: look.IconEdit, label: "办事", screen: s.Screens.Jobs},
		{icon: look.IconFile, label: "空白表", where: "办事", also: "手填 打印", screen: s.Screens.Blanks},
		{icon: look.IconFlag, label: "待核", also: "核对 校验", screen: s.Screens.Home, open: s.showPending},
		{icon: look.IconFlag, label: "待办", where: "首页", also: "提醒 到期", screen: s.Screens.Todos},
		{icon: look.IconCalendar, label: "日历", where: "首页", also: "日程", screen: s.Screens.Calendar},
		{icon: look.IconColumns, label: "汇总", also: "统计 数字 报表", screen: s.Screens.Figures},
		{icon: look.IconCalendar, label: "大事记", where: "汇总", also: "年鉴", screen: s.Screens.Annals},
		{icon: look.IconSend, label: "上报与回执", also: "报送 谁没报 没上报 哪个社区没报", screen: s.Screens.Submit},
		{icon: look.IconImport, label: "接收包", where: "上报与回执", also: "收包", screen: s.Screens.Submit, open: func() { s.ShowReceive(nil) }},
		{icon: look.IconFlag, label: "退回的事项", where: "上报与回执", also: "回执事项", screen: s.Screens.Matters},
		{icon: look.IconExport, label: "下发", where: "上报与回执", screen: s.Screens.Notice, street: true},
		{icon: look.IconSend, label: "给社区的回执", where: "上报与回执", screen: s.Screens.Reply, street: true},
		{icon: look.IconPeople, label: "两个社区都有的人和企业", where: "上报与回执", also: "重复", screen: s.Screens.Doubles, street: true},
		{icon: look.IconSettings, label: "设置", also: "字号 自动锁定", screen: s.Screens.Settings},
		{icon: look.IconPeople, label: "经办人", where: "设置", also: "密码 用户", screen: s.Screens.Operators},
		{icon: look.IconRight, label: "工作交接", where: "设置", also: "移交", screen: s.Screens.Handover},
		{icon: look.IconRemove, label: "清除个人信息", where: "设置", screen: s.Screens.Retention},
		{icon: look.IconEdit, label: "规则", where: "设置", also: "年龄 期限 参数", screen: s.Screens.Rules},
		{icon: look.IconColumns, label: "选项", where: "设置", also: "代码表", screen: s.Screens.Codes},
		{icon: look.IconFile, label: "公文用语", where: "设置", also: "文书 证明 介绍信 请示 批复", screen: s.Screens.Words},
		{icon: look.IconFile, label: "附件", where: "设置", also: "扫描件 照片", screen: s.Screens.Files},
		{icon: look.IconBackup, label: "备份与检查", where: "设置", also: "恢复", screen: s.Screens.Backups},
		{icon: look.IconRemove, label: "回收站", where: "设置", also: "删除 恢复", screen: s.Screens.Bin},
		{icon: look.IconHistory, label: "操作记录", where: "设置", also: "撤销 日志", screen: s.Screens.Operations},
		{icon: look.IconPeople, label: "疑似重复", where: "设置", also: "合并", screen: s.Screens.Twins},
	} {
		if p.screen == nil || p.street && !street {
			continue
		}
		open := p.open
		if open == nil {
			open = func() { s.Open(p.screen) }
		}
		doors = append(doors, Door{p.icon, p.label, p.where, p.also, open})
	}
	return doors
}

// showPending shows what is to be checked, of the first kind of which anything is.
func (s *Shell) showPending() {
	kind := ledger.Kind(ledger.Members)
	v := s.Book.Today()
	for _, k := range rules.KindsOf(v) {
		if len(rules.Pending(v, k)) > 0 {
			kind = k
			break
		}
	}
	s.ShowList(records.Query{Kind: kind, Tab: face.Pending, Sort: face.Sort(kind)})
}

// soughtBy are other words that newcomers look for a list by, or for one of its tabs: what they ask, not what it is called.
var soughtBy = map[string]string{
	"member": "花名册 名册 团员名单", "branch": "支部名单 团支部名册", "enterprise": "企业名单 企业台账",
	"enterprise unvisited": "半年没走访 多久没走访 没有走访", "branch vacant": "书记空缺 没有书记 缺书记", "branch term": "到期 该换届",
	"problem late": "逾期的问题 没办结", "facility saturday": "周末开放 哪里开放", "member over": "超龄 满28 该离团",
}

// listDoors are the lists of all kinds, those of which there is nothing yet too, and their tabs.
func (s *Shell) listDoors() (doors []Door) {
	values := s.Book.Basis().Rules.Values()
	for _, kind := range rules.KindsOf(s.Book.Today()) {
		icon := face.Of(kind).Icon
		doors = append(doors, Door{Icon: icon, Label: kind.Title(), Where: kind.Chapter(), Also: soughtBy[kind.Name()], Open: func() { s.ShowList(face.List(kind)) }})
		tab := func(key, title string) {
			doors = append(doors, Door{Icon: icon, Label: rules.InRules(title, values), Where: kind.Title(), Also: soughtBy[kind.Name()+" "+key], Open: func() {
				q := face.List(kind)
				q.Tab = key
				s.ShowList(q)
			}})
		}
		for _, state := range rules.StatesOf(kind) {
			tab(state.Key, state.Title)
		}
		for _, r := range rules.Reminders() {
			if r.Kind == kind && r.Holds != nil && r.At(s.Book.Profile().Street) {
				tab(r.Key, r.Title)
			}
		}
	}
	return doors
}
