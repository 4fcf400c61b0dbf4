package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/parcel"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// manyRows is a table of n records.
func manyRows(n int) string {
	var b strings.Builder
	b.WriteString("id,rev\n")
	for i := range n {
		b.WriteString(value.ID{1, byte(i), byte(i >> 8), byte(i >> 16)}.String() + ",1\n")
	}
	return b.String()
}

// More than a community may have is not read of whom nobody has accepted, and is of whom somebody has.
func TestMuchIsReadOfTheAcceptedAlone(t *testing.T) {
	w := newDistrict(t, 1)
	a := w.offices[0]
	much := func(number uint64) string {
		f := forgery{kind: parcel.Submission, number: number, files: map[string]string{"member.csv": manyRows(50_001)}, counts: map[string]int{"member": 50_001}}
		return forge(t, a, w.street, f)
	}
	r := w.look(travel.Receiving{Paths: []string{much(1)}, Ruling: travel.Ruling{AsNamed: true}})
	if d := r.Deliveries[0]; d.Reason != parcel.ErrStranger.Code || !strings.HasSuffix(d.Message, "。") || d.Held() {
		t.Errorf("of a stranger: %s %s", d.State, d.Message)
	}
	w.receive(w.submit(a))
	r = w.look(travel.Receiving{Paths: []string{much(2)}, Ruling: travel.Ruling{Lost: true}})
	if d := r.Deliveries[0]; d.State != travel.DeliveryReady || d.Since.Added["member"] != 50_001 {
		t.Errorf("of an accepted one: %s %s", d.State, d.Message)
	}
}

// The cap counts what is in the package: many rows beside the records, and much text, are refused before they are read.
func TestStrangersAreReadToACap(t *testing.T) {
	w := newDistrict(t, 1)
	var states strings.Builder
	states.WriteString("kind,record,key,nr,value,since,until,reason,document\n")
	for i := range 200_001 {
		states.WriteString("member," + value.ID{1, byte(i), byte(i >> 8), byte(i >> 16)}.String() + ",state,1,x,,,,\n")
	}
	for name, f := range map[string]forgery{
		"ended states": {files: map[string]string{"history.csv": states.String()}},
		"64 MB":        {files: map[string]string{"x.csv": "a\n" + strings.Repeat(strings.Repeat("x", 1<<19)+"\n", 129)}},
	} {
		f.kind, f.number = parcel.Submission, 1
		if d := w.look(travel.Receiving{Paths: []string{forge(t, w.offices[0], w.street, f)}}).Deliveries[0]; d.Reason != parcel.ErrStranger.Code {
			t.Errorf("%s: %s %s", name, d.State, d.Message)
		}
		f.kind = parcel.Notice
		if _, err := travel.ReadNotice(context.Background(), w.offices[0], forge(t, w.street, w.offices[0], f), ""); !strings.Contains(store.Tell(err).Message, parcel.ErrStranger.Text) {
			t.Errorf("%s, as a notice: %v", name, err)
		}
		f.kind = parcel.Receipt
		if _, err := travel.ReadReceipt(context.Background(), w.offices[0], forge(t, w.street, w.offices[0], f), ""); !strings.Contains(store.Tell(err).Message, parcel.ErrStranger.Text) {
			t.Errorf("%s, as a receipt: %v", name, err)
		}
	}
}

// A part of a pile of loose text is no reason to read it: one text, and all of them.
func TestLooseTextHasACap(t *testing.T) {
	w := newDistrict(t, 1)
	a := w.offices[0]
	w.receive(w.submit(a))
	member := "id,rev,name\n" + id(1).String() + ",1,甲\n"
	row := "member," + id(1).String() + ",k"
	var all strings.Builder
	for i := range 520 {
		all.WriteString(row + strconv.Itoa(i) + "," + strings.Repeat("x", 130_000) + "\n")
	}
	for name, c := range map[string]struct{ rows, reason string }{
		"as long as a cell may be": {row + "," + strings.Repeat("王", 32_767) + "\n", ""},
		"longer":                   {row + "," + strings.Repeat("x", 128<<10+1) + "\n", parcel.ErrMalformed.Code},
		"64 MB of them":            {all.String(), parcel.ErrTooMuch.Code},
	} {
		f := forgery{kind: parcel.Submission, number: 2, counts: map[string]int{"member": 1}, files: map[string]string{"member.csv": member, "loose.csv": "kind,record,key,text\n" + c.rows}}
		if d := w.look(travel.Receiving{Paths: []string{forge(t, a, w.street, f)}}).Deliveries[0]; d.Reason != c.reason {
			t.Errorf("%s: %s %s", name, d.Reason, d.Message)
		}
	}
}

