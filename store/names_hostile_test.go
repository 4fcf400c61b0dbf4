package store_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/sheet"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
)

// evil is what a name may hide: sequences that clear a terminal or write over a line, marks that turn a line round, marks
// without width, and letters that look like nothing.
const evil = "\x1b[2K\x1b[1A塔\u202e北\u2066\u200b\u200d\ufeff\u00ad社\u3164区\r\n\u009b2J\x00"

// unseen says that a text has something in it that nobody sees.
func unseen(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && (unicode.In(r, unicode.Cc, unicode.Cf) || r == '\u3164')
	})
}

// Whatever a sender calls himself and his records, nothing unseen of it comes to a person or into the ledger, and his
// signature's words stand on a line of their own before it.
func TestNoNameHidesTheWords(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w := newDistrict(t, 2)
	from := w.offices[0]
	table := "id,rev,name,note\n" + id(1).String() + ",1,\"王" + strings.ReplaceAll(evil, "\x00", "") + "\",\"一\x1b[8m\n二\u202e\"\n"
	f := forgery{kind: parcel.Submission, number: 1, files: map[string]string{"member.csv": table,
		"loose.csv": "kind,record,key,text\nmember," + id(1).String() + ",sex,\x1b[31m男\u200f\n"}, counts: map[string]int{"member": 1}}
	f.manifest = map[string]any{"sender": parcel.Sender{Name: evil, Code: "430502001001", Ledger: from.InProfile().Ledger, Key: publicOf(from)}}
	r := w.look(travel.Receiving{Paths: []string{forge(t, from, w.street, f)}})
	d := r.Deliveries[0]
	first, rest, _ := strings.Cut(d.Message, "\n")
	if d.State != travel.DeliveryWaiting || first != d.Words.String() || rest == "" || strings.Contains(rest, "\n") {
		t.Errorf("%s: %q", d.State, d.Message)
	}
	for _, text := range []string{d.Sender, d.Name, d.Message, d.Recipient} {
		if unseen(text) {
			t.Errorf("%q", text)
		}
	}
	if err := r.Trust(context.Background(), d.Words); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Apply(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	m := w.street.Get(ledger.Members, id(1)).(*ledger.Member)
	if m.Note != "一[8m\n二" || unseen(m.Title) || unseen(m.LooseText("sex")) || m.LooseText("sex")+m.Sex == "" {
		t.Errorf("%+v", m)
	}
	for s := range stage.All[*ledger.Signer](w.street, ledger.Signers) {
		if unseen(s.Title) {
			t.Errorf("%q", s.Title)
		}
	}

	// A name cannot pass for the words either: a street that calls itself by six others is behind its own.
	s, b := streetOfTwo(t), stage.Book(t)
	other := travel.SpellKey(make([]byte, 32))
	f = forgery{kind: parcel.Notice, number: 1, counts: map[string]int{"street": 1, "community": 1},
		files: map[string]string{"street.csv": "id,rev,name\n" + id(1).String() + ",1,小江湖街道\n", "community.csv": "id,rev,name\n" + id(3).String() + ",1,塔北社区\n"}}
	_, answer, _ := parcel.KeysFrom(s.InProfile().Key)
	f.manifest = map[string]any{"sender": parcel.Sender{Name: "街道\n" + other.String() + "\n\x1b[8m", Ledger: s.InProfile().Ledger, Key: publicOf(s), Answer: answer}}
	p, err := travel.ReadNotice(context.Background(), b, forge(t, s, b, f), "")
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	err = p.Apply(travel.SixWords{})
	if lines := strings.Split(store.Tell(err).Message, "\n"); stage.CodeOf(err) != store.Unaccepted || len(lines) != 2 || lines[0] != p.Words.String() || unseen(lines[1]) {
		t.Errorf("%q", store.Tell(err).Message)
	}
}

// An export of what is in a ledger from before has nothing unseen in it either.
func TestNothingUnseenInATable(t *testing.T) {
	var out bytes.Buffer
	s := sheet.OutSheet{Columns: []sheet.OutColumn{{Head: "姓名"}}, Len: 1, Row: func(int) []string { return []string{evil} }}
	if err := sheet.WriteCSV(context.Background(), &out, s, nil); err != nil {
		t.Fatal(err)
	}
	if text := strings.ReplaceAll(strings.TrimPrefix(out.String(), "\ufeff"), "\r\n", "\n"); unseen(text) {
		t.Errorf("%q", text)
	}
}
