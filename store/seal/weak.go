package seal

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Why a password that is long enough may all the same not be chosen. Each is an
// [ErrWeakPassword].
var (
	ErrWeakPassword = errors.New("seal: weak password")
	// ErrRepeatedPassword: a few characters over and over, spaces too.
	ErrRepeatedPassword error = weak("repeated")
	// ErrRunPassword: little more than neighbours of the alphabet, of counting (by twos too) or of the keyboard.
	ErrRunPassword error = weak("a run")
	// ErrCommonPassword: on the list of those that everybody tries first, or one of them with a tail.
	ErrCommonPassword error = weak("common")
)

type weak string

func (w weak) Error() string      { return "seal: weak password: " + string(w) }
func (weak) Is(target error) bool { return target == ErrWeakPassword }

// longestRepeat is how many characters a repeated piece has at most: a year twice is
// one, a phrase twice is a phrase.
const longestRepeat = 4

// fewestDiffering is how many different characters a password has at least.
const fewestDiffering = 4

// leastWorth is what a password's characters are worth together at least; see worth.
const leastWorth = 5

// common are passwords that the published lists of the most used ones begin with, and
// Chinese ones among them, without those that are a repeat or a run anyway. Lower case.
var common = strings.Fields(`
password pass passw0rd p@ssw0rd p@ssword iloveyou sunshine princess football baseball superman starwars
welcome whatever trustno1 letmein computer internet michelle jennifer corvette mustang
user test love hello abc qwer asdf admin admin123 admin888 administrator root root123 manager guest changeme default system
1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 zaq12wsx a1b2c3d4 1a2b3c4d qazwsxedc 147258369 789456123 741852963
11223344 1122334455 123qweasd 12344321 123654789 987456321 10203040
521521 woaini woaiwojia wodemima mima mimamima nishishei zhongguo zhongguoren china beijing
tuantuan gongqingtuan tuanjian tuanwei shequ jiedao`)

// sweet are what half the country hangs a sign or two onto; all of them in a password are
// worth one character. The longer stand first.
var sweet = strings.NewReplacer("5201314", "", "1314520", "", "woaini", "", "520", "")

// rows are neighbours on a keyboard; those of the alphabet and of counting are found by
// their numbers.
var rows = []string{"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+"}

// weakness is nil for a password that nobody would think of first. Wide letters count as
// narrow ones; with one sign or space between its pieces, and said twice, a password is
// what it is without.
func weakness(password string) error {
	plain := strings.ToLower(strings.TrimSpace(strings.Map(narrow, password)))
	if whole := joined(plain); whole != plain {
		if err := weakness(whole); err != nil {
			return err
		}
	}
	if half := len(plain) / 2; half > 0 && plain[:half] == plain[half:] && slices.Contains(common, bare(plain[:half])) {
		return ErrCommonPassword
	}
	letters, rest := []rune(plain), sweet.Replace(plain)
	switch {
	case repeats(letters) || differing(letters) < fewestDiffering:
		return ErrRepeatedPassword
	case slices.Contains(common, plain), slices.Contains(common, bare(plain)):
		return ErrCommonPassword
	case rest != plain && 1+worth([]rune(rest)) < leastWorth:
		return ErrCommonPassword
	case worth(letters) < leastWorth:
		return ErrRunPassword
	}
	return nil
}

// bare is a password without the digits and signs that people hang onto a word to make
// it long enough.
func bare(plain string) string {
	return strings.TrimFunc(plain, func(r rune) bool { return r < utf8.RuneSelf && !unicode.IsLetter(r) })
}

// narrow is what a letter, digit or sign of full width is typed for.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// joined is a password without the one sign or space that stands between its pieces; with
// several different ones they are left, they may be what is secret.
func joined(plain string) string {
	sign := rune(-1)
	for _, r := range plain {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == sign:
		case sign >= 0:
			return plain
		default:
			sign = r
		}
	}
	if sign < 0 {
		return plain
	}
	return strings.ReplaceAll(plain, string(sign), "")
}

// repeats says that a short piece over and over, at last perhaps begun again, is all.
func repeats(letters []rune) bool {
	for n := 1; n <= longestRepeat && n < len(letters); n++ {
		if slices.Equal(letters[n:], letters[:len(letters)-n]) {
			return true
		}
	}
	return false
}

func differing(letters []rune) int {
	seen := slices.Clone(letters)
	slices.Sort(seen)
	return len(slices.Compact(seen))
}

// worth counts the characters of a password, and of three or more neighbours in a row,
// or of the same one three times or more, only the first and that it goes on.
func worth(letters []rune) (n int) {
	for i := 0; i < len(letters); {
		length := 1
		for _, step := range []func(a, b rune) bool{same, up, down, along, back, byTwos, backByTwos} {
			j := i
			for j+1 < len(letters) && step(letters[j], letters[j+1]) {
				j++
			}
			length = max(length, j-i+1)
		}
		if length < 3 {
			n, i = n+1, i+1
			continue
		}
		n, i = n+2, i+length
	}
	return n
}

func same(a, b rune) bool  { return a == b }
func up(a, b rune) bool    { return b == a+1 }
func down(a, b rune) bool  { return a == b+1 }
func along(a, b rune) bool { return inRow(string([]rune{a, b})) }
func back(a, b rune) bool  { return inRow(string([]rune{b, a})) }

// byTwos is counting odd or even digits, 0 coming after 8.
func byTwos(a, b rune) bool     { return digit(a) && digit(b) && (a-'0'+2)%10 == b-'0' }
func backByTwos(a, b rune) bool { return byTwos(b, a) }

func digit(r rune) bool { return r >= '0' && r <= '9' }

func inRow(two string) bool {
	return slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, two) })
}
