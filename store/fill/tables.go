package fill

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/blank"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// find looks for the tables and cards of the sheets that the file shows.
func (f *Form) find(ctx context.Context, kinds []ledger.Kind) error {
	all := kinds
	for _, kind := range kinds {
		if kind.Blind() || !slices.Contains(ledger.Listed, kind) || kind.Kept(ledger.ByTravel) {
			return store.Refuse("“" + kind.Title() + "”不填到别人的表里。")
		}
	}
	if len(all) == 0 {
		all = slices.DeleteFunc(slices.Clone(ledger.OfOffice), func(k ledger.Kind) bool { return !slices.Contains(rules.KindsOf(f.book.Today()), k) || k.Blind() })
	}
	var vocabularies []sheet.Vocabulary
	for _, k := range all {
		vocabularies = append(vocabularies, vocabulary(k, len(kinds) > 0))
	}
	found := sheet.Locate(ctx, f.blank.Text, vocabularies...)
	if err := ctx.Err(); err != nil {
		return store.Tell(err)
	}
	document := f.blank.Text.Kind == "docx"
	var pieces []int // of a card that is a whole document
	for nth := range f.blank.Sheets {
		if f.blank.Sheets[nth].Hidden {
			continue
		}
		tables, most := f.tabled(nth, found, all, len(kinds) > 0)
		x, ok := f.bestCard([]int{nth}, all, most)
		switch {
		case document && (ok || len(tables) == 0):
			pieces = append(pieces, nth)
		case ok:
			f.Tables = append(f.Tables, f.card([]int{nth}, x))
		default:
			f.Tables = append(f.Tables, f.stacked(tables)...)
		}
	}
	least := 0
	if len(f.Tables) > 0 { // what stands around a table is mostly of who fills it in
		least = 2
	}
	if x, ok := f.bestCard(pieces, all, least); ok {
		f.Tables = append(f.Tables, f.card(pieces, x))
	}
	return nil
}

// bestCard is what sheets are best understood as where they are a card, rather than a table of which so many columns are known.
func (f *Form) bestCard(nths []int, kinds []ledger.Kind, known int) (x cardFound, ok bool) {
	for _, x := range f.cards(nths, kinds) {
		if x.beats(known) {
			return x, true
		}
	}
	return x, false
}

// tabled are the tables with heads of a sheet, and of how many columns the best is known.
func (f *Form) tabled(nth int, found []sheet.Found, kinds []ledger.Kind, said bool) (tables []sheet.Found, most int) {
	if f.blank.Sheets[nth].Running {
		return nil, 0
	}
	for _, x := range found {
		unfolded := x.Lay == sheet.LayPlain && x.Grid() != &f.blank.Text.Sheets[nth] // a column for each month is a row for each there
		if x.Sheet == nth && x.HeadTop >= 0 && (x.Lay == sheet.LayPlain || x.Lay == sheet.LayPart) && !unfolded {
			tables = append(tables, x)
		}
	}
	if len(tables) == 0 {
		if x, ok := f.headed(nth, kinds, said); ok {
			tables = append(tables, x)
		}
	}
	for i := range tables {
		tables[i] = f.deepened(f.grouped(tables[i], said), said)
		if most = max(most, f.known(&tables[i])); f.repeats(&tables[i]) {
			most = mostLabels // no card
		}
	}
	return tables, most
}

// deepened is a table with the rows below its head taken into it over which the name of what it is about reaches.
func (f *Form) deepened(x sheet.Found, said bool) sheet.Found {
	bottom := x.HeadBottom
	for _, c := range x.Columns {
		if x.Lay != sheet.LayPlain || c.Key != ledger.KindOf(x.Table).Sheet().Vital[0] {
			continue
		}
		for _, a := range f.blank.Text.Sheets[x.Sheet].Merged {
			if a.Left <= c.Index && c.Index <= a.Right && x.HeadTop <= a.Top && a.Top <= x.HeadBottom {
				bottom = max(bottom, a.Bottom)
			}
		}
	}
	if bottom == x.HeadBottom || bottom-x.HeadTop > 2 {
		return x
	}
	if more, ok := sheet.LocateAt(f.blank.Text, x.Sheet, x.HeadTop, bottom, vocabulary(ledger.KindOf(x.Table), said)); ok {
		return more
	}
	return x
}

