package intake

import (
	"maps"
	"slices"
	"sync"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// The secretary whom a branch's row names is a person and a post of his own. Tables
// of branches come before those of members, so the name waits with its branch until
// the ledger knows one member whom it can mean.

// An officering is a branch of the ledger whose waiting secretary a plan brings.
type officering struct {
	was, now *ledger.Branch
	post     *ledger.Post
}

// keeperKey is where a branch keeps the name of a secretary who is not registered.
const keeperKey = "secretary"

// settleOfficers settles who is secretary of the branches that the plan reads, and of
// those that wait for a member whom it brings.
func (p *Plan) settleOfficers(basis ledger.Basis) {
	read, planned := map[value.ID]bool{}, sync.OnceValue(p.planned)
	for _, row := range p.keepers {
		now := row.Now.(*ledger.Branch)
		read[now.ID] = true
		post, settled := p.secretary(now, row.keeper, planned(), basis)
		waits := now.LooseText(keeperKey)
		if post != nil {
			row.duties = []*ledger.Post{post}
			row.Changes = append(row.Changes, records.FieldChange{Key: keeperKey, Label: "书记", New: row.keeper})
		}
		if settled {
			now.SetLoose(keeperKey, "")
		} else if waits != row.keeper {
			now.SetLoose(keeperKey, row.keeper)
			row.Changes = append(row.Changes, records.FieldChange{Key: keeperKey, Label: "书记", Old: waits, New: row.keeper})
		}
		if row.Was != nil && len(row.Changes) > 0 && !slices.Contains(p.Changed, row) {
			p.Changed = append(p.Changed, row)
			p.Same--
		}
	}
	for o := range records.All[*ledger.Branch](p.seenAt, ledger.Branches) {
		if name := o.LooseText(keeperKey); name != "" && !read[o.ID] {
			if post, settled := p.secretary(o, name, planned(), basis); settled {
				now := ledger.Branches.Clone(o).(*ledger.Branch)
				now.SetLoose(keeperKey, "")
				p.officered = append(p.officered, officering{o, now, post})
			}
		}
	}
}

// meet drops the posts of members' rows that a table of posts brings too, with its
// dates.
func (p *Plan) meet() {
	type office struct {
		person, branch value.ID
		duty           string
	}
	brought, told := map[office]bool{}, map[value.ID]bool{}
	for _, row := range slices.Concat(p.Added, p.Changed) {
		q, ok := row.Now.(*ledger.Post)
		if !ok {
			continue
		}
		all := row.duties
		if told[q.ID] = true; row.Was == nil {
			all = append([]*ledger.Post{q}, all...)
		}
		for _, q := range all {
			brought[office{q.Person, q.Branch, q.Duty}] = true
		}
	}
	if len(told) == 0 {
		return
	}
	for _, row := range slices.Concat(p.Added, p.Changed) {
		if _, ok := row.Now.(*ledger.Post); ok {
			continue
		}
		row.duties = slices.DeleteFunc(row.duties, func(q *ledger.Post) bool {
			return brought[office{row.Now.Head().ID, q.Branch, q.Duty}]
		})
		row.left = slices.DeleteFunc(row.left, func(e rules.Passing) bool { return told[e.Was.ID] })
	}
	p.Changed = slices.DeleteFunc(p.Changed, func(row *Row) bool {
		says := len(row.duties) > 0 || slices.ContainsFunc(row.Changes, func(c records.FieldChange) bool { return c.Key != "duty" })
		if _, ok := row.Now.(*ledger.Member); !ok || says {
			return false
		}
		p.Same++
		return true
	})
}

// namesakes are the members of one name whom a plan brings or changes, of whom there may be very many.
type namesakes struct {
	all   map[value.ID]bool
	in    map[value.ID][]value.ID // by branch
	leads map[value.ID]bool       // branches of which one of them is to be secretary
}

// planned are the members of the plan by plain name.
func (p *Plan) planned() map[string]*namesakes {
	named := map[string]*namesakes{}
	for _, row := range slices.Concat(p.Added, p.Changed) {
		m, ok := row.Now.(*ledger.Member)
		if !ok {
			continue
		}
		n := named[rules.PlainName(row.Name)]
		if n == nil {
			n = &namesakes{map[value.ID]bool{}, map[value.ID][]value.ID{}, map[value.ID]bool{}}
			named[rules.PlainName(row.Name)] = n
		}
		n.all[m.ID] = true
		n.in[m.Branch] = append(n.in[m.Branch], m.ID)
		for _, q := range row.duties {
			if q.Duty == codes.DutySecretary {
				n.leads[q.Branch] = true
			}
		}
	}
	return named
}

// secretary finds whom a branch's row means: the one of that name in the branch, or
// the one of that name at all. It gives his post, nil where the branch has him
// already, and whether the name is settled.
func (p *Plan) secretary(o *ledger.Branch, name string, planned map[string]*namesakes, basis ledger.Basis) (post *ledger.Post, settled bool) {
	v, plain := p.seenAt, rules.PlainName(name)
	for q := range records.All[*ledger.Post](v, ledger.Posts) {
		if q.Branch == o.ID && q.Duty == codes.DutySecretary && rules.Held(v, q) && rules.PlainName(v.Name(ledger.Members, q.Person)) == plain {
			return nil, true
		}
	}
	var own, others []value.ID
	brought := planned[plain]
	if brought != nil {
		if brought.leads[o.ID] {
			return nil, true
		}
		own = slices.Clip(brought.in[o.ID])
		if len(own) == 0 && len(brought.all) < 2 {
			others = slices.Collect(maps.Keys(brought.all))
		}
	}
	strangers := brought != nil && len(brought.all) > 1 // that nobody of the other branches is meant
	for _, r := range membersNamed(v, plain) {
		switch m := r.(*ledger.Member); {
		case brought != nil && brought.all[m.ID]:
		case m.Branch == o.ID:
			own = append(own, m.ID)
		default:
			others = append(others, m.ID)
		}
	}
	who := own
	if len(own) == 0 && !strangers {
		who = others
	}
	if len(who) != 1 {
		return nil, false
	}
	return &ledger.Post{Person: who[0], Branch: o.ID, Duty: codes.DutySecretary, Elected: o.Elected, From: o.TermFrom}, true
}

// postCells parts the duties of a post's row: 书记、组织委员 are two posts of one person.
// Words that are no duty go to the note.
func (r *reader) postCells(out *Row, texts []string) {
	who, duty := r.kind.At("person"), r.kind.At("duty")
	texts[who], _ = asideOf(unnumbered(texts[who]))
	if people, sure := peopleIn(texts[who]); sure && len(people) > 1 {
		r.fault(out, "person", severalPeople(people))
	}
	if _, ok := codes.Duties.Code(texts[duty]); ok {
		return
	}
	var duties, others []string
	for _, word := range dutyWords(texts[duty]) {
		if _, ok := codes.Duties.Code(word); ok {
			duties = append(duties, word)
		} else {
			others = append(others, word)
		}
	}
	if len(duties) == 0 {
		return
	}
	texts[duty], out.more = duties[0], duties[1:]
	for _, word := range others {
		out.remark(headName(r.table.headFor("duty")), word)
	}
}

// postHome gives a post of which the table names no organisation that of its person: whoever is listed with a post and no
// more holds it where he is a member.
func (r *reader) postHome(out *Row, q *ledger.Post) {
	if !q.Branch.IsZero() || q.LooseText("branch") != "" || r.cell(out.at, r.table.found.Column("branch")) != "" {
		return
	}
	if m := records.As[*ledger.Member](r.view, ledger.Members, q.Person); m != nil {
		q.Branch = m.Branch
	} else if m := r.plan.members[q.Person]; m != nil {
		q.Branch = m.Branch
	}
}

// moreDuties makes a post of each duty that a post's row names besides the first.
func (r *reader) moreDuties(out *Row, first *ledger.Post) {
	for _, word := range out.more {
		p := ledger.Posts.Clone(first).(*ledger.Post)
		p.Meta = ledger.Meta{}
		ledger.Posts.Set(p, ledger.Posts.At("duty"), word)
		if p.Duty != first.Duty && (p.Person.IsZero() || !r.registered(p, nil)) {
			out.duties = append(out.duties, p)
		}
	}
}

// postHeads are the heads under which posts of the League stand as well as those at work.
var postHeads = []string{"职务", "现任职务", "担任职务", "职务名称"}

// holdsPosts says that a column 职务 holds posts of the League in most of the rows that name any.
func (t *Table) holdsPosts() bool {
	col := t.found.Column("position")
	if t.Kind != ledger.Members || col < 0 || t.found.Column("duty") >= 0 || !slices.Contains(postHeads, sheet.Plain(t.headFor("position"))) {
		return false
	}
	posts, all := 0, 0
	for _, row := range t.found.Rows {
		if words := dutyWords(blankless(t.found.Grid().Cell(row, col))); len(words) > 0 {
			all++
			if leaguePost(words[0]) {
				posts++
			}
		}
	}
	return posts*2 > all
}

// dutyText is what a member's row says of his post in the League. A column 职务 is his work's, unless most that stands
// there is of the League, or since when he holds a post stands beside it and the word is one of the League's: 职务 姓名
// 电话 任职时间.
func (r *reader) dutyText(row int) string {
	if r.holdsPosts {
		if text := r.cell(row, r.table.found.Column("position")); leaguePost(text) {
			return text
		}
		return ""
	}
	if r.dutyCol >= 0 || r.dutyFrom < 0 && !r.plan.officers[r.table] {
		return r.cell(row, r.dutyCol)
	}
	text := r.cell(row, r.table.found.Column("position"))
	if _, ok := codes.Duties.Code(text); !ok && !(r.plan.officers[r.table] && leaguePost(text)) {
		return ""
	}
	return text
}

// homeless keeps a post of which nobody says in what organisation: the word and the date go to the note, and it is told.
func (r *reader) homeless(out *Row, row int, duty string) {
	if _, ok := codes.Duties.Code(duty); !ok {
		return
	}
	words := duty
	if from := r.cell(row, r.dutyFrom); from != "" && !nothing(from) {
		words += "，" + headName(r.table.headFor("duty_from")) + " " + from
	}
	out.remark("团内职务", words)
	note := r.kind.At("note")
	if err := r.kind.Set(out.Now, note, r.noted(out, r.kind.Text(out.Now, note, r.basis))); err != nil {
		r.fault(out, "note", err.Error())
	}
	r.doubt(out, "branch", "写着团内职务“"+duty+"”，没有写所在团支部，任职没有登记，先记在备注里。请补上所在团支部。")
}
