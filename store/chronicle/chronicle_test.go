package chronicle_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// A household is a firm with a branch and two of its people, one of whom came from another branch.
type household struct {
	b                   *store.Book
	firm, other         *ledger.Enterprise
	branch, former      *ledger.Branch
	secretary, newcomer *ledger.Member
	election            *ledger.Election
}

func live(t *testing.T) household {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	h := household{b: stage.Book(t)}
	keep := func(kind ledger.Kind, r ledger.Record) { stage.Keep(t, h.b, kind, r) }
	h.firm = stage.Keep(t, h.b, ledger.Enterprises, stage.Firm("东升五金"))
	h.other = stage.Keep(t, h.b, ledger.Enterprises, stage.Firm("西街饭店"))
	h.branch = stage.Keep(t, h.b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell, Founded: 20250601, Enterprises: []value.ID{h.firm.ID}})
	h.former = stage.Keep(t, h.b, ledger.Branches, &ledger.Branch{Title: "西街团支部", Type: codes.BranchCell, Enterprises: []value.ID{h.other.ID}})
	h.secretary = stage.Person("赵云", "2003-07-01", 101)
	h.secretary.Branch, h.secretary.Unit, h.secretary.Joined = h.branch.ID, h.firm.ID, 20190500
	h.secretary = stage.Keep(t, h.b, ledger.Members, h.secretary)
	h.newcomer = stage.Person("钱多", "2004-07-01", 102)
	h.newcomer.Branch, h.newcomer.StayFrom, h.newcomer.Joined = h.branch.ID, 20260301, 20190500
	h.newcomer.Stays = []ledger.Spell{{State: h.former.ID.String(), From: 20240101, Until: 20260301, Reason: "入职"}}
	h.newcomer = stage.Keep(t, h.b, ledger.Members, h.newcomer)
	keep(ledger.Visits, &ledger.Visit{Enterprise: h.firm.ID, Day: 20250301, Sort: "1", Content: "愿意建团", Attitude: "1"})
	keep(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingGeneral, Title: "选支委", Day: 20250601, Branches: []value.ID{h.branch.ID}, Came: []value.ID{h.secretary.ID}})
	h.election = stage.Keep(t, h.b, ledger.Elections, &ledger.Election{Branch: h.branch.ID, Sort: codes.ElectionFounding, Day: 20250602})
	keep(ledger.Candidates, &ledger.Candidate{Election: h.election.ID, Person: h.secretary.ID, Duty: codes.DutySecretary})
	keep(ledger.Posts, &ledger.Post{Person: h.secretary.ID, Branch: h.branch.ID, Duty: codes.DutySecretary, From: 20250602})
	keep(ledger.Payments, &ledger.Payment{Member: h.newcomer.ID, Branch: h.former.ID, From: 20250100, To: 20250300, Sort: codes.PaymentPaid, Paid: value.MoneyOf(900), Day: 20250310})
	keep(ledger.Payments, &ledger.Payment{Member: h.newcomer.ID, Branch: h.branch.ID, From: 20260400, To: 20260600, Sort: codes.PaymentPaid, Paid: value.MoneyOf(900), Day: 20260605})
	keep(ledger.Transfers, &ledger.Transfer{Member: h.newcomer.ID, Way: codes.TransferIn, Other: "西街团支部", Begun: 20260220, Ended: 20260301, Stage: codes.TransferDone})
	return h
}

// lines are the events of a record as people read them, without those of states.
func lines(t *testing.T, b *store.Book, kind ledger.Kind, id value.ID) []string {
	t.Helper()
	c := chronicle.Of(b.Today(), kind, id, time.Local)
	if c == nil {
		t.Fatal("nothing is told of it")
	}
	var all []string
	for i := range c.Events {
		all = append(all, c.When(i)+" "+c.Sort(i)+" "+c.With(i)+" "+c.What(i))
	}
	return all
}

