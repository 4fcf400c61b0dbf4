package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatFollowsAtTheOpening(t *testing.T) {
	for _, c := range []struct {
		copied copied
		seen   seen
		held   held
		want   opening
		agreed opening // with the person's consent
	}{
		{noCopy, asLeft, free, take, take},
		{noCopy, otherwise, free, take, take},
		{noCopy, torn, free, take, take},
		{noCopy, gone, free, missing, missing},
		{noCopy, out, free, missing, missing},
		{clean, asLeft, ours, goOn, goOn},
		{clean, otherwise, ours, take, take},
		{clean, torn, ours, goOn, goOn},
		{clean, gone, free, goOn, goOn},
		{clean, out, free, goOn, goOn},
		{unwritten, asLeft, ours, goOn, goOn},
		{unwritten, otherwise, ours, divide, divide},
		{unwritten, torn, ours, goOn, goOn},
		{unwritten, gone, ours, goOn, goOn},
		{unwritten, out, free, goOn, goOn},
		{noCopy, otherwise, theirs, ask, take},
		{unwritten, asLeft, theirs, ask, goOn},
		{unwritten, otherwise, theirs, ask, divide},
		{noCopy, otherwise, window, busy, busy},
		{unwritten, asLeft, window, busy, busy},
	} {
		s := sight{c.copied, c.seen, c.held}
		if got := s.opens(false); got != c.want {
			t.Errorf("%+v: %d, want %d", s, got, c.want)
		}
		if got := s.opens(true); got != c.agreed {
			t.Errorf("%+v with consent: %d, want %d", s, got, c.agreed)
		}
	}
}

func TestHowChangesGoBack(t *testing.T) {
	for _, c := range []struct {
		seen seen
		held held
		want returning
	}{
		{asLeft, ours, put}, {asLeft, free, put}, {asLeft, theirs, divert}, {asLeft, window, divert},
		{otherwise, ours, divert}, {otherwise, free, divert}, {otherwise, theirs, divert},
		{torn, ours, putAside}, {torn, free, putAside}, {torn, theirs, divert},
		{gone, ours, put}, {gone, free, wait}, {gone, theirs, divert},
		{out, free, wait}, {out, ours, wait}, {out, theirs, wait},
	} {
		if got := (sight{unwritten, c.seen, c.held}).returns(); got != c.want {
			t.Errorf("seen %d, held %d: %d, want %d", c.seen, c.held, got, c.want)
		}
	}
}

// TestNothingThrowsUnwrittenChangesAway goes through all sights: a copy with unwritten
// changes is never taken over by the original unless they were put beside it first, and
// an original that is not ours is never replaced.
func TestNothingThrowsUnwrittenChangesAway(t *testing.T) {
	for c := noCopy; c <= unwritten; c++ {
		for e := asLeft; e <= out; e++ {
			for h := free; h <= window; h++ {
				s := sight{c, e, h}
				for _, consent := range []bool{false, true} {
					if s.opens(consent) == take && c == unwritten {
						t.Errorf("%+v takes", s)
					}
				}
				if how := s.returns(); (how == put || how == putAside) && (e == otherwise || h == theirs || h == window) {
					t.Errorf("%+v replaces", s)
				}
			}
		}
	}
}

// A walk is a person with a stick between two computers and bad luck.
type walk struct {
	*outing
	book  *Book
	out   bool
	kept  []string // what was acknowledged, by whomever
	count int
}

func (w *walk) next() string { w.count++; return fmt.Sprintf("企业%03d", w.count) }

// TestNoSaveIsLost is the law: whatever happens in whatever order, each acknowledged
// save is in the end on the stick, in the ledger or in a file beside it.
func TestNoSaveIsLost(t *testing.T) {
	root := t.TempDir()
	tries := 0
	rapid.Check(t, func(r *rapid.T) {
		tries++
		w := &walk{outing: newOuting(r, filepath.Join(root, fmt.Sprint(tries)))}
		defer func() {
			if w.book != nil {
				crash(w.book)
			}
		}()
		steps := rapid.SliceOfN(rapid.SampledFrom([]string{"open", "open", "save", "save", "save", "write", "write", "pull", "plug", "plug",
			"crash", "crash writing", "crash opening", "close", "close", "let go", "look", "other program", "other computer"}), 5, 30).Draw(r, "steps")
		for _, s := range steps {
			w.step(r, s)
		}
		w.end(r)
	})
}

