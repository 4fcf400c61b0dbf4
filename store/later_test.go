package store_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"tuanjian/store/parcel"
)

// later is a community's package as a later program would have written it: a table of a kind that this one does not know, with
// a history, and a column more in the table of members.
func later(t testing.TB, path string, street, community []byte) string {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	secret, public, err := parcel.KeysFrom(street)
	must(err)
	identity, err := age.ParseX25519Identity(secret)
	must(err)
	recipient, err := age.ParseX25519Recipient(public)
	must(err)
	sealed, err := os.ReadFile(path)
	must(err)
	open, err := age.Decrypt(bytes.NewReader(sealed), identity)
	must(err)
	plain, err := io.ReadAll(open)
	must(err)
	in, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	must(err)

	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name string, text []byte) {
		t.Helper()
		f, err := z.Create(name)
		must(err)
		_, err = f.Write(text)
		must(err)
	}
	var m map[string]any
	var files []any
	list := func(name string, text []byte, rows int) {
		sum := sha256.Sum256(text)
		files = append(files, map[string]any{"path": name, "bytes": len(text), "sha256": hex.EncodeToString(sum[:]), "rows": rows})
		put(name, text)
	}
	texts, rows := map[string][]byte{}, map[string]int{}
	for _, f := range in.File {
		r, err := f.Open()
		must(err)
		texts[f.Name], err = io.ReadAll(r)
		must(err)
	}
	must(json.Unmarshal(texts["manifest.json"], &m))
	for _, f := range m["files"].([]any) {
		f := f.(map[string]any)
		if n, ok := f["rows"].(float64); ok {
			rows[f["path"].(string)] = int(n)
		}
	}
	lines := strings.Split(strings.TrimSuffix(string(texts["member.csv"]), "\n"), "\n")
	for i, line := range lines {
		lines[i] = line + ",x"
	}
	lines[0] = strings.TrimSuffix(lines[0], "x") + "hobby"
	texts["member.csv"] = []byte(strings.Join(lines, "\n") + "\n")
	gift := strings.Repeat("5", 32)
	texts["history.csv"] = append(texts["history.csv"], "gift,"+gift+",state,1,旧,2026-01-01,2026-02-01,,\n"...)
	rows["history.csv"]++
	for _, f := range in.File {
		if f.Name != "manifest.json" && f.Name != "manifest.sig" {
			list(f.Name, texts[f.Name], rows[f.Name])
		}
	}
	list("gift.csv", []byte("id,rev,name,_order,_created,_created_by,_changed,_changed_by,_source\n"+gift+",1,锦旗,1,,,,,\n"+strings.Repeat("6", 32)+",1,奖状,2,,,,,\n"), 2)
	m["files"] = files
	m["counts"].(map[string]any)["gift"] = 2
	text, err := json.Marshal(m)
	must(err)
	put("manifest.json", text)
	put("manifest.sig", ed25519.Sign(ed25519.NewKeyFromSeed(community), text))
	must(z.Close())

	var resealed bytes.Buffer
	w, err := age.Encrypt(&resealed, recipient)
	must(err)
	_, err = w.Write(out.Bytes())
	must(err)
	must(w.Close())
	written := filepath.Join(t.TempDir(), filepath.Base(path))
	must(os.WriteFile(written, resealed.Bytes(), 0o600))
	return written
}
