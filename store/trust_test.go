package store

import (
	"errors"
	"strings"
	"testing"

	"tuanjian/store/ledger"
)

// 录入 who has accepted a street's signature cannot forget it by taking that back: what
// else the notice brought goes, the signature stays, and no other is taken in its place.
func TestUndoForgetsNoSignature(t *testing.T) {
	s, admin := streetOfTwo(t), freshBook(t)
	enrol(t, s, admin)
	if err := admin.AddOperator("录入的人", "typing-only-here", Typist); err != nil {
		t.Fatal(err)
	}
	path := admin.Path()
	admin.Close()
	b := openAs(t, path, "录入的人", "typing-only-here")
	p := planned(t, b, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(err)
	}
	key := b.Profile().StreetKey
	back, err := b.PlanUndo(b.lastSeq())
	if err != nil {
		t.Fatal(Tell(err).Message)
	}
	if len(back.Left) != 1 || back.Left[0].Kind != ledger.Signers.Name() || !strings.Contains(back.Left[0].Why, "管理员") {
		t.Fatalf("left %+v", back.Left)
	}
	if _, err := back.Apply(); err != nil {
		t.Fatal(Tell(err).Message)
	}
	if b.street() == nil || b.Profile().StreetKey != key || key == "" {
		t.Error("the trust is gone")
	}
	if n := b.Count(ledger.Parcels); n != 0 {
		t.Errorf("%d packages are still noted", n)
	}
	again := streetOfTwo(t)
	enrol(t, again, b)
	if _, err := b.ReadNotice(t.Context(), give(t, again), spoken); codeOf(err) != Refused {
		t.Error("another street is taken for a first one", err)
	}
	if p := planned(t, b, give(t, s)); p.First {
		t.Error("the accepted street is asked about again")
	}
	// However it is tried, the file does not take it from him.
	err = b.write("undo", nil, func(t *Turn) error { return t.Remove(ledger.Signers, b.street(), "") })
	if codeOf(err) != NotAllowed || b.street() == nil {
		t.Error("taken away all the same", err)
	}
	b.Close()
	admin = openAs(t, path, "王干事", testPassword)
	if err := admin.ForgetStreet("街道换了电脑，已电话核对"); err != nil || admin.street() != nil {
		t.Error("管理员 cannot forget it", err)
	}
}

// Who may not forget cannot bring a forgotten signature back either: what he stopped while he was 管理员 stays stopped, and
// no package is sealed to its key again.
func TestUndoTrustsNoStoppedSignature(t *testing.T) {
	s, founder := streetOfTwo(t), freshBook(t)
	enrol(t, s, founder)
	p := planned(t, founder, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words), founder.AddOperator("副手", "second-in-command", Admin)); err != nil {
		t.Fatal(err)
	}
	path := founder.Path()
	founder.Close()
	second := openAs(t, path, "副手", "second-in-command")
	if err := second.ForgetStreet("电脑丢了"); err != nil {
		t.Fatal(err)
	}
	forgot := second.lastSeq()
	second.Close()
	founder = openAs(t, path, "王干事", testPassword)
	if err := founder.SetRole("副手", Typist); err != nil {
		t.Fatal(err)
	}
	founder.Close()
	typist := openAs(t, path, "副手", "second-in-command")
	back, err := typist.PlanUndo(forgot)
	if err != nil {
		t.Fatal(Tell(err).Message)
	}
	if len(back.Left) != 1 || !strings.Contains(back.Left[0].Why, "签名停用了") {
		t.Errorf("left %+v", back.Left)
	}
	if _, err := back.Apply(); codeOf(err) != Refused || typist.street() != nil || !typist.NeedsPassphrase() {
		t.Errorf("%v: the signature is trusted again", err)
	}
}
