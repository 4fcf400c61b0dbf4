package gate

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// ShowBackups lists the backups of a ledger that does not open, or is gone: those
// beside it and those on the sticks that are plugged in.
func (g *Gate) ShowBackups(ledger Recent) {
	hands.Run(func() ([]care.Kept, error) {
		var sticks []string
		for _, d := range native.RemovableDrives() {
			sticks = append(sticks, d.Path)
		}
		return care.BackupsBeside(ledger.Path, sticks...)
	}, func(kept []care.Kept) {
		g.listBackups(ledger, kept)
	}, func(err error) { kit.Tell(g.canvas(), "没有读出备份", err, nil) })
}

func (g *Gate) listBackups(ledger Recent, kept []care.Kept) {
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", func() { g.ShowUnlock(ledger) })
	other := kit.NewButton(kit.Ordinary, look.IconFolder, "选别处的备份", "", func() {
		page.Files{Window: g.Window}.Open("恢复哪一份备份", filepath.Dir(ledger.Path), false, func(paths []string) { g.ShowRestore(ledger, paths[0]) }, page.LedgerFiles)
	})
	p := &page.Page{Topic: "用备份恢复", First: other, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: back.Press}}
	rows := []fyne.CanvasObject{}
	if len(kept) == 0 {
		rows = append(rows, look.NewParagraph("台账旁边没有备份。备份要是放在 U 盘里，请插好再选它。", look.Body, 44))
	} else {
		list := kit.RowsOf(8, kept, page.KeptItem, func(k care.Kept) { g.ShowRestore(ledger, k.Path) })
		p.First = list
		rows = append(rows, look.NewWords("选一份，先看里面有什么", look.Aside), list)
	}
	rows = append(rows, look.Row(other, layout.NewSpacer(), back))
	p.View = kit.Alone(50, look.Section("用备份恢复 "+ledger.Name, rows...))
	g.show(p)
}

// restoring is the screen that looks into one backup, with its password, and puts it
// in the ledger's place.
type restoring struct {
	g        *Gate
	ledger   Recent
	path     string
	password *page.Secret
	page     *page.Page
}

// ShowRestore asks for the password of a backup and shows what it holds.
func (g *Gate) ShowRestore(ledger Recent, path string) {
	r := &restoring{g: g, ledger: ledger, path: path, password: page.NewSecret("这份备份的密码（备份那时的）")}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", func() { g.ShowBackups(ledger) })
	see := kit.NewButton(kit.Primary, look.IconNone, "看里面有什么", "Enter", r.look)
	r.password.Entry.OnNext = r.look
	r.page = &page.Page{Topic: "用备份恢复", First: r.password.Entry, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: back.Press}}
	r.page.Own(&r.password.Entry.Entry)
	r.page.View = kit.Alone(40, look.Section("恢复备份", look.NewWords(look.Tail(filepath.Base(path), 32), look.Strong), r.password.Box,
		look.Row(layout.NewSpacer(), back, see)))
	g.show(r.page)
}

func (r *restoring) look() {
	password := r.password.Entry.Text
	if password == "" {
		r.password.Fail("请填写密码。")
		return
	}
	kit.RunLong(r.g.canvas(), "正在读这份备份", func(ctx context.Context, step hands.Step) (*care.Contents, error) {
		return care.ContentsOf(ctx, r.path, password, r.g.Env, step)
	}, func(c *care.Contents) { r.show(c, password) }, r.failed)
}

func (r *restoring) failed(err error) {
	if store.Tell(err).Code != store.Cancelled {
		r.password.Fail(kit.Sentence(err))
	}
}

// show tells what the backup holds and restores it on demand.
func (r *restoring) show(c *care.Contents, password string) {
	run := func() {
		kit.RunLong(r.g.canvas(), "正在恢复", func(ctx context.Context, step hands.Step) (*store.Book, error) {
			return care.RestoreOver(ctx, r.path, r.ledger.Path, password, r.g.Env, step)
		}, r.g.opened, func(err error) {
			if store.Tell(err).Code != store.Cancelled {
				kit.Tell(r.g.canvas(), "没有恢复", err, nil)
			}
		})
	}
	tell := "恢复到 " + look.Tail(r.ledger.Path, 34)
	why := "那里现在没有文件。"
	if _, err := os.Lstat(r.ledger.Path); err == nil {
		why = "那里原来的文件会留着：打得开的先备份一份，损坏的改名放在旁边。"
	}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", func() { r.g.ShowBackups(r.ledger) })
	yes := kit.NewButton(kit.Primary, look.IconHistory, "恢复这份备份", "F10", run)
	p := &page.Page{Topic: "用备份恢复", First: back, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: back.Press, fyne.KeyF10: run}}
	p.View = kit.Alone(48, look.Section("恢复备份", look.NewWords(look.Tail(filepath.Base(r.path), 32), look.Strong), page.ContentsCard(c, r.g.Env.Now()),
		look.Column(look.Gap1, look.NewWords(tell, look.Body), look.NewParagraph(why, look.Aside, 44)),
		look.Row(layout.NewSpacer(), back, yes)))
	r.g.show(p)
}

// remedies are the ways out for a ledger that cannot be opened; none where the
// ledger itself is not to blame.
func (g *Gate) remedies(ledger Recent, err error) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	switch store.Tell(err).Code {
	case store.Damaged, store.NotLedger:
		all = append(all, kit.NewButton(kit.Ordinary, look.IconHistory, "用备份恢复", "", func() { g.ShowBackups(ledger) }),
			kit.NewButton(kit.Ordinary, look.IconSave, "抢救成新台账", "", func() { g.ShowSalvage(ledger) }))
	case store.NoFile:
		all = append(all, kit.NewButton(kit.Ordinary, look.IconHistory, "用备份恢复", "", func() { g.ShowBackups(ledger) }))
	}
	return all
}
