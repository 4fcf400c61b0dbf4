package paper

import (
	"strings"
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/kit"
	"tuanjian/ui/stage"
)

// TestNoPaperAWayOn: without a printer, in a Chinese locale, and with one that does not answer, a person reads why and
// is led to a PDF; the word of an inner fault is never heard.
func TestNoPaperAWayOn(t *testing.T) {
	for name, c := range map[string]struct {
		lp, want string
	}{
		"no printer": {"echo 'lp: 错误 - 没有可用的默认目标。' >&2; [ \"$LC_ALL\" = C ] && echo 'lp: Error - no default destination available.' >&2; exit 1", "没有能用的打印机"},
		"off":        {"echo 'lp: 打印机没有回应。' >&2; exit 1", "没有接下这份文件"},
	} {
		t.Run(name, func(t *testing.T) {
			s := onDesk(t, newBook(t, 20))
			t.Setenv("TMPDIR", t.TempDir())
			t.Setenv("LC_ALL", "zh_CN.UTF-8")
			stage.OnPath(t, map[string]string{"lp": c.lp, "lpstat": `[ "$1" != -e ] || echo Office`})
			p := newPreview(s, records.Query{Kind: ledger.Members}, nil)
			s.Show(p.page)
			p.print()
			button(t, s.Canvas().Overlays().Top(), "打印").Press()
			top := s.Canvas().Overlays().Top()
			if top == nil {
				t.Fatal("nothing is said")
			}
			if got := words(top); !strings.Contains(got, c.want) || strings.Contains(got, "内部") {
				t.Errorf("it says %s", got)
			}
			button(t, top, "另存 PDF").Press()
			if _, kits := s.Canvas().Overlays().Top().(*kit.Float); kits || s.Canvas().Overlays().Top() == nil {
				t.Errorf("另存 PDF leads to %T", s.Canvas().Overlays().Top())
			}
		})
	}
}
