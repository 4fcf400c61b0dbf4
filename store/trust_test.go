package store_test

import (
	"errors"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
)

// 录入 who has accepted a street's signature cannot forget it by taking that back: what
// else the notice brought goes, the signature stays, and no other is taken in its place.
func TestUndoForgetsNoSignature(t *testing.T) {
	s, admin := streetOfTwo(t), stage.Book(t)
	enrol(t, s, admin)
	if err := admin.Staff().Add("录入的人", "typing-only-here", store.Typist); err != nil {
		t.Fatal(err)
	}
	path := admin.Path()
	admin.Close()
	b := stage.OpenAs(t, path, "录入的人", "typing-only-here")
	p := planned(t, b, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(err)
	}
	key := b.Profile().StreetKey
	back, err := undo.Of(b, stage.Seq(b))
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if len(back.Left) != 1 || back.Left[0].Kind != ledger.Signers.Name() || !strings.Contains(back.Left[0].Why, "管理员") {
		t.Fatalf("left %+v", back.Left)
	}
	if _, err := back.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if rules.Street(stage.Now(b)) == nil || b.Profile().StreetKey != key || key == "" {
		t.Error("the trust is gone")
	}
	if n := b.Today().Count(ledger.Parcels); n != 0 {
		t.Errorf("%d packages are still noted", n)
	}
	again := streetOfTwo(t)
	enrol(t, again, b)
	if _, err := travel.ReadNotice(t.Context(), b, give(t, again), spoken); stage.CodeOf(err) != store.Refused {
		t.Error("another street is taken for a first one", err)
	}
	if p := planned(t, b, give(t, s)); p.First {
		t.Error("the accepted street is asked about again")
	}
	// However it is tried, the file does not take it from him.
	err = b.Write("undo", nil, func(t *store.Turn) error { return t.Remove(ledger.Signers, rules.Street(stage.Now(b)), "") })
	if stage.CodeOf(err) != store.NotAllowed || rules.Street(stage.Now(b)) == nil {
		t.Error("taken away all the same", err)
	}
	b.Close()
	admin = stage.OpenAs(t, path, "王干事", stage.Password)
	if err := travel.ForgetStreet(admin, "街道换了电脑，已电话核对"); err != nil || rules.Street(stage.Now(admin)) != nil {
		t.Error("管理员 cannot forget it", err)
	}
}

// Who may not forget cannot bring a forgotten signature back either: what he stopped while he was 管理员 stays stopped, and
// no package is sealed to its key again.
func TestUndoTrustsNoStoppedSignature(t *testing.T) {
	s, founder := streetOfTwo(t), stage.Book(t)
	enrol(t, s, founder)
	p := planned(t, founder, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words), founder.Staff().Add("副手", "second-in-command", store.Admin)); err != nil {
		t.Fatal(err)
	}
	path := founder.Path()
	founder.Close()
	second := stage.OpenAs(t, path, "副手", "second-in-command")
	if err := travel.ForgetStreet(second, "电脑丢了"); err != nil {
		t.Fatal(err)
	}
	forgot := stage.Seq(second)
	second.Close()
	founder = stage.OpenAs(t, path, "王干事", stage.Password)
	if err := founder.Staff().SetRole("副手", store.Typist); err != nil {
		t.Fatal(err)
	}
	founder.Close()
	typist := stage.OpenAs(t, path, "副手", "second-in-command")
	back, err := undo.Of(typist, forgot)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if len(back.Left) != 1 || !strings.Contains(back.Left[0].Why, "签名停用了") {
		t.Errorf("left %+v", back.Left)
	}
	if _, err := back.Apply(); stage.CodeOf(err) != store.Refused || rules.Street(stage.Now(typist)) != nil || !travel.NeedsPassphrase(typist) {
		t.Errorf("%v: the signature is trusted again", err)
	}
}
