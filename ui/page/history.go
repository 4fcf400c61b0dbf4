package page

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/tend"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// history shows who changed what when, newest first, with a way back to each version.
func (r *record) history() fyne.CanvasObject {
	box := container.NewStack(look.Inset(look.Gap6, look.NewWords("正在读历史", look.Aside)))
	hands.RunLatest(&r.latest, func() ([]store.Version, error) { return r.s.Book.History(r.kind, r.id) },
		func(versions []store.Version) {
			var rows []fyne.CanvasObject
			for i, v := range versions {
				var before ledger.Record
				if i+1 < len(versions) {
					before = versions[i+1].Record
				}
				rows = append(rows, r.version(v, before, i == 0))
			}
			box.Objects = []fyne.CanvasObject{kit.Scrolled(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))}
			box.Refresh()
		}, func(err error) { r.s.Fail("读不出历史", err) })
	return box
}

// version is one entry: who and when, and the fields that differ from before.
func (r *record) version(v store.Version, before ledger.Record, newest bool) fyne.CanvasObject {
	head := []fyne.CanvasObject{look.NewWords(v.Entry.Deed().Title(), look.Strong), look.NewWords(v.Entry.Who+"　"+r.s.At(v.Entry.Time, "2006-01-02 15:04"), look.Aside), layout.NewSpacer()}
	if !newest && !v.Removed && !r.foreign() && r.s.Book.May(store.MayEdit) {
		head = append(head, kit.NewButton(kit.Ordinary, look.IconUndo, "恢复成这一版", "", func() { r.askRevert(v) }))
	}
	rows := []fyne.CanvasObject{look.Row(head...)}
	if before != nil && !v.Removed {
		for _, line := range r.changes(before, v.Record) {
			rows = append(rows, look.NewParagraph(line, look.Body, panelEms-6))
		}
		if len(rows) == 1 && v.Entry.Intent == "edit" && v.Record.Head().Shredded == 0 {
			rows = append(rows, look.NewWords("打星号的部分有改动，或只改了说明", look.Aside))
		}
	}
	if !v.Removed && v.Record.Head().Shredded != 0 {
		rows = append(rows, look.NewWords("个人信息（已按规定清除）", look.Aside))
	}
	if v.Entry.Detail.Reason != "" {
		rows = append(rows, look.NewWords("原因："+v.Entry.Detail.Reason, look.Aside))
	}
	return look.Column(look.Gap1, rows...)
}

// changes are the fields in which two versions differ, as they may stand on the
// screen.
func (r *record) changes(was, now ledger.Record) (lines []string) {
	for _, c := range r.kind.Columns()[:r.kind.Fields()] {
		before, after := find.TextOf(r.s.Book.Today(), r.kind, was, c.Key), find.TextOf(r.s.Book.Today(), r.kind, now, c.Key)
		if before == after {
			continue
		}
		before, after = ledger.Start.Mask(c, before), ledger.Start.Mask(c, after)
		if before == after {
			lines = append(lines, c.Label+"："+hiddenPart(c)+"不同")
			continue
		}
		lines = append(lines, c.Label+"："+cmp.Or(before, look.Blank)+" → "+cmp.Or(after, look.Blank))
	}
	return lines
}

// hiddenPart is what a mask hides of a column, for a sentence.
func hiddenPart(c ledger.Column) string {
	if c.Birth {
		return "日子"
	}
	return "打星号的部分"
}

const revertMost = 8 // fields that the question about a version names

// askRevert asks before a record becomes what it was, naming what would change.
func (r *record) askRevert(v store.Version) {
	lines := r.changes(r.s.Book.Today().Get(r.kind, r.id), v.Record)
	if len(lines) == 0 {
		kit.TellText(r.s.Canvas(), "不用恢复", "现在的内容和这一版一样。", nil)
		return
	}
	text := "会改 " + strconv.Itoa(len(lines)) + " 项：\n"
	if len(lines) > revertMost {
		lines = append(lines[:revertMost:revertMost], "……")
	}
	kit.AskLine(r.s.Canvas(), kit.Prompt{Title: "恢复成 " + r.s.At(v.Entry.Time, "2006-01-02 15:04") + " 的内容",
		Text: text + strings.Join(lines, "\n"), Label: "原因（可以不填）", Offers: []string{"改错了", "以原件为准"}, Verb: "恢复成这一版",
		Do: func(why string) { r.revert(v, why) }})
}

func (r *record) revert(v store.Version, why string) {
	hands.Run(func() (ledger.Record, error) { return tend.RestoreVersion(r.s.Book, r.kind, r.id, v.Seq, why) }, func(now ledger.Record) {
		r.s.Toasts.SayWith("已恢复 "+r.s.Book.Today().Called(now), "撤销", r.s.Undo)
		if r.l.panel == r {
			r.l.openPanel(r.kind, r.id, r.fresh, r.after)
		}
	}, func(err error) { r.s.Fail("没有恢复", err) })
}
