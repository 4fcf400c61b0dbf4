package care_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/disk"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

var damages = flag.Int("damages", 50, "how often TestSalvageOfRandomDamage damages a ledger")

// aLedger is the file of a closed practice ledger whose records have a past: edits,
// removals, settings.
func aLedger(t testing.TB, members int) (path string, was *store.Book) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "塔前社区.tjz")
	b, err := practice.New(context.Background(), path, stage.Password, practice.Options{Members: members, Seed: 5}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	for i := range min(members, 12) {
		m := ledger.Members.Clone(l.Row(i)).(*ledger.Member)
		m.Note = "改过一次"
		stage.Keep(t, b, ledger.Members, m)
	}
	posts := find.ListOf(b.Today(), records.Query{Kind: ledger.Posts})
	if err := b.Remove(ledger.Posts, []value.ID{posts.Row(0).Head().ID}, "录重了"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if err := b.SetSetting("看法", map[string]int{"宽": 7}); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return path, b
}

func salvage(t testing.TB, from string) (*care.Salvaged, *store.Book) {
	t.Helper()
	out, err := care.Salvage{From: from, To: filepath.Join(t.TempDir(), "新.tjz"), Password: stage.Password}.Run(context.Background(), stage.Env(), stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message, err)
	}
	b, err := out.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return out, b
}

// unlike lists the records of one ledger that the other has not, or otherwise.
func unlike(t testing.TB, a, b *store.Book) (ids []value.ID) {
	t.Helper()
	for _, kind := range ledger.All {
		for _, r := range stage.Now(a).Of(kind) {
			x, errX := store.Written(r)
			other := b.Get(kind, r.Head().ID)
			if other == nil {
				ids = append(ids, r.Head().ID)
				continue
			}
			y, errY := store.Written(other)
			if errX != nil || errY != nil {
				t.Fatal(errX, errY)
			}
			if !bytes.Equal(x, y) {
				ids = append(ids, r.Head().ID)
			}
		}
	}
	return ids
}