func (w *walk) step(r *rapid.T, s string) {
	switch s {
	case "open", "crash opening":
		if w.book != nil {
			return
		}
		env, n, failed := w.env.Nevertheless(), 0, false
		if s == "crash opening" {
			n = rapid.IntRange(1, 6).Draw(r, "deed")
			env.stumble = func() error {
				if n--; n <= 0 {
					failed = true
					return errors.New("the power goes")
				}
				return nil
			}
		}
		b, err := Open(w.path, testPassword, env)
		switch {
		case failed && err != nil:
		case err == nil:
			b.away.env.stumble = nil
			w.book = b
		case !w.out || codeOf(err) != NoFile:
			r.Fatalf("opening: %v", err)
		}
	case "save":
		if w.book != nil {
			title := w.next()
			establish(r, w.book, title)
			w.kept = append(w.kept, title)
		}
	case "write", "let go", "close":
		if w.book == nil {
			return
		}
		do := map[string]func() error{"write": w.book.WriteBack, "let go": w.book.LetGo, "close": w.book.Close}[s]
		if err := do(); err != nil && (!w.out || codeOf(err) != Unwritten) {
			r.Fatalf("%s: %v", s, err)
		} else if err == nil && !w.out {
			w.nothingLost(r)
		}
		if s == "close" {
			w.book = nil
		}
	case "look":
		if w.book != nil && w.book.LookAway().Out != w.out {
			r.Fatalf("out %v: %+v", w.out, w.book.Away())
		}
	case "pull":
		if !w.out {
			w.pull(r)
			w.out = true
		}
	case "plug":
		if w.out {
			w.plug(r)
			w.out = false
		}
	case "crash", "crash writing":
		if w.book == nil {
			return
		}
		if s == "crash writing" {
			n := rapid.IntRange(1, 7).Draw(r, "deed")
			w.book.away.env.stumble = func() error {
				if n--; n <= 0 {
					return errors.New("the power goes")
				}
				return nil
			}
			_ = w.book.WriteBack()
		}
		crash(w.book)
		w.book = nil
	case "other program", "other computer":
		if w.out {
			return
		}
		env := testEnv()
		if s == "other computer" {
			env = w.other.Nevertheless()
		}
		b, err := Open(w.path, testPassword, env)
		if err != nil {
			r.Fatalf("%s: %v", s, err)
		}
		title := w.next()
		establish(r, b, title)
		w.kept = append(w.kept, title)
		if err := b.Close(); err != nil {
			r.Fatalf("%s: %v", s, err)
		}
	}
}

// nothingLost asks for every acknowledged save in the files of the stick, and in the
// copies on this computer that wait for the next opening.
func (w *walk) nothingLost(r *rapid.T) {
	files, _ := filepath.Glob(filepath.Join(w.stick, "*.tjz"))
	waiting, _ := filepath.Glob(filepath.Join(w.env.Copies, "*", "*.tjz"))
	var there []string
	for _, f := range append(files, waiting...) {
		if w.book != nil && f == w.book.away.work {
			continue // what is only there was not written back
		}
		b, err := Open(f, testPassword, testEnv())
		if err != nil {
			r.Fatalf("%s: %v", f, err)
		}
		there = append(there, companies(b)...)
		crash(b)
	}
	for _, title := range w.kept {
		if !slices.Contains(there, title) {
			r.Fatalf("%s is lost; there are %q", title, there)
		}
	}
}

func (w *walk) end(r *rapid.T) {
	w.step(r, "plug")
	w.step(r, "close")
	w.step(r, "open") // what a power cut left
	w.step(r, "close")
	w.nothingLost(r)
	if found, _ := filepath.Glob(filepath.Join(w.env.Copies, "*", "*.tjz")); len(found) > 0 {
		r.Fatalf("%d copies stayed", len(found))
	}
	if temps, _ := filepath.Glob(filepath.Join(w.stick, ".tuanjian-*")); len(temps) > 0 {
		for _, f := range temps {
			if _, err := os.Stat(f); err == nil {
				r.Fatalf("%s stayed on the stick", f)
			}
		}
	}
}
