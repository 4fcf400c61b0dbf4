package page

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/form"
	"tuanjian/ui/kit"
)

// What jobs share with the panel of a record: a form that finds, names and explains alike, and what is typed into it and not
// saved, which waits in the same place. So it is found again from both.

// FormOptions are the options of a form over a record of a kind, without what is the form's own: which fields it has, what
// forbids them, and what saving does.
func (s *Shell) FormOptions(kind ledger.Kind) form.Options {
	b := s.Book
	match := func(list *codes.List, query string) []kit.Option {
		return Options(find.OptionsOf(b.Today(), list, query, optionsMost))
	}
	r := &record{s: s, kind: kind}
	return form.Options{Lengths: face.Of(kind).Lengths, Basis: b.Basis(), Match: match, Refer: match, Name: s.nameOf, OnCreate: r.create, OnOther: r.openOther,
		Help: func(key string) []kit.Explained { return FieldHelp(b, kind, key) }, Locked: !b.May(store.MayWork)}
}

// Unsaved is what was typed about a record and not saved; the zero ID is a new one. It is empty where nothing waits.
func (s *Shell) Unsaved(kind ledger.Kind, id value.ID) form.Kept {
	d, there, err := s.drafts.of(draftOf{kind.Name(), id})
	if err != nil {
		s.Fail("没有读出没保存的录入", err)
	}
	if !there {
		return form.Kept{}
	}
	return keptOf(d)
}

// KeepUnsaved has what was typed about a record kept soon.
func (s *Shell) KeepUnsaved(kind ledger.Kind, id value.ID, k form.Kept) {
	rev := uint32(0)
	if r := s.Book.Today().Get(kind, id); r != nil {
		rev = r.Head().Rev
	}
	s.drafts.keep(draftOf{kind.Name(), id}, rev, k, func() {}, func(err error) { s.Say("填写的内容暂时留不住：" + kit.Sentence(err)) })
}

// FlushUnsaved returns when all that was typed is durable.
func (s *Shell) FlushUnsaved() {
	if err := s.drafts.flush(); err != nil {
		s.Fail("没有留住填写的内容", err)
	}
}

// DropUnsaved forgets what was typed about a record: it is saved.
func (s *Shell) DropUnsaved(kind ledger.Kind, id value.ID) {
	s.drafts.forget(draftOf{kind.Name(), id})
	if err := s.Book.Drafts().Drop(kind.Name(), id); err != nil {
		s.Fail("没有放下录入", err)
	}
}