func TestWhatHappened(t *testing.T) {
	h := live(t)
	same := func(what string, got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	same("the firm", lines(t, h.b, ledger.Enterprises, h.firm.ID),
		"2025-06-02 任职 赵云、东升五金团支部 书记",
		"2025-06-02 候选人 赵云 书记",
		"2025-06-02 选举 东升五金团支部 成立",
		"2025-06-01 会议活动 东升五金团支部 支部大会；选支委",
		"2025-06-01 成立日期 东升五金团支部 2025-06-01",
		"2025-03-01 走访  摸底调研；愿意建团；态度：支持",
	)
	same("the branch", lines(t, h.b, ledger.Branches, h.branch.ID),
		"2026-06-05 团费 钱多 交纳；2026-04 到 2026-06；实交 9",
		"2026-03-01 关系转接 钱多 转入；西街团支部；完成",
		"2025-06-02 任职 赵云 书记",
		"2025-06-02 候选人 赵云 书记",
		"2025-06-02 选举  成立",
		"2025-06-01 会议活动  支部大会；选支委",
		"2025-06-01 成立日期  2025-06-01",
	)
	same("the newcomer", lines(t, h.b, ledger.Members, h.newcomer.ID),
		"2026-06-05 团费 东升五金团支部 交纳；2026-04 到 2026-06；实交 9",
		"2026-03-01 关系转接  转入；西街团支部；完成",
		"2026-03-01 所在团支部  西街团支部 → 东升五金团支部",
		"2025-03-10 团费 西街团支部 交纳；2025-01 到 2025-03；实交 9",
		"2024-01-01 所在团支部  西街团支部；入职",
		"2019-05 入团年月  2019-05",
	)
	if got := strings.Join(lines(t, h.b, ledger.Members, h.secretary.ID), "\n"); !strings.Contains(got, "2025-06-01 会议活动 东升五金团支部 支部大会；选支委；到会的团员") {
		t.Errorf("whether he came is not told: %s", got)
	}
	if got := lines(t, h.b, ledger.Branches, h.former.ID); len(got) != 1 || !strings.Contains(got[0], "2025-03-10 团费 钱多") {
		t.Errorf("what he paid in his former branch is that branch's: %q", got)
	}
	if got := lines(t, h.b, ledger.Enterprises, h.other.ID); len(got) != 0 {
		t.Errorf("the other firm: %q", got)
	}
}

func TestGroups(t *testing.T) {
	h := live(t)
	c := chronicle.Of(h.b.Today(), ledger.Members, h.newcomer.ID, time.Local)
	var got []string
	for _, g := range c.Groups() {
		got = append(got, g.Title+" "+strconv.Itoa(g.Count))
		if only := c.Only(g.Key); len(only.Events) != g.Count || only.Total() != c.Total() {
			t.Errorf("%s: %d of %d", g.Title, len(only.Events), g.Count)
		}
	}
	if want := []string{"关系转接 1", "团费 2", "状态变化 3"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	keys := map[string]bool{}
	for i := range c.Events {
		keys[c.Events[i].Key()] = true
	}
	if len(keys) != len(c.Events) {
		t.Error("two events of one key")
	}
}

// A matter is about a record without referring to it; what is gone or a place has no chronicle; an event without a day stands
// on the day on which it was entered.
func TestWhatIsToldOfOnlyThroughOthers(t *testing.T) {
	h := live(t)
	stage.Keep(t, h.b, ledger.Supplies, &ledger.Supply{Item: codes.SupplyFlag, Way: codes.SupplyOut, Quantity: value.CountOf(1), Branch: h.branch.ID})
	got := lines(t, h.b, ledger.Branches, h.branch.ID)
	if got[0] != "2026-11-22 记 物资收发  发放团旗；1" {
		t.Errorf("%q", got[0])
	}
	v := h.b.Today().With(&ledger.Matter{Meta: ledger.Meta{ID: value.ID{7}}, Sort: codes.MatterReturn, Record: h.firm.ID.String(), Kind: "enterprise", Text: "职工数不对，电话13912345678", State: codes.MatterOpen})
	c := chronicle.Of(v, ledger.Enterprises, h.firm.ID, time.Local)
	last := len(c.Events) - 1
	if e := c.Events[last]; e.Kind != ledger.Matters || c.When(last) != "日期没写" {
		t.Errorf("%s %s", e.Kind.Title(), c.When(last))
	}
	if what := c.What(last); strings.Contains(what, "13912345678") || !strings.Contains(what, "职工数不对") {
		t.Errorf("%q", what)
	}
	if chronicle.Of(v, ledger.Enterprises, value.ID{99}, time.Local) != nil || chronicle.Of(v, ledger.Meetings, v.Of(ledger.Meetings)[0].Head().ID, time.Local) != nil {
		t.Error("what is not there, or is an event, has a chronicle")
	}
}

func TestDuesAndWhatHangs(t *testing.T) {
	h := live(t)
	stage.Alter(t, h.b, ledger.Enterprises, h.other, func(e *ledger.Enterprise) { e.Founding, e.NoBranchWhy = codes.FoundingDue, "" })
	stage.Keep(t, h.b, ledger.Visits, &ledger.Visit{Enterprise: h.other.ID, Day: 20250301, Problem: "没有场地", Due: 20250401})
	c := chronicle.Of(h.b.Today(), ledger.Enterprises, h.other.ID, time.Local)
	var why, late bool
	for i, d := range c.Dues() {
		why = why || d.Field == "nobranch"
		late = late || d.Kind == ledger.Visits && strings.Contains(d.Text, "逾期未办结")
		if i > 0 && d.Grave < c.Dues()[i-1].Grave {
			t.Error("the gravest do not stand first")
		}
	}
	if !why || !late {
		t.Errorf("%+v", c.Dues())
	}
	if got := chronicle.Of(h.b.Today(), ledger.Branches, h.branch.ID, time.Local).Hangings(); len(got) != 1 || got[0] != (chronicle.Hanging{Kind: ledger.Members, Count: 2}) {
		t.Errorf("%+v", got)
	}
}

// BenchmarkTenThousandEvents gathers the events of a branch with 10,000 in a ledger with as many of others.
func BenchmarkTenThousandEvents(b *testing.B) {
	book := stage.Book(b)
	of := map[ledger.Kind][]ledger.Record{ledger.Branches: {&ledger.Branch{Meta: ledger.Meta{ID: value.ID{1}}, Title: "甲"}, &ledger.Branch{Meta: ledger.Meta{ID: value.ID{2}}, Title: "乙"}}}
	for i := range 20000 {
		id := value.ID{3, byte(i >> 8), byte(i)}
		of[ledger.Payments] = append(of[ledger.Payments], &ledger.Payment{Meta: ledger.Meta{ID: id}, Branch: value.ID{1 + byte(i%2)}, Day: value.Day(2000+i%26, 1+i%12, 1+i%28)})
	}
	v := records.New(book.Today().Moment(), of)
	for b.Loop() {
		if c := chronicle.Of(v, ledger.Branches, value.ID{1}, time.Local); len(c.Events) != 10000 {
			b.Fatal(len(c.Events))
		}
	}
}
