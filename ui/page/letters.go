package page

import (
	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// LettersWord is what a menu calls the letters and official papers about a record.
const LettersWord = "开文书"

// letters are those that can be written about a record now, and where all are wanted the others, which say why not; back leads
// to where a person was.
func (s *Shell) letters(kind ledger.Kind, r ledger.Record, all bool, back func()) []kit.Deed {
	if s.Screens.Letters == nil || r == nil {
		return nil
	}
	var deeds []kit.Deed
	for _, w := range s.Screens.Letters(s, kind, r, back) {
		switch {
		case w.Why == "":
			deeds = append(deeds, kit.Deed{Icon: look.IconPrint, Label: w.Label, Do: w.Begin})
		case all:
			deeds = append(deeds, kit.Deed{Icon: look.IconPrint, Label: w.Label + "（现在不能开）", Do: func() { s.Fail("开不了"+w.Label, store.Refuse(w.Why)) }})
		}
	}
	return deeds
}

// LetterDeeds is the line of a menu for the papers about a record, none where there are none.
func (s *Shell) LetterDeeds(kind ledger.Kind, r ledger.Record, back func()) []kit.Deed {
	more := s.letters(kind, r, true, back)
	if len(more) == 0 {
		return nil
	}
	return []kit.Deed{{Icon: look.IconPrint, Label: LettersWord, More: more}}
}

// LetterButton opens the papers about records that belong together: the only one at once, several from a menu. It is nil where
// there are none.
func (s *Shell) LetterButton(back func(), about ...ledger.Record) *kit.Button {
	var deeds []kit.Deed
	for _, r := range about {
		deeds = append(deeds, s.letters(ledger.KindFor(r), r, false, back)...)
	}
	if len(deeds) == 0 {
		return nil
	}
	label := LettersWord
	if len(deeds) == 1 {
		label = deeds[0].Label
	}
	b := kit.NewButton(kit.Ordinary, look.IconPrint, label, "F12", nil)
	b.OnTapped = func() {
		if len(deeds) == 1 {
			deeds[0].Do()
			return
		}
		kit.Menu(s.Canvas(), b, deeds)
	}
	return b
}
