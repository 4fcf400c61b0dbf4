package tend

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Assignment is one field of a bulk edit: what all of the records are to have in
// it. A field that is to stay as it is has none; an empty Text without Clear is one
// too, since blank means unchanged.
type Assignment struct {
	Key   string
	Text  string
	Clear bool // empty the field
}

// A BulkRow is what a bulk edit would do to one record. Was and Now are as people
// read them, one of each for every assignment, secrets whole.
type BulkRow struct {
	ID       value.ID
	Name     string
	Was, Now []string
	Faults   []value.Fault // hard ones: the record is left out
	Same     bool          // it has these values already
	Ends     []string      // the League posts that end with it, for people

	was, now ledger.Record
}

// A BulkPlan is what a bulk edit would do.
type BulkPlan struct {
	Kind                  ledger.Kind
	Set                   []Assignment
	Rows                  []BulkRow
	Changed, Same, Faulty int

	book *store.Book
	view *records.View // that was looked at
}

// Bulk says whether a field may be edited in bulk: not what names one person or one
// house and nobody else, and not what only the field's own history may change.
func Bulk(kind ledger.Kind, i int) bool {
	c := kind.Columns()[i]
	if i >= kind.Fields() || c.Secret {
		return false
	}
	switch c.Shape {
	case ledger.IDCard, ledger.Credit:
		return false
	}
	return !single[kind.Name()+"."+c.Key]
}

// single are the fields that no two records have alike.
var single = map[string]bool{
	"member.name": true, "member.devno": true, "member.card": true, "member.born": true, "member.sex": true, "member.mail": true, "member.qq": true, "member.wechat": true,
	"enterprise.name": true, "branch.name": true, "branch.short": true, "community.name": true, "community.code": true, "post.person": true,
}

// PlanBulk plans to give many records the same values in some fields. Records that
// are gone meanwhile are passed over. Refused when nothing is set, when a field may
// not be set in bulk or is set twice.
func PlanBulk(b *store.Book, kind ledger.Kind, ids []value.ID, set []Assignment) (*BulkPlan, error) {
	if err := b.Allow(store.MayBulk); err != nil {
		return nil, err
	}
	p := &BulkPlan{Kind: kind, book: b, view: b.Today()}
	seen := map[string]bool{}
	for _, a := range set {
		i := kind.At(a.Key)
		switch {
		case a.Text == "" && !a.Clear:
			continue
		case i < 0 || !Bulk(kind, i):
			return nil, store.Refuse("这一栏不能批量修改。请一条一条改。")
		case a.Text != "" && a.Clear, seen[a.Key]:
			return nil, store.Refuse("“" + kind.Columns()[i].Label + "”只能选一种：改成新的内容，或者清空。")
		}
		seen[a.Key] = true
		p.Set = append(p.Set, a)
	}
	if len(p.Set) == 0 {
		return nil, store.Refuse("还没有选要改的栏目。")
	}
	for _, id := range ids {
		if was := p.view.Get(kind, id); was != nil {
			p.Rows = append(p.Rows, p.row(was))
		}
	}
	for _, row := range p.Rows {
		switch {
		case len(row.Faults) > 0:
			p.Faulty++
		case row.Same:
			p.Same++
		default:
			p.Changed++
		}
	}
	return p, nil
}

func (p *BulkPlan) row(was ledger.Record) BulkRow {
	v, kind := p.view, p.Kind
	row := BulkRow{ID: was.Head().ID, Name: v.Called(was), was: was, now: kind.Clone(was), Same: true}
	for _, a := range p.Set {
		i := kind.At(a.Key)
		if fault, ok := kind.Set(row.now, i, a.Text).(*value.Fault); ok && !fault.Soft {
			row.Faults = append(row.Faults, *fault)
		}
	}
	kind.Tidy(row.now)
	for _, a := range p.Set {
		before, after := v.Text(kind, was, a.Key), v.Text(kind, row.now, a.Key)
		row.Was, row.Now = append(row.Was, before), append(row.Now, after)
		row.Same = row.Same && before == after
	}
	if len(row.Faults) == 0 && !row.Same {
		row.Faults = rules.Hard(v, kind, row.now)
		row.Ends = rules.EndingWords(v, row.now)
	}
	return row
}

// KeepPosts declines that League posts end with their people's state, for a reason: they stay open, count as nobody's and
// wait in 待核. An empty reason is refused.
func (p *BulkPlan) KeepPosts(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return store.Refuse("职务不一并离任，要写明原因。")
	}
	for i := range p.Rows {
		if m, ok := p.Rows[i].now.(*ledger.Member); ok && len(p.Rows[i].Ends) > 0 {
			rules.KeepPosts(m, reason)
			p.Rows[i].Ends = nil
		}
	}
	return nil
}

// Ending is how many League posts the plan ends.
func (p *BulkPlan) Ending() (n int) {
	for _, row := range p.Rows {
		n += len(row.Ends)
	}
	return n
}

// Apply changes the records that the plan counts as Changed, in one transaction, after
// a backup, and answers how many they were. Faulty ones stay as they are. Changed when
// something was saved since the plan was made, Refused when it would change nothing.
func (p *BulkPlan) Apply(reason string) (int, error) {
	b := p.book
	if p.Changed == 0 {
		return 0, store.Refuse("没有需要修改的内容。")
	}
	if err := care.BackUpBefore(b, care.BeforeBulk); err != nil {
		return 0, err
	}
	_, err := b.Do(store.Intent{Deed: store.MayBulk, What: p.Kind.Name(), Reason: reason, Rows: len(p.Rows), Unless: p.view.Age()}, func(t *store.Turn) error {
		for _, row := range p.Rows {
			if row.Same || len(row.Faults) > 0 {
				continue
			}
			now := p.Kind.Clone(row.now)
			if err := t.Put(p.Kind, row.was, now); err != nil {
				return err
			}
			if err := t.EndPosts(now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return p.Changed, nil
}
