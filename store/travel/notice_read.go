package travel

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/effects"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/parcel"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Caps of a notice; an honest one has a tenth of it at most.
const MostNoticed = 50_000

// A NoticePlan is what taking a street's notice in would do to a community's ledger.
type NoticePlan struct {
	Number uint64
	Day    value.Date
	Street string   // what the sender calls itself
	Words  SixWords // of its signature, to be compared over the telephone
	First  bool     // this signature is not accepted yet: Apply asks for the person's word
	Old    string   // the street whose accepted signature Apply stops in the same transaction, see ReadNoticeAnew; mostly ""
	Taken  bool     // this very package was taken in before; Apply does nothing

	Communities []*ledger.Community // the street's list
	We          value.ID            // which of them this ledger is; zero: a person must Choose
	Changes     []rules.Change      // empty when nothing would change, or We is not known
	Effects     []effects.Effect    // what follows here from the street's rules

	book     *store.Book
	manifest parcel.Manifest
	old      *ledger.Signer // Old's
	why      string         // for what reason it is stopped
	tables   map[string][]ledger.Record
	rules    []byte // nil: they stay
	codes    map[string][]codes.Item
	lists    map[string]codes.Adapted
	letters  map[string]string // the words of letters that the street gives out
}

// ReadNotice opens a street's notice and plans to take it in. It refuses, each with its
// own sentence, what is no notice, damaged, forged or of a newer program; what another
// street signed, or ours with another key (both wrap [ErrOtherSigner]: see ReadNoticeAnew);
// a notice older than the last one; and everything in a street's ledger. With "" for a
// passphrase that is needed the error wraps [parcel.ErrNeedsPassphrase].
func ReadNotice(ctx context.Context, b *store.Book, path, passphrase string) (*NoticePlan, error) {
	return readNotice(ctx, b, path, passphrase, "")
}

// ReadNoticeAnew is ReadNotice for the day on which the street has a new ledger or a new
// signature: the notice is planned as a first one, and Apply stops the signature that was
// accepted before and takes the new one in its place, both or neither. Only an 管理员 may
// do it; why is kept.
func ReadNoticeAnew(ctx context.Context, b *store.Book, path, passphrase, why string) (*NoticePlan, error) {
	if err := mayDistrust(b, why, "街道换了电脑，已电话核对"); err != nil {
		return nil, err
	}
	return readNotice(ctx, b, path, passphrase, why)
}

func readNotice(ctx context.Context, b *store.Book, path, passphrase, why string) (*NoticePlan, error) {
	if err := b.Allow(store.MayReceive); err != nil {
		return nil, err
	}
	p, done, err := OpenParcel(ctx, b, path, passphrase, Modest, parcel.Notice)
	if err != nil {
		return nil, err
	}
	defer done()
	var plan *NoticePlan
	err = guarded(func() error { plan, err = planNotice(ctx, b, p, why); return err })
	return plan, err
}

// planNotice is readNotice for a package that is open.
func planNotice(ctx context.Context, b *store.Book, in *parcel.Parcel, why string) (*NoticePlan, error) {
	m := &in.Manifest
	if b.Profile().Street {
		return nil, store.Refuse("这是下发包，要在社区台账里接收。现在打开的是街道台账。")
	}
	if err := genuine(b, m); err != nil {
		return nil, err
	}
	if m.Sender.Answer == "" {
		return nil, tellParcel(parcel.ErrMalformed) // what a notice is for first of all
	}
	known, err := fromStreet(b, m)
	var old *ledger.Signer
	if why != "" && errors.Is(err, ErrOtherSigner) {
		old, err = rules.Street(b.Today()), nil
	}
	if err != nil {
		return nil, err
	}
	p := &NoticePlan{Number: m.Sequence, Day: m.Snapshot, Street: senderName(m), Words: SpellKey(m.Signer()), First: known == nil,
		book: b, manifest: *m, old: old, why: why, tables: map[string][]ledger.Record{}}
	if old != nil {
		p.Old = cut(old.Title)
	}
	same, highest := arrived(b, codes.ParcelNotice, m)
	switch {
	case same:
		p.Taken, p.First = true, false
		return p, nil
	case m.Sequence <= highest:
		return nil, store.Refuse("这是第 " + strconv.Itoa(int(m.Sequence)) + " 次下发的包，已经接收过第 " + strconv.Itoa(int(highest)) + " 次的，旧的没有接收。请向街道要最新的。")
	case tooHigh(m.Sequence, highest) != "":
		return nil, store.Refuse(tooHigh(m.Sequence, highest))
	}
	if err := p.read(ctx, in); err != nil {
		return nil, err
	}
	p.We = p.ourselves()
	return p, p.weigh(ctx)
}

// weigh finds out what the notice changes, and what follows from its rules.
func (p *NoticePlan) weigh(ctx context.Context) (err error) {
	if p.Changes, err = p.changes(ctx); err != nil {
		return err
	}
	p.Effects = nil
	if p.rules == nil || p.listed() == nil || string(p.rules) == string(p.book.Basis().Rules.Source()) {
		return nil
	}
	rules, err := rulebook.ParseRules(p.rules)
	if err != nil {
		return err
	}
	bin, err := p.book.Bin().All()
	if err != nil {
		return err
	}
	p.Effects = effects.Of(p.book.Today(), rules, store.RemovedMembers(bin))
	return err
}

