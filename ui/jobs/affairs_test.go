package jobs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// at is a desk on the page of jobs, over a ledger with a branch of fifty.
func at(t *testing.T, b *store.Book) *desk {
	t.Helper()
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Jobs)
	return s
}

// fill types a text into each field of the form in turn; "" leaves it as it is.
func (d *desk) fill(texts ...string) {
	for _, text := range texts {
		if text != "" {
			stage.Keyed(d.Canvas(), text)
		}
		d.press(fyne.KeyReturn)
	}
}

func (d *desk) words() string { return stage.Words(d.Page().View) }

// tells fails where the page on show has not all of some words.
func (d *desk) tells(t *testing.T, words ...string) {
	t.Helper()
	for _, word := range words {
		if got := d.words(); !strings.Contains(got, word) {
			t.Fatalf("%q is not on %q", word, got)
		}
	}
}

func saved[T ledger.Record](t *testing.T, b *store.Book, kind ledger.Kind) T {
	t.Helper()
	all := b.Today().Of(kind)
	if len(all) != 1 {
		t.Fatalf("%d of %s", len(all), kind.Name())
	}
	return all[0].(T)
}

// From the page of jobs to the second stage by keys, away and on again; what is not allowed stands above the form and stops
// nothing but itself.
func TestAnApplicantByKeys(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	s.Open(admit(applicant(value.ID{})))
	s.press(fyne.KeyF10)
	s.tells(t, "请写申请人的姓名", "请选申请加入的团支部")
	s.fill("郑青", "2004-03-02", "东升")
	stage.InTwoSizes(t, s.Window, s.Page().View, "admit")
	s.press(fyne.KeyF10)
	a := saved[*ledger.Applicant](t, b, ledger.Applicants)
	if a.Title != "郑青" || a.Branch != o.ID || a.Born != 20040302 || a.Stage != "1" {
		t.Fatalf("%+v", a)
	}
	s.tells(t, "支部讨论后确定")
	s.press(fyne.KeyF10)
	if a = saved[*ledger.Applicant](t, b, ledger.Applicants); a.Active != b.Basis().Today || a.Stage != "2" {
		t.Fatalf("%+v", a)
	}
	s.tells(t, "最早", "团课满 8 学时", "还差 8", "入团程序")
	s.press(fyne.KeyF10)
	s.tells(t, "这一步还没有填什么")
	stage.InTwoSizes(t, s.Window, s.Page().View, "admit_wants")
	s.fill("", "6")
	s.press(fyne.KeyF10)
	if a = saved[*ledger.Applicant](t, b, ledger.Applicants); a.Hours != value.CountOf(6) || a.Target != 0 || a.Stage != "2" {
		t.Fatalf("%+v", a)
	}
	s.tells(t, "还差 2")
	s.fill(b.Basis().Today.String())
	s.press(fyne.KeyF10)
	s.tells(t, "从积极分子到发展对象至少")
	if a = saved[*ledger.Applicant](t, b, ledger.Applicants); a.Target != 0 {
		t.Fatal("what the rule forbids is saved")
	}
	s.press(fyne.KeyEscape)
	s.tells(t, "接着办：郑青（东升五金团支部）", "发展对象：培养满")
	s.Shell.Undo()
	if a = saved[*ledger.Applicant](t, b, ledger.Applicants); a.Hours != 0 {
		t.Errorf("%+v", a)
	}
}

// What is typed and not saved is there again, also in a ledger that was locked meanwhile.
func TestTypedIsKeptInAJob(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	s.Open(admit(applicant(value.ID{})))
	s.fill("郑青", "2004-03-02")
	s.press(fyne.KeyEscape)
	if s.Page().Title != "办事" || b.Today().Count(ledger.Applicants) != 0 {
		t.Fatal("Esc does not leave")
	}
	s.Open(admit(applicant(value.ID{})))
	form := stand.Form(t, s.Shell)
	if d := form.Draft().(*ledger.Applicant); d.Title != "郑青" || d.Born != 20040302 || d.Applied != b.Basis().Today {
		t.Errorf("%+v", d)
	}
	form.Type("branch", o.ID.String())
	s.press(fyne.KeyF10)
	s.Open(admit(applicant(value.ID{})))
	if d := stand.Form(t, s.Shell).Draft().(*ledger.Applicant); d.Title != "" {
		t.Errorf("the next begins with %+v", d)
	}
}

