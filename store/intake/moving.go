package intake

import (
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Whoever a row puts into another branch leaves his posts of the branch where he was, and takes up those that the row names.

// mover is the member of a row that puts him into another branch, as he was; nil for all others.
func mover(out *Row) *ledger.Member {
	was, ok := out.Was.(*ledger.Member)
	if !ok || was.Branch.IsZero() {
		return nil
	}
	if now := out.Now.(*ledger.Member); now.Branch.IsZero() || now.Branch == was.Branch {
		return nil
	}
	return was
}

// moves notes what a row that puts a member into another branch leaves behind, and asks for the day where it is not told. The
// day since when he was in the branch before is none.
func (r *reader) moves(out *Row, m *ledger.Member) {
	was := mover(out)
	if was == nil {
		return
	}
	if m.StayFrom == was.StayFrom {
		m.StayFrom = 0
	}
	if m.StayWhy == was.StayWhy {
		m.StayWhy = ""
	}
	if m.StayDoc == was.StayDoc {
		m.StayDoc = ""
	}
	out.left = nil
	var held, later []string
	for _, e := range rules.LeftBehind(r.view, was, m) {
		switch {
		case e.Now != nil:
			out.left = append(out.left, e)
		case m.StayFrom == 0:
			held = append(held, e.Words(r.view))
		default:
			later = append(later, e.Words(r.view))
		}
	}
	if len(held) > 0 {
		r.doubt(out, "branch", "换了团支部，没有写转入日期，还登记着"+strings.Join(held, "、")+"。请补上转入日期，原来的职务就到那一天。")
	}
	if len(later) > 0 {
		r.doubt(out, "branch", "转入日期早于"+strings.Join(later, "、")+"的任职日期，职务没有离任。请核对日期。")
	}
}

// duties reads the League posts that a member's row tells of; those that are
// registered already are left out.
func (r *reader) duties(out *Row, m *ledger.Member, row int) {
	for _, word := range dutyWords(r.dutyText(row) + " " + out.dutyAside) {
		if f := figure(word); f != "" {
			duty, asked := r.dutyFigure(f)
			if asked && (m.ID.IsZero() || rules.Offices(r.view).Posts[m.ID] == 0) {
				out.asked = append(out.asked, ledger.Loose{Key: ledger.DutyKey, Text: f})
			}
			if word = duty; duty == "" {
				continue
			}
		}
		if nothing(word) || noDuty[word] {
			continue
		}
		if m.Branch.IsZero() {
			r.homeless(out, row, word)
			continue
		}
		p := &ledger.Post{Branch: m.Branch, Person: m.ID}
		ledger.Posts.Set(p, ledger.Posts.At("duty"), word)
		if err := ledger.Posts.Set(p, ledger.Posts.At("from"), r.cell(row, r.dutyFrom)); err != nil && !err.(*value.Fault).Soft {
			p.SetLoose("from", r.cell(row, r.dutyFrom))
		}
		ledger.Posts.Set(p, ledger.Posts.At("sort"), r.cell(row, r.dutySort))
		was := mover(out)
		if was != nil && p.From == 0 && p.LooseText("from") == "" {
			p.From = m.StayFrom
		}
		if m.ID.IsZero() || !r.registered(p, was) {
			out.duties = append(out.duties, p)
		}
	}
}

// registered says that the ledger has the post, wherever the member is now. Where the row moves him, was is he as he was: what
// he leaves behind, and what he has been before, are other posts.
func (r *reader) registered(p *ledger.Post, was *ledger.Member) bool {
	for _, q := range rules.Offices(r.view).Held[p.Person] {
		if q.Duty == p.Duty && (was == nil || q.Branch != was.Branch) {
			return true
		}
	}
	if was != nil {
		return false
	}
	for q := range records.All[*ledger.Post](r.view, ledger.Posts) {
		if q.Person == p.Person && q.Branch == p.Branch && q.Duty == p.Duty {
			return true
		}
	}
	return false
}
