package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/look"
)

// Answer is one button of a question: a verb with its object (删除这条走访), never 是.
type Answer struct {
	Verb string
	Do   func() // may be nil; called after the question closed
	// Safe is the answer that loses nothing. It has the focus at the start and Esc
	// gives it. Exactly one answer of a question is safe.
	Safe bool
	// Loss marks an answer after which something is gone; its button is red.
	Loss bool
}

// Ask puts a question over the page. Answers stand at the right, in the order
// given; ← → and Tab move between them, Enter gives the one with the ring.
func Ask(c fyne.Canvas, title, text string, answers ...Answer) *Float {
	return ask(c, title, text, nil, answers)
}

// AskLoss asks before something is gone, with the verb on the button; 取消 is safe.
func AskLoss(c fyne.Canvas, title, text, verb string, do func()) *Float {
	return Ask(c, title, text, Answer{Verb: "取消", Safe: true}, Answer{Verb: verb, Do: do, Loss: true})
}

const askEms = 30 // characters a line of a question

func ask(c fyne.Canvas, title, text string, middle fyne.CanvasObject, answers []Answer) *Float {
	rows := []fyne.CanvasObject{look.NewWords(title, look.Head)}
	if text != "" {
		rows = append(rows, look.NewParagraph(text, look.Body, askEms))
	}
	if middle != nil {
		rows = append(rows, middle)
	}
	f := NewFloat(c, nil)
	var buttons []*Button
	var safe func()
	first := 0
	line := []fyne.CanvasObject{layout.NewSpacer()}
	for i, a := range answers {
		give := func() {
			f.Close()
			if a.Do != nil {
				a.Do()
			}
		}
		kind, hint := Ordinary, ""
		if a.Loss {
			kind = Primary
		}
		if a.Safe {
			safe, first, hint = give, i, "Esc"
		}
		b := NewButton(kind, look.IconNone, a.Verb, hint, give)
		buttons = append(buttons, b)
		line = append(line, b)
	}
	along(c, buttons, func() {
		if safe != nil {
			safe()
		}
	})
	rows = append(rows, look.Row(line...))
	f.content = look.Inset(look.Gap6, look.Column(look.Gap4, rows...))
	f.Open(buttons[first])
	return f
}

// along lets ← → and Tab walk a row of buttons, and Esc do what escape does.
func along(c fyne.Canvas, buttons []*Button, escape func()) {
	for i, b := range buttons {
		b.OnKey = func(name fyne.KeyName) bool {
			switch name {
			case fyne.KeyLeft:
				c.Focus(buttons[max(i-1, 0)])
			case fyne.KeyRight:
				c.Focus(buttons[min(i+1, len(buttons)-1)])
			case fyne.KeyEscape:
				escape()
			default:
				return false
			}
			return true
		}
	}
}

// Prompt is a question that wants one line of text: the reason for keeping a value
// against a soft rule (F2), for printing whole numbers, for undoing an import.
type Prompt struct {
	Title, Text string   // the question and what follows from it
	Label       string   // above the field, for instance 原因
	Value       string   // in the field at the start
	Offers      []string // frequent answers to take by a tap or by Tab and Enter
	Least       int      // characters that must be given; 0 allows an empty line
	Verb        string   // on the button, for instance 保留并记下原因
	Do          func(line string)
	Cancel      func() // may be nil
}

// AskLine puts the question over the page with the field focused. Enter in the
// field or F10 answers, Esc cancels; too short a line keeps the question open and says
// so. The line arrives as one line without space at its ends.
func AskLine(c fyne.Canvas, q Prompt) *Float {
	field := NewEntry()
	field.SetText(q.Value)
	field.SetLeast(askEms * look.Now().Text)
	fault := NewFault()
	var f *Float
	give := func() {
		line := look.OneLine(field.Text)
		if len([]rune(line)) < q.Least {
			fault.Hard("请写明" + q.Label + "。")
			f.Refresh()
			c.Focus(field)
			return
		}
		f.Close()
		q.Do(line)
	}
	cancel := func() {
		f.Close()
		if q.Cancel != nil {
			q.Cancel()
		}
	}
	no := NewButton(Ordinary, look.IconNone, "取消", "Esc", cancel)
	yes := NewButton(Primary, look.IconNone, q.Verb, "Enter", give)
	field.OnNext = give
	field.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyEscape:
			cancel()
		case fyne.KeyDown, fyne.KeyTab:
			c.FocusNext()
		case fyne.KeyUp:
		default:
			return false
		}
		return true
	}
	rows := []fyne.CanvasObject{look.NewWords(q.Title, look.Head)}
	if strings.TrimSpace(q.Text) != "" {
		rows = append(rows, look.NewParagraph(q.Text, look.Body, askEms))
	}
	rows = append(rows, look.Column(look.Gap1, look.NewWords(q.Label, look.Aside), field, fault))
	var buttons []*Button
	var offers []fyne.CanvasObject
	for _, words := range q.Offers {
		b := NewButton(Ordinary, look.IconNone, words, "", func() { field.SetText(words); c.Focus(field) })
		buttons, offers = append(buttons, b), append(offers, b)
	}
	if len(offers) > 0 {
		rows = append(rows, look.Row(offers...))
	}
	along(c, append(buttons, no, yes), cancel)
	rows = append(rows, look.Row(layout.NewSpacer(), no, yes))
	f = NewFloat(c, look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))
	f.Keys = map[fyne.KeyName]func(){fyne.KeyF10: give} // as in every other panel
	f.Open(field)
	return f
}
