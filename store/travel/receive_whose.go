package travel

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Reasons for which a package is not taken in, besides the codes of store/parcel.
const (
	ReasonAgain    = "again"    // the ledger has it
	ReasonOlder    = "older"    // the ledger has a later one
	ReasonMissing  = "missing"  // one before it never came
	ReasonFork     = "fork"     // the same number with another content
	ReasonSigner   = "signer"   // signed by another key than the one that is known
	ReasonStopped  = "stopped"  // signed by one that is known and no longer accepted
	ReasonUnknown  = "unknown"  // signed by one that is not known
	ReasonWhose    = "whose"    // of a community that the street does not know
	ReasonOther    = "other"    // for another street
	ReasonKind     = "kind"     // no submission
	ReasonFuture   = "future"   // of a day that has not come
	ReasonNumber   = "number"   // of a number that no honest sender has come to
	ReasonPractice = "practice" // invented people among real ones, or the other way round
	ReasonBefore   = "before"   // of a program that does not know kinds of which the ledger has records of the community
)

// refuse says why a package is not taken in.
func (a *Delivery) refuse(reason, message string) {
	a.State, a.Reason, a.Message = DeliveryRefused, reason, message
}

// judge says of each package what becomes of it, from what it says of itself.
func (r *Reception) judge() {
	b := r.book
	today := b.Basis().Today
	r.added = map[string]*ledger.Community{}
	signers := map[string]*ledger.Signer{}
	for s := range records.All[*ledger.Signer](b.Today(), ledger.Signers) {
		signers[s.Ledger] = s
	}
	senders := map[string][]*Delivery{}
	for _, a := range r.Deliveries {
		a.State, a.Reason, a.Message, a.known, a.Anew = DeliveryReady, "", "", nil, ""
		a.Community, a.Name = value.ID{}, a.Sender
		switch {
		case a.failed != nil:
			a.fail(a.failed)
		case !a.fits(b.Profile(), today):
		default:
			a.known = signers[a.manifest.Sender.Ledger]
			senders[a.manifest.Sender.Ledger] = append(senders[a.manifest.Sender.Ledger], a)
		}
	}
	taken := map[value.ID]string{} // communities by whose ledger they are
	for _, s := range signers {
		if s.State == codes.SignerAccepted {
			taken[s.Community] = s.Ledger
		}
	}
	anew := map[value.ID]string{} // new ledgers of communities that have one already
	for _, ledgerID := range slices.Sorted(maps.Keys(senders)) {
		of := senders[ledgerID]
		slices.SortStableFunc(of, func(x, y *Delivery) int {
			return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(x.manifest.Digest, y.manifest.Digest))
		})
		for _, a := range of {
			r.whose(a, taken, anew)
		}
	}
	for _, ledgerID := range slices.Sorted(maps.Keys(senders)) {
		for _, a := range senders[ledgerID] {
			if now := anew[a.Community]; a.State == DeliveryReady && now != "" && now != ledgerID {
				a.refuse(ReasonStopped, "“"+a.Name+"”这次换新台账，这一包是用原来的签名签的，没有接收。请只接收新台账的包；还要接收这一包的，请先单独接收它。")
			}
		}
		r.chain(senders[ledgerID])
	}
}

// mostAhead is how many days the date of a package may lie before our own: clocks differ, and some are a week wrong.
const mostAhead = 7

// tooLate says why a package of a day that has not come, or written on one, is not taken in; "" for any other. The first would
// count in every round until then, and the second says that one of the two clocks is wrong, or that nobody honest wrote it.
func tooLate(m *parcel.Manifest, today value.Date) string {
	day, what := m.Snapshot, "统计日期"
	if day <= today.AddDays(mostAhead) {
		day, what = value.DayOf(m.Generated), "生成日期"
	}
	if day <= today.AddDays(mostAhead) {
		return ""
	}
	return "这一包写的" + what + "是 " + day.String() + "，今天是 " + today.String() + "，还没有到那一天，没有接收。请核对两边电脑的日期，改好后请对方重新生成一份。"
}

// MostSkipped is how many numbers of a sender may be missing before a package: one a day for 27 years. Behind a number far
// beyond that every later package would be an old one.
const MostSkipped = 10_000

// tooHigh says why a package of such a number is not taken in, highest being the last that came; "" where it may be.
func tooHigh(number, highest uint64) string {
	if number <= highest+MostSkipped {
		return ""
	}
	text := "这一包写的是第 " + strconv.Itoa(int(number)) + " 次，"
	if highest > 0 {
		text += "上次收到的是第 " + strconv.Itoa(int(highest)) + " 次，差得太多"
	} else {
		text += "没有人报过这么多次"
	}
	return text + "，没有接收：收下了，以后的都会被当成旧的。请打电话向发来的人核实。"
}

