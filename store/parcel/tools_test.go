package parcel

import (
	"bytes"
	"context"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
)

// tool gives the path of a program, or skips with a sentence.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip("there is no " + name + " here, so the plain way of opening a package is not tried")
	}
	return path
}

func run(t *testing.T, stdin string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// checkScript loads an opened package with nothing but Python's own library: every file against the manifest, every
// table against its description, every reference against the table it points to.
const checkScript = `
import csv, hashlib, json, os, sys
os.chdir(sys.argv[1])
m = json.load(open('manifest.json', encoding='utf-8'))
for f in m['files']:
    b = open(f['path'], 'rb').read()
    assert len(b) == f['bytes'] and hashlib.sha256(b).hexdigest() == f['sha256'], f
assert sorted([f['path'] for f in m['files']] + ['manifest.json', 'manifest.sig']) == sorted(os.listdir('.'))
d = json.load(open('datapackage.json', encoding='utf-8'))
assert d['profile'] == 'tabular-data-package'
tables = {}
for r in d['resources']:
    b = open(r['path'], 'rb').read()
    assert len(b) == r['bytes'] and r['hash'] == 'sha256:' + hashlib.sha256(b).hexdigest()
    rows = list(csv.DictReader(open(r['path'], encoding='utf-8', newline='')))
    names = [f['name'] for f in r['schema']['fields']]
    assert len(rows) == r['rows'] and next(csv.reader(open(r['path'], encoding='utf-8', newline=''))) == names
    for row in rows:
        assert len(row) == len(names) and None not in row.values()
        for f in r['schema']['fields']:
            v = row[f['name']]
            if v and f['type'] == 'integer': int(v)
            if v and f['type'] == 'number': float(v)
    if 'primaryKey' in r['schema']:
        keys = [tuple(row[k] for k in r['schema']['primaryKey']) for row in rows]
        assert len(set(keys)) == len(keys), r['name']
    tables[r['name']] = rows
for r in d['resources']:
    for k in r['schema'].get('foreignKeys', []):
        there = {row[k['reference']['fields']] for row in tables[k['reference']['resource'] or r['name']]}
        for row in tables[r['name']]:
            assert row[k['fields']] in there | {''}, (r['name'], k)
one = tables['member'][0]
assert one['branch'] == tables['branch'][0]['id']
code = {(c['list'], c['label']): c['code'] for c in tables['codes']}
print('\n'.join([one['id'], one['idno'], one['name'], one['wage'], one['joined'], one['position'], one['mail'], repr(one['note']), code['nation', one['nation']]]))
`

func TestPlainToolsOpenIt(t *testing.T) {
	age, unzip, python := tool(t, "age"), tool(t, "unzip"), tool(t, "python3")
	dir := t.TempDir()
	sealed, zip, open := filepath.Join(dir, "x.tjb"), filepath.Join(dir, "x.zip"), filepath.Join(dir, "open")
	key := filepath.Join(dir, "key.txt")
	if err := os.WriteFile(key, []byte(testSecret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sealed, pack(t, sample(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "", age, "-d", "-i", key, "-o", zip, sealed)
	if listing := run(t, "", unzip, "-t", zip); !strings.Contains(listing, "No errors") {
		t.Error(listing)
	}
	run(t, "", unzip, "-q", "-d", open, zip)
	nation, _ := codes.Nations.Code("汉族")
	want := []string{idOf(4).String(), "11010120000307013X", "龙㛃𬭎", "3500.50", "2015-05", "'=1+1", "''@x", `'第一行\n=第二行, "三"'`, nation}
	got := strings.Split(strings.TrimSpace(run(t, checkScript, python, "-X", "utf8", "-", open)), "\n")
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", got, want)
	}
	if openssl, err := exec.LookPath("openssl"); err == nil {
		// the 12 bytes before an Ed25519 key in its standard form (RFC 8410)
		der, _ := hex.DecodeString("302a300506032b6570032100" + hex.EncodeToString(signKey[32:]))
		pub := filepath.Join(dir, "key.der")
		if err := os.WriteFile(pub, der, 0o600); err != nil {
			t.Fatal(err)
		}
		said := run(t, "", openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", pub,
			"-sigfile", filepath.Join(open, signatureName), "-in", filepath.Join(open, manifestName))
		if !strings.Contains(said, "Successfully") {
			t.Error(said)
		}
	}
}

// Somebody opens a table by a double click: no cell becomes a formula.
func TestASpreadsheetSeesNoFormula(t *testing.T) {
	soffice := tool(t, "soffice")
	c := sample(t)
	for i, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", "'=1", "\n=1"} {
		m := fill(t, ledger.Members, idOf(50+i), "name", "李华", "note", text, "position", text)
		m.Head().SetLoose("wage", text)
		m.Head().Excuse(ledger.Excuse{Key: "name", Code: "x", Text: text, Reason: text})
		c.Tables[3].Records = append(c.Tables[3].Records, m)
	}
	dir := t.TempDir()
	var tables []string
	for _, e := range entriesOf(t, pack(t, c)) {
		if filepath.Ext(e.name) == ".csv" {
			tables = append(tables, filepath.Join(dir, e.name))
			if err := os.WriteFile(tables[len(tables)-1], e.data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	run(t, "", soffice, append([]string{"--headless", "-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile",
		"--infilter=CSV:44,34,76,1", "--convert-to", "fods", "--outdir", dir}, tables...)...)
	for _, table := range tables {
		b, err := os.ReadFile(strings.TrimSuffix(table, ".csv") + ".fods")
		if err != nil {
			t.Fatal(err)
		}
		if at := bytes.Index(b, []byte("table:formula=")); at >= 0 || !bytes.Contains(b, []byte("<text:p>")) {
			t.Errorf("%s: %.80s", filepath.Base(table), b[max(at, 0):])
		}
	}
}

// age asks for a passphrase at a terminal; script makes one.
func TestPlainAgeOpensAPassphrase(t *testing.T) {
	age, script := tool(t, "age"), tool(t, "script")
	dir := t.TempDir()
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, sample(t), signKey, Lock{passphrase: fixturePassphrase, work: 10}); err != nil {
		t.Fatal(err)
	}
	sealed, zip := filepath.Join(dir, "x.tjb"), filepath.Join(dir, "x.zip")
	if err := os.WriteFile(sealed, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, fixturePassphrase+"\n", script, "-q", "-e", "-c", age+" -d -o "+zip+" "+sealed, "/dev/null")
	b, err := os.ReadFile(zip)
	if err != nil || !bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		t.Errorf("no zip: %v", err)
	}
}

// And the other way: what age itself has sealed, we open.
func TestWhatAgeSealsWeOpen(t *testing.T) {
	age := tool(t, "age")
	zip := layOpen(t, pack(t, sample(t)))
	sealed := filepath.Join(t.TempDir(), "x.tjb")
	run(t, string(zip), age, "-r", testPublic, "-o", sealed)
	b, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read(t, b); err != nil {
		t.Error(err)
	}
}
