package cli

import (
	"path/filepath"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// receiveCommand takes packages in, whatever they are.
type receiveCommand struct {
	Ledger    string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	DryRun    bool     `help:"只看结果，不写入"`
	AcceptNew bool     `help:"认可没有登记过的签名，街道里没有的社区就新增（先打电话核对六个词）"`
	Missing   bool     `help:"中间缺的包找不到了，不等了"`
	NewLedger string   `help:"社区换了台账（先打电话核对六个词）：写明原因；新的包收下了，--community 原来的签名才停用" placeholder:"原因"`
	Community string   `help:"这些包是哪个社区的；街道里没有就新增。社区接收下发包时：本社区是名单里的哪一个" placeholder:"社区"`
	NewStreet string   `help:"街道换了签名（先打电话核对六个词）：写明原因；新的包收下了，原来的签名才停用" placeholder:"原因"`
	Parcels   []string `arg:"" name:"包" help:"对方发来的 .tjb 文件"`
}

// taken is what became of one package; the names are the command line's.
type taken struct {
	Community string `json:"community"`
	Sequence  uint64 `json:"sequence"`
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Removed   int    `json:"removed"`
	Conflicts int    `json:"conflicts"`
	Refused   string `json:"refused"` // reason, or empty

	Warned []warned `json:"warned,omitempty"` // what is to be mended or checked in it
}

// A letter is which package comes to which ledger.
type letter struct {
	street bool   // to a street's ledger
	sort   string // a code of ledger.ParcelSorts
}

// A taker takes one package in and says what became of it. Its error says why it was not.
type taker func(r *run, b *store.Book, c *receiveCommand, path, passphrase string) (taken, error)

// takers are who takes packages in, but for what communities send to their street: of that, any number is taken in at
// once (submissions).
var takers = map[letter]taker{
	{false, codes.ParcelNotice}:  takeNotice,
	{false, codes.ParcelReceipt}: takeReceipt,
}

// Run takes packages in. It fails when one was refused.
func (c *receiveCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		all, err := c.take(r, b)
		if err != nil {
			return err
		}
		refused := 0
		for _, t := range all {
			if t.Refused != "" {
				refused++
			}
		}
		if err := r.answer(all); err != nil {
			return err
		}
		if refused > 0 {
			return &store.Error{Code: store.Refused, Message: "有 " + strconv.Itoa(refused) + " 个包没有接收，原因见上。"}
		}
		return nil
	})
}

func (c *receiveCommand) take(r *run, b *store.Book) ([]taken, error) {
	passphrase := r.Getenv("TUANJIAN_PARCEL_PASSWORD")
	ask := func() (err error) {
		passphrase, err = r.secret("TUANJIAN_PARCEL_PASSWORD", "包的口令（对方另外告知）：")
		return err
	}
	if b.Profile().Street {
		if err := c.renews(b); err != nil {
			return nil, err
		}
		got, err := c.look(r, b, passphrase)
		if err == nil && passphrase == "" && len(got.Asking()) > 0 {
			if err = ask(); err == nil {
				got, err = c.look(r, b, passphrase)
			}
		}
		if err != nil {
			return nil, err
		}
		if err := c.trust(r, got); err != nil {
			return nil, err
		}
		return c.submissions(r, got)
	}
	all := []taken{}
	for _, path := range c.Parcels {
		seen, err := travel.LookParcel(r.ctx, b, path, passphrase)
		if err == nil && seen.Asks && passphrase == "" {
			if err := ask(); err != nil {
				return nil, err
			}
			seen, err = travel.LookParcel(r.ctx, b, path, passphrase)
		}
		t := taken{Community: b.Profile().Name}
		switch take := takers[letter{false, seen.Sort}]; {
		case err != nil:
		case seen.Asks:
			err = &store.Error{Code: store.Refused, Message: "口令不对。请逐个字核对，再向对方问一遍。"}
		case take == nil:
			err = &store.Error{Code: store.Refused, Message: "这种包不能在社区台账里接收。请交给街道。"}
		default:
			t, err = take(r, b, c, path, passphrase)
		}
		if err != nil {
			t.Refused = store.Tell(err).Message
			r.refused(filepath.Base(path), t.Refused)
		}
		all = append(all, t)
	}
	return all, nil
}

// refused says why a package was not taken in. Six words to be compared keep the line of their own that they have.
func (r *run) refused(file, why string) {
	if words, rest, two := strings.Cut(why, "\n"); two {
		r.say("%s", words)
		why = rest
	}
	r.say("%s：%s", value.OneLine(file), why)
}

