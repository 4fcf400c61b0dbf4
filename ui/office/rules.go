package office

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// rules is the page of the rules: all of them, what they are to be instead, and what would follow.
type ruleBook struct {
	s        *page.Shell
	page     *page.Page
	place    *fyne.Container
	all      []tend.RuleTold
	versions []store.RulesVersion
	amended  map[string]string // by key, as it was typed: what a rule is to be; "" for coming.KEY calls off what was to come
	from     value.Date        // from which day on; 0 is at once
	at       int               // where the grid stands
	off      *kit.Button       // calls off what is to come of the rule that the grid stands on
	grid     *grid.Grid
	fault    *kit.Fault
	deed     *kit.Button
	latest   hands.Latest
	busy     hands.Only
}

var ruleColumns = []ledger.Column{
	{Key: "name", Label: "规则", Width: 22}, {Key: "value", Label: "现在", Width: 14}, {Key: "new", Label: "改成", Width: 22}, {Key: "group", Label: "类别", Width: 10},
	{Key: "since", Label: "从哪一版起", Width: 16}, {Key: "bounds", Label: "可以是", Width: 24}, {Key: "source", Label: "出处", Width: 30},
}

// ruleNew is the column in which a rule is written anew.
const ruleNew = 2

// Rules shows the rules. Only 管理员 change them, and not where the street gives them.
func Rules(s *page.Shell) *page.Page {
	r := &ruleBook{s: s, place: container.NewStack(), amended: map[string]string{}, fault: kit.NewFault()}
	r.page = &page.Page{Key: "settings", Title: "规则", View: look.Ground(look.Page, r.place), Shut: r.latest.Drop,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSettings}, Changed: func(store.Change) {
			if len(r.amended) == 0 {
				r.ask()
			}
		},
		Leave: func(go_ func()) { r.leave(go_) }}
	r.ask()
	return r.page
}

// may says that the rules can be changed here.
func (r *ruleBook) may() bool { return r.s.Book.May(store.MayRules) && tend.RulesGiven(r.s.Book) == "" }

// leave asks before what was typed and is not in force is given up.
func (r *ruleBook) leave(go_ func()) {
	if len(r.amended) == 0 {
		go_()
		return
	}
	kit.Ask(r.s.Canvas(), "规则还没有改", strconv.Itoa(len(r.amended))+" 条写了新的数，还没有生效。走开就不改了。",
		kit.Answer{Verb: "接着改", Safe: true}, kit.Answer{Verb: "不改了", Loss: true, Do: func() {
			r.give()
			go_()
		}})
}

// give gives up what was typed.
func (r *ruleBook) give() { r.amended, r.from = map[string]string{}, 0 }

func (r *ruleBook) ask() {
	type known struct {
		all      []tend.RuleTold
		versions []store.RulesVersion
	}
	hands.RunLatest(&r.latest, func() (k known, err error) {
		if k.all, err = tend.RulesTold(r.s.Book); err == nil {
			k.versions, err = r.s.Book.RulesVersions()
		}
		return k, err
	}, func(k known) {
		r.all, r.versions = k.all, k.versions
		r.draw()
	}, func(err error) { r.s.Fail("没有读出规则", err) })
}

