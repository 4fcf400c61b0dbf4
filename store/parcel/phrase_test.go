package parcel

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
)

// TestPlain: what people make of a passphrase on its way from one screen to another.
func TestPlain(t *testing.T) {
	word := func(line int) (typed, said string) { return words[line].pinyin, words[line].word }
	a, A := word(0)
	b, B := word(1)
	c, C := word(100)
	d, D := word(255)
	typed := strings.Join([]string{a, b, c, d, "0420"}, "-")
	for _, made := range []string{
		typed, " " + typed + "\n", strings.ToUpper(typed),
		strings.ReplaceAll(typed, "-", " "), strings.ReplaceAll(typed, "-", "　"), strings.ReplaceAll(typed, "-", "－"), strings.ReplaceAll(typed, "-", "—"),
		strings.ReplaceAll(typed, "-", "––"), strings.ReplaceAll(typed, "-", "‐"), strings.ReplaceAll(typed, "-", " - "), strings.ReplaceAll(typed, "-", "、"),
		strings.ReplaceAll(typed, "-", ""), wide(typed), wide(strings.ToUpper(typed)), strings.ReplaceAll(typed, "0420", "零四二〇"),
		strings.Join([]string{A, B, C, D, "0420"}, " "), A + B + C + D + "０４２０", strings.Join([]string{A, B, C, D, "零四两零"}, "，"),
		strings.Join([]string{A, b, C, d, "0420"}, "-"),
	} {
		if got := Plain(made); got != typed {
			t.Errorf("%q is taken as %q", made, got)
		}
	}
	for own, want := range map[string]string{
		"Battery-Staple-77": "Battery-Staple-77", "my dog barks 7": "my dog barks 7", "山河苹果运动太阳": "山河苹果运动太阳", "ＡＢｃ　１２３－x": "ABc 123-x", "my_own~dog.7": "my_own~dog.7",
		a + "-" + b + "-" + c + "-0420": a + "-" + b + "-" + c + "-0420", typed + "-1": typed + "-1", "": "",
	} {
		if got := Plain(own); got != want {
			t.Errorf("%q is taken as %q", own, got)
		}
	}
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// TestEveryProposalIsReadInEveryForm: run together, pinyin can be read in two ways, which no sign between the words can.
func TestEveryProposalIsReadInEveryForm(t *testing.T) {
	twice := 0
	for range 2000 {
		p, err := NewPassphrase(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range []string{p.Spoken, strings.ReplaceAll(p.Spoken, " ", ""), strings.ToUpper(p.Typed), strings.ReplaceAll(p.Typed, "-", " ")} {
			if got := Plain(made); got != p.Typed {
				t.Fatalf("%q is taken as %q, not %q", made, got, p.Typed)
			}
		}
		if Plain(strings.ReplaceAll(p.Typed, "-", "")) != p.Typed {
			twice++
		}
	}
	if twice > 20 {
		t.Errorf("%d of 2000 are not read without signs", twice)
	}
}

// TestAPackageOpensWithWhatWasSaid: sealed to one form, opened with another; one that was sealed before stays open.
func TestAPackageOpensWithWhatWasSaid(t *testing.T) {
	p, err := NewPassphrase(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	seal := func(passphrase string) []byte {
		l, err := ToPassphrase(passphrase)
		if err != nil {
			t.Fatal(err)
		}
		l.work = 4
		return sealed(t, l)
	}
	for what, c := range map[string]struct {
		b    []byte
		with string
	}{
		"said":                   {seal(p.Typed), p.Spoken},
		"sealed to what is said": {seal(p.Spoken), p.Typed},
		"own, full width":        {seal("Battery-Staple-77"), "Ｂａｔｔｅｒｙ－Ｓｔａｐｌｅ－７７"},
		"own, in capitals":       {seal("battery-staple-77"), "BATTERY-STAPLE-77"},
		"sealed to full width":   {seal("Ｂａｔｔｅｒｙ－Ｓｔａｐｌｅ－７７"), "Battery-Staple-77"},
		"sealed before":          {sealed(t, Lock{passphrase: "－－山河－shan－8", work: 4}), "－－山河－shan－8"},
	} {
		if _, err := Read(context.Background(), bytes.NewReader(c.b), int64(len(c.b)), ByPassphrase(c.with)); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	own := seal("Battery-Staple-77")
	if _, err := Read(context.Background(), bytes.NewReader(own), int64(len(own)), ByPassphrase("battery-staple-77")); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("an own passphrase in another case: %v", err)
	}
}

func sealed(t *testing.T, l Lock) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, smallSample(t), signKey, l); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
