package intake

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/trial"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// decided is the roster's preview with its branches to be created.
func decided(s *stand) *wayIn {
	s.T.Helper()
	k := s.begin(ledger.Members, roster(s.T, "1380739"))
	s.Press(fyne.KeyF10)
	for _, w := range k.words {
		w.decide(wordCreate)
	}
	k.preview()
	s.Press(fyne.KeyF10)
	return k
}

// write types into what has the keyboard, as a person does: the first letter begins.
func (s *stand) write(text string) {
	for _, r := range text {
		s.Canvas().Focused().TypedRune(r)
	}
}

func TestAFaultIsMendedWhereItStands(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := decided(s)
	if r := k.plan.Report(); r.Faulty != 1 {
		t.Fatalf("%+v", r)
	}
	k.tab = tabFaulty
	k.preview()
	s.Photograph("intake-mend")
	g, ok := kit.First(k.mend.grid).(*grid.Grid)
	if !ok {
		t.Fatal("the faulty rows have no table")
	}
	s.Canvas().Focus(g)
	if at := k.mend.columns[g.Column()].Key; at != "idno" {
		t.Fatalf("the keyboard stands on %q, the fault is in idno", at)
	}
	s.Press(fyne.KeyReturn)
	s.Photograph("intake-mend-open")
	field, ok := s.Canvas().Focused().(*kit.Entry)
	if !ok || !strings.HasSuffix(field.Text, "A") || field.SelectedText() != field.Text {
		t.Fatalf("Enter gives the keyboard to %T", s.Canvas().Focused())
	}
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if k.plan.Report().Faulty != 1 || s.Canvas().Focused() != fyne.Focusable(g) || s.Page() != k.page || k.way.At() != 2 {
		t.Fatal("Esc in the cell does more than leave the cell")
	}
	s.write("43050220020311")
	s.Press(fyne.KeyReturn)
	if r := k.plan.Report(); r.Faulty != 1 {
		t.Fatalf("a number half typed mends the fault: %+v", r)
	}
	s.write(idNumber("20020311", 109))
	s.Press(fyne.KeyReturn)
	if r := k.plan.Report(); r.Faulty != 0 || r.Added != 9 {
		t.Errorf("after the number was put right: %+v", r)
	}
	if got := deedOf(k); got != "导入 9 人" {
		t.Errorf("the button says %q", got)
	}
	s.Press(fyne.KeyF10)
	if got := s.Book.Today().Count(ledger.Members); got != 9 {
		t.Errorf("%d members in the ledger", got)
	}
}

// What goes in with a doubt has a tab of its own, and amounts without a unit are asked for.
func TestDoubtsAndUnitsArePutBeforeAPerson(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Enterprises, officeFile(t, "企业.csv", "企业名称,负责人,职工总数,产值", "甲厂,周某,约80人,3200", "乙厂,吴某,20,150"))
	s.Press(fyne.KeyF10)
	s.Photograph("intake-doubts")
	shown := words(k.page.View)
	if !strings.Contains(shown, "“产值”没有写单位，按万元记") || !strings.Contains(shown, "请核对") {
		t.Fatal(shown)
	}
	k.tab = tabDoubtful
	k.preview()
	s.Photograph("intake-doubts-open")
	g, ok := kit.First(k.mend.grid).(*grid.Grid)
	if !ok || len(k.mend.rows) != 1 || k.mend.columns[g.Column()].Key != "staff" || !strings.Contains(k.mend.cell(k.mend.rows[0], k.mend.columns[1]), "不是准数") {
		t.Fatalf("%d rows in doubt", len(k.mend.rows))
	}
	s.Canvas().Focus(g)
	s.write("83")
	s.Press(fyne.KeyReturn)
	if n := len(k.plan.Doubtful()); n != 0 || k.tab != tabAdded {
		t.Errorf("%d rows in doubt after the number was written, tab %d", n, k.tab)
	}
	m := k.in.MoneyColumns()[0]
	m.Table.SayUnit(m.Index, "元")
	k.judge(0)
	if got := k.plan.Text(k.plan.Added[0], "revenue"); got != "0" || !strings.Contains(words(k.page.View), "“产值”按元记") {
		t.Errorf("%q %s", got, words(k.page.View))
	}
}