// grouped is a table with the rows of groups above its head taken into it, where names of columns reach down from there: where
// no row is filled nothing else tells that they belong to it. What a column means under its own name, it means under a group too,
// unless that says whose it is.
func (f *Form) grouped(x sheet.Found, said bool) sheet.Found {
	if x.Lay != sheet.LayPlain {
		return x
	}
	for range 2 {
		reach := slices.ContainsFunc(f.blank.Text.Sheets[x.Sheet].Merged, func(a sheet.Area) bool { return a.Top == x.HeadTop-1 && a.Bottom >= x.HeadTop })
		if !reach {
			break
		}
		more, ok := sheet.LocateAt(f.blank.Text, x.Sheet, x.HeadTop-1, x.HeadBottom, vocabulary(ledger.KindOf(x.Table), said))
		if !ok {
			break
		}
		for i := range more.Columns {
			c := &more.Columns[i]
			at := slices.IndexFunc(x.Columns, func(own sheet.Column) bool { return own.Index == c.Index })
			if at >= 0 && c.Key == "" && !c.Others && x.Columns[at].Key != "" {
				c.Key, c.Second, c.Twice = x.Columns[at].Key, x.Columns[at].Second, false
			}
		}
		x = more
	}
	return x
}

// headed is the table under the row of a sheet in which most columns are known, computed ones too; false where nobody and
// nothing is named.
func (f *Form) headed(nth int, kinds []ledger.Kind, said bool) (x sheet.Found, ok bool) {
	text := &f.blank.Text.Sheets[nth]
	best, at, of := 1, 0, ledger.Kind(nil)
	if said {
		best = 0
	}
	for _, kind := range kinds {
		w := f.wordsOf(kind)
		for r, row := range text.Rows[:min(len(text.Rows), mostHeads)] {
			keys := map[string]bool{}
			for _, word := range row[:min(len(row), mostHeads)] {
				if key, _ := w.key(word); key != "" {
					keys[key] = true
				}
			}
			if len(keys) > best && keys[kind.Sheet().Vital[0]] {
				best, at, of = len(keys), r, kind
			}
		}
	}
	if of == nil {
		return x, false
	}
	if x, ok = sheet.LocateAt(f.blank.Text, nth, at, at, vocabulary(of, said)); ok {
		return x, true
	}
	return sheet.LocateAt(f.blank.Text, nth, at, at, vocabulary(of, true)) // one name is enough beside what is computed
}

// mostHeads is how many rows and columns are looked through for a head that was not found otherwise.
const mostHeads = 60

func (f *Form) known(x *sheet.Found) (n int) {
	asked := f.wordsOf(ledger.KindOf(x.Table)).asked
	for _, c := range x.Columns {
		if asked[c.Key] {
			n++
		}
	}
	return n
}

// table is a table with a head, as it is to be filled.
func (f *Form) table(x *sheet.Found) *Table {
	kind := ledger.KindOf(x.Table)
	t := &Table{Kind: kind, Sheet: x.Name, Title: x.Title, nth: x.Sheet, serial: -1, subject: kind.Sheet().Vital[0]}
	w := f.wordsOf(kind)
	taken := map[string]bool{}
	t.headTop, _ = x.Place(x.HeadTop, max(x.Columns[0].Index, 0))
	for _, c := range x.Columns {
		_, col := x.Place(x.HeadBottom, c.Index)
		if col < 0 {
			continue
		}
		out := Column{Index: col, Head: c.Head, Key: c.Key, Second: c.Second, col: col, layout: layoutOf(c.Head)}
		if c.Twice || c.Others || c.Whose {
			out.Key = ""
		} else if !w.asked[out.Key] { // the intake has no field for it, or only a remark
			own := c.Head
			if x.HeadTop < x.HeadBottom { // without its groups
				own = c.Head[strings.LastIndexByte(c.Head, '/')+1:]
			}
			if out.Key, out.Second = w.key(own); taken[out.Key] {
				out.Key = ""
			}
		}
		if !w.asked[out.Key] {
			out.Key, out.Second = "", ""
		}
		if !w.asked[out.Second] {
			out.Second = ""
		}
		if out.Key == "" && t.serial < 0 && c.Head != "" && sheet.IsSerial(c.Head) {
			t.serial = col
		}
		if f.blank.Text.Sheets[t.nth].HiddenColumns[col] {
			out.Key, out.Second = "", ""
		}
		taken[out.Key] = out.Key != ""
		t.Columns = append(t.Columns, out)
	}
	summed(t.Columns)
	f.guard(t, w)
	t.Columns = apart(t.Columns)
	t.head, _ = x.Place(x.HeadBottom, max(x.Columns[0].Index, 0))
	f.room(t, t.head)
	f.levels(t)
	f.recall(t)
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Key == "" && !c.shut && f.blank.Text.Sheets[t.nth].HiddenColumns[c.col] {
			c.shut, c.Why = true, "藏起来的列，不填"
		}
	}
	return t
}

