package travel

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// ownFields are the fields of a community that its street sets, where it has filled
// them itself.
var ownFields = []string{"name", "code", "sort", "urban", "street"}

// steps are what the notice does to records. The own community is set, not replaced;
// of contacts and visits only those of this community are taken, and what names it by
// the street's record names it by its own.
func (p *NoticePlan) steps(ctx context.Context) ([]records.Change, error) {
	b := p.book
	home, listed, street := b.Today().Community(), p.listed(), p.tables["street"][0].(*ledger.Street)
	switch {
	case listed == nil:
		return nil, nil
	case home == nil:
		return nil, store.Refuse("这个台账里找不到本社区的资料，没有接收。请先新建本社区。")
	}
	set := *home
	for _, key := range p.given() {
		i := ledger.Communities.At(key)
		_ = ledger.Communities.Set(&set, i, p.own(key)) // soft faults are the street's
	}
	for key, text := range p.withdrawn() {
		_ = ledger.Communities.Set(&set, ledger.Communities.At(key), text) // it stood there before
	}
	var steps []records.Change
	if !merge.Same(ledger.Communities, home, &set) {
		steps = append(steps, moved(ledger.Communities, home, &set))
	}
	stands := map[value.ID]bool{}
	for _, kind := range ledger.OfStreet {
		for _, r := range p.tables[kind.Name()] {
			if err := ctx.Err(); err != nil {
				return nil, store.Tell(err)
			}
			now := p.taken(kind.Clone(r), home.ID, stands)
			if now == nil {
				continue
			}
			m := now.Head()
			m.Owner = street.ID
			was := b.Get(kind, m.ID)
			if was != nil && !was.Head().Received() {
				return nil, store.Refuse("下发包里有一条" + kind.Title() + "和本台账自己的资料编号相同，没有接收。请向街道核实这个包。")
			}
			if b.Today().OfOther(kind, m.ID) {
				return nil, store.Refuse("下发包里有一条" + kind.Title() + "和本台账里别的一种资料编号相同，没有接收。请向街道核实这个包。")
			}
			stands[m.ID] = true
			if was == nil || was.Head().Owner != m.Owner || !merge.Same(kind, was, now) {
				steps = append(steps, moved(kind, was, now))
			}
		}
	}
	for _, kind := range slices.Backward(ledger.OfStreet) {
		for _, was := range Received(b, kind) {
			if !stands[was.Head().ID] {
				steps = append(steps, moved(kind, was, nil))
			}
		}
	}
	return steps, nil
}

// Received are the records of a kind that came in packages.
func Received(b *store.Book, kind ledger.Kind) []ledger.Record {
	return slices.DeleteFunc(slices.Clone(b.Today().Of(kind)), func(r ledger.Record) bool { return !r.Head().Received() })
}

// taken is a record as this ledger keeps it, or nil for one that is not for it. stands
// are the records of the notice that are.
func (p *NoticePlan) taken(r ledger.Record, home value.ID, stands map[value.ID]bool) ledger.Record {
	switch r := r.(type) {
	case *ledger.Community:
		if r.ID == p.We {
			return nil
		}
	case *ledger.Liaison:
		if r.Community == p.We {
			r.Community = home
		}
		if p.book.Get(ledger.Enterprises, r.Enterprise) == nil {
			r.Enterprise = value.ID{}
		}
		if p.book.Get(ledger.Branches, r.Branch) == nil {
			r.Branch = value.ID{}
		}
		if !stands[r.Officer] || r.Community != home && r.Enterprise.IsZero() && r.Branch.IsZero() {
			return nil
		}
		if r.Community != home && !stands[r.Community] {
			r.Community = value.ID{}
		}
	case *ledger.Visit:
		if !stands[r.Liaison] {
			return nil
		}
	}
	return r
}

// own is the text that the street sets in a field of our own community; "" where it
// says nothing.
func (p *NoticePlan) own(key string) string {
	listed := p.listed()
	text := ledger.Communities.Text(listed, ledger.Communities.At(key), ledger.Basis{})
	if key == "street" && text == "" {
		text = ledger.NameOf(p.tables["street"][0])
	}
	return text
}

// given are the fields of our own community that the street has filled.
func (p *NoticePlan) given() []string {
	return slices.DeleteFunc(slices.Clone(ownFields), func(key string) bool { return p.own(key) == "" })
}

// withdrawn are the fields of our own community that the street had filled and has
// emptied since, with what they held before: they are the community's own again. Of
// what an older program took in that is not known, and it stays.
func (p *NoticePlan) withdrawn() map[string]string {
	out := maps.Clone(p.book.Profile().Before)
	for _, key := range p.given() {
		delete(out, key)
	}
	return out
}

