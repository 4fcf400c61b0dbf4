package ledger

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// numberFacts is what the ID number tells: nothing unless it is right.
func (m *Member) numberFacts() (value.Date, string) {
	if !m.residentPaper() {
		return 0, ""
	}
	s := m.IDNumber
	if len(s) == 15 && value.AllDigits(s) {
		s = value.Upgrade15(s)
	}
	if len(s) != 18 || value.ResidentFault(s) != nil {
		return 0, ""
	}
	return value.ResidentFacts(s)
}

// residentPaper says that the number stands on a paper that carries the check of a
// resident's number.
func (m *Member) residentPaper() bool {
	return m.IDType == "" || m.IDType == codes.IDResident || m.IDType == codes.IDPermit
}

// OtherPaper says that a right resident's number of 18 figures is given as one of another paper.
func (m *Member) OtherPaper() bool {
	return !m.residentPaper() && len(m.IDNumber) == 18 && value.ResidentFault(m.IDNumber) == nil
}

// WrongNumber says that an ID number is there and cannot be right; an old one of 15
// digits can.
func (m *Member) WrongNumber() bool {
	if m.IDNumber == "" || !m.residentPaper() || m.IDType == "" && foreignPaper(m.IDNumber) {
		return false
	}
	f := value.ResidentFault(m.IDNumber)
	return f != nil && !f.Soft
}

// BornOn is the birthday: the ID number's where there is one, else as it was typed.
func (m *Member) BornOn() value.Date {
	if born, _ := m.numberFacts(); born != 0 {
		return born
	}
	return m.Born
}

// IsMale and IsFemale follow the ID number before what was typed.
func (m *Member) IsMale() bool   { return m.sexOf() == value.Male }
func (m *Member) IsFemale() bool { return m.sexOf() == value.Female }

func (m *Member) sexOf() string {
	if _, sex := m.numberFacts(); sex != "" {
		return sex
	}
	return m.Sex
}

// Age is the age in full years today, and whether it is known. A birthday that is
// known only to the month is taken at the month's last day.
func (m *Member) Age(b Basis) (int, bool) {
	born := m.BornOn()
	if born == 0 || b.Today == 0 {
		return 0, false
	}
	return ageOn(born, b.Today, b.Rules), true
}

// Reaches is the first day on which Age answers years; 0 when the birthday is not
// known.
func (m *Member) Reaches(years int, r *rulebook.Rules) value.Date {
	born := m.BornOn().Last()
	if born == 0 {
		return 0
	}
	if r.AgeNextDay {
		born = born.AddDays(1)
	}
	day := born.AddYears(years)
	if day.DayOfMonth() < born.DayOfMonth() { // born on 29 February: full on 1 March
		day = day.AddDays(1)
	}
	return day
}

func ageOn(born, day value.Date, r *rulebook.Rules) int {
	born = born.Last()
	if r.AgeNextDay {
		born = born.AddDays(1)
	}
	return born.YearsTo(day)
}

// OnRoll says that the person is a member today: normal, stopped for a time,
// arriving, or over age and not yet left.
func (m *Member) OnRoll() bool {
	return m.State == "" || codes.MemberStates.Group(m.State) == codes.OnRoll
}

// LosesPosts says that the way in which he left the roll ends his League posts (domain.md §1.1). A Party member who left by
// age may hold one afterwards (§1.4), and so may who has never been a member here.
func (m *Member) LosesPosts() bool {
	return codes.MemberStates.Group(m.State) == codes.OffRoll && !(m.State == codes.MemberLeft && m.InParty())
}

// Taken is what an empty value of a record counts as, as people read it: what the rules go by must not print as a blank.
// It is "" where nothing is taken for granted.
func Taken(r Record, key string) string {
	m, ok := r.(*Member)
	if !ok {
		return ""
	}
	switch key {
	case "state":
		return codes.MemberStates.Label(codes.MemberNormal)
	case "idtype":
		if m.Shredded != 0 {
			return ""
		}
		return takenPaper(m.IDNumber)
	case "standing":
		switch {
		case m.Party != 0:
			return codes.Standings.Label(codes.StandingParty)
		case m.OnRoll():
			return codes.Standings.Label(codes.StandingLeague)
		}
	}
	return ""
}

// takenPaper is what a number without a kind of paper stands on.
func takenPaper(number string) string {
	switch {
	case value.PermitNumber(number):
		return codes.IDTypes.Label(codes.IDPermit)
	case foreignPaper(number):
		return ""
	}
	return codes.IDTypes.Label(codes.IDResident)
}

