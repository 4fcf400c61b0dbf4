package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"

	"tuanjian/store/codes"
	"tuanjian/store/parcel"
)

// packed writes a package of any content as a file.
func packed(t testing.TB, dir, name string, c parcel.Content, key string) string {
	t.Helper()
	lock, err := parcel.ToKeys(key)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := parcel.Write(context.Background(), &out, c, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32)), lock); err != nil {
		t.Fatal(err)
	}
	return filed(t, dir, name, out.Bytes())
}

func filed(t testing.TB, dir, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A part is a file of a zip made by hand; a link leads where its text says.
type part struct {
	name, text string
	link       bool
}

// sealedZip seals a zip of any files, as whoever knows the street's public key can.
func sealedZip(t testing.TB, key string, parts ...part) []byte {
	t.Helper()
	to, err := age.ParseX25519Recipient(key)
	if err != nil {
		t.Fatal(err)
	}
	return sealedTo(t, to, parts...)
}

func sealedTo(t testing.TB, to age.Recipient, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	sealed, err := age.Encrypt(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(sealed)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if p.link {
			h.SetMode(os.ModeSymlink | 0o777)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sealed.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// manifestOf is a manifest made by hand; change may spoil it.
func manifestOf(t testing.TB, change func(map[string]any), files ...map[string]any) part {
	t.Helper()
	m := map[string]any{"format": "tuanjian-parcel", "version": 2, "kind": "submission", "sequence": 7, "snapshot": "2026-06-30", "generated": "2026-06-30T01:00:00Z",
		"program": "1", "sender": map[string]any{"name": "塔北社区", "ledger": strings.Repeat("5a", 16)}, "recipient": map[string]any{"name": "街道"}, "files": files}
	if change != nil {
		change(m)
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return part{name: "manifest.json", text: string(text) + "\n"}
}

const secretName, secretNumber = "尉迟祎", "430502200302140014"

// testRefusals gives the script what it must not take. Each time the database is as it was, nothing is left behind, and
// nothing is said of anybody.
func testRefusals(t *testing.T, db database, x forDatabase) {
	dir := t.TempDir()
	head := "id,rev,name,idno,from,wage\n"
	member := func(rows string) part { return part{name: "member.csv", text: head + rows} }
	one := strings.Repeat("0a", 16) + ",1," + secretName + "," + secretNumber + ",,\n"
	listed := map[string]any{"path": "member.csv", "rows": 1}
	set := func(key string, value any) func(map[string]any) { return func(m map[string]any) { m[key] = value } }
	seal := func(parts ...part) []byte { return sealedZip(t, x.key, parts...) }
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	good := seal(manifestOf(t, nil, listed), member(one))
	damaged := bytes.Clone(good)
	damaged[len(damaged)-20] ^= 1
	practice := set("sender", map[string]any{"name": "练习社区（练习，不能接收）", "ledger": strings.Repeat("5a", 16)})
	cases := []struct {
		name, want string
		text       []byte
	}{
		{"nothing", "不是上报包", nil},
		{"binary", "不是上报包", bytes.Repeat([]byte{0, 255, 10}, 5000)},
		{"damaged", "打不开", damaged},
		{"for another", "打不开", sealedZip(t, other.Recipient().String(), manifestOf(t, nil, listed), member(one))},
		{"no zip", "里面没有说明", func() []byte {
			to, _ := age.ParseX25519Recipient(x.key)
			var out bytes.Buffer
			w, _ := age.Encrypt(&out, to)
			w.Write([]byte(secretName))
			w.Close()
			return out.Bytes()
		}()},
		{"no manifest", "里面没有说明", seal(member(one))},
		{"long manifest", "里面没有说明", seal(part{name: "manifest.json", text: strings.Repeat(" ", 2<<20)})},
		{"manifest of words", "读不懂", seal(part{name: "manifest.json", text: secretName}, member(one))},
		{"other format", "说明读不懂", seal(manifestOf(t, set("format", "x"), listed), member(one))},
		{"newer", "更新版本", seal(manifestOf(t, set("version", 99), listed), member(one))},
		{"version of words", "说明读不懂", seal(manifestOf(t, set("version", "2'; drop schema tuanjian cascade; --"), listed), member(one))},
		{"notice", "不是上报包", seal(manifestOf(t, set("kind", "notice"), listed), member(one))},
		{"practice", "练习台账", seal(manifestOf(t, practice, listed), member(one))},
		{"no sender", "说明读不懂", seal(manifestOf(t, set("sender", nil), listed), member(one))},
		{"no number", "说明读不懂", seal(manifestOf(t, set("sequence", 0), listed), member(one))},
		{"more rows", "对不上", seal(manifestOf(t, nil, listed), member(one+strings.Replace(one, "0a", "0b", 1)))},
		{"same row twice", "对不上", seal(manifestOf(t, nil, map[string]any{"path": "member.csv", "rows": 2}), member(one+one))},
		{"table without a line", "对不上", seal(manifestOf(t, nil), member(one))},
		{"line without a table", "对不上", seal(manifestOf(t, nil, listed))},
		{"open quote", "对不上", seal(manifestOf(t, nil, listed), member(`"`+secretName))},
		{"column twice", "没有收下", seal(manifestOf(t, nil, listed), part{name: "member.csv", text: "id,rev,name,name\n" + one})},
		{"column of signs", "对不上", seal(manifestOf(t, nil, listed), part{name: "member.csv", text: "id'); rollback; drop table tuanjian.loaded; --,rev,name\n" + one})},
		{"empty table", "对不上", seal(manifestOf(t, nil, listed), part{name: "member.csv"})},
		{"id of words", "读不懂", seal(manifestOf(t, nil, listed), member(secretName+",1,,,,\n"))},
		{"no id", "没有收下", seal(manifestOf(t, nil, listed), member(",1,"+secretName+",,,\n"))},
		{"number of words", "读不懂", seal(manifestOf(t, nil, listed), member(strings.Replace(one, ",1,", ","+secretName+",", 1)))},
		{"moment of words", "读不懂", seal(manifestOf(t, nil, listed), part{name: "member.csv", text: "id,rev,_created\n" + strings.Repeat("0a", 16) + ",1,2026-99-99T99:99:99Z\n"})},
		{"not UTF-8", "没有收下", seal(manifestOf(t, nil, listed), member(strings.Replace(one, secretName, "\xff\xfe", 1)))},
		{"link", "对不上", seal(manifestOf(t, nil, listed), part{name: "member.csv", text: "/etc/passwd", link: true})},
		{"up and away", "里面没有说明", seal(part{name: "../../manifest.json", text: "{}"}, part{name: "/tmp/evil", text: "x"})},
	}
	var files []string
	for _, c := range cases {
		files = append(files, filed(t, dir, "-$(touch evil) '"+c.name+".tjb", c.text))
	}
	said, err := db.load(t, x.script, append([]string{"-i", x.identity, "--"}, files...)...)
	if lines := strings.Split(said, "\n"); err == nil || len(lines) != len(cases)+2 || !strings.Contains(said, "装入 0，已装过 0，没有收 "+strconv.Itoa(len(cases))) {
		t.Errorf("%v: %s", err, said)
	} else {
		for i, c := range cases {
			if path, reason, _ := strings.Cut(lines[i], "："); path != files[i] || !strings.Contains(reason, c.want) {
				t.Errorf("%s: %s", c.name, lines[i])
			}
		}
	}
	for _, word := range []string{secretName, secretNumber, "ERROR", "passwd"} {
		if strings.Contains(said, word) {
			t.Errorf("it said %q: %s", word, said)
		}
	}
	if got := db.ask(t, "select (select count(*) from tuanjian.sender), (select count(*) from tuanjian.member), (select count(*) from tuanjian.loaded)"); got != "0|0|0" {
		t.Errorf("the database holds %s", got)
	}
	if said, err := db.load(t, x.script, filed(t, dir, "key.tjb", good)); err == nil || !strings.Contains(said, "请用 -i") {
		t.Errorf("without the key: %v: %s", err, said)
	}
	if said, err := db.load(t, x.script, "-i", x.identity, filepath.Join(dir, "nowhere.tjb")); err == nil || !strings.Contains(said, "读不到这个文件") {
		t.Errorf("without a file: %v: %s", err, said)
	}
	// A column that nobody knows and one that is missing are no fault, nor are names beside those that are asked for.
	later := seal(manifestOf(t, nil, listed, map[string]any{"path": "x.csv", "rows": 1}), part{name: "../x.csv", text: "x"}, part{name: "x.csv", text: "x\n1\n"},
		part{name: "member.csv", text: "id,rev,later_column,name,_sender\n" + strings.Repeat("0a", 16) + ",1,z,'=" + secretName + ",u\n"})
	if said, err := db.load(t, x.script, "-i", x.identity, filed(t, dir, "later.tjb", later)); err != nil || !strings.Contains(said, "塔北社区 第 7 次，2026-06-30：团员 1") {
		t.Errorf("%v: %s", err, said)
	}
	if got := db.ask(t, "select name, _sender from tuanjian.member; select count(*) from tuanjian.codes where list = 'nation'"); got != "="+secretName+"|5a5a5a5a-5a5a-5a5a-5a5a-5a5a5a5a5a5a\n"+strconv.Itoa(len(codes.Nations.Items())) {
		t.Errorf("%s", got)
	}
	// Before version 2 there was no apostrophe to take away.
	if said, err := db.load(t, x.script, "-i", x.identity, filed(t, dir, "old.tjb", seal(manifestOf(t, func(m map[string]any) { m["version"], m["sequence"] = 1, 8 }, listed), member(strings.Replace(one, secretName, "'=1", 1))))); err != nil {
		t.Errorf("%v: %s", err, said)
	}
	if got := db.ask(t, "select name from tuanjian.member"); got != "'=1" {
		t.Errorf("%s", got)
	}
}

// testPassphrase lets age ask for the passphrase at a terminal, for one package of two.
func testPassphrase(t *testing.T, db database, x forDatabase) {
	to, err := age.NewScryptRecipient("told by telephone 77")
	if err != nil {
		t.Fatal(err)
	}
	to.SetWorkFactor(4) // quick; a submission has 18
	dir := t.TempDir()
	row := func(id string) []part {
		return []part{manifestOf(t, func(m map[string]any) {
			m["sender"] = map[string]any{"name": "社区" + id, "ledger": strings.Repeat(id, 16)}
		}, map[string]any{"path": "member.csv", "rows": 1}), {name: "member.csv", text: "id,rev,name\n" + strings.Repeat("0a", 16) + ",1,李华\n"}}
	}
	told, sealed := filed(t, dir, "told.tjb", sealedTo(t, to, row("01")...)), filed(t, dir, "sealed.tjb", sealedZip(t, x.key, row("02")...))
	if said, err := db.atTerminal(t, "something else altogether\n", x.script, told); err == nil || !strings.Contains(said, "打不开") {
		t.Errorf("%v\n%s", err, said)
	}
	said, err := db.atTerminal(t, "told by telephone 77\n", x.script, "-i", x.identity, told, sealed)
	if err != nil || !strings.Contains(said, "装入 2，已装过 0，没有收 0") {
		t.Fatalf("%v\n%s", err, said)
	}
	if got := db.ask(t, "select count(*) from tuanjian.member"); got != "2" {
		t.Errorf("%s members", got)
	}
}
