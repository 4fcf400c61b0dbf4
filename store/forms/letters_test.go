package forms

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

var letterSamples = flag.String("letters", "", "folder to keep the letters in, to look at them")

// gone adds people who have left, each with a name to be found again.
func gone(t testing.TB, b *store.Book, n int) {
	t.Helper()
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团东建公司支部委员会", Short: "东建公司团支部", Type: codes.BranchCell, State: codes.BranchNormal, Community: b.Today().Own().Head().ID})
	for i := range n {
		m := stage.Person("王"+strings.Repeat("䶮", 1+i%2)+string(rune('甲'+i%10)), "1997-03-04", 100+i)
		m.Branch, m.State, m.StateFrom, m.StateWhy, m.Joined = o.ID, codes.MemberLeft, 20260401, codes.LeavingAge, 20150500
		stage.Keep(t, b, ledger.Members, m)
	}
}

// Every letter is a form of its own: its title in the menu, its kind, pages and a .docx, and no workbook.
func TestEveryLetterIsAForm(t *testing.T) {
	for _, s := range letters.Sorts {
		f := Form(s.Key)
		if Title(f) != s.Title || KindOf(f) != s.Kind || ownForms[f] == nil || !Letter(f) {
			t.Errorf("%s is no form, or is called otherwise: %q", s.Title, Title(f))
		}
	}
	for _, f := range Forms {
		if Letter(f.Form) != (letters.Named(string(f.Form)) != nil) {
			t.Errorf("%s", f.Title)
		}
	}
}

// Certificates of many people are one file, a page each; whom none can be written for is told.
func TestManyCertificatesAreOneFile(t *testing.T) {
	b := stage.Book(t)
	gone(t, b, 50)
	stage.Keep(t, b, ledger.Members, stage.Person("还在册", "2003-03-04", 900))
	out, err := Lay(b, Print{Form: LeavingLetter, List: find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "name"})})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if out.Pages() != 50 || out.Rows() != 50 || out.Title() != "离团证明（50份）" || !out.Prose() || out.Tabled() {
		t.Errorf("%d pages of %d called %s", out.Pages(), out.Rows(), out.Title())
	}
	told := strings.Join(out.Told, "\n")
	if !strings.Contains(told, "有 1 人没有开：“还在册”还没有办离团") || !strings.Contains(told, "请手写：") || !strings.Contains(told, "（50 份）") {
		t.Errorf("told %q", told)
	}
	dir := t.TempDir()
	if *letterSamples != "" {
		dir = *letterSamples
	}
	seq := stage.Seq(b)
	for _, ending := range []string{".pdf", ".docx"} {
		path := filepath.Join(dir, "certificates"+ending)
		if err := out.Write(context.Background(), path, nil); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		data, err := os.ReadFile(path)
		if err != nil || ending == ".docx" && !bytes.HasPrefix(data, []byte("PK")) || ending == ".pdf" && !bytes.HasPrefix(data, []byte("%PDF")) {
			t.Errorf("%s: %v", ending, err)
		}
	}
	if stage.Seq(b) != seq+2 {
		t.Error("what left the ledger is not noted")
	}
	if err := out.Write(context.Background(), filepath.Join(dir, "x.xlsx"), nil); err == nil || !strings.Contains(store.Tell(err).Message, "不是表") {
		t.Errorf("a workbook of letters: %v", err)
	}
	roster, err := Lay(b, Print{Form: MemberRoster})
	if err != nil || roster.Prose() || !roster.Tabled() {
		t.Errorf("a roster: %v", err)
	}
	if err := roster.Write(context.Background(), filepath.Join(dir, "x.docx"), nil); err == nil || !strings.Contains(store.Tell(err).Message, "是表") {
		t.Errorf("a .docx of a roster: %v", err)
	}
}

// A letter of one record is refused with the reason, and asks for the record where there is none.
func TestALetterIsRefusedWithItsReason(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("还在册", "2003-03-04", 900))
	for id, want := range map[value.ID]string{m.ID: "还没有办离团", {}: "请先选团员"} {
		if _, err := Lay(b, Print{Form: LeavingLetter, Of: records.Place{Kind: "member", ID: id}}); err == nil || !strings.Contains(store.Tell(err).Message, want) {
			t.Errorf("%v, not %q", err, want)
		}
	}
	if got := LettersOf(b, m); len(got) != 0 {
		t.Errorf("%v can be written of who is on the roll", got)
	}
	if _, err := Lay(b, Print{Form: LeavingLetter, List: find.ListOf(b.Today(), records.Query{Kind: ledger.Branches})}); err == nil {
		t.Error("organisations get certificates")
	}
}

// Two hundred certificates are laid and written in one file.
func BenchmarkCertificates(b *testing.B) {
	book := stage.Book(b)
	gone(b, book, 200)
	l := find.ListOf(book.Today(), records.Query{Kind: ledger.Members, Sort: "name"})
	for b.Loop() {
		out, err := Lay(book, Print{Form: LeavingLetter, List: l})
		if err != nil {
			b.Fatal(err)
		}
		var pdf bytes.Buffer
		if err := out.PDF(context.Background(), &pdf, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(pdf.Len())/1024, "KiB")
	}
}
