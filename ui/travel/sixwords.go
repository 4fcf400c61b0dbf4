package travel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/travel"
	"tuanjian/ui/kit"
)

// spoken shows the six words of a signature, large enough to be read aloud from.
func spoken(words string) fyne.CanvasObject {
	return kit.Ground(kit.Shade, kit.Inset(kit.Gap4, kit.NewWords(words, kit.Figure).Centre()))
}

// askWords asks a person to compare six words over the telephone before a signature is trusted, and hands over those that
// were compared. The answer that trusts nothing has the keyboard.
func askWords(c fyne.Canvas, title, before string, words travel.SixWords, after, verb string, do func(compared travel.SixWords)) {
	var f *kit.Float
	no := kit.NewButton(kit.Ordinary, kit.IconNone, "没有对上，不认", "Esc", func() { f.Close() })
	yes := kit.NewButton(kit.Primary, kit.IconDone, verb, "", func() {
		f.Close()
		do(words)
	})
	f = kit.NewFloat(c, kit.Inset(kit.Gap6, kit.Column(kit.Gap4, kit.NewWords(title, kit.Head), kit.NewParagraph(before, kit.Body, wordsEms), spoken(words.String()),
		kit.NewParagraph(after, kit.Aside, wordsEms), kit.Row(layout.NewSpacer(), no, yes))))
	f.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: no.Press}
	f.Open(no)
}

const wordsEms = 34
