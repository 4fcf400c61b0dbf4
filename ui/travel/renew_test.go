package travel

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/ui/look"
)

// accepted are the words of the signatures that a ledger trusts.
func accepted(b *store.Book) (words []string) {
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Signers})
	for i := range l.Len() {
		if s := l.Row(i).(*ledger.Signer); s.State == codes.SignerAccepted {
			words = append(words, s.Words)
		}
	}
	return words
}

func noticeOf(t *testing.T, street *store.Book) string {
	t.Helper()
	_, path, err := travel.Notice(context.Background(), street, travel.Giving{Dir: t.TempDir(), Passphrase: phraseOfTest})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// The street has a new ledger: a reason is asked for, then the words; whoever turns back on the way trusts the old one as
// before, and who goes through trusts the new one alone.
func TestTheStreetsNewLedgerOnScreen(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	b, old, renewed := communityBook(t, "塔北社区", "李明"), realStreet(t, "塔北社区"), realStreet(t, "塔北社区")
	p, err := travel.ReadNotice(context.Background(), b, noticeOf(t, old), phraseOfTest)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(err)
	}
	stands := func(what string) {
		t.Helper()
		if got := accepted(b); len(got) != 1 || got[0] != travel.OwnWords(old) || travel.NeedsPassphrase(b) {
			t.Errorf("%s: %q is trusted", what, got)
		}
	}
	path := noticeOf(t, renewed)
	c := newStandOf(t, look.Standard, b)
	c.Show(Take(c.Shell, []string{path}))
	c.answerPhrase(t)
	if told := c.Told(); !strings.Contains(told, "街道换了台账？") || !strings.Contains(told, travel.OwnWords(renewed)) {
		t.Fatalf("what is said: %s", told)
	}
	c.Photograph("take-anew")
	press(c.Shell, fyne.KeyEscape)
	stands("no reason")
	c.Show(Take(c.Shell, []string{path}))
	c.answerPhrase(t)
	fields(c.Canvas().Overlays().Top())[0].SetText("街道换了电脑，已电话核对")
	button(t, c.Canvas().Overlays().Top(), "看这个新签名的包").Press()
	if text := words(c.Page().View); !strings.Contains(text, "原来的签名停用") {
		t.Fatalf("what it does is not said: %s", text)
	}
	c.Fits("take-notice-anew")
	stands("looked at")
	c.Typed(fyne.KeyF10)
	if !strings.Contains(c.Told(), travel.OwnWords(renewed)) {
		t.Fatalf("the words are not shown: %s", c.Told())
	}
	press(c.Shell, fyne.KeyEscape)
	stands("the words differ")
	c.Typed(fyne.KeyF10)
	button(t, c.Canvas().Overlays().Top(), "六个词都对上，接收").Press()
	if got := accepted(b); len(got) != 1 || got[0] != travel.OwnWords(renewed) {
		t.Errorf("%q is trusted", got)
	}
}

// The same for a community that has a new ledger, at its street.
func TestACommunitysNewLedgerOnScreen(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	street, b, renewed := realStreet(t, "塔北社区"), communityBook(t, "塔北社区", "李明"), communityBook(t, "塔北社区", "王芳")
	r, err := travel.ReadParcels(context.Background(), street, travel.Receiving{Paths: []string{submitted(t, b, t.TempDir())}, Passphrase: phraseOfTest}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Trust(context.Background(), r.Deliveries[0].Words); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Apply(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	s := newStandOf(t, look.Standard, street)
	v := newReceive(s.Shell, nil)
	s.Show(v.page)
	v.read([]string{submitted(t, renewed, t.TempDir())})
	s.answerPhrase(t)
	v.decide(v.r.Deliveries[0])
	if told := s.Told(); !strings.Contains(told, "“塔北社区”换了台账？") {
		t.Fatalf("what is said: %s", told)
	}
	s.Photograph("receive-anew")
	fields(s.Canvas().Overlays().Top())[0].SetText("社区换了电脑，已电话核实")
	button(t, s.Canvas().Overlays().Top(), "换成这本台账").Press()
	if got := accepted(street); len(got) != 1 || got[0] != travel.OwnWords(b) {
		t.Errorf("before the words: %q is trusted", got)
	}
	v.decide(v.r.Deliveries[0])
	if told := s.Told(); !strings.Contains(told, travel.OwnWords(renewed)) || !strings.Contains(told, "没有写明报给哪个街道") {
		t.Fatalf("the words: %s", told)
	}
	button(t, s.Canvas().Overlays().Top(), "六个词都对上，认下").Press()
	if got := accepted(street); len(got) != 1 || got[0] != travel.OwnWords(b) {
		t.Errorf("before it is taken in: %q is trusted", got)
	}
	s.Typed(fyne.KeyF10)
	if got := accepted(street); len(got) != 1 || got[0] != travel.OwnWords(renewed) {
		t.Errorf("%q is trusted", got)
	}
}

// A package under a passphrase says for which street it is; the page says so, and lets it be written.
func TestThePackageNamesItsStreetOnScreen(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	s := newStandOf(t, look.Standard, communityBook(t, "塔北社区", "李明"))
	u := newSubmit(s.Shell)
	s.Show(u.page)
	u.seal()
	if text := words(u.page.View); !strings.Contains(text, "包里没有写明报给哪个街道") {
		t.Fatalf("nothing is said: %s", text)
	}
	s.Fits("submit-seal-unnamed")
	button(t, u.page.View, "写明街道").Press()
	fields(s.Canvas().Overlays().Top())[0].SetText("小江湖街道")
	button(t, s.Canvas().Overlays().Top(), "写明这个街道").Press()
	if text := words(u.page.View); !strings.Contains(text, "包里写明报给“小江湖街道”") {
		t.Fatalf("it is not said: %s", text)
	}
	s.Fits("submit-seal-named")
	u.write(t.TempDir())
	if past, err := points.Submissions(s.Book); err != nil || len(past) != 1 || past[0].To != "小江湖街道" {
		t.Errorf("%+v %v", past, err)
	}
}
