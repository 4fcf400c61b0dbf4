package page

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// idNumber is an ID number of an invented person with its check digit.
func idNumber(birth string, n int) string {
	body := "430502" + birth + fmt.Sprintf("%03d", n)
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(body[i]-'0') * w
	}
	return body + string("10X98765432"[sum%11])
}

// officeFile writes a CSV as an office keeps it.
func officeFile(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte("\ufeff"+strings.Join(lines, "\r\n")+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const officeHead = "序号,姓名,性别,民族,身份证号,入团时间,手机号,所在支部,喜欢的颜色"

// roster is a file with members of two unknown branches, one of them with a number
// that cannot be right.
func roster(t *testing.T) string {
	lines := []string{"塔北社区团员花名册", officeHead}
	for i := range 9 {
		branch := "东建公司团支部"
		if i%3 == 2 {
			branch = "五金厂团支部"
		}
		id := idNumber("20020311", 100+i)
		if i == 4 {
			id = id[:17] + "A"
		}
		lines = append(lines, fmt.Sprintf("%d,团员%c,男,汉族,%s,2018年5月,1380739%04d,%s,红", i+1, '甲'+rune(i), id, 1000+i, branch))
	}
	return officeFile(t, "团员花名册.csv", lines...)
}

func (s *stand) begin(kind ledger.Kind, paths ...string) *intake {
	s.t.Helper()
	k := newIntake(s.Shell, kind, paths)
	s.Show(k.page)
	return k
}

func TestIntakeGoesTheWholeWay(t *testing.T) {
	s := newStand(t, kit.Standard, 0)
	k := s.begin(ledger.Members, roster(t))
	s.photograph("intake-columns")
	if k.steps.at != 1 {
		t.Fatalf("after reading the wizard stands on step %d, want 1", k.steps.at)
	}
	if !strings.Contains(strings.Join(words(k.page.View), "|"), leftOut) {
		t.Error("a column that nobody knows is not marked in words")
	}
	s.press(fyne.KeyF10)
	s.photograph("intake-unknown")
	if got := k.plan.Report(); got.Faulty != 9 || got.Added != 0 {
		t.Fatalf("with unknown branches the plan is %+v", got)
	}
	if len(k.words) != 2 {
		t.Fatalf("%d unknown branches, want 2", len(k.words))
	}
	for _, w := range k.words {
		w.decide(wordCreate)
	}
	k.preview()
	s.photograph("intake-decided")
	label, _ := k.deed(k.plan.Report())
	if label != "按这 2 个决定重新预览" {
		t.Errorf("the button says %q", label)
	}
	s.press(fyne.KeyF10)
	s.photograph("intake-preview")
	label, _ = k.deed(k.plan.Report())
	if label != "导入 8 人，退回 1 行" {
		t.Errorf("the button says %q", label)
	}
	k.tab = tabFaulty
	k.preview()
	s.photograph("intake-faulty")
	s.press(fyne.KeyF10)
	s.photograph("intake-done")
	if got := s.Book.Count(ledger.Members); got != 8 {
		t.Errorf("%d members in the ledger, want 8", got)
	}
	if got := s.Book.Count(ledger.Branches); got != 2 {
		t.Errorf("%d branches in the ledger, want 2", got)
	}
}

func TestIntakeChoose(t *testing.T) {
	s := newStand(t, kit.Standard, 0)
	s.begin(nil)
	s.photograph("intake-choose")
	_ = test.LaidOutObjects
	_ = store.Tell
}
