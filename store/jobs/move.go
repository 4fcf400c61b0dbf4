package jobs

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Move is the transfer of one membership to another organisation, or from it (domain.md §1.7): the letter, four approvals, the
// end. What becomes of the member is saved with the end, in one intent.
type Move struct {
	Transfer *ledger.Transfer // as it is written down; a new one has no ID
	Member   *ledger.Member   // nil where nobody is chosen yet

	book *store.Book
	view *records.View
}

// The steps of a move.
const (
	MoveLetter = iota // what is asked, and by which letter
	MoveOn            // the approvals, and how it ended
	MoveDone
)

var moveKeys = [MoveDone][]string{
	{"member", "other", "direction", "why", "letter", "begun"},
	{"out_branch", "out_upper", "in_branch", "in_upper", "ended", "stage"},
}

// MoveOut begins to send a member away, or goes on where that was begun already; the zero ID is nobody yet.
func MoveOut(b *store.Book, member value.ID) (*Move, error) {
	m := &Move{book: b, view: b.Today(), Transfer: &ledger.Transfer{Way: codes.TransferOut, Stage: codes.TransferDraft, Begun: b.Basis().Today, Why: "1"}}
	m.Transfer.Letter = m.nextLetter()
	if member.IsZero() {
		return m, nil
	}
	if t := m.underway(member, codes.TransferOut); t != nil {
		return MoveOf(b, t.ID)
	}
	m.Transfer.Member = member
	m.Member, _ = m.view.Get(ledger.Members, member).(*ledger.Member)
	if m.Member == nil || !m.Member.OnRoll() {
		return nil, store.Refuse("这个人不是在册团员，没有组织关系可以转出。")
	}
	if m.Member.Drift == codes.DriftOut { // where he works already is where he mostly goes
		m.Transfer.Other = m.Member.DriftOrg
	}
	return m, nil
}

// MoveOf goes on with a transfer.
func MoveOf(b *store.Book, id value.ID) (*Move, error) {
	m := &Move{book: b, view: b.Today()}
	t, ok := m.view.Get(ledger.Transfers, id).(*ledger.Transfer)
	if !ok {
		return nil, store.Refuse("找不到这件转接。请到关系转接里再选一件。")
	}
	m.Transfer = t
	m.Member, _ = m.view.Get(ledger.Members, t.Member).(*ledger.Member)
	if m.Member == nil {
		return nil, store.Refuse("这件转接没有写是哪个团员。请到关系转接里选上，再接着办。")
	}
	return m, nil
}

// underway is a member's transfer of a way that is not done; nil for none.
func (m *Move) underway(member value.ID, way string) *ledger.Transfer {
	for _, t := range rules.Moves(m.view, member) {
		if t.Open() && t.Way == way && !t.Received() {
			return t
		}
	}
	return nil
}

// Step is where the move stands. One that is done and has left its member where he was is to be finished.
func (m *Move) Step() int {
	t := m.Transfer
	switch {
	case t.ID.IsZero():
		return MoveLetter
	case t.Open() || m.unfinished():
		return MoveOn
	}
	return MoveDone
}

// unfinished says that the move came to its end, and its member is still where he was.
func (m *Move) unfinished() bool {
	return m.Transfer.Stage == codes.TransferDone && slices.ContainsFunc(rules.Faults(m.view, ledger.Transfers, m.Transfer), func(f value.Fault) bool { return f.Code == rules.StillHere })
}

// Keys are the fields that a step asks for.
func (m *Move) Keys(step int) []string { return moveKeys[step] }

// Days is how long the move has been on its way.
func (m *Move) Days() int { return m.Transfer.Days(m.view.Basis().Today) }

// nextLetter is the number of the next letter of the year: one more than the highest that was given out in it, written alike.
func (m *Move) nextLetter() string {
	year := m.view.Basis().Today.Year()
	before, width, last := strconv.Itoa(year)+"-", 3, 0
	for t := range records.All[*ledger.Transfer](m.view, ledger.Transfers) {
		if t.Way != codes.TransferOut || t.Begun.Year() != year || t.Received() {
			continue
		}
		head := strings.TrimRight(t.Letter, "0123456789")
		digits := t.Letter[len(head):]
		if rest, ok := strings.CutPrefix(digits, strconv.Itoa(year)); ok && len(rest) > 1 { // 2026007: the year, and the number behind it
			head, digits = head+strconv.Itoa(year), rest
		}
		if n, err := strconv.Atoi(digits); err == nil && len(digits) <= 6 && n > last {
			before, width, last = head, len(digits), n
		}
	}
	for {
		last++
		number := strconv.Itoa(last)
		letter := before + strings.Repeat("0", max(0, width-len(number))) + number
		if !rules.Lettered(m.view, letter, value.ID{}) {
			return letter
		}
	}
}

