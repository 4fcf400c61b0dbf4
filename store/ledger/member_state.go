package ledger

// checkState holds a member's state against his age, its day, its reason and its document (domain.md §1.1, §1.7). The
// program reminds; it never changes a state.
func checkState(m *Member, b Basis, add func(key string, f *Fault)) {
	r, state := b.Rules, MemberStates.Label(m.State)
	if !m.OnRoll() && m.State != MemberNot && m.StateFrom == 0 {
		add("state_from", soft(Missing, "已不在册的要写明日期。"))
	}
	switch m.State {
	case MemberOverAge:
		if age, known := m.Age(b); known && age < r.AgeOut {
			add("state", soft("state.notover", "写着超龄待离，现在只有 "+itoa(age)+" 周岁，满 "+itoa(r.AgeOut)+" 周岁才算。请核对出生日期和团籍状态。"))
		}
	case MemberLeft:
		born, left := m.BornOn(), m.StateFrom
		if m.Shredded != 0 {
			born = 0 // nobody can look it up any more
		}
		if left == 0 {
			left = b.Today
		}
		if born != 0 && ageOn(born.First(), left.Last(), r) < r.AgeOut {
			add("state", soft("state.young", "离团（满 "+itoa(r.AgeOut)+" 周岁）时只有 "+itoa(max(ageOn(born.First(), left.Last(), r), 0))+" 周岁。请核对日期；别的原因请选自愿退团、转出等。"))
		}
	case MemberDetached, MemberExpelled:
		if m.StateWhy == "" {
			add("state_why", soft(Missing, state+"要写明原因。"))
		}
		if m.StateDoc == "" {
			add("state_doc", soft(Missing, state+"要有批准文件。请填文号或依据。"))
		}
	case MemberStopped, MemberArriving:
		if m.StateFrom == 0 {
			add("state_from", soft(Missing, state+"要写明从哪一天起。"))
		}
	}
	switch {
	case m.StateFrom == 0:
	case m.State == MemberStopped && m.StateFrom.AddYears(r.StoppedYears).Last() < b.Today:
		add("state", soft("state.stopped", "停止团籍从 "+m.StateFrom.String()+" 起，已满 "+itoa(r.StoppedYears)+" 年。请支部大会决定恢复团籍或除名，报上级批准。"))
	case m.State == MemberArriving && m.StateFrom.Last().AddDays(r.TransferOver) <= b.Today:
		add("state", soft("state.arriving", "待转接从 "+m.StateFrom.String()+" 起，已满 "+itoa(r.TransferOver)+" 天。请催办接收，或重新发起转接。"))
	}
	if m.OnRoll() && m.Standing == StandingMasses {
		add("standing", soft("standing.masses", "在册团员的政治面貌不会是群众。请核对；不是团员的，团籍状态选非团员。"))
	}
	checkContact(m, b, add)
}

// checkContact: after some months without contact the search begins, after as many again membership is stopped
// (domain.md §1.1, 失联).
func checkContact(m *Member, b Basis, add func(key string, f *Fault)) {
	if !m.OnRoll() || m.State == MemberStopped || m.Contact != ContactLost && m.Contact != ContactSearching {
		return
	}
	months, since := b.Rules.LostMonths, m.Contacted
	switch {
	case since == 0:
		add("contacted", soft(Missing, "失联的要写明最近一次联系上是哪一天。"))
	case since.AddMonths(2*months).Last() <= b.Today:
		add("contact", soft("contact.stop", "从 "+since.String()+" 起联系不上，查找也已满 "+itoa(months)+" 个月。请支部大会决定停止团籍，报批备案；找到了就改联系状态。"))
	case m.Contact == ContactLost && since.AddMonths(months).Last() <= b.Today:
		add("contact", soft("contact.search", "从 "+since.String()+" 起联系不上，已满 "+itoa(months)+" 个月。请开始查找并改为核查中，每月至少找一次并记下来。"))
	}
}
