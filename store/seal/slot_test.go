package seal

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuanjian/store/trial"
)

var cheap = Effort{Time: 1, Memory: 64, Threads: 1}

const password = "练习用的口令八字"

func TestSlotsOpen(t *testing.T) {
	master, err := NewKey(rand.Reader)
	must(t, err)
	code, err := NewCode(rand.Reader)
	must(t, err)
	first, err := NewPassword(rand.Reader, master, "op1", password, cheap)
	must(t, err)
	second, err := NewPassword(rand.Reader, master, "op2", "another password", cheap)
	must(t, err)
	recovery, err := NewRecovery(rand.Reader, master, "r", code)
	must(t, err)
	street := Slot{Kind: "street", Name: "later", Wrapped: []byte{1}}

	raw, err := json.Marshal([]Slot{street, first, second, recovery})
	must(t, err)
	var slots []Slot
	must(t, json.Unmarshal(raw, &slots))

	for _, c := range []struct {
		name, password string
		at             int
		err            error
	}{
		{"", password, 1, nil},
		{"", "another password", 2, nil},
		{"op1", password, 1, nil},
		{"op2", password, -1, ErrWrongPassword},
		{"", "not anyone's", -1, ErrWrongPassword},
		{"", "", -1, ErrWrongPassword},
		{"", strings.Repeat("x", MaxPassword+1), -1, ErrWrongPassword},
		{"nobody", password, -1, ErrWrongPassword},
	} {
		got, at, err := OpenPassword(slots, c.name, c.password)
		if !errors.Is(err, c.err) || at != c.at || (err == nil) != (got == master) {
			t.Errorf("%q as %q: slot %d, %v", c.password, c.name, at, err)
		}
	}
	if got, at, err := OpenCode(slots, code); err != nil || at != 3 || got != master {
		t.Errorf("code: %d, %v", at, err)
	}
	if _, _, err := OpenCode(slots, Code{1}); !errors.Is(err, ErrWrongCode) {
		t.Errorf("wrong code: %v", err)
	}
}

// Whoever changes a slot makes it useless.
func TestSlotIsAuthenticated(t *testing.T) {
	good, err := NewPassword(rand.Reader, Key{1}, "op1", password, cheap)
	must(t, err)
	for name, change := range map[string]func(*Slot){
		"name":    func(s *Slot) { s.Name = "op2" },
		"kind":    func(s *Slot) { s.Kind = KindRecovery },
		"time":    func(s *Slot) { s.Time++ },
		"memory":  func(s *Slot) { s.Memory++ },
		"threads": func(s *Slot) { s.Threads++ },
		"salt":    func(s *Slot) { s.Salt = append([]byte{s.Salt[0] ^ 1}, s.Salt[1:]...) },
		"wrapped": func(s *Slot) { s.Wrapped = append([]byte{s.Wrapped[0] ^ 1}, s.Wrapped[1:]...) },
		"short":   func(s *Slot) { s.Wrapped = s.Wrapped[1:] },
		"no salt": func(s *Slot) { s.Salt = nil },
		"empty":   func(s *Slot) { s.Wrapped = nil },
	} {
		bad := good
		change(&bad)
		if _, at, err := OpenPassword([]Slot{bad}, "", password); err == nil || at != -1 {
			t.Errorf("changed %s: opens", name)
		}
	}
	if _, _, err := OpenPassword([]Slot{good}, "", password); err != nil {
		t.Error(err)
	}
}

func TestHostileSlotsAreRefused(t *testing.T) {
	for _, e := range []Effort{
		{}, {1, 64, 0}, {0, 64, 1}, {1, 7, 1}, {1, 64, 255},
		{1 << 31, 64, 1}, {1, 1 << 31, 1}, {1, maxMemory + 1, 1}, {maxTime + 1, 64, 1}, {32, maxMemory, 2}, {8, 1 << 20, 2}, {3, 512 << 10, 1},
	} {
		t.Run(fmt.Sprint(e), func(t *testing.T) {
			start := trial.Start()
			s := Slot{Kind: KindPassword, Salt: make([]byte, saltSize), Time: e.Time, Memory: e.Memory, Threads: e.Threads, Wrapped: make([]byte, wrappedSize)}
			if _, _, err := OpenPassword([]Slot{s}, "", password); !errors.Is(err, ErrHostileSlot) {
				t.Errorf("opening: %v", err)
			}
			if _, err := NewPassword(rand.Reader, Key{}, "op1", password, e); !errors.Is(err, ErrHostileSlot) {
				t.Errorf("making: %v", err)
			}
			if took := start.Taken(); took > time.Second {
				t.Errorf("refused only after %v", took)
			}
		})
	}
	many := make([]Slot, maxSlots+1)
	if _, _, err := OpenPassword(many, "", password); !errors.Is(err, ErrHostileSlot) {
		t.Errorf("%d slots: %v", len(many), err)
	}
	if err := (Slot{Kind: KindRecovery, Memory: 1, Salt: make([]byte, saltSize)}).Check(); !errors.Is(err, ErrHostileSlot) {
		t.Errorf("recovery slot with parameters: %v", err)
	}
	if err := (Slot{Kind: "street", Name: strings.Repeat("n", maxName+1)}).Check(); !errors.Is(err, ErrDamaged) {
		t.Errorf("long name: %v", err)
	}
}

