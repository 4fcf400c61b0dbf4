package page

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// goesAlong says what goes to the bin with records of a kind.
func goesAlong(kind ledger.Kind) string {
	if kind == ledger.Attachments {
		return "。随时可以从回收站恢复。"
	}
	return "。挂在上面的任职、附件一起移走，随时可以从回收站恢复。"
}

const NamedMost = 5 // records that a question names one by one

// named are some records as a sentence names them.
func (s *Shell) named(kind ledger.Kind, ids []value.ID) string {
	var names []string
	for _, id := range ids[:min(len(ids), NamedMost)] {
		if r := s.Book.Today().Get(kind, id); r != nil {
			names = append(names, s.Book.Today().Called(r))
		}
	}
	text := strings.Join(names, "、")
	if len(ids) > NamedMost {
		text += " 等 " + face.Amount(kind, len(ids))
	}
	return text
}

// askRemove asks why records go to the recycle bin, and takes them there. then is
// called when they are gone.
func (s *Shell) askRemove(kind ledger.Kind, ids []value.ID, then func()) {
	switch {
	case len(ids) == 0:
		return
	case !s.Book.May(store.MayRemove):
		s.Toasts.Warn(s.Book.Forbids())
		return
	}
	many := face.Amount(kind, len(ids))
	kit.AskLine(s.Canvas(), kit.Prompt{Title: "移到回收站：" + many, Text: s.named(kind, ids) + goesAlong(kind),
		Label: "原因", Least: 2, Offers: []string{"重复录入", "录错了", "不归本社区"}, Verb: "移走 " + many,
		Do: func(why string) {
			told := s.named(kind, ids)
			hands.RunOnly(&s.removing, func() (struct{}, error) { return struct{}{}, s.Book.Remove(kind, ids, why) }, func(struct{}) {
				then()
				s.Toasts.SayWith("已移到回收站："+told, "撤销", s.Undo)
			}, func(err error) { s.Fail("没有移走", err) })
		}})
}
