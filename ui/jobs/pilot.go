package jobs

import (
	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/page"
)

// piloting shows how a community stands before and after its trial began.
func piloting() job {
	return job{group: "党建带团建", title: "看试点前后", tell: "哪些社区参加了创新试点，试点以前锁定的数字和现在比", kind: ledger.Communities, others: true, looks: true,
		begin: func(s *page.Shell) {
			s.ShowList(records.Query{Kind: ledger.Communities, Tab: "pilot", Sort: "name"})
		},
		about: []about{{kind: ledger.Communities, reads: true, fits: func(_ *store.Book, r ledger.Record) bool {
			c, ok := r.(*ledger.Community)
			return ok && c.PilotFrom != 0
		},
			begin: func(s *page.Shell, r ledger.Record) { s.Show(s.Screens.Pilot(s, r.Head().ID)) }}}}
}