// What waits of one job is not taken for another's.
func TestJobsDoNotMix(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	s.Open(moveOut(movesOut(value.ID{})))
	s.fill("团员107", "长沙")
	s.press(fyne.KeyEscape)
	s.Open(receive(value.ID{}))
	s.fill("何七", "", "东升")
	s.press(fyne.KeyF10)
	if d := stand.Form(t, s.Shell).Draft().(*ledger.Transfer); d.Other != "" || !d.Member.IsZero() {
		t.Errorf("comes from %+v", d)
	}
	s.fill("株洲")
	s.press(fyne.KeyEscape)
	s.Open(moveOut(movesOut(value.ID{})))
	if d := stand.Form(t, s.Shell).Draft().(*ledger.Transfer); d.Other != "长沙" || d.Member.IsZero() {
		t.Errorf("goes to %+v", d)
	}
	a := &ledger.Applicant{Title: "郑青", Branch: o.ID, Stage: "7", Applied: 20260101, Active: 20260102, Target: 20260502, Reviewed: 20260503, Form: 20260504, Met: 20260505, Approved: 20260506, Number: "202643000001"}
	r, err := b.Save(ledger.Applicants, a)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.Open(admit(applicant(r.Head().ID)))
	if d := stand.Form(t, s.Shell).Draft().(*ledger.Member); d.Title != "郑青" || d.DevNumber != "202643000001" {
		t.Errorf("becomes %+v", d)
	}
	s.press(fyne.KeyF10)
	m, _ := b.Today().Get(ledger.Members, saved[*ledger.Applicant](t, b, ledger.Applicants).Member).(*ledger.Member)
	if m == nil || m.Branch != o.ID {
		t.Fatalf("%+v: %s", m, s.words())
	}
	s.tells(t, "郑青已经是团员了")
	stage.InTwoSizes(t, s.Window, s.Page().View, "admit_end")
}

func TestAMoveByKeys(t *testing.T) {
	b, _ := fifty(t)
	s := at(t, b)
	s.Open(moveOut(movesOut(value.ID{})))
	stage.InTwoSizes(t, s.Window, s.Page().View, "moveout")
	s.fill("团员107", "长沙市芙蓉区团委", "省内")
	s.press(fyne.KeyF10)
	tr := saved[*ledger.Transfer](t, b, ledger.Transfers)
	if tr.Other != "长沙市芙蓉区团委" || tr.Letter == "" || tr.Stage != codes.TransferDraft {
		t.Fatalf("%+v", tr)
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "moveout_on")
	today := b.Basis().Today.String()
	s.fill(today, today, today, today, today)
	s.tells(t, "团籍状态改为转出")
	s.press(fyne.KeyF10)
	if m := b.Today().Get(ledger.Members, tr.Member).(*ledger.Member); m.State != codes.MemberMoved || m.StateDoc != "介绍信 "+tr.Letter {
		t.Fatalf("%+v: %s", m, s.words())
	}
	s.tells(t, "团员107的转接办完了")
	stage.InTwoSizes(t, s.Window, s.Page().View, "moveout_end")
	s.Shell.Undo()
	if m := b.Today().Get(ledger.Members, tr.Member).(*ledger.Member); !m.OnRoll() {
		t.Error("one undo does not take it back")
	}
	s.tells(t, "等同意、办结", "四步都要同意，还差转出支部同意")
}

