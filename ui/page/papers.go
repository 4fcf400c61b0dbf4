package page

import (
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// PapersWord is what a menu calls the letters and official papers about a record.
const PapersWord = "开文书"

// papers are those that can be written about a record now; back leads to where a person was.
func (s *Shell) papers(kind ledger.Kind, r ledger.Record, back func()) []kit.Deed {
	if s.Screens.Papers == nil || r == nil {
		return nil
	}
	var deeds []kit.Deed
	for _, w := range s.Screens.Papers(s, kind, r, back) {
		deeds = append(deeds, kit.Deed{Icon: look.IconPrint, Label: w.Label, Do: w.Begin})
	}
	return deeds
}

// PaperDeeds is the line of a menu for the papers about a record, none where there are none.
func (s *Shell) PaperDeeds(kind ledger.Kind, r ledger.Record, back func()) []kit.Deed {
	more := s.papers(kind, r, back)
	if len(more) == 0 {
		return nil
	}
	return []kit.Deed{{Icon: look.IconPrint, Label: PapersWord, More: more}}
}

// PaperButton opens the papers about records that belong together: the only one at once, several from a menu. It is nil where
// there are none.
func (s *Shell) PaperButton(back func(), about ...ledger.Record) *kit.Button {
	var deeds []kit.Deed
	for _, r := range about {
		deeds = append(deeds, s.papers(ledger.KindFor(r), r, back)...)
	}
	if len(deeds) == 0 {
		return nil
	}
	label := PapersWord
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
