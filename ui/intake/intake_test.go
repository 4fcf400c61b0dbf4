package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"pgregory.net/rapid"

	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// paperFile is a file that is no table, whatever its name says.
func paperFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "别的.csv")
	if err := os.WriteFile(path, []byte("%PDF-1.4\n1 0 obj\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (s *stand) begin(kind ledger.Kind, paths ...string) *wayIn {
	s.T.Helper()
	k := newIntake(s.Shell, kind, paths)
	s.Show(k.page)
	return k
}

// deedOf is what the primary button says.
func deedOf(k *wayIn) string {
	label, _ := k.deed(k.plan.Report())
	return label
}

// taken takes the roster in and creates its branches.
func taken(s *stand) *wayIn {
	s.T.Helper()
	k := s.begin(ledger.Members, roster(s.T, "1380739"))
	s.Press(fyne.KeyF10)
	for _, w := range k.words {
		w.decide(wordCreate)
	}
	k.preview()
	s.Press(fyne.KeyF10, fyne.KeyF10)
	if k.way.At() != 3 {
		s.T.Fatalf("the intake stands on step %d: %s", k.way.At(), s.Told())
	}
	return k
}

func TestIntakeGoesTheWholeWayByKeys(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Members, roster(t, "1380739"))
	s.Photograph("intake-columns")
	if k.way.At() != 1 {
		t.Fatalf("after reading the intake stands on step %d, want 1", k.way.At())
	}
	seen := words(k.page.View)
	for _, want := range []string{leftOut, "塔北社区团员花名册", "430502********", "身份证号", "证件号码"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the columns do not show %q", want)
		}
	}
	if strings.Contains(seen, idNumber("20020311", 101)) {
		t.Error("the columns show a whole ID number")
	}
	s.Press(fyne.KeyF10)
	s.Photograph("intake-unknown")
	if got := k.plan.Report(); got.Faulty != 9 || got.Added != 0 {
		t.Fatalf("with unknown branches the plan is %+v", got)
	}
	if len(k.words) != 2 || k.words[0].rows+k.words[1].rows != 9 {
		t.Fatalf("unknown branches: %+v", k.words)
	}
	for _, w := range k.words {
		w.decide(wordCreate)
	}
	k.preview()
	s.Photograph("intake-decided")
	if got := deedOf(k); got != "按这 2 个决定重新预览" {
		t.Errorf("the button says %q", got)
	}
	s.Press(fyne.KeyF10)
	s.Photograph("intake-preview")
	if got := deedOf(k); got != "导入 8 人，退回 1 行" {
		t.Errorf("the button says %q", got)
	}
	if s.Book.Today().Count(ledger.Members) != 0 {
		t.Error("the preview wrote something")
	}
	k.tab = tabFaulty
	k.preview()
	s.Photograph("intake-faulty")
	if seen := words(k.page.View); !strings.Contains(seen, "E7") {
		t.Errorf("the faulty row's cell E7 is not shown")
	}
	s.Press(fyne.KeyF10)
	s.Photograph("intake-done")
	if got := s.Book.Today().Count(ledger.Members); got != 8 {
		t.Errorf("%d members in the ledger, want 8", got)
	}
	if got := s.Book.Today().Count(ledger.Branches); got != 2 {
		t.Errorf("%d branches in the ledger, want 2", got)
	}
	if seen := words(k.page.View); !strings.Contains(seen, "已导入 8 人") || !strings.Contains(seen, "1 行没有进台账") {
		t.Errorf("the report says %s", seen)
	}
	back := filepath.Join(t.TempDir(), "退回.xlsx")
	k.saveFaultsTo(back)
	if info, err := os.Stat(back); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the faulty rows: %v, %v", info, err)
	}
}

