package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The signs of a template. One line is one sentence; the file says at its head what the signs mean.
const (
	signRemark = "%"
	signHead1  = "# "
	signHead2  = "## "
	signItem   = "* "
	ofStreet   = "街|"
	ofOffice   = "社|"
)

// A sentence is one line of a template.
type sentence struct {
	line   int // in the file, from 1
	role   role
	begins bool   // a paragraph of its own, instead of going on with the one before
	only   string // ofStreet or ofOffice where it is for one of them
	pieces []piece
}

// role is what a sentence is in the report.
type role uint8

const (
	plain role = iota
	head1
	head2
	item
)

// A piece is words, a figure, a condition, or a part that may be left out.
type piece struct {
	words string
	name  string // of a fact or of a word
	part  string // which of its names, "" for its number
	last  bool   // the period before, where it is known
	test  string // "?": it is not nothing; "=1?", ">1?": so many; nothing is written
	maybe []piece
}

// parse reads a template. A mistake is told with its line and, in characters, its place.
func parse(text string) ([]sentence, error) {
	var all []sentence
	begins := true
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \r")
		switch {
		case strings.HasPrefix(line, signRemark):
			continue
		case line == "":
			begins = true
			continue
		}
		s := sentence{line: n + 1, begins: begins}
		rest := line
		for _, only := range []string{ofStreet, ofOffice} {
			if after, ok := strings.CutPrefix(rest, only); ok {
				s.only, rest = only, after
			}
		}
		for _, r := range []struct {
			sign string
			role role
		}{{signHead2, head2}, {signHead1, head1}, {signItem, item}} {
			if after, ok := strings.CutPrefix(rest, r.sign); ok {
				s.role, rest, s.begins = r.role, after, true
				break
			}
		}
		begins = s.role != plain
		pieces, left, err := pieces(rest, false)
		if err != nil {
			return nil, fmt.Errorf("第 %d 行第 %d 个字：%w", n+1, utf8.RuneCountInString(line)-utf8.RuneCountInString(left)+1, err)
		}
		s.pieces = pieces
		all = append(all, s)
	}
	return all, nil
}

// pieces reads text up to its end, or inside of a part that may be left out up to the sign that ends it. On a mistake, left is
// what stands from there on.
func pieces(text string, inside bool) (all []piece, left string, err error) {
	for text != "" {
		at := strings.IndexAny(text, "{[]}")
		if at < 0 {
			at = len(text)
		}
		if at > 0 {
			all = append(all, piece{words: text[:at]})
			text = text[at:]
			continue
		}
		switch text[0] {
		case '{':
			end := strings.IndexByte(text, '}')
			if end < 0 {
				return nil, text, fmt.Errorf("“{”没有对应的“}”")
			}
			all = append(all, figure(text[1:end]))
			text = text[end+1:]
		case '[':
			maybe, rest, err := pieces(text[1:], true)
			if err != nil {
				return nil, rest, err
			}
			if !strings.HasPrefix(rest, "]") {
				return nil, text, fmt.Errorf("“[”没有对应的“]”")
			}
			all = append(all, piece{maybe: maybe})
			text = rest[1:]
		case ']':
			if !inside {
				return nil, text, fmt.Errorf("多了一个“]”")
			}
			return all, text, nil
		default:
			return nil, text, fmt.Errorf("多了一个“}”")
		}
	}
	return all, "", nil
}

// figure reads what stands between braces.
func figure(text string) (p piece) {
	if name, ok := strings.CutSuffix(text, "~"); ok {
		return piece{name: name, last: true}
	}
	for _, test := range []string{"=1?", ">1?", "?"} {
		if name, ok := strings.CutSuffix(text, test); ok {
			return piece{name: name, test: test}
		}
	}
	p.name, p.part, _ = strings.Cut(text, ".")
	return p
}
