package store_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// 试点前后对照表 sets what was locked before the trial began against now, says where nothing was, and is refused where nobody wrote
// since when the trial is.
func TestTheFiguresBeforeAndAfterATrial(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, ids := filledStreet(t, 3, 20)
	lay := func() (*forms.Printout, error) {
		return forms.Lay(b, forms.Print{Form: forms.PilotContrast, Community: ids[0]})
	}
	if _, err := lay(); err == nil || !strings.Contains(store.Tell(err).Message, "从哪天起") {
		t.Errorf("without a day: %v", err)
	}
	begin := func(day value.Date) {
		c := b.Today().Get(ledger.Communities, ids[0]).(*ledger.Community)
		now := *c
		now.Pilot, now.PilotFrom = "团组织格局创新", day
		stage.Keep(t, b, ledger.Communities, &now)
	}
	begin(20260801)
	if _, err := lay(); err == nil || !strings.Contains(store.Tell(err).Message, "没有锁定过") {
		t.Errorf("nothing locked: %v", err)
	}
	for _, day := range []value.Date{20251231, 20260630} {
		if _, err := points.TakeSnapshot(b, day, "半年"); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		from value.Date
		want string
		not  string
	}{{20260801, "2026.06.30", "那以前没有锁定过"}, {20260301, "2025.12.31", "那以前没有锁定过"}, {20250101, "那以前没有锁定过", "2026.06.30"}} {
		begin(c.from)
		out, err := lay()
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		text := ""
		for n := range out.Pages() {
			text += pageText(out.Page(n))
		}
		if !strings.Contains(out.Title(), "团组织格局创新试点前后对照表") || !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("from %s: %s lacks %s", c.from, out.Title(), c.want)
		}
	}
}
