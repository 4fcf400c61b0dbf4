package page

import (
	"context"
	"image"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// attachSorts are the files that can be added, for a chooser.
var attachSorts = []native.Sort{{Name: "PDF、照片", Endings: []string{".pdf", ".jpg", ".jpeg", ".png"}}}

// A fold is the tab of the files that belong to the panel's record: a list, what the one on which it stands looks like, and
// what can be done with it.
type fold struct {
	r      *record
	all    []*ledger.Attachment
	at     int
	rows   *kit.Rows
	shown  *fyne.Container
	look   *kit.Button
	save   *kit.Button
	rename *kit.Button
	remove *kit.Button
	print  *kit.Button
	latest hands.Latest
	cancel context.CancelFunc // of what is being drawn
}

// files shows the fold.
func (r *record) files() fyne.CanvasObject {
	f := &fold{r: r, all: attach.Of(r.s.Book.Today(), r.kind, r.id), shown: container.NewStack()}
	r.fold = f
	why := attach.May(r.s.Book, r.kind, r.id)
	add := kit.NewButton(kit.Ordinary, look.IconAdd, "添加附件", "", f.choose)
	if why != "" {
		add.Disable()
	}
	const none = "还没有附件。扫描件、照片、来文（PDF、JPEG、PNG，每份不超过 10 MB）可以放在这里，和台账一起加密。"
	switch {
	case len(f.all) == 0 && why != "":
		return kit.Empty(look.IconFile, "没有附件。")
	case len(f.all) == 0:
		return kit.Empty(look.IconFile, none, kit.Stage{Icon: look.IconAdd, Verb: "添加附件", Tell: "选文件；也可以把文件拖到这里。", Do: f.choose})
	}
	var bytes int64
	for _, a := range f.all {
		bytes += a.Bytes()
	}
	f.rows = kit.RowsOf(filesShown, f.all, fileItem, func(*ledger.Attachment) { f.open() })
	f.rows.OnStand = f.stand
	f.rows.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyDelete && !f.remove.Disabled() {
			f.askRemove()
			return true
		}
		return false
	}
	f.look = kit.NewButton(kit.Ordinary, look.IconEye, "查看", "Enter", f.open)
	f.save = r.s.Only(store.MayExportWhole, kit.NewButton(kit.Ordinary, look.IconExport, "另存", "", f.askSave))
	f.rename = kit.NewButton(kit.Ordinary, look.IconEdit, "改名称和种类", "", f.askRename)
	f.remove = kit.NewButton(kit.Ordinary, look.IconRemove, "移到回收站", "Delete", f.askRemove)
	f.print = r.s.Only(store.MayPrintWhole, kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "", func() { f.askPrint([]value.ID{f.all[f.at].ID}, 0) }))
	f.stand(0)
	head := look.NewWords("共 "+strconv.Itoa(len(f.all))+" 份，"+attach.Size(bytes), look.Note)
	deeds := []fyne.CanvasObject{add, f.look, f.print, f.save, f.rename, f.remove}
	if len(f.all) > 1 {
		deeds = append(deeds, r.s.Only(store.MayPrintWhole, kit.NewButton(kit.Quiet, look.IconPrint, "全部打印", "", func() { f.askPrint(nil, 0) })))
	}
	list := look.Pile(look.Gap2, head, f.rows, look.Flow(deeds...))
	return look.Inset(look.Gap4, container.New(foldLayout{}, list, f.shown))
}

// foldLayout stands the page that is shown below the list, or beside it where the panel is as wide as a window: large letters
// leave no height for it.
type foldLayout struct{}

const (
	besideEms   = 44   // of width from which the page stands beside the list
	besideShare = 0.58 // of it for the list
)

func (foldLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Add(fyne.NewSize(0, 2*look.Gap6))
}

func (foldLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	list, shown := o[0], o[1]
	if size.Width >= besideEms*look.Now().Text {
		wide := size.Width * besideShare
		list.Resize(fyne.NewSize(wide, size.Height))
		shown.Move(fyne.NewPos(wide+look.Gap4, 0))
		shown.Resize(fyne.NewSize(size.Width-wide-look.Gap4, size.Height))
		return
	}
	list.Resize(fyne.NewSize(size.Width, list.Size().Height)) // what the buttons need depends on the width
	high := list.MinSize().Height
	list.Resize(fyne.NewSize(size.Width, high))
	shown.Move(fyne.NewPos(0, high+look.Gap2))
	shown.Resize(fyne.NewSize(size.Width, max(0, size.Height-high-look.Gap2)))
}

