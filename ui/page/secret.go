package page

import (
	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/ui/kit"
)

// A Secret is a password field with its label and what is wrong with it; Box is all three, to be laid out.
type Secret struct {
	Entry *kit.Password
	Fault *kit.Fault
	Box   fyne.CanvasObject
}

// NewSecret makes the field empty; it tells when capitals may be locked.
func NewSecret(label string) *Secret {
	s := &Secret{Entry: kit.NewPassword(), Fault: kit.NewFault()}
	s.Box = kit.Labelled(label, s.Entry, s.Fault)
	s.Entry.OnChanged = func(string) { s.Fault.Clear() }
	s.Entry.OnCaps = func(on bool) {
		if on {
			s.Fault.Soft("大写锁定可能开着。")
		} else {
			s.Fault.Clear()
		}
	}
	return s
}

// Fail shows a fault and gives the field the keyboard, to be typed anew.
func (s *Secret) Fail(text string) {
	s.Entry.Refuse()
	s.Fault.Hard(text) // after what was typed ahead, which clears it
}

// TypedTwice says whether two fields hold one password that may be chosen, and shows what
// is wrong at the field that has it.
func TypedTwice(first, second *Secret) bool {
	first.Fault.Clear()
	second.Fault.Clear()
	switch err := store.CheckPassword(first.Entry.Text); {
	case err != nil:
		first.Fail(kit.Sentence(err))
	case first.Entry.Text != second.Entry.Text:
		second.Fail("两次填的不一样。请再填一次。")
	default:
		return true
	}
	return false
}

// PickName is a field for one of the operators, the one at first chosen already.
func PickName(names []string, first int) *kit.Picker {
	all := make([]find.Option, len(names))
	for i, name := range names {
		all[i] = find.Option{Value: name, Label: name}
	}
	p := kit.NewPicker(func(typed string) []kit.Option { return Options(find.Matching(all, typed)) })
	if first >= 0 && first < len(all) {
		p.Choose(Options(all)[first])
	}
	return p
}
