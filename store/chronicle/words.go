package chronicle

import (
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// The columns of a chronicle. Texts are masked: nobody sees a whole number here.

// When is the day of event i.
func (c *Chronicle) When(i int) string {
	e := &c.Events[i]
	switch {
	case e.Day == 0:
		return "日期没写"
	case e.Entered:
		return e.Day.String() + " 记"
	}
	return e.Day.String()
}

// Sort is what sort of event i is.
func (c *Chronicle) Sort(i int) string {
	e := &c.Events[i]
	switch {
	case e.told != nil:
		return e.told.sort
	case e.Field >= 0:
		return e.Kind.Columns()[e.Field].Label
	}
	return e.Kind.Title()
}

// mostNamed is how many others a line names.
const mostNamed = 3

// With names whom else event i is about: what it refers to besides the chronicle's own record.
func (c *Chronicle) With(i int) string {
	e := &c.Events[i]
	if e.told != nil {
		return mask(e.told.with)
	}
	if e.Field >= 0 {
		if e.Record.Head().ID == c.Record.Head().ID {
			return ""
		}
		return mask(c.view.Called(e.Record))
	}
	return mask(c.others(e.Kind, e.Record))
}

// others are whom else a record is about.
func (c *Chronicle) others(kind ledger.Kind, r ledger.Record) string {
	var names []string
	more := 0
	for at, id := range kind.Refs(r) {
		column := kind.Columns()[at]
		of := ledger.KindOf(column.Choices.Kind)
		if id == c.Record.Head().ID || !of.Lasts() || column.Choices.Many && !kind.AtHome(column.Key) {
			continue
		}
		if name := c.view.Name(of, id); name == "" || slices.Contains(names, name) {
			continue
		} else if len(names) == mostNamed {
			more++
		} else {
			names = append(names, name)
		}
	}
	text := strings.Join(names, "、")
	if more > 0 {
		text += "等"
	}
	return text
}

// What is told of event i.
func (c *Chronicle) What(i int) string {
	e := &c.Events[i]
	if e.told != nil {
		return mask(e.told.what)
	}
	if e.Field < 0 {
		text := e.Kind.Told(e.Record)
		if as := c.as(e); as != "" {
			text += "；" + as
		}
		return mask(text)
	}
	column := e.Kind.Columns()[e.Field]
	if e.change == nil { // a beginning
		return e.Kind.Text(e.Record, e.Field, c.view.Basis())
	}
	was, now := e.change.was, e.change.now
	text := c.state(column, now.State)
	if was.State != "" {
		text = c.state(column, was.State) + " → " + text
	}
	if why := e.Kind.Why(column.Key); now.Reason != "" && why >= 0 {
		reason := now.Reason
		if list := e.Kind.Columns()[why].Choices; list != nil {
			reason = list.Label(reason)
		}
		text += "；" + reason
	}
	if now.Document != "" {
		text += "；" + now.Document
	}
	return mask(value.OneLine(text))
}

// as is what the chronicle's record was in an event that names many: who came and who did not, who introduced.
func (c *Chronicle) as(e *Event) string {
	for at, id := range e.Kind.Refs(e.Record) {
		if column := e.Kind.Columns()[at]; id == c.Record.Head().ID && column.Choices.Many && !e.Kind.AtHome(column.Key) {
			return column.Label
		}
	}
	return ""
}

// state is a state as people read it.
func (c *Chronicle) state(column ledger.Column, state string) string {
	if column.Shape != ledger.Ref {
		return column.Choices.Label(state)
	}
	id, err := value.ParseID(state)
	if err != nil {
		return ""
	}
	if name := c.view.Name(ledger.KindOf(column.Choices.Kind), id); name != "" {
		return name
	}
	return "（已不在台账里）"
}

func mask(text string) string {
	return ledger.Start.Mask(ledger.Column{Shape: ledger.Lines}, text)
}
