package travel

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// TestEachPackageIsAskedForByItsName: three communities have told three passphrases, in the forms that people tell them.
func TestEachPackageIsAskedForByItsName(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	dir := t.TempDir()
	var paths []string
	for name, phrase := range map[string]string{"塔北社区": "pingguo-xiangjiao-putao-xigua-0420", "五一社区": "wuyi-2026-juzi", "松坡社区": "songpo-2026-juzi"} {
		_, path, err := travel.Submit(context.Background(), communityBook(t, name, "李明"), travel.Sending{Dir: dir, Passphrase: phrase}, nil)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	said := map[string]string{"塔北社区": "苹果香蕉葡萄西瓜０４２０", "五一社区": "WUYI－2026－JUZI", "松坡社区": ""}
	s := newStandOf(t, look.Standard, realStreet(t, "塔北社区", "五一社区"))
	v := newReceive(s.Shell, nil)
	s.Show(v.page)
	v.read(paths)
	for range paths {
		told := s.Told()
		name := ""
		for n := range said {
			if strings.Contains(told, n) {
				name = n
			}
		}
		if name == "" || !strings.Contains(told, "第 1 次上报") || !strings.Contains(told, name+"_2026-06-30_001.tjb") {
			t.Fatalf("the package is not named: %s", told)
		}
		if said[name] == "" {
			press(s.Shell, fyne.KeyEscape) // nobody has told it
			continue
		}
		field := s.Canvas().Focused().(*kit.Entry)
		field.SetText("不是这个口令")
		press(s.Shell, fyne.KeyReturn)
		if told := s.Told(); !strings.Contains(told, "口令不对") || !strings.Contains(told, name) {
			t.Fatalf("after a wrong one: %s", told)
		}
		s.Canvas().Focused().(*kit.Entry).SetText(said[name])
		press(s.Shell, fyne.KeyReturn)
	}
	if s.Canvas().Overlays().Top() != nil {
		t.Fatalf("still asked: %s", s.Told())
	}
	locked := 0
	for _, d := range v.r.Deliveries {
		switch open := d.State == travel.DeliveryWaiting; {
		case d.Asks():
			locked++
			v.decide(d)
			if got := s.Told(); !strings.Contains(got, "松坡社区_") {
				t.Errorf("the one that stays shut asks %s", got)
			}
			s.Canvas().Focused().(*kit.Entry).SetText("songpo－2026－juzi")
			press(s.Shell, fyne.KeyReturn)
		case !open:
			t.Errorf("%s: %s %s", filepath.Base(d.Path), d.State, d.Message)
		}
	}
	if locked != 1 {
		t.Errorf("%d stay shut", locked)
	}
	if len(v.r.Asking()) != 0 {
		t.Error("it is not asked for again")
	}
}

// TestANewCommunityHasItsSixWords: added by its own name, then accepted. The box with the words is never empty.
func TestANewCommunityHasItsSixWords(t *testing.T) {
	dir := t.TempDir()
	b := communityBook(t, "雪峰社区", "李明")
	path := submitted(t, b, dir)
	s := newStandOf(t, look.Standard, realStreet(t, "塔北社区"))
	v := newReceive(s.Shell, nil)
	s.Show(v.page)
	v.read([]string{path})
	s.answerPhrase(t)
	d := v.r.Deliveries[0]
	if d.State != travel.DeliveryWhose {
		t.Fatalf("%s %s", d.State, d.Message)
	}
	v.decide(d)
	menu := s.Canvas().Focused().(*kit.Rows)
	menu.Stand(len(menu.Items()) - 1)
	press(s.Shell, fyne.KeyReturn)
	if d = v.r.Deliveries[0]; d.State != travel.DeliveryWaiting {
		t.Fatalf("after 新增社区: %s %s", d.State, d.Message)
	}
	v.decide(d)
	if got := s.Told(); !strings.Contains(got, travel.OwnWords(b)) {
		t.Fatalf("the words are not shown: %s", got)
	}
	s.Photograph("receive-words-new")
	button(t, s.Canvas().Overlays().Top(), "六个词都对上，认下").Press()
	if d = v.r.Deliveries[0]; d.State != travel.DeliveryReady {
		t.Fatalf("after the words: %s %s", d.State, d.Message)
	}
	v.take()
	if n := rules.Arrivals(s.Book.Today()); len(n) != 2 {
		t.Errorf("the street has %d communities", len(n))
	}
}
