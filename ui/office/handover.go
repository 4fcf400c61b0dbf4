package office

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/overview"
	"tuanjian/store/paper"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// handover is the page on which the one who leaves and the one who takes over sit
// together: what is there, who takes over, the recovery code, and then it is done.
type handover struct {
	s      *page.Shell
	page   *page.Page
	way    *kit.Journey
	h      overview.Handover
	to     heir
	code   string // a new recovery code that was typed back; "" keeps the old one
	latest hands.Latest
	only   hands.Only
	asking hands.Latest // for a printer
}

// Handover is the page of the change of hands. Everybody may look at it; only an
// 管理员 carries it out.
func Handover(s *page.Shell) *page.Page { return newHandover(s).page }

func newHandover(s *page.Shell) *handover {
	h := &handover{s: s}
	h.page = &page.Page{Key: "settings", Title: "工作交接", Keys: map[fyne.KeyName]func(){}, Shut: func() { h.latest.Drop(); h.asking.Drop() }}
	h.way = s.Journey(h.page, "清点", "接手", "恢复码", "确认", "完成")
	hands.RunLatest(&h.latest, func() (overview.Handover, error) { return overview.HandoverOf(s.Book) }, func(got overview.Handover) {
		h.h = got
		h.to.begin(s, got)
		h.review()
	}, func(err error) { s.Fail("没有读出要交接的内容", err) })
	return h
}

// review is the first step: what the ledger holds, what is open, what falls due.
func (h *handover) review() {
	next := kit.NewButton(kit.Primary, look.IconRight, "下一步", "F10", h.who)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", h.s.ShowSettings)
	paper := kit.NewButton(kit.Ordinary, look.IconPrint, "打印交接单", "F12", h.print)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: next.Press, fyne.KeyEscape: h.s.ShowSettings, fyne.KeyF12: h.print}
	var parts []fyne.CanvasObject
	if !h.s.Book.May(store.MayHandOver) {
		next.Disable()
		parts = append(parts, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords(h.s.Book.Forbids(), look.Body)))
	}
	open := h.h.Open
	holds := h.part("台账里有", h.todoRows(h.h.Holds), len(h.h.Holds), "")
	openly := h.part("还没办的", h.todoRows(open), len(open), "没有没办完的事。")
	columns := 2
	if look.NowSize() == look.Huge {
		columns = 1
	}
	said := []fyne.CanvasObject{
		pair("最近上报", h.h.Submitted()), pair("备份", h.h.Backed()), pair("经办人", h.h.Staff()),
	}
	if h.h.Drafts > 0 {
		said = append(said, pair("没填完", strconv.Itoa(h.h.Drafts)+" 张表单没有填完，首页能找到。"))
	}
	parts = append(parts, look.Columns(columns, look.Gap4, holds, openly),
		look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, said...))),
		h.part("到 "+h.h.Until.String()+" 要办的", h.dateRows(), len(h.h.Dates), "这段时间没有到期的事。"))
	body := kit.Scrolled(look.Inset(look.Gap6, look.Column(look.Gap4, parts...)))
	h.way.Go(0, body, next, keys, look.NewWords("两个人坐在一起看一遍，点一行就到那里。", look.Note), layout.NewSpacer(), back, paper, next)
}

// pair is a line of a label and what it says.
func pair(label, text string) fyne.CanvasObject {
	return look.Row(look.NewWords(label, look.Strong), look.NewParagraph(text, look.Body, 50))
}

func (h *handover) part(title string, rows fyne.CanvasObject, n int, none string) fyne.CanvasObject {
	if n == 0 {
		rows = look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords(none, look.Body))
	}
	return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(title, look.Head), rows)))
}

func (h *handover) todoRows(todos []overview.Todo) fyne.CanvasObject {
	return kit.RowsOf(len(todos), todos, func(t overview.Todo) kit.Item {
		return kit.Item{Lead: strconv.Itoa(t.Count), Label: t.Text, Hint: "›"}
	}, func(t overview.Todo) { h.s.ShowTodo(t) })
}

// mostDates is how many dates are in sight at once; the rest scrolls.
const mostDates = 12

func (h *handover) dateRows() fyne.CanvasObject {
	dates := h.h.Dates
	return kit.RowsOf(min(len(dates), mostDates), dates, func(d overview.Dated) kit.Item {
		return kit.Item{Icon: look.IconCalendar, Label: d.Day.String() + "　" + d.Name + "　" + d.Text, Hint: "›"}
	}, func(d overview.Dated) { h.s.ShowDated(d) })
}

// who is the second step: who takes over, and what becomes of who leaves.
func (h *handover) who() {
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "上一步", "Esc", h.review)
	next := kit.NewButton(kit.Primary, look.IconRight, "下一步", "F10", h.checked)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: next.Press, fyne.KeyEscape: h.review}
	body, first, fields := h.to.view()
	own := &page.Page{Keys: keys}
	own.Own(fields...)
	h.way.Go(1, kit.Alone(46, body), first, keys, look.NewWords("密码请接手人自己填。", look.Note), layout.NewSpacer(), back, next)
}

