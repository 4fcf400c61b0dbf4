package cli

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/travel"
)

// noticeCommand writes the package that a street gives to all its communities.
type noticeCommand struct {
	Ledger string `required:"" help:"街道台账" placeholder:"街道.tjz"`
	To     string `required:"" help:"放到哪个文件夹" placeholder:"文件夹"`
}

// Run writes it, sealed to the communities' keys where the street has them all.
func (c *noticeCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		g := travel.Giving{Dir: c.To}
		keyless := travel.Keyless(b)
		// What will be refused is not asked for a passphrase first.
		if p := b.Profile(); len(keyless) > 0 && p.Street && !p.Practice {
			r.say("还没有认过签名的社区：%s。这一包用口令封。", strings.Join(keyless, "、"))
			var err error
			if g.Passphrase, err = r.secret("TUANJIAN_PARCEL_PASSWORD", "下发包的口令（至少 8 个字符，另外告诉各社区）："); err != nil {
				return err
			}
		}
		sent, path, err := travel.Notice(r.ctx, b, g)
		if err != nil {
			return err
		}
		words := travel.OwnWords(b)
		r.say("第 %d 次下发：%s（%d 条）", sent.Number, path, sent.Rows)
		r.say("社区打电话来核对时，念这六个词：%s。", words)
		return r.answer(map[string]any{"words": words, "number": sent.Number, "file": path, "digest": sent.Digest, "rows": sent.Rows, "keys": sent.Keys})
	})
}

// replyCommand writes the receipts that are due.
type replyCommand struct {
	Ledger string `required:"" help:"街道台账" placeholder:"街道.tjz"`
	To     string `required:"" help:"放到哪个文件夹" placeholder:"文件夹"`
}

// replied is one receipt; the names are the command line's.
type replied struct {
	Community string `json:"community"`
	Number    uint64 `json:"number"`
	File      string `json:"file"`
	Matters   int    `json:"matters"`
}

// Run writes one receipt for each community to which something has to be told.
func (c *replyCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		g := travel.Giving{Dir: c.To}
		var keyless []string
		for _, d := range travel.Dues(b) {
			if d.Keyless {
				keyless = append(keyless, d.Community.Title)
			}
		}
		if len(keyless) > 0 && !b.Profile().Practice {
			r.say("没有收件密钥、要用口令封的：%s。", strings.Join(keyless, "、"))
			var err error
			if g.Passphrase, err = r.secret("TUANJIAN_PARCEL_PASSWORD", "回执包的口令（至少 8 个字符，另外告诉社区）："); err != nil {
				return err
			}
		}
		made, err := travel.Reply(r.ctx, b, g)
		if err != nil {
			return err
		}
		all := []replied{}
		for _, s := range made {
			x := replied{b.Today().Name(ledger.Communities, s.Community), s.Number, s.Path, s.Rows}
			r.say("“%s”第 %d 份回执：%s（事项 %d 件）", x.Community, x.Number, x.File, x.Matters)
			all = append(all, x)
		}
		return r.answer(all)
	})
}
