package fill

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
)

// What a person said of a form's columns is kept for the next form of the same shape, and for one that differs in little: next
// year's has a column more.

// Map says whose value a column takes, "" for none, and remembers it for the next form of the same or nearly the same shape.
func (f *Form) Map(t *Table, index int, key string) error {
	said := f.remembered(t)
	count := map[string]int{}
	for i := range t.Columns {
		c := &t.Columns[i]
		head := nth(count, c.Head)
		if c.Index == index {
			c.Key, c.Second = key, ""
			f.explain(t, c)
			said.Said[head] = key
		}
		said.Keys[head] = c.Key
	}
	if err := f.book.SetSetting("filling."+t.shape, said); err != nil {
		return err
	}
	var all []remembered
	f.book.Setting(shapesSetting, &all)
	all = slices.DeleteFunc(all, func(r remembered) bool { return r.Shape == t.shape })
	all = slices.Insert(all, 0, said)
	return f.book.SetSetting(shapesSetting, all[:min(len(all), mostShapes)])
}

// shapesSetting keeps the shapes that were corrected, the newest first, mostShapes of them.
const (
	shapesSetting = "filling"
	mostShapes    = 60
)

// remembered is what a person said of forms of one shape.
type remembered struct {
	Shape string
	Kind  string
	Keys  map[string]string // of every head
	Said  map[string]string // of those that a person chose
}

// remembered is what is known of a table's shape already.
func (f *Form) remembered(t *Table) remembered {
	var was remembered
	f.book.Setting("filling."+t.shape, &was)
	if was.Said == nil {
		was.Said = map[string]string{}
	}
	return remembered{Shape: t.shape, Kind: t.Kind.Name(), Keys: map[string]string{}, Said: was.Said}
}

// nth tells heads apart that come several times.
func nth(count map[string]int, head string) string {
	count[head]++
	return head + "\n" + strconv.Itoa(count[head])
}

// recall takes up what a person said of a form of this shape.
func (f *Form) recall(t *Table) {
	var heads, names []string
	count := map[string]int{}
	for _, c := range t.Columns {
		heads, names = append(heads, c.Head), append(names, nth(count, c.Head))
	}
	sum := sha256.Sum256([]byte(strings.Join(heads, "\n")))
	t.shape = hex.EncodeToString(sum[:12])
	known := choices(t.Kind)
	for name, key := range f.saidOf(t, names) {
		at := slices.Index(names, name)
		if at < 0 || key != "" && !slices.ContainsFunc(known, func(c ledger.Column) bool { return c.Key == key }) {
			continue
		}
		if c := &t.Columns[at]; c.Key != key {
			c.Key, c.Second = key, ""
		}
	}
	for i := range t.Columns {
		f.explain(t, &t.Columns[i])
	}
}

// saidOf is what was said of heads: of the very shape, else of the most alike one, of which what a person chose counts alone.
func (f *Form) saidOf(t *Table, names []string) map[string]string {
	var said remembered
	if f.book.Setting("filling."+t.shape, &said) && said.Kind == t.Kind.Name() {
		return said.Keys
	}
	var all []remembered
	f.book.Setting(shapesSetting, &all)
	best, most := map[string]string(nil), 0
	for _, r := range all {
		same := 0
		for _, name := range names {
			if _, ok := r.Keys[name]; ok {
				same++
			}
		}
		if r.Kind == t.Kind.Name() && same > most && 10*same >= 7*max(len(names), len(r.Keys)) { // seven of ten
			best, most = r.Said, same
		}
	}
	return best
}
