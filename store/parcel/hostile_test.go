package parcel

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"testing"

	"filippo.io/age"
)

// An entry is a file of a package laid open.
type entry struct {
	name   string
	data   []byte
	header func(*zip.FileHeader) // may be nil
}

// layOpen gives the zip inside a package.
func layOpen(t testing.TB, sealed []byte) []byte {
	t.Helper()
	k, err := age.ParseX25519Identity(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), k)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func entriesOf(t testing.TB, sealed []byte) []entry {
	t.Helper()
	plain := layOpen(t, sealed)
	z, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entry{f.Name, b, nil})
	}
	return all
}

// reseal seals any bytes to the tests' key.
func reseal(t testing.TB, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := testLock(t).seal(&out)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(plain)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipOf(t testing.TB, all []entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range all {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.header != nil {
			e.header(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(e.data)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// resign makes a package of the entries with a manifest that fits them, after change, signed by key.
func resign(t testing.TB, all []entry, key ed25519.PrivateKey, change func(map[string]any)) []byte {
	t.Helper()
	var m map[string]any
	var rest []entry
	var files []map[string]any
	rows := map[string]any{}
	for _, e := range all {
		if e.name == manifestName {
			if err := json.Unmarshal(e.data, &m); err != nil {
				t.Fatal(err)
			}
			for _, f := range m["files"].([]any) {
				f := f.(map[string]any)
				rows[f["path"].(string)] = f["rows"]
			}
		}
	}
	for _, e := range all {
		if e.name == manifestName || e.name == signatureName {
			continue
		}
		sum := sha256.Sum256(e.data)
		f := map[string]any{"path": e.name, "bytes": len(e.data), "sha256": hex.EncodeToString(sum[:])}
		if rows[e.name] != nil {
			f["rows"] = rows[e.name]
		}
		files, rest = append(files, f), append(rest, e)
	}
	m["files"] = files
	m["sender"].(map[string]any)["key"] = hex.EncodeToString(key.Public().(ed25519.PublicKey))
	if change != nil {
		change(m)
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return reseal(t, zipOf(t, append(rest, entry{manifestName, text, nil}, entry{signatureName, ed25519.Sign(key, text), nil})))
}

// replace gives the entries with the data of one changed.
func replace(all []entry, name string, change func([]byte) []byte) []entry {
	out := append([]entry(nil), all...)
	for i := range out {
		if out[i].name == name {
			out[i].data = change(bytes.Clone(out[i].data))
		}
	}
	return out
}

// refused fails unless the package is refused with a sentinel, and with want where it is given.
func refused(t testing.TB, what string, b []byte, want error) {
	t.Helper()
	p, err := read(t, b)
	var ours *Error
	if p != nil || !errors.As(err, &ours) {
		t.Errorf("%s: parcel %v, error %v", what, p != nil, err)
	} else if want != nil && err != want {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// smallSample has one short table of records.
func smallSample(t testing.TB) Content {
	c := sample(t)
	c.Tables = c.Tables[:1]
	return c
}

// unsealed reads a package that is no longer sealed.
func unsealed(plain []byte, with Unlock) (*Parcel, error) {
	p := &Parcel{from: &source{r: bytes.NewReader(plain)}, sound: map[string]bool{}}
	o := &opened{plain: p.from, size: int64(len(plain)), byPassphrase: with.passphrase != ""}
	if err := p.unpack(o, with, nil); err != nil {
		return nil, p.from.explain(err)
	}
	if err := p.Check(context.Background()); err != nil {
		return nil, err
	}
	return p, nil
}

func TestEveryByteMatters(t *testing.T) {
	c := smallSample(t)
	b := pack(t, c)
	if _, err := read(t, b); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", len(b))
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 1 << (i % 8)
		refused(t, "byte", bad, nil)
		if i%8 == 0 || i > len(b)-64 {
			refused(t, "cut", b[:i], nil)
		}
	}
	refused(t, "one more byte", append(bytes.Clone(b), 0), nil)
	refused(t, "twice", append(bytes.Clone(b), b...), nil)
}

// Somebody who could open the package changes its inside and seals it anew: either it is refused, or what changed was
// beside the content, such as a time of day in the zip.
func TestEveryByteInsideMatters(t *testing.T) {
	b := pack(t, smallSample(t))
	plain, with := layOpen(t, b), testUnlock(t)
	p, err := read(t, b)
	if err != nil {
		t.Fatal(err)
	}
	want, passed := tell(t, p), 0
	for i := range plain {
		bad := bytes.Clone(plain)
		bad[i] ^= 1 << (i % 8)
		p, err := unsealed(bad, with)
		var ours *Error
		switch {
		case err != nil && (p != nil || !errors.As(err, &ours)):
			t.Fatalf("byte %d: parcel %v, %v", i, p != nil, err)
		case err == nil:
			passed++
			if got := tell(t, p); got != want {
				t.Fatalf("byte %d changed what is handed out", i)
			}
		}
	}
	t.Logf("%d bytes, of which %d are beside the content", len(plain), passed)
	if passed > len(plain)/4 {
		t.Errorf("%d of %d changed bytes went unnoticed", passed, len(plain))
	}
}

func TestForgeries(t *testing.T) {
	all := entriesOf(t, pack(t, sample(t)))
	richer := replace(all, "member.csv", func(b []byte) []byte { return bytes.Replace(b, []byte("3500.50"), []byte("9999.99"), 1) })
	if _, err := read(t, resign(t, all, signKey, nil)); err != nil {
		t.Fatal("the forger's tools spoil a good package:", err)
	}
	refused(t, "another table", reseal(t, zipOf(t, richer)), ErrAltered)

	// a table changed and its hash set right, the old signature kept
	right := entriesOf(t, resign(t, richer, signKey, nil))
	var signature []byte
	for _, e := range all {
		if e.name == signatureName {
			signature = e.data
		}
	}
	stolen := replace(right, signatureName, func([]byte) []byte { return signature })
	refused(t, "old signature over new hashes", reseal(t, zipOf(t, stolen)), ErrForged)

	// signed by another key in the name of the first
	asFirst := func(m map[string]any) {
		m["sender"].(map[string]any)["key"] = hex.EncodeToString(signKey.Public().(ed25519.PublicKey))
	}
	refused(t, "another's signature", resign(t, richer, otherKey, asFirst), ErrForged)
	refused(t, "no signature", reseal(t, zipOf(t, replace(all, signatureName, func([]byte) []byte { return nil }))), ErrForged)
	refused(t, "long signature", reseal(t, zipOf(t, replace(all, signatureName, func(b []byte) []byte { return append(b, 0) }))), ErrForged)

	// a whole forgery by a key of its own is for those above to judge: it shows its own signer
	p, err := read(t, resign(t, richer, otherKey, nil))
	if err != nil || !p.Manifest.Signer().Equal(otherKey.Public()) {
		t.Errorf("signer of a forgery: %v", err)
	}

	// sealed anew by its recipient for a third, and for a passphrase
	secret, public, err := KeysFrom(otherKey.Seed())
	if err != nil {
		t.Fatal(err)
	}
	third, _ := ToKeys(public)
	theirs, _ := ByKeys(secret)
	for what, with := range map[string]struct {
		lock   Lock
		unlock Unlock
	}{"third": {third, theirs}, "passphrase": {Lock{passphrase: "shan-he-8-zi", work: 4}, ByPassphrase("shan-he-8-zi")},
		"passphrase, own key at hand": {Lock{passphrase: "shan-he-8-zi", work: 4}, testUnlock(t).Or("shan-he-8-zi")}} {
		var out bytes.Buffer
		w, err := with.lock.seal(&out)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(zipOf(t, all))
		w.Close()
		if p, err := Read(context.Background(), bytes.NewReader(out.Bytes()), int64(out.Len()), with.unlock); p != nil || err != ErrOtherRecipient {
			t.Errorf("passed on to %s: %v", what, err)
		}
	}
}

func TestManifestsThatAreRefused(t *testing.T) {
	all := entriesOf(t, pack(t, sample(t)))
	for _, c := range []struct {
		what   string
		change func(m map[string]any)
		want   error
	}{
		{"newer", func(m map[string]any) { m["version"] = Version + 1 }, ErrNewer},
		{"version 0", func(m map[string]any) { m["version"] = 0 }, ErrMalformed},
		{"another format", func(m map[string]any) { m["format"] = "other" }, ErrMalformed},
		{"unknown kind", func(m map[string]any) { m["kind"] = "gift" }, ErrKind},
		{"sequence 0", func(m map[string]any) { m["sequence"] = 0 }, ErrMalformed},
		{"sequence below", func(m map[string]any) { m["sequence"] = -1 }, ErrMalformed},
		{"no ledger", func(m map[string]any) { m["sender"].(map[string]any)["ledger"] = "" }, ErrMalformed},
		{"short key", func(m map[string]any) { m["sender"].(map[string]any)["key"] = "00" }, ErrMalformed},
		{"odd ledger", func(m map[string]any) { m["recipient"].(map[string]any)["ledger"] = "x" }, ErrMalformed},
		{"previous", func(m map[string]any) { m["previous"] = "../x" }, ErrMalformed},
		{"month", func(m map[string]any) { m["snapshot"] = "2026-06" }, ErrMalformed},
		{"free date", func(m map[string]any) { m["snapshot"] = "2026年6月30日" }, ErrMalformed},
		{"counts", func(m map[string]any) { m["counts"].(map[string]any)["member"] = 2 }, ErrMalformed},
		{"counts of nothing", func(m map[string]any) { m["counts"].(map[string]any)["activity"] = 0 }, ErrMalformed},
		{"file left out", func(m map[string]any) { f := m["files"].([]map[string]any); m["files"] = f[:len(f)-1] }, ErrAltered},
		{"file twice", func(m map[string]any) { f := m["files"].([]map[string]any); f[6] = f[5] }, ErrAltered},
		{"file that is not there", func(m map[string]any) { m["files"].([]map[string]any)[5]["path"] = "else.csv" }, ErrAltered},
		{"manifest in files", func(m map[string]any) { m["files"].([]map[string]any)[5]["path"] = manifestName }, ErrAltered},
		{"length", func(m map[string]any) { m["files"].([]map[string]any)[5]["bytes"] = 5 }, ErrAltered},
		{"length below", func(m map[string]any) { m["files"].([]map[string]any)[5]["bytes"] = -5 }, ErrMalformed},
		{"hash", func(m map[string]any) { m["files"].([]map[string]any)[5]["sha256"] = "ff" }, ErrMalformed},
		{"rows", func(m map[string]any) { m["files"].([]map[string]any)[5]["rows"] = 77 }, ErrMalformed},
		{"rows without end", func(m map[string]any) { m["files"].([]map[string]any)[5]["rows"] = MaxRows + 1 }, ErrTooManyRows},
		{"base rows", func(m map[string]any) { m["files"].([]map[string]any)[10]["rows"] = 2 }, ErrMalformed},
		{"base rows without end", func(m map[string]any) { m["files"].([]map[string]any)[10]["rows"] = MaxRows + 1 }, ErrTooManyRows},
		{"other keys", func(m map[string]any) { m["recipient"].(map[string]any)["keys"] = []string{"age1x"} }, ErrOtherRecipient},
		{"no keys", func(m map[string]any) { delete(m["recipient"].(map[string]any), "keys") }, ErrOtherRecipient},
		{"answer", func(m map[string]any) { m["sender"].(map[string]any)["answer"] = "age1x" }, ErrMalformed},
	} {
		refused(t, c.what, resign(t, all, signKey, c.change), c.want)
	}
	if p, err := read(t, pack(t, sample(t)), Receipt, Notice); p != nil || err != ErrKind {
		t.Errorf("a submission where an answer is wanted: %v", err)
	}
	refused(t, "no JSON", reseal(t, zipOf(t, replace(all, manifestName, func([]byte) []byte { return []byte("{") }))), ErrMalformed)
	long := replace(all, manifestName, func([]byte) []byte { return bytes.Repeat([]byte(" "), maxManifest+1) })
	refused(t, "long manifest", reseal(t, zipOf(t, long)), ErrMalformed)
	refused(t, "no manifest", reseal(t, zipOf(t, all[:3])), ErrMalformed)
	later := resign(t, append(all, entry{"later.json", []byte("{}"), nil}), signKey, func(m map[string]any) { m["more"] = true })
	if _, err := read(t, later); err != nil {
		t.Errorf("what a later program adds must not hurt: %v", err)
	}
}

func TestTablesThatAreRefused(t *testing.T) {
	all := entriesOf(t, pack(t, sample(t)))
	id := idOf(4).String()
	for what, table := range map[string]string{
		"empty":            "",
		"no id":            "name\n甲\n",
		"id not first":     "rev,id\n1," + id + "\n",
		"odd id":           "id,rev\nxyz,1\n",
		"no id in row":     "id,rev\n,1\n",
		"odd rev":          "id,rev\n" + id + ",-1\n",
		"large rev":        "id,rev\n" + id + ",4294967296\n",
		"only id":          "id\n" + id + "\n",
		"column twice":     "id,rev,a,a\n" + id + ",1,x,y\n",
		"column no name":   "id,rev,\n" + id + ",1,x\n",
		"short row":        "id,rev,a\n" + id + ",1\n",
		"long row":         "id,rev\n" + id + ",1,x\n",
		"open quote":       "id,rev,a\n" + id + ",1,\"x\n",
		"bare quote":       "id,rev,a\n" + id + ",1,x\"y\n",
		"no row":           "id,rev\n",
		"row too many":     "id,rev\n" + id + ",1\n" + idOf(5).String() + ",1\n",
		"zero byte":        "id,rev,a\n" + id + ",1,\x00\n",
		"no UTF-8":         "id,rev,a\n" + id + ",1,\xff\n",
		"head no UTF-8":    "id,rev,\xff\n" + id + ",1,x\n",
		"row without end":  "id,rev,a\n" + id + ",1,\"" + string(bytes.Repeat([]byte("x\n"), maxRecord)) + "\"\n",
		"head without end": "id,rev,a" + string(bytes.Repeat([]byte("x"), 2*maxRecord)) + "\n" + id + ",1,x\n",
	} {
		bad := replace(all, "member.csv", func([]byte) []byte { return []byte(table) })
		refused(t, what, resign(t, bad, signKey, nil), ErrMalformed)
	}
	twice := replace(all, "member.csv", func([]byte) []byte { return []byte("id,rev\n" + id + ",1\n" + id + ",2\n") })
	refused(t, "the same id twice", resign(t, twice, signKey, func(m map[string]any) {
		m["counts"].(map[string]any)["member"] = 2
		m["files"].([]map[string]any)[3]["rows"] = 2
	}), ErrMalformed)
	for what, line := range map[string]string{
		"no JSON": "x\n", "odd id": `{"kind":"member","id":"x","rev":1}` + "\n", "two": `{"id":"` + id + `"}` + "\n" + `{"id":"` + id + `"}`, "none": "",
		"large rev": `{"id":"` + id + `","rev":-1}`, "long": string(bytes.Repeat([]byte(" "), maxRecord+1)),
	} {
		bad := replace(all, baseName, func([]byte) []byte { return []byte(line) })
		refused(t, "base "+what, resign(t, bad, signKey, nil), ErrMalformed)
	}
}
