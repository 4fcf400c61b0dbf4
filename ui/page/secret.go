package page

import (
	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/kit"
)

// secret is a password field with its label and what is wrong with it.
type secret struct {
	entry *kit.Password
	fault *kit.Fault
	box   fyne.CanvasObject
}

func newSecret(label string) *secret {
	s := &secret{entry: kit.NewPassword(), fault: kit.NewFault()}
	s.box = kit.Labelled(label, s.entry, s.fault)
	s.entry.OnChanged = func(string) { s.fault.Clear() }
	s.entry.OnCaps = func(on bool) {
		if on {
			s.fault.Soft("大写锁定可能开着。")
		} else {
			s.fault.Clear()
		}
	}
	return s
}

// fail shows a fault and gives the field the keyboard, to be typed anew.
func (s *secret) fail(text string) {
	s.entry.Refuse()
	s.fault.Hard(text) // after what was typed ahead, which clears it
}

// twice says whether two fields hold one password that may be chosen, and shows what
// is wrong at the field that has it.
func twice(first, second *secret) bool {
	first.fault.Clear()
	second.fault.Clear()
	switch err := store.CheckPassword(first.entry.Text); {
	case err != nil:
		first.fail(kit.Sentence(err))
	case first.entry.Text != second.entry.Text:
		second.fail("两次填的不一样。请再填一次。")
	default:
		return true
	}
	return false
}
