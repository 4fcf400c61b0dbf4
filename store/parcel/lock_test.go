package parcel

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tuanjian/store/value"
)

func TestCheckPassphrase(t *testing.T) {
	for passphrase, want := range map[string]error{
		"battery-staple-77": nil, "山河苹果运动太阳": nil, "12345678": nil, "a b c d e": nil,
		"": ErrShortPassphrase, "1234567": ErrShortPassphrase, "山河苹果运动阳": ErrShortPassphrase,
		"aaaaaaaa": ErrWeakPassphrase, "12121212": ErrWeakPassphrase, "abcabcabc": ErrWeakPassphrase, "abcdabcd": nil,
		" 12345678": ErrPlainPassphrase, "12345678 ": ErrPlainPassphrase, "1234\n5678": ErrPlainPassphrase, "1234\x005678": ErrPlainPassphrase,
		"1234\xff5678": ErrPlainPassphrase, "1234\u200b5678": ErrPlainPassphrase,
		strings.Repeat("abcd", 25): nil, strings.Repeat("abcd", 25) + "e": ErrLongPassphrase,
	} {
		if got := CheckPassphrase(passphrase); got != want && (got == nil || want == nil || got.Error() != want.Error()) {
			t.Errorf("%q: %v, want %v", passphrase, got, want)
		}
		if _, got := ToPassphrase(passphrase); (got == nil) != (want == nil) {
			t.Errorf("ToPassphrase(%q): %v", passphrase, got)
		}
	}
}

