package travel

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"tuanjian/store/travel"
	"tuanjian/ui/kit"
)

// A phraseAsk asks for the passphrase of one package, which it names: several may lie on
// the desk, each with its own.
type phraseAsk struct {
	path   string
	from   string // who has told it
	of     string // which of several it is, "" for one alone
	was    string // in the field at the start
	wrong  bool   // what was typed before did not open it
	verb   string
	do     func(phrase string)
	cancel func() // may be nil
}

// askPhrase puts the question over the page. The field is an ordinary one: the words
// that are said on the telephone are typed with an input method.
func askPhrase(c fyne.Canvas, a phraseAsk) {
	text := "这个包是用口令封的。请输入" + a.from + "当面或电话告诉的口令。"
	if a.wrong {
		text = "口令不对。请逐个字核对，再问一遍" + a.from + "。"
	}
	text = packageWords(a.path) + a.of + "\n" + text + "拼音、汉字都可以，横线换成空格也行。"
	kit.AskLine(c, kit.Prompt{Title: "打开包的口令", Text: text, Label: "口令", Value: a.was, Verb: a.verb, Least: 1, Do: a.do, Cancel: a.cancel})
}

// packageWords are how a person calls a package that is not open yet: what its file's
// name says, and the name.
func packageWords(path string) string {
	if name := travel.PackageName(path); name != "" {
		return name + "\n文件：" + filepath.Base(path)
	}
	return "文件：" + filepath.Base(path)
}

// askOwnPhrase asks for a passphrase of a person's own, as it is sealed to.
func askOwnPhrase(c fyne.Canvas, then func(travel.Passphrase)) {
	kit.AskLine(c, kit.Prompt{Title: "自己定口令", Text: "至少 8 个字符，别用生日和电话。", Label: "口令", Least: 8, Verb: "用这个口令",
		Do: func(line string) { then(travel.Passphrase{Typed: travel.PlainPassphrase(line)}) }})
}
