package store_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// town is a ledger whose people have names that dictionaries misread.
func town(t testing.TB) *store.Book {
	t.Helper()
	b := stage.TwoBranches(t)
	east := stage.BranchNamed(b, "东升五金团支部")
	west := stage.BranchNamed(b, "长虹印务团支部")
	firm := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "东升"}).Row(0).Head().ID
	for i, name := range []string{"单雄信", "解缙", "仇英", "查良镛", "曾巩", "区大伦", "翟志刚", "尉迟祎", "阿依古丽·买买提", "李𬭎", "王䶮", "欧阳娜"} {
		m := stage.Person(name, "2002-03-04", 101+10*i)
		m.Phone = "139000000" + string([]byte{'1' + byte(i/10), '0' + byte(i%10)})
		m.Branch = east
		if i%2 == 1 {
			m.Branch = west
		}
		if i == 0 {
			m.Unit = firm
		}
		stage.Keep(t, b, ledger.Members, m)
	}
	return b
}

func names(f find.Found) string {
	var out []string
	for _, h := range f.All() {
		out = append(out, h.Name)
	}
	return strings.Join(out, " ")
}

func TestFind(t *testing.T) {
	b := town(t)
	for query, want := range map[string]string{
		"shan": "单雄信", "sxx": "单雄信", "dan": "单雄信", "shanxiongxin": "单雄信", "xie": "解缙", "xj": "解缙", "jiejin": "解缙", "qiu": "仇英", "qy": "仇英", "chou": "仇英",
		"zha": "查良镛 翟志刚 长虹印务团支部 邵阳市长虹印务有限公司 解缙 区大伦 尉迟祎 李𬭎 欧阳娜", "zhal": "查良镛", "changhong": "长虹印务团支部 邵阳市长虹印务有限公司 解缙 查良镛 区大伦 尉迟祎 李𬭎 欧阳娜", "zly": "查良镛", "zeng": "曾巩", "ouda": "区大伦", "odl": "区大伦", "qu": "区大伦 塔北社区", "zhai": "翟志刚", "yuchi": "尉迟祎", "ycy": "尉迟祎", "weichi": "尉迟祎", "wcy": "尉迟祎",
		"ouyang": "欧阳娜", "onn": "", "oyn": "欧阳娜", "ayglmmt": "阿依古丽·买买提", "买买": "阿依古丽·买买提", "李𬭎": "李𬭎", "𬭎": "李𬭎", "䶮": "王䶮", "ZENG": "曾巩", "ｚｅｎｇ": "曾巩",
		stage.IDNumber("2002-03-04", 101): "单雄信", stage.IDNumber("2002-03-04", 111)[12:]: "解缙", strings.ToLower(stage.IDNumber("2002-03-04", 121)): "仇英", "13900000010": "单雄信", "00000021": "欧阳娜",
		"shan 东升": "单雄信", "东升 xie": "", "曾 139": "曾巩", "  ": "*", "没有这个人": "",
		"东升五金有限": "邵阳市东升五金有限公司 单雄信 东升五金团支部", "chywtzb": "长虹印务团支部 解缙 查良镛 区大伦 尉迟祎 李𬭎 欧阳娜", "塔北": "塔北社区", "tbsq": "塔北社区",
	} {
		found := find.Anything(b.Today(), query, 100)
		if want == "*" {
			if found.Total != 12+2+2+1 || len(found.All()) != found.Total {
				t.Errorf("no words: %d", found.Total)
			}
			continue
		}
		if got := names(found); got != want || found.Total != len(found.All()) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	if few := find.Anything(b.Today(), "", 3); few.Total != 17 || names(few) != "单雄信 解缙 仇英" {
		t.Errorf("at most three: %d %s", few.Total, names(few))
	}
}

// TestRelevance: who is called so stands before whose name or number only holds it, the
// people of a company called so stand apart, and what is over comes last.
func TestRelevance(t *testing.T) {
	b := stage.TwoBranches(t)
	add := func(kind ledger.Kind, r ledger.Record) value.ID {
		t.Helper()
		saved, err := b.Save(kind, r)
		if err != nil {
			t.Fatal(err)
		}
		return saved.Head().ID
	}
	branch := stage.BranchNamed(b, "东升五金团支部")
	works := add(ledger.Enterprises, &ledger.Enterprise{Title: "王府饭店", Boss: "赵一"})
	add(ledger.Enterprises, &ledger.Enterprise{Title: "永兴茶楼", Boss: "王五"})
	for i, name := range []string{"赵王孙", "汪洋", "王小红", "钱二", "王", "王老五"} {
		m := stage.Person(name, "2002-03-04", 501+10*i)
		m.Phone, m.Branch = "1390000001"+strconv.Itoa(i), branch
		if name == "钱二" {
			m.Unit = works
		}
		if name == "王小红" {
			m.State, m.StateFrom = codes.MemberMoved, 20260101
		}
		add(ledger.Members, m)
	}
	group := func(hits []find.Hit) string { return names(find.Found{Hits: hits}) }
	for query, want := range map[string][2]string{
		"王":         {"王 王老五 王府饭店 王小红 赵王孙 永兴茶楼", "钱二"},
		"wang":      {"汪洋 王 王老五 王府饭店 王小红 赵王孙 永兴茶楼", "钱二"},
		"王 王府":      {"王府饭店", "钱二"},
		"钱 王府":      {"钱二", ""},
		"王府饭店":      {"王府饭店", "钱二"},
		"13":        {"赵王孙 汪洋 钱二 王 王老五 王小红", ""},
		"0013":      {"钱二", ""},
		"东升五金团支部 王": {"王 王老五 王小红 赵王孙", "钱二"},
	} {
		f := find.Anything(b.Today(), query, 50)
		if query == "东升五金团支部 王" { // the branch itself is no person called so
			f.Hits = slices.DeleteFunc(f.Hits, func(h find.Hit) bool { return h.Kind != ledger.Members })
			f.Linked = slices.DeleteFunc(f.Linked, func(h find.Hit) bool { return h.Kind != ledger.Members })
			f.Others = len(f.Linked)
		}
		if got := [2]string{group(f.Hits), group(f.Linked)}; got != want || f.Others != len(f.Linked) {
			t.Errorf("%q finds %q, want %q; %d others", query, got, want, f.Others)
		}
	}
	f := find.Anything(b.Today(), "王", 2)
	if group(f.Hits) != "王 王老五" || f.Total != 7 || f.Others != 1 {
		t.Errorf("the two most relevant: %s of %d", group(f.Hits), f.Total)
	}
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: "王", Own: true})
	all := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: "王"})
	if l.Len() != 4 || l.Linked() != 1 || all.Len() != 5 || all.Linked() != 0 {
		t.Errorf("the list has %d and leaves %d out; with the company's people %d", l.Len(), l.Linked(), all.Len())
	}
	if l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: "王府饭店", Own: true}); l.Len() != 1 || l.Linked() != 0 {
		t.Errorf("a company's name alone finds %d of its people and leaves %d out", l.Len(), l.Linked())
	}
}

