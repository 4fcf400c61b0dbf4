package intake

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// KeepPosts declines that League posts end with the people whom the tables say have left, or with the branch that
// they leave, for a reason: they stay open and wait in 待核, those of who has left count as nobody's. An empty reason takes it back.
func (in *Intake) KeepPosts(reason string) { in.keepPosts = strings.TrimSpace(reason) }

// tellPosts notes on a row that changes a member what posts he takes up, and what becomes of those that he holds.
func (p *Plan) tellPosts(row *Row) {
	tell := func(old, now string) {
		row.Changes = append(row.Changes, records.FieldChange{Key: "duty", Label: "团内职务", Old: old, New: now})
	}
	for _, q := range row.duties {
		tell("", codes.Duties.Label(q.Duty))
	}
	m, ok := row.Now.(*ledger.Member)
	if !ok {
		return
	}
	why, ends := p.intake.keepPosts, rules.Endings(p.seenAt, m)
	if why != "" && len(ends) > 0 {
		rules.KeepPosts(m, why)
		ends = nil
	}
	if why != "" && len(row.left) > 0 {
		rules.KeepPostsBehind(m, why)
		row.left = nil
	}
	row.ending = 0
	for _, e := range slices.Concat(ends, row.left) {
		tell(e.Words(p.seenAt), "离任 "+e.Now.To.String())
		row.ending++
	}
}

// Ending is how many League posts the plan ends with the people whom the tables say have left, or moved to another branch.
func (p *Plan) Ending() (n int) {
	for _, row := range p.Changed {
		n += row.ending
	}
	return n
}

// settlePosts lays the posts that the plan brings and ends over what it leaves the ledger, and names the rows that bring a
// branch a second secretary.
func (p *Plan) settlePosts() error {
	var posts []ledger.Record
	lead := map[value.ID][]*Row{}
	bring := func(row *Row, q *ledger.Post) (err error) {
		if m, ok := row.Now.(*ledger.Member); ok {
			q.Person = m.ID
		}
		if q.ID.IsZero() {
			if q.ID, err = p.intake.book.NewID(); err != nil {
				return err
			}
		}
		posts = append(posts, q)
		if q.Duty == codes.DutySecretary {
			lead[q.Branch] = append(lead[q.Branch], row)
		}
		return nil
	}
	for _, row := range slices.Concat(p.Added, p.Changed) {
		for _, e := range row.left {
			posts = append(posts, e.Now)
		}
		if q, ok := row.Now.(*ledger.Post); ok && q.Duty == codes.DutySecretary && rules.Held(p.then, q) {
			lead[q.Branch] = append(lead[q.Branch], row)
		}
		for _, q := range row.duties {
			if err := bring(row, q); err != nil {
				return err
			}
		}
	}
	for _, o := range p.officered {
		if o.post != nil {
			if err := bring(&Row{Now: o.now}, o.post); err != nil {
				return err
			}
		}
	}
	p.then = p.then.With(posts...)
	for branch, rows := range lead {
		if rules.Offices(p.then).Officers[branch].Secretaries < 2 {
			continue
		}
		var names []string
		for q := range records.All[*ledger.Post](p.then, ledger.Posts) {
			if q.Branch == branch && q.Duty == codes.DutySecretary && rules.Held(p.then, q) {
				names = append(names, p.then.Name(ledger.Members, q.Person))
			}
		}
		text := "导入后“" + p.then.Name(ledger.Branches, branch) + "”有 " + strconv.Itoa(len(names)) + " 名现任书记（" + strings.Join(names, "、") + "）。请给已离任的填离任日期。"
		for _, row := range rows {
			if t := p.tables[row]; t != nil {
				t.doubt(row, "duty", text)
			}
		}
	}
	return nil
}