// words are how forms call what records of a kind have.
type words struct {
	vocabulary  sheet.Vocabulary
	names, more *sheet.Names
	asked       map[string]bool
}

// wordsOf are those of a kind, made once.
func (f *Form) wordsOf(kind ledger.Kind) *words {
	if f.words[kind] == nil {
		v := vocabulary(kind, false)
		f.words[kind] = &words{v, sheet.NamesOf(v), sheet.NamesOf(besides(kind)), answerable(kind)}
	}
	return f.words[kind]
}

// hints are what heads say of how a column is to be filled, behind their name. A note that says whose it is, is none.
var (
	hints    = regexp.MustCompile(`[\n（(【\[:：]|例如?[:：]?|如[:：]|格式`)
	hintSays = regexp.MustCompile(`[0-9yYxX×*]|格式|如|例|填|选|下拉`)
)

// key is whose value a label asks for, "" where records have none; second is of a label with two names.
func (w *words) key(label string) (key, second string) {
	label = strings.TrimLeft(strings.TrimSpace(label), "（(，,、；;。")
	short := label
	if at := hints.FindStringIndex(label); at != nil && at[0] > 0 && hintSays.MatchString(label[at[0]:]) {
		short = label[:at[0]]
	}
	for _, text := range []string{label, short} {
		for _, names := range []*sheet.Names{w.names, w.more} {
			if key, second = names.Key(text); w.asked[key] {
				if !w.asked[second] {
					second = ""
				}
				return key, second
			}
		}
	}
	return "", ""
}

// besides are names of columns that no file brings in and forms ask for.
func besides(kind ledger.Kind) sheet.Vocabulary {
	v := sheet.Vocabulary{Table: kind.Name()}
	have := vocabulary(kind, false)
	named := func(key string) bool {
		return slices.ContainsFunc(have.Terms, func(t sheet.Term) bool { return t.Key == key && len(t.Names) > 0 })
	}
	for _, c := range choices(kind) {
		if !named(c.Key) {
			names := append([]string{c.Label}, otherNames[c.Key]...)
			if more := askedAt(kind, c.Key); more != nil {
				names = append(names, more.names...)
			}
			v.Terms = append(v.Terms, sheet.Term{Key: c.Key, Names: names})
		}
	}
	if holder := find.HolderOf(kind); holder != nil {
		for _, t := range vocabulary(holder, false).Terms {
			if kind.At(t.Key) < 0 && t.Key != "name" {
				v.Terms = append(v.Terms, t)
			}
		}
	}
	return v
}

// otherNames are what forms call what is computed.
var otherNames = map[string][]string{
	"age":      {"周岁", "实足年龄", "年龄（周岁）", "年龄（岁）"},
	"duties":   {"团内职务", "现任团内职务", "团内任职"},
	"branches": {"团支部名称", "团组织名称", "所属团支部", "所属团组织", "所建团组织", "所建团支部", "团支部全称"},
	"count":    {"团员人数", "现有团员数", "现有团员", "团员总数", "在册团员数"},
}

// answerable are the keys for which records of a kind have something.
func answerable(kind ledger.Kind) map[string]bool {
	keys := map[string]bool{}
	for _, c := range choices(kind) {
		keys[c.Key] = true
	}
	return keys
}

// endings open the rows below the ones to be filled in.
var endings = regexp.MustCompile(`^[（(]?(?:合\s*计|总\s*计|小\s*计|共\s*计|填\s*表|填\s*报|制\s*表|审\s*核|负责人|联系人|单位负责|经办|备\s*注|说\s*明|注|附)`)

// pages are what stands between the pages of one table.
var pages = regexp.MustCompile(`^(?:第\s*\S{1,6}\s*页|续\s*表|（?接上[页表]）?|转下页)`)