// The last page tells how many of this import wait in 待核, and apart from them how many wait there in all.
func TestIntakeTellsWhatWaitsOfItsOwn(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	old := ledger.Members.New().(*ledger.Member)
	old.Title = "早先没填完的"
	if _, err := s.Book.Save(ledger.Members, old); err != nil {
		t.Fatal(err)
	}
	k := s.begin(ledger.Members, officeFile(t, "一个人.csv", "姓名,身份证号,手机号", "团员甲,"+idNumber("20020311", 101)+",1380739100"))
	s.Press(fyne.KeyF10)
	s.Press(fyne.KeyF10)
	if seen := words(k.page.View); !strings.Contains(seen, "其中 1 人有要核对或补填的") || !strings.Contains(seen, "待核里一共有 2 人") {
		t.Errorf("the report says %s", seen)
	}
}

func TestIntakeTwiceChangesNothing(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	taken(s)
	k := s.begin(ledger.Members, roster(t, "1380739"))
	s.Press(fyne.KeyF10)
	if got := deedOf(k); got != "没有要导入的行" {
		t.Errorf("the button says %q", got)
	}
	if got := k.plan.Report(); got.Same != 8 {
		t.Errorf("the second time %+v", got)
	}
	s.Photograph("intake-same")
}

func TestIntakeShowsOldAndNew(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	taken(s)
	k := s.begin(ledger.Members, roster(t, "1380740"))
	s.Press(fyne.KeyF10)
	s.Photograph("intake-changes")
	if k.tab != tabChanged {
		t.Errorf("with changes alone the preview opens tab %d", k.tab)
	}
	seen := words(k.page.View)
	if !strings.Contains(seen, "13807391000") || !strings.Contains(seen, "13807401000") {
		t.Errorf("old and new phone are not both shown: %s", seen)
	}
	if got := deedOf(k); got != "导入 8 人，退回 1 行" {
		t.Errorf("the button says %q", got)
	}
}

func TestIntakeRemembersTheMapping(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Members, roster(t, "1380739"))
	m := &columnMap{k: k, use: k.uses[0], missing: look.Row(), scroll: container.NewVScroll(nil)}
	m.list()
	at := 8 // 喜欢的颜色
	m.pick(at, "note")
	k = s.begin(ledger.Members, roster(t, "1380740"))
	for _, c := range k.uses[0].Columns {
		if c.Index == at && c.Key != "note" {
			t.Errorf("the column goes to %q the next time", c.Key)
		}
	}
	m = &columnMap{k: k, use: k.uses[0], missing: look.Row(), scroll: container.NewVScroll(nil)}
	m.list()
	m.pick(1, "")
	if len(m.missing.Objects) == 0 {
		t.Error("nobody says that the name is lacking")
	}
}

func TestIntakeUsesASimilarBranch(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	taken(s)
	path := officeFile(t, "新.csv", officeHead, "1,新团员,男,汉族,"+idNumber("20030311", 11)+",2018年5月,13807399999,东建公司支部,")
	k := s.begin(nil, path)
	s.Press(fyne.KeyF10)
	if len(k.words) == 0 {
		t.Skip("the Book knows the branch by itself")
	}
	s.Photograph("intake-similar")
	options := k.words[0].options("")
	if !strings.Contains(options[0].Label, "东建公司团支部") {
		t.Fatalf("the first offer is %q", options[0].Label)
	}
	k.words[0].decide(options[0].Value)
	k.preview()
	s.Press(fyne.KeyF10)
	if got := deedOf(k); got != "导入 1 人" {
		t.Errorf("the button says %q", got)
	}
	if k.words[0].chosen().Value != options[0].Value {
		t.Error("the decision is out of sight after it was made")
	}
}

func TestIntakeBringsAFieldIntoSight(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	lines := []string{officeHead}
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("%d,团员%c,男,汉族,%s,2018年5月,1380739%04d,第%d支部,红", i, '甲'+rune(i), idNumber("20020311", 101+2*i), i, i))
	}
	k := s.begin(ledger.Members, officeFile(t, "许多支部.csv", lines...))
	s.Press(fyne.KeyF10)
	if len(k.words) != 12 {
		t.Fatalf("%d unknown branches", len(k.words))
	}
	field, ok := s.Canvas().Focused().(*kit.Picker)
	if !ok {
		t.Fatalf("the keyboard is with %T, not with the first unknown branch", s.Canvas().Focused())
	}
	d := fyne.CurrentApp().Driver()
	first := d.AbsolutePositionForObject(field).Y
	for range 11 {
		s.Press(fyne.KeyReturn)
	}
	s.Photograph("intake-many-words")
	last, ok := s.Canvas().Focused().(*kit.Picker)
	if !ok || last == field {
		t.Fatal("Enter does not walk the fields")
	}
	if y := d.AbsolutePositionForObject(last).Y; y < first || y > first+4*look.Now().Control {
		t.Errorf("the field with the keyboard stands at %v, the list begins at %v", y, first)
	}
}

