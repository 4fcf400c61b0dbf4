package find

import (
	"bytes"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// words is what search reads of a kind: for each record one paragraph of the lines by which it may be found, many in one
// block of bytes, since one pass over a block is faster than any index at this size and nothing is kept on disk. It never
// changes: after a save the next one shares all blocks but those in which something stands otherwise.
type words struct {
	blocks []*block
	starts []int // the place of each block's first record
}

// A block has the paragraphs of some records that stand together.
type block struct {
	of   []ledger.Record
	text []byte
	ends []int    // where the paragraph of each record ends, its closing \x00 included
	seen [256]int // how often each byte was taken in, which tells the rare ones
}

// mostInBlock is how many records begin a block of their own: what a save makes anew.
const mostInBlock = 1024

// paragraphs are by what records may be found in their own right; nameLines the names alone, for finding the people of a
// branch or an enterprise: what its boss is called or where it lies does not find its members.
var (
	paragraphs = records.Each(func(kind ledger.Kind) records.Derived[*words] { return wordsOf(kind, Paragraph) })
	nameLines  = records.Each(func(kind ledger.Kind) records.Derived[*words] { return wordsOf(kind, Title) })
)

func wordsOf(kind ledger.Kind, read func(ledger.Kind, ledger.Record) string) records.Derived[*words] {
	return records.Derive(func(v *records.View) *words {
		w := &words{}
		w.add(kind, read, v.Of(kind))
		return w
	}, kind).Following(func(was *words, v *records.View, changes []records.Change) (*words, bool) {
		return was.follow(kind, read, v.Of(kind), changes)
	})
}

// add puts the paragraphs of records behind all others, in blocks of their own.
func (w *words) add(kind ledger.Kind, read func(ledger.Kind, ledger.Record) string, more []ledger.Record) {
	for len(more) > 0 {
		n := min(len(more), mostInBlock)
		k := &block{of: more[:n:n], ends: make([]int, 0, n)}
		for _, r := range k.of {
			k.take(read(kind, r))
		}
		w.lay(k)
		more = more[n:]
	}
}

// lay puts a block behind the others.
func (w *words) lay(k *block) {
	at := 0
	if n := len(w.blocks); n > 0 {
		at = w.starts[n-1] + len(w.blocks[n-1].of)
	}
	w.blocks, w.starts = append(w.blocks, k), append(w.starts, at)
}

// follow is what search reads of the records as they are after some changes. It says false where one came in between
// others.
func (w *words) follow(kind ledger.Kind, read func(ledger.Kind, ledger.Record) string, now []ledger.Record, changes []records.Change) (*words, bool) {
	last := make(map[value.ID]ledger.Record, len(changes))
	for _, c := range changes {
		last[c.ID] = c.Now
	}
	out := &words{}
	for _, k := range w.blocks {
		if n := len(k.of); n <= len(now) && slices.Equal(now[:n], k.of) {
			out.lay(k)
			now = now[n:]
			continue
		}
		next := &block{of: make([]ledger.Record, 0, len(k.of)), ends: make([]int, 0, len(k.of)), text: make([]byte, 0, len(k.text))}
		for i, r := range k.of {
			then, changed := last[r.Head().ID]
			switch {
			case !changed:
				next.of = append(next.of, r)
				next.take(string(k.text[k.start(i):k.ends[i]]))
			case then != nil:
				next.of = append(next.of, then)
				next.take(read(kind, then))
			}
		}
		if n := len(next.of); n > len(now) || !slices.Equal(now[:n], next.of) {
			return nil, false
		}
		now = now[len(next.of):]
		if len(next.of) > 0 {
			out.lay(next)
		}
	}
	if n := len(out.blocks); len(now) > 0 && n > 0 && len(out.blocks[n-1].of)+len(now) <= mostInBlock { // the last has room
		k := out.blocks[n-1]
		next := &block{of: slices.Concat(k.of, now), ends: slices.Clone(k.ends), text: slices.Clone(k.text), seen: k.seen}
		for _, r := range now {
			next.take(read(kind, r))
		}
		out.blocks[n-1], now = next, nil
	}
	out.add(kind, read, now)
	return out, true
}

// take puts the paragraph of the next record at the end.
func (k *block) take(text string) {
	for j := range len(text) {
		k.seen[text[j]]++
	}
	k.text = append(k.text, text...)
	k.ends = append(k.ends, len(k.text))
}

func (k *block) start(i int) int {
	if i == 0 {
		return 0
	}
	return k.ends[i-1]
}

// rarest is the place of the word's byte that the text holds least often. Looking
// for that one is several times faster than for the first: every Chinese word
// begins with one of a few bytes.
func (k *block) rarest(word string) int {
	rare := 0
	for j := range len(word) {
		if k.seen[word[j]] < k.seen[word[rare]] {
			rare = j
		}
	}
	return rare
}

// mark sets the places of the records whose paragraph holds the word, and says
// whether there are any.
func (w *words) mark(word string, hits []bool) (any bool) {
	for i, k := range w.blocks {
		any = k.mark(word, hits[w.starts[i]:]) || any
	}
	return any
}

func (k *block) mark(word string, hits []bool) (any bool) {
	rare := k.rarest(word)
	at, i := rare, 0 // the next place for the rarest byte
	for at < len(k.text) {
		found := bytes.IndexByte(k.text[at:], word[rare])
		if found < 0 {
			return any
		}
		at += found
		if from := at - rare; from+len(word) > len(k.text) || string(k.text[from:from+len(word)]) != word {
			at++
			continue
		}
		any = true
		if k.ends[i] <= at { // gallop, then halve: hits are often far apart
			step := 1
			for i+step < len(k.ends) && k.ends[i+step] <= at {
				i += step
				step *= 2
			}
			for step > 0 {
				if i+step < len(k.ends) && k.ends[i+step] <= at {
					i += step
				}
				step /= 2
			}
			i++
		}
		hits[i] = true
		at = k.ends[i] + rare
	}
	return any
}

// sift sets, of the places of some records, those whose paragraph holds the word, and says whether there are any.
func (w *words) sift(word string, some, hits []bool) (any bool) {
	sought := []byte(word)
	for n, k := range w.blocks {
		for i := range k.of {
			if at := w.starts[n] + i; some[at] && bytes.Contains(k.text[k.start(i):k.ends[i]], sought) {
				hits[at], any = true, true
			}
		}
	}
	return any
}

// paragraph is that of the record at a place, without its end.
func (w *words) paragraph(i int) []byte {
	n := min(i/mostInBlock, len(w.starts)-1) // where it stands while blocks are full
	if w.starts[n] > i || i >= w.starts[n]+len(w.blocks[n].of) {
		exact := false
		if n, exact = slices.BinarySearch(w.starts, i); !exact {
			n--
		}
	}
	k := w.blocks[n]
	i -= w.starts[n]
	return k.text[k.start(i) : k.ends[i]-1]
}

// A link is a reference to one record by which others are found.
type link struct {
	kind ledger.Kind
	at   int // its column
}

// links are, for each record of the link's kind by its place, the place of what it refers to, -1 for none, so that what
// that is called finds them at once.
var links = records.Each(func(l link) records.Derived[[]int32] {
	to := ledger.KindOf(l.kind.Columns()[l.at].Choices.Kind)
	place := func(v *records.View, r ledger.Record) int32 { return int32(v.Place(to, l.kind.Ref(r, l.at))) }
	return records.Derive(func(v *records.View) []int32 {
		out := make([]int32, v.Count(l.kind))
		for i, r := range v.Of(l.kind) {
			out[i] = place(v, r)
		}
		return out
	}, l.kind, to).Following(func(was []int32, v *records.View, changes []records.Change) ([]int32, bool) {
		n := v.Count(l.kind)
		if n < len(was) {
			return nil, false
		}
		out := append(slices.Clone(was), make([]int32, n-len(was))...)
		for _, c := range changes {
			switch {
			case c.Now == nil || c.Kind != l.kind && c.Was == nil:
				return nil, false // places have moved
			case c.Kind == l.kind:
				at := v.Place(l.kind, c.ID)
				if c.Was == nil && at < len(was) {
					return nil, false
				}
				out[at] = place(v, c.Now)
			}
		}
		return out, true
	})
})

// A bundle is what a reference to several leads to: for each record of its kind the places of those it means, one record
// after the other, and where each record's end.
type bundle struct{ places, ends []int32 }

// bundles are what links are, for references to several.
var bundles = records.Each(func(l link) records.Derived[bundle] {
	to := ledger.KindOf(l.kind.Columns()[l.at].Choices.Kind)
	return records.Derive(func(v *records.View) bundle {
		out := bundle{ends: make([]int32, 0, v.Count(l.kind))}
		for _, r := range v.Of(l.kind) {
			for _, id := range l.kind.Those(r, l.at) {
				if at := v.Place(to, id); at >= 0 {
					out.places = append(out.places, int32(at))
				}
			}
			out.ends = append(out.ends, int32(len(out.places)))
		}
		return out
	}, l.kind, to).Following(func(was bundle, _ *records.View, changes []records.Change) (bundle, bool) {
		moved := func(c records.Change) bool { return c.Kind == l.kind || c.Was == nil || c.Now == nil }
		return was, !slices.ContainsFunc(changes, moved) // what is meant may have changed, where it stands has not
	})
})

// Lines of a paragraph that are no name and no reading of one begin with a mark, which
// nobody types and which tells relevance what they are.
const (
	markNumber = "\x02" // of which people type the end
	markAside  = "\x01" // whose boss, where it lies: words that others have in their name
)

// Paragraph is everything by which a record may be found in its own right, its names
// first; what its branch or enterprise adds is found through these.
func Paragraph(kind ledger.Kind, r ledger.Record) string {
	var p strings.Builder
	marked := func(mark string, texts ...string) {
		for _, s := range texts {
			if s != "" {
				p.WriteString(mark + strings.ToLower(s) + "\n")
			}
		}
	}
	for _, name := range rules.NamesOf(r) {
		marked("", name, readings(name, kind.OfPerson()))
	}
	for _, s := range kind.Seeks() {
		text := kind.Text(r, s.At(), ledger.Basis{})
		switch s.By {
		case ledger.SeekNumber:
			marked(markNumber, text)
		case ledger.SeekAside:
			marked(markAside, text)
		case ledger.SeekBoss:
			marked(markAside, text)
			for _, reading := range strings.Split(readings(text, true), "\n") {
				marked(markAside, reading)
			}
		}
	}
	p.WriteByte(0)
	return p.String()
}

// How near a word comes to a record, nearest first.
const (
	isName = iota
	beginsName
	beginsReading
	endsNumber
	inName
	inReading // or within a number
	inAside
	linked
	relevances = 2 * linked // each for what is not over, then for what is
)

// relevance is how near the words come to the record at a place: as near as the farthest of those that it holds itself. What
// holds none was found by the person whom it is about, who comes first.
func (w *words) relevance(i int, sought [][]byte) int {
	of, far := w.paragraph(i), -1
	for _, word := range sought {
		if at := nearest(of, word); at < linked {
			far = max(far, at)
		}
	}
	if far < 0 {
		return inAside
	}
	return far
}

// begins says that a name or a reading in the paragraph at a place begins with the word, or that it is a whole number: as each
// does that is nearer than endsNumber.
func (w *words) begins(i int, word []byte) bool {
	for rest := w.paragraph(i); len(rest) > 0; {
		whole := len(markNumber) + len(word)
		if bytes.HasPrefix(rest, word) || rest[0] == markNumber[0] && whole < len(rest) && rest[whole] == '\n' && bytes.HasPrefix(rest[len(markNumber):], word) {
			return true
		}
		rest = rest[bytes.IndexByte(rest, '\n')+1:]
	}
	return false
}

// nearest is how near a word comes to a paragraph; linked where it does not hold the word,
// which then was found through others. A word without a figure is not looked for among
// the numbers.
func nearest(paragraph, word []byte) int {
	best, figures := linked, bytes.ContainsAny(word, "0123456789")
	rest := paragraph
	for first := true; len(rest) > 0 && best > beginsReading; first = false {
		if rest[0] < ' ' && !figures {
			if best == linked && bytes.Contains(rest, word) {
				best = inAside
			}
			break
		}
		end := bytes.IndexByte(rest, '\n') // each line has one
		best = min(best, nearness(rest[:end], word, first))
		rest = rest[end+1:]
	}
	return best
}

// nearness is how near a word comes to one line of a paragraph.
func nearness(line, word []byte, first bool) int {
	at := bytes.Index(line, word)
	if at < 0 {
		return linked
	}
	switch line[0] {
	case markAside[0]:
		return inAside
	case markNumber[0]:
		switch {
		case len(line) == len(markNumber)+len(word):
			return isName
		case at == len(markNumber) || bytes.HasSuffix(line, word):
			return endsNumber
		}
		return inReading
	}
	switch name := first || line[0] >= 0x80; {
	case name && len(line) == len(word):
		return isName
	case name && at == 0:
		return beginsName
	case at == 0:
		return beginsReading
	case name:
		return inName
	}
	return inReading
}

// Title is what a record is called, in characters, pinyin and initials: the names of its Paragraph.
func Title(kind ledger.Kind, r ledger.Record) string {
	var p strings.Builder
	for _, name := range rules.NamesOf(r) {
		p.WriteString(strings.ToLower(name) + "\n" + readings(name, kind.OfPerson()) + "\n")
	}
	p.WriteByte(0)
	return p.String()
}