// fits says whether a package is one that this street takes in at all.
func (a *Delivery) fits(p store.Profile, today value.Date) bool {
	m := &a.manifest
	practice := strings.HasSuffix(m.Sender.Name, practiceMark)
	switch {
	case m.Kind == parcel.Receipt:
		a.refuse(ReasonKind, "这是街道发给社区的回执包，街道不用接收。请交给“"+recipientName(m)+"”接收。")
	case m.Kind == parcel.Notice:
		a.refuse(ReasonKind, "这是街道发给社区的下发包，街道不用接收。请交给社区接收。")
	case m.Kind != parcel.Submission:
		a.refuse(ReasonKind, "这个包的种类本程序不认识。请先升级程序，再接收。")
	case m.Recipient.Ledger != "" && m.Recipient.Ledger != p.Ledger:
		a.refuse(ReasonOther, "这一包是报给“"+recipientName(m)+"”的，不是报给本街道的。请退给发来的人，核对报送的街道。")
	case practice && !p.Practice:
		a.refuse(ReasonPractice, "这一包出自练习台账，里面的人都是编的，不能接收。请让社区从正式台账里上报。")
	case !practice && p.Practice:
		a.refuse(ReasonPractice, "这是练习台账，不能放进真人的资料。请打开正式的街道台账再接收。")
	case m.Recipient.Ledger == "" && len(m.Recipient.Keys) == 0 && !a.Unbound && !oneStreet(m.Recipient.Name, p.Name):
		a.refuse(ReasonOther, "这一包写明报给“"+recipientName(m)+"”，本台账是“"+p.Name+"”，没有接收。请退给发来的人；社区把街道的名称写错了的，请改好再上报一次。")
	case tooLate(m, today) != "":
		a.refuse(ReasonFuture, tooLate(m, today))
	case m.Sender.Name == "":
		a.refuse(parcel.ErrMalformed.Code, parcel.ErrMalformed.Text+"。")
	default:
		return true
	}
	return false
}

// recipientName is for whom a package says to be, fit for a sentence.
func recipientName(m *parcel.Manifest) string {
	return senderName(&parcel.Manifest{Sender: parcel.Sender{Name: m.Recipient.Name}})
}

// whose finds out whose package it is and whether its signature is known. taken are the ledgers of the communities,
// anew those that take the place of another.
func (r *Reception) whose(a *Delivery, taken, anew map[value.ID]string) {
	b, d, sender := r.book, r.ruling(a), a.manifest.Sender
	community := r.community(a, d)
	switch {
	case a.known != nil && a.known.Key != sender.Key:
		a.refuse(ReasonSigner, "“"+b.Today().Name(ledger.Communities, a.known.Community)+"”的台账登记过签名，这一包却是用另一个签名签的，可能是别人冒充。没有接收，请打电话向社区核实。")
	case a.known != nil && a.known.State == codes.SignerStopped:
		a.refuse(ReasonStopped, "这个签名已经停用，没有接收。请社区从现在用的台账上报；停用停错了的，请在历史里撤销那一步。")
	case community == nil:
		a.State, a.Reason = DeliveryWhose, ReasonWhose
		a.Message = "街道里没有叫“" + a.Name + "”的社区，代码也对不上。请选它是哪个社区，或者新增这个社区。"
	case a.known == nil && taken[community.ID] != "" && taken[community.ID] != sender.Ledger && (d.Anew == "" || anew[community.ID] != ""):
		a.refuse(ReasonSigner, "“"+community.Title+"”登记的是另一本台账，这一包是用没有登记过的签名签的，可能是别人冒充。没有接收，请打电话核实；社区确实换了新台账的，请管理员来接收，写明原因（命令行加 --new-ledger 原因），原来的签名同时停用。")
	case a.known == nil && taken[community.ID] != "" && taken[community.ID] != sender.Ledger:
		a.Anew = d.Anew
	case a.known == nil && anew[community.ID] == sender.Ledger && anew[community.ID] != "":
		a.Anew = d.Anew // another package of the same new ledger
	}
	if a.State == DeliveryRefused || community == nil {
		return
	}
	a.Community, a.Name = community.ID, community.Title
	if a.known != nil && a.known.State == codes.SignerAccepted {
		return
	}
	if !a.Words.trusts(r.in.Trusted) {
		a.State, a.Reason = DeliveryWaiting, ReasonUnknown
		a.Message = wordsFirst(a.Words) + "第一次收到这个签名的包。请打电话请“" + a.Name + "”念台账里的六个核对词，与上面的一样，再选“认可并接收”。"
		return
	}
	taken[community.ID] = sender.Ledger
	if a.Anew != "" {
		anew[community.ID] = sender.Ledger
	}
}

