package travel

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// matterItem is one line about something that the street has sent back.
func matterItem(m *ledger.Matter) kit.Item {
	icon := look.IconFlag
	switch m.State {
	case codes.MatterMended, codes.MatterAnswered, codes.MatterSettled:
		icon = look.IconDone
	case codes.MatterRecalled:
		icon = look.IconUndo
	}
	return kit.Item{Icon: icon, Label: codes.MatterSorts.Label(m.Sort) + "　" + m.Title + matterField(m) + "：" + look.OneLine(m.Text), Hint: matterState(m)}
}

// matterField is the field that a matter is about, for people; "" for the whole record.
func matterField(m *ledger.Matter) string {
	kind := ledger.KindOf(m.Kind)
	if kind == nil {
		return ""
	}
	if i := kind.At(m.Key); i >= 0 && m.Key != "" {
		return "（" + kind.Columns()[i].Label + "）"
	}
	return ""
}

func matterState(m *ledger.Matter) string {
	text := codes.MatterStates.Label(m.State)
	if m.Reply != "" {
		text = look.Cut(m.Reply, 16) + "　" + text
	}
	if m.State == codes.MatterOpen && m.Sent == 0 {
		text = "还没有发出"
	}
	return text
}

// openMatter opens the record that a matter is about, at its field, or says that it is gone.
func openMatter(s *page.Shell, m *ledger.Matter, back *page.Way) {
	kind := ledger.KindOf(m.Kind)
	id, err := value.ParseID(m.Record)
	if kind == nil || err != nil || s.Book.Today().Get(kind, id) == nil {
		kit.TellText(s.Canvas(), m.Title, "这条记录已经不在台账里了。\n"+m.Text, nil)
		return
	}
	back.Field = m.Key
	back.Tell = codes.MatterSorts.Label(m.Sort) + matterField(m) + "：" + m.Text
	s.ShowRecordFrom(kind, id, back)
}
