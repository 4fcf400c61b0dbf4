package form

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// step goes to the neighbour of a field, as the eye goes: along the row, then to the
// next one. After the last stands the button that saves.
func (f *Form) step(c *cell, by int) {
	walk := f.walk()
	to := slices.Index(walk, c) + by
	switch {
	case to >= len(walk):
		f.bar.focus()
	case to >= 0:
		walk[to].focus()
	case f.o.Before != nil:
		f.o.Before()
	}
}

// back goes from the bar to the last field.
func (f *Form) back() {
	if walk := f.walk(); len(walk) > 0 {
		walk[len(walk)-1].focus()
	}
}

// keyIn answers whether a key in a field is the form's.
func (f *Form) keyIn(c *cell, name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		// In every field ↓ goes on; F4 opens the choices.
		if c.col.Shape == ledger.Choice || c.col.Shape == ledger.Ref {
			f.step(c, 1)
			return true
		}
	case fyne.KeyF1:
		f.help(c)
		return true
	case fyne.KeyF2:
		f.touch(c)
		f.commit(c)
		f.force(c)
		return true
	case fyne.KeyF7:
		f.repeat(c)
		return true
	}
	return f.keyAnywhere(name)
}

// keyAnywhere are the form's keys, in its fields and on its bar.
func (f *Form) keyAnywhere(name fyne.KeyName) bool {
	for _, l := range f.o.Links {
		if l.Key == name && name != "" {
			f.follow(l)
			return true
		}
	}
	switch name {
	case foldKey:
		if !f.short() {
			return false
		}
		f.turnFold()
	case fyne.KeyF6:
		f.nextFault()
	case fyne.KeyF9:
		f.SaveAndNext()
	case fyne.KeyF10:
		f.Save(false)
	case fyne.KeyEscape:
		f.Cancel()
	default:
		return false
	}
	return true
}

// follow does a link's deed, with what stands in the field taken in.
func (f *Form) follow(l Link) {
	f.settle()
	l.Do()
}

func (f *Form) shortcut(s *desktop.CustomShortcut) bool {
	if s.KeyName != fyne.KeyS || s.Modifier != fyne.KeyModifierControl {
		return false
	}
	f.Save(false)
	return true
}

// repeat puts the last saved record's value into the field.
func (f *Form) repeat(c *cell) {
	if f.o.Last == nil {
		return
	}
	c.show(f.kind.Text(f.o.Last, c.at, f.o.Basis))
	f.touch(c)
	f.commit(c)
}

// asks is what a shape wants to be keyed, where the owner has no words of its own.
var asks = map[ledger.Shape]string{
	ledger.Line:   "照原样写，不加空格；写完按 Enter 到下一项。",
	ledger.Lines:  "可以写几行。Enter 换行，Ctrl+Enter 到下一项。",
	ledger.Number: "写整数，例如 23。不知道就空着，空着与 0 不同。",
	ledger.Amount: "写元，例如 3500 或 3500.50。不知道就空着。",
	ledger.Day8:   "可写 20190504、2019.5.4、2019-5-4 或 2019年5月4日；只知道月份就写 2019.5。F4 打开日历。",
	ledger.Month6: "可写 201905、2019.5 或 2019年5月。F4 打开日历。",
	ledger.Choice: "输入汉字或拼音首字母找选项，F4 看全部选项。",
	ledger.Ref:    "输入名称或拼音首字母查找，F4 看全部。",
	ledger.IDCard: "居民身份证 18 位，末位的 x 大小写都行。其他证件先选证件类型。",
	ledger.Credit: "营业执照上的 18 位代码，不含字母 I O S V Z。",
	ledger.Phone:  "手机 11 位；座机写成 0739-5321234。",
	ledger.Digits: "照证件或文件上的编号抄写。",
}

// firstChoices is how many entries of a code list F1 names.
const firstChoices = 5

func (f *Form) help(c *cell) {
	var parts []kit.Explained
	if f.o.Help != nil {
		parts = f.o.Help(c.col.Key)
	}
	parts = append(parts, kit.Explained{Heading: "怎么填", Text: asks[c.col.Shape]}, kit.Explained{Heading: "选项", Text: choicesOf(c.col.Choices)})
	kit.Explain(f.canvas(), c.col.Label, parts)
}

// choicesOf names what a code list begins with; "" where there is none.
func choicesOf(list *codes.List) string {
	if list == nil || len(list.Offered()) == 0 {
		return ""
	}
	items := list.Offered()
	words := make([]string, 0, firstChoices)
	for _, item := range items[:min(firstChoices, len(items))] {
		words = append(words, item.Label)
	}
	text := strings.Join(words, "、")
	if len(items) > firstChoices {
		text += " …… 共 " + strconv.Itoa(len(items)) + " 项，按 F4 看全部"
	}
	return text
}

// reveal scrolls so that a field is wholly in sight, with its label and what is
// said below it.
func (f *Form) reveal(c *cell) {
	room := f.scroll.Size().Height
	if room <= 0 {
		return
	}
	y := f.scroll.Offset.Y
	y = max(y, c.bottom+look.Gap2-room)
	y = min(y, max(c.top-look.Gap2, 0))
	if y != f.scroll.Offset.Y {
		f.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}