// room finds the empty rows below a head.
func (f *Form) room(t *Table, head int) {
	s, text := f.blank.Sheets[t.nth], &f.blank.Text.Sheets[t.nth]
	covered := f.covered(t.nth)
	subject := t.at(t.subject)
	bottom := len(text.Rows) - 1
	t.printed = f.printedBelow(t, head, subject)
	empty := func(r int) bool { return f.empty(t, r) }
	t.begin = head + 1
	first := t.begin
	for first <= bottom && first < t.begin+mostStarted && !empty(first) {
		first++
	}
	ended := false
	for r := t.begin; r < first; r++ {
		ended = ended || endings.MatchString(strings.TrimSpace(firstText(text.Rows[r])))
	}
	ruled := s.Ruled(first, subject)
	if ended && !ruled {
		for r := t.begin; r < first; r++ { // the head, and then at once what stands below the rows
			if endings.MatchString(strings.TrimSpace(firstText(text.Rows[r]))) {
				t.begin, t.Below, t.Started = r, true, r-t.begin
				f.number(t)
				return
			}
		}
	}
	t.Started = first - t.begin
	last := first
	for ; last < first+sheet.MaxRows; last++ {
		if last > bottom && !ruled || !empty(last) || ruled && !s.Ruled(last, subject) {
			break
		}
		if !s.HiddenRow(last) && !covered[blankSpot{last, subject}] {
			t.rows = append(t.rows, last)
		}
	}
	t.tall = f.height(t, subject)
	if n := len(t.rows); n > 1 && !ruled && last <= bottom && !endings.MatchString(strings.TrimSpace(firstText(text.Rows[last]))) {
		t.rows = t.rows[:n-1] // what parts it from the next
		last--
	}
	for r := last; r <= bottom && !t.Below; r++ {
		t.Below = firstText(text.Rows[r]) != ""
	}
	t.begin, t.Rows = last, len(t.rows)
	if !ruled && !t.Below && f.blank.Text.Kind != "docx" {
		t.Endless, t.Rows, t.rows, t.begin = true, 0, nil, first
	}
	f.number(t)
}

// number finds the number that the first row gets.
func (f *Form) number(t *Table) {
	text := &f.blank.Text.Sheets[t.nth]
	t.from = 1
	if t.serial < 0 {
		return
	}
	first := t.begin
	if len(t.rows) > 0 {
		first = t.rows[0]
	}
	if n, err := strconv.Atoi(strings.TrimSpace(text.Cell(first, t.serial))); err == nil && n > 0 {
		t.from = n
	} else if n, err := strconv.Atoi(strings.TrimSpace(text.Cell(first-1, t.serial))); err == nil && n > 0 && t.Started > 0 {
		t.from = n + 1
	}
}

// mostStarted is how many rows that are filled already are looked over.
const mostStarted = 20_000

type blankSpot struct{ row, col int }

// covered are the cells of a sheet that lie under others.
func (f *Form) covered(nth int) map[blankSpot]bool {
	if f.under[nth] == nil {
		f.under[nth] = coveredBy(f.blank.Sheets[nth].Merged())
	}
	return f.under[nth]
}

// reaching are the cells of a sheet that reach over several rows.
func (f *Form) reaching(nth int) map[blankSpot]bool {
	if f.over[nth] == nil {
		f.over[nth] = map[blankSpot]bool{}
		for _, a := range f.blank.Sheets[nth].Merged() {
			if a.Bottom > a.Top {
				f.over[nth][blankSpot{a.Top, a.Left}] = true
			}
		}
	}
	return f.over[nth]
}

// mostCovered is how many cells below others are looked at.
const mostCovered = 1_000_000

// coveredBy are the cells of merged blocks that are not their first.
func coveredBy(all []blank.Area) map[blankSpot]bool {
	out := map[blankSpot]bool{}
	for _, a := range all {
		for r := a.Top; r <= a.Bottom && len(out) < mostCovered; r++ {
			for c := a.Left; c <= min(a.Right, sheet.MaxColumns) && len(out) < mostCovered; c++ {
				if r != a.Top || c != a.Left {
					out[blankSpot{r, c}] = true
				}
			}
		}
	}
	return out
}

// at is the column of a key, the first one where none has it.
func (t *Table) at(key string) int {
	for _, c := range t.Columns {
		if c.Key == key {
			return c.col
		}
	}
	return t.Columns[0].col
}

func firstText(row []string) string {
	for _, t := range row {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// empty says that a row is one to be filled in: nothing stands in it but a number, what a formula says, what a drop-down is set
// to beforehand, or what is one cell over several rows.
func (f *Form) empty(t *Table, r int) bool {
	s, text := f.blank.Sheets[t.nth], &f.blank.Text.Sheets[t.nth]
	if r >= len(text.Rows) {
		return true
	}
	left, right := t.reach()
	for c, word := range text.Rows[r] {
		if word = strings.TrimSpace(word); word == "" || c < left || c > right || t.printed.at(r, c) == word {
			continue
		}
		_, err := strconv.Atoi(strings.Trim(word, ".、"))
		switch _, list := s.Options(r, c); {
		case c == t.serial && err == nil:
		case s.Cell(r, c).Formula:
		case f.gapsAt(place{t.nth, r, c}).alone != nil: // boxes to tick
		case list && c != t.at(t.subject):
		case c != t.at(t.subject) && f.reaching(t.nth)[blankSpot{r, c}]:
		default:
			return false
		}
	}
	return true
}
