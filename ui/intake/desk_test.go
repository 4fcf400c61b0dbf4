package intake

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

const officeHead = stage.OfficeHead

var (
	newBook                      = stage.NewBook
	words                        = stage.Words
	idNumber, officeFile, roster = stage.IDNumber, stage.OfficeFile, stage.Roster
)

// own are the screens of this room.
var own = page.Screens{Intake: Intake, Pasted: PasteRows}

type stand struct{ *behind.Stand }

func newStand(t *testing.T, size look.Size, members int) *stand {
	t.Helper()
	return &stand{behind.On(t, size, newBook(t, members), own)}
}

func TestALateAnswerLeavesTheQuestionAlone(t *testing.T) {
	s := behind.OnDesk(t, newBook(t, 0), own)
	w := &stage.KeenWindow{Window: s.Window}
	s.Window = w
	k := newIntake(s, nil, nil)
	s.Show(k.page)
	stage.KeepsTheQuestion(t, w, func() fyne.Focusable { return k.page.First }, k.choose)
}