// One password is tried on no more slots than take a bounded time together: nothing is tried where they ask for more, and
// whoever says his name is let in all the same.
func TestManySlotsAskForAName(t *testing.T) {
	ours, err := NewPassword(rand.Reader, Key{1}, "op1", password, cheap)
	must(t, err)
	dear := func(n int) (all []Slot) {
		for i := range n {
			all = append(all, Slot{Kind: KindPassword, Name: fmt.Sprint("x", i), Salt: make([]byte, saltSize), Time: DefaultEffort.Time, Memory: DefaultEffort.Memory, Threads: 2, Wrapped: make([]byte, wrappedSize)})
		}
		return append(all, ours)
	}
	start := trial.Start()
	if _, _, err := OpenPassword(dear(19), "", password); !errors.Is(err, ErrManySlots) {
		t.Errorf("19 of ours: %v", err)
	}
	if _, at, err := OpenPassword(dear(19), "op1", password); err != nil || at != 19 {
		t.Errorf("with a name: %d, %v", at, err)
	}
	twice := dear(3)
	for i := range twice[:3] {
		twice[i].Name = "x"
	}
	if _, _, err := OpenPassword(twice, "x", password); !errors.Is(err, ErrHostileSlot) {
		t.Errorf("three of one name: %v", err)
	}
	if took := start.Taken(); took > time.Second {
		t.Errorf("it took %v", took)
	}
	if work := uint64(DefaultEffort.Time) * uint64(DefaultEffort.Memory) * 18; work > maxTry {
		t.Error("18 operators of ours need a name")
	}
}

func TestPasswordRule(t *testing.T) {
	for _, c := range []struct {
		password string
		want     error
	}{
		{"", ErrShortPassword}, {"1234567", ErrShortPassword}, {"12345679-x7", nil},
		{"一二三四五六七", ErrShortPassword}, {"一二三四五六七八", nil},
		{strings.Repeat("three", MaxPassword/5), nil}, {strings.Repeat("three", MaxPassword/5+1), ErrLongPassword},
		{"        ", ErrRepeatedPassword}, {"11111111", ErrRepeatedPassword}, {"１１１１１１１１", ErrRepeatedPassword}, {"20262026", ErrRepeatedPassword},
		{"abcabcab", ErrRepeatedPassword}, {"哈哈哈哈哈哈哈哈", ErrRepeatedPassword}, {"aabbabab", ErrRepeatedPassword}, {"       a", ErrRepeatedPassword},
		{"12345678", ErrRunPassword}, {" 12345678 ", ErrRunPassword}, {"87654321", ErrRunPassword}, {"0123456789", ErrRunPassword}, {"abcdefgh", ErrRunPassword},
		{"QwertYuiop", ErrRunPassword}, {"12345678a", ErrRunPassword}, {"123456xyz", ErrRunPassword}, {"asdf1234", ErrCommonPassword}, {"１２３４５６７８", ErrRunPassword},
		{"11111234", ErrRunPassword}, {"poiuytrewq", ErrRunPassword}, {"!@#$%^&*", ErrRunPassword}, {"88888888a", ErrRepeatedPassword},
		{"password", ErrCommonPassword}, {"Password1!", ErrCommonPassword}, {"admin888", ErrCommonPassword}, {"5201314", ErrShortPassword}, {"woaini1314", ErrCommonPassword},
		{"1qaz2wsx", ErrCommonPassword}, {"tuanjian2026", ErrCommonPassword}, {"abc12345", ErrCommonPassword},
		{"1 2 3 4 5 6 7 8", ErrRunPassword}, {"1-2-3-4-5-6", ErrRunPassword}, {"p_a_s_s_w_o_r_d", ErrCommonPassword}, {"ｐａｓｓｗｏｒｄ", ErrCommonPassword}, {"-1--1--1-", ErrRepeatedPassword},
		{"passwordpassword", ErrCommonPassword}, {"123qweasd", ErrCommonPassword}, {"5201314520", ErrCommonPassword}, {"52013140", ErrCommonPassword}, {"x-7_k-9_q-2", nil}, {"m q 7 x b 2 f k", nil},
		{"13579246", ErrRunPassword}, {"24681357", ErrRunPassword}, {"1357924680", ErrRunPassword}, {"97531864", ErrRunPassword}, {"9753186420", ErrRunPassword}, {"1-3-5-7-9-2", ErrRunPassword}, {"１３５７９２４６", ErrRunPassword}, {"13579xkq", nil}, {"20240608", nil},
		{"5201314a", ErrCommonPassword}, {"a5201314", ErrCommonPassword}, {"5201314abq", ErrCommonPassword}, {"1314520ab", ErrCommonPassword}, {"520-1314", ErrCommonPassword}, {"520520ab", ErrCommonPassword}, {"520woaini", ErrCommonPassword}, {"WoAiNi1a", ErrCommonPassword}, {"woainia1", ErrCommonPassword}, {"woaini5201314", ErrCommonPassword}, {"１３１４５２０ａ", ErrCommonPassword},
		{"5201314wang", nil}, {"520xk7mq", nil}, {"woainibaobei", nil}, {"woaini1314", ErrCommonPassword},
		{"tabei-2026", nil}, {"mima dui bu dui", nil}, {"19951204", nil}, {"桂花糕三块半不加糖", nil}, {"correct horse", nil}, {"test-plan-77", nil}, {"abcd-efgh-wren", nil},
	} {
		if err := CheckPassword(c.password); !errors.Is(err, c.want) {
			t.Errorf("%q: %v", c.password, err)
		}
		if _, err := NewPassword(rand.Reader, Key{}, "op1", c.password, cheap); !errors.Is(err, c.want) {
			t.Errorf("new slot with %q: %v", c.password, err)
		}
	}
}

