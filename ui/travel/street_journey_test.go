package travel

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/ui/look"
)

// answerPhrase types the passphrase that the page asks for.
func (s *stand) answerPhrase(t *testing.T) {
	t.Helper()
	entries := fields(s.Canvas().Overlays().Top())
	if len(entries) == 0 {
		t.Fatalf("no passphrase is asked for: %s", s.Told())
	}
	entries[0].SetText(phraseOfTest)
	verb := "打开这个包"
	button(t, s.Canvas().Overlays().Top(), verb).Press()
}

// A round between a street and three communities on the screen: two packages come and one is damaged, their signatures
// are compared, one field is returned, the receipt is taken in, worked through and answered.
func TestTheStreetsRoundOnScreen(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run(size.Label(), func(t *testing.T) { playRound(t, size, name) })
	}
}

func playRound(t *testing.T, size look.Size, suffix string) {
	dir := t.TempDir()
	tabei, wuyi := communityBook(t, "塔北社区", "李明", "王芳", "张强"), communityBook(t, "五一社区", "赵云", "李明")
	paths := []string{submitted(t, tabei, dir), submitted(t, wuyi, dir)}
	broken := filepath.Join(dir, "坏的.tjb")
	if err := os.WriteFile(broken, []byte("不是一个包"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := newStandOf(t, size, realStreet(t, "塔北社区", "五一社区", "松坡社区"))
	v := newReceive(s.Shell, nil)
	s.Show(v.page)
	s.Fits("receive-choose" + suffix)
	v.read(append(paths, broken))
	s.Photograph("receive-phrase" + suffix)
	s.answerPhrase(t)
	s.Fits("receive-preview-waiting" + suffix)
	ready, not := v.r.Ready()
	if len(ready) != 0 || len(not) != 3 || !strings.Contains(words(v.page.View), "没有能接收的包") {
		t.Fatalf("%d ready, %d not; %s", len(ready), len(not), words(v.page.View))
	}
	for _, d := range []int{0, 1} {
		v.decide(v.r.Deliveries[d])
		if !strings.Contains(s.Told(), v.r.Deliveries[d].Words.String()) || s.Canvas().Focused() == nil {
			t.Errorf("the words are not shown: %s", s.Told())
		}
		s.Photograph("receive-words" + suffix)
		button(t, s.Canvas().Overlays().Top(), "六个词都对上，认下").Press()
	}
	s.Fits("receive-preview" + suffix)
	if text := words(v.page.View); !strings.Contains(text, "接收 2 个社区的上报包") {
		t.Fatalf("the deed does not say what it does: %s", text)
	}
	v.detail(v.r.Deliveries[0])
	s.Fits("receive-detail" + suffix)
	press(s.Shell, fyne.KeyReturn)
	s.Photograph("receive-cargo" + suffix)
	press(s.Shell, fyne.KeyEscape)
	press(s.Shell, fyne.KeyEscape)
	s.Typed(fyne.KeyF10)
	s.Fits("receive-done" + suffix)
	if n := s.Book.Today().Count(ledger.Members); n != 5 || !strings.Contains(words(s.Page().View), "还有 1 个社区这一轮没有上报") {
		t.Fatalf("%d members; %s", n, words(s.Page().View))
	}

	// One field of a received person goes back.
	id := communityAt(s.Book, 0)
	a := newArrival(s.Shell, id, arrivalSoft)
	s.Show(a.page)
	of := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members, Under: records.Place{Kind: "community", ID: id}, Sort: "name"}).Row(0)
	s.ShowRecord(ledger.Members, of.Head().ID)
	formOn(t, s.Shell).FocusField("phone")
	name := ledger.NameOf(of)
	keyed(s.Shell, "9") // nothing of a received record can be typed over
	if f := formOn(t, s.Shell); f.Dirty() || f.Draft().(*ledger.Member).Phone != of.(*ledger.Member).Phone {
		t.Error("a received record was typed into")
	}
	s.Typed(fyne.KeyF8)
	s.Photograph("received-return-menu" + suffix)
	for _, deed := range []string{"退回这一项：手机号码", "问这一项：手机号码", "退回这一条", "问这一条"} {
		if !strings.Contains(s.Told(), deed) {
			t.Errorf("%s is not offered: %s", deed, s.Told())
		}
	}
	press(s.Shell, fyne.KeyReturn)
	s.Photograph("received-return" + suffix)
	fields(s.Canvas().Overlays().Top())[0].SetText("号码打不通，请核对")
	button(t, s.Canvas().Overlays().Top(), "退回").Press()
	if n := s.Book.Today().Count(ledger.Matters); n != 1 {
		t.Fatalf("%d matters", n)
	}
	y := newReply(s.Shell, replyDues)
	s.Show(y.page)
	s.Fits("reply-dues" + suffix)
	y.give(dir, "")
	s.Fits("reply-done" + suffix)
	receipts, err := filepath.Glob(filepath.Join(dir, "*回执*.tjb"))
	if err != nil || len(receipts) != 2 {
		t.Fatal(receipts, err)
	}
	g := Notice(s.Shell)
	s.Show(g)
	s.Fits("notice" + suffix)
	sent, _, err := travel.Notice(context.Background(), s.Book, travel.Giving{Dir: dir, Passphrase: phraseOfTest})
	if err != nil {
		t.Fatal(err)
	}

	// The community takes both in and works through the list.
	c := newStandOf(t, size, tabei)
	c.Show(Take(c.Shell, []string{filepath.Join(dir, sent.File)}))
	if strings.Contains(c.Told(), "口令") {
		c.answerPhrase(t)
	}
	c.Fits("take-notice" + suffix)
	c.Typed(fyne.KeyF10)
	if !strings.Contains(c.Told(), travel.OwnWords(s.Book)) {
		t.Fatalf("the street's words are not shown: %s", c.Told())
	}
	c.Photograph("take-words" + suffix)
	button(t, c.Canvas().Overlays().Top(), "六个词都对上，接收").Press()
	c.Show(Given(c.Shell))
	c.Fits("given" + suffix)
	receipt := receipts[0]
	if strings.Contains(receipts[1], "塔北") {
		receipt = receipts[1]
	}
	c.Show(Take(c.Shell, []string{receipt}))
	c.Fits("take-receipt" + suffix)
	c.Typed(fyne.KeyF10)
	if text := words(c.Page().View); !strings.Contains(text, name) || !strings.Contains(text, "还有 1 件没有办") {
		t.Fatalf("the list of work: %s", text)
	}
	c.Fits("matters" + suffix)
	press(c.Shell, fyne.KeyReturn)
	c.Photograph("matter" + suffix)
	button(t, c.Canvas().Overlays().Top(), "打开去改").Press()
	c.Photograph("matter-record" + suffix)
	if key, _ := formOn(t, c.Shell).At(); key != "phone" {
		t.Errorf("the record opens at %q", key)
	}
	formOn(t, c.Shell).Type("phone", "17087654321")
	formOn(t, c.Shell).Save(false)
	button(t, c.Page().View, "回到退回的事项").Press()
	if text := words(c.Page().View); !strings.Contains(text, "还有 0 件没有办") {
		t.Errorf("after mending: %s", text)
	}
	c.ShowSubmit()
	c.Fits("community-exchange" + suffix)

	// And the street sees it with the next package.
	v = newReceive(s.Shell, nil)
	s.Show(v.page)
	v.read([]string{submitted(t, tabei, t.TempDir())})
	s.Fits("receive-second" + suffix)
	v.take()
	work := travel.Matters(s.Book)
	if len(work) != 1 || work[0].Matter.State != codes.MatterMended {
		t.Fatalf("the matter is %+v", work)
	}
	y = newReply(s.Shell, replyMatters)
	s.Show(y.page)
	s.Fits("reply-matters" + suffix)
	press(s.Shell, fyne.KeyReturn)
	button(t, s.Canvas().Overlays().Top(), "办结这一件").Press()
	if got := travel.Matters(s.Book)[0].State; got != codes.MatterSettled {
		t.Errorf("settled: %s", got)
	}

	// A signature can be forgotten, for a reason.
	signer := func() *ledger.Signer {
		return find.ListOf(c.Book.Today(), records.Query{Kind: ledger.Signers}).Row(0).(*ledger.Signer)
	}
	c.ShowRecord(ledger.Signers, signer().ID)
	c.Fits("signer" + suffix)
	button(t, c.Page().View, "忘掉这个签名").Press()
	fields(c.Canvas().Overlays().Top())[0].SetText("街道换了电脑，已电话核实")
	button(t, c.Canvas().Overlays().Top(), "忘掉这个签名").Press()
	if got := signer().State; got != codes.SignerStopped {
		t.Errorf("the street's signature is %s", got)
	}
}
