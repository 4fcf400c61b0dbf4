package jobs

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// firm is a ledger with one enterprise of so many members who are in no branch.
func firm(t *testing.T, members int) (*store.Book, *ledger.Enterprise) {
	t.Helper()
	b := stage.NewBook(t, 0)
	keep := func(kind ledger.Kind, r ledger.Record) ledger.Record {
		kept, err := b.Save(kind, r)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		return kept
	}
	keep(ledger.Branches, &ledger.Branch{Title: "共青团塔北社区委员会", Short: "塔北社区团委", Type: codes.BranchLeague, State: codes.BranchNormal})
	e := keep(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金有限公司", Business: codes.BusinessOpen, NonPublic: codes.Yes, Founding: codes.FoundingDue, NoBranchWhy: "1"}).(*ledger.Enterprise)
	for i, name := range []rune("甲乙丙丁戊己庚辛")[:members] {
		keep(ledger.Members, &ledger.Member{Title: "张" + string(name), Unit: e.ID, Joined: value.Day(2019, 5, i%9+1)})
	}
	return b, e
}

func shows(t *testing.T, s *desk, want string) {
	t.Helper()
	if got := stage.Words(s.Page().View); !strings.Contains(got, want) {
		t.Fatalf("not on the page: %s\n%s", want, got)
	}
}

// enter types into what has the keyboard and goes on.
func (d *desk) enter(texts ...string) {
	for _, text := range texts {
		stage.Keyed(d.Canvas(), text)
		d.press(fyne.KeyReturn)
	}
}

// desked is a desk with the pages of this room.
func desked(t *testing.T, b *store.Book) *desk {
	screens := own
	screens.Works = Works
	return &desk{Shell: stand.OnDesk(t, b, screens)}
}

// A whole founding by the keyboard alone, from the enterprise to the flag, looked at in the usual and the largest size.
func TestAFoundingByKeyboard(t *testing.T) {
	b, e := firm(t, 5)
	s := desked(t, b)
	works := Works(s.Shell, ledger.Enterprises, e)
	at := slices.IndexFunc(works, func(w page.Work) bool { return w.Label == "建一个团支部" })
	if at < 0 {
		t.Fatalf("%v", works)
	}
	works[at].Begin()
	shows(t, s, "编入 5 名团员，建单独团支部")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found units")
	s.press(fyne.KeyF10)
	shows(t, s, "组织全称")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found names")
	s.press(fyne.KeyF10)
	shows(t, s, "请示文号")
	s.enter("东升字1号", "20260301", "塔北团5号", "20260310")
	s.press(fyne.KeyF10)
	shows(t, s, "有选举权的团员 5 人")
	s.enter("张甲", "书记", "企业负责人")
	s.enter("张乙", "书记", "企业负责人")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found candidates")
	stage.Keyed(s.Canvas(), "没有的人")
	s.press(fyne.KeyF10)
	if got := s.Toasts.Shown(); len(got) == 0 || !strings.Contains(got[len(got)-1], "没有选定“没有的人”") {
		t.Errorf("%v", got)
	}
	s.press(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	s.press(fyne.KeyF10)
	shows(t, s, "应到 5 人，至少要到 5 人")
	f := stand.Form(t, s.Shell)
	for key, text := range map[string]string{"present": "5", "issued": "5", "received": "5", "valid": "5", "void": "0"} {
		f.Type(key, text)
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "found ballots")
	s.press(fyne.KeyF10)
	shows(t, s, "有效票 5 张")
	s.enter("9", "", "", "1")
	s.press(fyne.KeyF10)
	shows(t, s, "有效票只有 5 张")
	if n := b.Today().Count(ledger.Elections); n != 0 {
		t.Fatalf("%d elections before anything was saved", n)
	}
	s.press(fyne.KeyEscape, fyne.KeyF10)
	s.press(fyne.KeyBackspace)
	s.enter("4")
	shows(t, s, "√ 当选")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found votes")
	s.press(fyne.KeyF10)
	shows(t, s, "发团旗")
	shows(t, s, "当作街道当天赠送的")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found day")
	s.press(fyne.KeyF10)
	shows(t, s, "结果报告文号")
	s.press(fyne.KeyF10)
	shows(t, s, "现任书记：张甲")
	shows(t, s, "起提醒去巩固检查")
	shows(t, s, "接下来：报选举结果")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found done")
	v := b.Today()
	if v.Count(ledger.Supplies) != 6 || v.Count(ledger.Posts) != 1 || v.Count(ledger.Meetings) != 1 || !rules.Built(v, v.Get(ledger.Enterprises, e.ID).(*ledger.Enterprise)) {
		t.Errorf("%d supplies, %d posts, %d meetings", v.Count(ledger.Supplies), v.Count(ledger.Posts), v.Count(ledger.Meetings))
	}
	s.press(fyne.KeyF10)
	shows(t, s, "接着办：东升五金团支部")
	s.Undo()
	if v := b.Today(); v.Count(ledger.Branches) != 1 || v.Count(ledger.Elections)+v.Count(ledger.Supplies)+v.Count(ledger.Posts) != 0 {
		t.Error("one undo does not take all of it back")
	}
}

// F9 saves what is typed; another day the page of jobs goes on with it. What nobody saved is there again too.
func TestAFoundingGoesOnAnotherDay(t *testing.T) {
	b, e := firm(t, 4)
	s := desked(t, b)
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10, fyne.KeyF10)
	stage.Keyed(s.Canvas(), "东升字1号")
	s.press(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape)
	if s.Page().Title != "办事" || b.Today().Count(ledger.Branches) != 1 {
		t.Fatal(s.Page().Title)
	}
	shows(t, s, "填了一半，还没有存")
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10, fyne.KeyF10)
	if got := stand.Form(t, s.Shell).Draft().(*ledger.Election).Request; got != "东升字1号" {
		t.Fatalf("%q", got)
	}
	s.press(fyne.KeyF9)
	if s.Page().Title != "办事" || b.Today().Count(ledger.Branches) != 2 || b.Today().Count(ledger.Elections) != 1 {
		t.Fatal(stage.Words(s.Page().View))
	}
	shows(t, s, "写请示")
	all := underWay(b, codes.ElectionFounding, nil)
	if len(all) != 0 {
		t.Errorf("%v is still kept", all)
	}
	for _, j := range allOf("建一个团支部") {
		j.goOn(s.Shell, j.waiting(b)[0])
	}
	shows(t, s, "请示文号")
	s.press(fyne.KeyEscape)
	if s.Page().Title != "办事" {
		t.Error("a step that is in the ledger can be gone back to")
	}
}

