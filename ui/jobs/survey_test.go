package jobs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/stage"
)

// issued is a survey of the program's first form, sixty forms of which a branch of fifty was given.
func issued(t *testing.T) (*store.Book, *ledger.Branch, *ledger.Survey) {
	t.Helper()
	b, o := fifty(t)
	form := ledger.SurveyForms()[0]
	r, err := b.Save(ledger.Surveys, &ledger.Survey{Title: "需求调查", From: 20261101, Until: 20261130, Branches: []value.ID{o.ID}, Given: "60", Version: form.Version, Form: form.Text})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return b, o, r.(*ledger.Survey)
}

// types gives letters and digits to whatever has the keyboard, and counts them.
func (d *desk) types(text string) {
	d.keys += len(text)
	for _, r := range text {
		d.Canvas().Focused().TypedRune(r)
	}
}

// From 办事 to a survey that was given out, by keys alone.
func TestASurveyByKeys(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	s.Open(survey(value.ID{}))
	s.tells(t, "用哪张调查表", "青年需求调查表", "7 题")
	stage.InTwoSizes(t, s.Window, s.Page().View, "survey_forms")
	s.press(fyne.KeyF10)
	s.tells(t, "2026年青年需求调查", "7 题")
	stage.InTwoSizes(t, s.Window, s.Page().View, "survey_form")
	s.press(fyne.KeyF10)
	s.tells(t, "每个团组织发几份空白表", "50 名团员　发 0 份")
	s.press(fyne.KeyF10)
	s.tells(t, "还没有写发给哪个团组织几份")
	s.types("5")
	s.tells(t, "一共 5 份")
	s.types("5")
	stage.InTwoSizes(t, s.Window, s.Page().View, "survey_give")
	s.press(fyne.KeyF10)
	s.tells(t, "收回 0/55")
	stage.InTwoSizes(t, s.Window, s.Page().View, "survey_collect")
	v := saved[*ledger.Survey](t, b, ledger.Surveys)
	if len(v.Branches) != 1 || v.IssuedTo(o.ID) != 55 || v.Version != "2026-1" {
		t.Errorf("%+v", v)
	}
	s.press(fyne.KeyEscape)
	s.tells(t, "接着办：2026年青年需求调查", "收回 0/55")
}

// One key a tick: a sheet with one tick a question takes no more keys than questions and one, with more ticks than ticks and one.
func TestSheetsAreKeyedFast(t *testing.T) {
	b, o, v := issued(t)
	s := at(t, b)
	s.Open(sheetsOf(v.ID, o.ID))
	questions := len(v.Questions())
	for range 5 {
		s.keys = 0
		s.types("ABCABCD")
		s.press(fyne.KeyReturn)
		if s.keys > questions+1 {
			t.Fatalf("%d keys for %d questions", s.keys, questions)
		}
	}
	s.keys = 0
	s.types("12C1BAA11BA") // 1ABC 2AB 3A 4A 5A 6AB 7A: three make a question full, the single one goes on by itself
	s.press(fyne.KeyReturn)
	s.tells(t, "第 7 份　录好 6 份", "还可以录 54 份")
	stage.InTwoSizes(t, s.Window, s.Page().View, "sheets")
	s.press(fyne.KeyReturn)
	s.tells(t, "这一份什么也没有勾")
	s.press(fyne.KeyF7)
	s.tells(t, "第 6 份（改）", "勾了 3 项")
	s.types("1") // the first tick of the first question goes
	s.press(fyne.KeyReturn)
	s.tells(t, "第 7 份　录好 6 份")
	s.press(fyne.KeyF10)
	all := b.Today().Of(ledger.Returns)
	if len(all) != 6 {
		t.Fatalf("%d sheets: %s", len(all), s.words())
	}
	n := map[string]int{}
	for _, r := range all {
		n[r.(*ledger.Return).Ticks]++
	}
	if n["1A 2B 3C 4A 5B 6C 7D"] != 5 || n["1B 1C 2A 2B 3A 4A 5A 6A 6B 7A"] != 1 {
		t.Errorf("%v", n)
	}
	s.tells(t, "收回 6/60")
	s.Undo()
	if n := b.Today().Count(ledger.Returns); n != 0 {
		t.Errorf("%d are left after one undo", n)
	}
}

// A question that is full stays where it is: one tick too many is refused, and the space that the page teaches leads to the next
// question, not past it.
func TestAFullQuestionStays(t *testing.T) {
	b, o, v := issued(t)
	s := at(t, b)
	s.Open(sheetsOf(v.ID, o.ID))
	s.types("1234")
	s.tells(t, "第 1 题：", "勾了 3 项")
	s.press(fyne.KeySpace)
	s.types("AAAAAA")
	s.press(fyne.KeyReturn, fyne.KeyF10)
	if r := saved[*ledger.Return](t, b, ledger.Returns); r.Ticks != "1A 1B 1C 2A 3A 4A 5A 6A 7A" {
		t.Errorf("%s", r.Ticks)
	}
}

// In a ledger without members there is nobody to give forms to: the page says so, and keys that the step before would have
// taken do nothing.
func TestASurveyForNobody(t *testing.T) {
	b := stage.NewBook(t, 0)
	s := at(t, b)
	s.Open(survey(value.ID{}))
	s.press(fyne.KeyF10, fyne.KeyF10)
	s.tells(t, "还没有有团员的团组织")
	s.press(fyne.KeyF10, fyne.KeyReturn, fyne.KeyF10)
	s.tells(t, "还没有写发给哪个团组织几份")
	if n := b.Today().Count(ledger.Surveys); n != 1 {
		t.Errorf("%d surveys", n)
	}
}

