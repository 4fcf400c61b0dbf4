package parcel

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"tuanjian/store/value"
)

// maxName is how many characters of a community's name go into a file name: with three bytes each, day and number, the
// whole stays below the 255 bytes of the narrowest file system.
const maxName = 40

// FileName is the name of a submission's file: 社区_日期_序号.tjb. What Windows forbids in names is left out, and so is a run
// of eleven digits or more: a file name shows no ID number and no telephone number (domain.md §5).
func FileName(community string, day value.Date, sequence uint64) string {
	return fileName(community, "", day, sequence)
}

// NoticeName is the name of a notice's file, by its street: 街道下发_日期_序号.tjb.
func NoticeName(street string, day value.Date, sequence uint64) string {
	return fileName(street, "下发", day, sequence)
}

// ReceiptName is the name of a receipt's file, by its community: 社区回执_日期_序号.tjb.
func ReceiptName(community string, day value.Date, sequence uint64) string {
	return fileName(community, "回执", day, sequence)
}

func fileName(house, what string, day value.Date, sequence uint64) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*_`, r) || !unicode.IsGraphic(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, house)
	name = strings.Trim(withoutNumbers(name), ". \u3000")
	if letters := []rune(name); len(letters) > maxName {
		name = strings.TrimRight(string(letters[:maxName]), ". \u3000")
	}
	if name == "" {
		name = "社区"
	}
	return fmt.Sprintf("%s%s_%s_%03d.tjb", name, what, day, sequence)
}

// withoutNumbers drops runs of eleven digits or more, of any script.
func withoutNumbers(name string) string {
	var out, run []rune
	flush := func() {
		if len(run) < 11 {
			out = append(out, run...)
		}
		run = run[:0]
	}
	for _, r := range name {
		if unicode.IsDigit(r) {
			run = append(run, r)
			continue
		}
		flush()
		out = append(out, r)
	}
	flush()
	return string(out)
}

// Named is what the name of a file says of the package in it, before it can be opened: whose it is, what it is ("" for a
// submission, 下发, 回执) and its number. Nothing of it is believed; ok is false for a name of another form.
func Named(file string) (house, what string, sequence uint64, ok bool) {
	parts := strings.Split(strings.TrimSuffix(file, ".tjb"), "_")
	if len(parts) != 3 || parts[0] == "" || strings.TrimSuffix(file, ".tjb") == file {
		return "", "", 0, false
	}
	sequence, err := strconv.ParseUint(parts[2], 10, 32)
	if _, bad := value.ParseDate(parts[1]); err != nil || bad != nil {
		return "", "", 0, false
	}
	house = parts[0]
	for _, w := range []string{"下发", "回执"} {
		if name, is := strings.CutSuffix(house, w); is && name != "" {
			house, what = name, w
		}
	}
	return house, what, sequence, true
}
