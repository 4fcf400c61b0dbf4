package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// places are the faults of a record with their fields, key:code, hard ones with a !, sorted.
func places(b *store.Book, kind ledger.Kind, r ledger.Record) string {
	var all []string
	for _, f := range rules.Faults(b.Today(), kind, r) {
		place := f.Key + ":" + f.Code
		if !f.Soft {
			place += "!"
		}
		all = append(all, place)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// Faults that only the whole ledger can tell stand at the field that a person would change.
func TestFaultsStandAtTheirField(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	want := func(what string, kind ledger.Kind, r ledger.Record, expected string) {
		t.Helper()
		if got := places(b, kind, r); got != expected {
			t.Errorf("%s: %q, want %q", what, got, expected)
		}
	}
	east := stage.BranchNamed(b, "东升五金团支部")
	m := stage.Person("李华", "2002-03-04", 11)
	m.Joined, m.Branch, m.DevNumber = 20160500, east, "2016001"
	m = stage.Keep(t, b, ledger.Members, m)
	twin := stage.Person("王刚", "2002-03-04", 13)
	twin.IDNumber, twin.Joined, twin.Branch, twin.DevNumber = m.IDNumber, m.Joined, east, m.DevNumber
	want("a twin", ledger.Members, twin, "devno:twice idno:twice!")
	if at := slices.IndexFunc(rules.Faults(b.Today(), ledger.Members, twin), func(f value.Fault) bool { return strings.Contains(f.Text, "东升五金团支部") }); at < 0 {
		t.Error("the sentence does not say where the other is")
	}
	for _, c := range []struct{ number, want string }{{"20160", "devno:twice"}, {"2016", "devno:dev.format"}} { // four digits are a year that many wrote
		one, two := stage.Person("赵云", "2003-03-04", 15), stage.Person("钱进", "2003-03-04", 17)
		one.Joined, one.DevNumber, one.Branch = 20161200, c.number, east
		two.Joined, two.DevNumber, two.Branch = 20161200, c.number, east
		one = stage.Keep(t, b, ledger.Members, one)
		want(c.number, ledger.Members, two, c.want+" joined:joined.early")
		if err := b.Remove(ledger.Members, []value.ID{one.ID}, "练习"); err != nil {
			t.Fatal(err)
		}
	}
	old := stage.Person("周通", "1990-01-01", 15)
	old.Joined, old.Branch = 20140500, east
	want("over age", ledger.Members, old, "state:state.overage")
	alone := stage.Person("孙立", "2002-03-04", 19)
	alone.IDNumber = m.IDNumber
	want("a twin nowhere", ledger.Members, alone, "branch:missing idno:twice!")

	top := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "塔北团总支", Short: "塔北团总支", Type: codes.BranchGeneral, Founded: 20250101})
	gone := stage.Cell("撤了的团支部")
	gone.State, gone.StateFrom = codes.BranchDissolved, 20260101
	gone = stage.Keep(t, b, ledger.Branches, gone)
	for _, c := range []struct {
		branch value.ID
		want   string
	}{{top.ID, "branch:branch.level"}, {gone.ID, "branch:branch.dissolved"}, {east, ""}} {
		person := stage.Person("吴用", "2002-03-04", 21)
		person.Branch = c.branch
		want("a member of it", ledger.Members, person, c.want)
	}
	want("hollow", ledger.Branches, top, ":branch.hollow :secretary.none")
	want("nobody in it", ledger.Branches, stage.Keep(t, b, ledger.Branches, stage.Cell("空的团支部")), ":secretary.none state:branch.small")

	e := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "东升"}).Row(0).(*ledger.Enterprise)
	closed := ledger.Enterprises.Clone(e).(*ledger.Enterprise)
	closed.Business, closed.BusinessFrom, closed.Credit = "4", 20260901, "91430502MA4L12346Y"
	closed = stage.Keep(t, b, ledger.Enterprises, closed)
	want("closed", ledger.Enterprises, closed, "business:business.branch")
	other := stage.Firm("邵阳市别的有限公司")
	other.Credit = closed.Credit
	want("one code", ledger.Enterprises, other, "credit:twice")

	stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "五一社区", Code: "430502001001", Sort: "1"})
	want("one code", ledger.Communities, &ledger.Community{Title: "红旗社区", Code: "430502001001", Sort: "1"}, "code:twice!")
	stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "无码社区", Sort: "1"})
	want("no code", ledger.Communities, &ledger.Community{Title: "也无码社区", Sort: "1"}, "code:missing")
}

