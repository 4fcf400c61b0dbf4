package cli

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/travel"
)

func init() { takers[letter{false, codes.ParcelSubmission}] = meet }

// meet takes in what another copy of a community's ledger has. What clashes stays as it
// is here and waits for the window; all else goes in.
func meet(r *run, b *store.Book, c *receiveCommand, path, passphrase string) (taken, error) {
	t := taken{Community: b.Profile().Name}
	m, err := travel.PlanMeet(r.ctx, b, path, passphrase, nil)
	if err != nil {
		return t, err
	}
	t.Sequence, t.Conflicts = m.Number, len(m.Clashes)
	changes := m.Changes()
	if t.Added, t.Changed, t.Removed = changes.Added+changes.Back, changes.Changed, changes.Removed; len(changes.Rows)+changes.Noted > 0 && !c.DryRun {
		if changes, _, err = m.Apply(); err != nil {
			return t, err
		}
	}
	r.say("这是本台账在另一台电脑上的第 %d 包：新增 %d，减少 %d，变更 %d。", t.Sequence, t.Added, t.Removed, t.Changed)
	for _, k := range changes.Kept {
		r.say("  %s“%s”：%s", ledger.KindOf(k.Kind).Title(), k.Name, k.Why)
	}
	for _, x := range m.Clashes {
		switch {
		case x.OursGone:
			r.say("  %s“%s”：这里移走了，那边（%s）又改过", x.Kind.Title(), x.Name, x.TheirsBy)
		case x.TheirsGone:
			r.say("  %s“%s”：那边移走了，这里（%s）又改过", x.Kind.Title(), x.Name, x.OursBy)
		default:
			r.say("  %s“%s”的%s：这里（%s）和那边（%s）改得不一样", x.Kind.Title(), x.Name, x.Label, x.OursBy, x.TheirsBy)
		}
	}
	if t.Conflicts > 0 {
		r.say("有 %d 处要由人来定，这些记录先照这里的不动。请打开台账，在“合并另一台电脑的台账”里选这个包，逐处选定。", t.Conflicts)
	}
	return t, nil
}