// read takes over what the package holds and checks that it hangs together.
func (p *NoticePlan) read(ctx context.Context, in *parcel.Parcel) (err error) {
	n := 0
	for _, kind := range ledger.OfStreet {
		n += in.Manifest.Counts[kind.Name()]
	}
	if n > MostNoticed {
		return tellParcel(parcel.ErrMalformed)
	}
	kinds := map[value.ID]ledger.Kind{}
	err = in.Records(ctx, func(kind ledger.Kind, r ledger.Record) error {
		id := r.Head().ID
		if kinds[id] != nil {
			return store.Refuse("下发包里有一条" + kinds[id].Title() + "和一条" + kind.Title() + "编号相同，没有接收。请向街道核实这个包。")
		}
		kinds[id] = kind
		r.Head().Source, r.Head().Excuses, r.Head().Loose = "", nil, nil
		p.tables[kind.Name()] = append(p.tables[kind.Name()], r)
		return nil
	}, ledger.OfStreet...)
	if err != nil {
		return tellParcel(err)
	}
	if p.rules, err = in.Rules(ctx); err != nil {
		return tellParcel(err)
	}
	if p.rules != nil {
		if _, err := rulebook.ParseRules(p.rules); err != nil {
			return &store.Error{Code: store.Newer, Message: "下发包里的规则本程序看不懂，没有接收。请先升级程序，再接收。", Err: err}
		}
		if f := rulebook.CheckRules(p.rules); f != nil {
			return store.Refuse("下发包没有接收：" + f.Text + "请让街道改好规则，再下发一次。")
		}
	}
	said, err := in.Codes(ctx)
	if err != nil {
		return tellParcel(err)
	}
	p.codes = map[string][]codes.Item{}
	for name, items := range said {
		if l := codes.ListNamed(name); l != nil && !l.Closed() {
			if more := l.Missing(items); len(more) > 0 {
				p.codes[name] = more
			}
		}
	}
	if p.lists, err = p.fittingLists(said); err != nil {
		return err
	}
	p.letters = letters.Fitting(parcel.WordsIn(said))
	if len(p.tables["street"]) != 1 {
		return tellParcel(parcel.ErrMalformed)
	}
	titles := map[string]bool{}
	for _, r := range p.tables["community"] {
		c := r.(*ledger.Community)
		if c.Title == "" || titles[c.Title] || c.Code != "" && titles[c.Code] {
			return store.Refuse("下发包的社区名单里有两个社区同名或同代码，没有接收。请让街道改好，再下发一次。")
		}
		titles[c.Title], titles[c.Code] = true, true
		p.Communities = append(p.Communities, c)
	}
	return nil
}

// ourselves finds this ledger in the street's list: as it was chosen earlier, by code,
// by name.
func (p *NoticePlan) ourselves() value.ID {
	profile, home := p.book.Profile(), p.book.Today().Community()
	for _, ours := range []func(*ledger.Community) bool{
		func(c *ledger.Community) bool { return c.ID == profile.Listed },
		func(c *ledger.Community) bool { return home != nil && c.Code != "" && c.Code == home.Code },
		func(c *ledger.Community) bool { return c.Title == profile.Name },
	} {
		for _, c := range p.Communities {
			if ours(c) {
				return c.ID
			}
		}
	}
	return value.ID{}
}

// Choose says which community of the list this ledger is, in the place of what was
// found. It is refused for one that is not in the list; with a Taken notice it does
// nothing.
func (p *NoticePlan) Choose(id value.ID) error {
	if p.Taken {
		return nil
	}
	for _, c := range p.Communities {
		if c.ID == id {
			p.We = id
			return p.weigh(context.Background())
		}
	}
	return store.Refuse("街道的社区名单里没有这个社区。")
}

// listed is our own line of the list, or nil.
func (p *NoticePlan) listed() *ledger.Community {
	for _, c := range p.Communities {
		if c.ID == p.We {
			return c
		}
	}
	return nil
}

// fittingLists is as much of what a street has made of the lists as fits those of this program. What leaves nothing to
// choose is refused.
func (p *NoticePlan) fittingLists(given map[string][]codes.Item) (map[string]codes.Adapted, error) {
	lists := adaptedIn(given)
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		fitting, leaves := codes.ListNamed(name).Fitting(lists[name], p.codes[name])
		if !leaves {
			return nil, store.Refuse("下发包把“" + ledger.ListTitle(name) + "”的选项全部停用了，一个也选不了，没有接收。请让街道留下要用的，再下发一次。")
		}
		if lists[name] = fitting; fitting.Empty() {
			delete(lists, name)
		}
	}
	return lists, nil
}

// adaptedIn is what a street has made of the lists, as the lines of a notice's codes say it.
func adaptedIn(given map[string][]codes.Item) map[string]codes.Adapted {
	out := map[string]codes.Adapted{}
	for sort, into := range map[string]func(a *codes.Adapted, i codes.Item){
		parcel.Renamed: func(a *codes.Adapted, i codes.Item) {
			if a.Labels == nil {
				a.Labels = map[string]string{}
			}
			a.Labels[i.Code] = i.Label
		},
		parcel.Retired: func(a *codes.Adapted, i codes.Item) { a.Retired = append(a.Retired, i.Code) },
		parcel.Ordered: func(a *codes.Adapted, i codes.Item) { a.Order = append(a.Order, i.Code) },
	} {
		for said, items := range given {
			name, ok := strings.CutPrefix(said, sort)
			if !ok || codes.ListNamed(name) == nil {
				continue
			}
			a := out[name]
			for _, i := range items {
				into(&a, i)
			}
			out[name] = a
		}
	}
	return out
}
