package store

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"tuanjian/store/ledger"
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

// deeds are the errands. What a deed does before it says begin is preparation.
var deeds = map[string]func(b *Book, o errand, begin func()) error{
	"save": func(b *Book, o errand, begin func()) error {
		m := person(o.Names[0], bornOn(o.Number), o.Number%900)
		m.Note = o.Note
		begin()
		_, err := b.Save(ledger.Members, m)
		return err
	},
	"edit": func(b *Book, o errand, begin func()) error {
		m, err := draftOf(b, o.Names[0])
		if err != nil {
			return err
		}
		m.Note = o.Note
		begin()
		_, err = b.Save(ledger.Members, m)
		return err
	},
	"import": func(b *Book, o errand, begin func()) error {
		in, err := b.ReadIntake(context.Background(), o.File, nil, nil)
		if err != nil {
			return err
		}
		begin()
		p, err := in.Apply(context.Background(), nil)
		if err == nil && len(p.Added) != len(o.Names) {
			err = fmt.Errorf("%d of %d rows imported", len(p.Added), len(o.Names))
		}
		return err
	},
	"remove": func(b *Book, o errand, begin func()) error {
		m, err := draftOf(b, o.Names[0])
		if err != nil {
			return err
		}
		begin()
		return b.Remove(ledger.Members, []ledger.ID{m.ID}, "试一试")
	},
	"undo": func(b *Book, o errand, begin func()) error { return takeBack(b.UndoLast, begin) },
	"redo": func(b *Book, o errand, begin func()) error { return takeBack(b.RedoLast, begin) },
	"draft": func(b *Book, o errand, begin func()) error {
		begin()
		return b.KeepDraft(Draft{Kind: o.Kind, Texts: map[string]string{"name": o.Note}})
	},
	"password": func(b *Book, o errand, begin func()) error {
		begin()
		return b.ChangePassword(o.Old, o.Password)
	},
	"new": func(b *Book, o errand, begin func()) error {
		begin()
		made, _, err := Create(o.File, b.Profile(), "王干事", o.Password, cheap())
		if err != nil {
			return err
		}
		return made.Close()
	},
	"backup": func(b *Book, o errand, begin func()) error {
		begin()
		return b.Backup(o.File)
	},
}

// takeBack carries out a plan that must have something to do and leave nothing out.
func takeBack(plan func() (*UndoPlan, error), begin func()) error {
	p, err := plan()
	if err != nil {
		return err
	}
	if p == nil || p.Nothing() || len(p.Left) > 0 {
		return fmt.Errorf("nothing to take back, or not all: %v", p)
	}
	begin()
	_, err = p.Apply()
	return err
}

// workUntilKilled opens the ledger that it is told and carries out one errand after
// the other. Around each it writes a line: begin, and done when the Book has
// answered.
func workUntilKilled() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	say := func(word string) { fmt.Println(word) }
	if !in.Scan() {
		return
	}
	path, password, _ := strings.Cut(in.Text(), "\t")
	b, err := Open(path, password, cheap())
	if err != nil {
		say("failed to open: " + Tell(err).Error())
		return
	}
	say("open")
	for in.Scan() {
		var o errand
		err := json.Unmarshal(in.Bytes(), &o)
		if err == nil {
			err = deeds[o.Do](b, o, func() { say("begin") })
		}
		if err != nil {
			say("failed " + o.Do + ": " + Tell(err).Error() + " " + fmt.Sprint(Tell(err).Faults))
			return
		}
		say("done")
	}
}

// draftOf is a draft of the one member of this name.
func draftOf(b *Book, name string) (*ledger.Member, error) {
	all := b.List(Query{Kind: ledger.Members})
	for i := range all.Len() {
		if m := all.Row(i).(*ledger.Member); m.Title == name {
			return ledger.Members.Clone(m).(*ledger.Member), nil
		}
	}
	return nil, fmt.Errorf("nobody of this name")
}

// bornOn gives the n-th invented member a birthday; with it the ID number is unique.
func bornOn(n int) string {
	return ledger.Day(2000, 1, 1).AddDays(n / 900).String()
}
