package intake

import (
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// KeepPosts declines that League posts end with the people whom the tables say have left, for a reason: they stay open,
// count as nobody's and wait in 待核. An empty reason takes it back.
func (in *Intake) KeepPosts(reason string) { in.keepPosts = strings.TrimSpace(reason) }

// ends notes on a row that changes a member what becomes of the posts that he holds.
func (p *Plan) ends(row *Row) {
	m, ok := row.Now.(*ledger.Member)
	if !ok || len(rules.Endings(p.seenAt, m)) == 0 {
		return
	}
	if p.intake.keepPosts != "" {
		rules.KeepPosts(m, p.intake.keepPosts)
		return
	}
	for _, words := range rules.EndingWords(p.seenAt, m) {
		row.Changes = append(row.Changes, records.FieldChange{Key: "duty", Label: "团内职务", Old: words, New: "离任 " + m.StateFrom.String()})
		p.ending++
	}
}

// Ending is how many League posts the plan ends with the people whom the tables say have left.
func (p *Plan) Ending() int { return p.ending }