// What was changed is found by its new words and no longer by its old; what hangs
// on it too; one record or a thousand changed since.
func TestFindAfterChanges(t *testing.T) {
	b := town(t)
	if got := names(find.Anything(b.Today(), "shan", 10)); got != "单雄信" {
		t.Fatal(got)
	}
	rename := func(kind ledger.Kind, words, key, text string) {
		t.Helper()
		l := find.ListOf(b.Today(), records.Query{Kind: kind, Words: words})
		draft := kind.Clone(l.Row(0))
		if err := kind.Set(draft, kind.At(key), text); err != nil {
			t.Fatal(err)
		}
		stage.Keep(t, b, kind, draft)
	}
	rename(ledger.Members, "单雄信", "name", "尉迟敬德恭") // a longer one
	rename(ledger.Members, "欧阳娜", "name", "于是")    // a shorter one
	rename(ledger.Members, "曾巩", "phone", "13811112222")
	rename(ledger.Branches, "长虹印务", "short", "西湖团支部")
	rename(ledger.Branches, "西湖", "name", "共青团西湖")
	rename(ledger.Enterprises, "长虹", "name", "西湖食品")
	for query, want := range map[string]string{
		"shan": "", "yuchi": "尉迟敬德恭 尉迟祎", "ouyang": "", "yushi": "于是", "138111": "曾巩", "13900000014": "", "chyw": "", "zzg": "翟志刚", "xhtzb": "西湖团支部 解缙 查良镛 区大伦 尉迟祎 李𬭎 于是",
		"wangyan": "王䶮", "dls": "", "xhsp": "西湖食品 西湖团支部",
	} {
		if got := names(find.Anything(b.Today(), query, 100)); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	for i := range 70 {
		rename(ledger.Members, "qiu", "note", strconv.Itoa(i))
	}
	rename(ledger.Members, "qiu", "name", "丘英")
	if got := names(find.Anything(b.Today(), "qiuying", 10)); got != "丘英" {
		t.Errorf("%q", got)
	}
	if got := names(find.Anything(b.Today(), "仇", 10)); got != "" {
		t.Errorf("%q", got)
	}
}

// Names stand as in a register, by the surname's own reading; numbers by size;
// what is empty stands last, either way round the rest.
func TestOrder(t *testing.T) {
	b := town(t)
	column := func(q records.Query, key string) string {
		var texts []string
		l := find.ListOf(b.Today(), q)
		for i := range l.Len() {
			texts = append(texts, l.Cell(i, key, ledger.Bare))
		}
		return strings.Join(texts, " ")
	}
	want := "阿依古丽·买买提 李𬭎 区大伦 欧阳娜 仇英 单雄信 王䶮 解缙 尉迟祎 曾巩 查良镛 翟志刚"
	if got := column(records.Query{Kind: ledger.Members, Sort: "name"}, "name"); got != want {
		t.Errorf("by name\n got %s\nwant %s", got, want)
	}
	back := strings.Fields(want)
	slices.Reverse(back)
	if got := column(records.Query{Kind: ledger.Members, Sort: "name", Desc: true}, "name"); got != strings.Join(back, " ") {
		t.Errorf("by name, down: %s", got)
	}
	for i, staff := range []int{9, 100, 20} {
		e := stage.Firm("厂" + strconv.Itoa(i))
		e.Staff = value.CountOf(staff)
		stage.Keep(t, b, ledger.Enterprises, e)
	}
	if got := column(records.Query{Kind: ledger.Enterprises, Sort: "staff"}, "staff"); got != "9 20 100  " {
		t.Errorf("by staff: %q", got)
	}
	if got := column(records.Query{Kind: ledger.Branches, Sort: "count", Desc: true}, "count"); got != "6 6" {
		t.Errorf("by members: %q", got)
	}
	before := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "branch"})
	o := ledger.Branches.Clone(find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}).Row(0)).(*ledger.Branch)
	o.Short = "阿东团支部"
	stage.Keep(t, b, ledger.Branches, o)
	after := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "branch"})
	if before.Cell(0, "branch", ledger.Bare) != "长虹印务团支部" || after.Cell(0, "branch", ledger.Bare) != "阿东团支部" {
		t.Errorf("%s, then %s", before.Cell(0, "branch", ledger.Bare), after.Cell(0, "branch", ledger.Bare))
	}
	if column(records.Query{Kind: ledger.Members}, "name") == want {
		t.Error("without an order it is that of entry")
	}
}

