package cli

import (
	"context"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
)

// receiveCommand takes packages in, whatever they are.
type receiveCommand struct {
	Ledger    string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	DryRun    bool     `help:"只看结果，不写入"`
	AcceptNew bool     `help:"认可没有登记过的签名（先打电话核对六个词）"`
	Missing   bool     `help:"中间缺的包找不到了，不等了"`
	Community string   `help:"这些包是哪个社区的；街道里没有就新增" placeholder:"社区"`
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
}

// A taker takes packages in with a passphrase, which may be empty, and says one by one what became of them. asks says
// that some ask for a passphrase.
type taker func(ctx context.Context, r *run, b *store.Book, c *receiveCommand, passphrase string) (all []taken, asks bool, err error)

// takers are who takes packages in: by whether the ledger is a street's.
var takers = map[bool]taker{
	true: submissions,
}

// Run takes packages in. It fails when one was refused.
func (c *receiveCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		take := takers[b.Profile().Street]
		if take == nil {
			return &store.Error{Code: store.Refused, Message: "这是社区台账，还不能接收这种包。社区的上报包请交给街道。"}
		}
		passphrase := r.Getenv("TUANJIAN_PARCEL_PASSWORD")
		all, asks, err := take(r.ctx, r, b, c, passphrase)
		if err == nil && asks && passphrase == "" {
			if passphrase, err = r.secret("TUANJIAN_PARCEL_PASSWORD", "包的口令（对方另外告知）："); err == nil {
				all, _, err = take(r.ctx, r, b, c, passphrase)
			}
		}
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

// submissions takes in at a street what its communities have sent.
func submissions(ctx context.Context, r *run, b *store.Book, c *receiveCommand, passphrase string) ([]taken, bool, error) {
	in := store.Receiving{Paths: c.Parcels, Passphrase: passphrase, Ruling: store.Ruling{Accept: c.AcceptNew, Lost: c.Missing, Add: c.Community}}
	got, err := b.ReadParcels(ctx, in, nil)
	if err != nil {
		return nil, false, err
	}
	if passphrase == "" && got.Asks() {
		return nil, true, nil
	}
	if !c.DryRun {
		if _, err := got.Apply(ctx, nil); err != nil {
			return nil, false, err
		}
	}
	all := []taken{}
	for _, d := range got.Deliveries {
		t := taken{Community: d.Name, Sequence: d.Number}
		t.Added, t.Changed, t.Removed = d.Totals()
		switch d.State {
		case store.DeliveryReady:
			r.say("“%s”第 %d 包（%s）：新增 %d，减少 %d，变更 %d；错误 %d 处，提醒 %d 处。", d.Name, d.Number, d.Day, t.Added, t.Removed, t.Changed, d.Hard, d.Soft)
		case store.DeliveryEarlier, store.DeliveryAgain:
			r.say("“%s”第 %d 包：%s", d.Name, d.Number, d.Message)
		default:
			t.Refused = d.Message
			r.say("%s：%s", d.File(), d.Message)
		}
		for _, i := range d.Items {
			if i.Deed == store.CargoTurned {
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
	return all, false, nil
}

// tellDoubles names what two communities have both, without anybody's number.
func tellDoubles(r *run, doubles []store.Double) {
	for _, d := range doubles {
		var names []string
		for _, s := range d.Sides {
			names = append(names, "“"+s.Community+"”的“"+ledger.NameOf(s.Record)+"”")
		}
		r.say("%s：%s。", d.Title(), strings.Join(names, "、"))
	}
}