// A waning context ends after it was asked so many times, as one does that somebody cancels in the middle. A context that
// is derived of it does not ask it.
type waning struct {
	context.Context
	left  int64
	asked atomic.Int64
}

func waningAfter(left int64) *waning { return &waning{Context: context.Background(), left: left} }

func (w *waning) Err() error {
	if w.asked.Add(1) > w.left {
		return context.Canceled
	}
	return nil
}

// Whoever cancels is heard within a few records, wherever the work is: the context is asked as often as there are records
// in each step, and after it has ended hardly anything more is done.
func TestReceivingCanBeCancelled(t *testing.T) {
	const most = 3000
	w := newDistrict(t, 1)
	a := w.offices[0]
	w.receive(w.submit(a))
	invented(t, a, 1, most)
	in := travel.Receiving{Paths: []string{w.submit(a)}}
	whole := waningAfter(1 << 40)
	r, err := travel.ReadParcels(whole, w.street, in, nil)
	if err != nil || len(r.Deliveries[0].Brings()) < most {
		t.Fatal(err)
	}
	// claimed, bound, judged and compared, each record of four kinds once
	if whole.asked.Load() < 4*most {
		t.Errorf("the context is asked %d times for %d records", whole.asked.Load(), most)
	}
	for _, share := range []float64{0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99} {
		half := waningAfter(int64(share * float64(whole.asked.Load())))
		if _, err := travel.ReadParcels(half, w.street, in, nil); store.Tell(err) == nil || store.Tell(err).Code != store.Cancelled {
			t.Errorf("cancelled after %.2f: %v", share, err)
		}
		if more := half.asked.Load() - half.left; more > most+100 { // whoever judges in parallel asks for each record and does nothing
			t.Errorf("cancelled after %.2f it asks %d times more", share, more)
		}
	}
	// Reading, which each package does for itself.
	read := func(ctx context.Context) error {
		f, size, err := travel.OpenFile(in.Paths[0])
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		unlock, err := travel.Unlock(w.street, "")
		if err != nil {
			t.Fatal(err)
		}
		p, err := parcel.Look(context.Background(), f, size, unlock)
		if err != nil {
			t.Fatal(err)
		}
		_, err = travel.ReadContent(ctx, p)
		return err
	}
	reading := waningAfter(1 << 40)
	if err := read(reading); err != nil || reading.asked.Load() < 100 { // once for each 4 KB
		t.Error(err, reading.asked.Load())
	}
	for left := int64(0); left < reading.asked.Load(); left += 20 {
		half := waningAfter(left)
		if err := read(half); !errors.Is(err, context.Canceled) || half.asked.Load() > left+5 {
			t.Errorf("reading, cancelled after %d: %v, asked %d times", left, err, half.asked.Load())
		}
	}
	// What was cancelled leaves a plan that can be made again.
	half := waningAfter(whole.asked.Load() / 2)
	if err := r.Rule(half, "", travel.Ruling{Lost: true}); store.Tell(err) == nil || store.Tell(err).Code != store.Cancelled {
		t.Error(err)
	}
	if err := r.Rule(context.Background(), "", travel.Ruling{Lost: true}); err != nil || len(r.Deliveries[0].Brings()) < most {
		t.Error(err, len(r.Deliveries[0].Brings()))
	}
}