// InParty says that the person is a Party member or probationary one.
func (m *Member) InParty() bool {
	return m.Standing == codes.StandingParty || m.Standing == codes.StandingPartyOn || m.Party != 0
}

// Drifting says that the member lives away from the organisation that holds his
// membership, either way.
func (m *Member) Drifting() bool {
	return m.Drift == codes.DriftIn || m.Drift == codes.DriftOut || m.Drift == codes.DriftYes
}

// WageOn is the income in the month of a day, as far as it was written: it changes with the month that it is said from
// (domain.md §1.6).
func (m *Member) WageOn(day value.Date) value.Money {
	if m.WageFrom.MonthStart() <= day {
		return m.Wage
	}
	for _, s := range slices.Backward(m.Wages) {
		if s.From.MonthStart() <= day {
			wage, _ := value.ParseMoney(s.State) // a Carry wrote it
			return wage
		}
	}
	return 0
}

// DueOn is Due in the month of a day.
func (m *Member) DueOn(day value.Date, r *rulebook.Rules) (due value.Money, known bool) {
	then := *m
	then.Wage = m.WageOn(day)
	return then.Due(r)
}

// Due is the monthly due by the rule of domain.md §1.6; known is false when it
// cannot be computed, which is never shown as 0.
func (m *Member) Due(r *rulebook.Rules) (due value.Money, known bool) {
	switch m.DuesSort {
	case codes.DuesStudents:
		due = r.DuesStudent
	case codes.DuesPoor:
		due = r.DuesNoIncome
	case codes.DuesFarmers:
		due = r.DuesFarmer
	case codes.DuesVolunteer:
		return value.MoneyOf(0), true
	default:
		due = rulebook.DuesOf(m.Wage, r)
	}
	_, known = due.Fen()
	return due, known
}

// DueText is the due for people: yuan, 自愿, or 无法计算.
func (m *Member) DueText(r *rulebook.Rules) string {
	if m.DuesSort == codes.DuesVolunteer {
		return "自愿"
	}
	due, known := m.Due(r)
	if !known {
		return "无法计算"
	}
	return due.String()
}

// Completeness is the share, in per cent, of the values a full file has.
func (m *Member) Completeness() int {
	have := 0
	asked := []bool{m.Title != "", m.IDNumber != "", m.BornOn() != 0, m.sexOf() != "", m.Nation != "", m.Schooling != "",
		m.Joined != 0, m.Standing != "" || m.Party != 0, !m.Branch.IsZero(), !m.Unit.IsZero() || m.Position != "", m.Phone != "",
		m.DevNumber != "" || m.Joined != 0 && m.Joined.Year() < 2017, m.Home != "", m.Address != "", m.Wage != 0 || m.DuesSort != "", m.Consent != 0}
	for _, ok := range asked {
		if ok {
			have++
		}
	}
	return have * 100 / len(asked)
}

var middleDots = strings.NewReplacer("•", "·", "‧", "·", "・", "·", "●", "·", "．", "·", "⋅", "·", "•", "·")

// personName cleans a name: the middle dot becomes U+00B7, and the spaces by which
// offices spread a name of Chinese characters go away; those of other scripts stay.
func personName(text string) (string, *value.Fault) {
	s := middleDots.Replace(text)
	if strings.ContainsFunc(s, func(r rune) bool { return r >= 0x3400 }) {
		s = strings.ReplaceAll(s, " ", "")
		s = strings.ReplaceAll(s, ".", "·")
	}
	n := len([]rune(s))
	switch {
	case s == "":
		return s, nil
	case strings.ContainsFunc(s, func(r rune) bool { return r >= '0' && r <= '9' }):
		return s, value.Soft("name.digits", "姓名里有数字。请核对。")
	case strings.ContainsAny(s, "（(【[《、，,/"):
		return s, value.Soft("name.sign", "姓名里有括号或别的符号。请只留姓名，其余写进备注。")
	case n < 2:
		return s, value.Soft("name.short", "姓名只有一个字。请核对。")
	case n > 30:
		return s, value.Soft("name.long", "姓名超过 30 个字。请核对。")
	}
	return s, nil
}

// squeezed takes the spaces out of a number and narrows its digits.
func squeezed(text string) (string, *value.Fault) {
	return strings.TrimSuffix(strings.ReplaceAll(value.Halfwidth(text), " ", ""), ".0"), nil
}

// cardLength is the most that a 团员证编号 has (domain.md §1.2).
const cardLength = 12