// renews says whether a new ledger is of a community that the street knows.
func (c *receiveCommand) renews(b *store.Book) error {
	if c.NewLedger == "" {
		return nil
	}
	list := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities})
	for i := range list.Len() {
		if ledger.NameOf(list.Row(i)) == c.Community {
			return nil
		}
	}
	return misuse("--new-ledger 要和 --community 一起用，写明是哪个社区。")
}

// look reads what communities have sent to a street.
func (c *receiveCommand) look(r *run, b *store.Book, passphrase string) (*travel.Reception, error) {
	return travel.ReadParcels(r.ctx, b, travel.Receiving{Paths: c.Parcels, Passphrase: passphrase, Ruling: travel.Ruling{Lost: c.Missing, Add: c.Community, AsNamed: c.AcceptNew, Anew: c.NewLedger}}, nil)
}

// trust accepts every signature that is new, and says its six words for whoever compares them afterwards.
func (c *receiveCommand) trust(r *run, got *travel.Reception) error {
	if !c.AcceptNew {
		return nil
	}
	var compared []travel.SixWords
	for _, d := range got.Deliveries {
		if d.State == travel.DeliveryWaiting {
			r.say("%s", d.Words.String())
			r.say("上面是“%s”的六个核对词，这个签名是新的，封给“%s”。", d.Name, d.Recipient)
			compared = append(compared, d.Words)
		}
	}
	if len(compared) == 0 {
		return nil
	}
	return got.Trust(r.ctx, compared...)
}

// submissions takes in what communities have sent to a street.
func (c *receiveCommand) submissions(r *run, got *travel.Reception) ([]taken, error) {
	if !c.DryRun {
		if _, err := got.Apply(r.ctx, nil); err != nil {
			return nil, err
		}
	}
	all := []taken{}
	for _, d := range got.Deliveries {
		t := taken{Community: d.Name, Sequence: d.Number}
		t.Added, t.Changed, t.Removed = d.Totals()
		switch d.State {
		case travel.DeliveryReady:
			if d.Anew != "" {
				r.say("“%s”换了新台账，原来的签名停用。", d.Name)
			}
			r.say("“%s”第 %d 包（%s）：新增 %d，减少 %d，变更 %d；错误 %d 处，提醒 %d 处。", d.Name, d.Number, d.Day, t.Added, t.Removed, t.Changed, d.Hard, d.Soft)
			if d.Unbound {
				r.say("  这一包没有写明报给哪个街道（旧版程序做的，或者社区没有填），知道口令的人都能转交。")
			}
			if d.Strange > 0 {
				r.say("  %s", d.StrangeWords())
			}
			t.Warned = r.warn(objected(d), allWarned, "")
			if d.Unlisted > 0 {
				r.say("  还有 %d 处没有逐条列出。错处这样多，请让社区改好再报。", d.Unlisted)
			}
		case travel.DeliveryEarlier, travel.DeliveryAgain:
			r.say("“%s”第 %d 包：%s", d.Name, d.Number, d.Message)
		default:
			t.Refused = d.Message
			r.refused(d.File(), d.Message)
		}
		for _, i := range d.Items {
			if i.Deed == travel.CargoTurned {
				r.say("  %s“%s”：%s", i.Kind.Title(), i.Name, i.Why)
			}
		}
		all = append(all, t)
	}
	tellDoubles(r, got.Doubles())
	var missing []string
	for _, s := range got.Standing {
		if s.Missing() {
			missing = append(missing, s.Name)
		}
	}
	if len(missing) > 0 {
		r.say("这次没有收到：%s。", strings.Join(missing, "、"))
	}
	return all, nil
}

// objected is what is wrong in a package: first what must be mended.
func objected(d *travel.Delivery) []rules.Problem {
	var hard, soft []rules.Problem
	for _, i := range d.Items {
		for _, o := range i.Faults {
			p := rules.Problem{Kind: i.Kind, ID: i.ID, Name: i.Name, Fault: o.Fault}
			if o.Fault.Soft {
				soft = append(soft, p)
			} else {
				hard = append(hard, p)
			}
		}
	}
	return append(hard, soft...)
}

// tellDoubles names what two communities have both, without anybody's number.
func tellDoubles(r *run, doubles []rules.Double) {
	for _, d := range doubles {
		var names []string
		for _, s := range d.Sides {
			names = append(names, "“"+s.Community+"”的“"+ledger.NameOf(s.Record)+"”")
		}
		r.say("%s：%s。", d.Title(), strings.Join(names, "、"))
	}
}
