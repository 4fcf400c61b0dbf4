package page

import (
	"os"
	"path/filepath"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/help"
	"tuanjian/store/ledger"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/native"
)

// FieldHelp is what F1 says of a field of a kind, with the numbers of the ledger's own
// rules.
func FieldHelp(b *store.Book, kind ledger.Kind, key string) []kit.Explained {
	h, ok := help.OfField(kind, key, b.Basis().Rules)
	if !ok {
		return nil
	}
	return []kit.Explained{{Heading: "是什么", Text: h.Is}, {Heading: "例子", Text: h.Example}, {Heading: "规则", Text: h.Rule}, {Heading: "出处", Text: h.Source}}
}

// topic is the line of help/pages.csv that explains the screen.
func (p *Page) topic() string {
	if p.Topic != "" {
		return p.Topic
	}
	return p.Title
}

// Explain shows what a screen is for and its keys. Of a screen that nobody has
// explained it shows the key map.
func Explain(c fyne.Canvas, p *Page) {
	keymap := func() { kit.ShowKeys(c, Keymap) }
	parts := p.explained()
	if parts == nil {
		keymap()
		return
	}
	kit.Explain(c, p.topic(), parts, kit.Answer{Verb: "全部按键", Do: keymap})
}

// ExplainOver is Explain where a question or another panel lies over the screen: how that
// is answered comes first.
func ExplainOver(c fyne.Canvas, p *Page) {
	parts := []kit.Explained{{Heading: "上面的窗口", Text: "Tab 或 ← → 换按钮，Enter 按下有蓝框的那个；Esc 退回去，什么也不改。"}}
	title := "帮助"
	if more := p.explained(); more != nil {
		title, parts = p.topic(), append(parts, more...)
	}
	kit.Explain(c, title, parts, kit.Answer{Verb: "全部按键", Do: func() { kit.ShowKeys(c, Keymap) }})
}

// explained is what is written of the screen; nil where nobody has explained it.
func (p *Page) explained() []kit.Explained {
	if p == nil {
		return nil
	}
	h, ok := help.OfPage(p.topic())
	if !ok {
		return nil
	}
	parts := []kit.Explained{{Heading: "做什么", Text: h.For}}
	for _, k := range h.Keys {
		parts = append(parts, kit.Explained{Heading: k.Key, Text: k.Does})
	}
	return parts
}

// A shelf is where a handbook is asked for: a window, the program's version, and how to wait for a file that is held.
type shelf struct {
	window  fyne.Window
	version string
	wait    func(time.Duration)
}

// ShowHandbook offers the manual or the card.
func (s *Shell) ShowHandbook(h *forms.Handbook) {
	AskHandbook(s.Window, s.Book.Program(), s.Book.Patience(), h)
}

// AskHandbook offers to open a handbook, or to save it, before a ledger is open too.
func AskHandbook(w fyne.Window, version string, wait func(time.Duration), h *forms.Handbook) {
	shelf{w, version, wait}.ask(h)
}

// handbookFiles are what a handbook is saved as.
var handbookFiles = native.Sort{Name: "PDF", Endings: []string{".pdf"}}

// openFile opens a file in the system's program for it; tests put their own.
var openFile = native.Show

// ask offers to open a handbook or to save it.
func (f shelf) ask(h *forms.Handbook) {
	text := "一页 A4 纸，写着按键和一个月的活，可以打印出来贴在墙上。"
	if h == forms.Manual {
		text = "一共 " + strconv.Itoa(h.Pages()) + " 页，从新建台账到上报、备份、交接都有图。可以直接看，也可以另存下来打印。"
	}
	kit.Ask(f.window.Canvas(), h.Title, text, kit.Answer{Verb: "取消", Safe: true},
		kit.Answer{Verb: "另存", Do: func() {
			Files{Window: f.window}.Save("另存"+h.Title, filepath.Join(native.Documents(), h.File), func(path string) {
				f.write(h, path, func() { kit.TellText(f.window.Canvas(), h.Title, "写好了，在 "+path+"。", nil) })
			}, handbookFiles)
		}},
		kit.Answer{Verb: "打开看", Do: func() { f.open(h) }})
}

// open writes a handbook among the person's documents and shows it in the system's
// viewer; where there is none, it says where the file lies.
func (f shelf) open(h *forms.Handbook) {
	path := filepath.Join(native.Documents(), "团建台账", h.File)
	f.write(h, path, func() {
		hands.Run(func() (struct{}, error) { return struct{}{}, openFile(path) }, nil, func(error) {
			kit.TellText(f.window.Canvas(), h.Title, "这台电脑没有打开 PDF 的程序。文件已经写好，可以拷到别的电脑上看，在 "+path+"。", nil)
		})
	})
}

func (f shelf) write(h *forms.Handbook, path string, then func()) {
	hands.Run(func() (struct{}, error) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, h.Write(f.wait, path, f.version)
	}, func(struct{}) { then() }, func(err error) { kit.Tell(f.window.Canvas(), "没有写成"+h.Title, err, nil) })
}
