package intake

import (
	"slices"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A list of officers beside a list of members in one file names the same people once more: whoever stands in both is a
// member and holds a post. His row among the officers joins his row among the members.

// officersTable says that a table of people tells of each what post of the League he holds.
func (t *Table) officersTable() bool {
	return t.Kind == ledger.Members && (t.found.Column("duty") >= 0 || t.postsAtWork())
}

// postsAtWork says that a column of posts at work holds the League's: 职务 over 团支部书记, 组织委员.
func (t *Table) postsAtWork() bool {
	col := t.found.Column("position")
	if col < 0 {
		return false
	}
	posts, all := 0, 0
	for _, row := range t.found.Rows {
		if text := blankless(t.found.Grid().Cell(row, col)); text != "" {
			all++
			if leaguePost(text) {
				posts++
			}
		}
	}
	return posts > 0 && posts*10 >= all*9
}

// leaguePost takes a text that names a post of the League first of all.
func leaguePost(text string) bool {
	for _, word := range dutyWords(text) {
		_, ok := codes.Duties.Code(word)
		return ok && figure(word) == ""
	}
	return false
}

// inOrder are the tables as they are read: those of members before those of officers, where the file has both.
func (p *Plan) inOrder() []*Table {
	tables := slices.Clone(p.intake.Tables)
	members := slices.ContainsFunc(tables, func(t *Table) bool { return t.Kind == ledger.Members && !t.officersTable() })
	for _, t := range tables {
		if p.officers[t] = members && t.officersTable(); p.officers[t] {
			p.beside = map[string][]*Row{}
		}
	}
	slices.SortStableFunc(tables, func(a, b *Table) int {
		switch {
		case a.Kind != b.Kind || p.officers[a] == p.officers[b]:
			return 0
		case p.officers[b]:
			return -1
		}
		return 1
	})
	return tables
}

// named notes a row of a members' table for the officers who follow.
func (p *Plan) named(t *Table, out *Row) {
	if p.beside != nil && t.Kind == ledger.Members && !p.officers[t] {
		name := rules.PlainName(out.Name)
		p.beside[name] = append(p.beside[name], out)
		p.tables[out] = t
	}
}

// joins finds the one member of the file whom a row of officers names again; nil where it names no post, nobody, or
// somebody who differs in what both rows say.
func (r *reader) joins(row int, texts []string) *Row {
	if !r.plan.officers[r.table] || !leaguePost(r.dutyText(row)) {
		return nil
	}
	text := func(key string) string { return texts[r.kind.At(key)] }
	number, phone := value.NormalIDNumber(text("idno")), value.NormalPhone(text("phone"))
	born, _ := value.ParseDate(text("born"))
	sex, _ := codes.Sexes.Code(text("sex"))
	branch := r.branchOf(row, text("branch"))
	var found *Row
	for _, e := range r.plan.beside[rules.PlainName(text("name"))] {
		m := e.Now.(*ledger.Member)
		own := m.IDNumber
		theirs, _ := codes.Sexes.Code(ledger.Members.Text(m, ledger.Members.At("sex"), r.basis))
		switch {
		case number != "" && own != "" && rules.WholeID(number) != own && !fitsMask(own, number):
		case (number == "" || own == "") && phone != "" && m.Phone != "" && phone != m.Phone:
		case born != 0 && m.BornOn() != 0 && (m.BornOn() < born.First() || m.BornOn() > born.Last()):
		case sex != "" && theirs != "" && sex != theirs:
		case !branch.IsZero() && !m.Branch.IsZero() && branch != m.Branch:
		case found != nil:
			return nil // two of the name
		default:
			found = e
		}
	}
	return found
}

// readOfficer reads a row of officers into the member's row that it joins: his posts, and what that row leaves empty.
func (r *reader) readOfficer(out *Row, texts []string) *Row {
	e := out.joins
	out.Name = e.Name
	if len(e.Faults) > 0 {
		out.Now = e.Now
		r.fault(out, "name", "“"+e.Name+"”在团员表里的那一行（"+e.Where+"）有误，没有导入，职务也没有登记。请先改好那一行。")
		return out
	}
	out.Was, out.Now = e.Was, r.kind.Clone(e.Now)
	for i, text := range texts {
		key := r.kind.Columns()[i].Key
		if text == "" || key == "name" || key == "position" && r.dutyCol < 0 || r.kind.Text(e.Now, i, r.basis) != "" || e.Now.Head().LooseText(key) != "" {
			continue
		}
		r.set(out, i, text)
	}
	r.complete(out, out.at)
	r.kind.Tidy(out.Now)
	for _, f := range r.kind.Faults(out.Now, r.basis) {
		if !f.Soft && len(out.Faults) == 0 {
			r.fault(out, f.Key, f.Text)
		}
	}
	if len(out.Faults) > 0 {
		return out
	}
	*e.Now.(*ledger.Member) = *out.Now.(*ledger.Member)
	e.left = out.left
	for _, d := range out.Doubts {
		if !slices.ContainsFunc(e.Doubts, func(f Fault) bool { return f.Key == d.Key && f.Text == d.Text }) {
			e.Doubts = append(e.Doubts, d)
		}
	}
	for _, q := range out.duties {
		if !slices.ContainsFunc(e.duties, func(d *ledger.Post) bool { return d.Duty == q.Duty && d.Branch == q.Branch }) {
			e.duties = append(e.duties, q)
		}
	}
	if e.Was != nil {
		e.Changes = r.changes(e.Was, e.Now)
		r.plan.tellPosts(e)
	}
	return out
}

// join counts a row of officers that went into a member's.
func (p *Plan) join(out *Row) {
	p.Joined++
	if e := out.joins; e.Was != nil && len(e.Changes) > 0 && !slices.Contains(p.Changed, e) {
		p.Changed = append(p.Changed, e)
		p.Same--
	}
}

// JoinedText says for people how many rows joined others, "" where none did.
func (p *Plan) JoinedText() string {
	if p.Joined == 0 {
		return ""
	}
	return "其中 " + strconv.Itoa(p.Joined) + " 行是前面已有的人担任的团内职务，并到他那一行。"
}
