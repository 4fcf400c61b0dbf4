package ledger

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"tuanjian/store/codes"
)

// intakeOnly are the keys of headers.csv that are no fields but that the intake of
// store understands.
var intakeOnly = map[string][]string{"member": {"duty", "duty_from", "duty_sort", "drifting", "remark", "isparty", "ismember", "leagueno"},
	"branch": {"secretary", "remark"}, "enterprise": {"remark"}, "survey": {"remark"}}

// The words of headers lead to one key each, among the words of their kind, spaces
// and width aside; a word that stands twice would be settled by chance.
func TestHeaderWords(t *testing.T) {
	for kindName, keys := range headers {
		kind := KindOf(kindName)
		if kind == nil {
			t.Fatalf("headers.csv: no kind %s", kindName)
		}
		for key := range keys {
			if kind.At(key) < 0 && !slices.Contains(intakeOnly[kindName], key) || kind.At(key) >= kind.Fields() {
				t.Errorf("%s.%s is no field", kindName, key)
			}
		}
		meaning := map[string]string{}
		for key, words := range Headers(kind) {
			for _, w := range words {
				plain := codes.Fold(w)
				if other, ok := meaning[plain]; ok && other != key {
					t.Errorf("%s: %q is %s and %s", kindName, w, other, key)
				}
				if plain == "" {
					t.Errorf("%s.%s has an empty word", kindName, key)
				}
				meaning[plain] = key
			}
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			if words := Headers(kind)[c.Key]; len(words) == 0 || words[0] != kind.Columns()[i].Label {
				t.Errorf("%s.%s is not found by its own label", kindName, c.Key)
			}
		}
	}
}

// Broken header words and rules are errors; the shipped ones stay loaded afterwards.
func TestBrokenHeadersAreRefused(t *testing.T) {
	defer func() {
		if err := Load(os.DirFS("../../assets/codes")); err != nil {
			t.Fatal(err)
		}
	}()
	for broken, text := range map[string]string{
		"rules.csv":   "key,value,note\nage_out,28,\n",
		"headers.csv": "kind,key\nmember,name\n",
	} {
		folder := fstest.MapFS{}
		files, _ := filepath.Glob("../../assets/codes/*.csv")
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			folder[filepath.Base(f)] = &fstest.MapFile{Data: data}
		}
		folder[broken] = &fstest.MapFile{Data: []byte(text)}
		if err := Load(folder); err == nil {
			t.Errorf("%s was taken", broken)
		}
		delete(folder, broken)
		if err := Load(folder); err == nil {
			t.Errorf("%s may be missing", broken)
		}
	}
}

// What a record says of an adapted list is the office's word; what travels is the plain one.
func TestARecordOfAnAdaptedList(t *testing.T) {
	code := codes.Attitudes.Items()[0].Code
	plain := codes.Attitudes.Label(code)
	codes.Adapt(map[string]codes.Adapted{"attitude": {Labels: map[string]string{code: "很支持建团"}}})
	t.Cleanup(func() { codes.Adapt(nil) })
	e, at := &Enterprise{Attitude: code}, Enterprises.At("attitude")
	if Enterprises.Text(e, at, basis()) != "很支持建团" || PlainText(Enterprises, e, at, basis()) != plain {
		t.Errorf("%s travels as %s", Enterprises.Text(e, at, basis()), PlainText(Enterprises, e, at, basis()))
	}
}

// Which registrations are non-public (domain.md §4).
func TestNonPublicRegistrations(t *testing.T) {
	for registration, want := range map[string]string{"112": codes.Yes, "121": codes.Yes, "140": codes.Yes, "150": codes.Yes, "230": codes.Yes, "390": codes.Yes, "500": codes.Yes, "111": codes.No, "131": codes.No, "132": codes.No, "119": "", "190": "", "400": "", "": ""} {
		if got := NonPublicOf(registration, "1"); got != want {
			t.Errorf("%s is non-public: %q", registration, got)
		}
	}
}
