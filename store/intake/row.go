package intake

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// An Row is one row of the office's table and what it means.
type Row struct {
	Row       int    // in the office's sheet, from 0
	Where     string // for people: 第 12 行, or where a card or column begins
	Name      string
	Was       ledger.Record // nil for a new one
	Now       ledger.Record
	Changes   []records.FieldChange // what differs from Was
	Faults    []Fault               // hard ones: the row stays out
	Doubts    []Fault               // what a person should look at: the row goes in
	Waits     []Fault               // cells for which it waits in 待核 once it is in, besides those in doubt
	duties    []*ledger.Post        // the posts that a member's row tells of
	left      []rules.Passing       // posts that end where he moves to another branch
	ending    int                   // how many posts end with what the row says of its person
	unknown   string                // a branch that the ledger does not know
	keeper    string                // the secretary whom a branch's row names
	at        int                   // the row in the table's grid
	notes     []string              // what goes to the note for want of a field
	dutyAside string                // a post that stands behind the name
	more      []string              // the duties that a post's row names besides the first
	guessed   map[string]guess
	asked     []ledger.Loose // figures that can mean two things
	joins     *Row           // the member's row of which this one tells a post
}

// A Fault is a reason why a row stays out or should be looked at, with its cell.
type Fault struct {
	Key, Cell, Text string
	Sheet           string // the sheet on which the cell stands
	col             int
}

// Place names the cell for people, with its sheet: 甲支部 B2.
func (f Fault) Place() string { return strings.TrimSpace(f.Sheet + " " + f.Cell) }

// A spot is a row of a table.
type spot struct {
	table *Table
	row   int
	where string
}

// A reader turns the rows of one table into records. It works on a ledger that
// stands still.
type reader struct {
	plan       *Plan
	view       *records.View
	table      *Table
	sheet      *sheet.Sheet
	kind       ledger.Kind
	basis      ledger.Basis
	cols       []int // for each field the sheet's column, or -1
	dutyCol    int
	dutyFrom   int
	dutySort   int
	keeper     int
	recordCol  int
	leagueNo   int
	inParty    int
	isMember   int
	titled     map[string]bool // keys whose head names a position too
	branches   *find.Naming
	atHome     int               // the column in which a record says in which community it lies, -1 for none
	home       value.ID          // the community for records that name none
	placings   []placing         // the branches that the table names where no column does
	sections   []section         // lines that say what those below them are
	padded     []bool            // for each field: its months have two figures
	unsure     []bool            // for each field: its months may have lost a zero
	alike      int               // members whom the row at hand can mean equally well
	before     []string          // the texts of the row above
	from       [][]source        // for each field where it is read
	remarks    []source          // the columns that go to the note
	coded      map[int]coding    // fields whose columns have figures for words
	holdsPosts bool              // the column 职务 holds posts of the League
	given      int               // the column of names without the family's, which stands before it
	circles    map[int]string    // what a circle means in a column
	posted     bool              // figures in the column of posts are posts
	yesno      bool              // they are a yes and a no
	seen       map[value.ID]spot // records of this file → their row
	names      map[string]spot   // ID numbers and names of this file → their row
	stand      map[string]bool   // plain names of branches that stay as they stand in the ledger
}

func (p *Plan) reader(t *Table, basis ledger.Basis) *reader {
	r := &reader{plan: p, view: p.seenAt, table: t, sheet: t.found.Grid(), kind: t.Kind, basis: basis,
		dutyCol: t.found.Column("duty"), dutyFrom: t.found.Column("duty_from"), dutySort: t.found.Column("duty_sort"),
		keeper: t.found.Column("secretary"), recordCol: t.found.Column(recordKey), leagueNo: t.found.Column(leagueNoKey), inParty: t.found.Column(partyKey), titled: map[string]bool{},
		branches: p.naming(ledger.Branches),
		before:   make([]string, t.Kind.Fields()), seen: p.seen, names: p.names, stand: map[string]bool{}}
	if t.Kind == ledger.Posts {
		r.dutyCol = -1
	}
	for _, c := range t.Kind.Columns()[:t.Kind.Fields()] {
		r.cols = append(r.cols, t.found.Column(c.Key))
	}
	for _, c := range t.found.Columns {
		r.titled[c.Key] = r.titled[c.Key] || strings.Contains(c.Head, "职") || strings.Contains(c.Head, "岗")
	}
	if c := r.view.Community(); c != nil {
		r.home = c.ID
	}
	r.atHome = homeAt(t.Kind)
	r.holdsPosts, r.given, r.isMember, r.circles = t.holdsPosts(), t.givenNames(), t.found.Column(memberKey), map[int]string{}
	r.spread()
	r.sources()
	r.codings()
	return r
}

