package household

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store/chronicle"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// mostDue is how many of what is due stand at the left; most of a person's hundred payments would say the same.
const mostDue = 6

// ems is after how many characters a paragraph of the side breaks that leaves so many free at its edges.
func (h *household) ems(free float32) float32 {
	if h.narrow {
		return look.Room()/look.Now().Text - free
	}
	return sideEms - free
}

// drawSide writes what is due, what hangs from the record, and its facts.
func (h *household) drawSide() {
	parts := []fyne.CanvasObject{h.dueParts()}
	if week := h.weekParts(); week != nil {
		parts = append(parts, week)
	}
	if len(h.hangs) > 0 {
		parts = append(parts, h.hangingParts())
	}
	parts = append(parts, h.factParts())
	h.side.Objects = []fyne.CanvasObject{look.Column(look.Gap4, parts...)}
	h.side.Refresh()
}

func (h *household) dueParts() fyne.CanvasObject {
	rows := []fyne.CanvasObject{look.NewWords("该办的", look.Head)}
	if len(h.dues) == 0 {
		return look.Column(look.Gap1, append(rows, look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords("没有要办的", look.Aside)))...)
	}
	for i, d := range h.dues {
		if i == mostDue {
			rows = append(rows, look.NewWords(more(len(h.dues)-mostDue), look.Note))
			break
		}
		rows = append(rows, h.due(d))
	}
	return look.Column(look.Gap1, rows...)
}

// due is one thing that is due; it opens what it is about.
func (h *household) due(d chronicle.Due) fyne.CanvasObject {
	icon, ink := look.IconWarning, look.Amber
	if d.Grave == rules.Overdue {
		icon, ink = look.IconFault, look.Red
	}
	line := look.Row(look.NewPicture(icon, ink), look.NewParagraph(d.Text, look.Body, h.ems(6)))
	return kit.NewTile(look.Inset(look.Gap1, line), func() { h.s.ShowRecordFrom(d.Kind, d.ID, h.way(d.Field)) })
}

func (h *household) hangingParts() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	for _, hang := range h.hangs {
		q := records.Query{Kind: hang.Kind, Under: records.Place{Kind: h.kind.Name(), ID: h.id}, Sort: face.Sort(hang.Kind)}
		rows = append(rows, kit.NewButton(kit.Quiet, face.Of(hang.Kind).Icon, hang.Kind.Title()+" "+strconv.Itoa(hang.Count)+" "+hang.Kind.Unit(), "", func() {
			h.s.ShowListFrom(q, h.way(""))
		}))
	}
	return look.Column(look.Gap1, look.NewWords("下面有", look.Head), look.Flow(rows...))
}

// factParts are the record's fields that hold something, by the groups of its form.
func (h *household) factParts() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	v, r := h.all.View(), h.all.Record
	var keys []string
	for _, g := range face.Of(h.kind).Groups {
		keys = append(keys, g.Keys...)
	}
	veil := find.VeilOver(h.kind, keys, false)
	for _, g := range face.Of(h.kind).Groups {
		rows := []fyne.CanvasObject{look.NewWords(g.Title, look.Head)}
		for _, key := range g.Keys {
			at := h.kind.At(key)
			text := find.CellText(v, h.kind, r, key, veil)
			if text == "" || at < 0 {
				continue
			}
			rows = append(rows, look.NewParagraph(label(h.kind.Columns()[at])+value.OneLine(text), look.Body, h.ems(4)))
		}
		if len(rows) > 1 {
			parts = append(parts, look.Column(look.Gap1, rows...))
		}
	}
	return look.Column(look.Gap4, parts...)
}

func label(c ledger.Column) string { return c.Label + "：" }
