package jobs_test

import (
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// Where a transfer goes is read off the other organisation, as far as that tells; what somebody chose stays.
func TestATransferKnowsItsDirection(t *testing.T) {
	b, o, people := five(t)
	stage.Alter(t, b, ledger.Communities, b.Today().Own().(*ledger.Community), func(c *ledger.Community) { c.Code = "430502001001" })
	m, err := jobs.MoveOut(b, people[0].ID)
	well(t, "begin", err)
	for _, c := range []struct{ other, chosen, want, told string }{
		{"", "", "", ""},
		{"共青团湖南省长沙市委员会", "", "1", "看对方组织是省内，不选就这样记"},
		{"共青团浙江省义乌市委员会", "", "2", "看对方组织是省外，不选就这样记"},
		{"共青团青海省海南州委员会", "", "2", "看对方组织是省外，不选就这样记"},
		{"共青团浙江省义乌市委员会", "3", "3", ""},
		{"义乌市团委", "", "", ""},
		{o.Title, "", "1", "看对方组织是省内，不选就这样记"},
	} {
		d := m.Draft()
		d.Other, d.Direction = c.other, c.chosen
		if got := m.Direction(d); got != c.want || m.DirectionTold(d) != c.told {
			t.Errorf("%q, chosen %q: %q %q", c.other, c.chosen, got, m.DirectionTold(d))
		}
	}
	d := m.Draft()
	d.Other = "共青团广东省东莞市委员会"
	_, err = m.Save(jobs.MoveLetter, d)
	well(t, "letter", err)
	if got := b.Today().Of(ledger.Transfers)[0].(*ledger.Transfer); got.Direction != "2" {
		t.Errorf("%+v", got)
	}

	away := ledger.Members.Clone(people[1]).(*ledger.Member)
	away.Drift, away.DriftFrom, away.DriftOrg = codes.DriftOut, 20260301, "共青团广东省深圳市委员会"
	away = stage.Keep(t, b, ledger.Members, away)
	m, err = jobs.MoveOut(b, away.ID)
	well(t, "begin", err)
	if d := m.Draft(); d.Other != away.DriftOrg {
		t.Errorf("who works elsewhere already goes to %q", d.Other)
	}
}
