package page

import (
	"strings"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// menu is what the second mouse button, the menu key and Shift+F10 offer on a row.
func (l *list) menu(row int, at fyne.Position) {
	kit.MenuAt(l.s.Canvas(), at, l.rowDeeds(row))
}

// rowDeeds are what can be done with a row, or with all selected ones: what the kind
// and the role of the operator allow, and nothing else.
func (l *list) rowDeeds(row int) []kit.Deed {
	r, ids := l.rows.Row(row), l.chosen()
	many, whose := "", foreign(l.q.Kind, l.rows.Row(row))
	if len(ids) > 1 {
		many = "这 " + face.Amount(l.q.Kind, len(ids))
	}
	deeds := []kit.Deed{{Icon: look.IconEdit, Label: "打开", Hint: "Enter", Do: func() { l.openRow(row) }}}
	if l.s.housed(l.q.Kind) && len(ids) < 2 {
		deeds = append(deeds, kit.Deed{Icon: look.IconFile, Label: HouseholdWord, Hint: "F7", Do: func() { l.household(r.Head().ID) }})
	}
	deeds = append(deeds, l.copyDeeds(ids)...)
	deeds = append(deeds, kit.Deed{Icon: look.IconHistory, Label: "历史", Do: func() { l.openPast(r.Head().ID) }})
	if fit := l.rowTransitions(r); len(fit) > 0 && len(ids) < 2 {
		deeds = append(deeds, kit.Deed{Icon: look.IconMore, Label: "办理", Hint: "F8", More: fit})
	}
	if works := l.s.workDeeds(l.q.Kind, r); len(works) > 0 && len(ids) < 2 {
		deeds = append(deeds, kit.Deed{Icon: look.IconColumns, Label: "办事", More: works})
	}
	if len(ids) < 2 {
		deeds = append(deeds, l.s.LetterDeeds(l.q.Kind, r, func() { l.s.ShowRecord(l.q.Kind, r.Head().ID) })...)
	}
	if l.prints() {
		hint := ""
		if len(ids) > 1 {
			hint = "F12" // of one row alone F12 prints the whole list
		}
		deed := kit.Deed{Icon: look.IconPrint, Label: "打印" + many, Hint: hint, Do: func() { l.printOnly(ids) }}
		if papers := l.s.PaperDeeds(l.q.Kind, r.Head().ID, l.backTo(r.Head().ID, false)); len(ids) < 2 && len(papers) > 0 {
			deed.More = append(papers, kit.Deed{Icon: look.IconPrint, Label: forms.Title(face.Of(l.q.Kind).Forms[0]), Do: deed.Do})
		}
		deeds = append(deeds, deed)
	}
	if len(ids) > 1 && !whose && l.s.Book.May(store.MayBulk) {
		deeds = append(deeds, kit.Deed{Icon: look.IconEdit, Label: "批量修改" + many, Do: l.edit})
	}
	if !whose && l.s.Book.May(store.MayRemove) {
		deeds = append(deeds, kit.Deed{Icon: look.IconRemove, Label: "移到回收站", Hint: "Delete", Do: l.remove})
	}
	return deeds
}

// copyDeeds put the numbers of records on the clipboard, one line a record, or the rows
// as a table in which the numbers are masked.
func (l *list) copyDeeds(ids []value.ID) []kit.Deed {
	var whole []kit.Deed
	if l.s.Book.May(store.MayExportWhole) {
		for i, c := range l.q.Kind.Columns()[:l.q.Kind.Fields()] {
			if text := l.numbers(ids, i); text != "" {
				whole = append(whole, kit.Deed{Icon: look.IconCopy, Label: "复制" + c.Label, Do: func() {
					hands.Clip(l.s.App.Clipboard(), text)
					l.s.Say("已复制" + c.Label + "，半分钟后从剪贴板上清掉")
				}})
			}
		}
	}
	if len(whole) > 1 {
		whole = []kit.Deed{{Icon: look.IconCopy, Label: "复制号码", More: whole}}
	}
	return append(whole, kit.Deed{Icon: look.IconCopy, Label: "复制成表格", Hint: "Ctrl+C", Do: func() {
		l.grid.TypedShortcut(&fyne.ShortcutCopy{Clipboard: l.s.App.Clipboard()})
	}})
}

// numbers are the whole numbers that records have in a column, one a line; "" where it
// holds none that people copy.
func (l *list) numbers(ids []value.ID, column int) string {
	switch l.q.Kind.Columns()[column].Shape {
	case ledger.IDCard, ledger.Credit, ledger.Phone:
	default:
		return ""
	}
	var lines []string
	for _, id := range ids {
		if r := l.s.Book.Today().Get(l.q.Kind, id); r != nil {
			if text := l.q.Kind.Text(r, column, l.s.Book.Basis()); text != "" {
				lines = append(lines, text)
			}
		}
	}
	return strings.Join(lines, "\r\n")
}

// openPast opens a record at what happened to it.
func (l *list) openPast(id value.ID) {
	l.open(id)
	if p := l.panel; p != nil && p.id == id && p.tabs != nil {
		p.tabs.Choose(p.pages - 1)
		p.turn(p.pages - 1)
	}
}

// rowTransitions are the transitions that fit a row's record; each opens it and begins.
func (l *list) rowTransitions(r ledger.Record) []kit.Deed {
	return transitionDeeds(l.s.transitions(l.q.Kind, r), func(t face.Transition) {
		l.open(r.Head().ID)
		if p := l.panel; p != nil && p.id == r.Head().ID {
			p.begin(t)
		}
	})
}

// rowMenuOf is F8 where no record is open: what can be done with the current row, the jobs about it first, as on its own page.
func (l *list) rowMenuOf(row int) {
	if row < 0 || row >= l.length() {
		return
	}
	r := l.rows.Row(row)
	deeds := append(l.s.workDeeds(l.q.Kind, r), l.rowTransitions(r)...)
	deeds = append(deeds, l.s.LetterDeeds(l.q.Kind, r, func() { l.s.ShowRecord(l.q.Kind, r.Head().ID) })...)
	if len(deeds) > 0 {
		kit.Menu(l.s.Canvas(), l.count, deeds)
	}
}

// printOnly is the preview of some records and no others.
func (l *list) printOnly(ids []value.ID) {
	q := l.q
	q.Only = ids
	l.s.Show(l.s.Screens.Print(l.s, q, l.keys))
}
