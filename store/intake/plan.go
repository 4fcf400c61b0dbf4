package intake

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// A Plan is what an intake would do to the ledger as it is now. New records have
// their IDs already, so that a later table may refer to what an earlier one brings.
type Plan struct {
	Rows    int
	Added   []*Row
	Changed []*Row
	Same    int
	Joined  int // rows of officers that went into their members' rows
	Faulty  []*Row
	Unknown []Unknown // branches that the ledger does not know
	coded   []CodeColumn
	late    bool // a name was left as it stands before a row below decided that its branch is created

	intake   *Intake
	tables   map[*Row]*Table
	namings  map[ledger.Kind]*find.Naming // names that the ledger knows, and those that the plan brings
	seenAt   *records.View                // the ledger as the plan found it
	then     *records.View                // with what the plan brings laid over
	uncalled map[ledger.Kind][]*Row       // of kinds without names, not in namings yet
	people   map[string][]value.ID        // members that the plan brings, by plain name
	members  map[value.ID]*ledger.Member
	branches map[string]*ledger.Branch // branches to create, by plain name

	keepers   []*Row // branches' rows that name a secretary
	officered []officering
	superiors map[value.ID]value.ID // of the branches that the plan touches
	differ    map[spot]int          // by table and column: values that a better column says otherwise
	seen      map[value.ID]spot     // records that the file speaks of
	names     map[string]spot       // numbers and names that it brings
	officers  map[*Table]bool       // tables that name members again, with their posts
	beside    map[string][]*Row     // the members whom they can mean, by plain name; nil where there are no such tables
}

// An Unknown is a branch that rows name and the ledger does not know.
type Unknown struct {
	Table   *Table
	Word    string
	Rows    int
	Similar []find.Option
}

// CreateMissing decides that every branch is created that a plan finds unknown and of which nothing else is decided; a plan
// that is there already must be made again.
func (in *Intake) CreateMissing() { in.missing = true }

// mostRows is how many rows go in at once: five times the largest community.
const mostRows = 50_000

// Plan reads every row of the intake's tables against the ledger. It refuses more than
// 50,000 of them.
func (in *Intake) Plan(ctx context.Context, progress func(done, total int)) (*Plan, error) {
	v := in.book.Today()
	basis := v.Basis()
	p := &Plan{intake: in, tables: map[*Row]*Table{}, namings: map[ledger.Kind]*find.Naming{}, uncalled: map[ledger.Kind][]*Row{}, seenAt: v,
		people: map[string][]value.ID{}, branches: map[string]*ledger.Branch{}, superiors: map[value.ID]value.ID{}, differ: map[spot]int{}, seen: map[value.ID]spot{}, names: map[string]spot{}, officers: map[*Table]bool{}, members: map[value.ID]*ledger.Member{}}
	total := 0
	for _, t := range in.Tables {
		total += len(t.found.Rows)
	}
	if total > mostRows {
		return nil, store.Refuse("这个文件里有 " + strconv.Itoa(total) + " 行要导入，一次最多 " + strconv.Itoa(mostRows) + " 行。请分成几份，或者先去掉用不到的表，再导入。")
	}
	for _, t := range p.inOrder() {
		if err := p.table(ctx, t, basis, total, progress); err != nil {
			return nil, store.Tell(err)
		}
	}
	p.forward()
	p.lay()
	p.meet()
	p.settleOfficers(basis)
	if err := p.settlePosts(); err != nil {
		return nil, store.Tell(err)
	}
	if p.late {
		return in.Plan(ctx, progress)
	}
	return p, nil
}

func (p *Plan) table(ctx context.Context, t *Table, basis ledger.Basis, total int, progress func(done, total int)) error {
	r := p.reader(t, basis)
	unknown := map[string]*Unknown{}
	for _, row := range t.found.Rows {
		if p.Rows%500 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(p.Rows, total)
			}
		}
		p.Rows++
		read := r.read
		if len(p.Faulty) >= mostReturned {
			read = r.unread
		}
		out := read(row)
		if out.keeper != "" && len(out.Faults) == 0 {
			p.keepers = append(p.keepers, out)
		}
		if out.unknown != "" {
			key := rules.PlainName(out.unknown)
			if unknown[key] == nil {
				unknown[key] = &Unknown{Table: t, Word: out.unknown}
			}
			unknown[key].Rows++
		}
		p.named(t, out)
		switch {
		case len(out.Faults) > 0:
			p.Faulty = append(p.Faulty, out)
		case out.joins != nil:
			p.join(out)
			continue
		case out.Was == nil:
			if err := p.bring(out); err != nil {
				return err
			}
			p.Added = append(p.Added, out)
		case len(out.Changes) > 0 || len(out.duties) > 0:
			p.Changed = append(p.Changed, out)
			p.tellPosts(out)
		default:
			if p.Same++; out.keeper == "" {
				continue
			}
		}
		p.tables[out] = t
		if o, ok := out.Now.(*ledger.Branch); ok && len(out.Faults) == 0 {
			p.superiors[o.ID] = o.Superior
		}
	}
	for _, key := range slices.Sorted(maps.Keys(unknown)) {
		p.Unknown = append(p.Unknown, *unknown[key])
	}
	return nil
}