// homeAt is the column in which the records of a kind say in which community they lie, or -1.
func homeAt(kind ledger.Kind) int {
	return slices.IndexFunc(kind.Columns()[:kind.Fields()], func(c ledger.Column) bool {
		return c.Shape == ledger.Ref && !c.Choices.Many && ledger.KindOf(c.Choices.Kind).Place() && kind.AtHome(c.Key)
	})
}

// unread gives a row back that nobody has looked at, since too many before it are wrong.
func (r *reader) unread(row int) *Row {
	out := &Row{at: row, Where: r.table.where(row), Now: r.kind.New()}
	out.Row, _ = r.table.found.Place(row, 0)
	out.Faults = []Fault{{Cell: r.table.cell(row, ""), Text: "前面已有 " + strconv.Itoa(mostReturned) + " 行有误，从这里起没有再看。请先看看列认对了没有；认对了就改好前面的，再导入一次。", Sheet: r.table.Sheet, col: -1}}
	return out
}

// read makes a record of one row. It never fails: what is wrong stands in Faults.
func (r *reader) read(row int) *Row {
	out := &Row{at: row, Where: r.table.where(row)}
	out.Row, _ = r.table.found.Place(row, 0)
	texts := make([]string, len(r.cols))
	for i := range r.from {
		if len(r.from[i]) == 0 {
			continue
		}
		texts[i] = r.as(i, r.text(i, row, out))
		if r.given >= 0 && r.kind.Columns()[i].Key == "name" {
			texts[i] += r.cell(row, r.given)
		}
		if shape := r.kind.Columns()[i].Shape; nothing(texts[i]) && shape != ledger.Line && shape != ledger.Lines && shape != ledger.Choice {
			texts[i] = ""
		}
	}
	r.decode(out, texts)
	r.tidy(out, texts)
	r.headed(texts)
	r.before = texts
	if r.kind == ledger.Members {
		if out.joins = r.joins(row, texts); out.joins != nil {
			return r.readOfficer(out, texts)
		}
	}
	out.Was = r.identify(row, texts)
	if i := r.kind.At("note"); i >= 0 {
		texts[i] = r.noted(out, texts[i])
	}
	if out.Was != nil {
		out.Now = r.kind.Clone(out.Was)
	} else {
		out.Now = r.kind.New()
	}
	for i, text := range texts {
		if text != "" && r.isNews(out, i, text) {
			r.set(out, i, text)
		}
	}
	if m, ok := out.Now.(*ledger.Member); ok && r.alike > 1 && m.IDNumber == "" {
		r.fault(out, "name", "台账里有 "+strconv.Itoa(r.alike)+" 个“"+m.Title+"”，分不出是哪一个。请补上证件号码。")
	}
	r.alike = 0
	r.complete(out, row)
	r.ask(out)
	r.kind.Tidy(out.Now)
	out.Name = ledger.NameOf(out.Now)
	if len(out.Faults) == 0 {
		r.judge(out)
	}
	if len(out.Faults) == 0 && out.Was != nil {
		out.Changes = r.changes(out.Was, out.Now)
	}
	return out
}

// isNews says whether a text is not what the field holds already: our own workbook comes
// back. What fitted nowhere may by now.
func (r *reader) isNews(out *Row, i int, text string) bool {
	if out.Was == nil || text != r.view.TextAt(r.kind, out.Was, i) {
		return true
	}
	return r.kind.Text(out.Was, i, r.basis) == "" && out.Was.Head().LooseText(r.kind.Columns()[i].Key) != ""
}

