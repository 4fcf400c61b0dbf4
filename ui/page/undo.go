package page

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/undo"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
)

// Undo takes back the last thing that this operator did since the ledger was opened:
// Ctrl+Z. Where a part of it would have to stay, it shows what first.
func (s *Shell) Undo() {
	s.takeBack(undo.Last, "已撤销：", "Ctrl+Y 重做", "没有可以撤销的操作")
}

// Redo does the last thing again that was taken back: Ctrl+Y.
func (s *Shell) Redo() {
	s.takeBack(undo.Redo, "已重做：", "Ctrl+Z 撤销", "没有可以重做的操作")
}

func (s *Shell) takeBack(last func(*store.Book) (*undo.Plan, error), done, key, none string) {
	type outcome struct {
		plan *undo.Plan
		what string
		left bool // a part would stay: nothing was done
	}
	hands.RunOnly(&s.undoing, func() (o outcome, err error) {
		if o.plan, err = last(s.Book); err != nil || o.plan == nil {
			return o, err
		}
		if o.left = len(o.plan.Left) > 0; o.left {
			return o, nil
		}
		o.what = s.Did(s.Origin(o.plan.Entry))
		_, err = o.plan.Apply()
		return o, err
	}, func(o outcome) {
		switch {
		case o.plan == nil:
			s.Say(none)
		case o.left:
			s.ShowOperation(o.plan.Entry.Seq)
		default:
			s.Toasts.Past()
			s.Say(done + o.what + "　" + key)
		}
	}, func(err error) { s.Fail("没有撤销", err) })
}

// DeedWords says what an entry of the journal did; of an undo also what it took back.
func (s *Shell) DeedWords(e store.Entry) string {
	if of := s.Origin(e); of.Seq != e.Seq {
		return e.Deed().Title() + "“" + s.Did(of) + "”"
	}
	return s.Did(e)
}

// Did names a deed by its record where it was about one, else by how many; a job by its own words.
func (s *Shell) Did(e store.Entry) string {
	text, job := e.Deed().Title(), e.Deed() == store.MayWork && e.Detail.Reason != ""
	if job {
		text = e.Detail.Reason
	}
	touched, err := undo.Touched(s.Book, e.Seq, 1)
	if err == nil && e.Count == 1 && len(touched) == 1 {
		if _, about, _ := strings.Cut(text, " "); about != "" && strings.Contains(touched[0].Name, about) {
			return text // it names what it was about
		}
		return text + " " + touched[0].Name
	}
	if many := Amount(e); many != "" && !job {
		text += " " + many
	}
	return text
}

// Origin is the deed that an undo, or the redo of an undo, is about in the end.
func (s *Shell) Origin(e store.Entry) store.Entry {
	for e.Detail.Of != 0 && e.Detail.Of < e.Seq {
		of, ok := s.entry(e.Detail.Of)
		if !ok {
			break
		}
		e = of
	}
	return e
}

// OperationsMost is how many entries of the journal are looked through: some years of an office's work.
const OperationsMost = 5000

// entry finds an entry of the journal.
func (s *Shell) entry(seq uint64) (store.Entry, bool) {
	all, err := undo.Operations(s.Book, OperationsMost)
	if err != nil {
		return store.Entry{}, false
	}
	return EntryOf(all, seq)
}

// EntryOf finds an entry among the operations.
func EntryOf(all []store.Operation, seq uint64) (store.Entry, bool) {
	for _, o := range all {
		if o.Seq == seq {
			return o.Entry, true
		}
	}
	return store.Entry{}, false
}

// Amount is how many records, or rows of paper, an entry is about.
func Amount(e store.Entry) string {
	switch kind := ledger.KindOf(e.Detail.What); {
	case e.Count > 0 && kind != nil && (e.Deed().OfOneKind() || kind == ledger.Enterprises && e.Intent == "import"):
		return face.Amount(kind, e.Count)
	case e.Detail.What == "rules" || e.Detail.What == "codes":
		return strconv.Itoa(e.Detail.Rows) + " 条"
	case e.Count > 0:
		return strconv.Itoa(e.Count) + " 条"
	case e.Detail.Rows > 0:
		return strconv.Itoa(e.Detail.Rows) + " 行"
	}
	return ""
}
