package store_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// oneOfEach is a ledger with something for every reminder of a community that records can feed.
func oneOfEach(t *testing.T) *store.Book {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	b.Basis().Rules.BranchMax, b.Basis().Rules.CommitteeMax, b.Basis().Rules.CommitteeFrom = 8, 4, 7
	n := 10
	member := func(born string, set func(*ledger.Member)) *ledger.Member {
		n += 2
		m := stage.Person([]string{"李华", "王芳", "张敏", "陈静", "刘洋"}[n%5], born, n)
		m.Consent = 20260101
		if set != nil {
			set(m)
		}
		return stage.Keep(t, b, ledger.Members, m)
	}
	branch := func(title string, set func(*ledger.Branch)) *ledger.Branch {
		o := &ledger.Branch{Title: title, Type: codes.BranchCell, State: codes.BranchNormal, Founded: 20200101, TermFrom: 20260101, TermYears: value.CountOf(3)}
		if set != nil {
			set(o)
		}
		return stage.Keep(t, b, ledger.Branches, o)
	}
	post := func(m *ledger.Member, o *ledger.Branch, duty string, from, to value.Date) {
		stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: duty, From: from, To: to})
	}
	large := branch("大支部", nil)
	into := func(o *ledger.Branch) func(*ledger.Member) { return func(m *ledger.Member) { m.Branch = o.ID } }
	for range 9 {
		member("2002-03-04", into(large))
	}
	bare := branch("没有委员会的支部", nil)
	for i := range 7 {
		if m := member("2002-03-04", into(bare)); i == 0 {
			post(m, bare, "1", 20260101, 0)
		}
	}
	crowded := branch("委员多的支部", nil)
	for i := range 5 {
		post(member("2002-03-04", into(crowded)), crowded, []string{"1", "1", "3", "4", "5"}[i], 20260101, 0)
	}
	member("1998-01-05", nil)
	post(member("1998-02-05", nil), large, "3", 20250101, 20261001)
	member("1998-12-10", nil)
	member("1999-01-30", nil)
	leaver(t, b, "早走了", 301, 20200504)
	for _, since := range []value.Date{20261110, 20261010, 20260401} {
		member("2002-03-04", func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberArriving, since })
	}
	member("2002-03-04", func(m *ledger.Member) { m.Drift = codes.DriftOut })
	member("2002-03-04", func(m *ledger.Member) { m.Contacted = 20260101 })
	member("2002-03-04", func(m *ledger.Member) { m.Joined, m.DevNumber = 20190500, "" })
	member("2002-03-04", func(m *ledger.Member) { m.Consent = 0 })
	first, second := member("2002-03-04", nil), member("2002-03-04", nil)
	if err := b.Write("edit", nil, func(turn *store.Turn) error { // no form lets it through; an older program did
		twin := ledger.Members.Clone(second).(*ledger.Member)
		twin.IDNumber = first.IDNumber
		return turn.Put(ledger.Members, second, twin)
	}); err != nil {
		t.Fatal(err)
	}
	branch("届满支部", func(o *ledger.Branch) { o.TermFrom = 20220101 })
	branch("快届满支部", func(o *ledger.Branch) { o.TermFrom = 20231210 })
	branch("将届满支部", func(o *ledger.Branch) { o.TermFrom = 20240130 })
	branch("久任命支部", func(o *ledger.Branch) { o.State, o.StateFrom = codes.BranchAppointed, 20250101 })
	branch("任命支部", func(o *ledger.Branch) { o.State, o.StateFrom = codes.BranchAppointed, 20260301 })
	stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: large.ID, Day: 20260301, Owner: "同意", Street: "同意", Why: "刚成立", ElectBy: 20260601})
	stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: first.ID, Sort: codes.MeasureDetached, Day: 20260601, Why: "六个月不过组织生活"})
	stage.Keep(t, b, ledger.Applicants, &ledger.Applicant{Title: "郑青", Branch: large.ID, Stage: "2", Applied: 20260101, Active: 20260301, Hours: value.CountOf(8)})
	stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Day: 20261101, Sort: codes.MeetingGeneral, Branches: []value.ID{bare.ID}})
	lifeOfEach(t, b, bare, first, member, branch)
	for m, to := range map[*ledger.Member]value.Date{first: 20260100, second: 20260700} {
		stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: m.ID, Way: codes.TransferOut, Other: "长沙", Stage: "1", Begun: map[bool]value.Date{true: 20260101, false: 20261101}[m == first]})
		stage.Keep(t, b, ledger.Payments, &ledger.Payment{Member: m.ID, From: 20260100, To: to, Sort: codes.PaymentPaid, Paid: value.MoneyOf(300), Day: 20260105})
	}
	for _, name := range []string{"东门五金", "东门印务"} { // neither is enough for a branch, both together are
		e := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: name, Business: codes.BusinessOpen, Zone: "东门商圈"})
		for range 2 {
			member("2002-03-04", func(m *ledger.Member) { m.Unit = e.ID })
		}
	}
	shut := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "关张五金", Business: "2"})
	branch("关张五金团支部", func(o *ledger.Branch) { o.Enterprises = []value.ID{shut.ID} })
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "西湖食品", Business: codes.BusinessOpen, Members: value.CountOf(5)}).ID, Day: 20261001, Content: "谈建团", Next: "送团章", NextBy: 20261120})
	return b
}