func TestAReceptionByKeys(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	s.Open(receive(value.ID{}))
	s.press(fyne.KeyF10)
	s.tells(t, "请写转来的人的姓名", "团员总要编在一个团支部里")
	stage.InTwoSizes(t, s.Window, s.Page().View, "receive")
	s.fill("何七", "", "东升")
	s.press(fyne.KeyF10)
	if b.Today().Count(ledger.Transfers) != 0 || b.Today().Count(ledger.Members) != 50 {
		t.Fatal("half of it is saved")
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "receive_from")
	s.press(fyne.KeyEscape) // and another day
	s.Open(receive(value.ID{}))
	s.press(fyne.KeyF10)
	s.fill("株洲市团委")
	s.press(fyne.KeyF10)
	tr := saved[*ledger.Transfer](t, b, ledger.Transfers)
	m, ok := b.Today().Get(ledger.Members, tr.Member).(*ledger.Member)
	if !ok || m.Title != "何七" || m.Branch != o.ID || m.StayFrom != b.Basis().Today || tr.Stage != codes.TransferDone || tr.Way != codes.TransferIn {
		t.Fatalf("%+v %+v", m, tr)
	}
	s.tells(t, "已经编入东升五金团支部")
	s.Shell.Undo()
	if b.Today().Count(ledger.Members) != 50 || b.Today().Count(ledger.Transfers) != 0 {
		t.Error("one undo does not take it back")
	}
	// Who was sent away is known by his name.
	gone := ledger.Members.Clone(b.Today().Of(ledger.Members)[0]).(*ledger.Member)
	gone.State, gone.StateFrom = codes.MemberMoved, 20260301
	if _, err := b.Save(ledger.Members, gone); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.Open(receive(value.ID{}))
	s.fill(gone.Title)
	s.press(fyne.KeyF10)
	if d := stand.Form(t, s.Shell).Draft().(*ledger.Member); d.ID != gone.ID {
		t.Errorf("%+v", d)
	}
}

// Six keys see four of fifty off; who is kept by a post stays in the second list.
func TestAllWhoAreDueByKeys(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, o := fifty(t)
	s := at(t, b)
	s.Open(Leave)
	stage.InTwoSizes(t, s.Window, s.Page().View, "leave_none")
	s.tells(t, "现在没有满 28 周岁")
	for i, r := range b.Today().Of(ledger.Members) {
		if i >= 5 {
			break
		}
		m := ledger.Members.Clone(r).(*ledger.Member)
		m.Born = 19970101
		if _, err := b.Save(ledger.Members, m); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if i == 4 {
			if _, err := b.Save(ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20250101, To: 20271231}); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
		}
	}
	s.Open(Leave)
	s.tells(t, "勾了 4 人，共 4 人该办", "任职期满再问", "到 2027-12-31")
	stage.InTwoSizes(t, s.Window, s.Page().View, "leave")
	s.press(fyne.KeySpace, fyne.KeyEscape) // one stays, and the page is left
	s.Open(Leave)
	s.tells(t, "勾了 3 人")
	s.press(fyne.KeyF10)
	off := 0
	for _, r := range b.Today().Of(ledger.Members) {
		if r.(*ledger.Member).State == codes.MemberLeft {
			off++
		}
	}
	if m := saved[*ledger.Meeting](t, b, ledger.Meetings); off != 3 || len(m.Came) != 3 || m.Sort != codes.MeetingLeaving {
		t.Errorf("%d are off, %+v", off, m)
	}
	s.tells(t, "共 1 人该办")
	s.press(fyne.KeyF7, fyne.KeyF10)
	s.tells(t, "现在没有满 28 周岁")
	s.Shell.Undo()
	s.tells(t, "共 1 人该办")
	s.Shell.Undo()
	if b.Today().Count(ledger.Meetings) != 0 {
		t.Error("two undos do not take it back")
	}
	s.tells(t, "共 4 人该办")
}