func TestListsNarrowed(t *testing.T) {
	b := town(t)
	east := stage.BranchNamed(b, "东升五金团支部")
	home := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities}).Row(0).Head().ID
	unit := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "东升"}).Row(0).Head().ID
	draft := ledger.Branches.Clone(b.Get(ledger.Branches, east)).(*ledger.Branch)
	draft.Community = home
	stage.Keep(t, b, ledger.Branches, draft)
	for i, c := range []struct {
		q    records.Query
		want int
	}{
		{records.Query{Kind: ledger.Members, Under: records.Place{Kind: "branch", ID: east}}, 6}, {records.Query{Kind: ledger.Members, Under: records.Place{Kind: "enterprise", ID: unit}}, 1}, {records.Query{Kind: ledger.Members, Under: records.Place{Kind: "community", ID: home}}, 6},
		{records.Query{Kind: ledger.Members, Under: records.Place{Kind: "branch", ID: east}, Words: "qiu"}, 1}, {records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "branch", Texts: []string{"东升五金团支部", "长虹印务团支部"}}}}, 12},
		{records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "unit", Texts: []string{""}}}}, 11}, {records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "branch", Texts: []string{"东升五金团支部"}}, {Key: "unit", Texts: []string{""}}}}, 5},
		{records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "phone", Texts: []string{"13900000010"}}}}, 1}, {records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "name"}}}, 0},
		{records.Query{Kind: ledger.Branches, Under: records.Place{Kind: "enterprise", ID: unit}}, 1}, {records.Query{Kind: ledger.Branches, Under: records.Place{Kind: "community", ID: home}}, 1}, {records.Query{Kind: ledger.Members, Tab: "on"}, 12}, {records.Query{Kind: ledger.Members, Tab: "off"}, 0},
	} {
		if got := find.ListOf(b.Today(), c.q).Len(); got != c.want {
			t.Errorf("%d: %+v: %d, want %d", i, c.q, got, c.want)
		}
	}
	if got := find.ValuesOf(b.Today(), records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "branch", Texts: []string{"东升五金团支部"}}}}, "branch", 10); len(got) != 2 {
		t.Errorf("a filter offers what it hides: %v", got)
	}
	if got := find.ValuesOf(b.Today(), records.Query{Kind: ledger.Members}, "unit", 1); len(got) != 1 || got[0] != "" {
		t.Errorf("most frequent first: %q", got)
	}
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "name"})
	first := l.Row(0).Head().ID
	if masked, whole := l.Cell(0, "idno", ledger.Ends), l.Cell(0, "idno", ledger.Bare); !strings.Contains(masked, "****") || strings.Contains(whole, "*") {
		t.Errorf("%s %s", masked, whole)
	}
	gone := ledger.Members.Clone(b.Get(ledger.Members, first)).(*ledger.Member)
	gone.Title = "改名"
	stage.Keep(t, b, ledger.Members, gone)
	if l.Cell(0, "name", ledger.Ends) == "改名" {
		t.Error("a list that was handed out stays as it was")
	}
}

