package gate

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

var textFiles = native.Sort{Name: "文本文件", Endings: []string{".txt"}}

// ShowSalvaged tells what a salvage brought into the new ledger and what it could not,
// and opens the new one.
func (g *Gate) ShowSalvaged(out *care.Salvaged) {
	var only hands.Only
	open := kit.NewButton(kit.Primary, look.IconNone, "打开新台账", "F10", func() {
		hands.RunOnly(&only, out.Open, g.opened, func(err error) { kit.Tell(g.canvas(), "没有打开新台账", err, nil) })
	})
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", g.Show)
	save := kit.NewButton(kit.Ordinary, look.IconSave, "另存清单", "", func() { g.saveLost(out) })
	rows := []fyne.CanvasObject{
		look.NewWords(out.Name+"　"+face.Held(out.Counts), look.Strong),
		look.NewWords("放在 "+look.Tail(out.Path, 36), look.Aside),
	}
	bar := []fyne.CanvasObject{layout.NewSpacer(), back, open}
	p := &page.Page{Topic: "抢救台账", First: open, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: back.Press, fyne.KeyF10: open.Press}}
	if len(out.Lost) == 0 {
		rows = append(rows, look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords("没有找到缺少的内容。", look.Body)))
	} else {
		list := kit.RowsOf(8, out.Lost, func(line string) kit.Item { return kit.Item{Icon: look.IconWarning, Label: line} }, nil)
		rows = append(rows, look.NewWords("这 "+strconv.Itoa(len(out.Lost))+" 处不完整，请照着核对", look.Head), list)
		bar = append([]fyne.CanvasObject{save}, bar...)
	}
	rows = append(rows, look.NewParagraph("损坏的文件没有改动，还在原来的地方。新台账用起来放心了再处理它。", look.Aside, 50), look.Row(bar...))
	p.View = kit.Alone(56, look.Section("抢救成了新台账", rows...))
	g.show(p)
}

// saveLost writes the list where a person wants it; it names people.
func (g *Gate) saveLost(out *care.Salvaged) {
	page.Files{Window: g.Window}.Save("清单存到哪里", filepath.Join(native.Documents(), "抢救清单.txt"), func(path string) {
		hands.Run(func() (struct{}, error) {
			return struct{}{}, os.WriteFile(path, []byte("\ufeff"+strings.Join(out.Lost, "\r\n")+"\r\n"), 0o600)
		}, nil, func(err error) { kit.Tell(g.canvas(), "没有保存", err, nil) })
	}, textFiles)
}

// salvaging is the screen that saves what is whole in a ledger that does not open.
type salvaging struct {
	g        *Gate
	ledger   Recent
	slots    string // a backup whose passwords serve
	password *page.Secret
	from     *look.Words
	page     *page.Page
}

// ShowSalvage asks for what a salvage needs.
func (g *Gate) ShowSalvage(ledger Recent) {
	v := &salvaging{g: g, ledger: ledger, password: page.NewSecret("台账的密码"), from: look.NewWords("", look.Note)}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", func() { g.ShowUnlock(ledger) })
	run := kit.NewButton(kit.Primary, look.IconSave, "抢救成新台账", "F10", v.run)
	slots := kit.NewButton(kit.Quiet, look.IconFolder, "密码部分也坏了：选一个备份", "", v.choose)
	v.password.Entry.OnNext = v.run
	v.page = &page.Page{Topic: "抢救台账", First: v.password.Entry, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: back.Press, fyne.KeyF10: v.run}}
	v.page.Own(&v.password.Entry.Entry)
	v.page.View = kit.Alone(44, look.Section("抢救 "+ledger.Name,
		look.NewParagraph("把损坏的台账里读得出来的都写进一个新台账，放在它旁边，密码不变。损坏的文件不会改动。有最近的备份时，先用备份恢复更省事。", look.Aside, 40),
		v.password.Box, look.Column(look.Gap1, look.Row(slots), v.from),
		look.Row(layout.NewSpacer(), back, run)))
	g.show(v.page)
}

func (v *salvaging) choose() {
	page.Files{Window: v.g.Window}.Open("选这本台账的一个备份", care.BackupFolder(v.ledger.Path), false, v.chosen, page.LedgerFiles)
}

func (v *salvaging) chosen(paths []string) {
	v.slots = paths[0]
	v.from.SetText("用备份 " + look.Tail(filepath.Base(v.slots), 30) + " 的密码")
	v.page.View.Refresh()
}

func (v *salvaging) run() {
	password := v.password.Entry.Text
	if password == "" {
		v.password.Fail("请填写密码。")
		return
	}
	o := care.Salvage{From: v.ledger.Path, To: care.SalvageName(v.ledger.Path), Password: password, SlotsFrom: v.slots, Name: v.ledger.Name}
	kit.RunLong(v.g.canvas(), "正在抢救", func(ctx context.Context, step hands.Step) (*care.Salvaged, error) {
		return o.Run(ctx, v.g.Env, step)
	}, v.g.ShowSalvaged, func(err error) {
		if store.Tell(err).Code != store.Cancelled {
			v.password.Fail(kit.Sentence(err))
		}
	})
}
