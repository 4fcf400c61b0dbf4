package fonts

import (
	"maps"
	"slices"
	"sync"
)

// Tables are those of a face by their names, but for its outlines: all that setting type needs.
func Tables(w Weight) map[string][]byte {
	if w == Title {
		return titleTables()
	}
	return frames()[w].tables()
}

// tables are all but those that have the outlines.
func (f frame) tables() map[string][]byte {
	all := map[string][]byte{}
	for i := range f.heads() {
		head := f.b[12+tableHead*i:]
		if name := string(head[:4]); name != "glyf" && name != "loca" {
			all[name] = f.table(name)
		}
	}
	return all
}

// drawn are the outlines that were asked for so far.
var drawn struct {
	sync.Mutex
	all [Title + 1]map[int][]byte
}

// Outlines are those of some glyphs of a face, as the table glyf has them; they must not be changed. A page has a few
// hundred of the 30,000: unpacking the face for them would cost 20 MB for good. They are kept for the next page.
func Outlines(w Weight, glyphs []int) map[int][]byte {
	drawn.Lock()
	defer drawn.Unlock()
	if drawn.all[w] == nil {
		drawn.all[w] = map[int][]byte{}
	}
	known := drawn.all[w]
	missing := map[int]bool{}
	for _, id := range glyphs {
		if _, ok := known[id]; !ok {
			missing[id] = true
		}
	}
	if w == Title && len(missing) > 0 {
		readSong().outlines.some(w, missing, known)
	}
	for _, packed := range [][]byte{dailyZst, restZst} { // the rest only where the daily part has not all
		if len(missing) > 0 {
			readOutlines(packed).some(w, missing, known)
		}
	}
	for id := range missing {
		known[id] = nil // of a glyph without ink
	}
	some := make(map[int][]byte, len(glyphs))
	for _, id := range glyphs {
		some[id] = known[id]
	}
	return some
}

// some takes the outlines of wanted glyphs that the part has out of wanted and puts them into found.
func (o *outlines) some(w Weight, wanted map[int]bool, found map[int][]byte) {
	last := -1
	for _, id := range slices.Sorted(maps.Keys(wanted)) {
		if id < 8*len(o.has) && o.knows(id) {
			last = id
		}
	}
	var g glyph
	for id := range last + 1 {
		if !o.knows(id) {
			continue
		}
		if g.read(o, w); wanted[id] {
			found[id] = slices.Clip(g.append(nil))
			delete(wanted, id)
		}
	}
}
