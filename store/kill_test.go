package store_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

var kills = flag.Int("kills", 200, "how often TestKills kills the program")

// perLedger is after how many kills a new ledger is begun, so that all stay small.
const perLedger = 25

// TestKills kills a program at random instants, spread evenly over what it can be
// doing, and asks each time what is left. What was acknowledged, this process knows;
// the killed one keeps no books. bash .ci/kills 2000 does it at length.
func TestKills(t *testing.T) {
	every := slices.Sorted(maps.Keys(errands))
	n := *kills
	if testing.Short() {
		n = min(n, 3*len(every))
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	table := map[string]*toll{}
	for _, deed := range every {
		table[deed] = &toll{usual: 4 * time.Millisecond}
	}
	var w *witness
	for i := range n {
		if i%perLedger == 0 {
			w.end(t)
			w = newWitness(t, rand.New(rand.NewPCG(seed, uint64(i))), table)
		}
		w.round(t, every[i%len(every)])
		w.verify(t)
		if t.Failed() {
			break
		}
	}
	for _, deed := range every { // a quick deed is hit seldom: it is tried until it was
		for extra := 0; extra < 100 && !testing.Short() && !t.Failed() && table[deed].amid == 0; extra++ {
			w.round(t, deed)
			w.verify(t)
		}
	}
	w.end(t)
	t.Logf("%-9s %6s %6s %6s %6s %6s %6s %6s", "deed", "kills", "amid", "before", "after", "lost", "half", "unclean")
	for _, deed := range every {
		r := table[deed]
		t.Logf("%-9s %6d %6d %6d %6d %6d %6d %6d", deed, r.kills, r.amid, r.before, r.after, r.lost, r.half, r.unclean)
		if !testing.Short() && r.kills > 10 && r.amid == 0 {
			t.Errorf("%s: no kill fell into it, so nothing was tried", deed)
		}
	}
}

// A toll is what the kills of one deed came to. amid are the kills that fell between
// its beginning and its answer; of these the deed was found not done (before) or
// wholly done (after).
type toll struct {
	kills, amid, before, after, lost, half, unclean int
	usual                                           time.Duration // that it takes, as it is guessed from those that were not killed
}

// A witness keeps what was acknowledged of one ledger.
type witness struct {
	rng    *rand.Rand
	table  map[string]*toll
	folder string // the ledger's; the errands' own files lie in desk
	desk   string
	path   string

	members  map[string]string // name → remark
	drafts   map[string]string // kind → what was typed
	password string
	undo     []effect             // what this child can take back, the last at the end
	redo     []effect             // and do again
	backups  map[string]*snapshot // acknowledged and not yet opened; new ledgers too
	kept     map[string]*snapshot // in the ledger's own folder of backups
	newest   string               // of these, by this child: later ones push older ones out
	opened   map[string]bool      // whatever lay in that folder and was found whole
	number   int

	amid *errand // begun and not answered
	aim  string  // the deed that this round's kill was meant for
}

// An effect is what an errand does to the members: the remark of each name before and
// after, nothing for one that is not there.
type effect map[string][2]*string

// A snapshot is what a copy must hold.
type snapshot struct {
	members, drafts map[string]string
	password        string
}

func (w *witness) snapshot() *snapshot {
	return &snapshot{maps.Clone(w.members), maps.Clone(w.drafts), w.password}
}

func newWitness(t *testing.T, rng *rand.Rand, table map[string]*toll) *witness {
	t.Helper()
	w := &witness{rng: rng, table: table, folder: t.TempDir(), desk: t.TempDir(), members: map[string]string{}, drafts: map[string]string{},
		backups: map[string]*snapshot{}, kept: map[string]*snapshot{}, opened: map[string]bool{}, password: stage.Password}
	w.path = filepath.Join(w.folder, "塔北 社区.tjz")
	b, _, err := store.Create(w.path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, killEnv())
	if err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, &ledger.Member{Title: "柏", Nation: "01", Note: "始"})
	w.members["柏"] = "始"
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

// end lets a day pass after the last kill, opens the ledger once more and backs it up:
// then nothing unfinished lies about.
func (w *witness) end(t *testing.T) {
	if w == nil || t.Failed() {
		return
	}
	now, err := disk.ClockOf(w.folder)
	if err != nil {
		t.Fatal(err)
	}
	yesterday := now.AddDate(0, 0, -1)
	for _, name := range w.leftovers(t) {
		if err := os.Chtimes(filepath.Join(w.folder, name), yesterday, yesterday); err != nil {
			t.Fatal(err)
		}
	}
	b, err := store.Open(w.path, w.password, killEnv())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := care.BackUp(b, care.ByHand); err != nil {
		t.Error(err)
	}
	b.Close()
	left := w.leftovers(t)
	for _, e := range entriesOf(t, care.BackupFolder(w.path)) {
		if strings.HasPrefix(e.Name(), ".") {
			left = append(left, e.Name())
		}
	}
	if len(left) > 0 {
		t.Errorf("left beside a ledger after %d kills: %v", perLedger, left)
	}
}

// round starts a child, keeps it at work, and kills it at some instant of the deed.
func (w *witness) round(t *testing.T, deed string) {
	t.Helper()
	w.undo, w.redo, w.amid, w.aim, w.newest = nil, nil, nil, deed, ""
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"=work until killed")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if _, err := fmt.Fprintf(in, "%s\t%s\n", w.path, w.password); err != nil || !lines.Scan() || lines.Text() != "open" {
		_ = cmd.Process.Kill()
		t.Fatalf("the child does not open the ledger: %q %v", lines.Text(), err)
	}
	before := [][]string{{}, {w.any()}, {w.any(), w.any()}}[w.rng.IntN(3)]
	before = append(before, map[string][]string{"undo": {w.lasting()}, "redo": {w.lasting(), "undo"}, "restore": {"care", w.lasting()}}[deed]...)
	for at := 0; ; at++ {
		next := deed
		switch {
		case at < len(before):
			next = before[at]
		case at != len(before):
			next = w.any()
		}
		o := w.errand(next)
		if !w.send(in, o) {
			break
		}
		if !lines.Scan() {
			break
		}
		if lines.Text() != "begin" {
			_ = cmd.Process.Kill()
			t.Fatalf("%s: %s", next, lines.Text())
		}
		from := trial.Start()
		w.amid = &o
		if at == len(before) {
			usual := w.table[deed].usual
			if wait := time.Duration(w.rng.Int64N(int64(usual) * 5 / 4)); wait > usual/4 {
				time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
			} else {
				_ = cmd.Process.Kill() // a timer is too slow for what is done in a millisecond
			}
		}
		if !lines.Scan() {
			break
		}
		answer, done := strings.CutPrefix(lines.Text(), "done")
		if !done {
			_ = cmd.Process.Kill()
			t.Fatalf("%s: %s", next, lines.Text())
		}
		w.amid = nil
		w.acknowledge(o, answer)
		r := w.table[o.Do]
		r.usual = (3*r.usual + from.Taken()) / 4
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child ended by itself: %v", err)
	}
	r := w.table[deed]
	r.kills++
	if w.amid != nil && w.amid.Do == deed {
		r.usual += r.usual / 4 // perhaps it never got to its end
	}
}