func TestCodeForms(t *testing.T) {
	code, err := NewCode(fixed(9))
	must(t, err)
	groups := code.Groups()
	written := code.Written()
	wide := strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + 0xFEE0
		}
		return r
	}, written)
	for _, form := range []string{
		written, strings.ToLower(written), strings.Join(groups, ""), strings.Join(groups, " "), strings.Join(groups, "\n"), wide,
		strings.Join(groups, "－"), strings.Join(groups, "‐"), strings.Join(groups, "―"), strings.Join(groups, "、"), strings.Join(groups, "　"),
		" " + written + "\r\n", strings.ReplaceAll(strings.ReplaceAll(written, "0", "o"), "1", "l"),
	} {
		if got, err := ParseCode(form); err != nil || got != code {
			t.Errorf("%q: %v", form, err)
		}
	}
	for form, want := range map[string]string{strings.ToLower(groups[3]): groups[3], " " + groups[3] + "－": groups[3], "oi1l0": "01110", "好" + groups[3]: "", "": ""} {
		if got := Plain(form); got != want {
			t.Errorf("%q is taken as %q", form, got)
		}
	}
	for _, c := range []struct {
		form  string
		group int
	}{
		{"", 1}, {written[:len(written)-1], 8}, {strings.Join(groups[:5], "-"), 6}, {written + "0", 0},
		{"U" + written[1:], 1}, {"你好", 1}, {strings.Repeat("0", 1000), 2},
		{strings.Join([]string{groups[0], groups[2], groups[1]}, "") + strings.Join(groups[3:], ""), 2},
	} {
		_, err := ParseCode(c.form)
		var typo *MistypedError
		if !errors.Is(err, ErrMistypedCode) || !errors.As(err, &typo) || typo.Group != c.group {
			t.Errorf("%q: %v", c.form, err)
		}
	}
}

// A wrong letter and a swap of neighbours are always noticed, in the right group.
func TestCodeNoticesTypingErrors(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		code := Code(rapid.SliceOfN(rapid.Byte(), len(Code{}), len(Code{})).Draw(r, "code"))
		b := []byte(strings.Join(code.Groups(), ""))
		if got, err := ParseCode(string(b)); err != nil || got != code {
			r.Fatalf("round trip: %v", err)
		}
		at := rapid.IntRange(0, len(b)-1).Draw(r, "at")
		if rapid.Bool().Draw(r, "swap") {
			if at%5 == 4 || b[at] == b[at+1] {
				r.Skip()
			}
			b[at], b[at+1] = b[at+1], b[at]
		} else {
			other := rapid.SampledFrom([]byte(letters)).Draw(r, "letter")
			if other == b[at] {
				r.Skip()
			}
			b[at] = other
		}
		_, err := ParseCode(string(b))
		var typo *MistypedError
		if !errors.As(err, &typo) || typo.Group != at/5+1 {
			r.Fatalf("letter %d: %v", at, err)
		}
	})
}

func FuzzParseCode(f *testing.F) {
	f.Add("00000-00000")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCode(s)
		if err != nil && !errors.Is(err, ErrMistypedCode) {
			t.Error(err)
		}
		if again, err2 := ParseCode(c.Written()); err == nil && (err2 != nil || again != c) {
			t.Errorf("%q is not stable", s)
		}
	})
}

func BenchmarkOnePasswordTry(b *testing.B) {
	s, err := NewPassword(rand.Reader, Key{}, "op1", password, DefaultEffort)
	must(b, err)
	for b.Loop() {
		_, _, err = OpenPassword([]Slot{s}, "", password)
	}
	must(b, err)
}