// set gives one field what the office wrote.
func (r *reader) set(out *Row, i int, text string) {
	c := &r.kind.Columns()[i]
	if c.Shape == ledger.Ref {
		r.refer(out, i, text)
		return
	}
	if (c.Secret || c.Shape == ledger.Phone) && out.Was != nil && (strings.ContainsAny(text, "*＊×") || c.Key == "idno" && value.MaskedIDNumber(value.NormalIDNumber(text))) {
		return // a masked number never overwrites a whole one
	}
	if c.Key == "name" && r.kind == ledger.Members && starred(text) {
		if out.Was == nil {
			r.fault(out, c.Key, "姓名里有星号，像是脱敏过的。请填写完整的姓名。")
		}
		return // nor a masked name
	}
	if out.Was != nil && strings.Contains(text, "*") {
		was := r.kind.Text(out.Was, i, r.basis)
		if text == ledger.Ends.Mask(*c, was) || text == ledger.Start.Mask(*c, was) {
			return // nor do words in which one stands
		}
	}
	if c.Birth && out.Was != nil && ledger.TellsLess(text, r.view.TextAt(r.kind, out.Was, i)) {
		return // nor does a masked day
	}
	if m, ok := out.Was.(*ledger.Member); ok && c.Key == "schooling" && levelOnly(text, m.Schooling) {
		return // nor does 本科 the 大学本科毕业
	}
	if m, ok := out.Was.(*ledger.Member); ok && c.Key == "idno" && rules.WholeID(value.NormalIDNumber(text)) == m.IDNumber {
		return // nor do 15 digits the 18 of the same person
	}
	err := r.kind.Set(out.Now, i, text)
	if err == nil {
		r.kept(out, c, text)
		return
	}
	f := err.(*value.Fault)
	switch {
	case f.Soft:
		r.kept(out, c, text)
	case f.Code == value.Malformed && !strings.ContainsAny(value.Halfwidth(text), "0123456789"), f.Code == value.Malformed && (c.Shape == ledger.Number || c.Shape == ledger.Amount):
		out.Now.Head().SetLoose(c.Key, text)
		r.doubt(out, c.Key, "“"+shortened(text, 20)+"”填不进“"+c.Label+"”，先照原样记着。请在这里改，或者导入后在待核里改。")
	default:
		r.fault(out, c.Key, f.Text)
	}
}

func (r *reader) fault(out *Row, key, text string) {
	if e := r.wrong(out.at, r.table.found.Column(key)); e != "" {
		text = "表里这一格是 " + e + "，公式出错了。" + text
	}
	out.Faults = append(out.Faults, r.table.placed(out, key, text))
}

// placed gives a text for people the cell of a row's field.
func (t *Table) placed(out *Row, key, text string) Fault {
	return Fault{Key: key, Cell: t.cell(out.at, key), Text: text, Sheet: t.Sheet, col: t.found.Column(key)}
}

// refer finds the records that a cell names.
func (r *reader) refer(out *Row, i int, text string) {
	c := &r.kind.Columns()[i]
	of := ledger.KindOf(c.Choices.Kind)
	if of == ledger.Members {
		r.person(out, i, text)
		return
	}
	names := r.plan.naming(of)
	if id, ok := names.Find(text); ok {
		r.kind.Set(out.Now, i, id.String())
		return
	}
	if c.Choices.Many {
		var ids []value.ID
		parts := strings.FieldsFunc(text, func(x rune) bool { return strings.ContainsRune("、，,;；\n", x) })
		for _, part := range parts {
			if id, ok := names.Find(part); ok {
				ids = append(ids, id)
			}
		}
		if len(ids) == len(parts) && len(ids) > 0 {
			r.kind.Set(out.Now, i, value.JoinIDs(ids))
			return
		}
	}
	if c.Key == "branch" {
		r.unknownBranch(out, i, text)
		return
	}
	r.unregistered(out, i, text, "“"+shortened(text, 20)+"”还没有登记。请先登记，再导入这一行。")
}

// unregistered keeps what was written for a reference that is not set, or leaves the row out where it says nothing
// without it.
func (r *reader) unregistered(out *Row, i int, text, why string) {
	c := &r.kind.Columns()[i]
	if f, ok := r.kind.Set(r.kind.New(), i, "").(*value.Fault); ok && !f.Soft {
		r.fault(out, c.Key, why)
		return
	}
	if r.kind.Text(out.Now, i, r.basis) == "" {
		out.Now.Head().SetLoose(c.Key, strings.TrimSpace(text))
	}
}

// unknownBranch follows what a person decided for a branch that is not kept; with
// no decision the row stays out.
func (r *reader) unknownBranch(out *Row, i int, text string) {
	plain := rules.PlainName(text)
	d := r.table.decided[plain]
	stands := out.Now.Head().LooseText("branch") == strings.TrimSpace(text)
	if r.plan.intake.missing && d == (Decision{}) && !stands {
		d.Create = true
		r.table.Decide(text, d)
		r.plan.late = r.plan.late || r.stand[plain]
	}
	switch {
	case !d.Use.IsZero():
		r.kind.Set(out.Now, i, d.Use.String())
	case d.Create:
		id, err := r.plan.create(strings.TrimSpace(text), r.home)
		if err != nil {
			r.fault(out, "branch", store.Tell(err).Message)
			return
		}
		out.unknown = strings.TrimSpace(text)
		r.kind.Set(out.Now, i, id.String())
	case d.Loose, stands:
		r.stand[plain] = true
		out.Now.Head().SetLoose("branch", strings.TrimSpace(text))
	default:
		out.unknown = strings.TrimSpace(text)
		r.fault(out, "branch", "团支部“"+strings.TrimSpace(text)+"”还没有登记。请先登记这个团支部，或把名称改成已登记的。")
	}
}