// oneOfEachOfAStreet is a ledger with something for every reminder that the street's own records can feed.
func oneOfEachOfAStreet(t *testing.T) *store.Book {
	t.Helper()
	b := stage.Street(t)
	officer := stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "周主任", Duty: "1", From: 20250101})
	gone := stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "吴委员", Duty: "3", Sort: "1", From: 20200101, To: 20210101})
	home := stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "塔北社区"})
	fresh := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "新建团支部", Type: codes.BranchCell, State: codes.BranchNormal, Founded: 20260901, TermFrom: 20260901, TermYears: value.CountOf(3)})
	late := stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: officer.ID, Branch: fresh.ID, From: 20260101, Plan: value.CountOf(4)})
	stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: gone.ID, Community: home.ID, From: 20261101})
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Liaison: late.ID, Day: 20260601, Content: "看场地", Problem: "没有活动室"})
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Liaison: late.ID, Day: 20260602})
	if err := b.Write("receive", nil, func(turn *store.Turn) error { // as a first package leaves it
		return turn.Put(ledger.Signers, nil, &ledger.Signer{Title: "塔北社区", State: codes.SignerWaiting})
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

// behind is how many stand in the list or on the page of something to do.
func behind(t *testing.T, b *store.Book, todo overview.Todo) int {
	t.Helper()
	if todo.Page == "" {
		return find.ListOf(b.Today(), todo.Query).Len()
	}
	n := 0
	switch todo.Page {
	case rules.PageRetention:
		plan, err := tend.DueToClear(b)
		if err != nil {
			t.Fatal(err)
		}
		return len(plan)
	case rules.PageZones:
		return len(rules.JointZones(b.Today()))
	case rules.PageDoubles:
		return len(rules.OpenDoubles(b.Today()))
	case rules.PageMatters:
		for _, w := range travel.Matters(b) {
			if w.Open() {
				n++
			}
		}
	case rules.PageReceive:
		for _, a := range rules.Arrivals(b.Today()) {
			if a.Parcel == nil {
				n++
			}
		}
	case rules.PageReply:
		for _, a := range rules.Arrivals(b.Today()) {
			if a.Parcel == nil {
				continue
			}
			hard, _ := a.Parcel.Hard.Value()
			if todo.Key == "parcel.faulty" && hard > 0 || todo.Key == "parcel.unanswered" && a.Parcel.Answer == 0 {
				n++
			}
		}
	default:
		return 1 // one thing, on a page of its own
	}
	return n
}

// Each reminder counts what its list shows, and every one that the records of a community can feed speaks.
func TestEveryReminderCountsItsList(t *testing.T) {
	community := oneOfEach(t)
	spoken := map[string]int{}
	for name, b := range map[string]*store.Book{"one of each": community, "a street's": oneOfEachOfAStreet(t), "practice": stage.Practised(t, 400), "street": stage.PractisedStreet(t, 480)} {
		for _, todo := range overview.Todos(b) {
			spoken[todo.Key]++
			if n := behind(t, b, todo); n != todo.Count {
				t.Errorf("%s, %s: %d%s, %d in the list", name, todo.Key, todo.Count, todo.Text, n)
			}
			if strings.ContainsAny(todo.Text, "{}") || todo.Text == "" {
				t.Errorf("%s says %q", todo.Key, todo.Text)
			}
		}
	}
	silent := []string{"matter.open", "figures.lock", "backup.old", "submit.late", "submit.soon"}
	for _, r := range rules.Reminders() { // their own tests make these speak
		if spoken[r.Key] == 0 && !slices.Contains(silent, r.Key) {
			t.Errorf("nothing says %s: %s", r.Key, r.Text)
		}
	}
}

// What the ledger itself owes: a submission before and after its day, a backup.
func TestTheLedgerRemindsOfItself(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	b.InEnv().Backups = store.AllBackups
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	for _, c := range []struct{ day, want string }{
		{"2026-11-29", ""}, {"2026-11-30", "backup.old"}, {"2026-12-01", "submit.soon backup.old"}, {"2026-12-30", "submit.soon backup.old"},
		{"2026-12-31", "submit.late backup.old"}, {"2027-01-05", "submit.late figures.lock backup.old"},
	} {
		now, err := time.ParseInLocation("2006-01-02", c.day, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		b.InEnv().Now = func() time.Time { return now }
		var got []string
		for _, key := range []string{"submit.soon", "submit.late", "figures.lock", "backup.old"} {
			for _, todo := range overview.Todos(b) {
				if todo.Key == key && todo.Count == 1 {
					got = append(got, key)
				}
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.day, got, c.want)
		}
	}
}

// The calendar has what falls due on its day, opens what it speaks of, and what was put off on the day that it is back.
func TestCalendar(t *testing.T) {
	b := oneOfEach(t)
	if err := overview.PutOff(b, "branch.small", 20261215, "年底再并"); err != nil {
		t.Fatal(err)
	}
	c := overview.CalendarOf(b)
	if c.From != 20261122 || c.Until != 20270220 {
		t.Errorf("from %v to %v", c.From, c.Until)
	}
	on := map[value.Date][]string{}
	for i, d := range c.Dates {
		on[d.Day] = append(on[d.Day], d.Name+d.Text)
		if d.Kind == nil && d.Page == "" || d.Kind != nil && b.Get(d.Kind, d.ID) == nil {
			t.Errorf("%v %s opens nothing", d.Day, d.Text)
		}
		if i > 0 && d.Day < c.Dates[i-1].Day || d.Day < c.From || d.Day > c.Until {
			t.Errorf("%v stands in the wrong place", d.Day)
		}
	}
	for day, want := range map[value.Date]string{20261210: "满 28 周岁，应办离团", 20270130: "将届满支部届满，应换届", 20261231: "应交上报包", 20261201: "起可以报 2026-12-31 这一轮",
		20261215: "个团支部不足 3 人"} {
		if !strings.Contains(strings.Join(on[day], "\n"), want) {
			t.Errorf("%v: %q has no %s", day, on[day], want)
		}
	}
	if !strings.Contains(strings.Join(on[20261210], "\n"), "快届满支部届满，应换届") {
		t.Error(on[20261210])
	}
	if b := stage.Book(t); len(overview.CalendarOf(b).Dates) != 0 {
		t.Errorf("an empty ledger has %v", overview.CalendarOf(b).Dates)
	}
}

// A reminder has a key and a sentence of its own, a list or a page, and names rules that there are.
func TestRemindersAreWhole(t *testing.T) {
	keys := map[string]bool{}
	values := rulebook.DefaultRules().Values()
	for _, r := range rules.Reminders() {
		_, known := values[r.Rule]
		switch {
		case keys[r.Key] || r.Key == "":
			t.Errorf("%s stands twice", r.Key)
		case (r.Kind == nil) == (r.Page == ""), (r.Page == "") != (r.Count == nil):
			t.Errorf("%s has no list, or two", r.Key)
		case r.Kind != nil && (r.Tab == "") != (r.Holds != nil), r.Holds != nil && r.Title == "":
			t.Errorf("%s has no tab", r.Key)
		case r.Text == "" && r.Says == nil:
			t.Errorf("%s says nothing", r.Key)
		case r.Rule != "" && !known:
			t.Errorf("%s goes by a rule that is not there: %s", r.Key, r.Rule)
		}
		keys[r.Key] = true
		for _, part := range strings.Split(r.Text+r.Title, "{")[1:] {
			if name, _, _ := strings.Cut(part, "}"); values[name] == "" {
				t.Errorf("%s speaks of a rule that is not there: %s", r.Key, name)
			}
		}
		if r.Kind != nil && r.Tab != "" && len(rules.TraitsOf(r.Kind)) == 0 {
			t.Errorf("%s", r.Key)
		}
	}
	for _, kind := range ledger.All {
		traits := rules.TraitsOf(kind)
		if len(traits) > 64 {
			t.Errorf("%s has %d traits, more than bits", kind.Name(), len(traits))
		}
		seen := map[string]bool{}
		for _, x := range traits {
			if seen[x.Key] {
				t.Errorf("%s has two traits %s", kind.Name(), x.Key)
			}
			seen[x.Key] = true
		}
	}
}

// Home shows the six gravest and says how many there are.
func TestHomeHidesNothing(t *testing.T) {
	b := oneOfEach(t)
	h, all := overview.HomeOf(b), overview.Todos(b)
	if len(all) < 20 || h.Due != len(all) || len(h.Todos) != overview.MostOnHome || h.Off != 0 {
		t.Fatalf("%d due, %d told, %d shown", len(all), h.Due, len(h.Todos))
	}
	if !slices.IsSortedFunc(all, func(x, y overview.Todo) int { return cmp.Compare(x.Grave, y.Grave) }) || h.Todos[0].Key != all[0].Key {
		t.Error("not the gravest first")
	}
}

// stands is all that the first page, the tree and the tabs say.
func stands(b *store.Book) string {
	out := fmt.Sprintf("%+v\n%+v\n%+v\n", overview.HomeOf(b), overview.Tree(b), rules.SummaryOf(b.Today()))
	for _, kind := range ledger.All {
		out += fmt.Sprintln(kind.Name(), rules.Tabs(b.Today(), kind, records.Place{}))
	}
	return out
}

// What is counted as the ledger changes is what counting everything finds: after saves, removals, restorings, undoing,
// imports of many, and with time.
func TestCountsFollowEveryChange(t *testing.T) {
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		own := filepath.Join(folder, fmt.Sprint(n))
		if err := os.Mkdir(own, 0o700); err != nil {
			t.Fatal(err)
		}
		m := newModel(t, own)
		defer func() { m.book.Close() }()
		gone := map[ledger.Kind][]value.ID{}
		t.Repeat(map[string]func(*rapid.T){
			"save": m.save, "save2": m.save, "save3": m.save,
			"remove": func(t *rapid.T) {
				kind := ledger.KindOf(rapid.SampledFrom([]string{"member", "post", "branch", "enterprise"}).Draw(t, "kind"))
				id := m.some(t, kind.Name())
				if id.IsZero() || m.book.Get(kind, id) == nil {
					return
				}
				if m.book.Remove(kind, []value.ID{id}, "重复") == nil {
					gone[kind] = append(gone[kind], id)
					m.rest(kind)
					m.rest(ledger.Posts)
				}
			},
			"unbin": func(t *rapid.T) {
				for kind, ids := range gone {
					_ = m.book.Bin().Back(kind, ids[:1]) // its number may have been given away: then it stays
					m.rest(kind)
					m.rest(ledger.Posts)
					gone[kind] = ids[1:]
					if len(gone[kind]) == 0 {
						delete(gone, kind)
					}
					return
				}
			},
			"undo": func(t *rapid.T) {
				plan, err := undo.Last(m.book)
				if err != nil || plan == nil || plan.Nothing() {
					return
				}
				if _, err := plan.Apply(); err != nil {
					t.Fatal(err)
				}
				for _, kind := range ledger.All {
					m.rest(kind)
				}
			},
			"": func(t *rapid.T) {
				b := m.book
				kept := stands(b)
				b.Lay(stage.Now(b).Anew())
				b.ForgetBin()
				if anew := stands(b); kept != anew {
					t.Fatalf("kept\n%s\nanew\n%s", kept, anew)
				}
			},
		})
	})
}

// rest makes the model hold of a kind what the Book has.
func (m *model) rest(kind ledger.Kind) {
	clear(m.kept[kind.Name()])
	for l, i := find.ListOf(m.book.Today(), records.Query{Kind: kind}), 0; i < l.Len(); i++ {
		m.kept[kind.Name()][l.Row(i).Head().ID] = l.Row(i)
	}
}
