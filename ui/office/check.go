package office

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// CheckLedger reads the whole ledger and shows what it found.
func CheckLedger(s *page.Shell) {
	kit.RunLong(s.Canvas(), "正在检查台账", func(_ context.Context, step hands.Step) ([]care.Wound, error) {
		step("读出每一条并核对", 0, 0)
		return care.Check(s.Book)
	}, func(found []care.Wound) { s.Show(checkPage(s, found)) }, func(err error) { s.Fail("没有检查完", err) })
}

// checkPage tells what a check found and what to do next.
func checkPage(s *page.Shell, found []care.Wound) *page.Page {
	p := &page.Page{Key: "settings", Title: "检查台账"}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", func() { s.ShowBackups() })
	again := kit.NewButton(kit.Ordinary, look.IconDone, "再查一遍", "", func() { CheckLedger(s) })
	p.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: back.Press}
	head := look.Row(look.NewWords("检查台账", look.Title), layout.NewSpacer(), again)
	if len(found) == 0 {
		n := 0
		for _, kind := range ledger.All {
			n += s.Book.Today().Count(kind)
		}
		p.First = back
		p.View = look.Ground(look.Page, look.Folio(head, kit.Empty(look.IconDone, "台账完好。"+strconv.Itoa(n)+" 条资料和全部历史都读出来核对过了。"), layout.NewSpacer(), back))
		return p
	}
	list := kit.RowsOf(0, found, func(w care.Wound) kit.Item { return kit.Item{Icon: look.IconFault, Label: w.What} }, nil)
	restore := kit.NewButton(kit.Primary, look.IconHistory, "用备份恢复", "F10", func() { s.ShowBackups() })
	save := kit.NewButton(kit.Ordinary, look.IconSave, "抢救成新台账", "", func() { askSalvage(s) })
	p.Keys[fyne.KeyF10], p.First = restore.Press, list
	tell := look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewParagraph("台账有 "+strconv.Itoa(len(found))+" 处损坏，其余的可以照常看。请先不要录入：用最近的备份恢复，或者把完好的抢救成一个新台账。", look.Body, 46))
	body := look.Pile(look.Gap4, tell, look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("损坏的", look.Head), list))))
	p.View = look.Ground(look.Page, look.Folio(head, look.Margin(body), layout.NewSpacer(), back, save, restore))
	return p
}

// askSalvage saves what is whole in the open ledger into a new one.
func askSalvage(s *page.Shell) {
	to := care.SalvageName(s.Book.Path())
	kit.Ask(s.Canvas(), "抢救成新台账", "把读得出来的都写进一个新台账，放在原来的旁边，密码不变。原来的文件不会改动。",
		kit.Answer{Verb: "取消", Safe: true}, kit.Answer{Verb: "抢救成新台账", Do: func() {
			type answer struct {
				out *care.Salvaged
				now *store.Book
				err error
			}
			kit.RunLong(s.Canvas(), "正在抢救", func(ctx context.Context, step hands.Step) (answer, error) {
				out, now, err := care.SalvageTo(ctx, s.Book, to, step)
				return answer{out, now, err}, nil
			}, func(a answer) {
				if a.err != nil || a.out == nil {
					restored(s, a.now, a.err, "", "没有抢救成")
					return
				}
				s.Salvaged(a.now, a.out)
			}, func(err error) { s.Fail("没有抢救成", err) })
		}})
}