// bring gives a new record its ID and makes its names known to the rows that
// follow.
func (p *Plan) bring(row *Row) error {
	head := row.Now.Head()
	id, err := p.intake.book.NewID()
	if err != nil {
		return err
	}
	head.ID = id
	if m, ok := row.Now.(*ledger.Member); ok {
		p.people[rules.PlainName(row.Name)] = append(p.people[rules.PlainName(row.Name)], id)
		p.members[id] = m
		return nil
	}
	kind := ledger.KindFor(row.Now)
	if !kind.Named() { // what it is called hangs on others, which the plan may bring: asked for when somebody names one
		p.uncalled[kind] = append(p.uncalled[kind], row)
		return nil
	}
	exact := p.naming(kind).Exact
	for _, name := range rules.NamesOf(row.Now) {
		if _, taken := exact[rules.PlainName(name)]; !taken {
			exact[rules.PlainName(name)] = id
		}
	}
	return nil
}

// naming are the names of a kind's records, those among them that the plan brings.
func (p *Plan) naming(kind ledger.Kind) *find.Naming {
	if p.namings[kind] == nil {
		p.namings[kind] = find.NamingOf(p.seenAt, kind)
	}
	if len(p.uncalled[kind]) > 0 {
		p.call(kind)
	}
	return p.namings[kind]
}

// call adds what the records of a kind are called that the plan brings and that have no names of their own: an election is
// called by its day and its branch.
func (p *Plan) call(kind ledger.Kind) {
	var brought []ledger.Record
	for _, row := range p.Added {
		brought = append(brought, row.Now)
	}
	for _, o := range p.branches {
		brought = append(brought, o)
	}
	v, exact := p.seenAt.With(brought...), p.namings[kind].Exact
	rows := p.uncalled[kind]
	delete(p.uncalled, kind)
	for _, row := range rows {
		name := rules.PlainName(v.Called(row.Now))
		if _, taken := exact[name]; !taken {
			exact[name] = row.Now.Head().ID
		}
	}
}

// forward finds the superiors that stand further down in the same table.
func (p *Plan) forward() {
	for _, row := range slices.Concat(p.Added, p.Changed) {
		o, ok := row.Now.(*ledger.Branch)
		if !ok || !o.Superior.IsZero() || o.LooseText("superior") == "" {
			continue
		}
		id, ok := p.naming(ledger.Branches).Find(o.LooseText("superior"))
		if o.Superior = id; !ok || p.cycle(o) {
			o.Superior = value.ID{}
			continue
		}
		o.SetLoose("superior", "")
		p.superiors[o.ID] = id
	}
}

// cycle says that o, as the plan leaves its superiors, stands below itself.
func (p *Plan) cycle(o *ledger.Branch) bool {
	return !o.ID.IsZero() && rules.Circles(o, func(id value.ID) (value.ID, bool) {
		if up, planned := p.superiors[id]; planned {
			return up, true
		}
		up, kept := p.seenAt.Get(ledger.Branches, id).(*ledger.Branch)
		if !kept {
			return value.ID{}, true // brought, and nobody's below yet
		}
		return up.Superior, true
	})
}

// FindSimilar looks for what each unknown branch may be called in the ledger.
func (p *Plan) FindSimilar() {
	for i := range p.Unknown {
		p.Unknown[i].Similar = find.SimilarTo(p.seenAt, ledger.Branches, p.Unknown[i].Word, 5)
	}
}

// Text is what a row of the plan will have in a column; a reference to a record that
// the plan itself brings goes by its name to be.
func (p *Plan) Text(row *Row, key string) string {
	kind := p.tables[row].Kind
	if kind.At(key) < 0 {
		return find.ExtraText(p.seenAt, kind, row.Now, key)
	}
	return p.then.Text(kind, row.Now, key)
}

// lay puts what the plan brings over the ledger, and tells of references to it by their names.
func (p *Plan) lay() {
	var brought []ledger.Record
	for _, key := range slices.Sorted(maps.Keys(p.branches)) {
		brought = append(brought, p.branches[key])
	}
	rows := slices.Concat(p.Added, p.Changed)
	for _, row := range rows {
		brought = append(brought, row.Now)
	}
	p.then = p.seenAt.With(brought...)
	for _, row := range rows {
		for i, c := range row.Changes {
			if c.New == "" {
				row.Changes[i].New = p.then.Text(p.tables[row].Kind, row.Now, c.Key)
			}
		}
	}
}

// Written is what the office wrote in a row for a column, as it was read.
func (p *Plan) Written(row *Row, key string) string {
	t := p.tables[row]
	if col := t.found.Column(key); col >= 0 {
		return t.found.Grid().Cell(row.at, col)
	}
	return ""
}

// unused counts a value that was left out because a better column says otherwise.
func (p *Plan) unused(t *Table, col int) { p.differ[spot{table: t, row: col}]++ }

