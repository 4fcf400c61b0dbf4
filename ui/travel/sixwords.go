package travel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/travel"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// spoken shows the six words of a signature, large enough to be read aloud from.
func spoken(words string) fyne.CanvasObject {
	return look.Ground(look.Shade, look.Inset(look.Gap4, look.NewWords(words, look.Figure).Centre()))
}

// askWords asks a person to compare six words over the telephone before a signature is trusted, and hands over those that
// were compared. The answer that trusts nothing has the keyboard.
func askWords(c fyne.Canvas, title, before string, words travel.SixWords, after, verb string, do func(compared travel.SixWords)) {
	var f *kit.Float
	no := kit.NewButton(kit.Ordinary, look.IconNone, "没有对上，不认", "Esc", func() { f.Close() })
	yes := kit.NewButton(kit.Primary, look.IconDone, verb, "", func() {
		f.Close()
		do(words)
	})
	f = kit.NewFloat(c, look.Inset(look.Gap6, look.Column(look.Gap4, look.NewWords(title, look.Head), look.NewParagraph(before, look.Body, wordsEms), spoken(words.String()),
		look.NewParagraph(after, look.Aside, wordsEms), look.Row(layout.NewSpacer(), no, yes))))
	f.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: no.Press}
	f.Open(no)
}

const wordsEms = 34
