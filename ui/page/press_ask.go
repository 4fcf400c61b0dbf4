//go:build !windows

package page

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// offers are the printers that can be chosen.
type offers struct {
	printers []native.Printer
	at       int  // the one to begin with
	both     bool // it prints on both sides
}

// Print asks and prints. Nothing is said where the person chose not to.
func (s Sheets) Print() {
	hands.RunLatest(s.Asking, func() (offers, error) {
		all, err := native.Printers(context.Background())
		if err != nil {
			return offers{}, err
		}
		o := offers{printers: all}
		for i, p := range all {
			if p.Default {
				o.at = i
			}
		}
		o.both = native.BothSides(context.Background(), all[o.at].Name)
		return o, nil
	}, s.ask, s.failed)
}

// pressSlip asks how the pages are to be printed.
type pressSlip struct {
	sheets           Sheets
	slip             *Slip
	printer          *kit.Picker
	copies, from, to *kit.Entry
	sides            *kit.Tabs
	sidesBox         fyne.CanvasObject
	fault            *kit.Fault
	latest           hands.Latest
}

// mostCopies is what nobody means to exceed.
const mostCopies = 99

// ask shows the dialog. Its button has the keyboard: where nothing is to be chosen one
// Enter prints.
func (s Sheets) ask(o offers) {
	p := &pressSlip{sheets: s, copies: kit.NewEntry(), from: kit.NewEntry(), to: kit.NewEntry(), fault: kit.NewFault()}
	pages := s.Doc.Count()
	p.copies.SetText("1")
	p.from.SetText("1")
	p.to.SetText(strconv.Itoa(pages))
	p.printer = kit.NewPicker(matchPrinter(o.printers))
	p.printer.SetLeast(printerChars * look.Now().Text * 2 / 3)
	for _, e := range []*kit.Entry{p.copies, p.from, p.to} {
		e.SetLeast(6 * look.Now().Text)
	}
	p.printer.Choose(kit.Option{Value: o.printers[o.at].Name, Label: o.printers[o.at].Name})
	p.printer.OnPicked = func(kit.Option) { p.askSides() }
	p.sides = kit.NewTabs([]kit.Tab{{Label: "单面", Count: -1}, {Label: "双面", Count: -1}}, func(int) {})
	p.sidesBox = kit.Labelled("正反面", p.sides, nil)

	fields := []*kit.Entry{p.copies}
	numbers := []fyne.CanvasObject{kit.Labelled("份数", p.copies, nil)}
	if pages > 1 {
		fields = append(fields, p.from, p.to)
		numbers = append(numbers, kit.Labelled("从第几页", p.from, nil), kit.Labelled("到第几页", p.to, nil))
	}
	var rows []fyne.CanvasObject
	if len(o.printers) > 1 {
		fields = append([]*kit.Entry{&p.printer.Entry}, fields...)
		rows = append(rows, kit.Labelled("打印机", p.printer, nil))
	} else {
		rows = append(rows, kit.Labelled("打印机", look.NewWords(look.Cut(o.printers[0].Name, printerChars), look.Body), nil))
	}
	p.showSides(o.both)
	rows = append(rows, look.Columns(3, look.Gap2, numbers...), p.sidesBox, p.fault)
	p.slip = NewSlip(s.Window.Canvas(), "打印，共 "+strconv.Itoa(pages)+" 页", "打印", rows...)
	for _, e := range fields {
		e.OnChanged = func(string) { p.fault.Clear() }
	}
	p.slip.Open(p.give, p.slip.yes, fields...)
}

const printerChars = 30 // of a printer's name are shown

func matchPrinter(all []native.Printer) func(string) []kit.Option {
	return func(query string) (found []kit.Option) {
		for _, p := range all {
			if strings.Contains(strings.ToLower(p.Name), strings.ToLower(query)) {
				o := kit.Option{Value: p.Name, Label: p.Name}
				if p.Default {
					o.Hint = "默认"
				}
				found = append(found, o)
			}
		}
		return found
	}
}

// askSides looks whether the printer that was chosen prints on both sides.
func (p *pressSlip) askSides() {
	p.fault.Clear()
	name := p.name()
	if name == "" {
		p.showSides(false)
		return
	}
	hands.RunLatest(&p.latest, func() (bool, error) { return native.BothSides(context.Background(), name), nil }, p.showSides, nil)
}

// name is the printer that was chosen, or the only one that what was typed can mean; "" for none.
func (p *pressSlip) name() string {
	name, known := p.printer.Value()
	if known {
		return name
	}
	if found := p.printer.Match(name); len(found) == 1 {
		return found[0].Value
	}
	return ""
}

// showSides offers both sides where the printer has them and there are two pages.
func (p *pressSlip) showSides(both bool) {
	if both && p.sheets.Doc.Count() > 1 {
		p.sidesBox.Show()
	} else {
		p.sides.Choose(0)
		p.sidesBox.Hide()
	}
	if p.slip != nil {
		p.slip.Float.Refresh()
	}
}

// give prints as the fields say, or says which of them is wrong.
func (p *pressSlip) give() {
	pages := p.sheets.Doc.Count()
	refuse := func(field fyne.Focusable, text string) {
		p.fault.Hard(text)
		p.slip.Float.Refresh()
		p.sheets.Window.Canvas().Focus(field)
	}
	printer := p.name()
	if printer == "" {
		refuse(p.printer, "请按 F4 选一台打印机。")
		return
	}
	job := native.Job{Printer: printer, Both: p.sides.At() == 1}
	var right bool
	if job.Copies, right = within(p.copies.Text, 1, mostCopies); !right {
		refuse(p.copies, "份数请填 1 到 "+strconv.Itoa(mostCopies)+"。")
		return
	}
	from, right := within(p.from.Text, 1, pages)
	if !right {
		refuse(p.from, "从第几页，请填 1 到 "+strconv.Itoa(pages)+"。")
		return
	}
	to, right := within(p.to.Text, from, pages)
	if !right {
		refuse(p.to, "到第几页，请填 "+strconv.Itoa(from)+" 到 "+strconv.Itoa(pages)+"。")
		return
	}
	if from > 1 || to < pages {
		job.From, job.To = from, to
	}
	p.slip.Float.Close()
	p.sheets.press(job)
}

// within reads a whole number between two.
func within(text string, least, most int) (n int, right bool) {
	n, err := strconv.Atoi(look.OneLine(text))
	return n, err == nil && n >= least && n <= most
}
