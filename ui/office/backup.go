package office

import (
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/care"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// backups is the page of the ledger's backups: how well it is cared for, the second
// place, the list of what is there, and the ways to check and to restore.
type backups struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	kept   []care.Kept
	care   care.State
	room   attach.Room
	list   *kit.Rows
	latest hands.Latest
	only   hands.Only
	gone   bool // left for good: late answers have no page
}

// Backups makes the page of the backups.
func Backups(s *page.Shell) *page.Page { return newBackups(s).page }

func newBackups(s *page.Shell) *backups {
	u := &backups{s: s, place: container.NewStack()}
	u.page = &page.Page{Key: "settings", Title: "备份与检查", View: look.Ground(look.Page, u.place), Shut: func() { u.latest.Drop(); u.gone = true }}
	u.page.Keys, u.page.Cared = map[fyne.KeyName]func(){fyne.KeyF10: u.now}, u.ask
	u.ask()
	return u
}

// ask looks at the disk again.
func (u *backups) ask() {
	type state struct {
		kept []care.Kept
		care care.State
		room attach.Room
	}
	hands.RunLatest(&u.latest, func() (state, error) {
		page.LookForSecond(u.s.Book)
		kept, err := care.Backups(u.s.Book)
		if err != nil {
			return state{}, err
		}
		room, err := attach.RoomOf(u.s.Book)
		return state{kept, care.StateOf(u.s.Book), room}, err
	}, func(st state) { u.kept, u.care, u.room = st.kept, st.care, st.room; u.draw() }, func(err error) { u.s.Fail("没有读出备份", err) })
}

func (u *backups) draw() {
	now := kit.NewButton(kit.Primary, look.IconBackup, "马上备份", "F10", u.now)
	check := kit.NewButton(kit.Ordinary, look.IconDone, "检查台账", "", func() { CheckLedger(u.s) })
	prove := kit.NewButton(kit.Ordinary, look.IconHistory, "验证一次", "", u.prove)
	if !u.s.Book.May(store.MayBackup) {
		now.Disable()
	}
	if len(u.kept) == 0 {
		prove.Disable()
	}
	head := look.Row(look.NewWords("备份与检查", look.Title), layout.NewSpacer(), check, prove, now)
	at := 0
	if u.list != nil {
		at = max(u.list.At(), 0)
	}
	u.list = kit.RowsOf(0, u.kept, page.KeptItem, func(k care.Kept) { u.look(k.Path) })
	u.list.Stand(at)
	var body fyne.CanvasObject = look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("备份", look.Head), u.list)))
	if len(u.kept) == 0 {
		body = kit.Empty(look.IconBackup, "还没有备份。备份是台账的一份副本，用同一个密码打开。",
			kit.Stage{Icon: look.IconBackup, Verb: "马上备份", Tell: "写完会读回来核对", Do: u.now})
	}
	other := kit.NewButton(kit.Ordinary, look.IconFolder, "恢复别处的备份", "", u.other)
	bar := []fyne.CanvasObject{look.NewWords("Enter 看这份备份里有什么，再决定恢复不恢复", look.Note), layout.NewSpacer(), other}
	u.place.Objects = []fyne.CanvasObject{look.Folio(head, look.Margin(look.Pile(look.Gap4, u.standing(), body)), bar...)}
	u.place.Refresh()
	u.page.First = now
	if len(u.kept) > 0 {
		u.page.First = u.list
	}
	if u.s.Page() == u.page && u.s.Canvas().Overlays().Top() == nil {
		u.s.Canvas().Focus(u.page.First)
	}
}

// standing is the card that tells how the ledger is cared for.
func (u *backups) standing() fyne.CanvasObject {
	text, tone := page.CareWords(u.care, u.s.Today())
	rows := []fyne.CanvasObject{look.Row(look.NewBadge(tone, text))}
	if u.s.Trouble != "" {
		rows = append(rows, look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewParagraph("没有自动备份。"+u.s.Trouble, look.Body, 44)))
	}
	unasked := "每天第一次打开后自动备份，导入、批改、恢复之前也会先备份。留 7 天、4 周、12 个月的。"
	if !u.care.On {
		unasked = "可以自己备份，试试怎么验证、怎么恢复。"
	}
	rows = append(rows, look.NewParagraph(unasked, look.Aside, 56))
	if n := u.room.Files + u.room.Binned; n > 0 {
		rows = append(rows, look.NewWords("每份备份里都有全部附件：现在 "+strconv.Itoa(n)+" 份，"+attach.Size(u.room.All())+"。", look.Aside))
	}
	rows = append(rows, look.HLine(), u.second())
	return look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, rows...)))
}