// fileItem is a file as a line.
func fileItem(a *ledger.Attachment) kit.Item {
	if a.Shredded != 0 {
		return kit.Item{Icon: look.IconFile, Label: a.Title, Hint: "内容已按规定清除"}
	}
	return kit.Item{Icon: look.IconFile, Label: a.Title, Hint: codes.AttachmentSorts.Label(a.Sort) + "　" + a.Format + "　" + attach.Size(a.Bytes())}
}

// stand shows what a line is about and what can be done with it.
func (f *fold) stand(i int) {
	f.at = i
	a := f.all[i]
	able := func(b *kit.Button, is bool) {
		if is {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	b := f.r.s.Book
	able(f.look, a.Shredded == 0)
	able(f.print, a.Shredded == 0 && b.May(store.MayPrintWhole))
	able(f.save, a.Shredded == 0 && b.May(store.MayExportWhole))
	able(f.rename, a.Shredded == 0 && !a.Received() && b.May(store.MayEdit))
	able(f.remove, !a.Received() && b.May(store.MayRemove))
	f.preview(a)
}

const (
	sayEms        = 19 // of what is said in its place: as narrow as beside the list
	filesShown    = 4  // lines of the list without scrolling: the page below needs the room
	previewPixels = 900
)

// preview draws the first page of the file small. What is still being drawn for another line ends.
func (f *fold) preview(a *ledger.Attachment) {
	f.latest.Drop()
	f.end()
	say := func(words string) {
		f.shown.Objects = []fyne.CanvasObject{look.NewParagraph(words, look.Aside, sayEms)}
		f.shown.Refresh()
	}
	if a.Shredded != 0 {
		say("这份附件的内容已按规定清除，只留下有过这一份的记载。")
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	say("正在打开…")
	type first struct {
		img   image.Image
		pages int
	}
	b := f.r.s.Book
	hands.RunLatest(&f.latest, func() (first, error) {
		kept, err := attach.OpenKept(ctx, b, a)
		if err != nil {
			return first{}, err
		}
		img, err := kept.Page(ctx, 0, previewPixels)
		return first{img, kept.Pages()}, err
	}, func(got first) {
		leaf := look.Ground(look.Line, look.Inset(look.Gap2, contained(got.img)))
		f.shown.Objects = []fyne.CanvasObject{leaf}
		if got.pages > 1 {
			f.shown.Objects[0] = container.NewBorder(nil, look.NewWords("第 1 页，共 "+strconv.Itoa(got.pages)+" 页。按 Enter 逐页看", look.Note), nil, nil, leaf)
		}
		f.shown.Refresh()
	}, func(err error) { say(kit.Sentence(err)) })
}

// leave drops what the panel has asked for and has not been answered.
func (r *record) leave() {
	r.latest.Drop()
	if r.fold != nil {
		r.fold.latest.Drop()
		r.fold.end()
	}
}

// end stops what is being drawn.
func (f *fold) end() {
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
}

// contained is a page that is as large as its place lets it be.
func contained(img image.Image) *canvas.Image {
	c := canvas.NewImageFromImage(img)
	c.FillMode, c.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	return c
}

// open shows the file as large as the window.
func (f *fold) open() {
	a, s := f.all[f.at], f.r.s
	if a.Shredded != 0 {
		return
	}
	of := Seeing{File: a}
	if s.Book.May(store.MayPrintWhole) {
		of.Print = func(leaf int) { f.askPrint([]value.ID{a.ID}, leaf) }
	}
	if !f.save.Disabled() {
		of.Save = f.askSave
	}
	s.Screens.See(s, of)
}

// choose asks for files to add.
func (f *fold) choose() {
	s := f.r.s
	if why := attach.May(s.Book, f.r.kind, f.r.id); why != "" {
		s.Toasts.Warn(why)
		return
	}
	s.OpenFiles("添加附件", native.Documents(), true, f.read, attachSorts...)
}

// read looks at the files and asks what they are.
func (f *fold) read(paths []string) {
	hands.RunLatest(&f.latest, func() ([]*attach.File, error) {
		var all []*attach.File
		for _, path := range paths {
			one, err := attach.Open(path)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		return all, nil
	}, f.ask, func(err error) { f.r.s.Fail("没有添加", err) })
}

const filesNamed = 5 // in a question

// ask asks of what sort the files are, and adds them.
func (f *fold) ask(files []*attach.File) {
	s := f.r.s
	var rows []fyne.CanvasObject
	var fields []*kit.Entry
	var title *kit.Entry
	var bytes int64
	cleaned := false
	for i, one := range files {
		bytes += one.Bytes()
		cleaned = cleaned || one.Cleaned
		if len(files) > 1 && i < filesNamed {
			rows = append(rows, look.NewWords(look.Cut(one.Title, 24)+"　"+one.Format+"　"+attach.Size(one.Bytes()), look.Body))
		}
	}
	if len(files) > filesNamed {
		rows = append(rows, look.NewWords("等 "+strconv.Itoa(len(files))+" 份，一共 "+attach.Size(bytes), look.Body))
	}
	if len(files) == 1 {
		title = kit.NewEntry()
		title.SetText(files[0].Title)
		title.SetLeast(askWide * look.Now().Text)
		rows = append(rows, kit.Labelled("附件名称", title, nil), look.NewWords(files[0].Format+"　"+attach.Size(bytes), look.Aside))
		fields = append(fields, title)
	}
	sort := f.sortField(files[0].Sort)
	fault := kit.NewFault()
	rows = append(rows, kit.Labelled("附件种类", sort, fault))
	fields = append(fields, &sort.Entry)
	if cleaned {
		rows = append(rows, look.NewParagraph("照片里记着的拍摄地点、时间和手机型号已经去掉，画面没有变。原来的文件没有动。", look.Aside, askWide))
	}
	if files[0].Format == ledger.FilePDF {
		rows = append(rows, look.NewParagraph("PDF 按原样保存，里面写的作者、时间等没有去掉。", look.Aside, askWide))
	}
	rows = append(rows, look.NewParagraph("“入团志愿书”和“除名批复”会随上报包交给街道；别的种类只留在这台电脑的台账里，合并另一台电脑的台账时也不会过去。", look.Aside, askWide))
	slip := NewSlip(s.Canvas(), "添加 "+strconv.Itoa(len(files))+" 份附件", "添加附件", rows...)
	slip.Open(func() {
		code, known := sort.Value()
		if !known || code == "" {
			fault.Hard("请选一种，分不清的选“其他”。")
			slip.Float.Refresh()
			return
		}
		for _, one := range files {
			one.Sort = code
		}
		if title != nil {
			files[0].Title = title.Text
		}
		slip.Do(func() error { _, err := attach.Add(s.Book, f.r.kind, f.r.id, files); return err },
			func() {
				s.Toasts.SayWith("已添加 "+strconv.Itoa(len(files))+" 份附件", "撤销", s.Undo)
				f.r.l.focusFold()
			},
			func(err error) { fault.Hard(kit.Sentence(err)) })
	}, fields[0], fields...)
}

const askWide = 28 // characters

// sortField is a field for one of the sorts of files.
func (f *fold) sortField(code string) *kit.Picker {
	list := codes.AttachmentSorts
	p := kit.NewPicker(func(query string) []kit.Option {
		return Options(find.OptionsOf(f.r.s.Book.Today(), list, query, optionsMost))
	})
	p.SetLeast(askWide * look.Now().Text)
	p.Choose(kit.Option{Value: code, Label: list.Label(code)})
	return p
}

// askRename changes what a file is called and of what sort it is.
func (f *fold) askRename() {
	s, was := f.r.s, f.all[f.at]
	title, sort, fault := kit.NewEntry(), f.sortField(was.Sort), kit.NewFault()
	title.SetText(was.Title)
	title.SetLeast(askWide * look.Now().Text)
	slip := NewSlip(s.Canvas(), "改附件的名称和种类", "改好", kit.Labelled("附件名称", title, nil), kit.Labelled("附件种类", sort, fault))
	slip.Open(func() {
		code, known := sort.Value()
		if !known || code == "" {
			fault.Hard("请选一种，分不清的选“其他”。")
			slip.Float.Refresh()
			return
		}
		now := ledger.Attachments.Clone(was).(*ledger.Attachment)
		now.Title, now.Sort = value.OneLine(title.Text), code
		slip.Do(func() error { _, err := s.Book.Save(ledger.Attachments, now); return err },
			func() {
				s.Toasts.SayWith("改好了 "+now.Title, "撤销", s.Undo)
				f.r.l.focusFold()
			},
			func(err error) { fault.Hard(kit.Sentence(err)) })
	}, title, title, &sort.Entry)
}

func (f *fold) askRemove() {
	s, a := f.r.s, f.all[f.at]
	s.askRemove(ledger.Attachments, []value.ID{a.ID}, f.r.l.focusFold)
}

// askSave writes a file out, in the clear, for a reason.
func (f *fold) askSave() {
	s, a := f.r.s, f.all[f.at]
	kit.AskLine(s.Canvas(), kit.Prompt{Title: "另存“" + look.Cut(a.Title, 20) + "”", Text: "另存出去的文件不再加密，谁拿到都能看，用完请删掉。另存会记在操作记录里。",
		Label: "用途", Least: 2, Offers: []string{"打印存档", "交上级核对", "本人索取"}, Verb: "选位置",
		Do: func(why string) {
			s.SaveFile("另存附件", attach.FileName(a), func(path string) {
				hands.Run(func() (struct{}, error) { return struct{}{}, attach.SaveAs(s.Book, a, path, why) },
					func(struct{}) {
						s.Toasts.SayWith("已另存 "+a.Title, "打开文件夹", func() { s.ShowFolder(path) })
					},
					func(err error) { s.Fail("没有另存", err) })
			}, native.Sort{Name: a.Format, Endings: []string{attach.Ending(a.Format)}})
		}})
}

// askPrint shows files of the record as pages on paper, for a reason: these, or all where none is named; leaf is the page of
// one that is meant, from 1, or 0 for all of it.
func (f *fold) askPrint(files []value.ID, leaf int) {
	s, kind, id, l := f.r.s, f.r.kind, f.r.id, f.r.l
	kit.AskLine(s.Canvas(), kit.Prompt{Title: "打印附件", Text: "附件上的证件号码和电话不能打星号。用途会和这次打印一起记进历史，用完请收好。",
		Label: "用途", Least: 2, Offers: []string{"打印存档", "会议记录附件", "交上级核对"}, Verb: "预览",
		Do: func(why string) {
			p := forms.Print{Form: forms.Photos, Of: records.Place{Kind: kind.Name(), ID: id}, Files: files, Leaf: leaf, Full: true, Reason: why}
			s.Show(s.Screens.PrintFixed(s, p, kind.Name(), l.backToFiles(id)))
		}})
}

// followFiles draws the fold anew after something else changed its files.
func (l *list) followFiles(c store.Change) {
	p := l.panel
	if p == nil || p.tabs == nil || !ledger.Attaches(p.kind) || c.Kind != ledger.Attachments.Name() {
		return
	}
	at := p.tabs.At()
	p.countTabs()
	p.tabs.Choose(at)
	if at == p.filesAt() {
		p.turn(at)
		l.focusFold()
	}
}

// focusFold gives the keyboard to the fold of files, where it is shown and nothing lies over it.
func (l *list) focusFold() {
	p := l.panel
	if p == nil || p.tabs == nil || p.tabs.At() != p.filesAt() || l.s.Canvas().Overlays().Top() != nil {
		return
	}
	if first := kit.First(p.body.Objects[0]); first != nil {
		l.s.Canvas().Focus(first)
	}
}

// dropped takes files that were dropped on the window while a record is open: any while its fold is shown, and else those
// that look like files of it by their names, for which the fold comes up.
func (l *list) dropped(paths []string) bool {
	p := l.panel
	if p == nil || p.tabs == nil || p.filesAt() < 0 {
		return false
	}
	shown := p.tabs.At() == p.filesAt() && p.fold != nil
	if !shown && !slices.ContainsFunc(paths, attachable) {
		return false
	}
	if why := attach.May(l.s.Book, p.kind, p.id); why != "" {
		l.s.Toasts.Warn(why)
		return true
	}
	if !shown {
		l.showFiles()
	}
	p.fold.read(paths)
	return true
}

// attachable says that a file is called as those that a record can have.
func attachable(path string) bool {
	return slices.Contains(attachSorts[0].Endings, strings.ToLower(filepath.Ext(path)))
}

// showFiles turns the open panel to its fold of files, with the keyboard in it.
func (l *list) showFiles() {
	if p := l.panel; p != nil && p.tabs != nil && p.filesAt() >= 0 {
		p.tabs.Choose(p.filesAt())
		p.turn(p.filesAt())
		l.focusFold()
	}
}

// backToFiles leads from another page to the files of a record.
func (l *list) backToFiles(id value.ID) func() {
	back := l.backTo(id, true)
	return func() {
		l.toFiles = true
		back()
	}
}