// Everyday words, the sound of characters that an input method offered first, and what
// is used often, each first among what is offered.
func TestOptionsAsPeopleSpeak(t *testing.T) {
	b := town(t)
	list := func(key string) *codes.List { return ledger.Members.Columns()[ledger.Members.At(key)].Choices }
	for _, c := range []struct{ key, query, want string }{
		{"schooling", "中专", "中等专科毕业"}, {"schooling", "大专", "大学专科"}, {"schooling", "本科", "大学本科"}, {"schooling", "研究生", "研究生"},
		{"schooling", "dz", "大学专科"}, {"schooling", "zhongzhuan", "中等专科毕业"}, {"schooling", "bk", "大学本科"}, {"schooling", "奔科", "大学本科"},
		{"nation", "汉", "汉族"}, {"nation", "土家", "土家族"}, {"nation", "汗", "汉族"}, {"nation", "图家", "土家族"}, {"standing", "团员", "共青团员"},
		{"branch", "洞升", "东升五金团支部"}, {"branch", "常红", "长虹印务团支部"}, {"unit", "东声", "邵阳市东升五金有限公司"},
	} {
		if got := find.OptionsOf(b.Today(), list(c.key), c.query, 5); len(got) == 0 || got[0].Label != c.want {
			t.Errorf("%s: %q offers %v, want %s first", c.key, c.query, got, c.want)
		}
	}
	if got := find.OptionsOf(b.Today(), list("branch"), "洞 升", 5); len(got) != 1 {
		t.Errorf("two words of one character each offer %v", got)
	}
	for key, want := range map[string]string{"nation": "汉族", "standing": "共青团员", "idtype": "居民身份证", "state": "正常"} {
		if got := find.OptionsOf(b.Today(), list(key), "", 56); got[0].Label != want {
			t.Errorf("%s begins with %s", key, got[0].Label)
		}
	}
	m := ledger.Members.Clone(find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(0)).(*ledger.Member)
	m.Nation = "15"
	stage.Keep(t, b, ledger.Members, m)
	if got := find.OptionsOf(b.Today(), list("nation"), "", 56); !slices.ContainsFunc(got[:3], func(o find.Option) bool { return o.Value == "15" }) {
		t.Errorf("what the ledger uses is not first: %v", got[:3])
	}
	if got := find.OptionsOf(b.Today(), list("sex"), "", 5); got[0].Value != codes.Sexes.Items()[0].Code {
		t.Errorf("a short list has lost its order: %v", got)
	}
}

