package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

func init() { childWork["work until killed"] = workUntilKilled }

// An errand is one thing that the child is told to do. It holds all that the parent
// needs to know of the outcome, so that the child keeps no books.
type errand struct {
	Do       string
	Number   int
	Names    []string // of members
	Note     string   // what stands in their remark afterwards
	File     string   // to read, or to write
	Password string
	Old      string // password
	Kind     string // of a draft

	effect effect // the parent's own note
}

// A worker is the child: the ledger that it has open, and what it says besides done.
type worker struct {
	book   *store.Book
	answer string
}

func (w *worker) begin() { fmt.Println("begin") }

// errands are what a killed program does. What a deed does before it begins is preparation.
var errands = map[string]func(w *worker, o errand) error{
	"save": func(w *worker, o errand) error {
		m := stage.Person(o.Names[0], bornOn(o.Number), o.Number%900)
		m.Note = o.Note
		w.begin()
		_, err := w.book.Save(ledger.Members, m)
		return err
	},
	"edit": func(w *worker, o errand) error {
		m, err := draftOf(w.book, o.Names[0])
		if err != nil {
			return err
		}
		m.Note = o.Note
		w.begin()
		_, err = w.book.Save(ledger.Members, m)
		return err
	},
	"import": func(w *worker, o errand) error {
		in, err := intake.Read(context.Background(), w.book, o.File, nil, nil)
		if err != nil {
			return err
		}
		w.begin()
		p, err := in.Apply(context.Background(), nil)
		if err == nil && len(p.Added) != len(o.Names) {
			err = fmt.Errorf("%d of %d rows imported", len(p.Added), len(o.Names))
		}
		return err
	},
	"bulk": func(w *worker, o errand) error {
		var ids []value.ID
		for _, name := range o.Names {
			m, err := draftOf(w.book, name)
			if err != nil {
				return err
			}
			ids = append(ids, m.ID)
		}
		p, err := tend.PlanBulk(w.book, ledger.Members, ids, []tend.Assignment{{Key: "note", Text: o.Note}})
		if err != nil {
			return err
		}
		w.begin()
		n, err := p.Apply("试一试")
		if err == nil && n != len(o.Names) {
			err = fmt.Errorf("%d of %d changed", n, len(o.Names))
		}
		return err
	},
	"care": func(w *worker, o errand) error {
		w.begin()
		made, err := care.BackUp(w.book, care.ByHand)
		w.answer = made.Path
		return err
	},
	"restore": func(w *worker, o errand) error {
		w.begin()
		b, err := care.RestoreFrom(context.Background(), w.book, o.File, nil)
		w.book = b
		return err
	},
	"remove": func(w *worker, o errand) error {
		m, err := draftOf(w.book, o.Names[0])
		if err != nil {
			return err
		}
		w.begin()
		return w.book.Remove(ledger.Members, []value.ID{m.ID}, "试一试")
	},
	"undo": func(w *worker, o errand) error { return w.takeBack(undo.Last) },
	"redo": func(w *worker, o errand) error { return w.takeBack(undo.Redo) },
	"draft": func(w *worker, o errand) error {
		w.begin()
		return w.book.Drafts().Keep(store.Draft{Kind: o.Kind, Texts: map[string]string{"name": o.Note}})
	},
	"password": func(w *worker, o errand) error {
		w.begin()
		return w.book.Staff().ChangePassword(o.Old, o.Password)
	},
	"new": func(w *worker, o errand) error {
		w.begin()
		made, _, err := store.Create(o.File, w.book.Profile(), "王干事", o.Password, killEnv())
		if err != nil {
			return err
		}
		return made.Close()
	},
	"backup": func(w *worker, o errand) error {
		w.begin()
		return care.BackUpTo(w.book, o.File)
	},
}

// takeBack carries out a plan that must have something to do and leave nothing out.
func (w *worker) takeBack(plan func(*store.Book) (*undo.Plan, error)) error {
	p, err := plan(w.book)
	if err != nil {
		return err
	}
	if p == nil || p.Nothing() || len(p.Left) > 0 {
		return fmt.Errorf("nothing to take back, or not all: %v", p)
	}
	w.begin()
	_, err = p.Apply()
	return err
}

// workUntilKilled opens the ledger that it is told and carries out one errand after
// the other. Around each it writes a line: begin, and done when the Book has
// answered.
func workUntilKilled() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	if !in.Scan() {
		return
	}
	path, password, _ := strings.Cut(in.Text(), "\t")
	b, err := store.Open(path, password, killEnv())
	if err != nil {
		fmt.Println("failed to open: " + store.Tell(err).Error())
		return
	}
	fmt.Println("open")
	w := &worker{book: b}
	for in.Scan() {
		var o errand
		w.answer = ""
		err := json.Unmarshal(in.Bytes(), &o)
		if err == nil {
			err = errands[o.Do](w, o)
		}
		if err != nil {
			fmt.Println("failed", o.Do, store.Tell(err).Error(), store.Tell(err).Faults)
			return
		}
		fmt.Println("done" + w.answer)
	}
}

// killEnv makes backups before an import and a bulk edit, as the program does.
func killEnv() store.Env {
	env := stage.Env()
	env.Backups = store.AllBackups
	return env
}

// draftOf is a draft of the one member of this name.
func draftOf(b *store.Book, name string) (*ledger.Member, error) {
	all := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	for i := range all.Len() {
		if m := all.Row(i).(*ledger.Member); m.Title == name {
			return ledger.Members.Clone(m).(*ledger.Member), nil
		}
	}
	return nil, fmt.Errorf("nobody of this name")
}

// bornOn gives the n-th invented member a birthday; with it the ID number is unique.
func bornOn(n int) string {
	return value.Day(2000, 1, 1).AddDays(n / 900).String()
}