func TestSalvageOfAWholeLedger(t *testing.T) {
	path, was := aLedger(t, 60)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out, b := salvage(t, path)
	if len(out.Lost) > 0 || out.Older > 0 {
		t.Errorf("of a whole ledger is lost: %q", out.Lost)
	}
	if x, y := unlike(t, was, b), unlike(t, b, was); len(x)+len(y) > 0 {
		t.Errorf("%d records lost or otherwise, %d too many", len(x), len(y))
	}
	if after, _ := os.ReadFile(path); sha256.Sum256(before) != sha256.Sum256(after) {
		t.Error("the damaged file was touched")
	}
	if stage.FileMode(t, out.Path) != 0o600 {
		t.Error("others may read the new ledger")
	}
	var kept map[string]int
	if !b.Setting("看法", &kept) || kept["宽"] != 7 {
		t.Error("a setting is lost")
	}
	if bin, err := b.Bin().All(); err != nil || len(bin) != 1 {
		t.Errorf("%d in the bin, %v", len(bin), err)
	}
	entries, err := b.Journal(1000)
	if err != nil || entries[0].Intent != "salvage" || entries[len(entries)-1].Intent != "create" || entries[len(entries)-1].Seq != 1 {
		t.Errorf("%d entries, %v", len(entries), err)
	}
	m := find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(0)
	if versions, err := b.History(ledger.Members, m.Head().ID); err != nil || len(versions) != 2 {
		t.Errorf("%d versions, %v", len(versions), err)
	}
	if b.Profile().Name != practice.Name || b.Role() != store.Admin || !bytes.Equal(b.Profile().Key, was.Profile().Key) {
		t.Errorf("%+v, %s", b.Profile().Name, b.Role())
	}
	// It is a ledger like any other.
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(out.Path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := (care.Salvage{From: path, To: out.Path, Password: stage.Password}).Run(context.Background(), stage.Env(), stage.Quiet); stage.CodeOf(err) != store.Exists {
		t.Errorf("a file was replaced: %v", err)
	}
}

// sealedAt finds where in a ledger's file the sealed values of a bucket lie.
func sealedAt(t testing.TB, path, bucket string) (places map[string][2]int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	places = map[string][2]int{}
	err = db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		if b == nil {
			return nil
		}
		return b.ForEach(func(k, v []byte) error {
			at := bytes.Index(text, v)
			if at < 0 || bytes.Contains(text[at+1:], v) {
				return nil // twice in the file: damage in one place leaves the other
			}
			places[string(k)] = [2]int{at, at + len(v)}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return places
}

// spoil changes bytes of a file.
func spoil(t testing.TB, path string, ranges ...[2]int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ranges {
		for i := max(r[0], 0); i < min(r[1], len(text)); i++ {
			text[i] ^= 0x5A
		}
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func everywhere(places map[string][2]int) (all [][2]int) {
	for _, p := range places {
		all = append(all, p)
	}
	return all
}

func TestSalvageWithoutProfileRulesAndRoles(t *testing.T) {
	path, was := aLedger(t, 20)
	// Every version of every setting, also in pages that are no longer used.
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{store.ProfileSetting, store.RulesSetting, store.OperatorSetting} {
		for at := 0; ; {
			i := bytes.Index(text[at:], []byte(name))
			if i < 0 {
				break
			}
			at += i + len(name)
			spoil(t, path, [2]int{at - len(name), at + 60})
		}
	}
	out, b := salvage(t, path)
	said := strings.Join(out.Lost, "\n")
	for _, want := range []string{"名称先写成“塔前社区”", "规则读不出来", "新台账里大家先只能看"} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s in\n%s", want, said)
		}
	}
	if x := unlike(t, was, b); len(x) > 0 {
		t.Errorf("%d records lost", len(x))
	}
	if b.Profile().Name != "塔前社区" || len(b.Profile().Key) != 32 || b.Basis().Rules.Version != rulebook.DefaultRules().Version || b.Role() != store.Reader || !b.Staff().RolesLost() {
		t.Errorf("%+v", b.Profile().Name)
	}
}

// A record whose own value is spoilt comes from the journal; one that is spoilt there
// too comes in an older version, and is named; one of which nothing is left is counted.
func TestSalvageNamesWhatIsNotWhole(t *testing.T) {
	path, was := aLedger(t, 20)
	spoil(t, path, everywhere(sealedAt(t, path, "member"))...)
	out, b := salvage(t, path)
	if x := unlike(t, was, b); len(x) > 0 || len(out.Lost) > 0 {
		t.Errorf("from the journal alone %d records lost, %q", len(x), out.Lost)
	}
	// Now the journal's last word on them too: those edited come as they were before.
	spoil(t, path, everywhere(sealedAt(t, path, store.ChangeBucket))...)
	out, err := care.Salvage{From: path, To: filepath.Join(t.TempDir(), "新.tjz"), Password: stage.Password}.Run(context.Background(), stage.Env(), stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	said := strings.Join(out.Lost, "\n")
	if !strings.Contains(said, "团员有 ") && !strings.Contains(said, "可能不是最后一次保存的内容") {
		t.Errorf("it says\n%s", said)
	}
	if got := out.Counts["member"] + lostOf(said, "团员有 "); got != 20 {
		t.Errorf("%d members found and missing:\n%s", got, said)
	}
}

func lostOf(said, words string) (n int) {
	_, rest, _ := strings.Cut(said, words)
	for _, r := range rest {
		if r < '0' || r > '9' {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n
}

func TestSalvageTellsWhyNot(t *testing.T) {
	path, _ := aLedger(t, 5)
	folder := t.TempDir()
	junk := filepath.Join(folder, "junk.tjz")
	if err := os.WriteFile(junk, bytes.Repeat([]byte("这不是台账"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, password, code string }{
		{junk, stage.Password, store.NotLedger},
		{filepath.Join(folder, "x.tjz"), stage.Password, store.NoFile},
		{path, "wrong-password", store.WrongPassword},
	} {
		to := filepath.Join(folder, "新.tjz")
		_, err := care.Salvage{From: c.from, To: to, Password: c.password}.Run(context.Background(), stage.Env(), stage.Quiet)
		if stage.CodeOf(err) != c.code {
			t.Errorf("%s: %v", filepath.Base(c.from), err)
		}
		if disk.IsThere(to) {
			t.Error("something was written")
		}
	}
	if got := files(t, folder); got != "junk.tjz" {
		t.Errorf("left behind: %s", got)
	}
}

// The key slots are gone with the head; those of a backup open the damaged file.
func TestSalvageWithSlotsOfABackup(t *testing.T) {
	path, was := aLedger(t, 20)
	backup := filepath.Join(filepath.Dir(path), "备份.tjz")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(backup, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for at := 0; ; { // every copy of the slots
		i := bytes.Index(text[at:], []byte(`"wrapped"`))
		if i < 0 {
			break
		}
		at += i + 9
		spoil(t, path, [2]int{at - 9, at + 40})
	}
	o := care.Salvage{From: path, To: filepath.Join(t.TempDir(), "新.tjz"), Password: stage.Password}
	if _, err := o.Run(context.Background(), stage.Env(), stage.Quiet); stage.CodeOf(err) != store.Damaged {
		t.Fatalf("without slots: %v", err)
	}
	o.SlotsFrom = backup
	out, err := o.Run(context.Background(), stage.Env(), stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message, err)
	}
	b, err := store.Open(out.Path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if x := unlike(t, was, b); len(x) > 0 {
		t.Errorf("%d records lost", len(x))
	}
}

func TestSalvageFromAnOpenLedger(t *testing.T) {
	path, was := aLedger(t, 20)
	b, err := store.Open(path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	out, again, err := care.SalvageTo(context.Background(), b, care.SalvageName(path), stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message, err)
	}
	defer again.Close()
	if again == b || filepath.Base(out.Path) != "塔前社区 抢救.tjz" || filepath.Base(care.SalvageName(path)) != "塔前社区 抢救-2.tjz" {
		t.Errorf("%s", out.Path)
	}
	new_, err := out.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer new_.Close()
	if x := unlike(t, was, new_); len(x) > 0 {
		t.Errorf("%d records lost", len(x))
	}
}

// TestSalvageOfRandomDamage spoils a small ledger in one to four random places of up to
// a page each, over and over. Of the records whose own sealed bytes were not hit at
// least 99 in 100 come back as they were, and nothing panics. bash .ci/damages does it
// 2,000 times.
func TestSalvageOfRandomDamage(t *testing.T) {
	path, was := aLedger(t, 40)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	places := map[value.ID][2]int{}
	for _, kind := range ledger.All {
		for key, at := range sealedAt(t, path, kind.Name()) {
			places[value.ID([]byte(key))] = at
		}
	}
	total := 0
	for _, kind := range ledger.All {
		total += was.Today().Count(kind)
	}
	rng := rand.New(rand.NewPCG(7, 11))
	folder := t.TempDir()
	hurt, to := filepath.Join(folder, "hurt.tjz"), filepath.Join(folder, "new.tjz")
	untouched, back, refused, named := 0, 0, 0, 0
	for range *damages {
		var ranges [][2]int
		for range 1 + rng.IntN(4) {
			at := rng.IntN(len(whole))
			ranges = append(ranges, [2]int{at, at + 1 + rng.IntN(4096)})
		}
		if err := os.WriteFile(hurt, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		spoil(t, hurt, ranges...)
		hit := 0
		touched := func(id value.ID) bool {
			at, ok := places[id]
			return ok && slices.ContainsFunc(ranges, func(r [2]int) bool { return r[0] < at[1] && at[0] < r[1] })
		}
		for _, kind := range ledger.All {
			for _, r := range stage.Now(was).Of(kind) {
				if touched(r.Head().ID) {
					hit++
				}
			}
		}
		out, err := care.Salvage{From: hurt, To: to, Password: stage.Password}.Run(context.Background(), stage.Env(), stage.Quiet)
		if err != nil {
			if code := store.Tell(err).Code; code != store.Damaged {
				t.Errorf("%v: %v", ranges, err)
			}
			refused++
			continue
		}
		untouched += total - hit
		b, err := out.Open()
		if err != nil {
			t.Fatalf("%v: the new ledger does not open: %v", ranges, err)
		}
		missing := 0
		for _, id := range unlike(t, was, b) {
			if !touched(id) {
				missing++
			}
		}
		back += total - hit - missing
		named += len(out.Lost)
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(to); err != nil {
			t.Fatal(err)
		}
	}
	share := float64(back) / float64(untouched)
	t.Logf("%d damages: of %d untouched records %d came back (%.3f %%); %d files refused, %d sentences of loss", *damages, untouched, back, 100*share, refused, named)
	if share < .99 {
		t.Errorf("only %.2f %% of the untouched records came back", 100*share)
	}
	// Where both copies of the head are hit, nothing opens the file: by luck, in one of fifty.
	if refused > max(1, *damages/50) {
		t.Errorf("%d of %d files were refused", refused, *damages)
	}
}

// Whatever is wrong with a backup, looking into it and restoring it say so, leave what
// is there as it is, and never panic.
func TestDamagedBackupsAreRefused(t *testing.T) {
	path, _ := aLedger(t, 20)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(17, 4))
	folder := t.TempDir()
	hurt, to := filepath.Join(folder, "hurt.tjz"), filepath.Join(folder, "to.tjz")
	refused := 0
	for range 40 {
		text := bytes.Clone(whole)
		if rng.IntN(4) == 0 {
			text = text[:rng.IntN(len(text))]
		}
		if err := os.WriteFile(hurt, text, 0o600); err != nil {
			t.Fatal(err)
		}
		at := rng.IntN(len(whole))
		spoil(t, hurt, [2]int{at, at + 1 + rng.IntN(6000)})
		_, looked := care.ContentsOf(context.Background(), hurt, stage.Password, stage.Env(), nil)
		b, err := care.RestoreOver(context.Background(), hurt, to, stage.Password, stage.Env(), nil)
		if err == nil { // the damage lay in a page that is not used
			if looked != nil {
				t.Errorf("restored, but not looked into: %v", looked)
			}
			b.Close()
			if err := os.Remove(to); err != nil {
				t.Fatal(err)
			}
			continue
		}
		refused++
		if code := store.Tell(err).Code; code != store.Damaged && code != store.NotLedger && code != store.WrongPassword {
			t.Errorf("byte %d: %v", at, err)
		}
		if disk.IsThere(to) {
			t.Fatal("a damaged backup was restored in part")
		}
	}
	if refused < 10 {
		t.Errorf("only %d refused: the damage has missed its mark", refused)
	}
	if got := files(t, folder); got != "hurt.tjz" {
		t.Errorf("left behind: %s", got)
	}
}