// A Report tells what an intake did.
type Report struct {
	Rows    int `json:"rows"`
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Faulty  int `json:"faulty"`
	Joined  int `json:"joined,omitempty"` // rows of officers that went into their members' rows
}

// Report is what the plan would do.
func (p *Plan) Report() Report {
	return Report{p.Rows, len(p.Added), len(p.Changed), p.Same, len(p.Faulty), p.Joined}
}

// Apply carries out the intake in one transaction, against the ledger as it then
// is, after a backup of it where the ledger is backed up unasked. It returns the plan
// that was carried out, for the report and the faulty rows.
func (in *Intake) Apply(ctx context.Context, progress func(done, total int)) (*Plan, error) {
	if err := in.book.Allow(store.MayImport); err != nil {
		return nil, err
	}
	p, err := in.Plan(ctx, progress)
	if err != nil {
		return nil, err
	}
	if len(p.Added)+len(p.Changed)+len(p.officered) == 0 {
		return p, nil
	}
	if err := care.BackUpBefore(in.book, care.BeforeImport); err != nil {
		return nil, err
	}
	what := make([]string, len(in.Tables))
	for i, t := range in.Tables {
		what[i] = t.Kind.Name()
	}
	_, err = in.book.Do(store.Intent{Deed: store.MayImport, What: strings.Join(what, " "), Rows: p.Rows, Source: ledger.SourceImport, Unless: p.seenAt.Age()}, func(w *store.Turn) error {
		for _, key := range slices.Sorted(maps.Keys(p.branches)) {
			if err := w.Put(ledger.Branches, nil, p.branches[key]); err != nil {
				return err
			}
		}
		for _, row := range slices.Concat(p.Added, p.Changed) {
			if err := in.put(w, p.tables[row], row); err != nil {
				return err
			}
		}
		for _, o := range p.officered {
			if err := w.Put(ledger.Branches, o.was, o.now); err != nil {
				return err
			}
			if o.post != nil {
				if err := w.Put(ledger.Posts, nil, o.post); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// put stages a row's record and the posts that the row tells of.
func (in *Intake) put(w *store.Turn, t *Table, row *Row) error {
	if err := w.Put(t.Kind, row.Was, row.Now); err != nil {
		return err
	}
	if err := w.EndPosts(row.Now); err != nil {
		return err
	}
	for _, e := range row.left {
		if err := w.Put(ledger.Posts, e.Was, e.Now); err != nil {
			return err
		}
	}
	for _, p := range row.duties {
		if m, ok := row.Now.(*ledger.Member); ok {
			p.Person = m.ID
			if now := rules.Ended(p, m); m.LosesPosts() && now != nil && !rules.Declines(w.View(), m) {
				p = now
			}
		}
		if err := w.Put(ledger.Posts, nil, p); err != nil {
			return err
		}
	}
	return nil
}

// create plans the branch that a roster names, for the enterprise of that name
// where there is one.
func (p *Plan) create(name string, home value.ID) (value.ID, error) {
	key := rules.PlainName(name)
	if o := p.branches[key]; o != nil {
		return o.ID, nil
	}
	id, err := p.intake.book.NewID()
	if err != nil {
		return id, err
	}
	o := &ledger.Branch{Title: name, Short: name, Type: codes.BranchCell, Community: home}
	o.ID = id
	if e, ok := p.naming(ledger.Enterprises).Exact[strings.TrimSuffix(strings.TrimSuffix(key, "支部"), "团")]; ok {
		o.Enterprises = []value.ID{e}
	}
	p.branches[key] = o
	return id, nil
}

// mostReturned is how many faulty rows of a file are looked at and written back: more than
// the members of the largest community, and few enough for an old computer. Rows behind
// them are given back unread.
const mostReturned = 10_000

// Returned is how many of the faulty rows WriteFaults writes: the first ones, where there
// are too many. The others come back when the same table is imported again.
func (p *Plan) Returned() int { return min(len(p.Faulty), mostReturned) }

// WriteFaults writes the faulty rows of a carried out plan back as the office's own
// workbook with red cells and reasons, a sheet for each table that has any, 0600: as many
// as Returned says.
func (p *Plan) WriteFaults(ctx context.Context, path string) error {
	var back []sheet.Faulty
	for _, t := range p.intake.Tables {
		f := t.returned()
		down := f.Found.HeadBottom - t.found.HeadBottom // a table without a head gets one
		for _, row := range p.Faulty[:p.Returned()] {
			if p.tables[row] != t {
				continue
			}
			for _, fault := range row.Faults {
				f.Faults = append(f.Faults, sheet.Fault{Row: row.at + down, Col: fault.col, Reason: fault.Text})
			}
		}
		if len(f.Faults) > 0 {
			back = append(back, f)
		}
	}
	if len(back) == 0 {
		return store.Refuse("没有需要退回的行。")
	}
	if err := store.WorkbookName(path); err != nil {
		return err
	}
	err := p.intake.book.WriteOut(path, func(w io.Writer) error { return sheet.WriteFaults(ctx, w, back...) }, nil)
	if err != nil {
		return store.Tell(err)
	}
	return nil
}
