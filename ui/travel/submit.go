// Package travel holds the screens of what goes to and fro between ledgers: the package that goes up, what comes down, the
// receipts with their matters, and the meeting of two laptops. It knows the Shell and asks store/travel for one thing per
// intent; it knows nothing of how a package is sealed, nor of any other screen but by its place in page.Screens.
package travel

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/travel"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// submit is the page of what goes to the street: what went already, and the way of
// the next package: check, explain, seal, done.
type submit struct {
	s       *page.Shell
	page    *page.Page
	way     *kit.Journey
	past    []points.Submission
	check   travel.Checked
	explain map[string]string // explanations of warnings by Problem.Key
	groups  []*warnings
	phrase  travel.Passphrase // the passphrase of this package; kept nowhere else
	street  string            // for which this package is; "" as long as nobody knows
	latest  hands.Latest
}

// explainSetting is where the ledger keeps explanations for the next time.
const explainSetting = "submit.explain"

// Submit shows the submissions so far and makes the next one; at a street, how its communities stand.
func Submit(s *page.Shell) *page.Page {
	if s.Book.Profile().Street {
		return Exchange(s)
	}
	return newSubmit(s).page
}

func newSubmit(s *page.Shell) *submit {
	u := &submit{s: s, explain: map[string]string{}}
	s.Book.Setting(explainSetting, &u.explain)
	u.page = &page.Page{Key: "submit", Title: "上报与回执", Shut: u.latest.Drop}
	u.way = s.Journey(u.page, "检查", "说明", "封口", "完成")
	u.way.Title = "上报"
	u.overview()
	return u
}

// fail tells what went wrong, if anybody is still there.
func (u *submit) fail(title string, err error) { u.s.FailOn(u.page, title, err) }

// whyNot says why this ledger cannot submit, "" when it can.
func (u *submit) whyNot() string {
	switch p := u.s.Book.Profile(); {
	case !u.s.Book.May(store.MaySubmit):
		return u.s.Book.Forbids()
	case p.Street:
		return "这是街道台账。上报是社区做的事，街道在这里收包。"
	}
	return ""
}

// practiceWords are what a practice ledger's submission is.
const practiceWords = "这是练习台账，里面的人都是编的。可以照真的封一个包，包上写明是练习的，街道不会接收。"

// practice says that what is sealed is a practice package: marked as one, and refused
// by every ledger of real people.
func (u *submit) practice() bool { return u.s.Book.Profile().Practice }

// overview asks for the submissions so far and shows them.
func (u *submit) overview() {
	type known struct {
		past  []points.Submission
		since points.Difference
	}
	hands.RunLatest(&u.latest, func() (known, error) {
		past, err := points.Submissions(u.s.Book)
		k := known{past: past}
		if err == nil && len(past) > 0 {
			k.since, err = points.Since(u.s.Book, past[0])
		}
		return k, err
	}, func(k known) { u.past = k.past; u.list(k.since) }, func(err error) { u.fail("没有读出上报记录", err) })
}

func (u *submit) list(since points.Difference) {
	begin := kit.NewButton(kit.Primary, look.IconSend, "检查并上报", "F10", u.precheck)
	book := kit.NewButton(kit.Ordinary, look.IconExport, "另存上报表", "", u.workbook)
	head := look.Flow(look.NewWords("上报与回执", look.Title), layout.NewSpacer(), takeButton(u.s), book, begin)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: u.precheck}
	var rows []fyne.CanvasObject
	rows = append(rows, fromStreet(u.s)...)
	why := u.whyNot()
	if u.practice() && why == "" {
		book.Disable()
		begin.SetLabel("检查并封练习包")
		rows = append(rows, look.Notice(look.IconPractice, look.Amber, look.AmberBg, look.NewParagraph(practiceWords, look.Body, 44)))
	}
	if why != "" {
		book.Disable()
		rows = append(rows, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewParagraph(why, look.Body, 44)))
	}
	if u.s.Book.Profile().Street || !u.s.Book.May(store.MaySubmit) {
		begin.Disable()
		keys = nil
	}
	if len(u.past) == 0 {
		empty := kit.Empty(look.IconSend, "还没有上报过。上报会先检查，再把这一刻的台账封成一个包，交给街道。",
			kit.Stage{Icon: look.IconDone, Verb: "检查并上报", Tell: "有错先改，有疑问写说明", Do: u.precheck},
			kit.Stage{Icon: look.IconExport, Verb: "另存上报表", Tell: "街道没有这个程序时用", Do: u.workbook})
		switch {
		case !u.s.Book.May(store.MaySubmit):
			empty = kit.Empty(look.IconSend, "还没有上报过。")
		case u.practice():
			empty = kit.Empty(look.IconSend, "还没有封过。封包会先检查，再把这一刻的台账封成一个包。", kit.Stage{Icon: look.IconDone, Verb: "检查并封练习包", Tell: "有错先改，有疑问写说明", Do: u.precheck})
		case why != "":
			empty = kit.Empty(look.IconSend, "还没有上报过。")
		}
		rows = append(rows, empty)
		u.way.Show(head, look.Margin(look.Pile(look.Gap4, rows...)), begin, keys, look.NewWords("", look.Note), layout.NewSpacer(), givenButton(u.s), u.meet())
		return
	}
	rows = append(rows, look.Card(look.Inset(look.Gap4, look.Row(look.NewPicture(look.IconHistory, look.Second), look.NewWords(sinceWords(since), look.Strong)))))
	list := kit.RowsOf(0, u.past, func(p points.Submission) kit.Item {
		return kit.Item{Icon: look.IconSend, Label: "第 " + strconv.Itoa(int(p.Number)) + " 次　" + p.Day.String() + "　" + face.Counts(p.Counts), Hint: grownWords(p)}
	}, u.tell)
	rows = append(rows, look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("上报过的", look.Head), list))))
	u.way.Show(head, look.Margin(look.Pile(look.Gap4, rows...)), list, keys, look.NewWords("Enter 看这一次上报了什么、之后改了什么", look.Note), layout.NewSpacer(), givenButton(u.s), u.meet())
}