// Wants are what the rules ask of a step.
func (m *Move) Wants(step int) (wants []Want) {
	t, r := m.Transfer, m.view.Basis().Rules
	add := func(met bool, text, source string) { wants = append(wants, Want{Met: met, Text: text, Source: source}) }
	tell := func(text, source string) { wants = append(wants, Want{Told: true, Text: text, Source: source}) }
	const how = "转接办法"
	if step == MoveLetter {
		tell("由支部发起；有单位的转到单位的团组织，没有的转到街道、乡镇或户籍地", how)
		if m.Member != nil && m.Member.Branch.IsZero() {
			add(false, "这个人还没有编入团支部，请先到团员里补上", "团员都编在团支部里")
		}
		if m.Member != nil {
			if posts := m.posts(); len(posts) > 0 {
				tell("还担任"+strings.Join(posts, "、")+"，转出那天一并离任", fromCharter)
			}
		}
		return wants
	}
	var left []string
	for _, s := range t.Steps()[1:5] {
		if s.Day == 0 {
			left = append(left, s.Name)
		}
	}
	if len(left) > 0 {
		add(false, "四步都要同意，还差"+strings.Join(left, "、"), how)
	} else {
		add(true, "四步都同意了，填上办结日期", how)
	}
	tell("有一步不同意就退回，重新发起", how)
	if days := m.Days(); t.Open() && days > r.TransferNotice {
		add(false, "已经办了 "+strconv.Itoa(days)+" 天，请催办", "超过 "+strconv.Itoa(r.TransferNotice)+" 天提醒")
	}
	return wants
}

// posts are those that the member holds.
func (m *Move) posts() (words []string) {
	for _, p := range rules.Offices(m.view).Held[m.Member.ID] {
		words = append(words, codes.Duties.Label(p.Duty))
	}
	return words
}

// Draft is the transfer as the form of its step begins.
func (m *Move) Draft() *ledger.Transfer {
	return ledger.Transfers.Clone(m.Transfer).(*ledger.Transfer)
}

// settled is a draft with the stage that its days tell, unless somebody says that it is over.
func (m *Move) settled(d *ledger.Transfer) *ledger.Transfer {
	t := ledger.Transfers.Clone(d).(*ledger.Transfer)
	t.Direction = m.Direction(t)
	switch {
	case !t.Open():
		if t.Ended == 0 {
			t.Ended = m.view.Basis().Today
		}
	case t.Ended != 0:
		t.Stage = codes.TransferDone
	default:
		t.Stage = codes.TransferDraft
		for i, s := range t.Steps()[1:5] {
			if s.Day != 0 {
				t.Stage = strconv.Itoa(i + 2)
			}
		}
	}
	return t
}

// Faults are what forbids a draft of a step.
func (m *Move) Faults(step int, d *ledger.Transfer) []value.Fault {
	keys := moveKeys[step]
	faults := forbids(m.view, ledger.Transfers, m.settled(d), keys, keys[len(keys)-1], rules.StillHere)
	if step == MoveLetter {
		if who, ok := m.view.Get(ledger.Members, d.Member).(*ledger.Member); ok && !who.OnRoll() && d.Way == codes.TransferOut {
			faults = append(faults, value.Fault{Key: "member", Code: "transfer.gone", Other: who.ID, Text: "“" + who.Title + "”" + codes.MemberStates.Label(who.State) + "，没有组织关系可以转出。"})
		}
	}
	return faults
}

func (m *Move) lacking(d *ledger.Transfer) (faults []value.Fault) {
	for _, f := range []struct {
		missing   bool
		key, text string
	}{{d.Member.IsZero(), "member", "请选要转出的团员。"}, {strings.TrimSpace(d.Other) == "", "other", "请写转到哪个团组织。"}, {d.Begun == 0, "begun", "请写哪一天发起的。"}} {
		if f.missing {
			faults = append(faults, lacks(f.key, f.text))
		}
	}
	if t := m.settled(d); t.Way == codes.TransferOut && t.Stage == codes.TransferDone && m.Transfer.Stage != codes.TransferDone {
		for i, s := range t.Steps()[1:5] {
			if s.Day == 0 {
				faults = append(faults, lacks([]string{"out_branch", "out_upper", "in_branch", "in_upper"}[i], "还差"+s.Name+"，办不结。请填同意的日期；没有同意就先不填办结日期。"))
			}
		}
	}
	return faults
}

