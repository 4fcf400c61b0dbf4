package travel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// OpenParcel opens a package that is sealed to this ledger or to the passphrase, lets
// judge see what it says of itself, and checks all of it unless judge has an error. The
// file stays open until done is called.
func OpenParcel(ctx context.Context, b *store.Book, path, passphrase string, judge func(*parcel.Parcel) error, want ...parcel.Kind) (p *parcel.Parcel, done func() error, err error) {
	with, err := Unlock(b, passphrase)
	if err != nil {
		return nil, nil, tellParcel(err)
	}
	file, size, err := OpenFile(path)
	if err != nil {
		return nil, nil, tellParcel(err)
	}
	err = guarded(func() (err error) {
		if p, err = parcel.Look(ctx, file, size, with, want...); err == nil {
			err = judge(p)
		}
		if err == nil {
			err = p.Check(ctx)
		}
		return err
	})
	if err != nil {
		return nil, nil, tellParcel(errors.Join(err, file.Close()))
	}
	return p, file.Close, nil
}

// Modest is for what a street sends to a community: all of it is small, whoever signed it.
func Modest(p *parcel.Parcel) error { return p.Within(parcel.Stranger) }

// OpenFile opens what somebody has chosen as a package, and gives its size. What is no file, a folder or a pipe that
// nobody writes to, is [parcel.ErrNotParcel].
func OpenFile(path string) (*os.File, int64, error) {
	f, size, err := disk.OpenPlain(path)
	if errors.Is(err, disk.ErrNoFile) {
		err = parcel.ErrNotParcel
	}
	return f, size, err
}

// guarded does work on a package from outside. A panic in it is a fault of ours, and no reason to take everything else
// down: it comes back as an error, with the place where it happened for the log.
func guarded(work func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &store.Error{Code: store.Internal, Message: "这个包读不下去，没有接收。请让对方升级程序后重新生成一份；还是这样，请把这个包交给管理程序的人看。",
				Err: fmt.Errorf("%T in a package\n%s", r, debug.Stack())}
		}
	}()
	return work()
}

// genuine refuses packages of days to come, and those of practice ledgers in real ones and the other way round.
func genuine(b *store.Book, m *parcel.Manifest) error {
	today := b.Basis().Today
	switch practice := b.Profile().Practice; {
	case tooLate(m, today) != "":
		return store.Refuse(tooLate(m, today))
	case strings.HasSuffix(m.Sender.Name, practiceMark) == practice:
		return nil
	case practice:
		return store.Refuse("这是练习台账，不接收真的包。请打开真的台账再接收。")
	}
	return store.Refuse("这是练习台账做的包，里面的内容是编的，没有接收。")
}

// senderName is what a package's sender calls itself, fit for a sentence.
func senderName(m *parcel.Manifest) string {
	return cut(strings.TrimSuffix(m.Sender.Name, practiceMark))
}

// cut is a name from outside in one line of at most 40 characters.
func cut(name string) string {
	runes := []rune(value.OneLine(name))
	return string(runes[:min(len(runes), 40)])
}

// ErrOtherSigner is the cause where a package bears another signature than that of the
// street that the community has accepted.
var ErrOtherSigner = errors.New("signed by another than the accepted street")

// fromStreet says whether a package bears the signature that this community accepted as
// its street's; nil and no error when it has accepted none yet; otherwise the error wraps
// ErrOtherSigner.
func fromStreet(b *store.Book, m *parcel.Manifest) (*ledger.Signer, error) {
	known, name := rules.Street(b.Today()), senderName(m)
	switch {
	case known == nil:
		return nil, nil
	case known.Key == m.Sender.Key && known.Ledger == m.Sender.Ledger:
		return known, nil
	case known.Ledger == m.Sender.Ledger, known.Title == name:
		return nil, otherSigner(wordsFirst(SpellKey(m.Signer())) + "这个包自称来自“" + name + "”，签名却和以前的不一样，没有接收。请打电话给街道，逐个核对上面六个词。" +
			"对得上，请管理员来接收，写明原因（命令行加 --new-street 原因），原来的签名同时停用；对不上，请不要用这个包。")
	}
	return nil, otherSigner("这个包是“" + name + "”发的，本台账归“" + known.Title + "”管，没有接收。请核对是不是拿错了。街道确实换了台账的，请管理员来接收，写明原因（命令行加 --new-street 原因），原来的签名同时停用。")
}

func otherSigner(message string) *store.Error {
	return &store.Error{Code: store.Refused, Message: message, Err: ErrOtherSigner}
}

// arrived says whether this very package was taken in, and the highest number of its
// sort that was taken in from its sender.
func arrived(b *store.Book, sort string, m *parcel.Manifest) (same bool, highest uint64) {
	for p := range records.All[*ledger.Parcel](b.Today(), ledger.Parcels) {
		if p.Sort != sort || p.Sender != m.Sender.Ledger {
			continue
		}
		same = same || p.Digest == m.Digest
		n, _ := p.Number.Value()
		highest = max(highest, uint64(n))
	}
	return same, highest
}

// mayDistrust says whether this operator may end the trust in a signature, and has told why.
func mayDistrust(b *store.Book, why, example string) error {
	if err := b.Allow(store.MayForget); err != nil {
		return err
	}
	if strings.TrimSpace(why) == "" {
		return store.Refuse("请写明原因，例如“" + example + "”。")
	}
	return nil
}

// distrust stops signatures, for a reason.
func distrust(t *store.Turn, known []*ledger.Signer, why string) error {
	for _, was := range known {
		now := *was
		now.State, now.Note = codes.SignerStopped, why
		if err := t.Put(ledger.Signers, was, &now); err != nil {
			return err
		}
	}
	return nil
}

// ForgetStreet ends the trust in the signature of this community's street, so that the
// next notice is taken for a first one: for the day on which its signature may be in
// strange hands. Only an 管理员 may do it; the reason is kept. Until then submissions need
// a passphrase. Where the street's new notice is there already, see ReadNoticeAnew.
func ForgetStreet(b *store.Book, reason string) error {
	if err := b.Allow(store.MayForget); err != nil {
		return err
	}
	known := rules.Street(b.Today())
	if b.Profile().Street || known == nil {
		return store.Refuse("这个台账还没有认过街道的签名。")
	}
	if err := mayDistrust(b, reason, "街道换了电脑，已电话核对"); err != nil {
		return err
	}
	_, err := b.Do(store.Intent{Deed: store.MayForget, What: "signer", Reason: reason}, func(t *store.Turn) error {
		if err := distrust(t, []*ledger.Signer{known}, reason); err != nil {
			return err
		}
		now := b.Decisions()
		now.StreetKey = ""
		return t.Decide(now)
	})
	return err
}