func TestIntakeTellsWhatIsWrongWithAFile(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(nil, paperFile(t))
	s.Photograph("intake-refused")
	if k.way.At() != 0 {
		t.Errorf("the intake stands on step %d", k.way.At())
	}
	if !strings.Contains(s.Told(), "没有读成别的.csv") {
		t.Errorf("it says %q", s.Told())
	}
}

func TestIntakeTakesSeveralFilesInTurn(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	firms := officeFile(t, "企业.csv", "企业名称,统一社会信用代码,法人,联系电话", "东升五金有限公司,,张三,0739-5320001")
	k := s.begin(nil, firms, roster(t, "1380739"))
	s.Press(fyne.KeyF10, fyne.KeyF10)
	if s.Book.Today().Count(ledger.Enterprises) != 1 {
		t.Fatalf("%d enterprises; %s", s.Book.Today().Count(ledger.Enterprises), s.Told())
	}
	s.Press(fyne.KeyF10)
	if k.nth != 1 || k.way.At() != 1 {
		t.Errorf("file %d, step %d; want the second file's columns", k.nth, k.way.At())
	}
	if seen := words(k.page.View); !strings.Contains(seen, "导入第 2 个文件，共 2 个") {
		t.Errorf("the title does not say which file this is")
	}
}

func TestIntakeGoesOnAfterABadFile(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(nil, paperFile(t), roster(t, "1380739"))
	if !strings.Contains(s.Told(), "没有读成别的.csv") {
		t.Fatalf("it says %q", s.Told())
	}
	s.Press(fyne.KeyEscape)
	if k.nth != 1 || k.way.At() != 1 {
		t.Errorf("file %d, step %d; want the second file's columns", k.nth, k.way.At())
	}
}

func TestIntakeLeavesATableOut(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Members, roster(t, "1380739"))
	k.uses[0].out = true
	s.Press(fyne.KeyF10)
	if k.plan != nil || !strings.Contains(s.Told(), "没有要导入的表") {
		t.Errorf("with all tables left out it says %q", s.Told())
	}
}

func TestEscIsOneStepBackAndLosesNothing(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	k := s.begin(ledger.Members, roster(t, "1380739"))
	s.Press(fyne.KeyF10)
	for _, w := range k.words {
		w.decide(wordCreate)
	}
	k.preview()
	s.Press(fyne.KeyF10)
	before := k.plan.Report()
	for want := 1; want >= 0; want-- {
		s.Press(fyne.KeyEscape)
		if k.way.At() != want {
			t.Fatalf("Esc leads to step %d, want %d", k.way.At(), want)
		}
	}
	s.Press(fyne.KeyEscape)
	if s.Page() == k.page {
		t.Fatal("Esc in the first step does not leave the page")
	}
	s.ShowIntake(ledger.Members, nil)
	if s.Page() != k.page {
		t.Fatal("导入 does not go on with what was put aside")
	}
	if seen := words(k.page.View); !strings.Contains(seen, "接着看团员花名册.csv") {
		t.Errorf("the way on is not shown: %s", seen)
	}
	k.columns()
	s.Press(fyne.KeyF10)
	if got := k.plan.Report(); got != before {
		t.Errorf("the decisions were lost: %+v, before %+v", got, before)
	}
	k.drop()
	s.ShowIntake(ledger.Members, nil)
	if s.Page() == k.page {
		t.Error("不导入了 leaves the intake waiting")
	}
}

func TestLetters(t *testing.T) {
	for index, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 701: "ZZ", 702: "AAA"} {
		if got := letters(index); got != want {
			t.Errorf("column %d is %q, want %q", index, got, want)
		}
	}
}

func TestCutKeepsWithinItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, most := rapid.StringOf(rapid.RuneFrom([]rune("甲乙丙abc12 （）"))).Draw(t, "text"), rapid.IntRange(1, 30).Draw(t, "ems")
		got := look.Cut(text, float32(most))
		if n := len([]rune(strings.TrimSuffix(got, "…"))); float32(n)*0.6 > float32(most)+0.01 {
			t.Fatalf("%q is too long for %d", got, most)
		}
		if !strings.HasPrefix(look.OneLine(text), strings.TrimSuffix(got, "…")) {
			t.Fatalf("%q is no beginning of %q", got, text)
		}
	})
}

func TestIntakeLooksWellWhenLarge(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		n := map[look.Size]string{look.Standard: "standard", look.Huge: "huge"}[size]
		from := newBook(t, 400)
		path := filepath.Join(t.TempDir(), "全部.xlsx")
		if _, err := forms.Write(t.Context(), from, forms.Export{To: path, Full: true, Reason: "测试"}, nil); err != nil {
			t.Fatal(err)
		}
		s := newStand(t, size, 0)
		k := s.begin(nil)
		s.Photograph("intake-large-choose-" + n)
		k.paths = []string{path}
		k.read()
		s.Photograph("intake-large-columns-" + n)
		s.Press(fyne.KeyF10)
		s.Photograph("intake-large-preview-" + n)
		if len(k.uses) < 4 {
			t.Errorf("%d tables found in our own workbook", len(k.uses))
		}
		if r := k.plan.Report(); r.Faulty > 0 {
			t.Errorf("our own workbook has %d faulty rows: %+v", r.Faulty, k.plan.Faulty[0].Faults)
		}
	}
}

func TestIntakeFitsInHugeText(t *testing.T) {
	s := newStand(t, look.Huge, 0)
	s.Narrow()
	k := s.begin(nil)
	check := func() {
		t.Helper()
		s.Photograph("intake-huge-" + strconv.Itoa(k.way.At()))
		if cut := s.Outside(); len(cut) > 0 {
			t.Errorf("step %d: outside of the window: %v", k.way.At(), cut)
		}
	}
	check()
	k.paths = []string{roster(t, "1380739")}
	k.read()
	check()
	s.Press(fyne.KeyF10)
	check()
	for _, w := range k.words {
		w.decide(wordLoose)
	}
	k.preview()
	check()
	s.Press(fyne.KeyF10)
	check()
	s.Press(fyne.KeyF10)
	check()
}

// Beside the tree of a laptop of 1024×700, in huge text, every column's line ends within its place.
func TestColumnsFitInANarrowWindow(t *testing.T) {
	s := newStand(t, look.Huge, 0)
	s.Window.Resize(fyne.NewSize(708, 578))
	k := s.begin(ledger.Members, officeFile(t, "团员.csv", "姓名,身份证号码,手机号,入团时间,从哪里来的", "李华,"+idNumber("20020311", 1)+",17012341704,2016.05,东边"))
	s.Photograph("intake-columns-narrow")
	rows := 0
	var walk func(o fyne.CanvasObject, room float32)
	walk = func(o fyne.CanvasObject, room float32) {
		switch o := o.(type) {
		case *container.Scroll:
			walk(o.Content, o.Size().Width)
		case *fyne.Container:
			for i, child := range o.Objects {
				walk(child, room)
				if _, line := o.Layout.(look.Ems); !line || i == len(o.Objects)-1 {
					continue
				}
				if words, ok := child.(*look.Words); ok && words.MinSize().Width > words.Size().Width+1 {
					t.Errorf("%q is %g wide in a place of %g", words.Text(), words.MinSize().Width, words.Size().Width)
				}
				if end := child.Position().X + child.Size().Width; end > room {
					t.Errorf("a line is %g wide in a list of %g", end, room)
				}
			}
			if _, line := o.Layout.(look.Ems); line {
				rows++
			}
		}
	}
	walk(k.page.View, s.Window.Canvas().Size().Width)
	if rows != 6 {
		t.Errorf("%d lines", rows)
	}
	if out := s.Outside(); len(out) > 0 {
		t.Error(out)
	}
}
