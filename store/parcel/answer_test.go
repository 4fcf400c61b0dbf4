package parcel

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"filippo.io/age"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
)

// ofKind is a small package of a kind.
func ofKind(kind Kind) Content {
	m := testManifest()
	m.Kind = kind
	return Content{Manifest: m, Tables: []Table{{ledger.Matters, nil}}}
}

// TestRulesThereAndBack: the rule set comes back as it was, apart from how its cells are quoted.
func TestRulesThereAndBack(t *testing.T) {
	c := ofKind(Notice)
	var err error
	if c.Rules, err = os.ReadFile("../../assets/codes/rules.csv"); err != nil {
		t.Fatal(err)
	}
	p, err := read(t, pack(t, c), Notice)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.Rules(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	got, err := rulebook.ParseRules(text)
	if err != nil {
		t.Fatal(err)
	}
	want, err := rulebook.ParseRules(c.Rules)
	if err != nil {
		t.Fatal(err)
	}
	again, err := rulebook.ParseRules(got.Source())
	if err != nil || again.Version != want.Version || !reflect.DeepEqual(again.Sizes, want.Sizes) || !reflect.DeepEqual(again.Dues, want.Dues) || got.AgeOut != want.AgeOut || got.DuesFarmer != want.DuesFarmer {
		t.Errorf("%+v\nwant\n%+v, %v", got, want, err)
	}
	ofLists, err := p.Codes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range codes.Lists() { // a notice has them all, whatever tables it has
		if !reflect.DeepEqual(ofLists[l.Name], l.Items()) {
			t.Errorf("%s: %v", l.Name, ofLists[l.Name])
		}
	}
	// A submission has no rules, and answers none.
	p, err = read(t, pack(t, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := p.Rules(context.Background()); text != nil || err != nil {
		t.Error(text, err)
	}
	if answers, err := p.Answers(context.Background()); answers != nil || err != nil {
		t.Error(answers, err)
	}
}

func TestAnswersThereAndBack(t *testing.T) {
	c := ofKind(Receipt)
	c.Answers = []Answer{{1, strings.Repeat("ab", 32), codes.ParcelAnswered}, {2, strings.Repeat("cd", 32), codes.ParcelReturned}}
	sealed := pack(t, c)
	p, err := read(t, sealed, Receipt)
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Answers(context.Background())
	if err != nil || !reflect.DeepEqual(got, c.Answers) {
		t.Errorf("%v, %v", got, err)
	}
	if !bytes.Contains([]byte(entryText(t, sealed, "datapackage.json")), []byte(`"accepted.csv"`)) {
		t.Error("the table is not described")
	}
	for name, row := range map[string]string{
		"no number":       ",%s,已回执",
		"number zero":     "0,%s,已回执",
		"below zero":      "-1,%s,已回执",
		"beyond a number": "99999999999999999999,%s,已回执",
		"no digest":       "1,,已回执",
		"a short digest":  "1,abc,已回执",
	} {
		if strings.Contains(row, "%s") {
			row = fmt.Sprintf(row, strings.Repeat("ab", 32))
		}
		all := replace(entriesOf(t, sealed), "accepted.csv", func([]byte) []byte { return []byte("number,digest,state\n" + row + "\n") })
		p, err := read(t, resign(t, all, signKey, rowsOf("accepted.csv", 1)), Receipt)
		if err != nil {
			t.Fatal(name, err)
		}
		if _, err := p.Answers(context.Background()); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := []byte("number,digest,state\n" + strings.Repeat("1,"+strings.Repeat("ab", 32)+",已回执\n", maxAnswers+1))
	p, err = read(t, resign(t, replace(entriesOf(t, sealed), "accepted.csv", func([]byte) []byte { return long }), signKey, rowsOf("accepted.csv", maxAnswers+1)), Receipt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Answers(context.Background()); !errors.Is(err, ErrMalformed) {
		t.Error(err)
	}
}

// TestTooManyRules: what no rule set can have is refused before it is read.
func TestTooManyRules(t *testing.T) {
	c := ofKind(Notice)
	c.Rules = []byte("key,value,note\n" + strings.Repeat("a,b,c\n", maxRules+1))
	p, err := read(t, pack(t, c), Notice)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Rules(context.Background()); !errors.Is(err, ErrMalformed) {
		t.Error(err)
	}
}

// TestSealedToMany: to as many as a reader looks at, and to no more.
func TestSealedToMany(t *testing.T) {
	var keys []string
	for range maxKeys {
		k, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, k.Recipient().String())
	}
	if _, err := ToKeys(append(keys, testPublic)...); !errors.Is(err, ErrManyKeys) {
		t.Error(err)
	}
	lock, err := ToKeys(append(keys[1:], testPublic)...)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, ofKind(Notice), signKey, lock); err != nil {
		t.Fatal(err)
	}
	if _, err := read(t, out.Bytes(), Notice); err != nil {
		t.Error(err)
	}
}

func entryText(t testing.TB, sealed []byte, name string) string {
	t.Helper()
	for _, e := range entriesOf(t, sealed) {
		if e.name == name {
			return string(e.data)
		}
	}
	return ""
}

// rowsOf makes the manifest say how many rows a file has.
func rowsOf(path string, n int) func(map[string]any) {
	return func(m map[string]any) {
		for _, f := range m["files"].([]map[string]any) {
			if f["path"] == path {
				f["rows"] = n
			}
		}
	}
}