// before is what the fields that the street fills held before it did.
func (p *NoticePlan) before(home *ledger.Community) map[string]string {
	profile, out := p.book.Profile(), map[string]string{}
	for _, key := range p.given() {
		text, known := profile.Before[key]
		switch {
		case known:
			out[key] = text
		case !slices.Contains(profile.Given, key):
			out[key] = ledger.Communities.Text(home, ledger.Communities.At(key), ledger.Basis{})
		}
	}
	return out
}

// changes are the steps in words, and what becomes of rules and code lists.
func (p *NoticePlan) changes(ctx context.Context) ([]rules.Change, error) {
	steps, err := p.steps(ctx)
	if err != nil || p.listed() == nil {
		return nil, err
	}
	var out []rules.Change
	was := p.book.Today()
	now := was
	if came := coming(steps); len(came) > 0 {
		now = was.With(came...)
	}
	for _, s := range steps {
		if err := ctx.Err(); err != nil {
			return nil, store.Tell(err)
		}
		out = append(out, inWords(s, was, now)...)
	}
	if p.rules != nil {
		set, err := rulebook.ParseRules(p.rules)
		if err != nil {
			return nil, err
		}
		out = append(out, rules.Between(p.book.Basis().Rules.Source(), set.On(p.book.Basis().Today).Source())...)
	}
	for _, name := range slices.Sorted(maps.Keys(p.codes)) {
		for _, item := range p.codes[name] {
			out = append(out, rules.Change{What: "代码表", Name: ledger.ListTitle(name), How: "新增", Now: item.Label})
		}
	}
	out = append(out, listChanges(p.book.Decisions().Lists, p.lists)...)
	return append(out, letterChanges(p.book.Decisions().Words.Given, p.letters)...), nil
}

// letterChanges are the letters whose words a notice brings, changes or takes back.
func letterChanges(was, now map[string]string) (out []rules.Change) {
	for _, s := range letters.Sorts {
		how := "变更"
		switch before, after := was[s.Key], now[s.Key]; {
		case before == after:
			continue
		case before == "":
			how = "新增"
		case after == "":
			how = "减少"
		}
		out = append(out, rules.Change{What: "公文用语", Name: s.Title, How: how, Now: "街道的用语"})
	}
	return out
}

// coming are the records that steps bring.
func coming(steps []records.Change) (out []ledger.Record) {
	for _, s := range steps {
		if s.Now != nil {
			out = append(out, s.Now)
		}
	}
	return out
}

// inWords is one record's step, a line for each field where the record was there before.
func inWords(s records.Change, before, after *records.View) (out []rules.Change) {
	switch {
	case s.Was == nil:
		return []rules.Change{{What: s.Kind.Title(), Name: after.Called(s.Now), How: "新增"}}
	case s.Now == nil:
		return []rules.Change{{What: s.Kind.Title(), Name: before.Called(s.Was), How: "减少"}}
	}
	for _, c := range s.Kind.Columns()[:s.Kind.Fields()] {
		was, now := before.Text(s.Kind, s.Was, c.Key), after.Text(s.Kind, s.Now, c.Key)
		if was != now {
			out = append(out, rules.Change{What: s.Kind.Title(), Name: before.Called(s.Was), Label: c.Label, How: "变更", Was: was, Now: now})
		}
	}
	return out
}

