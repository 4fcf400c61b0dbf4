package intake

import (
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// own says that a row is a record of ours, by its number, that changes nothing: what is wrong with it was so before.
func (r *reader) own(out *Row) bool {
	if out.Was == nil || len(out.duties) > 0 || strings.TrimSpace(r.cell(out.at, r.recordCol)) != out.Was.Head().ID.String() || len(r.changes(out.Was, out.Now)) > 0 {
		return false
	}
	if _, twice := r.seen[out.Was.Head().ID]; twice {
		return false
	}
	r.seen[out.Was.Head().ID] = spot{r.table, out.Row, out.Where}
	return true
}

// judge asks the hard rules and whether the file has the same one twice.
func (r *reader) judge(out *Row) {
	if r.own(out) {
		return
	}
	faults := r.kind.Faults(out.Now, r.basis)
	for _, f := range faults {
		if !f.Soft {
			r.fault(out, f.Key, f.Text)
		}
	}
	r.waiting(out, faults)
	if o, ok := out.Now.(*ledger.Branch); ok && r.plan.cycle(o) {
		r.fault(out, "superior", "上级组织绕成了圈，或者一级套一级太深。请另填上级。")
	}
	if len(out.Faults) > 0 {
		return
	}
	here := spot{r.table, out.Row, out.Where}
	if r.kind.Place() && !r.kind.Kept(ledger.ByCommunity) && out.Was == nil {
		r.fault(out, "name", "台账里的"+r.kind.Title()+"不叫这个名字。它只有一个，请在窗口里改。")
		return
	}
	if c, ok := out.Now.(*ledger.Community); ok && c.Code != "" {
		r.oneCode(out, c, here)
	}
	twice := func(seen spot, ok bool, key, what string) {
		if ok {
			where := "本表"
			if seen.table != r.table {
				where = "工作表“" + seen.table.Sheet + "”"
			}
			r.fault(out, key, what+"与"+where+seen.where+"重复。请留下对的一行。")
		}
	}
	m, _ := out.Now.(*ledger.Member)
	numbered := m != nil && m.IDNumber != ""
	if numbered {
		id := rules.WholeID(m.IDNumber)
		seen, ok := r.names[id]
		twice(seen, ok, "idno", "证件号码")
		if !ok {
			r.names[id] = here
		}
		if other, ok := rules.Other(r.view, rules.ByID, id, m.ID).(*ledger.Member); ok {
			r.fault(out, "idno", "证件号码已属于“"+other.Title+"”。请核对是谁的号码抄错了。")
		}
		if len(out.Faults) > 0 {
			return
		}
	}
	if m != nil && rules.Claims(r.view, m) {
		seen, ok := r.names["devno\n"+m.DevNumber]
		twice(seen, ok, "devno", "发展团员编号")
		if !ok {
			r.names["devno\n"+m.DevNumber] = here
		}
		if other, ok := rules.Other(r.view, rules.ByDev, m.DevNumber, m.ID).(*ledger.Member); ok {
			r.fault(out, "devno", "发展团员编号已被“"+other.Title+"”占用。请核对两人的入团志愿书。")
		}
		if len(out.Faults) > 0 {
			return
		}
	}
	if out.Was != nil {
		seen, ok := r.seen[out.Was.Head().ID]
		twice(seen, ok, "name", "这一行")
		if !ok {
			r.seen[out.Was.Head().ID] = here
		}
		return
	}
	if numbered {
		return
	}
	key := ""
	switch now := out.Now.(type) {
	case *ledger.Member:
		key = rules.PlainName(now.Title) + "\n" + now.Phone + "\n" + now.Branch.String() + now.LooseText("branch") + out.unknown
	case *ledger.Post:
		key = postKey(now)
	default:
		key = r.sameInFile(out)
	}
	if key == "" {
		return
	}
	key = r.kind.Name() + "\n" + key
	seen, ok := r.names[key]
	twice(seen, ok, "name", "这一行")
	if !ok {
		r.names[key] = here
	}
	for _, p := range out.duties {
		if r.kind == ledger.Posts {
			r.names[r.kind.Name()+"\n"+postKey(p)] = here
		}
	}
}

// sameInFile is by what a new record would be found, were it there already: its number, or the surest columns.
func (r *reader) sameInFile(out *Row) string {
	is := r.kind.Sheet()
	for _, keys := range append([]string{is.Number}, joined(is.Same)...) {
		if l := likenessOf(r.view, r.kind, out.Now, keys); l != "" {
			return l
		}
	}
	return ""
}

func joined(all [][]string) (out []string) {
	for _, keys := range all {
		out = append(out, strings.Join(keys, " "))
	}
	return out
}

func postKey(p *ledger.Post) string {
	return p.Person.String() + p.Branch.String() + p.Duty + p.From.String()
}

// oneCode names communities of one code, in the ledger or in the file. They go in: which code is wrong, the row does not say.
func (r *reader) oneCode(out *Row, c *ledger.Community, here spot) {
	if f := rules.OneCode(r.view, c); f != nil {
		r.doubt(out, "code", f.Text)
	}
	key := "code\n" + c.Code
	if seen, ok := r.names[key]; ok {
		r.doubt(out, "code", "这个代码与"+seen.where+"的社区相同。请核对。")
		return
	}
	r.names[key] = here
}