func TestKeysAndPassphrases(t *testing.T) {
	seal := func(l Lock) []byte {
		var out bytes.Buffer
		if _, err := Write(context.Background(), &out, smallSample(t), signKey, l); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	secret, public, err := KeysFrom(signKey.Seed())
	if err != nil {
		t.Fatal(err)
	}
	both, err := ToKeys(testPublic, public)
	if err != nil {
		t.Fatal(err)
	}
	newer, _ := ByKeys(secret)
	rotated, _ := ByKeys(secret, testSecret)
	weak := seal(Lock{passphrase: "山河-shan-8", work: 4})
	dear := bytes.Replace(weak, []byte(" 4\n"), []byte(" 19\n"), 1)
	for what, c := range map[string]struct {
		b    []byte
		with Unlock
		want error
	}{
		"key":                    {seal(testLock(t)), testUnlock(t), nil},
		"one key of two":         {seal(both), newer, nil},
		"the other":              {seal(both), testUnlock(t), nil},
		"older key":              {seal(testLock(t)), rotated, nil},
		"another's key":          {seal(testLock(t)), newer, ErrOtherRecipient},
		"passphrase for a key":   {seal(testLock(t)), ByPassphrase("山河-shan-8"), ErrNeedsKey},
		"nothing for a key":      {seal(testLock(t)), Unlock{}, ErrNeedsKey},
		"passphrase":             {weak, ByPassphrase("山河-shan-8"), nil},
		"key or passphrase":      {weak, testUnlock(t).Or("山河-shan-8"), nil},
		"key and a passphrase":   {seal(testLock(t)), testUnlock(t).Or("山河-shan-8"), nil},
		"key or another":         {weak, testUnlock(t).Or("山河-shan-9"), ErrWrongPassphrase},
		"wrong passphrase":       {weak, ByPassphrase("山河-shan-9"), ErrWrongPassphrase},
		"empty passphrase":       {weak, ByPassphrase(""), ErrNeedsPassphrase},
		"key for a passphrase":   {weak, testUnlock(t), ErrNeedsPassphrase},
		"a gigabyte of scrypt":   {dear, ByPassphrase("山河-shan-8"), ErrDamaged},
		"nothing for passphrase": {weak, Unlock{}, ErrNeedsPassphrase},
	} {
		p, err := Read(context.Background(), bytes.NewReader(c.b), int64(len(c.b)), c.with)
		if err != c.want && (c.want == nil || !errors.Is(err, c.want)) || (p == nil) != (err != nil) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	for _, bad := range []string{"", "age1x", testSecret, "AGE-SECRET-KEY-1X"} {
		if _, err := ToKeys(bad); err != ErrBadKey {
			t.Errorf("ToKeys(%q): %v", bad, err)
		}
		if _, err := ByKeys(bad); (err == ErrBadKey) == (bad == testSecret) {
			t.Errorf("ByKeys(%q): %v", bad, err)
		}
	}
	if _, err := ToKeys(); err != ErrBadKey {
		t.Errorf("no key: %v", err)
	}
}

func TestSecretsStayOutOfLogs(t *testing.T) {
	l, err := ToPassphrase("battery-staple-77")
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{fmt.Sprint(l), fmt.Sprintf("%+v %#v", l, l), fmt.Sprint(ByPassphrase("battery-staple-77")),
		fmt.Sprintf("%+v %#v", ByPassphrase("battery-staple-77"), testUnlock(t))} {
		if strings.Contains(said, "staple") || strings.Contains(said, "0x") {
			t.Errorf("said: %s", said)
		}
	}
}

func TestWords(t *testing.T) {
	if n := strings.Count(wordList, "\n"); n != 256 {
		t.Fatalf("%d lines", n)
	}
	// what many people do not tell apart
	fold := strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ng", "n", "l", "n", "hu", "f", "h", "f")
	heard, seen := map[string]string{}, map[string]bool{}
	for _, w := range words {
		if len([]rune(w.word)) != 2 || w.pinyin == "" || strings.Trim(w.pinyin, "abcdefghijklmnopqrstuwxyz") != "" || seen[w.word] {
			t.Errorf("%q %q", w.word, w.pinyin)
		}
		sound := fold.Replace(w.pinyin)
		if heard[sound] != "" {
			t.Errorf("%s sounds like %s", w.word, heard[sound])
		}
		heard[sound], seen[w.word] = w.word, true
	}
}

func TestFingerprint(t *testing.T) {
	key := signKey.Public().(ed25519.PublicKey)
	if got, want := Fingerprint(key), "萝卜 高山 信封 苹果 教室 樱桃"; got != want {
		t.Errorf("the words of a key must never change: %s, want %s", got, want)
	}
	if Fingerprint(otherKey.Public().(ed25519.PublicKey)) == Fingerprint(key) {
		t.Error("two keys, the same words")
	}
}

func TestNewPassphrase(t *testing.T) {
	p, err := NewPassphrase(bytes.NewReader([]byte{0, 1, 2, 255, 0, 0, 0, 0, 0, 1, 0, 7}))
	if err != nil {
		t.Fatal(err)
	}
	if p.Typed != "pingguo-xiangjiao-putao-ganjing-5543" || p.Spoken != "苹果 香蕉 葡萄 干净 5543" {
		t.Errorf("%+v", p)
	}
	if err := CheckPassphrase(p.Typed); err != nil {
		t.Error(err)
	}
	if _, err := NewPassphrase(bytes.NewReader(make([]byte, 11))); err == nil {
		t.Error("too little randomness was enough")
	}
}

func TestFileName(t *testing.T) {
	day := value.Day(2026, 6, 30)
	for community, want := range map[string]string{
		"塔北社区":                   "塔北社区_2026-06-30_003.tjb",
		"":                       "社区_2026-06-30_003.tjb",
		`..\..//C:塔<北>"社|区?*`:    "C塔北社区_2026-06-30_003.tjb",
		"塔北\x00社\n区\u202e\u200b": "塔北社区_2026-06-30_003.tjb",
		" .塔北社区. ":               "塔北社区_2026-06-30_003.tjb",
		"塔北11010120000307013X":   "塔北X_2026-06-30_003.tjb",
		"塔北１１０１０１２００００３０７０１３１社区13800138000": "塔北社区_2026-06-30_003.tjb",
		"第110社区_东":               "第110社区东_2026-06-30_003.tjb",
		"con":                    "con_2026-06-30_003.tjb",
		strings.Repeat("社", 500): strings.Repeat("社", 40) + "_2026-06-30_003.tjb",
	} {
		if got := FileName(community, day, 3); got != want {
			t.Errorf("%q: %q, want %q", community, got, want)
		}
	}
	if got := FileName("塔北社区", day, 12345); got != "塔北社区_2026-06-30_12345.tjb" {
		t.Error(got)
	}
}
