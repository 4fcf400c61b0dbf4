package forms

import (
	"strconv"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
)

// The letters and official papers, by their keys in package letters (domain.md §8.3 rows 11, 12, 14 and 15).
const (
	LeavingLetter    Form = "leaving"
	TransferLetter   Form = "transfer"
	FoundingRequest  Form = "founding_request"
	FoundingReply    Form = "founding_reply"
	TermRequest      Form = "term_request"
	ElectionRules    Form = "election_rules"
	ElectionReport   Form = "election_report"
	ElectionReply    Form = "election_reply"
	AppointmentReply Form = "appointment_reply"
)

// Letter says that a form is a letter or an official paper: one about each record.
func Letter(f Form) bool { return letters.Named(string(f)) != nil }

// LettersOf are the letters that can be written about a record now, in the order of a menu.
func LettersOf(b *store.Book, r ledger.Record) (all []Form) {
	v := b.Today()
	for _, s := range letters.Of(ledger.KindFor(r)) {
		if s.Refuses(v, r) == "" {
			all = append(all, Form(s.Key))
		}
	}
	return all
}

// A Refusal is a letter that cannot be written about a record now, and why, for people.
type Refusal struct {
	Form Form
	Why  string
}

// RefusedLetters are those.
func RefusedLetters(b *store.Book, r ledger.Record) (all []Refusal) {
	v := b.Today()
	for _, s := range letters.Of(ledger.KindFor(r)) {
		if why := s.Refuses(v, r); why != "" {
			all = append(all, Refusal{Form(s.Key), why})
		}
	}
	return all
}

// shownOfPeople are the columns of a person that letters may show.
var shownOfPeople = []formColumn{{key: "name"}, {key: "born"}, {key: "idno"}, {key: "phone"}}

// letter lays out one letter about one record, or one about each row of a list. Of rows of which it
// cannot be written the others are told why.
func (o *Printout) letter() error {
	s, v, p := letters.Named(string(o.print.Form)), o.book.Today(), o.print
	var rows []ledger.Record
	if p.List != nil {
		if p.List.Kind() != s.Kind {
			return store.Refuse("这份文书不能写这类记录。")
		}
		rows = p.List.Rows()
	} else if r := v.Get(s.Kind, p.Of.ID); r != nil {
		rows = []ledger.Record{r}
	}
	if len(rows) == 0 {
		return store.Refuse("请先选" + s.Kind.Title() + "，再开" + s.Title + "。")
	}
	o.veil = formVeil(ledger.Members, shownOfPeople, p.Full)
	words, _ := letters.Words(o.book, s)
	all := &prose.Text{Name: s.Title}
	var docs []*paper.Document
	why, left := "", 0
	for _, r := range rows {
		if no := s.Refuses(v, r); no != "" {
			if left++; why == "" {
				why = no
			}
			continue
		}
		one := s.Write(v, r, words, o.veil)
		if len(docs) > 0 {
			all.Blocks = append(all.Blocks, prose.Block{Role: prose.Break})
		}
		all.Blocks = append(all.Blocks, one.Text.Blocks...)
		docs = append(docs, one.Text.Lay())
		o.blanks.add(one.Blanks)
		o.title = one.Text.Name
	}
	if len(docs) == 0 {
		return store.Refuse(why)
	}
	if o.rows = len(docs); o.rows > 1 {
		o.title = s.Title + "（" + strconv.Itoa(o.rows) + "份）"
	}
	if left > 0 {
		o.Told = append(o.Told, "有 "+strconv.Itoa(left)+" "+s.Kind.Unit()+"没有开："+why)
	}
	if text := o.blanks.told(len(docs)); text != "" {
		o.Told = append(o.Told, text)
	}
	all.Name, o.text = o.title, all
	o.doc = docs[0]
	if len(docs) > 1 {
		o.doc = paper.Join(o.title, docs...)
	}
	return nil
}

// blanks are the names that letters left for a pen, and in how many of them.
type blanks struct {
	order []string
	times map[string]int
}

func (b *blanks) add(names []string) {
	if b.times == nil {
		b.times = map[string]int{}
	}
	for _, n := range names {
		if b.times[n]++; b.times[n] == 1 {
			b.order = append(b.order, n)
		}
	}
}

// told is what is to be written by hand on so many letters; "" for nothing.
func (b *blanks) told(of int) string {
	text := ""
	for i, n := range b.order {
		if i > 0 {
			text += "、"
		}
		text += n
		if of > 1 {
			text += "（" + strconv.Itoa(b.times[n]) + " 份）"
		}
	}
	if text == "" {
		return ""
	}
	return "台账里没有，纸上留了空，请手写：" + text + "。"
}
