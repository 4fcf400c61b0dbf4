package travel

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

// TestPanelsOfTravelKeepTheKeyboard walks the panels that these screens make themselves.
func TestPanelsOfTravelKeepTheKeyboard(t *testing.T) {
	s := newStand(t, look.Standard, 60)
	stage.Panels(t, s.Stage, s.Typed, map[string]func(fyne.CanvasObject){
		"compareDouble": func(fyne.CanvasObject) {
			rows := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members})
			side := func(i int) rules.DoubleSide {
				return rules.DoubleSide{Kind: ledger.Members, Record: rows.Row(i), Community: "五一社区"}
			}
			compareDouble(s.Shell, rules.Double{Sides: []rules.DoubleSide{side(0), side(1)}}, func() {})
		},
		"askWords": func(fyne.CanvasObject) {
			askWords(s.Canvas(), "认签名", "请打电话。", travel.SixWords{}, "对不上就不认。", "对上了", func(travel.SixWords) {})
		},
		"make": func(fyne.CanvasObject) {
			y := &reply{s: s.Shell, phrase: phraseBox{s: s.Shell}}
			y.known.dues = []travel.Owed{{Keyless: true, Community: &ledger.Community{Title: "五一社区"}}}
			y.make()
		},
	})
}