// draw shows the rules.
func (r *ruleBook) draw() {
	r.grid = grid.New(grid.Source{Len: func() int { return len(r.all) }, Cell: r.cell, Key: func(row int) string { return r.all[row].Key },
		Mark: func(row int) grid.Sign {
			_, written := r.amended[r.all[row].Key]
			if _, off := r.amended[comingOf(r.all[row])]; written || off {
				return grid.Warning
			}
			return grid.Clean
		}, Tell: func(int) string { return "写了新的数，还没有生效" }})
	r.grid.SetColumns(ruleColumns, nil)
	r.grid.OnOpen = r.write
	r.grid.OnKey = r.key
	r.off = kit.NewButton(kit.Ordinary, look.IconNone, "取消以后的改动", "F8", r.callOff)
	r.grid.OnSelect = func([]int) {
		r.at = max(r.grid.Current(), 0)
		if r.at < len(r.all) && r.all[r.at].Next != nil && r.may() {
			r.off.Enable()
		} else {
			r.off.Disable()
		}
	}
	back := backToSettings(r.s)
	past := kit.NewButton(kit.Ordinary, look.IconHistory, "以前的版本", "", r.past)
	step := kit.NewButton(kit.Ordinary, look.IconAdd, "加一档团费", "", r.step)
	head := []fyne.CanvasObject{look.Flow(back, look.NewWords("规则", look.Title), look.NewWords("规则 "+r.s.Book.Basis().Rules.Version+"　共 "+strconv.Itoa(len(r.all))+" 条", look.Aside), layout.NewSpacer(), r.off, step, past)}
	switch street := tend.RulesGiven(r.s.Book); {
	case street != "":
		head = append(head, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewParagraph("由“"+street+"”下发，这里只能看。要改请和街道说，街道改好了再下发一次。", look.Body, 46)))
	case !r.s.Book.May(store.MayRules):
		head = append(head, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords(r.s.Book.Forbids(), look.Body)))
	}
	head = append(head, r.fault)
	if !r.may() {
		step.Disable()
	}
	r.deed = kit.NewButton(kit.Primary, look.IconNone, "看看会怎样", "F10", r.preview)
	drop := kit.NewButton(kit.Ordinary, look.IconNone, "都不改了", "", func() { r.give(); r.draw() })
	if len(r.amended) == 0 {
		r.deed.Disable()
		drop.Disable()
	}
	note := "Enter 改这一条，可以从以后的一天起　F1 它管什么"
	if n := len(r.amended); n > 0 {
		note = "写了 " + strconv.Itoa(n) + " 条新的，还没有生效"
	}
	if !r.may() {
		note = "F1 这条规则管什么"
	}
	r.place.Objects = []fyne.CanvasObject{look.Folio(look.Column(look.Gap2, head...), look.Margin(look.Card(r.grid)), look.NewWords(note, look.Note), layout.NewSpacer(), drop, r.deed)}
	r.place.Refresh()
	r.grid.Select(min(r.at, len(r.all)-1))
	r.keys(map[fyne.KeyName]func(){fyne.KeyEscape: r.s.ShowSettings, fyne.KeyF10: r.deed.Press, fyne.KeyF8: r.off.Press}, r.grid)
}

// keys are those of what is on show, and what has the keyboard.
func (r *ruleBook) keys(keys map[fyne.KeyName]func(), first fyne.Focusable) {
	r.page.Keys, r.page.First = keys, first
	if r.s.Page() == r.page && r.s.Canvas().Overlays().Top() == nil {
		r.s.Canvas().Focus(first)
	}
}

func (r *ruleBook) cell(row, col int) string {
	u := r.all[row]
	switch ruleColumns[col].Key {
	case "name":
		return u.Name
	case "value":
		return u.Text()
	case "new":
		text, written := r.amended[u.Key]
		_, off := r.amended[comingOf(u)]
		switch {
		case written:
			return newText(u.Rule, text)
		case off:
			return "不再改"
		case u.Next != nil:
			return comingText(u)
		}
		return ""
	case "group":
		return u.Group
	case "bounds":
		return u.Bounds()
	case "source":
		return u.Source
	}
	return r.since(u)
}

// comingOf is the key by which what is to come of a rule is called off.
func comingOf(u tend.RuleTold) string { return rulebook.ComingOf(u.Key) }

// comingText is what a rule is to be, with its day.
func comingText(u tend.RuleTold) string {
	return rulebook.ComingText(u.Next.From.String(), u.Next.Text)
}

// callOff calls off what is to come of the rule that the grid stands on, or thinks again.
func (r *ruleBook) callOff() {
	if r.at >= len(r.all) || r.all[r.at].Next == nil || !r.may() {
		return
	}
	key := comingOf(r.all[r.at])
	if _, off := r.amended[key]; off {
		delete(r.amended, key)
	} else {
		r.amended[key] = ""
	}
	r.draw()
}

// newText is what a rule is to be, in words as far as it can be read.
func newText(u rulebook.Rule, text string) string {
	if text == "" && u.Family() == "dues" {
		return "去掉"
	}
	value, fault := u.Read(text)
	if fault != nil {
		return text
	}
	return rulebook.RuleText(u.Key, value)
}

func (r *ruleBook) since(u tend.RuleTold) string {
	if u.From == 0 {
		return u.Since.Version + "　建台账时"
	}
	return u.Since.Version + "　" + u.From.String()
}

// key lets F1 tell of the rule that the grid stands on.
func (r *ruleBook) key(name fyne.KeyName) bool {
	row := r.grid.Current()
	if name != fyne.KeyF1 || row < 0 || row >= len(r.all) {
		return false
	}
	u := r.all[row]
	parts := []kit.Explained{{Heading: "管什么", Text: u.Decides}, {Heading: "现在", Text: u.Text()}, {Heading: "可以是", Text: u.Bounds()}, {Heading: "出处", Text: u.Source}, {Heading: "从哪一版起", Text: r.since(u)}}
	if u.Next != nil {
		parts = append(parts, kit.Explained{Heading: "以后", Text: comingText(u)})
	}
	if u.Since.Reason != "" {
		parts = append(parts, kit.Explained{Heading: "为什么改", Text: u.Since.Reason + "（" + u.Since.Who + "）"})
	}
	kit.Explain(r.s.Canvas(), u.Name, parts)
	return true
}