func TestCirclesOfAnyLength(t *testing.T) {
	b := stage.Book(t)
	up := value.ID{}
	var all []*ledger.Branch
	for _, name := range []string{"团工委", "团委", "团总支", "团支部"} {
		o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: name, Short: name, Type: codes.BranchLeague, Founded: 20250101, Superior: up})
		all, up = append(all, o), o.ID
	}
	for i, o := range all {
		if rules.Cycle(stage.Now(b), o) {
			t.Errorf("%s is above itself", o.Title)
		}
		draft := ledger.Branches.Clone(all[0]).(*ledger.Branch)
		if draft.Superior = o.ID; !rules.Cycle(stage.Now(b), draft) {
			t.Errorf("a circle of %d goes unnoticed", i+1)
		}
		if got := places(b, ledger.Branches, draft); !strings.Contains(got, "superior:superior.cycle!") {
			t.Errorf("a circle of %d: %q", i+1, got)
		}
	}
	if rules.Cycle(stage.Now(b), &ledger.Branch{Superior: value.ID{9}}) {
		t.Error("a superior that is not kept is no circle")
	}
	round := b.Get(ledger.Branches, all[1].ID).(*ledger.Branch)
	stage.Now(b).Get(ledger.Branches, all[0].ID).(*ledger.Branch).Superior = round.ID // as a damaged ledger might have it
	if below := (&ledger.Branch{Superior: all[3].ID}); !rules.Cycle(stage.Now(b), below) {
		t.Error("below a circle there is no top")
	}
	stage.Now(b).Get(ledger.Branches, all[0].ID).(*ledger.Branch).Superior = value.ID{}
	outside := &ledger.Branch{Superior: all[3].ID}
	outside.ID = value.ID{7}
	if rules.Cycle(stage.Now(b), outside) {
		t.Error("below all of them is no circle")
	}
}

func TestEdgesOfPosts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	east := stage.BranchNamed(b, "东升五金团支部")
	people := crew(t, b, east, 8, 0)
	post := func(m *ledger.Member, duty string) *ledger.Post {
		return &ledger.Post{Person: m.ID, Branch: east, Duty: duty, From: 20250101}
	}
	stage.Keep(t, b, ledger.Posts, post(people[0], codes.DutySecretary))
	for _, c := range []struct {
		p    *ledger.Post
		want string
	}{
		{post(people[1], codes.DutySecretary), "duty:secretary.two"}, {post(people[0], codes.DutySecretary), "duty:secretary.two person:post.twice"}, {post(people[1], codes.DutyDeputy), ""},
	} {
		if got := places(b, ledger.Posts, c.p); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
	for i := 1; i < 7; i++ { // with the secretary seven: as many as may be
		stage.Keep(t, b, ledger.Posts, post(people[i], "3"))
	}
	if got := places(b, ledger.Branches, b.Get(ledger.Branches, east)); got != "" {
		t.Errorf("seven officers: %q", got)
	}
	stage.Keep(t, b, ledger.Posts, post(people[7], "3"))
	if got := places(b, ledger.Branches, b.Get(ledger.Branches, east)); got != ":committee.large" {
		t.Errorf("eight officers: %q", got)
	}
	crew(t, b, east, 43, 10)
	if got := places(b, ledger.Branches, b.Get(ledger.Branches, east)); got != ":committee.large state:branch.large" {
		t.Errorf("fifty-one members: %q", got)
	}
	for _, duty := range []string{"4", "5"} {
		stage.Keep(t, b, ledger.Posts, post(people[1], duty))
	}
	faults := rules.Faults(b.Today(), ledger.Posts, post(people[1], "6"))
	if len(faults) != 1 || faults[0].Key != "person" || !strings.Contains(faults[0].Text, "同时担任 4 项团内职务，超过 3 项") {
		t.Errorf("%+v", faults)
	}
	elder := stage.Person("老李", "1998-11-22", 11)
	elder.Joined, elder.Branch = 20140500, east
	elder = stage.Keep(t, b, ledger.Members, elder)
	if got := places(b, ledger.Posts, post(elder, "6")); got != "person:post.party" {
		t.Errorf("28 and not in the Party: %q", got)
	}
	if got := rules.WholeID("11010549123100X"); got != "11010549123100X" {
		t.Errorf("%s", got)
	}
	if got := rules.WholeID("11010549123100~"); got != "11010549123100~" {
		t.Errorf("%s", got)
	}
}

