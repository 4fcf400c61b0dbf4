package travel

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// warnings are the warnings of one sort, which often have one explanation.
type warnings struct {
	label    string
	problems []rules.Problem
	open     bool
}

// sort gathers the warnings by what is wrong, the most frequent first, and forgets
// explanations of what is no longer so.
func (u *submit) sort() {
	now := map[string]string{}
	for _, p := range u.check.Warnings {
		if text := u.explain[p.Key()]; text != "" {
			now[p.Key()] = text
		}
	}
	u.explain = now
	u.groups = gather(u.check.Warnings)
}

// gather puts problems of one sort together, the most frequent first.
func gather(problems []rules.Problem) (groups []*warnings) {
	by := map[string]*warnings{}
	for _, p := range problems {
		key := p.Kind.Name() + "/" + p.Fault.Key + "/" + p.Fault.Code
		g := by[key]
		if g == nil {
			g = &warnings{label: p.Kind.Title() + "：" + p.Fault.Text}
			by[key], groups = g, append(groups, g)
		}
		g.problems = append(g.problems, p)
	}
	slices.SortStableFunc(groups, func(x, y *warnings) int { return len(y.problems) - len(x.problems) })
	for _, g := range groups {
		first := g.problems[0]
		if len(g.problems) == 1 {
			g.label = first.Kind.Title() + "“" + first.Name + "”：" + first.Fault.Text
		} else {
			texts := make([]string, len(g.problems))
			for i, p := range g.problems {
				texts[i] = p.Fault.Text
			}
			g.label = first.Kind.Title() + "：" + alike(texts)
		}
	}
	return groups
}

// showRecord opens a record with a way back to the check.
func (u *submit) showRecord(kind ledger.Kind, id value.ID) {
	u.s.ShowRecordFrom(kind, id, &page.Way{Label: "回到上报检查", Do: u.checkAgain})
}

// checkAgain comes back from another page: it checks anew.
func (u *submit) checkAgain() {
	again := newSubmit(u.s)
	u.s.Show(again.page)
	again.precheck()
}

// printed is a button that puts what the check has found on paper, and its key.
func (u *submit) printed() (*kit.Button, func()) {
	print := func() {
		found := append(slices.Clone(u.check.Hard), u.check.Warnings...)
		u.s.Show(paper.PrintFixed(u.s, forms.Print{Form: forms.CheckReport, Problems: found, Said: u.explain}, "submit", u.checkAgain))
	}
	return kit.NewButton(kit.Ordinary, look.IconPrint, "打印清单", "F12", print), print
}

// alike is what several warnings of one sort say in common: where they differ in a
// number it gives the least and the greatest, elsewhere dots.
func alike(texts []string) string {
	first := []rune(texts[0])
	head, tail := len(first), len(first)
	for _, text := range texts[1:] {
		r := []rune(text)
		head, tail = min(head, len(r)), min(tail, len(r))
		for i := range head {
			if r[i] != first[i] {
				head = i
				break
			}
		}
		for i := range tail {
			if r[len(r)-1-i] != first[len(first)-1-i] {
				tail = i
				break
			}
		}
	}
	if head == len(first) && tail == head {
		return texts[0]
	}
	for head > 0 && unicode.IsDigit(first[head-1]) { // a number is one thing
		head--
	}
	for tail > 0 && unicode.IsDigit(first[len(first)-tail]) {
		tail--
	}
	least, most := -1, -1
	for _, text := range texts {
		r := []rune(text)
		if head+tail > len(r) {
			return string(first[:head]) + "…"
		}
		n, err := strconv.Atoi(string(r[head : len(r)-tail]))
		if err != nil {
			return string(first[:head]) + "…" + string(first[len(first)-tail:])
		}
		if least < 0 || n < least {
			least = n
		}
		most = max(most, n)
	}
	return string(first[:head]) + strconv.Itoa(least) + "–" + strconv.Itoa(most) + string(first[len(first)-tail:])
}

// hard is the first step where it stops: each fault opens its record.
func (u *submit) hard() {
	n := len(u.check.Hard)
	list := kit.RowsOf(0, u.check.Hard, func(p rules.Problem) kit.Item {
		return kit.Item{Icon: look.IconFault, Label: p.Name + "：" + p.Fault.Text, Hint: p.Kind.Title() + " ›"}
	}, func(p rules.Problem) { u.showRecord(p.Kind, p.ID) })
	again := kit.NewButton(kit.Primary, look.IconNone, "重新检查", "F10", u.precheck)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", u.overview)
	onPaper, print := u.printed()
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2,
		look.Row(look.NewPicture(look.IconFault, look.Red), look.NewWords("有 "+strconv.Itoa(n)+" 处错误，改好后才能上报", look.Head)),
		look.NewWords("Enter 打开这条记录，改好保存后再回到这里检查。", look.Aside), list))))
	u.way.Go(0, body, list, map[fyne.KeyName]func(){fyne.KeyF10: u.precheck, fyne.KeyF12: print, fyne.KeyEscape: u.overview}, layout.NewSpacer(), back, onPaper, again)
}

