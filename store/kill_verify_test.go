package store_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// verify opens what the kill left and compares it with what was acknowledged. The
// deed that was under way may be done or not, but not in part; what is found is the
// truth from here on.
func (w *witness) verify(t *testing.T) {
	t.Helper()
	r := w.table[w.aim]
	if w.amid != nil {
		r = w.table[w.amid.Do]
		r.amid++
	}
	b := w.open(t, r)
	if b == nil {
		return
	}
	defer b.Close()
	if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
		r.unclean++
		t.Errorf("after a kill in %v: %v %v", w.amid, wounds, err)
	}
	found := remarks(b)
	if w.amid != nil {
		switch w.side(found, w.amid.effect) {
		case 0:
			r.before++
		case 1:
			r.after++
			w.take(w.amid.effect)
		default:
			r.half++
			t.Errorf("half of %+v is there", *w.amid)
			return
		}
	}
	if !maps.Equal(found, w.members) {
		r.lost++
		t.Errorf("after a kill in %v: %s", w.amid, apart(found, w.members))
	}
	w.verifyDrafts(t, b, r)
	w.verifyBackups(t, b, r)
}

// verifyDrafts compares what was typed; a draft that was being kept is the old or the
// new one.
func (w *witness) verifyDrafts(t *testing.T, b *store.Book, r *toll) {
	t.Helper()
	drafts, err := b.Drafts().All()
	if err != nil {
		t.Errorf("drafts: %v", err)
	}
	found := map[string]string{}
	for _, d := range drafts {
		found[d.Kind] = d.Texts["name"]
	}
	if w.amid != nil && w.amid.Do == "draft" && found[w.amid.Kind] == w.amid.Note {
		w.drafts[w.amid.Kind] = w.amid.Note
		r.before--
		r.after++
	}
	if w.amid != nil && w.amid.Do == "restore" && maps.Equal(remarks(b), w.kept[w.amid.File].members) && maps.Equal(found, w.kept[w.amid.File].drafts) {
		w.drafts = found
	}
	if !maps.Equal(found, w.drafts) {
		r.lost++
		t.Errorf("after a kill in %v: %s", w.amid, apart(found, w.drafts))
	}
}

// side says which state of an effect is found: 0 the one before, 1 the one after, 2
// neither. A change of password shows by the one that opened the ledger; a backup's
// file is looked at later.
func (w *witness) side(found map[string]string, e effect) int {
	if w.amid.Do == "password" && w.password == w.amid.Password {
		return 1
	}
	count := [2]int{}
	for name, sides := range e {
		note, there := found[name]
		for i, s := range sides {
			if s == nil && !there || s != nil && there && *s == note {
				count[i]++
			}
		}
	}
	switch len(e) {
	case count[0]:
		return 0
	case count[1]:
		return 1
	}
	return 2
}

// open opens the ledger with the acknowledged password; after a kill in a change of
// it with the old or the new one, and never with both.
func (w *witness) open(t *testing.T, r *toll) *store.Book {
	t.Helper()
	right, wrong := []string{w.password}, []string{"a-secret-word-0"}
	if w.amid != nil && w.amid.Do == "password" {
		right = append(right, w.amid.Password)
	}
	var b *store.Book
	for _, password := range right {
		opened, err := store.Open(w.path, password, killEnv())
		switch {
		case err == nil && b == nil:
			b, w.password = opened, password
			defer func() { wrong = nil }()
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		case err == nil:
			opened.Close()
			t.Errorf("both passwords open the ledger")
		case store.Tell(err).Code != store.WrongPassword:
			r.lost++
			t.Errorf("after a kill in %v: %v", w.amid, err)
			return nil
		}
	}
	if b == nil {
		r.lost++
		t.Error("no password opens the ledger")
		return nil
	}
	for _, password := range wrong {
		if b, err := store.Open(w.path, password, killEnv()); err == nil {
			b.Close()
			t.Errorf("a wrong password opens the ledger")
		}
	}
	b, err := store.Open(w.path, w.password, killEnv())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// verifyBackups opens each acknowledged backup and new ledger once; one that was under
// way is whole, or not there.
func (w *witness) verifyBackups(t *testing.T, b *store.Book, r *toll) {
	t.Helper()
	if w.amid != nil && (w.amid.Do == "backup" || w.amid.Do == "new") {
		if _, err := os.Stat(w.amid.File); err == nil {
			w.acknowledge(*w.amid, "")
			r.before--
			r.after++
		}
	}
	for path, s := range w.backups {
		copied, err := store.Open(path, s.password, killEnv())
		w.whole(t, r, copied, err, s)
		delete(w.backups, path)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	w.verifyKept(t, b, r)
	for _, e := range entriesOf(t, w.folder) {
		if info, err := e.Info(); err == nil && !e.IsDir() && info.Size() == 0 && !strings.HasSuffix(e.Name(), ".tmp") {
			t.Errorf("%s is empty", e.Name())
		}
	}
}

// verifyKept opens what is new in the ledger's own folder of backups. The newest one
// that was acknowledged must be there.
func (w *witness) verifyKept(t *testing.T, b *store.Book, r *toll) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(care.BackupFolder(w.path), "*.tjz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		if !w.opened[path] {
			copied, err := store.OpenWith(path, *b.InKey(), "", killEnv())
			w.whole(t, r, copied, err, w.kept[path])
			w.opened[path] = true
		}
	}
	if w.newest != "" && !slices.Contains(all, w.newest) {
		r.lost++
		t.Errorf("the newest backup is gone")
	}
}

// whole says whether a copy is sound and holds what it should, nil where nobody knows.
func (w *witness) whole(t *testing.T, r *toll, b *store.Book, err error, s *snapshot) {
	t.Helper()
	if err != nil {
		r.lost++
		t.Errorf("a backup does not open: %v", err)
		return
	}
	defer b.Close()
	if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
		r.unclean++
		t.Errorf("a backup is hurt: %v %v", wounds, err)
	}
	if found := remarks(b); s != nil && !maps.Equal(found, s.members) {
		r.lost++
		t.Errorf("a backup: %s", apart(found, s.members))
	}
}

// leftovers are the files beside the ledger that nobody asked for.
func (w *witness) leftovers(t *testing.T) (left []string) {
	t.Helper()
	for _, e := range entriesOf(t, w.folder) {
		if e.Name() != filepath.Base(w.path) && !e.IsDir() {
			left = append(left, e.Name())
		}
	}
	return left
}

func entriesOf(t *testing.T, folder string) []os.DirEntry {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// remarks are the members of a ledger: name → remark.
func remarks(b *store.Book) map[string]string {
	out := map[string]string{}
	all := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	for i := range all.Len() {
		m := all.Row(i).(*ledger.Member)
		out[m.Title] = m.Note
	}
	return out
}

func apart(found, want map[string]string) string {
	var lines []string
	for name, note := range want {
		if got, there := found[name]; !there {
			lines = append(lines, name+" is gone")
		} else if got != note {
			lines = append(lines, name+" has "+got+", not "+note)
		}
	}
	for name := range found {
		if _, there := want[name]; !there {
			lines = append(lines, name+" was never acknowledged")
		}
	}
	return strings.Join(lines[:min(len(lines), 5)], "; ")
}