// write lets a person write a rule anew: over its cell, or a line of a table in a slip.
func (r *ruleBook) write(row int) {
	u := r.all[row]
	switch {
	case !r.may():
		r.s.Say(cannot(r.s))
		return
	case u.Family() == "dues" || u.Family() == "size":
		r.line(u.Rule)
		return
	}
	was, typed := r.amended[u.Key]
	if !typed {
		if was = u.Text(); u.Family() == "begin" {
			was = u.Value
		}
	}
	r.grid.Edit(row, ruleNew, was, func(text string, by fyne.KeyName) {
		if took := r.amend(u.Rule, look.OneLine(text)); !took {
			return // the rule stands there still, to be written again
		}
		if by == fyne.KeyReturn || by == fyne.KeyTab || by == fyne.KeyDown {
			r.grid.Select(min(row+1, len(r.all)-1))
		}
	})
}

// cannot says why nobody changes the rules here.
func cannot(s *page.Shell) string {
	if street := tend.RulesGiven(s.Book); street != "" {
		return "规则由“" + street + "”下发，这里不能改"
	}
	return s.Book.Forbids()
}

// amend takes a value, or says what is wrong with it and leaves the rule as it is.
func (r *ruleBook) amend(u rulebook.Rule, text string) bool {
	value, fault := u.Read(text)
	if fault == nil && value != u.Value {
		_, fault = r.s.Book.Basis().Rules.Amend("2000-1", append(r.changes(u.Key), rulebook.Amendment{Key: u.Key, Text: text, From: r.from})...)
	}
	if fault != nil {
		r.fault.Hard(fault.Text)
		r.place.Refresh()
		return false
	}
	r.fault.Clear()
	if r.amended[u.Key] = text; value == u.Value {
		delete(r.amended, u.Key)
	}
	r.draw()
	return true
}

// changes are what was written, but for one rule, in the order of the page.
func (r *ruleBook) changes(but string) (all []rulebook.Amendment) {
	keys := make([]string, 0, len(r.amended))
	for key := range r.amended {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if key != but {
			all = append(all, rulebook.Amendment{Key: key, Text: r.amended[key], From: r.from})
		}
	}
	return all
}

// step adds a step to the dues.
func (r *ruleBook) step() {
	n := 1
	for _, u := range r.all {
		if u.Family() == "dues" {
			n++
		}
	}
	for r.amended["dues."+strconv.Itoa(n)] != "" {
		n++
	}
	u, _ := rulebook.RuleNamed("dues." + strconv.Itoa(n))
	r.line(u)
}

// line lets a person write a line of a table: a step of the dues, the limits of an industry.
func (r *ruleBook) line(u rulebook.Rule) {
	labels, sign, tell := rulebook.SizeMeasures[:], ";", "大/中/小型的下限，从大到小；不看的一项写“-”。"
	if u.Family() == "dues" {
		labels, tell = []string{"月收入自（元）", "每月定额（元）", "或者千分比（‰）", "封顶（元）"}, "定额和千分比写一个；没有封顶就空着。四格都空着，这一档就去掉。"
	}
	was := u.Value
	if text, ok := r.amended[u.Key]; ok {
		was = text
	}
	parts := append(strings.Split(was, sign), make([]string, len(labels))...)
	fields, fault := make([]*kit.Entry, len(labels)), kit.NewFault()
	var rows []fyne.CanvasObject
	for i, label := range labels {
		fields[i] = kit.NewEntry()
		fields[i].SetText(parts[i])
		rows = append(rows, kit.Labelled(label, fields[i], nil))
	}
	rows = append(rows, look.NewParagraph(tell, look.Note, 24), fault)
	title := u.Group + "：" + u.Name
	s := page.NewSlip(r.s.Canvas(), title, "改成这样", rows...)
	s.Open(func() {
		var typed []string
		for _, f := range fields {
			typed = append(typed, look.OneLine(f.Text))
		}
		text := strings.Join(typed, sign)
		if strings.Trim(text, sign) == "" {
			text = ""
		}
		if !r.amend(u, text) {
			fault.Hard(r.fault.Text())
			r.fault.Clear()
			s.Float.Refresh()
			r.s.Canvas().Focus(fields[0])
			return
		}
		s.Float.Close()
		r.s.Canvas().Focus(r.grid)
	}, fields[0], fields...)
}