// A value for which a row will wait in 待核 is marked before it goes in, and mended where it stands.
func TestWhatWillWaitIsMarked(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Members, officeFile(t, "团员.csv", "姓名,身份证号,入团年月,手机号", "尉迟甲,"+idNumber("20060512", 101)+",2020,17012341703", "尉迟乙,"+idNumber("20060513", 103)+",2020-05,1701234170", "尉迟丙,"+idNumber("20060514", 105)+",2020-05,17012341705"))
	s.Press(fyne.KeyF10)
	s.Photograph("intake-waits")
	if shown := words(k.page.View); !strings.Contains(shown, "请核对") {
		t.Fatal(shown)
	}
	k.tab = tabDoubtful
	k.preview()
	if len(k.mend.rows) != 2 || k.mend.columns[k.mend.at(0)].Key != "joined" || k.mend.columns[k.mend.at(1)].Key != "phone" {
		t.Fatalf("%d rows are marked", len(k.mend.rows))
	}
	for row, says := range []string{"只有年份", "11 位"} {
		if got := k.mend.cell(k.mend.rows[row], k.mend.columns[1]); !strings.Contains(got, says) || !strings.Contains(got, "待核") {
			t.Errorf("row %d says %q", row, got)
		}
	}
	s.Photograph("intake-waits-open")
	s.Canvas().Focus(k.mend.grid)
	s.write("2020-09")
	s.Press(fyne.KeyReturn)
	if n := len(k.plan.Doubtful()); n != 1 {
		t.Errorf("%d rows wait after one was mended", n)
	}
}

// Figures of which nobody can tell whose they are stand above the preview, one question for a sheet, and the keyboard is there; the
// answer is every row's.
func TestFiguresAreAskedOfOnceByKeyboard(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			s := newStand(t, size, 0)
			k := s.begin(ledger.Members, officeFile(t, "团员.csv", "姓名,证件号码,文化程度,团内职务", "李华,"+idNumber("20020311", 1)+",10,1", "王芳,"+idNumber("20020311", 2)+",3,2", "张敏,"+idNumber("20020311", 3)+",5,2"))
			s.Press(fyne.KeyF10)
			if got := words(k.page.View); !strings.Contains(got, "“文化程度”写的是代码 3、5，是哪一种") || !strings.Contains(got, "“团内职务”写的是代码 1、2，是哪一种") {
				t.Fatal(got)
			}
			s.Photograph("intake-codes" + name)
			field, ok := s.Canvas().Focused().(*kit.Picker)
			if !ok || !strings.Contains(field.Text, "不清楚") {
				t.Fatalf("the keyboard is with %T", s.Canvas().Focused())
			}
			s.Press(fyne.KeyF4)
			s.Photograph("intake-codes-open" + name)
			s.Press(fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
			if got := k.plan.Text(k.plan.Added[1], "schooling"); got != "硕士研究生毕业" {
				t.Errorf("王芳's schooling is %q", got)
			}
			s.Photograph("intake-codes-said" + name)
			if out := s.Outside(); len(out) > 0 {
				t.Error(out)
			}
			if next, ok := k.page.First.(*kit.Picker); !ok || !strings.Contains(next.Text, "不清楚") {
				t.Errorf("the keyboard goes on to %T", k.page.First)
			}
			// Nobody knows is an answer too: it is not asked for a second time.
			s.Canvas().Focus(k.page.First)
			s.Press(fyne.KeyF4, fyne.KeyReturn)
			if _, asks := k.page.First.(*kit.Picker); asks {
				t.Error("what nobody knows is asked again")
			}
		})
	}
}

