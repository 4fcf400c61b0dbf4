package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/undo"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// letter is a file of n bytes that no packing makes shorter.
func letter(seed uint64, n int) []byte {
	const head, tail = "%PDF-1.4\n", "\n%%EOF"
	out := make([]byte, max(n, len(head)+len(tail)))
	src := rand.NewPCG(seed, 7)
	for i := range out {
		out[i] = byte(src.Uint64())
	}
	copy(out, head)
	copy(out[len(out)-len(tail):], tail)
	return out
}

// attached adds a letter of a sort to a record.
func attached(t testing.TB, b *store.Book, kind ledger.Kind, id value.ID, sort string, content []byte) *ledger.Attachment {
	t.Helper()
	f, err := attach.Look("来文.pdf", bytes.Clone(content))
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	f.Sort = sort
	all, err := attach.Add(b, kind, id, []*attach.File{f})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return all[0]
}

// contentOf reads a file back.
func contentOf(b *store.Book, a *ledger.Attachment) ([]byte, error) {
	var out bytes.Buffer
	err := attach.Copy(b, a, &out)
	return out.Bytes(), err
}

func holdsFile(t testing.TB, b *store.Book, a *ledger.Attachment, want []byte) {
	t.Helper()
	if got, err := contentOf(b, a); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%d bytes come back for %d: %v", len(got), len(want), err)
	}
}

