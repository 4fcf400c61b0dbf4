package jobs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
)

// The board of problems goes on paper as it hangs on the wall: three columns, each problem where it is, the late ones counted.
func TestTheBoardOfProblemsGoesOnPaper(t *testing.T) {
	b, _ := firm(t, 3)
	today := b.Basis().Today
	for _, p := range []*ledger.Problem{
		{Day: today.AddDays(-40), Source: "1", Group: "3", What: "租不到房子", Due: today.AddDays(20)},
		{Day: today.AddDays(-40), Source: "1", Group: "2", What: "没有签合同", Handler: "周建国", Due: today.AddDays(-3)},
		{Day: today.AddDays(-40), Source: "1", Group: "1", What: "想学电脑", Handler: "周建国", Due: today, Done: "开了班", Settled: today.AddDays(-5), Called: today, Satisfied: codes.Satisfied},
	} {
		if _, err := b.Save(ledger.Problems, p); err != nil {
			t.Fatal(err)
		}
	}
	s := printDesk(t, b)
	s.Open(Board)
	s.press(fyne.KeyF12, fyne.KeyDown, fyne.KeyReturn)
	if s.Page().Title != "打印预览" {
		t.Errorf("F12 leads to %s", s.Page().Title)
	}
	out, err := forms.Lay(b, forms.Print{Form: forms.ProblemBoard})
	if err != nil {
		t.Fatal(err)
	}
	x := map[string]float64{}
	text := ""
	for _, m := range out.Page(0).Marks {
		text += m.Text + "\n"
		for _, word := range []string{"租不到房子", "没有签合同", "想学电脑"} {
			if strings.Contains(m.Text, word) {
				x[word] = m.X
			}
		}
	}
	if x["租不到房子"] == 0 || x["租不到房子"] >= x["没有签合同"] || x["没有签合同"] >= x["想学电脑"] {
		t.Errorf("they stand at %v", x)
	}
	for _, want := range []string{"待办（1 个）", "在办（1 个）", "办结（1 个）", "合计：待办 1 个，在办 1 个，办结 1 个，逾期 1 个"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not there:\n%s", want, text)
		}
	}
}
