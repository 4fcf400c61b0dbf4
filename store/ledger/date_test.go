package ledger

import (
	"testing"

	"tuanjian/store/rulebook"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Ages change on the birthday, or the day after where the rules say so; somebody
// born on 29 February grows older on the 28th's morrow.
func TestAges(t *testing.T) {
	for _, c := range []struct {
		born, day value.Date
		nextDay   bool
		want      int
	}{
		{19981122, 20261122, false, 28}, {19981122, 20261121, false, 27}, {19981122, 20261122, true, 27}, {19981122, 20261123, true, 28},
		{20000229, 20280228, false, 27}, {20000229, 20280229, false, 28}, {20000229, 20270228, false, 26}, {20000229, 20270301, false, 27}, {20000229, 20270301, true, 27}, {20000229, 20270228, true, 26},
		{20051231, 20260101, true, 20}, {20051231, 20251231, true, 19}, {20051231, 20251231, false, 20}, {20261122, 20261122, false, 0},
		{19981100, 20261129, false, 27}, {19981100, 20261130, false, 28}, {19980000, 20261231, false, 28}, {19980000, 20261230, false, 27},
	} {
		b := Basis{Today: c.day, Rules: rulebook.DefaultRules()}
		b.Rules.AgeNextDay = c.nextDay
		m := &Member{Born: c.born}
		if got, known := m.Age(b); got != c.want || !known {
			t.Errorf("born %s, on %s, next day %v: %d, want %d", c.born, c.day, c.nextDay, got, c.want)
		}
	}
	if _, known := (&Member{}).Age(basis()); known {
		t.Error("an unknown birthday gives no age")
	}
}

func FuzzParseDate(f *testing.F) {
	trial.Corpus(f)
	for _, seed := range []string{"20190504", "2019年5月", "43589", "2019-02-30", "２０１９．５", "2019-05-04 08:30", "-", "T:", "99.9.9", "2019//5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer within(t, trial.Start())
		d, err := value.ParseDate(text)
		if err != nil {
			if d != 0 {
				t.Errorf("%q: a fault and %d", text, d)
			}
			return
		}
		if d == 0 {
			if value.Halfwidth(text) != "" {
				t.Errorf("%q is no date and no fault", text)
			}
			return
		}
		if again, err := value.ParseDate(d.String()); !d.Real() || err != nil || again != d {
			t.Errorf("%q: %d, then %d %v", text, d, again, err)
		}
	})
}
