package form

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/look"
)

// TestNumberIsMaskedAndNeverTheMask: what is drawn is masked, what is read, kept
// and saved is the whole number.
func TestNumberIsMaskedAndNeverTheMask(t *testing.T) {
	m := saved()
	whole := m.IDNumber
	var kept []Kept
	var got ledger.Record
	h := member(t, m, func(o *Options) {
		o.OnKeep = func(k Kept) { kept = append(kept, k) }
		o.OnSave = func(r ledger.Record, _ bool) ([]value.Fault, error) { got = r; return nil, nil }
	})
	c := h.f.cell("idno")
	if c.secret == nil || !c.secret.Masked() || c.read() != whole {
		t.Fatalf("secret %v, reads %q", c.secret != nil, c.read())
	}
	c.focus()
	if !c.secret.Masked() || !strings.Contains(c.hint.Text(), "按住 Ctrl") {
		t.Errorf("with the keyboard: masked %v, hint %q", c.secret.Masked(), c.hint.Text())
	}
	c.secret.KeyDown(&fyne.KeyEvent{Name: desktop.KeyControlRight})
	if c.secret.Masked() || c.hint.Text() != "" {
		t.Errorf("Ctrl held: masked %v, hint %q", c.secret.Masked(), c.hint.Text())
	}
	c.secret.KeyUp(&fyne.KeyEvent{Name: desktop.KeyControlRight})
	h.f.cell("phone").focus()
	if h.f.Dirty() {
		t.Error("looking at the number is a change")
	}
	h.f.Type("position", "书记")
	h.f.Keep()
	for _, k := range kept {
		for key, text := range k.Texts {
			if strings.Contains(text, "*") || key == "idno" {
				t.Errorf("kept %s as %q", key, text)
			}
		}
	}
	h.f.Save(false)
	if got == nil || got.(*ledger.Member).IDNumber != whole {
		t.Fatalf("saved %v", got)
	}
}

// TestNumberIsSeenWhileTyped: changing one character of a saved number shows it
// until the field is left, with its fault; what is kept of it is what was typed.
func TestNumberIsSeenWhileTyped(t *testing.T) {
	m := saved()
	whole := m.IDNumber
	var last Kept
	h := member(t, m, func(o *Options) { o.OnKeep = func(k Kept) { last = k } })
	c := h.f.cell("idno")
	c.focus()
	c.secret.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	c.secret.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if c.secret.Masked() || c.hint.Text() != "" {
		t.Errorf("after a change: masked %v, hint %q", c.secret.Masked(), c.hint.Text())
	}
	h.f.Keep()
	if last.Texts["idno"] != whole[:17] {
		t.Errorf("kept %q", last.Texts["idno"])
	}
	h.f.cell("phone").focus()
	if !c.secret.Masked() || c.says() == "" || strings.Contains(c.says(), whole[:17]) {
		t.Errorf("left: masked %v, fault %q", c.secret.Masked(), c.says())
	}
	// A record saved last with the number: F7 takes the value, not what is shown.
	h.f.o.Last = h.f.kind.Clone(saved())
	c.focus()
	c.secret.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF7})
	if c.read() != whole {
		t.Errorf("F7 gives %q", c.read())
	}
}

// TestNewNumberIsSeenUntilLeft: who types a new record sees it; afterwards nobody.
func TestNewNumberIsSeenUntilLeft(t *testing.T) {
	h := member(t, saved(), func(o *Options) { o.New = true })
	c := h.f.cell("idno")
	c.focus()
	if c.secret.Masked() {
		t.Error("a new record's number is masked while the field has the keyboard")
	}
	h.f.cell("phone").focus()
	if !c.secret.Masked() {
		t.Error("a new record's number is shown after it was left")
	}
}

// TestOnlySecretColumnsAreMasked: every kind's secret columns, and no other.
func TestOnlySecretColumnsAreMasked(t *testing.T) {
	found := 0
	for _, kind := range ledger.All {
		h := open(t, kind, kind.New(), Options{Basis: basis()}, look.Standard, 520, 600)
		for _, c := range h.f.cells {
			if (c.secret != nil) != c.col.Secret {
				t.Errorf("%s.%s: masked %v, secret %v", kind.Name(), c.col.Key, c.secret != nil, c.col.Secret)
			}
			if c.secret != nil {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("no column is secret")
	}
}

func TestMaskOfWhatIsNoNumber(t *testing.T) {
	h := member(t, saved(), nil)
	for _, text := range []string{"护照号码一二三四五六七八", "王", strings.Repeat("长", 50)} {
		if got := h.f.cell("idno").mask(text); !strings.Contains(got, "*") && len(text) > 4 || strings.ContainsRune(got, '\uFFFD') {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}