// What was typed over records that have been changed since is not put back over them, and says so.
func TestAnOldDraftOfAPollIsNotPutBack(t *testing.T) {
	b, o := fifty(t)
	s := desked(t, b)
	s.Open(Resume(codes.ElectionTerm, o.ID))
	stage.Keyed(s.Canvas(), "换1号")
	s.press(fyne.KeyEscape)
	if len(underWay(b, codes.ElectionTerm, nil)) != 1 {
		t.Fatal("not kept")
	}
	now := ledger.Branches.Clone(b.Today().Get(ledger.Branches, o.ID)).(*ledger.Branch)
	now.Phone = "0739-5321234"
	if _, err := b.Save(ledger.Branches, now); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.Open(Resume(codes.ElectionTerm, o.ID))
	if got := stand.Form(t, s.Shell).Draft().(*ledger.Election).Request; got != "" {
		t.Errorf("%q is back", got)
	}
	s.press(fyne.KeyEscape)
	if len(underWay(b, codes.ElectionTerm, nil)) != 0 {
		t.Error("still kept")
	}
}

func allOf(title string) (found []job) {
	for _, j := range all() {
		if j.title == title {
			found = append(found, j)
		}
	}
	return found
}

// Too few members: F10 says why and by which rule, and goes nowhere.
func TestTooFewForABranch(t *testing.T) {
	b, e := firm(t, 2)
	s := desked(t, b)
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10)
	shows(t, s, "不足 3 人，不能单独建团支部（《团支部工作条例（试行）》第四条）")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found too few")
}