// person finds the member whom a row names: by name within the branch, by name alone when only one has it. Of several
// each is found so, or none is taken.
func (r *reader) person(out *Row, i int, text string) {
	c := &r.kind.Columns()[i]
	words := []string{text}
	if c.Choices.Many {
		words = strings.FieldsFunc(text, func(x rune) bool { return strings.ContainsRune("、，,;；\n", x) })
	}
	var ids []value.ID
	for _, word := range words {
		switch named := r.namesakes(out, word); len(named) {
		case 1:
			ids = append(ids, named[0])
		case 0:
			r.unregistered(out, i, text, "“"+word+"”还没有登记。请先录入这个人，不是团员的请把团籍状态选为非团员。")
			return
		default:
			r.unregistered(out, i, text, "有 "+strconv.Itoa(len(named))+" 个人叫“"+word+"”。请在窗口里登记这项"+r.kind.Title()+"。")
			return
		}
	}
	r.kind.Set(out.Now, i, value.JoinIDs(ids))
}

// namesakes are the members whom a name in a row can mean: the one of the row's branch, or all of that name.
func (r *reader) namesakes(out *Row, name string) []value.ID {
	branch, _ := r.branches.Find(r.cell(out.at, r.table.found.Column("branch")))
	named, brought := membersNamed(r.view, rules.PlainName(name)), r.plan.people[rules.PlainName(name)] // of one name there may be very many
	if i := slices.IndexFunc(named, func(m ledger.Record) bool { return !branch.IsZero() && m.(*ledger.Member).Branch == branch }); i >= 0 {
		named = named[i : i+1]
	}
	ids := slices.Clone(brought)
	for _, m := range named {
		ids = append(ids, m.Head().ID)
	}
	return ids
}

// complete fills in what the table does not say in a column.
func (r *reader) complete(out *Row, row int) {
	if i := r.atHome; i >= 0 && out.Was == nil && r.kind.Ref(out.Now, i).IsZero() && out.Now.Head().LooseText(r.kind.Columns()[i].Key) == "" && !r.home.IsZero() {
		r.kind.Set(out.Now, i, r.home.String())
	}
	switch now := out.Now.(type) {
	case *ledger.Branch:
		if now.Type == "" && out.Was == nil && strings.HasSuffix(rules.PlainName(now.Title+now.Short), "支部") {
			now.Type = codes.BranchCell
		}
		if name := r.cell(row, r.keeper); !nothing(name) {
			out.keeper, _ = unmarked(name)
		}
	case *ledger.Post:
		r.postHome(out, now)
		r.moreDuties(out, now)
	case *ledger.Member:
		r.moves(out, now)
		r.missingBranch(out, now)
		// Whether he drifts says less than which way.
		if text := r.yesOrNo(codes.Drifts, r.table.found.Column("drifting"), r.cell(row, r.table.found.Column("drifting"))); text != "" && (now.Drift == "" || !now.Drifting() && len(r.from[r.kind.At("drift")]) == 0) {
			r.set(out, r.kind.At("drift"), text)
		}
		r.duties(out, now, row)
	}
}

// levelOnly says that a text tells of a schooling how far it went and no more.
func levelOnly(text, was string) bool {
	if code, ok := codes.Schoolings.Code(text); ok && !strings.HasSuffix(code, "0") {
		return false // it says how it ended
	}
	covers, within := codes.SchoolingCovers(strings.TrimSpace(text), was)
	return covers || within
}

// changes lists the fields that differ, as people read them.
func (r *reader) changes(was, now ledger.Record) []records.FieldChange {
	var out []records.FieldChange
	for i, c := range r.kind.Columns()[:r.kind.Fields()] {
		if r.kind.Text(was, i, r.basis) == r.kind.Text(now, i, r.basis) && was.Head().LooseText(c.Key) == now.Head().LooseText(c.Key) {
			continue
		}
		change := records.FieldChange{Key: c.Key, Label: c.Label, Old: r.view.TextAt(r.kind, was, i), New: r.view.TextAt(r.kind, now, i)}
		out = append(out, change)
	}
	return out
}
