package office

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

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

// restorePage shows what a backup holds and what would be otherwise, and restores it
// when a person says so.
func restorePage(s *page.Shell, path string, c *care.Contents) *page.Page {
	p := &page.Page{Key: "settings", Title: "恢复备份"}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", func() { s.ShowBackups() })
	yes := kit.NewButton(kit.Primary, look.IconHistory, "恢复这份备份", "F10", func() { askRestore(s, path, c) })
	items := againstItems(c.Against)
	p.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: back.Press, fyne.KeyF10: yes.Press}
	list := kit.NewRows(0, nil)
	list.Set(items)
	list.Stand(min(1, len(items)-1)) // the first is a heading
	p.First = list
	var changes fyne.CanvasObject = look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("恢复之后，和现在不同的", look.Head), list)))
	if len(items) == 0 {
		changes = kit.Empty(look.IconDone, "这份备份里的资料和现在一样，不用恢复。")
		p.First = back
	}
	hint := look.NewWords("现在的台账会先备份一份再换下，密码还是现在的", look.Note)
	if !s.Book.May(store.MayRestore) {
		yes.Disable()
		hint.SetText(s.Book.Forbids())
	}
	head := look.Row(look.NewWords("恢复备份", look.Title), layout.NewSpacer(), look.NewWords(look.Tail(filepath.Base(path), 30), look.Aside))
	p.View = look.Ground(look.Page, look.Folio(head, look.Margin(look.Pile(look.Gap4, page.ContentsCard(c, s.Today()), changes)), hint, layout.NewSpacer(), back, yes))
	return p
}

// againstItems are the differences as lines: a heading a kind, then the names.
func againstItems(all []care.Contrast) (items []kit.Item) {
	for _, d := range all {
		var parts []string
		for _, n := range []struct {
			count int
			words string
		}{{d.Added, "找回"}, {d.Removed, "去掉"}, {d.Changed, "变回原样"}} {
			if n.count > 0 {
				parts = append(parts, n.words+" "+strconv.Itoa(n.count))
			}
		}
		items = append(items, kit.Item{Head: true, Label: d.Kind.Title() + "　" + strings.Join(parts, "，")})
		for _, n := range d.Names {
			hint := map[string]string{"＋": "会找回", "－": "会去掉", "±": "会变回原样"}[n.Sign]
			items = append(items, kit.Item{Lead: n.Sign, Label: orNameless(n.Name, d.Kind), Hint: hint})
		}
		if more := d.Added + d.Removed + d.Changed - len(d.Names); more > 0 {
			items = append(items, kit.Item{Head: true, Label: "还有 " + strconv.Itoa(more) + " 条"})
		}
	}
	return items
}

func orNameless(name string, kind ledger.Kind) string {
	if name == "" {
		return "一条" + kind.Title()
	}
	return name
}

func askRestore(s *page.Shell, path string, c *care.Contents) {
	if !s.Book.May(store.MayRestore) {
		return
	}
	text := "现在的台账先备份成“恢复前”，再换成这份备份。备份之后录入的都会换下，要找回就恢复“恢复前”那一份。"
	kit.AskLoss(s.Canvas(), "恢复这份备份", text, "恢复备份", func() {
		type answer struct {
			book *store.Book
			err  error
		}
		kit.RunLong(s.Canvas(), "正在恢复", func(ctx context.Context, step hands.Step) (answer, error) {
			now, err := care.RestoreFrom(ctx, s.Book, path, step)
			return answer{now, err}, nil
		}, func(a answer) {
			restored(s, a.book, a.err, "恢复好了。换下的在备份“恢复前”里。", "没有恢复")
		}, func(err error) { s.Fail("没有恢复", err) })
	})
}

// restored goes on with the Book that is open after a restoring or a salvage.
func restored(s *page.Shell, now *store.Book, err error, done, failed string) {
	switch {
	case now == nil:
		s.Close()
	case now != s.Book:
		s.Reopened(now)
	}
	if err != nil {
		s.Fail(failed, err)
		return
	}
	s.Say(done)
}
