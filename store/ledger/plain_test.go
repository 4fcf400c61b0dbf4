package ledger

import (
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/value"
)

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "李华": "李华", "=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t1": "'\t1", "\r1": "'\r1", "\n1": "'\n1", "\x00": "'\x00", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠1": "'＠1",
		"'=1": "''=1", "''=1": "'''=1", "'": "'", "'x": "'x", "1=1": "1=1", "~=1": "~=1", " =1": " =1", "\"=1": "\"=1",
	} {
		if got := value.Guard(text); got != want || value.Unguard(got) != text || value.FormulaLike(text) != (got != text) {
			t.Errorf("%q: %q, and back %q", text, got, value.Unguard(got))
		}
	}
	for text, want := range map[string]string{"'李华": "'李华", "'": "'", "": "", "=1": "=1", "'=1": "=1", "''": "''"} {
		if got := value.Unguard(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`'{0,3}[=+@\t\n\r ＝－-]{0,2}.{0,5}`).Draw(t, "text")
		if got := value.Unguard(value.Guard(text)); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
