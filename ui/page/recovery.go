package page

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/paper"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// A Recovery is the screen that shows a recovery code once. It is done with only after
// two of the code's groups were typed back.
type Recovery struct {
	window fyne.Window
	book   *store.Book
	groups []string
	asked  [2]int // places of the groups to be typed back
	fields [2]*kit.Entry
	fault  *kit.Fault
	on     *kit.Button
	said   *look.Words
	only   hands.Only
	asking hands.Latest // for a printer
	done   func()
}

// NewRecovery makes the screen of a code: random chooses which groups are asked for, verb is its button, done is called
// when both were typed back.
func NewRecovery(window fyne.Window, random io.Reader, book *store.Book, code, verb string, done func()) (*Recovery, *Page) {
	r := &Recovery{window: window, book: book, groups: strings.Split(code, "-"), fault: kit.NewFault(), said: look.NewWords("", look.Aside), done: done}
	r.draw(random)
	r.on = kit.NewButton(kit.Primary, look.IconNone, verb, "Enter", r.enter)
	p := &Page{Topic: "恢复码", Keys: map[fyne.KeyName]func(){}, Shut: r.asking.Drop}
	var typed []fyne.CanvasObject
	for i := range r.fields {
		e := kit.NewEntry()
		e.Length = len(r.groups[r.asked[i]])
		e.OnChanged = func(string) { r.fault.Clear() }
		r.fields[i] = e
		typed = append(typed, kit.Labelled("第 "+strconv.Itoa(r.asked[i]+1)+" 组", e, nil))
	}
	r.fields[1].OnNext = func() {
		window.Canvas().Focus(r.on)
	}
	var cells []fyne.CanvasObject
	for i, group := range r.groups {
		cells = append(cells, look.Ground(look.Shade, look.Inset(look.Gap2, look.Column(0,
			look.NewWords("第 "+strconv.Itoa(i+1)+" 组", look.Note).Centre(), look.NewWords(group, look.Head).Centre()))))
	}
	buttons := []fyne.CanvasObject{
		kit.NewButton(kit.Ordinary, look.IconPrint, "打印恢复码", "", r.print),
		kit.NewButton(kit.Ordinary, look.IconSave, "另存恢复码", "", r.save),
		r.said,
	}
	view := look.Section("恢复码，只显示这一次",
		look.NewParagraph("忘了密码时，只有它能打开台账。请打印或抄下来，锁进柜子，不要和电脑放在一起，不要拍照发微信。", look.Body, 44),
		look.Columns(4, look.Gap2, cells...),
		look.Row(buttons...),
		look.HLine(),
		look.NewWords("请照纸上的填这两组，证明已经留好", look.Head),
		look.Columns(2, look.Gap4, typed...),
		r.fault,
		look.Row(layout.NewSpacer(), r.on))
	p.View, p.First = kit.Alone(46, view), r.fields[0]
	p.Own(r.fields[:]...)
	return r, p
}

// Leave asks before the window is closed on a code that may be nowhere on paper.
func (r *Recovery) Leave(go_ func()) {
	kit.Ask(r.window.Canvas(), "恢复码留好了吗", "离开这里以后，恢复码不再显示。没有它，忘了密码就打不开台账。",
		kit.Answer{Verb: "回去留好", Safe: true},
		kit.Answer{Verb: "不留了，退出", Loss: true, Do: func() {
			if err := r.book.Close(); err != nil {
				kit.Tell(r.window.Canvas(), "台账没有关好", err, go_)
				return
			}
			go_()
		}})
}

// draw chooses two different groups to ask for.
func (r *Recovery) draw(random io.Reader) {
	n := len(r.groups)
	dice := make([]byte, 2)
	if _, err := io.ReadFull(random, dice); err != nil {
		dice = []byte{2, 3} // which groups are asked is no secret
	}
	a := int(dice[0]) % n
	b := (a + 1 + int(dice[1])%(n-1)) % n
	r.asked = [2]int{min(a, b), max(a, b)}
}

// enter goes on when both groups are right.
func (r *Recovery) enter() {
	for i, e := range r.fields {
		if store.PlainCode(e.Text) != r.groups[r.asked[i]] {
			r.fault.Hard("第 " + strconv.Itoa(r.asked[i]+1) + " 组不对。请对照纸上的再填一次。")
			r.window.Canvas().Focus(e)
			return
		}
	}
	r.done()
}

// sheet is the page that is printed and saved.
func (r *Recovery) sheet() *paper.Document {
	return forms.RecoverySheet(r.book, strings.Join(r.groups, "-"))
}

func (r *Recovery) print() {
	Sheets{Window: r.window, Doc: r.sheet(), Asking: &r.asking, Done: func(int) { r.said.SetText("已交给打印机。") }, Save: r.save,
		Fail: func(err error) { kit.Tell(r.window.Canvas(), "没有打印", err, nil) }}.Print()
}

func (r *Recovery) save() {
	Files{Window: r.window}.Save("恢复码存到哪里（最好是 U 盘）", filepath.Join(native.Documents(), "恢复码.pdf"), r.saveTo, PdfFiles)
}

func (r *Recovery) saveTo(path string) {
	hands.RunOnly(&r.only, func() (struct{}, error) {
		pdf, err := r.sheet().PDF()
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, os.WriteFile(path, pdf, 0o600)
	}, func(struct{}) { r.said.SetText("已保存。请打印后删掉文件。") },
		func(err error) { kit.Tell(r.window.Canvas(), "没有保存", err, nil) })
}
