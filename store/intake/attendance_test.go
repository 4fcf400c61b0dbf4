package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// A sheet of who came with a column for each meeting is read as one meeting a column, with who came, who did not and why; a
// column that is still empty is no meeting.
func TestWhoCameWithAColumnForEachMeeting(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部"))
	for i, name := range []string{"李华", "王芳", "张敏"} {
		m := stage.Person(name, "2002-03-04", 11+2*i)
		m.Branch = o.ID
		stage.Keep(t, b, ledger.Members, m)
	}
	grid := "东升五金团支部2026年团员签到表\n序号|姓名|3月15日团课|2026.4.2支部大会|5月6日主题团日|6月1日团课\n1|李华|√|√|迟到|\n2|王芳|√|请假|×|\n3|张敏||√|√|\n|合计|2|2|2|"
	in, p, err := planGrids(b, officeTable{grid: grid})
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Tables) != 1 || in.Tables[0].Kind != ledger.Meetings {
		t.Fatalf("%+v", in.Tables)
	}
	names := func(ids []value.ID) string {
		var all []string
		for _, id := range ids {
			all = append(all, b.Today().Name(ledger.Members, id))
		}
		return strings.Join(all, "、")
	}
	var got []string
	for _, row := range p.Added {
		m := row.Now.(*ledger.Meeting)
		got = append(got, fmt.Sprint(m.Day, " ", codes.MeetingSorts.Label(m.Sort), " ", names(m.Came), "/", names(m.Missed), m.MissedWhy, " ", m.Due, " ", m.Present))
	}
	want := "2026-03-15 团课 李华、王芳/张敏 3 2; 2026-04-02 支部大会 李华、张敏/王芳王芳请假 3 2; 2026-05-06 主题团日 李华、张敏/王芳 3 2"
	if strings.Join(got, "; ") != want || len(p.Faulty) > 0 {
		t.Errorf("%s\nwant %s; %d faulty", strings.Join(got, "; "), want, len(p.Faulty))
	}
}

// Who stood in an election is put under the election that the heading names: of its organisation, in its year, the newest.
func TestCandidatesUnderTheElectionOfTheHeading(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部"))
	other := stage.Keep(t, b, ledger.Branches, stage.Cell("长虹印务团支部"))
	m := stage.Person("李华", "2002-03-04", 11)
	m.Branch = o.ID
	stage.Keep(t, b, ledger.Members, m)
	elect := func(o *ledger.Branch, day value.Date) *ledger.Election {
		return stage.Keep(t, b, ledger.Elections, &ledger.Election{Branch: o.ID, Sort: codes.ElectionTerm, Day: day})
	}
	old, now := elect(o, 20230506), elect(o, 20260506)
	elect(other, 20260507)
	for title, want := range map[string]value.ID{"东升五金团支部换届选举计票单": now.ID, "2023年东升五金团支部选举计票单": old.ID, "换届选举计票单": {}, "西湖食品团支部选举计票单": {}} {
		_, p, err := planGrids(b, officeTable{grid: title + "\n姓名|候选职务|得票数|备注\n李华|书记|9|"})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range p.Added {
			if c := row.Now.(*ledger.Candidate); c.Election != want {
				t.Errorf("%s: under %v, not %v", title, c.Election, want)
			}
		}
		if want != (value.ID{}) && len(p.Added) != 1 {
			t.Errorf("%s: %d candidates, %v", title, len(p.Added), p.Faulty)
		}
	}
}
