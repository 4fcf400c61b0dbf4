package kit

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

func today() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

func plainDate(s string) (string, error) {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return s, nil
	}
	if len(s) == 8 {
		return plainDate(s[:4] + "-" + s[4:6] + "-" + s[6:])
	}
	if _, err := time.Parse("2006-01", s); err == nil {
		return s, nil
	}
	return "", errors.New("写成 2019-05-04 这样的日期")
}

var branches = []Option{
	{"1", "东建公司团支部", "企业"}, {"2", "塔北社区团支部", "社区"}, {"3", "华润超市团支部", "企业"},
	{"4", "青藤餐饮团支部", "企业"}, {"5", "五一路联合团支部", "联合"}, {"6", "新宁物流团支部", "企业"},
	{"7", "邵阳宾馆团支部", "企业"}, {"8", "利民药房团支部", "企业"}, {"9", "快递驿站团支部", "功能型"},
	{"10", "远山装饰团支部", "企业"}, {"11", "红旗幼儿园团支部", "企业"},
}

func matchBranches(q string) []Option {
	var out []Option
	for _, b := range branches {
		if strings.Contains(b.Label, q) || strings.Contains(b.Hint, q) {
			out = append(out, b)
		}
	}
	return out
}

func labelled(label string, field fyne.CanvasObject, under ...fyne.CanvasObject) fyne.CanvasObject {
	return look.Column(look.Gap1, append([]fyne.CanvasObject{look.NewWords(label, look.Aside), field}, under...)...)
}

// sampler is a page with most of the kit on it.
func sampler() (fyne.CanvasObject, *Entry, *Picker, *Date) {
	name := NewEntry()
	name.SetText("张㛃")
	id := NewEntry()
	id.SetText("430502200211192929")
	joined := NewDate(today, plainDate)
	joined.SetText("2018-08")
	number := NewEntry()
	number.SetText("201943000001")
	branch := NewPicker(matchBranches)
	branch.Choose(branches[0])
	read := NewEntry()
	read.SetText("只读：由证件号码得出")
	read.SetReadOnly(true)
	empty := NewEntry()
	empty.SetPlaceHolder("选填")
	secret := NewPassword()
	secret.SetText("secret-words")
	soft, hard := NewFault(), NewFault()
	soft.Soft("编号前四位 2019 与入团年份 2018 不一致。F2 保留并说明原因")
	hard.Hard("证件号码已属于“王芳（五一社区）”。打开该记录")
	picks := NewPicks(matchBranches)
	picks.Choose(branches[2:5])
	form := look.Column(look.Gap4,
		look.NewWords("基本信息", look.Head),
		look.Columns(2, look.Gap4,
			labelled("姓名 ＊", name), labelled("证件号码 ＊", id, hard)),
		look.NewWords("男 · 2002-11-19 · 24 岁（由证件号码得出）", look.Aside),
		look.NewWords("团籍", look.Head),
		look.Columns(2, look.Gap4,
			labelled("入团年月 ＊", joined), labelled("发展团员编号 ＊", number, soft),
			labelled("所在团支部", branch), labelled("备注", empty),
			labelled("年龄", read), labelled("口令", secret)),
		labelled("覆盖企业", picks),
		look.HLine(),
		look.Row(NewButton(Quiet, look.IconHistory, "历史 3", "", nil), layout.NewSpacer(),
			NewButton(Ordinary, look.IconNone, "取消", "Esc", nil), NewButton(Ordinary, look.IconNone, "保存并继续", "F9", nil),
			NewButton(Primary, look.IconSave, "保存", "F10", nil)),
	)
	tabs := NewTabs([]Tab{{"在册", 412}, {"流动", 37}, {"超龄待离", 5}, {"已离团", 32}}, nil)
	off := NewButton(Ordinary, look.IconPrint, "打印", "F12", nil)
	off.Disable()
	top := look.Ground(look.Red, look.Inset(6, look.Row(look.NewPicture(look.IconFlag, look.White), look.NewWords("团建台账　塔北社区", look.OnRed), layout.NewSpacer(),
		NewButton(OnBar, look.IconSend, "上报", "", nil), NewButton(OnBar, look.IconPerson, "李干事", "", nil), NewButton(OnBar, look.IconLock, "锁定", "", nil))))
	head := look.Row(look.NewWords("团员 › 东建公司团支部", look.Title), layout.NewSpacer(),
		NewButton(Primary, look.IconAdd, "新增", "F9", nil), NewButton(Ordinary, look.IconImport, "导入", "", nil),
		NewButton(Ordinary, look.IconExport, "导出", "", nil), off)
	badges := look.Row(look.NewBadge(look.Good, "已建团"), look.NewBadge(look.Warn, "应建未建"), look.NewBadge(look.Bad, "有误"), look.NewBadge(look.Plain, "练习台账"))
	page := look.Column(look.Gap4, head, look.Row(tabs, layout.NewSpacer(), badges), look.Card(look.Inset(look.Gap6, form)))
	return look.Ground(look.Page, container.NewBorder(top, nil, nil, nil, look.Inset(look.Gap6, page))), name, branch, joined
}

