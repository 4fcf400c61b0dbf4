package stage

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// Words are all texts that can be seen below an object.
func Words(o fyne.CanvasObject) string {
	var all []string
	for _, t := range test.LaidOutObjects(o) {
		switch t := t.(type) {
		case *look.Words:
			all = append(all, t.Text())
		case *look.Paragraph:
			all = append(all, t.Text())
		case *kit.Button:
			all = append(all, t.Label())
		case *kit.Picker:
			all = append(all, t.Text)
		case *canvas.Text:
			all = append(all, t.Text)
		}
	}
	return strings.Join(all, "|")
}

// Said are the texts of all fault lines on a screen.
func Said(o fyne.CanvasObject) (texts []string) {
	for _, w := range test.LaidOutObjects(o) {
		if f, ok := w.(*kit.Fault); ok && f.Text() != "" {
			texts = append(texts, f.Text())
		}
	}
	return texts
}

// Fields are all text fields on a screen, in order.
func Fields(o fyne.CanvasObject) (entries []*kit.Entry) {
	for _, w := range test.LaidOutObjects(o) {
		switch e := w.(type) {
		case *kit.Entry:
			entries = append(entries, e)
		case *kit.Password:
			entries = append(entries, &e.Entry)
		}
	}
	return entries
}

// Button is the one with a label; a test without it fails.
func Button(t testing.TB, o fyne.CanvasObject, label string) *kit.Button {
	t.Helper()
	for _, w := range test.LaidOutObjects(o) {
		if b, ok := w.(*kit.Button); ok && b.Label() == label {
			return b
		}
	}
	t.Fatalf("no button %q", label)
	return nil
}

// AskedGroups reads from the labels which groups the screen asks for.
func AskedGroups(o fyne.CanvasObject) (asked []int) {
	var labels []string
	for _, w := range test.LaidOutObjects(o) {
		if words, ok := w.(*look.Words); ok && strings.HasPrefix(words.Text(), "第 ") {
			labels = append(labels, words.Text())
		}
	}
	for _, l := range labels[8:] { // after the eight that are shown
		asked = append(asked, int(l[len("第 ")]-'1'))
	}
	return asked
}

// Pickers are the fields with a list in an object, in the order of the eye.
func Pickers(o fyne.CanvasObject) (found []*kit.Picker) {
	for _, w := range test.LaidOutObjects(o) {
		if p, ok := w.(*kit.Picker); ok {
			found = append(found, p)
		}
	}
	return found
}
