package intake

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/records"
	"tuanjian/store/undo"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// done is the last step: what went in, what came back, and where to go on.
func (k *wayIn) done(o outcome) {
	r := o.plan.Report()
	figure := func(label string, n int) fyne.CanvasObject {
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(label, look.Aside), look.NewWords(strconv.Itoa(n), look.Figure))))
	}
	heading := "已导入 " + strconv.Itoa(r.Added+r.Changed) + " " + k.measure()
	rows := []fyne.CanvasObject{
		look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords(heading, look.Title)),
		look.Columns(4, look.Gap2, figure("新增", r.Added), figure("变更", r.Changed), figure("不变", r.Same), figure("退回", r.Faulty)),
	}
	if joined := o.plan.JoinedText(); joined != "" {
		rows = append(rows, look.NewWords(joined, look.Body))
	}
	if r.Faulty > 0 {
		save := kit.NewButton(kit.Ordinary, look.IconSave, "另存退回的行", "", k.saveFaults)
		rows = append(rows, look.Row(look.NewPicture(look.IconFault, look.Red), look.NewWords(strconv.Itoa(r.Faulty)+" 行没有进台账。另存后照红格子改，改好再导入。", look.Body), layout.NewSpacer(), save))
	}
	for _, w := range o.waiting {
		query := records.Query{Kind: w.kind, Tab: face.Pending, Sort: face.Sort(w.kind)}
		open := kit.NewButton(kit.Ordinary, look.IconNone, "打开待核", "", func() { k.s.ShowList(query) })
		text := "其中 " + face.Amount(w.kind, w.count) + "有要核对或补填的，放在待核里"
		if w.all > w.count {
			text += "（待核里一共有 " + face.Amount(w.kind, w.all) + "）"
		}
		rows = append(rows, look.Row(look.NewPicture(look.IconWarning, look.Amber), look.NewWords(text+"。", look.Body), layout.NewSpacer(), open))
	}
	kind := k.kinds()[0]
	if k.kind != nil {
		kind = k.kind
	}
	last := kit.NewButton(kit.Primary, look.IconNone, "看"+kind.Title()+"列表", "F10", func() {
		k.s.ShowList(face.List(kind))
	})
	again := kit.NewButton(kit.Ordinary, look.IconImport, "再导入一个文件", "", func() { k.paths, k.in = nil, nil; k.choose() })
	if k.nth+1 < len(k.paths) {
		last = kit.NewButton(kit.Primary, look.IconImport, "导入下一个文件", "F10", func() { k.nth++; k.read() })
	}
	undo := kit.NewButton(kit.Ordinary, look.IconUndo, "撤销这次导入", "", k.undo)
	if r.Added+r.Changed == 0 {
		undo.Disable()
	}
	keys := map[fyne.KeyName]func(){fyne.KeyF10: last.Press, fyne.KeyEscape: k.leave}
	k.show(3, kit.Alone(52, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))), last, keys,
		look.NewWords("几个星期以后也能在操作记录里撤销。", look.Note), layout.NewSpacer(), undo, again, last)
}

// undo shows what taking this import back would do.
func (k *wayIn) undo() {
	newest, err := undo.Operations(k.s.Book, 1)
	if err != nil || len(newest) == 0 {
		k.s.Fail("读不出操作记录", err)
		return
	}
	k.s.ShowOperation(newest[0].Seq)
}