// The same of a table that is imported: reading, finding, planning.
func TestImportingCanBeCancelled(t *testing.T) {
	w := newDistrict(t, 1)
	b := w.offices[0]
	path := filepath.Join(t.TempDir(), "表.csv")
	if err := os.WriteFile(path, []byte("姓名,手机号码\n"+strings.Repeat("王某,13800000000\n", 20_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	whole := waningAfter(1 << 40)
	in, err := intake.Read(whole, b, path, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	asked := whole.asked.Load()
	if asked < 40 {
		t.Errorf("the context is asked %d times", asked)
	}
	for left := int64(0); left < asked; left += asked/20 + 1 {
		half := waningAfter(left)
		if _, err := intake.Read(half, b, path, nil, nil); store.Tell(err) == nil || store.Tell(err).Code != store.Cancelled {
			t.Errorf("reading, cancelled after %d of %d: %v", left, asked, err)
		}
	}
	half := waningAfter(20)
	if _, err := in.Plan(half, nil); store.Tell(err) == nil || store.Tell(err).Code != store.Cancelled || half.asked.Load() != 21 {
		t.Errorf("planning: %v after %d", err, half.asked.Load())
	}
}

// A record tells of few of those that are like it, however many there are.
func TestManyAlikeTellFew(t *testing.T) {
	const most = 3000
	w := newDistrict(t, 1)
	a := w.offices[0]
	var posts, units strings.Builder
	posts.WriteString("id,rev,person,branch,duty,from\n")
	units.WriteString("id,rev,name,credit\n")
	for i := range most {
		posts.WriteString(value.ID{1, byte(i), byte(i >> 8)}.String() + ",1," + id(9).String() + "," + id(8).String() + ",书记,2020-01-01\n")
		units.WriteString(value.ID{2, byte(i), byte(i >> 8)}.String() + ",1,甲有限公司,91430502MA4L12346X\n")
	}
	var chain strings.Builder
	chain.WriteString("id,rev,name,superior\n" + id(8).String() + ",1,甲支部,\n")
	for i := range 20_000 {
		chain.WriteString(value.ID{3, byte(i), byte(i >> 8)}.String() + ",1,甲" + strconv.Itoa(i) + "支部," + value.ID{3, byte(i + 1), byte((i + 1) >> 8)}.String() + "\n")
	}
	path := forge(t, a, w.street, forgery{kind: parcel.Submission, number: 1, counts: map[string]int{"member": 1, "branch": 20_001, "post": most, "enterprise": most}, files: map[string]string{
		"member.csv": "id,rev,name,branch\n" + id(9).String() + ",1,王某," + id(8).String() + "\n", "branch.csv": chain.String(),
		"post.csv": posts.String(), "enterprise.csv": units.String()}})
	was := trial.Spent()
	d := w.look(travel.Receiving{Paths: []string{path}, Ruling: travel.Ruling{AsNamed: true}}).Deliveries[0]
	if d.State != travel.DeliveryWaiting || len(d.Items) < 2*most {
		t.Fatal(d.State, d.Message, len(d.Items))
	}
	if ms := trial.Spent() - was; ms > 5000 {
		t.Errorf("it took %.0f ms", ms)
	}
	for _, i := range d.Items {
		if len(i.Faults) > 20 {
			t.Fatalf("%s has %d faults", i.Kind.Title(), len(i.Faults))
		}
	}
}

// Where nearly everything is wrong all is counted, and as many faults are listed as anybody reads.
func TestVeryManyFaultsAreCountedAndNotListed(t *testing.T) {
	w := newDistrict(t, 1)
	f := forgery{kind: parcel.Submission, number: 1, files: map[string]string{"member.csv": manyRows(3_000)}, counts: map[string]int{"member": 3_000}}
	d := w.look(travel.Receiving{Paths: []string{forge(t, w.offices[0], w.street, f)}, Ruling: travel.Ruling{AsNamed: true}}).Deliveries[0]
	listed := 0
	for _, i := range d.Items {
		listed += len(i.Faults)
	}
	if d.Unlisted == 0 || listed+d.Unlisted != d.Hard+d.Soft || listed != 10_000 || d.Since.Added["member"] != 3_000 {
		t.Errorf("%s %s: %d listed, %d not, of %d and %d; %v", d.State, d.Message, listed, d.Unlisted, d.Hard, d.Soft, d.Since.Added)
	}
}
