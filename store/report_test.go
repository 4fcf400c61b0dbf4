package store_test

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"flag"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

var reportTo = flag.String("report", "", "folder to which TestTheStreetOfTheReport prints the street's table")

// The street of the work report that the program began with (domain.md §8.0b): eight
// communities, five of the city and three that were villages; fourteen larger
// enterprises, all in the city; two communities with a League committee; four deputies
// outside the quota, one from each of four units that are no non-public enterprises; one
// branch that works as it should.
var (
	reportCity    = []string{"塔北社区", "五一社区", "松坡社区", "资江社区", "西湖社区"}
	reportVillage = []string{"莲荷社区", "高塘社区", "石桥社区"}
	reportUnits   = []struct{ community, name string }{{"塔北社区", "城东供电局"}, {"塔北社区", "自来水公司"}, {"五一社区", "二人民医院"}, {"五一社区", "阳光发制品有限公司"}}
	reportScaled  = map[string]int{"塔北社区": 5, "五一社区": 4, "松坡社区": 2, "资江社区": 2, "西湖社区": 1}
)

// TestTheStreetOfTheReport plays that street through: the street names its communities
// and its committee, each community takes the notice in and fills its ledger, submits,
// and the street's figures are those of the report, its own checks content.
func TestTheStreetOfTheReport(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	ctx := context.Background()
	s := reportStreet(t)
	var offices []*store.Book
	for _, name := range slices.Concat(reportCity, reportVillage) {
		b := newOffice(t, store.Profile{Name: name})
		reportSigner(t, s, b)
		offices = append(offices, b)
	}
	_, notice, err := travel.Notice(ctx, s, travel.Giving{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	var paths []string
	for at, b := range offices {
		name := b.Profile().Name
		plan, err := travel.ReadNotice(ctx, b, notice, "")
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if len(strings.Fields(plan.Words.String())) != 6 {
			t.Fatalf("the street's key is spoken as %q", plan.Words)
		}
		if err := plan.Apply(plan.Words); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if travel.NeedsPassphrase(b) || stage.Home(b).Code == "" || stage.Home(b).Street != "小江湖街道" {
			t.Errorf("%s: %+v", name, stage.Home(b))
		}
		if added, changed, removed := must(points.Since(b, points.Submission{})).Total(); added != 0 || changed != 0 || removed != 0 {
			t.Errorf("%s: what the street gave out counts as the community's: +%d ~%d -%d", name, added, changed, removed)
		}
		reportCommunity(t, b, name, at)
		_, path, err := travel.Submit(ctx, b, travel.Sending{Dir: t.TempDir()}, nil)
		if err != nil {
			t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
		}
		paths = append(paths, path)
	}
	r, err := readTrusting(s, travel.Receiving{Paths: paths})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if _, err := r.Apply(ctx, nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, d := range r.Deliveries {
		if d.State != travel.DeliveryReady || d.Hard > 0 {
			t.Errorf("%s: %s %s, %d errors", d.Name, d.State, d.Message, d.Hard)
		}
	}

	f := points.FiguresOn(s, 0)
	for key, want := range map[string]string{"communities": "8", "communities_urban": "5", "communities_rural": "3", "above_scale": "14", "officers_extra": "4", "branches_league": "2",
		"above_scale_rate": "4/14", "visits_rate": "4/8"} {
		if got := f.Total[key].String(); got != want {
			t.Errorf("%s: %s, want %s", figures.IndicatorOf(key).Label, got, want)
		}
	}
	members := 0
	for _, b := range offices {
		own := points.FiguresOn(b, 0)
		members += own.Total["members"].Part
		for _, c := range f.Communities {
			if c.Name != b.Profile().Name {
				continue
			}
			for key, tally := range own.Total {
				kept, _ := figures.IndicatorOf(key).Kinds()
				if slices.Contains([]ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts}, kept) && c.Tallies[key] != tally {
					t.Errorf("%s, %s: %v at the street, %v at home", c.Name, key, c.Tallies[key], tally)
				}
			}
		}
	}
	if n := f.Total["members"].Part; n != members || n == 0 {
		t.Errorf("%d members at the street, %d at home", n, members)
	}
	for _, kind := range []ledger.Kind{ledger.Streets, ledger.Officers} {
		for _, record := range stage.Now(s).Of(kind) {
			for _, fault := range rules.Faults(s.Today(), kind, record) {
				t.Errorf("%s: %s", ledger.NameOf(record), fault.Text)
			}
		}
	}
	printReport(t, s)
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// reportSigner lets the street know a ledger already, so that the notice is sealed to
// keys: a passphrase costs a second a try.
func reportSigner(t *testing.T, s, b *store.Book) {
	t.Helper()
	_, answer, err := parcel.KeysFrom(b.InProfile().Key)
	if err != nil {
		t.Fatal(err)
	}
	for c := range stage.All[*ledger.Community](s, ledger.Communities) {
		if c.Title == b.Profile().Name {
			key := ed25519.NewKeyFromSeed(b.InProfile().Key).Public().(ed25519.PublicKey)
			arrive(t, s, ledger.Signers, &ledger.Signer{Title: c.Title, Community: c.ID, Ledger: b.InProfile().Ledger, Key: hex.EncodeToString(key), Answer: answer, State: codes.SignerAccepted})
		}
	}
}

// reportStreet is the street's ledger with its communities, committee and contacts.
func reportStreet(t *testing.T) *store.Book {
	t.Helper()
	s := newOffice(t, store.Profile{Name: "小江湖街道", Street: true})
	own := *s.Today().Own().(*ledger.Street)
	own.Code, own.Area, own.League, own.Person = "430502001", "4.5", "小江湖街道团工委", "李书琴"
	own.Cities, own.Rurals, own.Scaled = value.CountOf(5), value.CountOf(3), value.CountOf(14)
	stage.Keep(t, s, ledger.Streets, &own)
	var homes []*ledger.Community
	for at, name := range slices.Concat(reportCity, reportVillage) {
		c := &ledger.Community{Title: name, Code: "43050200100" + strconv.Itoa(at+1), Sort: "1", Street: own.Title, League: codes.No}
		if at < 2 {
			c.League = codes.Yes
		}
		if at >= len(reportCity) {
			c.Sort, c.Code = "2", "43050200120"+strconv.Itoa(at)
		}
		homes = append(homes, stage.Keep(t, s, ledger.Communities, c))
	}
	serve := func(name, duty, sort, unit string) *ledger.Officer {
		return stage.Keep(t, s, ledger.Officers, &ledger.Officer{Title: name, Duty: duty, Sort: sort, Unit: unit, From: value.Day(2025, 3, 1), Elected: codes.ByAppointment})
	}
	first := serve("李书琴", codes.DutySecretary, "1", "")
	for i, u := range reportUnits {
		o := serve([]string{"唐晓峰", "贺敏之", "岳清扬", "申若兰"}[i], codes.DutyDeputy, codes.DutyExtra, u.name)
		l := stage.Keep(t, s, ledger.Liaisons, &ledger.Liaison{Officer: o.ID, Community: homes[i%2].ID, From: value.Day(2026, 1, 1), Plan: value.CountOf(2)})
		stage.Keep(t, s, ledger.Visits, &ledger.Visit{Liaison: l.ID, Day: value.Day(2026, 3, 5), Content: "看团支部活动"})
	}
	serve("龙飞扬", "11", "2", "")
	if first == nil || len(homes) != 8 {
		t.Fatal("the street is not whole")
	}
	return s
}

// reportCommunity fills a community's ledger: in the city its larger enterprises and the
// four units with a branch each, in the villages small shops that share one.
func reportCommunity(t *testing.T, b *store.Book, name string, at int) {
	t.Helper()
	home := *stage.Home(b)
	home.Chief, home.League = "周主任", codes.No
	if at < 2 {
		home.League = codes.Yes
	}
	stage.Keep(t, b, ledger.Communities, &home)
	if home.League == codes.Yes {
		stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团" + name + "委员会", Short: name + "团委", Type: codes.BranchLeague, Sort: codes.SortCommunity, Community: home.ID,
			Founded: value.Day(2025, 5, 4), State: codes.BranchNormal, Elected: codes.ByElection})
	}
	staff := 0
	cell := func(short, sort string, state string, over ...value.ID) {
		o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团" + short + "支部委员会", Short: short + "团支部", Type: codes.BranchCell, Sort: sort, Community: home.ID, Enterprises: over,
			Founded: value.Day(2025, 5, 4), State: state})
		for i := range 5 {
			n := at*60 + staff
			staff++
			m := stage.Person(called(n), bornOn(n), n%900)
			m.Branch, m.Unit = o.ID, over[0]
			saved := stage.Keep(t, b, ledger.Members, m)
			if i == 0 {
				stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: saved.ID, Branch: o.ID, Duty: codes.DutySecretary, Sort: "2", From: value.Day(2025, 5, 4)})
			}
		}
	}
	unit := func(e *ledger.Enterprise) value.ID {
		e.Community, e.Business = home.ID, codes.BusinessOpen
		return stage.Keep(t, b, ledger.Enterprises, e).ID
	}
	for _, u := range reportUnits {
		if u.community == name {
			cell(u.name, codes.SortSingle, codes.BranchAppointed, unit(&ledger.Enterprise{Title: u.name, Sort: "3", NonPublic: codes.No}))
		}
	}
	for i := range reportScaled[name] {
		title := name[:6] + []string{"宏图机械", "锦程印务", "长丰食品", "百川物流", "新叶服饰"}[i] + "有限公司"
		if i == 0 && name == "松坡社区" {
			title = "东建公司"
		}
		e := unit(&ledger.Enterprise{Title: title, Sort: "1", NonPublic: codes.Yes, AboveScale: codes.Yes})
		if i == 0 && name != "西湖社区" {
			cell(title, codes.SortSingle, codes.BranchNormal, e)
		}
	}
	if reportScaled[name] == 0 {
		cell(name+"联合", codes.SortJoint, codes.BranchNormal, unit(&ledger.Enterprise{Title: name + "便民超市", Sort: "2", NonPublic: codes.Yes}), unit(&ledger.Enterprise{Title: name + "理发店", Sort: "2", NonPublic: codes.Yes}))
	}
}

// printReport lays the street's table out, and writes it where it is asked to.
func printReport(t *testing.T, s *store.Book) {
	t.Helper()
	p, err := forms.Lay(s, forms.Print{Form: forms.StreetSummary})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if p.Pages() == 0 || p.Rows() == 0 {
		t.Errorf("%d pages, %d rows", p.Pages(), p.Rows())
	}
	if *reportTo == "" {
		return
	}
	for _, name := range []string{"街道汇总表.pdf", "街道汇总表.xlsx"} {
		if err := p.Write(context.Background(), filepath.Join(*reportTo, name), nil); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
}