// An appointment in the election's stead, and the election that closes it, from the branch.
func TestAnAppointmentByKeyboard(t *testing.T) {
	b, e := firm(t, 4)
	s := desked(t, b)
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10, fyne.KeyF10, fyne.KeyF10)
	s.enter("张甲", "书记", "企业负责人")
	s.press(fyne.KeyF10, fyne.KeyF8)
	shows(t, s, "企业负责人意见")
	stage.InTwoSizes(t, s.Window, s.Page().View, "found appointment")
	f := stand.Form(t, s.Shell)
	f.Type("why", "刚组建")
	s.press(fyne.KeyF10)
	shows(t, s, "还没有写企业负责人的意见")
	f.Type("owner_said", "同意")
	f.Type("street_said", "同意")
	s.press(fyne.KeyF10)
	shows(t, s, "发团旗")
	s.press(fyne.KeyF10)
	shows(t, s, "到时从办事的“任命转选举”接着办")
	var o *ledger.Branch
	for _, r := range b.Today().Of(ledger.Branches) {
		if r.(*ledger.Branch).State == codes.BranchAppointed {
			o = r.(*ledger.Branch)
		}
	}
	if o == nil {
		t.Fatal("nothing is appointed")
	}
	var labels []string
	for _, w := range Works(s.Shell, ledger.Branches, o) {
		labels = append(labels, w.Label)
	}
	if got := strings.Join(labels, " "); !strings.HasPrefix(got, "换届选举 补选 任命转选举") {
		t.Errorf("%s", got)
	}
	s.Open(Resume(codes.ElectionAppointed, o.ID))
	s.press(fyne.KeyF10)
	shows(t, s, "有选举权的团员 4 人")
}

// The pages that ask first what they are about, empty and not.
func TestThePollsAskWhatTheyAreAbout(t *testing.T) {
	b, _ := firm(t, 4)
	s := desked(t, b)
	for title, screen := range map[string]func(*page.Shell) *page.Page{"东升五金有限公司": Found, "塔北社区团委": Renew(codes.ElectionTerm), "没有任命以后等着选举的团组织": Renew(codes.ElectionAppointed)} {
		s.Open(screen)
		shows(t, s, title)
		stage.InTwoSizes(t, s.Window, s.Page().View, "poll asks")
		s.press(fyne.KeyEscape)
		if s.Page().Title != "办事" {
			t.Errorf("%s: Esc does not leave", title)
		}
	}
}