// community is the one that a package is of: the one that its signature stands for, that a person has chosen, that has
// its code, or that has its name; nil when there is none.
func (r *Reception) community(a *Delivery, d Ruling) *ledger.Community {
	b := r.book
	get := func(id value.ID) *ledger.Community {
		c, _ := b.Today().Get(ledger.Communities, id).(*ledger.Community)
		return c
	}
	if a.known != nil {
		return get(a.known.Community)
	}
	if !d.Community.IsZero() {
		return get(d.Community)
	}
	want := rules.PlainName(a.Name)
	if d.Add != "" {
		want = rules.PlainName(d.Add)
	}
	var named *ledger.Community
	for c := range records.All[*ledger.Community](b.Today(), ledger.Communities) {
		switch {
		case c.Received():
		case a.Code != "" && c.Code == a.Code && d.Add == "":
			return c
		case named == nil && rules.PlainName(c.Title) == want:
			named = c
		}
	}
	add := d.Add
	if add == "" && d.AsNamed {
		add = a.Name
	}
	if named != nil || add == "" {
		return named
	}
	if r.added[want] == nil {
		id, err := value.NewID(b.Random())
		if err != nil {
			return nil
		}
		r.added[want] = &ledger.Community{Meta: ledger.Meta{ID: id}, Title: strings.TrimSpace(add), Code: a.Code}
	}
	return r.added[want]
}

// chain looks at the numbers of one sender's packages, which come sorted.
func (r *Reception) chain(of []*Delivery) {
	var last *ledger.Parcel
	had := map[string]bool{}
	for p := range records.All[*ledger.Parcel](r.book.Today(), ledger.Parcels) {
		if p.Sort != codes.ParcelSubmission || p.Sender != of[0].manifest.Sender.Ledger {
			continue
		}
		had[p.Digest] = true
		if last == nil || p.Number > last.Number {
			last = p
		}
	}
	number, digest := uint64(0), ""
	if last != nil {
		n, _ := last.Number.Value()
		number, digest = uint64(n), last.Digest
	}
	var before *Delivery
	for _, a := range of {
		m, lost := &a.manifest, r.ruling(a).Lost
		name := "“" + a.Name + "”"
		switch {
		case had[m.Digest]:
			a.State, a.Reason, a.Message = DeliveryAgain, ReasonAgain, "这一包已经接收过，不用再接收。"
			continue
		case a.State == DeliveryRefused:
			continue
		case number > 0 && m.Sequence == number:
			a.refuse(ReasonFork, name+"的第 "+strconv.Itoa(int(number))+" 包已经有一份，内容与这一份不同，多半是两台电脑各报了一次。请让社区先把两台电脑的台账合并，再上报一次。")
			continue
		case m.Sequence < number:
			a.refuse(ReasonOlder, "这是"+name+"的第 "+strconv.Itoa(int(m.Sequence))+" 包，第 "+strconv.Itoa(int(number))+" 包已经有了。旧的不用再接收；新的资料请让社区再上报一次。")
			continue
		case tooHigh(m.Sequence, number) != "":
			a.refuse(ReasonNumber, tooHigh(m.Sequence, number))
			continue
		case number > 0 && m.Sequence > number+1 && !lost:
			a.refuse(ReasonMissing, name+"上次接收到第 "+strconv.Itoa(int(number))+" 包，这是第 "+strconv.Itoa(int(m.Sequence))+" 包，中间的没有收到。请把中间的找来一起接收；确实找不到了，请选“缺的不等了”（命令行加 --missing），这一包里是全部资料，不会少。")
			continue
		case number > 0 && m.Sequence == number+1 && m.Previous != "" && m.Previous != digest && !lost:
			a.refuse(ReasonFork, name+"这一包接的不是街道收到的第 "+strconv.Itoa(int(number))+" 包，多半是两台电脑各报各的。请让社区先把两台电脑的台账合并，再上报一次；社区确认以这一包为准的，请选“缺的不等了”（命令行加 --missing）。")
			continue
		}
		had[m.Digest] = true
		number, digest = m.Sequence, m.Digest
		if before != nil && a.State == DeliveryReady && before.State == DeliveryReady {
			before.State, before.Message = DeliveryEarlier, "同一社区还有更新的一包，这一包只记下来。"
		}
		before = a
	}
}

// stand makes the table of communities.
func (r *Reception) stand() {
	b := r.book
	at := map[value.ID]int{}
	r.Standing = nil
	add := func(c *ledger.Community) {
		at[c.ID] = len(r.Standing)
		r.Standing = append(r.Standing, Standing{Community: c.ID, Name: c.Title, Code: c.Code})
	}
	for c := range records.All[*ledger.Community](b.Today(), ledger.Communities) {
		if !c.Received() {
			add(c)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.added)) {
		add(r.added[name])
	}
	for p := range records.All[*ledger.Parcel](b.Today(), ledger.Parcels) {
		i, ok := at[p.Community]
		if ok && p.Sort == codes.ParcelSubmission && (r.Standing[i].Last == nil || r.Standing[i].Last.Order < p.Order) {
			r.Standing[i].Last = p
		}
	}
	for _, a := range r.Deliveries {
		i, ok := at[a.Community]
		if !ok || a.State == DeliveryEarlier || a.State == DeliveryRefused {
			continue
		}
		if had := r.Standing[i].Delivery; had == nil || had.State == DeliveryAgain && a.State != DeliveryAgain || had.State == a.State && had.Number < a.Number {
			r.Standing[i].Delivery = a
		}
	}
}