func home() fyne.CanvasObject {
	var firms []look.Part
	for i := range 24 {
		firms = append(firms, look.Part{Label: fmt.Sprintf("%s%d支部", []string{"东建公司", "塔北社区青年志愿", "物流"}[i%3], i+1), N: (i*37)%53 + 3})
	}
	stack := look.NewStack([]look.Part{{Label: "已单独建团", N: 18}, {Label: "联合覆盖", N: 9}, {Label: "应建未建", N: 4}, {Label: "不满三人", N: 41}})
	figure := func(n, of, what string) fyne.CanvasObject {
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(what, look.Aside), look.Row(look.NewWords(n, look.Figure), look.NewWords(of, look.Aside)))))
	}
	bar := look.NewProgress()
	bar.Set(3, 5)
	return look.Ground(look.Page, look.Inset(look.Gap6, look.Column(look.Gap4,
		look.NewWords("首页", look.Title),
		look.Columns(4, look.Gap4, figure("486", "人", "团员"), figure("27", "/ 72 家", "已建团企业"), figure("5", "人", "超龄未离团"), figure("12", "件", "待办")),
		look.Columns(2, look.Gap4,
			look.Card(look.Inset(look.Gap4, look.Column(look.Gap4, look.NewWords("企业建团状态", look.Head), stack, look.NewWords("应建未建：有团员三人以上而没有团组织", look.Note), bar))),
			look.Card(look.Inset(look.Gap4, look.Column(look.Gap4, look.NewWords("各支部团员数", look.Head), look.NewBars(firms))))))))
}

func TestLook(t *testing.T) {
	s := still(t)
	for _, size := range []look.Size{look.Standard, look.Huge} {
		n := []string{"standard", "large", "huge"}[size]
		win := stage(t, size, 1100, 900+float32(size)*200, look.NewWords("", look.Body))
		page, name, branch, joined := sampler()
		toasts := NewToasts()
		win.SetContent(container.NewStack(page, toasts))
		c := win.Canvas()
		name.Focus()
		toasts.Say("已保存张㛃")
		toasts.SayWith("已导入 472 人，退回 6 行", "撤销", func() {})
		trial.Photograph(t, c, n+"-form")
		s.Pass(time.Minute)
		press(branch, fyne.KeyF4)
		trial.Photograph(t, c, n+"-picker")
		press(branch, fyne.KeyEscape)
		press(joined, fyne.KeyF4)
		trial.Photograph(t, c, n+"-calendar")
		joined.pop.Close()
		f := AskLoss(c, "删除这条走访？", "2026-10-12 对东建公司的走访记录会从台账里去掉。历史里仍然查得到是谁、什么时候删除的。", "删除这条走访", nil)
		trial.Photograph(t, c, n+"-ask")
		f.Close()
		f = AskLine(c, Prompt{Title: "保留这个编号？", Text: "编号前四位 2019 与入团年份 2018 不一致。", Label: "原因", Least: 2, Verb: "保留并记下原因", Offers: []string{"志愿书上就是这样写的", "已向街道核实"}, Do: func(string) {}})
		f.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		trial.Photograph(t, c, n+"-line")
		f.Close()
		p := newProgressPanel(c, "正在导入", func() {})
		p.show()
		p.set("正在核对证件号码", 340, 478)
		trial.Photograph(t, c, n+"-progress")
		p.close()
		f = ShowKeys(c, []Keys{EntryKeys, {"到处", []Key{{"F1", "说明"}, {"F3", "查找"}, {"F7", "重复上一条的值"}, {"F9", "保存并新增"}, {"F10", "保存并关闭"}, {"F12", "打印"}}}})
		trial.Photograph(t, c, n+"-keys")
		f.Close()
		f = TellText(c, "打不开这个文件", "这个文件不是团建台账的上报包。请让社区重新导出。", nil)
		trial.Photograph(t, c, n+"-tell")
		f.Close()
		h := stage(t, size, 1366, 768, home())
		trial.Photograph(t, h.Canvas(), n+"-home")
		e := stage(t, size, 1366, 600, look.Ground(look.Page, Empty(look.IconFile, "台账里还没有内容。从下面任何一步开始都可以。",
			Stage{look.IconImport, "导入现有表格", "Excel、WPS 或 CSV，格式不必先改", nil},
			Stage{look.IconFirm, "录入第一家企业", "从名称和统一社会信用代码开始", nil},
			Stage{look.IconPractice, "打开练习台账", "都是虚构的人，随便试", nil})))
		trial.Photograph(t, e.Canvas(), n+"-empty")
	}
}