// More forms than anybody prints are not cut to fewer without a word.
func TestTooManyForms(t *testing.T) {
	b, _ := fifty(t)
	s := at(t, b)
	s.Open(survey(value.ID{}))
	s.press(fyne.KeyF10, fyne.KeyF10)
	s.types("99999")
	s.tells(t, "最多发 9999 份")
	s.press(fyne.KeyBackspace)
	if strings.Contains(s.words(), "最多发") {
		t.Error("what was said of another number stays")
	}
}

// What is keyed and not saved is there again, in the order of what it says; a lock in between takes nothing.
func TestKeyedSheetsAreKept(t *testing.T) {
	b, o, v := issued(t)
	s := at(t, b)
	s.Open(sheetsOf(v.ID, o.ID))
	for _, text := range []string{"C", "A", "B"} {
		s.types(text)
		s.press(fyne.KeyReturn)
	}
	s.types("1")
	s.press(fyne.KeyF6)
	stage.Keyed(s.Canvas(), "开放球场")
	s.press(fyne.KeyEscape)
	s.tells(t, "收回 0/60")
	s.press(fyne.KeyF10)
	s.tells(t, "第 4 份　录好 3 份", "勾了 1 项")
	var kept halves[sheetsDraft]
	b.Setting(sheetsSetting, &kept)
	if len(kept) != 1 || len(kept[0].Sheets) != 3 || kept[0].Sheets[0][0] != "1A" || kept[0].Sheets[2][0] != "1C" || kept[0].Hand != [2]string{"1A", "开放球场"} {
		t.Errorf("%+v", kept)
	}
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Returns); n != 4 {
		t.Fatalf("%d sheets", n)
	}
	if b.Setting(sheetsSetting, &kept); len(kept) != 0 {
		t.Errorf("still kept: %+v", kept)
	}
}

// More sheets than were given out are not saved and not lost.
func TestTooManySheetsStay(t *testing.T) {
	b, o, v := issued(t)
	few := ledger.Surveys.Clone(v).(*ledger.Survey)
	few.Given = "1"
	if _, err := b.Save(ledger.Surveys, few); err != nil {
		t.Fatal(err)
	}
	s := at(t, b)
	s.Open(sheetsOf(v.ID, o.ID))
	for range 2 {
		s.types("A")
		s.press(fyne.KeyReturn)
	}
	s.press(fyne.KeyF10)
	s.tells(t, "发了 1 份", "一共有 2 份", "录好 2 份")
	stage.InTwoSizes(t, s.Window, s.Page().View, "sheets_fault")
	if n := b.Today().Count(ledger.Returns); n != 0 {
		t.Errorf("%d were saved", n)
	}
}

// The results show a chart a question; what is ticked becomes problems, which stand on the board.
func TestNeedsBecomeProblems(t *testing.T) {
	b, o, v := issued(t)
	k, err := work.KeySheets(b, v.ID, o.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"1A 2A 5B", "1A 1B 2A", "1A 3C"} {
		k.Sheets = append(k.Sheets, read([2]string{text}))
	}
	s := at(t, b)
	s.Open(tallyOf(v.ID, value.ID{}))
	s.tells(t, "还没有录答卷")
	stage.InTwoSizes(t, s.Window, s.Page().View, "tally_none")
	if _, err := k.Save(); err != nil {
		t.Fatal(err)
	}
	s.tells(t, "3 份答卷", "答了 3 份")
	s.press(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	stage.InTwoSizes(t, s.Window, s.Page().View, "tally")
	s.tells(t, "记成 2 个问题")
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Problems); n != 2 {
		t.Fatalf("%d problems", n)
	}
	s.tells(t, "已记")
	s.Open(Board)
	s.tells(t, "待办　2", "学习　电脑和办公软件", o.Name())
	stage.InTwoSizes(t, s.Window, s.Page().View, "board")
}

// A problem by keys: begun from the board, given to somebody, settled, asked about, opened again.
func TestAProblemByKeys(t *testing.T) {
	b, o := fifty(t)
	s := at(t, b)
	s.Open(Board)
	s.tells(t, "待办　0")
	stage.InTwoSizes(t, s.Window, s.Page().View, "board_none")
	s.press(fyne.KeyF10)
	s.press(fyne.KeyF10)
	s.tells(t, "请写什么问题", "请选问题类别")
	stage.InTwoSizes(t, s.Window, s.Page().View, "solve_fault")
	s.Open(solve(solves(o)))
	s.fill("", "走访", "生活", "没有地方打球")
	s.press(fyne.KeyF10)
	p := saved[*ledger.Problem](t, b, ledger.Problems)
	if p.Branch != o.ID || p.Group != "3" || p.Source != "2" || p.What != "没有地方打球" {
		t.Fatalf("%+v %s", p, s.words())
	}
	s.tells(t, "定一个人来办")
	s.fill("李干事")
	s.press(fyne.KeyF10)
	s.tells(t, "李干事在办")
	stage.InTwoSizes(t, s.Window, s.Page().View, "solve_how")
	stage.Keyed(s.Canvas(), "联系文化站")
	s.press(fyne.KeyF10)
	s.tells(t, "接着办：生活　没有地方打球", "李干事在办")
	if p = saved[*ledger.Problem](t, b, ledger.Problems); p.Done != "联系文化站" || !p.Open() {
		t.Errorf("%+v", p)
	}
	if !strings.Contains(s.words(), solveTitle) {
		t.Error("the page of jobs does not name it")
	}
}