// Ends says what saving a draft does to the member, in words; "" for nothing.
func (m *Move) Ends(d *ledger.Transfer) string {
	t := m.settled(d)
	now := m.after(t)
	switch {
	case t.Open():
		return ""
	case now == nil:
		return "团员留在原来的支部，不变。"
	case t.Way == codes.TransferOut:
		text := "团籍状态改为转出，从 " + now.StateFrom.String() + " 起"
		if words := rules.EndingWords(m.view, now); len(words) > 0 {
			text += "；" + strings.Join(words, "、") + "一并离任"
		}
		return text + "。"
	}
	return "编入“" + m.view.Name(ledger.Branches, now.Branch) + "”，从 " + now.StayFrom.String() + " 起。"
}

// after is the member as he is once a transfer is over; nil where it leaves him alone.
func (m *Move) after(t *ledger.Transfer) *ledger.Member {
	who, ok := m.view.Get(ledger.Members, t.Member).(*ledger.Member)
	if !ok || t.Stage != codes.TransferDone {
		return nil
	}
	now := ledger.Members.Clone(who).(*ledger.Member)
	doc := letterOf(t)
	switch {
	case t.Way == codes.TransferOut && who.OnRoll():
		now.State, now.StateFrom, now.StateDoc = codes.MemberMoved, t.Ended, doc
		now.StateWhy = map[string]string{"1": codes.LeavingJob, "2": codes.LeavingStudy}[t.Why]
	case t.Way == codes.TransferIn && who.State == codes.MemberArriving:
		now.State, now.StateFrom, now.StateWhy, now.StateDoc = codes.MemberNormal, t.Ended, "", doc
		now.StayFrom, now.StayWhy, now.StayDoc = t.Ended, "转入", doc
	default:
		return nil
	}
	return now
}

// letterOf is what a member's state or stay goes by after a move, "" where there was no letter.
func letterOf(t *ledger.Transfer) string {
	if t.Letter == "" {
		return ""
	}
	return "介绍信 " + t.Letter
}

// Save saves a draft of a step, and with the end of a move what becomes of the member, in one intent, and answers which it is.
func (m *Move) Save(step int, d *ledger.Transfer) (value.ID, error) {
	if err := refused(append(m.lacking(d), m.Faults(step, d)...)); err != nil {
		return value.ID{}, err
	}
	t := m.settled(d)
	var was ledger.Record
	if !t.ID.IsZero() {
		was = m.Transfer
	}
	if err := named(m.book, t); err != nil {
		return value.ID{}, err
	}
	changes := []Put{{Kind: ledger.Transfers, Was: was, Now: t}}
	what := "办理" + codes.TransferWays.Label(t.Way) + " " + codes.TransferStages.Label(t.Stage)
	if now := m.after(t); now != nil {
		changes = append(changes, Put{Kind: ledger.Members, Was: m.view.Get(ledger.Members, t.Member), Now: now})
	}
	_, err := save(m.book, m.view, ledger.Transfers.Name(), what, changes)
	return t.ID, err
}

// Moves are those of a way that are under way or have left their member where he was, the longest first.
func Moves(b *store.Book, way string) []Waiting {
	v := b.Today()
	r := v.Basis().Rules
	var all []*ledger.Transfer
	for t := range records.All[*ledger.Transfer](v, ledger.Transfers) {
		if t.Way == way && !t.Received() && !t.Member.IsZero() && (t.Open() || t.Stage == codes.TransferDone && (&Move{Transfer: t, book: b, view: v}).unfinished()) {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(x, y *ledger.Transfer) int { return cmp.Compare(x.Begun.First(), y.Begun.First()) })
	out := make([]Waiting, len(all))
	for i, t := range all {
		w := Waiting{Kind: ledger.Transfers, ID: t.ID, About: v.Name(ledger.Members, t.Member) + "　" + t.Other}
		switch {
		case !t.Open():
			w.Next = "转接办完了，团员还没有改"
		default:
			next := "办结"
			for _, s := range t.Steps()[1:5] {
				if s.Day == 0 {
					next = s.Name
					break
				}
			}
			w.Next = "等" + next + "，办了 " + strconv.Itoa(max(0, t.Days(v.Basis().Today))) + " 天"
			if t.Begun != 0 && t.Days(v.Basis().Today) <= r.TransferNotice {
				w.By = t.Begun.AddDays(r.TransferNotice)
			}
		}
		out[i] = w
	}
	return out
}
