package page

import (
	"context"
	"strconv"

	"tuanjian/store/intake"
)

// paste is Ctrl+V over the rows of a list.
func (l *list) paste(text string) {
	switch {
	case !l.imports():
	case !intake.Pasted(text):
		l.s.Say("剪贴板里没有表格的行。请在 Excel 里选中几行，复制了再来粘贴")
	default:
		l.s.ShowPasted(l.q.Kind, text)
	}
}

// paste fills the form with the one row that was copied; several rows go the way of a
// file, and what is typed in the form is kept.
func (r *record) paste(text string) (texts map[string]string, took bool) {
	if !intake.Pasted(text) || !r.l.imports() || r.kind != r.l.q.Kind {
		return nil, false
	}
	texts, rows, err := intake.PastedRow(context.Background(), r.s.Book, text, r.kind)
	switch {
	case err != nil:
		r.s.Fail("没有读成粘贴的行", err)
	case rows > 1:
		r.s.ShowPasted(r.kind, text)
	case len(texts) == 0:
		r.s.Say("没有看出这一行各是什么。请一格一格粘贴")
	default:
		r.s.Say("已按粘贴的一行填了 " + strconv.Itoa(len(texts)) + " 项，请核对")
	}
	return texts, true
}
