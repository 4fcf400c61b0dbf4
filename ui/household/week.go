package household

import (
	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/look"
)

// weekParts are the opening hours of a facility as a picture; nil where there are none that can be read, and of other kinds.
func (h *household) weekParts() fyne.CanvasObject {
	f, ok := h.all.Record.(*ledger.Facility)
	if !ok {
		return nil
	}
	week, read := value.ParseWeek(f.Hours)
	if !read {
		return nil
	}
	const day = 24 * 60
	var days []look.WeekDay
	for i, name := range []string{"周一", "周二", "周三", "周四", "周五", "周六", "周日"} {
		d := look.WeekDay{Name: name, Words: week.Hours(i)}
		if d.Words == "" {
			d.Words = "不开放"
		}
		for _, s := range week[i] {
			d.Open = append(d.Open, [2]float32{float32(s.From) / day, float32(s.To) / day})
		}
		days = append(days, d)
	}
	return look.Column(look.Gap2, look.NewWords("一周开放时间（0 到 24 点）", look.Head), look.NewWeek(days))
}