// TestFilesGoInAndOut adds files of every length around the edges of pieces, and takes each through all that happens to a
// record: opened again, undone and done again, binned and brought back with what it belongs to, joined.
func TestFilesGoInAndOut(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	twin := stage.Keep(t, b, ledger.Members, stage.Person("李花", "2003-07-02", 102))
	contents := map[value.ID][]byte{}
	for i, n := range []int{15, 1000, store.PieceSize - 1, store.PieceSize, store.PieceSize + 1, 3*store.PieceSize + 77, 2 << 20} {
		content := letter(uint64(i), n)
		a := attached(t, b, ledger.Members, m.ID, codes.AttachmentOther, content)
		contents[a.ID] = content
	}
	all := func(b *store.Book, of value.ID, n int) {
		t.Helper()
		files := attach.Of(b.Today(), ledger.Members, of)
		if len(files) != n {
			t.Fatalf("%d files", len(files))
		}
		for _, a := range files {
			holdsFile(t, b, a, contents[a.ID])
		}
	}
	all(b, m.ID, 7)

	take := func(plan func(*store.Book) (*undo.Plan, error)) {
		t.Helper()
		p, err := plan(b)
		if err != nil || p == nil {
			t.Fatal(err)
		}
		if _, err := p.Apply(); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	take(undo.Last)
	all(b, m.ID, 6)
	take(undo.Redo)
	all(b, m.ID, 7)

	if err := b.Remove(ledger.Members, []value.ID{m.ID}, "录错了"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	all(b, m.ID, 0)
	if room, err := attach.RoomOf(b); err != nil || room.Files != 0 || room.Binned != 7 || room.Thrown < 3<<20 {
		t.Errorf("%+v %v", room, err)
	}
	if err := b.Bin().Back(ledger.Members, []value.ID{m.ID}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	all(b, m.ID, 7)

	j, err := tend.PlanJoin(b, ledger.Members, twin.ID, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := j.Apply("同一个人"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	all(b, twin.ID, 7)
	take(undo.Last)
	all(b, m.ID, 7)
	b = stage.Reopened(t, b)
	all(b, m.ID, 7)

	to := filepath.Join(t.TempDir(), "备份.tjz")
	if err := care.BackUpTo(b, to); err != nil {
		t.Fatal(err)
	}
	copied := stage.OpenAs(t, to, b.Operator(), stage.Password)
	all(copied, m.ID, 7)
	copied.Close()
	if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
	if !strings.Contains(fmt.Sprint(b.Journal(20)), "attach") {
		t.Error("the journal does not tell of it")
	}
}

// TestWhatIsNotAdded asks for what a ledger refuses, and finds nothing changed.
func TestWhatIsNotAdded(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	content := letter(1, 5000)
	attached(t, b, ledger.Members, m.ID, codes.AttachmentOther, content)
	before := stage.Seq(b)
	look := func(content []byte) *attach.File {
		f, err := attach.Look("a.pdf", content)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	var many []*attach.File
	for i := range 5 {
		many = append(many, look(letter(uint64(10+i), 9<<20)))
	}
	for what, err := range map[string]error{
		"已经在这条记录的附件里": func() error { _, err := attach.Add(b, ledger.Members, m.ID, []*attach.File{look(content)}); return err }(),
		"已经不在台账里": func() error {
			_, err := attach.Add(b, ledger.Members, value.ID{9}, []*attach.File{look(letter(2, 99))})
			return err
		}(),
		"没有附件": func() error {
			_, err := attach.Add(b, ledger.Communities, stage.Home(b).ID, []*attach.File{look(letter(2, 99))})
			return err
		}(),
		"一次最多添加": func() error { _, err := attach.Add(b, ledger.Members, m.ID, many); return err }(),
		"请先选":    func() error { _, err := attach.Add(b, ledger.Members, m.ID, nil); return err }(),
	} {
		if err == nil || !strings.Contains(store.Tell(err).Message, what) {
			t.Errorf("want %s, got %v", what, err)
		}
	}
	if stage.Seq(b) != before || len(attach.Of(b.Today(), ledger.Members, m.ID)) != 1 {
		t.Error("something was added all the same")
	}
	a := attach.Of(b.Today(), ledger.Members, m.ID)[0]
	out := filepath.Join(t.TempDir(), "另存.pdf")
	if err := attach.SaveAs(b, a, out, " "); err == nil {
		t.Error("it is written out without a reason")
	}
	if err := attach.SaveAs(b, a, out, "核对"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, content) {
		t.Error("what is written out is another", err)
	}
	if lines, err := b.Journal(1); err != nil || lines[0].Intent != "export" || !lines[0].Detail.Whole || lines[0].Detail.Reason != "核对" {
		t.Errorf("%+v %v", lines, err)
	}
}

// TestFilesTakeLittleMemory reads a file of the greatest length and holds that no more than a few pieces were in memory.
func TestFilesTakeLittleMemory(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	a := attached(t, b, ledger.Members, m.ID, codes.AttachmentOther, letter(1, attach.MaxFile))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := attach.Copy(b, a, io.Discard); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 4*store.PieceSize {
		t.Errorf("%d bytes were taken for a file of %d", took, attach.MaxFile)
	}
}

// TestAHurtFileIsNamed turns one byte of a file over: what is hurt is named by the record that it belongs to, and all else
// is whole, also in a ledger that is salvaged.
func TestAHurtFileIsNamed(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	hurt := attached(t, b, ledger.Members, m.ID, codes.AttachmentOther, letter(1, 6<<20))
	sound := attached(t, b, ledger.Enterprises, e.ID, codes.AttachmentOther, letter(2, 40_000))
	if err := b.Sweep(); err != nil { // else older pages have the same pieces once more, and salvage finds them
		t.Fatal(err)
	}
	path, everything := b.Path(), stage.Everything(b)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for tries := 0; ; tries++ {
		if tries > 50 {
			t.Fatal("no byte of the file was hit")
		}
		torn := bytes.Clone(file)
		torn[len(torn)/4+rng.IntN(len(torn)/2)] ^= 0x40
		if err := os.WriteFile(path, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			continue // a head of a page was hit
		}
		if _, err := contentOf(b, hurt); err == nil {
			b.Close()
			continue
		} else if told := store.Tell(err); told.Code != store.Damaged || !strings.Contains(told.Message, "来文") {
			t.Errorf("%+v", told)
		}
		wounds, err := care.Check(b)
		if err != nil || len(wounds) == 0 || !strings.Contains(wounds[0].What, "李华") || !strings.Contains(wounds[0].What, "来文") || wounds[0].ID != hurt.ID {
			t.Errorf("%+v %v", wounds, err)
		}
		if got := stage.Everything(b); len(got) != len(everything) {
			t.Errorf("%d of %d records are left", len(got), len(everything))
		}
		holdsFile(t, b, sound, letter(2, 40_000))
		b.Close()
		break
	}
	to := filepath.Join(t.TempDir(), "抢救.tjz")
	out, err := care.Salvage{From: path, To: to, Password: stage.Password}.Run(context.Background(), stage.Env(), stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if told := strings.Join(out.Lost, "\n"); !strings.Contains(told, "李华") || !strings.Contains(told, "来文") || strings.Contains(told, "东升五金") {
		t.Errorf("told: %s", told)
	}
	saved := stage.OpenAs(t, to, b.Operator(), stage.Password)
	defer saved.Close()
	holdsFile(t, saved, sound, letter(2, 40_000))
	if got := len(attach.Of(saved.Today(), ledger.Members, m.ID)); got != 1 {
		t.Errorf("%d records of files", got)
	}
	if wounds, err := care.Check(saved); err != nil || len(wounds) != 1 || wounds[0].ID != hurt.ID {
		t.Errorf("the check of what was salvaged does not name the file: %+v %v", wounds, err)
	}
}

// TestAFileOfWhichAPieceIsGoneIsNamed takes a piece out of a file, and all of another: opening notices neither, the check and
// the office's count name both, by whose they are.
func TestAFileOfWhichAPieceIsGoneIsNamed(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	short := attached(t, b, ledger.Members, m.ID, codes.AttachmentOther, letter(1, 3*store.PieceSize))
	gone := attached(t, b, ledger.Enterprises, e.ID, codes.AttachmentPhoto, letter(2, 40_000))
	sound := attached(t, b, ledger.Members, m.ID, codes.AttachmentAdmitted, letter(3, 40_000))
	if err := b.Engine().Vault().Update(func(tx *vault.Tx) error {
		if err := tx.Delete(store.PieceBucket, append(bytes.Clone(short.ID[:]), 0, 0, 0, 1)); err != nil {
			return err
		}
		return tx.Delete(store.PieceBucket, append(bytes.Clone(gone.ID[:]), 0, 0, 0, 0))
	}); err != nil {
		t.Fatal(err)
	}
	b = stage.Reopened(t, b)
	if wounds := care.Wounds(b); len(wounds) > 0 {
		t.Errorf("opening reads files: %+v", wounds)
	}
	wounds, err := care.Check(b)
	if err != nil || len(wounds) != 2 {
		t.Fatalf("%+v %v", wounds, err)
	}
	for _, w := range wounds {
		switch {
		case w.ID == short.ID && strings.Contains(w.What, "李华") && strings.Contains(w.What, "来文"):
		case w.ID == gone.ID && strings.Contains(w.What, "东升五金"):
		default:
			t.Errorf("%+v", w)
		}
	}
	room, err := attach.RoomOf(b)
	if err != nil || len(room.Hurt) != 2 || len(room.Absent) != 0 || room.Files != 3 || room.Home != 2 {
		t.Errorf("%+v %v", room, err)
	}
	holdsFile(t, b, sound, letter(3, 40_000))
	if _, err := contentOf(b, short); store.Tell(err) == nil || store.Tell(err).Code != store.Damaged {
		t.Error(err)
	}
}

// TestFilesAreClearedForGood holds that retention and the clearing of the bin take the bytes out of the ledger, and the file
// becomes shorter.
func TestFilesAreClearedForGood(t *testing.T) {
	b := stage.Book(t)
	gone := leaver(t, b, "周一", 1, value.Day(2015, 1, 1))
	stays := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	theirs := attached(t, b, ledger.Members, gone.ID, codes.AttachmentOther, letter(1, 3<<20))
	binned := attached(t, b, ledger.Members, gone.ID, codes.AttachmentOther, letter(2, 50_000))
	other := attached(t, b, ledger.Members, stays.ID, codes.AttachmentOther, letter(3, 50_000))
	thrown := attached(t, b, ledger.Members, stays.ID, codes.AttachmentOther, letter(4, 2<<20))
	if err := b.Remove(ledger.Attachments, []value.ID{binned.ID}, "重复"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	size := func() int64 {
		info, err := os.Stat(b.Path())
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	due, err := tend.DueToClear(b)
	if err != nil || len(due) != 1 || !slices.Contains(due[0].Fields, "2 份附件") {
		t.Fatalf("%+v %v", due, err)
	}
	was := size()
	if err := tend.Shred(b, []value.ID{gone.ID}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, a := range []*ledger.Attachment{theirs, binned} {
		if has, err := b.Files().Has(a.ID); err != nil || has {
			t.Errorf("the bytes are left: %v", err)
		}
		versions, err := b.History(ledger.Attachments, a.ID)
		if err != nil || len(versions) == 0 {
			t.Fatal(err)
		}
		for _, v := range versions {
			if x := v.Record.(*ledger.Attachment); x.Title != ledger.ShreddedTitle || x.Print != "" || x.Bytes() > 0 {
				t.Errorf("its history still tells %q", x.Title)
			}
		}
	}
	if got := size(); got > was-2<<20 {
		t.Errorf("the file was %d bytes long and is %d", was, got)
	}
	if _, err := contentOf(b, b.Get(ledger.Attachments, theirs.ID).(*ledger.Attachment)); err == nil {
		t.Error("a file that was cleared comes back")
	}
	holdsFile(t, b, other, letter(3, 50_000))

	if _, err := attach.ClearBinned(b); store.Tell(err) == nil || store.Tell(err).Code != store.Refused {
		t.Error("there is something to clear in the bin")
	}
	if err := b.Remove(ledger.Attachments, []value.ID{thrown.ID}, "重复"); err != nil {
		t.Fatal(err)
	}
	was = size()
	if n, err := attach.ClearBinned(b); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if has, err := b.Files().Has(thrown.ID); has || err != nil || size() > was-1<<20 {
		t.Errorf("%v %v %d %d", has, err, was, size())
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
}

func init() {
	childWork["add files until killed"] = func() {
		b, err := store.Open(os.Getenv("STORE_TEST_LEDGER"), stage.Password, stage.Env())
		if err != nil {
			fmt.Println(err)
			return
		}
		id, _ := value.ParseID(os.Getenv("STORE_TEST_RECORD"))
		seed, _ := strconv.ParseUint(os.Getenv("STORE_TEST_SEED"), 10, 64)
		fmt.Println("begin")
		for n := uint64(0); ; n++ {
			f, err := attach.Look(strconv.FormatUint(seed+n, 10)+".pdf", letter(seed+n, 900_000))
			if err == nil {
				_, err = attach.Add(b, ledger.Members, id, []*attach.File{f})
			}
			if err != nil {
				fmt.Println(store.Tell(err).Message)
				return
			}
			fmt.Println("done", seed+n)
		}
	}
}

// TestKilledWhileAdding kills a program that adds files: each that was acknowledged is there and whole, and none in part.
func TestKilledWhileAdding(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
	path := b.Path()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	done := map[string]bool{}
	for round := range 8 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childRole+"=add files until killed", "STORE_TEST_LEDGER="+path, "STORE_TEST_RECORD="+m.ID.String(), "STORE_TEST_SEED="+strconv.Itoa(round*1000))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		if !lines.Scan() || lines.Text() != "begin" {
			t.Fatal(lines.Text())
		}
		time.AfterFunc(time.Duration(10+rand.IntN(250))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		for lines.Scan() {
			name, ok := strings.CutPrefix(lines.Text(), "done ")
			if !ok {
				t.Fatal(lines.Text())
			}
			done[name] = true
		}
		_ = cmd.Wait() // it was killed
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, a := range attach.Of(b.Today(), ledger.Members, m.ID) {
			found[a.Title] = true
			n, _ := strconv.ParseUint(a.Title, 10, 64)
			holdsFile(t, b, a, letter(n, 900_000))
		}
		for name := range done {
			if !found[name] {
				t.Errorf("%s was acknowledged and is lost", name)
			}
		}
		if len(found) > len(done)+1 {
			t.Errorf("%d files for %d", len(found), len(done))
		}
		if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
			t.Error(wounds, err)
		}
		done = found
		b.Close()
	}
	if len(done) == 0 {
		t.Error("no file was ever added, so nothing was tried")
	}
}