// From one member's page only he is ticked; that is forgotten with the page.
func TestOneIsSeenOff(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, _ := fifty(t)
	s := at(t, b)
	var last *ledger.Member
	for _, r := range b.Today().Of(ledger.Members)[:3] {
		last = ledger.Members.Clone(r).(*ledger.Member)
		last.Born = 19970101
		if _, err := b.Save(ledger.Members, last); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	s.Open(leaveOf(last.ID))
	s.tells(t, "勾了 1 人，共 3 人该办")
	s.press(fyne.KeyEscape)
	s.Open(Leave)
	s.tells(t, "勾了 3 人，共 3 人该办")
	s.Open(leaveOf(last.ID))
	s.press(fyne.KeyF10)
	if m := b.Today().Get(ledger.Members, last.ID).(*ledger.Member); m.State != codes.MemberLeft {
		t.Errorf("%+v", m)
	}
	s.tells(t, "勾了 0 人，共 2 人该办")
}

// The state is changed only by the tick of the last step.
func TestAMeasureByKeys(t *testing.T) {
	b, _ := fifty(t)
	s := at(t, b)
	s.Open(handle(handles(value.ID{})))
	s.press(fyne.KeyF10)
	s.tells(t, "请选当事团员", "请选处理种类", "请写事由")
	stage.InTwoSizes(t, s.Window, s.Page().View, "handle")
	s.fill("团员110", "自行脱团除名")
	stage.Keyed(s.Canvas(), "七个月不交团费")
	s.press(fyne.KeyF10)
	today := b.Basis().Today.String()
	s.tells(t, "自行脱团除名", "赞成的要超过应到的 1/2")
	s.fill(today, "", "", "40", "20")
	s.press(fyne.KeyF10)
	s.tells(t, "至少 26 票")
	stand.Form(t, s.Shell).Type("favour", "39")
	s.press(fyne.KeyF10)
	m := saved[*ledger.Measure](t, b, ledger.Measures)
	if m.Day == 0 || m.Due != value.CountOf(50) {
		t.Fatalf("%+v: %s", m, s.words())
	}
	s.fill("小江湖街道团工委", "小团〔2026〕8 号", today)
	for _, tick := range []bool{false, true} {
		s.press(fyne.KeyF10)
		s.tells(t, "同时把“团员110”的团籍状态改成自行脱团")
		if !tick {
			stage.InTwoSizes(t, s.Window, s.Page().View, "handle_offer")
		} else {
			s.press(fyne.KeySpace)
		}
		s.press(fyne.KeyF10)
		who := b.Today().Get(ledger.Members, m.Member).(*ledger.Member)
		if (who.State == codes.MemberDetached) != tick {
			t.Fatalf("ticked %v: %+v", tick, who)
		}
	}
	s.tells(t, "记完了")
	s.Shell.Undo()
	if who := b.Today().Get(ledger.Members, m.Member).(*ledger.Member); !who.OnRoll() {
		t.Error("one undo does not take it back")
	}
}

// From a record begins what fits it.
func TestAffairsBeginFromRecords(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	m := b.Today().Of(ledger.Members)[0].(*ledger.Member)
	labels := func(kind ledger.Kind, r ledger.Record) string {
		var all []string
		for _, w := range Works(s.Shell, kind, r) {
			all = append(all, w.Label)
			w.Begin()
			if s.Page().Title == "办事" {
				t.Errorf("%s does not begin", w.Label)
			}
			s.press(fyne.KeyEscape)
		}
		return strings.Join(all, " ")
	}
	if got := labels(ledger.Members, m); got != "办理转出 处分、除名、失联 办一个问题" {
		t.Errorf("of a member: %q", got)
	}
	gone := ledger.Members.Clone(m).(*ledger.Member)
	gone.State, gone.StateFrom = codes.MemberMoved, 20260301
	if got := labels(ledger.Members, gone); got != "接收转入" {
		t.Errorf("of who was sent away: %q", got)
	}
	y, err := b.Save(ledger.Youths, &ledger.Youth{Title: "郑青", Born: value.CountOf(2004)})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := labels(ledger.Youths, y); got != "发展团员" {
		t.Errorf("of a youth: %q", got)
	}
	a, err := b.Save(ledger.Applicants, &ledger.Applicant{Title: "郑青", Branch: o.ID, Stage: "1", Applied: 20261001})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := labels(ledger.Applicants, a); got != "发展团员" {
		t.Errorf("of an applicant: %q", got)
	}
}
