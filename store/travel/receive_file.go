package travel

import (
	"context"
	"errors"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/value"
)

// content is a package as records.
type content struct {
	records map[string][]ledger.Record
	said    map[saidOf]string
}

// saidOf names a fault of which the sender says something.
type saidOf struct {
	record    value.ID
	key, code string
}

// open looks at a file. What is wrong with it stays with the delivery; the error is for what stops everything.
func (a *Delivery) open(ctx context.Context, unlock parcel.Unlock) error {
	f, size, err := OpenFile(a.Path)
	if err != nil {
		a.failed = err
		return ctx.Err()
	}
	a.file = f
	p, err := parcel.Look(ctx, f, size, unlock)
	if err != nil {
		a.failed = err
		return ctx.Err()
	}
	a.parcel, a.manifest, a.Recipient = p, p.Manifest, recipientName(&p.Manifest)
	a.Unbound = !namesRecipient(&p.Manifest)
	a.Sender, a.Code, a.Number, a.Day, a.Written = senderName(&p.Manifest), p.Manifest.Sender.Code, p.Manifest.Sequence, p.Manifest.Snapshot, p.Manifest.Generated
	if len(a.Code) != 12 || strings.Trim(a.Code, "0123456789") != "" {
		a.Code = ""
	}
	a.Counts = p.Manifest.Counts
	a.Records, a.Strange = sum(a.Counts), p.Manifest.Strange()
	return nil
}

// accepted says that the package bears a signature that the ledger accepts, so that it is read however large it is.
func (a *Delivery) accepted() bool {
	return a.known != nil && a.known.Key == a.manifest.Sender.Key && a.known.State == codes.SignerAccepted
}

// wants says that the file must be read, in whole or as records, before it is known what becomes of the package.
func (a *Delivery) wants() bool {
	if a.failed != nil {
		return false
	}
	switch a.State {
	case DeliveryReady, DeliveryWaiting, DeliveryWhose:
		return a.content == nil
	case DeliveryEarlier:
		return !a.whole
	case DeliveryRefused:
		return a.content == nil && a.Reason == ReasonMissing // somebody may say that the others are lost
	}
	return false
}

// read reads what a package holds. One that will only be noted is checked and not kept.
func (a *Delivery) read(ctx context.Context, unlock parcel.Unlock) error {
	if a.parcel == nil {
		digest := a.manifest.Digest
		if err := a.open(ctx, unlock); err != nil || a.failed != nil {
			return err
		}
		if a.manifest.Digest != digest {
			a.failed = &store.Error{Code: store.Changed, Message: "这个文件刚才换成了另一个。请重新选一次。"}
			return nil
		}
	}
	var c *content
	err := error(nil)
	if !a.accepted() {
		err = a.parcel.Within(parcel.Stranger)
	}
	if err == nil && a.State != DeliveryEarlier {
		c, err = ReadContent(ctx, a.parcel)
	}
	if err == nil {
		err = a.parcel.Check(ctx)
	}
	if err != nil {
		a.failed = err
		return ctx.Err()
	}
	a.content, a.whole = c, true
	return nil
}

// ReadContent reads all that a street takes of a package.
func ReadContent(ctx context.Context, p *parcel.Parcel) (*content, error) {
	c := &content{records: map[string][]ledger.Record{}, said: map[saidOf]string{}}
	for _, kind := range ledger.OfCommunity {
		c.records[kind.Name()] = make([]ledger.Record, 0, min(p.Manifest.Counts[kind.Name()], 1<<20))
	}
	err := p.Records(ctx, func(kind ledger.Kind, r ledger.Record) error {
		c.records[kind.Name()] = append(c.records[kind.Name()], r)
		return nil
	}, ledger.OfCommunity...)
	if err != nil {
		return nil, err
	}
	err = p.Rows(ctx, parcel.TableExplanations, func(row parcel.Row) error {
		id, err := value.ParseID(row.Text("record"))
		if err != nil {
			return parcel.ErrMalformed
		}
		c.said[saidOf{id, row.Text("key"), row.Text("code")}] = row.Text("explanation")
		return nil
	})
	return c, err
}

// fail gives an delivery the words of what is wrong with its file.
func (a *Delivery) fail(err error) {
	var p *parcel.Error
	told := tellParcel(err)
	code := ""
	if errors.As(err, &p) {
		code = p.Code
	}
	var known *store.Error
	if code == "" && errors.As(told, &known) {
		code = known.Code
	}
	a.State, a.Reason, a.Message = DeliveryRefused, code, store.Tell(told).Message
}

// A Glance is what a package says of itself before anything of it is read or believed.
type Glance struct {
	Sort   string // a code of ledger.ParcelSorts
	Sender string // as it calls itself
	Own    bool   // written by this very ledger, or by a copy of it on another computer
	Asks   bool   // it is sealed to a passphrase, and none was given or another; the rest is empty
}

// LookParcel says what kind of package a file is, and for whom to open it: ReadParcels, ReadNotice and the others do. Its
// signature is checked, its files are not.
func LookParcel(ctx context.Context, b *store.Book, path, passphrase string) (Glance, error) {
	unlock, err := Unlock(b, passphrase)
	if err != nil {
		return Glance{}, store.Tell(err)
	}
	d := &Delivery{Path: path}
	if err := d.Guarded(func() error { return d.open(ctx, unlock) }); err != nil {
		return Glance{}, store.Tell(err)
	}
	if d.file != nil {
		defer d.file.Close()
	}
	switch {
	case errors.Is(d.failed, parcel.ErrNeedsPassphrase), errors.Is(d.failed, parcel.ErrWrongPassphrase):
		return Glance{Asks: true}, nil
	case d.failed != nil:
		return Glance{}, tellParcel(d.failed)
	}
	sorts := map[parcel.Kind]string{parcel.Submission: codes.ParcelSubmission, parcel.Receipt: codes.ParcelReceipt, parcel.Notice: codes.ParcelNotice}
	return Glance{Sort: sorts[d.manifest.Kind], Sender: senderName(&d.manifest), Own: d.manifest.Sender.Ledger == b.Profile().Ledger}, nil
}

// OpensWith says which of some packages a passphrase opens: those that one sender sealed, or people who agreed on one. Of
// a file that cannot be read at all it says that it does not. The error is the context's.
func OpensWith(ctx context.Context, b *store.Book, paths []string, passphrase string) (opened []string, err error) {
	unlock, err := Unlock(b, passphrase)
	if err != nil {
		return nil, store.Tell(err)
	}
	opens := make([]bool, len(paths))
	places := make([]int, len(paths))
	for i := range paths {
		places[i] = i
	}
	err = onAll(ctx, places, func(i int) error {
		d := &Delivery{Path: paths[i]}
		if err := d.Guarded(func() error { return d.open(ctx, unlock) }); err != nil {
			return ctx.Err()
		}
		if d.file != nil {
			defer d.file.Close()
		}
		opens[i] = d.failed == nil
		return nil
	})
	if err != nil {
		return nil, store.Tell(err)
	}
	for i, path := range paths {
		if opens[i] {
			opened = append(opened, path)
		}
	}
	return opened, nil
}
