package forms

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/cards"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// The papers of one record (domain.md §8.3), see package cards.
const (
	EnterpriseCard Form = "enterprise-card" // 非公企业团建情况调查表 (row 2)
	MemberCard     Form = "member-card"     // 团员登记表 (row 8)
	ReferralCard   Form = "referral-card"   // 培训和推荐就业登记表 (row 22)
	VisitCard      Form = "visit-card"      // 走访记录单 (row 23)
	ProblemCard    Form = "problem-card"    // 问题办理单 (row 20)
	RatingCard     Form = "rating-card"     // 对标定级自评表 of one branch (row 25)
	SupplyReceipt  Form = "receipt"         // 团旗团章团徽签收单 of one branch (row 18)
	Minutes        Form = "minutes"         // 会议（活动）记录 (row 16)
	SignIn         Form = "sign-in"         // 签到表 (rows 16, 17)
	Ballot         Form = "ballot"          // 选票 (row 15)
	Votes          Form = "votes"           // 计票单 (row 15)
	SurveyForms    Form = "survey-form"     // 需求调查表 (row 19)
	SurveyResult   Form = "survey-result"   // what its sheets say (row 19)
)

// cardForms are the papers of one record; those of several records are one file.
var cardForms = map[Form]cards.Card{
	EnterpriseCard: cards.Enterprise,
	MemberCard:     cards.Member,
	ReferralCard:   cards.Referral,
	VisitCard:      cards.Visit,
	ProblemCard:    cards.Problem,
	RatingCard:     cards.Rating,
	SupplyReceipt:  cards.Receipt,
	Minutes:        cards.Minutes,
	SignIn:         cards.SignIn,
	Ballot:         cards.Ballot,
	Votes:          cards.Votes,
	SurveyForms:    cards.Survey,
	SurveyResult:   cards.Result,
}

// mostCards is how many records one file of such papers holds: more is surely a list that was not narrowed.
const mostCards = 2000

// mostCopies is how many copies of one paper a file holds.
const mostCopies = 5000

// Single says that a form is the paper of one record, of which an output may hold many.
func Single(f Form) bool { _, known := cardForms[f]; return known }

// Counted is what a number that a person types for a paper of one record means: cards.Copies, cards.Blanks, or "" for none.
func Counted(f Form) string { return cardForms[f].Counted }

// SinglesOf are the papers of one record that records of a kind have, in the order of the menu.
func SinglesOf(kind ledger.Kind) (all []Form) {
	for _, f := range Forms {
		if card, known := cardForms[f.Form]; known && card.Kind == kind {
			all = append(all, f.Form)
		}
	}
	return all
}

// firsts are the papers about one record of a kind that stand before, or beside, those of cardForms.
var firsts = map[ledger.Kind][]Form{ledger.Branches: {BranchSheet, BranchRoster, SupplyReceipt, YearBook}}

// PapersOf are the papers about one record of a kind, the one that is asked for most first: what F12 shows of an open one.
func PapersOf(kind ledger.Kind) []Form {
	all := slices.Clone(firsts[kind])
	for _, f := range SinglesOf(kind) {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

// A BlankForm is one that is printed empty, to be filled in by hand: which, and of the survey forms that the program brings
// the one that is meant.
type BlankForm struct {
	Form         Form
	Kind         ledger.Kind // what it is about
	Title, Which string
}

// BlankForms are all forms that an office fills in by hand, papers of one record first.
func BlankForms(b *store.Book) (all []BlankForm) {
	kept := map[ledger.Kind]bool{}
	for _, kind := range rules.KindsOf(b.Today()) {
		kept[kind] = true
	}
	for _, single := range []bool{true, false} {
		for _, f := range Forms {
			kind := KindOf(f.Form)
			switch {
			case f.Form == BranchSheet && single:
				all = append(all, BlankForm{Form: f.Form, Kind: ledger.Branches, Title: f.Title})
			case kind == nil || Letter(f.Form) || Single(f.Form) != single || !kept[kind] || f.Form == SurveyResult || f.Form == BranchRoster:
			case f.Form == SurveyForms:
				for _, s := range ledger.SurveyForms() {
					all = append(all, BlankForm{f.Form, kind, s.Title, s.Title})
				}
			default:
				all = append(all, BlankForm{Form: f.Form, Kind: kind, Title: f.Title})
			}
		}
	}
	return all
}

// card lays out papers of one record, one after the other.
func (o *Printout) card(card cards.Card) error {
	b, p := o.book, o.print
	o.title, o.veil = Title(p.Form), card.Veil(p.Full)
	v := b.Today()
	var of []ledger.Record
	switch {
	case p.Empty:
		of = []ledger.Record{nil}
	case len(p.Drafts) > 0:
		v = v.With(p.Drafts...)
		for _, r := range p.Drafts {
			if ledger.KindFor(r) == card.Kind {
				of = append(of, r)
			}
		}
	case p.List != nil:
		if p.List.Kind() != card.Kind {
			return store.Refuse("这份表不能打印这类记录。")
		}
		of = p.List.Rows()
	default:
		q := records.Query{Kind: card.Kind, Tab: card.Kind.Begin(), Sort: card.Kind.Columns()[0].Key}
		if !p.Branch.IsZero() && card.Kind.AtHome("branch") {
			q.Under = records.Place{Kind: "branch", ID: p.Branch}
		}
		of = find.ListOf(v, q).Rows()
	}
	switch n := len(of); {
	case n == 0:
		return store.Refuse("没有可打印的记录。要打空白的，请到“空白表”里选。")
	case n > mostCards:
		return store.Refuse("这里有 " + strconv.Itoa(n) + " 条，一次最多打 " + strconv.Itoa(mostCards) + " 份。请先筛选，或选中要打的几行。")
	case p.Copies > mostCopies:
		return store.Refuse("一次最多打 " + strconv.Itoa(mostCopies) + " 份。请分几次打。")
	}
	d := &cards.Desk{View: v, Ledger: b.Profile().Name, Today: o.today(), Printed: o.printed(), Veil: o.veil, Empty: p.Empty, Rows: p.Blank, Copies: p.Copies, Branch: p.Branch, Which: p.Which}
	var docs []*paper.Document
	var rows [][]string
	var heads []string
	for _, r := range of {
		one := card.Lay(d, r)
		docs, rows, heads = append(docs, one.Doc), append(rows, one.Rows...), longer(heads, one.Heads)
	}
	o.rows = len(of)
	if p.Empty {
		o.rows = 0
	}
	if o.doc = docs[0]; len(docs) > 1 {
		o.doc = paper.Join(o.title, docs...)
	}
	o.sheet = sheet.OutSheet{Name: o.title, Title: o.title, Particulars: "填报单位（盖章）：" + b.Profile().Name + "　截止日期：" + o.today(), Len: len(rows), Row: func(i int) []string { return rows[i] }}
	for _, head := range heads {
		o.sheet.Columns = append(o.sheet.Columns, sheet.OutColumn{Head: head})
	}
	return nil
}

// repeat makes as many copies of an empty form as were asked for; ballots and survey forms have made theirs.
func (o *Printout) repeat() {
	if n := o.print.Copies; o.print.Empty && n > 1 && Counted(o.print.Form) != cards.Copies {
		o.doc = paper.Join(o.title, slices.Repeat([]*paper.Document{o.doc}, n)...)
	}
}

// longer is the longer of two heads: that of a survey of more organisations.
func longer(a, b []string) []string {
	if len(b) > len(a) {
		return b
	}
	return a
}