// TestTheFaultyRowsAreReached: by ↓, by Tab and by F6 from the tabs, and the page says so;
// F6 finds them from another tab too.
func TestTheFaultyRowsAreReached(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := decided(s)
	k.tab = tabFaulty
	k.preview()
	tabs := s.Canvas().Focused()
	if _, ok := tabs.(*kit.Tabs); !ok {
		t.Fatalf("the keyboard is with %T", tabs)
	}
	for _, way := range []string{"↓", "Tab", "F6"} {
		if !strings.Contains(words(k.page.View), way) {
			t.Errorf("nothing says that %s leads to the rows", way)
		}
	}
	rows := func(by string) {
		t.Helper()
		if s.Canvas().Focused() != fyne.Focusable(k.mend.grid) {
			t.Errorf("%s leads to %T", by, s.Canvas().Focused())
		}
	}
	s.Press(fyne.KeyDown)
	rows("↓")
	s.Canvas().FocusPrevious()
	if s.Canvas().Focused() != tabs {
		t.Errorf("Shift+Tab leads to %T", s.Canvas().Focused())
	}
	s.Canvas().FocusNext()
	rows("Tab")
	k.tab = tabAdded
	k.preview()
	s.Press(fyne.KeyF6)
	rows("F6 from another tab")
	if k.tab != tabFaulty {
		t.Errorf("F6 stays on tab %d", k.tab)
	}
	s.Photograph("intake-mend-reached")
}

func TestAHeadIsPointedAt(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	file := officeFile(t, "别的.csv", "本月情况,,", "苹果,梨,桃", "张三,男,17012341703", "李四,女,17012341704")
	k := s.begin(ledger.Members, file)
	if len(k.uses) != 0 {
		t.Skip("the file is understood by its values: nothing to point at")
	}
	s.Photograph("intake-head")
	if k.way.At() != 1 || !strings.Contains(words(k.page.View), "哪一行是列名") {
		t.Fatalf("step %d: %s", k.way.At(), words(k.page.View))
	}
	g, ok := s.Canvas().Focused().(*grid.Grid)
	if !ok || g.Current() != 1 {
		t.Fatalf("the keyboard is in %T", s.Canvas().Focused())
	}
	s.Press(fyne.KeyReturn)
	if len(k.uses) != 1 || k.uses[0].Rows != 2 || !strings.Contains(words(k.page.View), "苹果") {
		t.Fatalf("pointed at row 2: %s", words(k.page.View))
	}
	s.Photograph("intake-head-columns")
	for i, key := range []string{"name", "sex", "phone"} {
		if err := k.in.Map(k.uses[0].Table, i, key); err != nil {
			t.Fatal(err)
		}
	}
	k.look()
	if r := k.plan.Report(); r.Added != 2 {
		t.Errorf("%+v", r)
	}
}

func TestAllIsData(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Members, officeFile(t, "别的.csv", "苹果,梨,桃", "张三,男,17012341703"))
	if len(k.uses) > 0 {
		k.head(0)
	}
	v := &headView{k: k, nth: 0, kind: ledger.Members}
	v.say(intake.NoHead, intake.NoHead)
	if len(k.uses) != 1 || k.uses[0].Rows != 2 {
		t.Fatalf("without a head there are %d tables", len(k.uses))
	}
}

func TestWhatDoesNotGoInIsShown(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := decided(s)
	k.tab = tabLeft
	k.preview()
	s.Photograph("intake-left")
	lines := k.leftLines()
	if len(lines) != 1 || lines[0][1] != "喜欢的颜色" {
		t.Errorf("left out: %q", lines)
	}
}

func TestPastedRowsAreTakenIn(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := newPasted(s.Shell, ledger.Members, "姓名\t手机号\r\n张三\t17012341703\r\n李四\t17012341704\r\n")
	s.Show(k.page)
	if len(k.uses) != 1 || k.uses[0].Rows != 2 {
		t.Fatalf("the pasted rows are not shown; %s", s.Told())
	}
	s.Photograph("intake-pasted")
	s.Press(fyne.KeyF10, fyne.KeyF10)
	if got := s.Book.Today().Count(ledger.Members); got != 2 {
		t.Errorf("%d members, want 2: %s", got, words(k.page.View))
	}
}

func TestAColumnNobodyKnowsShowsNoWholeNumber(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	id := idNumber("20020311", 109)
	k := s.begin(ledger.Members, officeFile(t, "名单.csv", "姓名,手机号,某某编码", "张三,17012341703,"+id))
	if seen := words(k.page.View); strings.Contains(seen, id) || !strings.Contains(seen, "某某编码") {
		t.Errorf("the columns show %s", seen)
	}
}