func (w *witness) send(in io.Writer, o errand) bool {
	line, err := json.Marshal(o)
	if err != nil {
		return false
	}
	_, err = in.Write(append(line, '\n'))
	return err == nil
}

// any is a deed at random that can be done now.
func (w *witness) any() string {
	every := slices.Sorted(maps.Keys(errands))
	return every[w.rng.IntN(len(every))]
}

// lasting is a deed at random that can be taken back.
func (w *witness) lasting() string {
	return []string{"save", "edit", "import", "bulk", "remove"}[w.rng.IntN(5)]
}

var digits = []rune("零一二三四五六七八九")

// called is the name of the n-th invented member.
func called(n int) string {
	name := "柏"
	for _, c := range fmt.Sprint(n) {
		name += string(digits[c-'0'])
	}
	return name
}

// errand makes up the next errand of a kind. One that finds nothing to work on becomes
// a save.
func (w *witness) errand(deed string) errand {
	w.number++
	o := errand{Do: deed, Number: w.number, Note: fmt.Sprint("第", w.number, "次")}
	names := slices.Sorted(maps.Keys(w.members))
	switch {
	case deed == "edit" && len(names) > 0:
		o.Names = []string{names[w.rng.IntN(len(names))]}
	case deed == "bulk" && len(names) > 1:
		w.rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		o.Names = names[:min(len(names), 2+w.rng.IntN(40))]
	case deed == "restore" && w.newest != "":
		o.File, o.effect = w.newest, w.backTo(w.kept[w.newest])
	case deed == "care":
	case deed == "remove" && len(names) > 0:
		o.Names = []string{names[w.rng.IntN(len(names))]}
		o.effect = effect{o.Names[0]: {w.remark(o.Names[0]), nil}}
	case deed == "undo" && len(w.undo) > 0:
		o.effect = w.undo[len(w.undo)-1].reversed()
	case deed == "redo" && len(w.redo) > 0:
		o.effect = w.redo[len(w.redo)-1]
	case deed == "import":
		o.Names, o.File = w.sheet(o.Note)
	case deed == "draft":
		o.Kind = []string{"enterprise", "branch", "post"}[w.rng.IntN(3)] // none that is saved here: that drops its draft
	case deed == "password":
		o.Old, o.Password = w.password, fmt.Sprint("a-secret-word-", w.number)
	case deed == "backup" || deed == "new":
		o.File = filepath.Join(w.folder, fmt.Sprint("备份 ", w.number, ".tjz"))
		o.Password = w.password
	default:
		o.Do, o.Names = "save", []string{called(w.number)}
	}
	if o.effect == nil {
		o.effect = effect{}
		for _, name := range o.Names {
			o.effect[name] = [2]*string{w.remark(name), &o.Note}
		}
	}
	return o
}

