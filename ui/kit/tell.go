package kit

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Voice is what the program says about errors. The owner sets it once.
type Voice struct {
	// Sentence answers what to tell a person about an error and what to do, or
	// empty for an error that nobody foresaw.
	Sentence func(error) string
	// Log keeps an unforeseen error and answers the file that it lies in, "" where it
	// could not be kept. It must keep no name, number or phone.
	Log func(error) (path string)
}

var voice Voice

// UseVoice sets the voice and answers a function that puts the former one back.
func UseVoice(v Voice) (restore func()) {
	before := voice
	voice = v
	return func() { voice = before }
}

// Unforeseen is what is told about an error without a sentence of its own; Logged
// goes before the file that has the details, where there is one.
const (
	Unforeseen = "程序内部出错，这一步没有做成。请再试一次；还是这样，请把刚才做了什么告诉管理程序的人。"
	Logged     = "详情已写入日志："
)

// Sentence answers the sentence for an error: the voice's, or Unforeseen after
// logging the error, with the place of the log. nil gives the empty sentence.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	if voice.Sentence != nil && !errors.Is(err, hands.ErrPanic) {
		if s := voice.Sentence(err); s != "" {
			return s
		}
	}
	if voice.Log != nil {
		if path := voice.Log(err); path != "" {
			return Unforeseen + Logged + path
		}
	}
	return Unforeseen
}

// Tell shows an error that belongs to no field, over the page. Enter and Esc close
// it; then, if not nil, runs afterwards. A nil error shows nothing and answers nil.
func Tell(c fyne.Canvas, title string, err error, then func()) *Float {
	if err == nil {
		return nil
	}
	return told(c, look.NewPicture(look.IconWarning, look.Red), title, Sentence(err), then)
}

// TellText shows a sentence in the same way: something that must be read before
// going on, and no error.
func TellText(c fyne.Canvas, title, text string, then func()) *Float {
	return told(c, look.NewPicture(look.IconInfo, look.Link), title, text, then)
}

func told(c fyne.Canvas, sign fyne.CanvasObject, title, text string, then func()) *Float {
	f := NewFloat(c, nil)
	done := func() {
		f.Close()
		if then != nil {
			then()
		}
	}
	ok := NewButton(Ordinary, look.IconNone, "知道了", "Esc", done)
	along(c, []*Button{ok}, done)
	head := look.Row(sign, look.NewWords(title, look.Head))
	f.content = look.Inset(look.Gap6, look.Column(look.Gap4, head, look.NewParagraph(text, look.Body, askEms), look.Row(layout.NewSpacer(), ok)))
	f.Open(ok)
	return f
}
