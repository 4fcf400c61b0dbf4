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
	return Column(Gap1, append([]fyne.CanvasObject{NewWords(label, Aside), field}, under...)...)
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
	form := Column(Gap4,
		NewWords("基本信息", Head),
		Columns(2, Gap4,
			labelled("姓名 ＊", name), labelled("证件号码 ＊", id, hard)),
		NewWords("男 · 2002-11-19 · 24 岁（由证件号码得出）", Aside),
		NewWords("团籍", Head),
		Columns(2, Gap4,
			labelled("入团年月 ＊", joined), labelled("发展团员编号 ＊", number, soft),
			labelled("所在团支部", branch), labelled("备注", empty),
			labelled("年龄", read), labelled("口令", secret)),
		labelled("覆盖企业", picks),
		HLine(),
		Row(NewButton(Quiet, IconHistory, "历史 3", "", nil), layout.NewSpacer(),
			NewButton(Ordinary, IconNone, "取消", "Esc", nil), NewButton(Ordinary, IconNone, "保存并继续", "F9", nil),
			NewButton(Primary, IconSave, "保存", "F10", nil)),
	)
	tabs := NewTabs([]Tab{{"在册", 412}, {"流动", 37}, {"超龄待离", 5}, {"已离团", 32}}, nil)
	off := NewButton(Ordinary, IconPrint, "打印", "F12", nil)
	off.Disable()
	top := Ground(Red, Inset(6, Row(NewPicture(IconFlag, White), NewWords("团建台账　塔北社区", OnRed), layout.NewSpacer(),
		NewButton(OnBar, IconSend, "上报", "", nil), NewButton(OnBar, IconPerson, "李干事", "", nil), NewButton(OnBar, IconLock, "锁定", "", nil))))
	head := Row(NewWords("团员 › 东建公司团支部", Title), layout.NewSpacer(),
		NewButton(Primary, IconAdd, "新增", "F9", nil), NewButton(Ordinary, IconImport, "导入", "", nil),
		NewButton(Ordinary, IconExport, "导出", "", nil), off)
	badges := Row(NewBadge(Good, "已建团"), NewBadge(Warn, "应建未建"), NewBadge(Bad, "有误"), NewBadge(Plain, "练习台账"))
	page := Column(Gap4, head, Row(tabs, layout.NewSpacer(), badges), Card(Inset(Gap6, form)))
	return Ground(Page, container.NewBorder(top, nil, nil, nil, Inset(Gap6, page))), name, branch, joined
}

func home() fyne.CanvasObject {
	var firms []Part
	for i := range 24 {
		firms = append(firms, Part{Label: fmt.Sprintf("%s%d支部", []string{"东建公司", "塔北社区青年志愿", "物流"}[i%3], i+1), N: (i*37)%53 + 3})
	}
	stack := NewStack([]Part{{Label: "已单独建团", N: 18}, {Label: "联合覆盖", N: 9}, {Label: "应建未建", N: 4}, {Label: "不满三人", N: 41}})
	figure := func(n, of, what string) fyne.CanvasObject {
		return Card(Inset(Gap4, Column(Gap1, NewWords(what, Aside), Row(NewWords(n, Figure), NewWords(of, Aside)))))
	}
	bar := NewProgress()
	bar.Set(3, 5)
	return Ground(Page, Inset(Gap6, Column(Gap4,
		NewWords("首页", Title),
		Columns(4, Gap4, figure("486", "人", "团员"), figure("27", "/ 72 家", "已建团企业"), figure("5", "人", "超龄未离团"), figure("12", "件", "待办")),
		Columns(2, Gap4,
			Card(Inset(Gap4, Column(Gap4, NewWords("企业建团状态", Head), stack, NewWords("应建未建：有团员三人以上而没有团组织", Note), bar))),
			Card(Inset(Gap4, Column(Gap4, NewWords("各支部团员数", Head), NewBars(firms))))))))
}

func TestLook(t *testing.T) {
	s := still(t)
	for _, size := range []Size{Standard, Huge} {
		n := []string{"standard", "large", "huge"}[size]
		win := stage(t, size, 1100, 900+float32(size)*200, NewWords("", Body))
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
		e := stage(t, size, 1366, 600, Ground(Page, Empty(IconFile, "台账里还没有内容。从下面任何一步开始都可以。",
			Stage{IconImport, "导入现有表格", "Excel、WPS 或 CSV，格式不必先改", nil},
			Stage{IconFirm, "录入第一家企业", "从名称和统一社会信用代码开始", nil},
			Stage{IconPractice, "打开练习台账", "都是虚构的人，随便试", nil})))
		trial.Photograph(t, e.Canvas(), n+"-empty")
	}
}