// sheet writes a table of new members for an import.
func (w *witness) sheet(note string) (names []string, file string) {
	text := "姓名,身份证号码,民族,入团时间,备注\n"
	for range 10 + w.rng.IntN(40) {
		w.number++
		names = append(names, called(w.number))
		text += strings.Join([]string{called(w.number), stage.IDNumber(bornOn(w.number), w.number%900), "汉族", "2016-05", note}, ",") + "\n"
	}
	file = filepath.Join(w.desk, "表.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		panic(err)
	}
	return names, file
}

// backTo is what a restore does to the members.
func (w *witness) backTo(s *snapshot) effect {
	e := effect{}
	for name, note := range w.members {
		if then, there := s.members[name]; !there || then != note {
			e[name] = [2]*string{&note, nil}
		}
	}
	for name, note := range s.members {
		if now, there := w.members[name]; !there || now != note {
			e[name] = [2]*string{w.remark(name), &note}
		}
	}
	return e
}

// remark is what the member has, nil where there is none of this name.
func (w *witness) remark(name string) *string {
	if note, there := w.members[name]; there {
		return &note
	}
	return nil
}

func (e effect) reversed() effect {
	back := effect{}
	for name, sides := range e {
		back[name] = [2]*string{sides[1], sides[0]}
	}
	return back
}

// acknowledge writes down that an errand was answered, and with what.
func (w *witness) acknowledge(o errand, answer string) {
	w.take(o.effect)
	switch o.Do {
	case "undo":
		last := len(w.undo) - 1
		w.redo, w.undo = append(w.redo, w.undo[last]), w.undo[:last]
	case "redo":
		last := len(w.redo) - 1
		w.undo, w.redo = append(w.undo, w.redo[last]), w.redo[:last]
	case "password":
		w.password = o.Password
	case "backup":
		w.backups[o.File] = w.snapshot()
	case "new":
		w.backups[o.File] = &snapshot{members: map[string]string{}, password: w.password}
	case "care":
		w.newest = answer
		if w.kept[answer] == nil { // else nothing was saved since
			w.kept[answer] = w.snapshot()
		}
	case "restore":
		w.drafts = maps.Clone(w.kept[o.File].drafts)
		w.undo, w.redo = nil, nil
	case "draft":
		w.drafts[o.Kind] = o.Note
	default:
		w.undo, w.redo = append(w.undo, o.effect), nil
	}
}

func (w *witness) take(e effect) {
	for name, sides := range e {
		if sides[1] == nil {
			delete(w.members, name)
			continue
		}
		w.members[name] = *sides[1]
	}
}