// warned is the second step: warnings travel along, with what the community says
// about them.
func (u *submit) warned() {
	list := kit.NewRows(0, nil)
	var lines []warningLine
	count := look.NewWords("", look.Note)
	draw := func() {
		lines = u.lines()
		items := make([]kit.Item, len(lines))
		for i, l := range lines {
			items[i] = l.item(u.explain)
		}
		list.Set(items)
		count.SetText("共 " + strconv.Itoa(len(u.check.Warnings)) + " 条提醒，已说明 " + strconv.Itoa(len(u.explain)) + " 条。没有说明的也会一起上报。")
		u.way.View.Refresh()
	}
	list.OnPick = func(i int) { u.about(lines[i], draw) }
	list.OnFold = func(i int, open bool) {
		if lines[i].group != nil {
			lines[i].group.open = open
			draw()
		}
	}
	draw()
	list.Stand(0)
	next := kit.NewButton(kit.Primary, look.IconRight, "下一步", "F10", u.seal)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", u.overview)
	onPaper, print := u.printed()
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2,
		look.Row(look.NewPicture(look.IconWarning, look.Amber), look.NewWords("这些地方街道可能会问，请说明原因", look.Head)),
		look.NewWords("Enter 写说明或打开记录，→ 展开逐条。", look.Aside), list))))
	u.way.Go(1, body, list, map[fyne.KeyName]func(){fyne.KeyF10: u.seal, fyne.KeyF12: print, fyne.KeyEscape: u.overview}, count, layout.NewSpacer(), back, onPaper, next)
}

// warningLine is one line in sight: a sort of warnings, or one of them.
type warningLine struct {
	group    *warnings // nil for a single one below its sort
	problems []rules.Problem
}

func (u *submit) lines() []warningLine { return unfolded(u.groups) }

// unfolded are the lines in sight.
func unfolded(groups []*warnings) (all []warningLine) {
	for _, g := range groups {
		all = append(all, warningLine{g, g.problems})
		if g.open && len(g.problems) > 1 {
			for _, p := range g.problems {
				all = append(all, warningLine{nil, []rules.Problem{p}})
			}
		}
	}
	return all
}

const explainEms = 16

func (l warningLine) item(explain map[string]string) kit.Item {
	said, word := 0, ""
	for _, p := range l.problems {
		if text := explain[p.Key()]; text != "" {
			said++
			word = text
		}
	}
	hint := "未说明"
	switch {
	case said == len(l.problems):
		hint = "✓ " + look.Cut(word, explainEms)
	case said > 0:
		hint = "已说明 " + strconv.Itoa(said) + " 条"
	}
	if l.group == nil {
		p := l.problems[0]
		return kit.Item{Depth: 1, Label: p.Name + "：" + p.Fault.Text, Hint: hint}
	}
	item := kit.Item{Lead: strconv.Itoa(len(l.problems)), Label: l.group.label, Hint: hint}
	if len(l.problems) > 1 {
		item.Fold = kit.Shut
		if l.group.open {
			item.Fold = kit.Open
		}
	}
	return item
}

// about asks what to do about a warning, or about all of one sort.
func (u *submit) about(l warningLine, draw func()) {
	if len(l.problems) > 1 {
		u.ask(l, draw)
		return
	}
	p := l.problems[0]
	kit.Ask(u.s.Canvas(), p.Name, p.Fault.Text, kit.Answer{Verb: "取消", Safe: true},
		kit.Answer{Verb: "打开这条记录", Do: func() { u.showRecord(p.Kind, p.ID) }},
		kit.Answer{Verb: "写说明", Do: func() { u.ask(l, draw) }})
}

func (u *submit) ask(l warningLine, draw func()) {
	first := l.problems[0]
	text := first.Name + "：" + first.Fault.Text
	if n := len(l.problems); n > 1 {
		text = "下面这句话会写在这 " + strconv.Itoa(n) + " 条上。要逐条写的，先按 → 展开。"
	}
	kit.AskLine(u.s.Canvas(), kit.Prompt{Title: "说明", Text: text, Label: "原因", Value: u.explain[first.Key()],
		Offers: []string{"已向企业核实", "正在补材料", "档案里就是这样"}, Verb: "记下说明", Do: func(line string) {
			for _, p := range l.problems {
				if line == "" {
					delete(u.explain, p.Key())
				} else {
					u.explain[p.Key()] = line
				}
			}
			draw()
			u.keep()
		}})
}

// keep remembers the explanations in the ledger: next month most are the same.
func (u *submit) keep() {
	said := map[string]string{}
	for k, v := range u.explain {
		said[k] = strings.TrimSpace(v)
	}
	hands.Run(func() (struct{}, error) { return struct{}{}, u.s.Book.SetSetting(explainSetting, said) }, nil,
		func(err error) { u.fail("说明没有记住", err) })
}