// listChanges compares what two offices make of the code lists.
func listChanges(was, now map[string]codes.Adapted) (out []rules.Change) {
	names := map[string]bool{}
	for _, all := range []map[string]codes.Adapted{was, now} {
		for name := range all {
			names[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		l, a, b := codes.ListNamed(name), was[name], now[name]
		line := func(how, before, after string) {
			out = append(out, rules.Change{What: "代码表", Name: ledger.ListTitle(name), How: how, Was: before, Now: after})
		}
		called := func(a codes.Adapted, code string) string { return cmp.Or(a.Labels[code], l.Plain(code)) }
		codes := maps.Clone(a.Labels)
		if codes == nil {
			codes = map[string]string{}
		}
		maps.Copy(codes, b.Labels)
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			if x, y := called(a, code), called(b, code); x != y {
				line("改名", x, y)
			}
		}
		for _, code := range without(b.Retired, a.Retired) {
			line("停用", called(b, code), "")
		}
		for _, code := range without(a.Retired, b.Retired) {
			line("重新提供", "", called(b, code))
		}
		if !slices.Equal(a.Order, b.Order) {
			line("变更", "", "顺序")
		}
	}
	return out
}

// without are the codes that are not among others.
func without(codes, others []string) []string {
	gone := make(map[string]bool, len(others))
	for _, code := range others {
		gone[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return gone[code] })
}

// Apply takes the notice in, in one transaction after a backup. compared are the six
// words that a person has compared with the street; a First notice is refused with any
// but its own. From then on the ledger bears the name that the street
// gives it, its submissions are sealed to the street's key, and another signature is
// refused; an Old one is stopped by this. Undoing takes the records and the settings back, but not the entries of code
// lists. A package that was taken in before changes nothing.
func (p *NoticePlan) Apply(compared SixWords) error {
	b := p.book
	switch {
	case p.Taken:
		return nil
	case p.First && !p.Words.trusts([]SixWords{compared}):
		return &store.Error{Code: store.Unaccepted, Message: wordsFirst(p.Words) + "第一次接收“" + p.Street + "”的包，还没有接收。请打电话给街道，逐个核对上面六个词。对得上再接收。"}
	case p.listed() == nil:
		return &store.Error{Code: store.Unlisted, Message: "街道的社区名单里没有“" + b.Profile().Name + "”。请选一个：本社区是名单里的哪一个。"}
	}
	if err := care.BackUpBefore(b, care.BeforeReceive); err != nil {
		return err
	}
	in := store.Intent{Deed: store.MayTakeNotice, What: "notice", Rows: len(p.Changes)}
	if p.old != nil {
		in.Reason = p.why
	}
	_, err := b.Do(in, p.apply)
	return err
}

func (p *NoticePlan) apply(t *store.Turn) error {
	b := p.book
	if same, highest := arrived(b, codes.ParcelNotice, &p.manifest); same || p.manifest.Sequence <= highest {
		return &store.Error{Code: store.Changed, Message: "预览之后已经接收过更新的下发包。请再看一遍。"}
	}
	if p.old != nil {
		if now := rules.Street(b.Today()); now == nil || now.ID != p.old.ID || now.Key != p.old.Key {
			return &store.Error{Code: store.Changed, Message: "预览之后认过的街道签名变了。请再看一遍。"}
		}
		if err := distrust(t, []*ledger.Signer{rules.Street(b.Today())}, p.why); err != nil {
			return err
		}
	}
	known, err := fromStreet(b, &p.manifest)
	if p.old != nil {
		known, err = nil, nil
	}
	if err != nil {
		return err
	}
	steps, err := p.steps(context.Background())
	if err != nil {
		return err
	}
	before := p.before(b.Today().Community())
	for _, s := range steps {
		if err := arrive(t, s); err != nil {
			return err
		}
	}
	home := b.Today().Community()
	note := &ledger.Parcel{Sort: codes.ParcelNotice, Community: home.ID, Number: value.CountOf(int(p.Number)), Day: p.Day, Digest: p.manifest.Digest,
		Written: p.manifest.Generated.UTC().Format(time.RFC3339), Previous: p.manifest.Previous, Sender: p.manifest.Sender.Ledger, State: codes.ParcelTaken}
	note.Records = value.CountOf(sum(p.manifest.Counts))
	note.Added, note.Changed, note.Removed = balance(steps)
	if known == nil {
		first := &ledger.Signer{Title: p.Street, Community: home.ID, Ledger: p.manifest.Sender.Ledger, Key: p.manifest.Sender.Key, Answer: p.manifest.Sender.Answer,
			Words: p.Words.String(), State: codes.SignerAccepted, Since: b.Basis().Today}
		if err := t.Put(ledger.Signers, nil, first); err != nil {
			return err
		}
	}
	if err := t.Put(ledger.Parcels, nil, note); err != nil {
		return err
	}
	if err := t.Learn(p.codes); err != nil {
		return err
	}
	now := b.Decisions() // what this office has put off stays
	now.Name, now.StreetKey, now.Listed, now.Given, now.Before, now.Lists = p.listed().Title, p.manifest.Sender.Answer, p.We, p.given(), before, p.lists
	now.Words.Given = p.letters
	if p.rules != nil {
		now.Rules = p.rules
	}
	return t.Decide(now)
}

// arrive stages one record of a street's package; our own is saved as any other.
func arrive(t *store.Turn, s records.Change) error {
	switch {
	case s.Now == nil:
		return t.Remove(s.Kind, s.Was, "")
	case !s.Now.Head().Received():
		return t.Put(s.Kind, s.Was, s.Now)
	}
	return t.Take(s.Kind, s.Was, s.Now)
}

// balance counts what steps add, change and remove.
func balance(steps []records.Change) (added, changed, removed value.Count) {
	n := [3]int{}
	for _, s := range steps {
		switch {
		case s.Was == nil:
			n[0]++
		case s.Now == nil:
			n[2]++
		default:
			n[1]++
		}
	}
	return value.CountOf(n[0]), value.CountOf(n[1]), value.CountOf(n[2])
}