// second tells of the second place.
func (u *backups) second() fyne.CanvasObject {
	choose := kit.NewButton(kit.Ordinary, look.IconFolder, "选第二个位置", "", u.choose)
	if !u.s.Book.May(store.MayBackup) {
		choose.Disable()
	}
	if u.care.Place == "" {
		return look.Flow(look.NewPicture(look.IconInfo, look.Second), look.NewWords("电脑坏了备份也会没有。最好再放一份到 U 盘。", look.Body), layout.NewSpacer(), choose)
	}
	choose.SetLabel("换一个")
	end := kit.NewButton(kit.Quiet, look.IconNone, "不再放", "", func() { u.setSecond("") })
	icon, ink, text := look.IconDone, look.Green, "最新的备份也在这里，可以拔出"
	switch {
	case !u.care.There:
		icon, ink, text = look.IconInfo, look.Second, "没有插上，插好后会补上"
	case u.care.Behind:
		icon, ink, text = look.IconWarning, look.Amber, "最新的备份还没有放过来"
	}
	return look.Flow(look.NewPicture(icon, ink), look.NewWords("第二个位置 "+look.Tail(u.care.Place, 20)+"："+text, look.Body), layout.NewSpacer(), end, choose)
}

// now backs up at once.
func (u *backups) now() {
	if !u.s.Book.May(store.MayBackup) {
		return
	}
	kit.RunLong(u.s.Canvas(), "正在备份", func(_ context.Context, step hands.Step) (care.BackedUp, error) {
		step("写出并读回核对", 0, 0)
		return care.BackUp(u.s.Book, care.ByHand)
	}, func(done care.BackedUp) {
		text := "备份好了，已读回核对。"
		if done.Same {
			text = "上次备份之后没有改动，不用再备份。"
		}
		if done.Second.State == care.SecondFailed {
			kit.TellText(u.s.Canvas(), "第二个位置没有备份成", done.Second.Message, nil)
		} else {
			u.s.Say(text + done.Second.Message)
		}
		u.s.Trouble = ""
		u.changed()
	}, func(err error) { u.s.Fail("没有备份成", err) })
}

// changed asks again, and lets the window's status line follow.
func (u *backups) changed() {
	u.s.CareChanged()
	if !u.gone {
		u.ask()
	}
}

// prove restores the newest backup for proof.
func (u *backups) prove() {
	kit.RunLong(u.s.Canvas(), "正在验证最近的备份", func(ctx context.Context, step hands.Step) (struct{}, error) {
		return struct{}{}, care.Prove(ctx, u.s.Book, step)
	}, func(struct{}) {
		u.s.Say("恢复了一遍，条数和内容都对得上。")
		u.changed()
	}, func(err error) { u.s.Fail("这份备份恢复不出来", err); u.changed() })
}

// choose offers the sticks that are plugged in, and any folder.
func (u *backups) choose() {
	hands.RunOnly(&u.only, func() ([]native.Drive, error) { return native.RemovableDrives(), nil }, func(drives []native.Drive) {
		if u.gone {
			return
		}
		answers := []kit.Answer{{Verb: "取消", Safe: true}}
		for _, d := range drives[:min(len(drives), 3)] {
			answers = append(answers, kit.Answer{Verb: "放到 " + look.Tail(d.Name, 12), Do: func() { u.setSecond(d.Path) }})
		}
		text := "现在没有找到插着的 U 盘。插好后再来，或选一个别的磁盘上的文件夹。"
		if len(drives) > 0 {
			text = "以后每次备份，只要它插着，就也放一份过去，写完读回核对。"
		}
		answers = append(answers, kit.Answer{Verb: "选文件夹", Do: func() {
			u.s.OpenFolder("备份另放一份到哪个文件夹", native.Documents(), u.setSecond)
		}})
		kit.Ask(u.s.Canvas(), "第二个位置", text, answers...)
	}, nil)
}

func (u *backups) setSecond(place string) {
	kit.RunLong(u.s.Canvas(), "正在放到第二个位置", func(_ context.Context, step hands.Step) (care.Second, error) {
		step("复制并读回核对", 0, 0)
		second, err := care.SetSecondPlace(u.s.Book, place)
		if err == nil && second.State == care.SecondDone {
			err = native.Flush(place)
		}
		return second, err
	}, func(second care.Second) {
		switch {
		case second.State == care.SecondFailed:
			kit.TellText(u.s.Canvas(), "第二个位置没有备份成", second.Message, nil)
		case place == "":
			u.s.Say("以后只备份在电脑上。")
		case second.Message != "":
			u.s.Say(second.Message)
		}
		u.changed()
	}, func(err error) { u.s.Fail("没有设好第二个位置", err); u.changed() })
}

// other asks for a backup that lies elsewhere.
func (u *backups) other() {
	u.s.OpenFiles("恢复哪一份备份", filepath.Dir(care.BackupFolder(u.s.Book.Path())), false, func(paths []string) { u.look(paths[0]) }, page.LedgerFiles)
}

// look shows what a backup holds before anything is replaced.
func (u *backups) look(path string) {
	kit.RunLong(u.s.Canvas(), "正在读这份备份", func(ctx context.Context, step hands.Step) (*care.Contents, error) {
		return care.LookInto(ctx, u.s.Book, path, step)
	}, func(c *care.Contents) {
		if !u.gone {
			u.s.Show(restorePage(u.s, path, c))
		}
	}, func(err error) { u.s.Fail("这份备份打不开", err) })
}
