package store

import (
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// endPosts ends, in the turn that saves a member, the posts that end with him. How many stays with the caller's words.
func (t *Turn) endPosts(r ledger.Record) error {
	m, ok := r.(*ledger.Member)
	if !ok {
		return nil
	}
	ends := rules.Endings(t.book.now(), m)
	for _, e := range ends {
		if err := t.Put(ledger.Posts, e.Was, e.Now); err != nil {
			return err
		}
	}
	return nil
}

// Ends are the League posts that saving a draft ends in the same intent, for people: 书记（甲支部）.
func (b *Book) Ends(draft ledger.Record) []string {
	v := b.today()
	m, ok := draft.(*ledger.Member)
	if !ok {
		return nil
	}
	return rules.EndingWords(v, m)
}

// KeepPosts declines that League posts end with the people whom the tables say have left, for a reason: they stay open,
// count as nobody's and wait in 待核. An empty reason takes it back.
func (in *Intake) KeepPosts(reason string) { in.keepPosts = strings.TrimSpace(reason) }

// ends notes on a row that changes a member what becomes of the posts that he holds.
func (p *Plan) ends(row *IntakeRow) {
	b := p.intake.book
	m, ok := row.Now.(*ledger.Member)
	if !ok || len(rules.Endings(b.now(), m)) == 0 {
		return
	}
	if p.intake.keepPosts != "" {
		rules.KeepPosts(m, p.intake.keepPosts)
		return
	}
	for _, words := range rules.EndingWords(b.now(), m) {
		row.Changes = append(row.Changes, FieldChange{Key: "duty", Label: "团内职务", Old: words, New: "离任 " + m.StateFrom.String()})
		p.ending++
	}
}

// Ending is how many League posts the plan ends with the people whom the tables say have left.
func (p *Plan) Ending() int { return p.ending }