// What a person types in a choice or a reference.
func TestOptions(t *testing.T) {
	b := town(t)
	nation := ledger.Members.Columns()[ledger.Members.At("nation")].Choices
	schooling := ledger.Members.Columns()[ledger.Members.At("schooling")].Choices
	branch := ledger.Members.Columns()[ledger.Members.At("branch")].Choices
	for _, c := range []struct {
		list        *codes.List
		query, want string
	}{
		{nation, "h", "汉族"}, {nation, "tj", "土家族"}, {nation, "土", "土家族"}, {nation, "01", "汉族"}, {nation, "tujia", "土家族"}, {nation, "", "汉族"}, {nation, "哈呢族", "哈尼族"},
		{schooling, "大专", "大学专科"}, {schooling, "dxzk", "大学专科"}, {branch, "dswj", "东升五金团支部"}, {branch, "长虹", "长虹印务团支部"},
	} {
		options := find.OptionsOf(b.Today(), c.list, c.query, 5)
		if len(options) == 0 || !slices.ContainsFunc(options[:min(3, len(options))], func(o find.Option) bool { return o.Label == c.want }) || len(options) > 5 {
			t.Errorf("%q offers %v", c.query, options)
		}
	}
	if got := find.OptionsOf(b.Today(), nation, "没有这个词", 5); len(got) != 0 {
		t.Error(got)
	}
	o := ledger.Branches.Clone(find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}).Row(0)).(*ledger.Branch)
	o.State, o.StateFrom = codes.BranchDissolved, 20260901
	stage.Keep(t, b, ledger.Branches, o)
	if got := find.OptionsOf(b.Today(), branch, "dswj", 5); len(got) != 0 {
		t.Errorf("a dissolved branch is offered: %v", got)
	}
	for word, want := range map[string]string{"共青团长虹印务有限公司支部委员会": "长虹印务团支部", "长虹印务支部": "长虹印务团支部", "长红印务团支部": "长虹印务团支部", "毫不相干的名字": ""} {
		got := ""
		if s := find.SimilarTo(b.Today(), ledger.Branches, word, 1); len(s) > 0 {
			got = s[0].Label
		}
		if got != want {
			t.Errorf("%s is like %q, want %q", word, got, want)
		}
	}
}

// What a short list shows is the beginning of the long one: a search may pass over what it will not show, and nothing else.
func TestAShortListIsTheBeginningOfTheLongOne(t *testing.T) {
	b, err := practice.New(t.Context(), filepath.Join(t.TempDir(), "台账.tjz"), stage.Password, practice.Options{Members: 600, Seed: 4}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	v := b.Today()
	same := func(a, b find.Hit) bool { return a == b }
	for _, word := range []string{"王", "z", "1", "13", "张", "zh", "团", "团支部", "l 1", "王 团", "公司"} {
		all := find.Anything(v, word, 1<<20)
		for _, limit := range []int{1, 5, 50} {
			few := find.Anything(v, word, limit)
			if few.Total != all.Total || few.Others != all.Others {
				t.Errorf("%s, %d: %d and %d of all, %d and %d of few", word, limit, all.Total, all.Others, few.Total, few.Others)
			}
			if n := min(limit, len(all.Hits)); len(few.Hits) != n || !slices.EqualFunc(few.Hits, all.Hits[:n], same) {
				t.Errorf("%s, %d: not the first ones", word, limit)
			}
		}
		if len(all.Hits) == 0 && word != "l 1" && word != "王 团" {
			t.Errorf("nothing is called %s: the test looks at nothing", word)
		}
	}
}

// Who is called so comes before what was done for somebody who is: a referral or a transfer of 张 is not nearer to 张 than he is.
func TestPeopleComeBeforeWhatIsAboutThem(t *testing.T) {
	b, err := practice.New(t.Context(), filepath.Join(t.TempDir(), "台账.tjz"), stage.Password, practice.Options{Members: 600, Seed: 4}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	v := b.Today()
	about := 0
	for _, r := range v.Of(ledger.Transfers) {
		name := v.Name(ledger.Members, r.(*ledger.Transfer).Member)
		if name == "" {
			continue
		}
		about++
		if hits := find.Anything(v, string([]rune(name)[:1]), 50).Hits; len(hits) == 0 || hits[0].Kind != ledger.Members {
			t.Errorf("%v before the member", hits[0].Kind.Name())
		}
	}
	if about == 0 {
		t.Error("no transfer: the test looks at nothing")
	}
}
