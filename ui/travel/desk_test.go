package travel

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

const (
	password     = stage.Password
	phraseOfTest = stage.Phrase
)

var (
	testEnv, newBook, newStreetBook, communityAt     = stage.Env, stage.NewBook, stage.NewStreet, stage.Community
	communityBook, submitted, realStreet, someMember = stage.NewCommunity, stage.Submitted, stage.NewRealStreet, stage.SomeMember
	words, fields, button                            = stage.Words, stage.Fields, stage.Button
	formOn, press                                    = behind.Form, behind.Press
)

var onRollQuery = records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"}

// own are the screens of this room.
var own = page.Screens{Submit: Submit, Matters: Matters, Notice: Notice, Reply: Reply, Doubles: Doubles, Community: Community, Receive: Receive, Meet: Meet}

type stand struct{ *behind.Stand }

func newStand(t *testing.T, size look.Size, members int) *stand {
	t.Helper()
	return newStandOf(t, size, newBook(t, members))
}

func newStandOf(t *testing.T, size look.Size, b *store.Book) *stand {
	t.Helper()
	return &stand{behind.On(t, size, b, own)}
}

func onDesk(t *testing.T, b *store.Book) *page.Shell {
	t.Helper()
	return behind.OnDesk(t, b, own)
}

// keyed types as a keyboard does.
func keyed(s *page.Shell, text string) { stage.Keyed(s.Canvas(), text) }