// meet leads to the package of the other laptop.
func (u *submit) meet() fyne.CanvasObject {
	return u.s.Only(store.MayMeet, kit.NewButton(kit.Quiet, look.IconLink, "合并另一台电脑的台账", "", func() { u.s.ShowMeet("") }))
}

// sinceWords says what changed since the last submission.
func sinceWords(d points.Difference) string {
	if added, changed, removed := d.Total(); added+changed+removed == 0 {
		return "上次上报之后，台账没有变。"
	}
	return "上次上报之后：" + differenceWords(d) + "。"
}

func differenceWords(d points.Difference) string {
	var all []string
	for _, k := range ledger.OfCommunity {
		a, c := d.Added[k.Name()], d.Changed[k.Name()]
		var parts []string
		if a > 0 {
			parts = append(parts, "新增 "+strconv.Itoa(a))
		}
		if c > 0 {
			parts = append(parts, "变更 "+strconv.Itoa(c))
		}
		if len(parts) > 0 {
			all = append(all, k.Title()+strings.Join(parts, "、"))
		}
	}
	if len(all) == 0 {
		return "没有变动"
	}
	return strings.Join(all, "；")
}

// grownWords say how a submission differs from the one before.
func grownWords(p points.Submission) string {
	if p.Number == 1 {
		return "第一次"
	}
	added, changed, removed := p.Since.Total()
	text := "比前一次新增 " + strconv.Itoa(added) + "、变更 " + strconv.Itoa(changed)
	if removed > 0 {
		text += "、减少 " + strconv.Itoa(removed)
	}
	return text
}

// tell shows one submission and what changed since.
func (u *submit) tell(p points.Submission) {
	hands.RunLatest(&u.latest, func() (points.Difference, error) { return points.Since(u.s.Book, p) }, func(d points.Difference) {
		lines := []string{
			"文件：" + p.File,
			"时间：" + time.Unix(p.Time, 0).Format("2006-01-02 15:04") + "　经办：" + p.Who,
			"内容：" + face.Counts(p.Counts),
		}
		if p.Named() {
			lines = append(lines, "报给："+p.To)
		}
		if p.Number > 1 {
			lines = append(lines, "比前一次："+differenceWords(p.Since))
		}
		if p.Warnings > 0 {
			lines = append(lines, "带着 "+strconv.Itoa(p.Warnings)+" 条提醒")
		}
		lines = append(lines, "之后到现在："+differenceWords(d))
		kit.TellText(u.s.Canvas(), "第 "+strconv.Itoa(int(p.Number))+" 次上报", strings.Join(lines, "\n"), nil)
	}, func(err error) { u.fail("没有读出这一次上报", err) })
}

// workbook writes the 上报表, which is not sealed.
func (u *submit) workbook() {
	why := u.whyNot()
	if u.practice() {
		why = "这是练习台账，里面的人都是编的，不能另存上报表：表格上看不出是练习的。"
	}
	if why != "" {
		kit.TellText(u.s.Canvas(), "不能上报", why, nil)
		return
	}
	kit.Ask(u.s.Canvas(), "另存上报表", "上报表是一个普通的 Excel 工作簿，里面有完整的证件号码和电话，没有加密。请只放在自己的 U 盘里，交给街道后删掉。",
		kit.Answer{Verb: "取消", Safe: true}, kit.Answer{Verb: "选位置", Do: func() {
			name := native.FileName(u.s.Book.Profile().Name+"上报表-"+u.s.Today().Format("20060102"), "上报表") + ".xlsx"
			u.s.SaveFile("另存上报表", name, func(path string) {
				kit.RunLong(u.s.Canvas(), "正在写上报表", func(ctx context.Context, step hands.Step) (struct{}, error) {
					return struct{}{}, forms.WriteSubmission(ctx, u.s.Book, path, func(done, total int) { step("写表格", done, total) })
				}, func(struct{}) { page.Written(u.s, "上报表已写好。", path) }, func(err error) { u.fail("没有写成", err) })
			}, page.WorkbookFiles)
		}})
}

// precheck asks every record.
func (u *submit) precheck() {
	if u.s.Book.Profile().Street {
		return
	}
	kit.RunLong(u.s.Canvas(), "正在检查", func(ctx context.Context, step hands.Step) (travel.Checked, error) {
		return travel.Precheck(ctx, u.s.Book, func(done, total int) { step("逐条核对", done, total) })
	}, func(c travel.Checked) {
		u.check = c
		u.sort()
		switch {
		case len(c.Hard) > 0:
			u.hard()
		case len(c.Warnings) > 0:
			u.warned()
		default:
			u.seal()
		}
	}, func(err error) { u.fail("没有检查完", err) })
}