func checkMember(m *Member, b Basis) []value.Fault {
	var faults []value.Fault
	add := func(key string, f *value.Fault) {
		if f != nil {
			faults = append(faults, f.On(key))
		}
	}
	born, sex := m.numberFacts()
	if born != 0 {
		s := m.IDNumber
		if len(s) == 15 {
			s = value.Upgrade15(s)
		}
		add("idno", value.BornFault(s, b.Today, b.Rules.AgeMax))
		if m.IDType == codes.IDResident && value.PermitNumber(s) {
			add("idtype", value.Soft("id.type", "号码以 "+s[:6]+" 开头，是港澳台居民居住证，不是居民身份证。请核对证件类型。"))
		}
		if m.IDType == codes.IDPermit && !value.PermitNumber(s) {
			add("idno", value.Soft("id.permit", "港澳台居民居住证号码以 810000、820000 或 830000 开头。请核对证件类型。"))
		}
		if codes.Sexes.Has(m.Sex) && m.Sex != sex {
			add("sex", value.Soft("sex.differs", "填的是“"+codes.Sexes.Label(m.Sex)+"”，证件号码却是“"+codes.Sexes.Label(sex)+"”。请核对哪个抄错了。"))
		}
		if m.Born != 0 && !sameDate(m.Born, born) {
			add("born", value.Soft("born.differs", "填的是 "+m.Born.String()+"，证件号码却是 "+born.String()+"。请核对哪个抄错了。"))
		}
	} else if m.IDNumber != "" {
		if m.OtherPaper() {
			add("idtype", value.Soft("id.paper", "号码是有效的居民身份证号码，证件类型却是“"+codes.IDTypes.Label(m.IDType)+"”。请核对。确实不是身份证就按 F2 说明原因。"))
		}
		if m.Sex == "" {
			add("sex", value.Soft(value.Missing, "这种证件看不出性别，请选男或女。"))
		}
		if m.Born == 0 {
			add("born", value.Soft(value.Missing, "这种证件看不出出生日期，请填写。"))
		}
	}
	if m.OnRoll() {
		add("joined", joinedFault(m.Joined, m.BornOn(), b))
		add("devno", rulebook.DevNumberFault(m.DevNumber, m.Joined, b.Rules))
	}
	if len([]rune(m.Card)) > cardLength {
		add("card", value.Soft("card.long", "团员证编号一般不超过 "+strconv.Itoa(cardLength)+" 位。请核对。"))
	}
	if m.Joined != 0 && m.Joined.DayOfMonth() == 0 && m.Joined.Month() == 0 {
		add("joined", value.Soft("joined.year", "入团时间只有年份。请补上月份。"))
	}
	for _, d := range []struct {
		key  string
		date value.Date
	}{{"party", m.Party}, {"state_from", m.StateFrom}, {"stay_from", m.StayFrom}, {"contacted", m.Contacted}, {"volunteer", m.Volunteer}, {"consent", m.Consent}} {
		if d.date.First() > b.Today {
			add(d.key, value.Soft("date.future", "这个日期还没有到。请核对。"))
		}
	}
	if born := m.BornOn(); m.Party != 0 && born != 0 && ageOn(born, m.Party.Last(), b.Rules) < b.Rules.AgeParty {
		add("party", value.Soft("party.young", "入党时未满 "+strconv.Itoa(b.Rules.AgeParty)+" 周岁。请核对。"))
	}
	checkState(m, b, add)
	add("stay_from", staysOverlap(m))
	if m.DriftTo != 0 && m.DriftTo.Last() < m.DriftFrom.First() {
		add("drift_to", value.Soft("drift.before", "流动结束早于开始。请核对。"))
	}
	if m.Drift == codes.DriftYes {
		add("drift", value.Soft("drift.way", "请注明是流入还是流出。"))
	}
	if m.Drifting() && m.DriftFrom == 0 {
		add("drift_from", value.Soft(value.Missing, "流动团员要写明开始日期。"))
	}
	return faults
}

// joinedFault compares the month of joining with the birthday and today (domain.md
// §1.1). A month is read in the member's favour, at its last day.
func joinedFault(joined, born value.Date, b Basis) *value.Fault {
	switch {
	case joined == 0:
		return nil
	case joined.First() > b.Today:
		return value.Hard("date.future", "入团时间还没有到。请核对。")
	case born == 0:
		return nil
	}
	limit := b.Rules.AgeJoinHard0
	if joined.Last() >= b.Rules.JoinHardSince {
		limit = b.Rules.AgeJoinHard
	}
	age := ageOn(born.First(), joined.Last(), b.Rules)
	switch {
	case age < limit:
		return value.Hard(value.TooYoung, "按出生日期算，入团时只有 "+strconv.Itoa(max(age, 0))+" 周岁。请核对入团时间和证件号码。")
	case age < b.Rules.AgeJoin:
		return value.Soft("joined.early", "按出生日期算，入团时未满 "+strconv.Itoa(b.Rules.AgeJoin)+" 周岁。请核对，确实如此就按 F2 说明原因。")
	case ageOn(born, joined.First(), b.Rules) >= b.Rules.AgeOut:
		return value.Soft("joined.late", "按出生日期算，入团时已满 "+strconv.Itoa(b.Rules.AgeOut)+" 周岁。请核对。")
	}
	return nil
}