// checked goes on when the second step is filled in: to the code if one is wished.
func (h *handover) checked() {
	if !h.to.valid(h.s.Canvas()) {
		return
	}
	h.code = ""
	if !h.to.renew {
		h.confirm()
		return
	}
	hands.RunOnly(&h.only, h.s.Book.Staff().NewRecoveryCode, func(code string) {
		_, p := page.NewRecovery(h.s.Window, strings.NewReader(code), h.s.Book, code, "留好了，下一步", func() { h.code = code; h.confirm() })
		p.Keys[fyne.KeyEscape] = h.who
		h.way.Go(2, p.View, p.First, p.Keys, look.NewWords("完成交接以前，旧的恢复码还有效。", look.Note), layout.NewSpacer(),
			kit.NewButton(kit.Ordinary, look.IconLeft, "上一步", "Esc", h.who))
	}, func(err error) { h.s.Fail("没有换恢复码", err) })
}

// confirm says once more what will be, and does it.
func (h *handover) confirm() {
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "上一步", "Esc", h.who)
	paper := kit.NewButton(kit.Ordinary, look.IconPrint, "打印交接单", "F12", h.print)
	save := kit.NewButton(kit.Quiet, look.IconSave, "另存交接单", "", h.save)
	deed := kit.NewButton(kit.Primary, look.IconDone, "交给 "+h.to.name(), "F10", nil)
	deed.OnTapped = func() { h.carry(deed) }
	rows := []fyne.CanvasObject{look.NewWords("确认以后马上生效", look.Head)}
	for _, line := range h.to.will(h.code != "") {
		rows = append(rows, look.Row(look.NewPicture(look.IconRight, look.Second), look.NewParagraph(line, look.Body, 40)))
	}
	rows = append(rows, look.HLine(), look.NewParagraph("交接单一页，写着台账内容、没办的事和今后要办的事，两人签字各留一份。上面没有证件号码。", look.Aside, 42), look.Row(paper, save))
	body := kit.Alone(46, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...))))
	keys := map[fyne.KeyName]func(){fyne.KeyF10: deed.Press, fyne.KeyEscape: h.who, fyne.KeyF12: h.print}
	h.way.Go(3, body, deed, keys, look.NewWords("记进历史，两个人的名字都在。", look.Note), layout.NewSpacer(), back, deed)
}

func (h *handover) carry(deed *kit.Button) {
	s := h.to.succession(h.code)
	deed.Disable()
	hands.RunOnly(&h.only, func() (struct{}, error) { return struct{}{}, h.s.Book.Staff().HandOver(s) },
		func(struct{}) { h.done(s) },
		func(err error) { deed.Enable(); h.s.Fail("没有交接", err) })
}

// done is the end: who left locks the ledger, and the next one opens it.
func (h *handover) done(s store.Succession) {
	text := s.To + " 现在是" + s.Role.Title() + "，用自己的密码打开。"
	verb, end := "回到首页", h.s.ShowHome
	if s.From == h.s.Book.Operator() && s.Becomes != store.Stays {
		text += "请关上台账，让 " + s.To + " 打开一次，看密码记牢没有。"
		verb, end = "关上台账", h.s.Close
	}
	next := kit.NewButton(kit.Primary, look.IconLock, verb, "F10", end)
	paper := kit.NewButton(kit.Ordinary, look.IconPrint, "打印交接单", "F12", h.print)
	body := kit.Alone(46, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4,
		look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords("交接完成", look.Head)),
		look.NewParagraph(text, look.Body, 40),
		look.NewParagraph("旧电脑和 U 盘里的备份，仍能用原来的密码和恢复码打开。请一并交给接手人，或者删掉。", look.Aside, 42)))))
	h.way.Go(4, body, next, map[fyne.KeyName]func(){fyne.KeyF10: next.Press, fyne.KeyF12: h.print}, layout.NewSpacer(), paper, next)
}

func (h *handover) sheet() *paper.Document {
	return overview.HandoverSheet(h.s.Book, h.h, h.to.from(), h.to.name())
}

func (h *handover) print() {
	page.Sheets{Window: h.s.Window, Doc: h.sheet(), Asking: &h.asking, Done: func(int) { h.s.Say("交接单已交给打印机") }, Save: h.save,
		Fail: func(err error) { h.s.Fail("没有打印", err) }}.Print()
}

func (h *handover) save() {
	page.Files{Window: h.s.Window}.Save("交接单存到哪里", filepath.Join(native.Documents(), "工作交接单.pdf"), h.saveTo, page.PdfFiles)
}

func (h *handover) saveTo(path string) {
	hands.RunOnly(&h.only, func() (struct{}, error) {
		pdf, err := h.sheet().PDF()
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, os.WriteFile(path, pdf, 0o600)
	}, func(struct{}) { h.s.Say("交接单已保存") }, func(err error) { h.s.Fail("没有保存", err) })
}
