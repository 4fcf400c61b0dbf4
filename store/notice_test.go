package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/practice"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

const spoken = "shanhe-pingguo-4827"

// streetOfTwo is the ledger of 小江湖街道 with two communities, an officer with his
// telephone, a contact with each community and a visit.
func streetOfTwo(t testing.TB) *store.Book {
	t.Helper()
	s, _, err := store.Create(filepath.Join(t.TempDir(), "街道.tjz"), store.Profile{Name: "小江湖街道", Street: true}, "李干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	north := stage.Keep(t, s, ledger.Communities, &ledger.Community{Title: "塔北社区居民委员会", Code: "430502001001", Sort: "1", Chief: "周主任", Phone: "13900000001", Note: "不给别人看"})
	south := stage.Keep(t, s, ledger.Communities, &ledger.Community{Title: "塔前社区", Code: "430502001002", Sort: "1"})
	o := stage.Keep(t, s, ledger.Officers, &ledger.Officer{Title: "陈书记", Duty: codes.DutySecretary, Phone: "13900000002", Note: "借调"})
	stage.Keep(t, s, ledger.Officers, &ledger.Officer{Title: "前书记", Duty: codes.DutySecretary, To: value.Day(2024, 1, 1)})
	for _, c := range []*ledger.Community{north, south} {
		l := stage.Keep(t, s, ledger.Liaisons, &ledger.Liaison{Officer: o.ID, Community: c.ID, From: value.Day(2026, 1, 1)})
		stage.Keep(t, s, ledger.Visits, &ledger.Visit{Liaison: l.ID, Day: value.Day(2026, 5, 4), Content: "看了" + c.Title, Problem: "没有活动室"})
	}
	return s
}

// give writes the street's next notice and gives its path.
func give(t testing.TB, s *store.Book) string {
	t.Helper()
	_, path, err := travel.Notice(context.Background(), s, travel.Giving{Dir: t.TempDir(), Passphrase: spoken})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// enrol lets the street accept a ledger as that of its communities, or of some of them,
// so that nothing needs a passphrase, which costs a second a try.
func enrol(t testing.TB, s, b *store.Book, names ...string) {
	t.Helper()
	_, answer, err := parcel.KeysFrom(b.Profile().Key)
	if err != nil {
		t.Fatal(err)
	}
	for c := range stage.All[*ledger.Community](s, ledger.Communities) {
		if len(names) == 0 || slices.Contains(names, c.Title) {
			arrive(t, s, ledger.Signers, &ledger.Signer{Title: b.Profile().Name, Community: c.ID, Ledger: b.Profile().Ledger, Answer: answer, State: codes.SignerAccepted})
		}
	}
}

func planned(t testing.TB, b *store.Book, path string) *travel.NoticePlan {
	t.Helper()
	p, err := travel.ReadNotice(context.Background(), b, path, spoken)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

func noticeIn(t testing.TB, b *store.Book, path string) *travel.NoticePlan {
	t.Helper()
	p := planned(t, b, path)
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

// change is a plan's line, for a table.
func changeLine(c rules.Change) string {
	return strings.Join([]string{c.What, c.Name, c.Label, c.How, c.Was, c.Now}, "|")
}

func lines(p *travel.NoticePlan) (out []string) {
	for _, c := range p.Changes {
		out = append(out, changeLine(c))
	}
	return out
}

func TestANoticeShowsWhatItChanges(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	home := b.Today().Own().(*ledger.Community)
	home = ledger.Communities.Clone(home).(*ledger.Community)
	home.Code, home.Phone = "430502001001", "0739-5320001"
	stage.Keep(t, b, ledger.Communities, home)
	p := planned(t, b, give(t, s))
	if !p.First || p.Taken || p.Number != 1 || p.Street != "小江湖街道" || len(strings.Fields(p.Words.String())) != 6 {
		t.Errorf("%+v", p)
	}
	want := []string{
		"社区|塔北社区|社区名称|变更|塔北社区|塔北社区居民委员会",
		"社区|塔北社区|社区类型|变更||城区社区",
		"社区|塔北社区|所属街道|变更||小江湖街道",
		"街道|小江湖街道||新增||",
		"社区|塔前社区||新增||",
		"街道团干部|陈书记||新增||",
		"定点联系|陈书记 → 塔北社区居民委员会||新增||",
		"走访|2026-05-04 陈书记 → 塔北社区居民委员会||新增||",
	}
	if got := lines(p); !slices.Equal(got, want) {
		t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var e *store.Error
	if err := p.Apply(travel.SixWords{}); !errors.As(err, &e) || e.Code != store.Unaccepted || !strings.Contains(e.Message, p.Words.String()) {
		t.Fatal(err)
	}
	if b.Today().Count(ledger.Streets) != 0 || rules.Street(stage.Now(b)) != nil {
		t.Fatal("what was not accepted was taken in")
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	// From here on the ledger bears the street's spelling, everywhere.
	b = stage.Reopened(t, b)
	own := b.Today().Own().(*ledger.Community)
	if b.Profile().Name != "塔北社区居民委员会" || own.Title != b.Profile().Name || own.Received() || own.Street != "小江湖街道" || own.Phone != "0739-5320001" {
		t.Errorf("%+v\n%+v", b.Profile(), own)
	}
	if travel.NeedsPassphrase(b) || b.Profile().StreetKey != rules.Street(stage.Now(b)).Answer {
		t.Error("the street's key is not kept")
	}
	got := stage.Everything(b)
	for _, text := range got {
		for _, secret := range []string{"不给别人看", "借调", "13900000001", "周主任", "没有活动室", "看了", "前书记"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q came to the community: %s", secret, text)
			}
		}
	}
	if ops, err := undo.Operations(b, 1); err != nil || ops[0].Deed() != store.MayTakeNotice {
		t.Errorf("the journal says %+v, %v", ops, err)
	}
	l := travel.Received(b, ledger.Liaisons)
	if len(l) != 1 || l[0].(*ledger.Liaison).Community != own.ID {
		t.Errorf("contacts: %+v", l)
	}
	for _, kind := range []ledger.Kind{ledger.Streets, ledger.Officers, ledger.Visits} {
		if n := len(travel.Received(b, kind)); n != 1 {
			t.Errorf("%d of %s", n, kind.Name())
		}
	}
	for key, text := range map[string]string{"name": "塔北", "code": "430502001003", "street": "别的街道"} {
		d := ledger.Communities.Clone(own)
		ledger.Communities.Set(d, ledger.Communities.At(key), text)
		if _, err := b.Save(ledger.Communities, d); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "由街道下发") {
			t.Errorf("%s: %v", key, err)
		}
	}
	d := ledger.Communities.Clone(own).(*ledger.Community)
	d.Phone = "0739-5320002"
	stage.Keep(t, b, ledger.Communities, d)
}

func TestANoticeTwiceIsNothing(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	first := give(t, s)
	p := planned(t, b, first)
	if err := p.Choose(value.ID{9}); err == nil || p.Apply(p.Words) == nil || stage.CodeOf(p.Apply(p.Words)) != store.Unlisted {
		t.Fatal("a ledger that the list does not know was taken for one", err)
	}
	if err := p.Choose(p.Communities[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	was, seq := stage.Everything(b), stage.Seq(b)
	if p = noticeIn(t, b, first); !p.Taken || len(p.Changes) > 0 || stage.Seq(b) != seq {
		t.Errorf("%+v", p)
	}
	// The next one, with nothing new, changes nothing but the number.
	second := give(t, s)
	if p = noticeIn(t, b, second); p.First || len(p.Changes) > 0 || p.Number != 2 {
		t.Errorf("%+v", p.Changes)
	}
	now := stage.Everything(b)
	for id := range was {
		if now[id] != was[id] {
			t.Errorf("%s became %s", was[id], now[id])
		}
	}
	if len(now) != len(was)+1 { // the package itself
		t.Errorf("%d records became %d", len(was), len(now))
	}
	third := give(t, s)
	noticeIn(t, b, third)
	if _, err := travel.ReadNotice(context.Background(), b, second, spoken); err != nil {
		t.Error("an older one that was taken in:", err)
	}
	fresh := stage.Book(t)
	enrol(t, s, fresh)
	third = give(t, s)
	p = planned(t, fresh, third)
	if err := errors.Join(p.Choose(p.Communities[1].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(err)
	}
	arrive(t, fresh, ledger.Parcels, &ledger.Parcel{Sort: codes.ParcelNotice, Sender: s.Profile().Ledger, Number: value.CountOf(9)})
	if _, err := travel.ReadNotice(context.Background(), fresh, give(t, s), spoken); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "旧的没有接收") {
		t.Error(err)
	}
}

// A field that the street filled and has emptied since is again what the community had
// in it, and the community's to change; so whoever missed the first notice holds the same.
func TestAFieldTheStreetEmpties(t *testing.T) {
	s := streetOfTwo(t)
	north := stage.Now(s).Of(ledger.Communities)[0].(*ledger.Community)
	sort := func(text string) string {
		stage.Alter(t, s, ledger.Communities, north, func(c *ledger.Community) { c.Sort = text })
		return give(t, s)
	}
	for _, own := range []string{"", "2"} {
		every, last := stage.Book(t), stage.Book(t)
		for _, b := range []*store.Book{every, last} {
			enrol(t, s, b)
			stage.Alter(t, b, ledger.Communities, stage.Home(b), func(c *ledger.Community) { c.Code, c.Sort = north.Code, own })
		}
		noticeIn(t, every, sort("1"))
		again := sort("1")
		noticeIn(t, every, again)
		if stage.Home(every).Sort != "1" {
			t.Fatalf("%q: the street's word is not taken", own)
		}
		every = stage.Reopened(t, every)
		emptied := sort("")
		p := noticeIn(t, every, emptied)
		noticeIn(t, last, emptied)
		if stage.Home(every).Sort != own || stage.Home(last).Sort != own {
			t.Errorf("%q: %q and %q", own, stage.Home(every).Sort, stage.Home(last).Sort)
		}
		if shown := slices.ContainsFunc(p.Changes, func(c rules.Change) bool { return c.Label == "社区类型" && c.How == "变更" }); !shown {
			t.Errorf("%q: the preview does not say so: %v", own, lines(p))
		}
		stage.Alter(t, every, ledger.Communities, stage.Home(every), func(c *ledger.Community) { c.Sort = "2" })
		noticeIn(t, every, sort("1"))
		noticeIn(t, every, sort(""))
		if stage.Home(every).Sort != "2" {
			t.Errorf("%q: its own word since is lost: %q", own, stage.Home(every).Sort)
		}
	}
}

func TestUndoingANoticePutsSettingsBack(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	rules := strings.Replace(string(s.Basis().Rules.Source()), "age_out,28,", "age_out,30,", 1)
	stricter, err := rulebook.ParseRules([]byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	s.Lay(stage.Now(s).On(ledger.Basis{Today: stage.Now(s).Basis().Today, Rules: stricter}))
	was, profile, before := stage.Everything(b), b.Profile(), string(b.Basis().Rules.Source())
	p := planned(t, b, give(t, s))
	if err := p.Choose(p.Communities[0].ID); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(lines(p), "规则|离团年龄||变更|28 岁|30 岁") {
		t.Error(lines(p))
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if b.Basis().Rules.AgeOut != 30 {
		t.Error("the rules are not in force")
	}
	taken, signed := stage.Everything(b), b.Profile()
	plan, err := undo.Last(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	b = stage.Reopened(t, b)
	if now := stage.Everything(b); !reflect.DeepEqual(now, was) {
		t.Errorf("%v\nwant\n%v", now, was)
	}
	if !reflect.DeepEqual(b.Profile(), profile) || string(b.Basis().Rules.Source()) != before {
		t.Errorf("%+v", b.Profile())
	}
	if bin, err := b.Bin().All(); err != nil || len(bin) > 0 {
		t.Error(bin, err)
	}
	redo, err := undo.Of(b, stage.Seq(b))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := redo.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if now := stage.Everything(b); !reflect.DeepEqual(now, taken) || !reflect.DeepEqual(b.Profile(), signed) || b.Basis().Rules.AgeOut != 30 {
		t.Errorf("%v\nwant\n%v", now, taken)
	}
}

func TestAnotherSignatureIsRefused(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	p := planned(t, b, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(err)
	}
	again := streetOfTwo(t) // the same name on another computer, with another key
	enrol(t, again, b)
	path := give(t, again)
	_, err := travel.ReadNotice(context.Background(), b, path, spoken)
	words := parcel.Fingerprint(parcelKey(t, again))
	if stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, words) || !strings.Contains(store.Tell(err).Message, "打电话") {
		t.Fatal(err)
	}
	other, _, err := store.Create(filepath.Join(t.TempDir(), "b.tjz"), store.Profile{Name: "大江湖街道", Street: true}, "李干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	stage.Keep(t, other, ledger.Communities, &ledger.Community{Title: "塔北社区"})
	enrol(t, other, b)
	if _, err := travel.ReadNotice(context.Background(), b, give(t, other), spoken); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "归“小江湖街道”管") {
		t.Error(err)
	}
	if err := travel.ForgetStreet(b, "  "); stage.CodeOf(err) != store.Refused {
		t.Error("no reason was asked for", err)
	}
	if err := travel.ForgetStreet(b, "街道换了电脑，已电话核对"); err != nil {
		t.Fatal(err)
	}
	if !travel.NeedsPassphrase(b) {
		t.Error("submissions still go to the old key")
	}
	if p := noticeIn(t, b, path); !p.First {
		t.Error("nobody was asked")
	}
	// Its list has other IDs; what the old one brought is gone with it.
	if n := len(travel.Received(b, ledger.Streets)); n != 1 || b.Today().Count(ledger.Communities) != 2 {
		t.Errorf("%d streets, %d communities", n, b.Today().Count(ledger.Communities))
	}
}

func parcelKey(t testing.TB, s *store.Book) []byte {
	t.Helper()
	m := openedManifest(t, s, give(t, s))
	return m.Signer()
}

// openedManifest opens a package with the keys of a ledger or the test's passphrase.
func openedManifest(t testing.TB, b *store.Book, path string) *parcel.Manifest {
	t.Helper()
	p, done, err := travel.OpenParcel(context.Background(), b, path, spoken, travel.Modest)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	return &p.Manifest
}

func TestWhatIsNoNoticeIsRefused(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	ctx, path := context.Background(), give(t, s)
	if _, err := travel.ReadNotice(ctx, b, path, ""); stage.CodeOf(err) != store.Locked || !errors.Is(err, parcel.ErrNeedsPassphrase) {
		t.Error(err)
	}
	if _, err := travel.ReadNotice(ctx, b, path, "wrong-one-4827"); stage.CodeOf(err) != store.Locked {
		t.Error(err)
	}
	if _, err := travel.ReadNotice(ctx, s, path, spoken); stage.CodeOf(err) != store.Refused {
		t.Error("a street took its own notice", err)
	}
	if _, _, err := travel.Notice(ctx, b, travel.Giving{Dir: t.TempDir(), Passphrase: spoken}); stage.CodeOf(err) != store.Refused {
		t.Error("a community gave a notice out", err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{"cut": text[:len(text)/2], "empty": nil, "flipped": append(slices.Clone(text[:len(text)-9]), text[len(text)-9]^1), "other": []byte("PK")} {
		file := filepath.Join(t.TempDir(), "a.tjb")
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := travel.ReadNotice(ctx, b, file, spoken); stage.CodeOf(err) != store.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := travel.ReadNotice(ctx, b, t.TempDir(), spoken); stage.CodeOf(err) != store.Refused {
		t.Error("a folder:", err)
	}
	empty, _, err := store.Create(filepath.Join(t.TempDir(), "s.tjz"), store.Profile{Name: "空街道", Street: true}, "李干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer empty.Close()
	if _, _, err := travel.Notice(ctx, empty, travel.Giving{Dir: t.TempDir(), Passphrase: spoken}); stage.CodeOf(err) != store.Refused {
		t.Error("a list of nobody:", err)
	}
	practice, err := practice.New(ctx, filepath.Join(t.TempDir(), "p.tjz"), stage.Password, practice.Options{Members: 5, Seed: 1, Street: true}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer practice.Close()
	if _, _, err := travel.Notice(ctx, practice, travel.Giving{Dir: t.TempDir(), Passphrase: spoken}); stage.CodeOf(err) != store.Refused {
		t.Error("a practice street gave a notice out:", err)
	}
	_, sample, err := travel.Notice(ctx, practice, travel.Giving{Dir: t.TempDir(), Passphrase: spoken, Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := travel.ReadNotice(ctx, b, sample, spoken); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "练习") {
		t.Error(err)
	}
}

// TestTheListHoldsAgainstOldDeeds: what the street sets does not come back by an older
// version, a bulk change or taking an older deed back.
func TestTheListHoldsAgainstOldDeeds(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	own := ledger.Communities.Clone(b.Today().Own()).(*ledger.Community)
	own.Code, own.Note = "430502001009", "旧"
	own = stage.Keep(t, b, ledger.Communities, own)
	edit := stage.Seq(b)
	p := planned(t, b, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(err)
	}
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("邵阳市东升五金有限公司"))
	want := b.Today().Own().(*ledger.Community).Title + b.Today().Own().(*ledger.Community).Code
	if _, err := tend.RestoreVersion(b, ledger.Communities, own.ID, edit, "改回"); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	bulk, err := tend.PlanBulk(b, ledger.Communities, []value.ID{own.ID}, []tend.Assignment{{Key: "code", Text: "430502001009"}})
	if err == nil {
		_, err = bulk.Apply("改回")
	}
	if stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	if plan, err := undo.Of(b, edit); err != nil {
		t.Error(err)
	} else if _, err := plan.Apply(); err != nil && stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	if c := b.Today().Own().(*ledger.Community); c.Title+c.Code != want {
		t.Errorf("%+v", c)
	}
	// A contact that the street gave out keeps nobody from removing his own enterprise.
	arrive(t, b, ledger.Liaisons, &ledger.Liaison{Meta: ledger.Meta{Owner: travel.Received(b, ledger.Streets)[0].Head().ID}, Officer: travel.Received(b, ledger.Officers)[0].Head().ID, Enterprise: e.ID})
	if err := b.Remove(ledger.Enterprises, []value.ID{e.ID}, "注销"); err != nil {
		t.Error(store.Tell(err).Message)
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
	if p := noticeIn(t, b, give(t, s)); !slices.Contains(lines(p), "定点联系|陈书记||减少||") {
		t.Error(lines(p))
	}
}

// TestANoticeIsTakenInNotGivenOut: the journal of a community says what was done there,
// and an entry from before says the same.
func TestANoticeIsTakenInNotGivenOut(t *testing.T) {
	for e, want := range map[store.Entry]string{
		{Intent: "notice", Detail: store.Detail{What: "notice"}}:  "接收下发",
		{Intent: "noticed", Detail: store.Detail{What: "notice"}}: "接收下发",
		{Intent: "notice", Detail: store.Detail{What: "parcel"}}:  "下发",
	} {
		if got := e.Deed().Title(); got != want {
			t.Errorf("%s of a %s is called %s, want %s", e.Intent, e.Detail.What, got, want)
		}
	}
}
