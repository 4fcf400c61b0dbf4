package page

import (
	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// fieldHelp is what F1 says of a field of a kind, with the numbers of the ledger's own
// rules.
func fieldHelp(b *store.Book, kind ledger.Kind, key string) []kit.Explained {
	h, ok := store.HelpOf(kind, key, b.Rules())
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
	if p == nil {
		keymap()
		return
	}
	h, ok := store.HelpOfPage(p.topic())
	if !ok {
		keymap()
		return
	}
	parts := []kit.Explained{{Heading: "做什么", Text: h.For}}
	for _, k := range h.Keys {
		parts = append(parts, kit.Explained{Heading: k.Key, Text: k.Does})
	}
	kit.Explain(c, p.topic(), parts, kit.Answer{Verb: "全部按键", Do: keymap})
}