// Whom a table names as secretary and nobody knows waits until a secretary is registered.
func TestUnregisteredUntilSomebodyIs(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	o := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}).Row(0).(*ledger.Branch)
	draft := ledger.Branches.Clone(o).(*ledger.Branch)
	draft.SetLoose("secretary", "王书记")
	o = stage.Keep(t, b, ledger.Branches, draft)
	if got := faultCodes(b, ledger.Branches, o); got != "branch.small secretary.none unregistered" {
		t.Errorf("nobody: %q", got)
	}
	m := stage.Person("李华", "2002-03-04", 11)
	m.Branch = o.ID
	m = stage.Keep(t, b, ledger.Members, m)
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20250101})
	if got := faultCodes(b, ledger.Branches, o); got != "branch.small" {
		t.Errorf("a secretary: %q", got)
	}
}

// An excuse is tied to the text of the field that it was given for, the first field too.
func TestExcuseHoldsForItsText(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	m := stage.Person("李", "2002-03-04", 11)
	m.Excuse(ledger.Excuse{Key: "name", Code: "name.short", Text: "李", Reason: "就叫这个"})
	if got := faultCodes(b, ledger.Members, m); got != "missing" {
		t.Errorf("excused: %q", got)
	}
	m.Title = "王"
	if got := faultCodes(b, ledger.Members, m); got != "missing name.short" {
		t.Errorf("another name: %q", got)
	}
}

// What is too much is told with the number and with what to do; up to there it is read (users.md R12).
func TestCapsAreTold(t *testing.T) {
	b := stage.Book(t)
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	packed := func(part string) string {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for name, text := range map[string]string{
			"xl/workbook.xml":            `<workbook><sheets><sheet name="a" r:id="a"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>`,
			"xl/s.xml":                   part,
		} {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(w, text)
		}
		z.Close()
		return out.String()
	}
	row := "姓名,身份证号码\n"
	large := file("large.csv", "")
	if err := os.Truncate(large, 50<<20+1); err != nil {
		t.Fatal(err)
	}
	nothing := "<!--" + strings.Repeat(" ", 1<<16) + "-->"
	for _, c := range []struct{ what, path, say, do string }{
		{"50 MB and a byte", large, "超过 50 MB", "分成几份"},
		{"200 MB unpacked", file("bomb.xlsx", packed("<worksheet><sheetData>"+strings.Repeat(nothing, 200<<20/len(nothing)+1))), "展开后超过 200 MB", "分成几份"},
		{"200,001 rows of text", file("rows.csv", strings.Repeat(row, 200_001)), "超过 200000 行", "分成几份"},
		{"200,001 rows of a workbook", file("rows.xlsx", packed(`<worksheet><sheetData>`+strings.Repeat(`<row><c><v>1</v></c></row>`, 200_001))), "超过 200000 行", "分成几份"},
		{"1,001 columns", file("wide.csv", strings.Repeat("甲,", 1000)+"甲\n"), "超过 1000 列", "删去"},
	} {
		_, err := intake.Read(context.Background(), b, c.path, nil, nil)
		if e := store.Tell(err); e == nil || e.Code != store.BadFile || !strings.Contains(e.Message, c.say) || !strings.Contains(e.Message, c.do) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	for _, path := range []string{file("most.csv", strings.Repeat(row, 200_000)), file("most.xlsx", packed(`<worksheet><sheetData>`+strings.Repeat(`<row><c><v>1</v></c></row>`, 200_000)))} {
		if _, err := sheet.Read(context.Background(), path, nil); err != nil {
			t.Errorf("200,000 rows: %v", err)
		}
	}
}