// checkState holds a member's state against his age, its day, its reason and its document (domain.md §1.1, §1.7). The
// program reminds; it never changes a state.
func checkState(m *Member, b Basis, add func(key string, f *value.Fault)) {
	r, state := b.Rules, codes.MemberStates.Label(m.State)
	if !m.OnRoll() && m.State != codes.MemberNot && m.StateFrom == 0 {
		add("state_from", value.Soft(value.Missing, "已不在册的要写明日期。"))
	}
	switch m.State {
	case codes.MemberOverAge:
		if age, known := m.Age(b); known && age < r.AgeOut {
			add("state", value.Soft("state.notover", "写着超龄待离，现在只有 "+strconv.Itoa(age)+" 周岁，满 "+strconv.Itoa(r.AgeOut)+" 周岁才算。请核对出生日期和团籍状态。"))
		}
	case codes.MemberLeft:
		born, left := m.BornOn(), m.StateFrom
		if m.Shredded != 0 {
			born = 0 // nobody can look it up any more
		}
		if left == 0 {
			left = b.Today
		}
		if born != 0 && ageOn(born.First(), left.Last(), r) < r.AgeOut {
			add("state", value.Soft("state.young", "离团（满 "+strconv.Itoa(r.AgeOut)+" 周岁）时只有 "+strconv.Itoa(max(ageOn(born.First(), left.Last(), r), 0))+" 周岁。请核对日期；别的原因请选自愿退团、转出等。"))
		}
	case codes.MemberDetached, codes.MemberExpelled:
		if m.StateWhy == "" {
			add("state_why", value.Soft(value.Missing, state+"要写明原因。"))
		}
		if m.StateDoc == "" {
			add("state_doc", value.Soft(value.Missing, state+"要有批准文件。请填文号或依据。"))
		}
	case codes.MemberStopped, codes.MemberArriving:
		if m.StateFrom == 0 {
			add("state_from", value.Soft(value.Missing, state+"要写明从哪一天起。"))
		}
	}
	switch {
	case m.StateFrom == 0:
	case m.State == codes.MemberStopped && m.StateFrom.AddYears(r.StoppedYears).Last() < b.Today:
		add("state", value.Soft("state.stopped", "停止团籍从 "+m.StateFrom.String()+" 起，已满 "+strconv.Itoa(r.StoppedYears)+" 年。请支部大会决定恢复团籍或除名，报上级批准。"))
	case m.State == codes.MemberArriving && m.StateFrom.Last().AddDays(r.TransferOver) <= b.Today:
		add("state", value.Soft("state.arriving", "待转接从 "+m.StateFrom.String()+" 起，已满 "+strconv.Itoa(r.TransferOver)+" 天。请催办接收，或重新发起转接。"))
	}
	if m.OnRoll() && m.Standing == codes.StandingMasses {
		add("standing", value.Soft("standing.masses", "在册团员的政治面貌不会是群众。请核对；不是团员的，团籍状态选非团员。"))
	}
	checkContact(m, b, add)
}

// checkContact: after some months without contact the search begins, after as many again membership is stopped
// (domain.md §1.1, 失联).
func checkContact(m *Member, b Basis, add func(key string, f *value.Fault)) {
	if !m.OnRoll() || m.State == codes.MemberStopped || m.Contact != codes.ContactLost && m.Contact != codes.ContactSearching {
		return
	}
	months, since := b.Rules.LostMonths, m.Contacted
	switch {
	case since == 0:
		add("contacted", value.Soft(value.Missing, "失联的要写明最近一次联系上是哪一天。"))
	case since.AddMonths(2*months).Last() <= b.Today:
		add("contact", value.Soft("contact.stop", "从 "+since.String()+" 起联系不上，查找也已满 "+strconv.Itoa(months)+" 个月。请支部大会决定停止团籍，报批备案；找到了就改联系状态。"))
	case m.Contact == codes.ContactLost && since.AddMonths(months).Last() <= b.Today:
		add("contact", value.Soft("contact.search", "从 "+since.String()+" 起联系不上，已满 "+strconv.Itoa(months)+" 个月。请开始查找并改为核查中，每月至少找一次并记下来。"))
	}
}