// Each job counts the elections and the moves of its own sort.
func TestAJobCountsItsOwn(t *testing.T) {
	b, o := fifty(t)
	s := desked(t, b)
	m := b.Today().Of(ledger.Members)[0].Head().ID
	for _, r := range []ledger.Record{&ledger.Election{Branch: o.ID, Sort: codes.ElectionTerm, Day: 20260301}, &ledger.Election{Branch: o.ID, Sort: codes.ElectionTerm, Day: 20230301}, &ledger.Election{Branch: o.ID, Sort: codes.ElectionVacancy, Day: 20250301}} {
		if _, err := b.Save(ledger.Elections, r); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	if _, err := b.Save(ledger.Transfers, &ledger.Transfer{Member: m, Way: codes.TransferOut, Other: "长沙", Stage: "1", Begun: 20260301}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	p := &jobs{s: s.Shell}
	for title, want := range map[string]string{"换届选举": "记了 2 次", "补选": "记了 1 次", "接收转入": "还没有记过", "办理转出": "1 件没有办完　记了 1 件"} {
		for _, j := range allOf(title) {
			if got := p.so(&j); got != want {
				t.Errorf("%s: %s", title, got)
			}
		}
	}
}

// A founding's day: what is given comes first under the keyboard, and Shift+Tab goes back to it from the form; a step passed empty
// has no tick, and the sentences follow what is typed.
func TestTheStepsOfAFoundingUnderTheKeyboard(t *testing.T) {
	b, e := firm(t, 5)
	s := desked(t, b)
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10, fyne.KeyF10, fyne.KeyF10)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "…") {
		t.Errorf("an empty request is ticked: %q", got)
	}
	s.enter("张甲", "书记", "")
	s.press(fyne.KeyF10)
	f := stand.Form(t, s.Shell)
	for key, text := range map[string]string{"present": "3", "issued": "3", "received": "3", "valid": "3", "void": "0"} {
		f.Type(key, text)
	}
	f.Keep()
	shows(t, s, "选举无效")
	for key, text := range map[string]string{"present": "5", "issued": "5", "received": "5", "valid": "5", "due": "4"} {
		f.Type(key, text)
	}
	f.Keep()
	shows(t, s, "应到 4 人，至少要到 4 人")
	f.Type("due", "5")
	f.Keep()
	if got := stage.Words(s.Page().View); strings.Contains(got, "选举无效") {
		t.Errorf("what is mended is still said: %q", got)
	}
	s.press(fyne.KeyF10)
	duty := stage.Pickers(s.Page().View)[0]
	s.Canvas().Focus(duty)
	stage.Keyed(s.Canvas(), "5")
	s.press(fyne.KeyTab)
	if got := duty.Text; got != "书记" {
		t.Errorf("a digit makes him %s", got)
	}
	s.Canvas().Focus(stage.Fields(s.Page().View)[0])
	s.enter("5", "", "")
	s.press(fyne.KeyF10)
	shows(t, s, "发团旗")
	gifts := stage.Fields(s.Page().View)
	if s.Canvas().Focused() != fyne.Focusable(gifts[0]) {
		t.Error("the supplies are not where the keyboard is")
	}
	s.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	if s.Canvas().Focused() != stand.Form(t, s.Shell).First() {
		t.Error("Tab does not lead from the supplies into the form")
	}
	s.press(fyne.KeyUp)
	if s.Canvas().Focused() != fyne.Focusable(gifts[3]) {
		t.Error("nothing leads back to the supplies")
	}
}

// What was done is said when it is taken back, and so is a seat that nobody has.
func TestWhatAJobLeavesIsSaid(t *testing.T) {
	b, e := firm(t, 7)
	s := desked(t, b)
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10, fyne.KeyF10, fyne.KeyF10)
	s.enter("张甲", "书记", "", "张乙", "组织委员", "", "张丙", "宣传委员", "", "张丁", "宣传委员", "")
	s.press(fyne.KeyF10)
	f := stand.Form(t, s.Shell)
	for key, text := range map[string]string{"present": "7", "issued": "7", "received": "7", "valid": "7", "void": "0"} {
		f.Type(key, text)
	}
	s.press(fyne.KeyF10)
	s.enter("7", "", "", "6", "", "", "1", "", "", "0", "", "")
	s.press(fyne.KeyF10, fyne.KeyF10, fyne.KeyF10)
	shows(t, s, "应选的还缺 1 人没有选出来")
	s.Undo()
	if got := s.Toasts.Shown(); len(got) == 0 || !strings.Contains(got[len(got)-1], "已撤销：建一个团支部 东升五金") {
		t.Errorf("%q", got)
	}
	shows(t, s, "找不到这个团组织") // and no page says that it was founded
}

// Where nothing can be founded, the page leads to what is missing.
func TestAnEmptyFoundingLeadsOn(t *testing.T) {
	s := desked(t, stage.NewBook(t, 0))
	s.Open(Found)
	s.press(fyne.KeyReturn)
	if s.Page().Title != ledger.Enterprises.Title() {
		t.Error(s.Page().Title)
	}
}

// What a street may do about a received enterprise is the same in every menu.
func TestAStreetsWorkAboutWhatItReceived(t *testing.T) {
	b := stage.NewStreet(t, 1)
	s := desked(t, b)
	for _, r := range b.Today().Of(ledger.Enterprises) {
		if !r.Head().Received() {
			continue
		}
		for _, deeds := range [][]kit.Deed{s.WorksOf(ledger.Enterprises, r), s.DeedsOf(ledger.Enterprises, r, &page.Way{})} {
			if len(deeds) != 2 || deeds[0].Label != "选配编制外副书记" || deeds[1].Label != "青年需要什么" { // what a survey of its branch told
				t.Errorf("%v", deeds)
			}
		}
		return
	}
	t.Fatal("the street received no enterprise")
}
