package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"

	"tuanjian/store"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// A forgery is a package of which the signer has made every byte himself.
type forgery struct {
	kind     parcel.Kind
	number   uint64
	files    map[string]string // path and text
	counts   map[string]int    // what the manifest says of them
	key      []byte            // the public key and the signature in the place of the sender's; nil for the sender's
	manifest map[string]any    // over everything else
}

// forge writes a package from one ledger to another.
func forge(t testing.TB, from, to *store.Book, f forgery) string {
	t.Helper()
	_, answer, err := parcel.KeysFrom(from.InProfile().Key)
	if err != nil {
		t.Fatal(err)
	}
	_, public, err := parcel.KeysFrom(to.InProfile().Key)
	if err != nil {
		t.Fatal(err)
	}
	sign := ed25519.NewKeyFromSeed(from.InProfile().Key)
	var files []parcel.File
	for _, path := range slices.Sorted(maps.Keys(f.files)) {
		text := f.files[path]
		sum := sha256.Sum256([]byte(text))
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, parcel.File{Path: path, Bytes: int64(len(text)), SHA256: hex.EncodeToString(sum[:]), Rows: max(len(rows)-1, 0)})
	}
	m := map[string]any{"format": "tuanjian-parcel", "version": parcel.Version, "kind": f.kind, "sequence": f.number, "snapshot": from.Basis().Today.String(), "generated": from.InEnv().Now(),
		"sender":    parcel.Sender{Name: from.InProfile().Name, Ledger: from.InProfile().Ledger, Answer: answer, Key: hex.EncodeToString(sign.Public().(ed25519.PublicKey))},
		"recipient": parcel.Recipient{Name: to.InProfile().Name, Ledger: to.InProfile().Ledger, Keys: []string{public}}, "counts": f.counts, "files": files}
	for key, value := range f.manifest {
		m[key] = value
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	signature := ed25519.Sign(sign, text)
	if f.key != nil {
		signature = append(bytes.Clone(f.key), make([]byte, 32)...)
	}
	k, err := age.ParseX25519Recipient(public)
	if err != nil {
		t.Fatal(err)
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, k)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(w)
	write := func(name, text string) {
		e, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		e.Write([]byte(text))
	}
	for _, path := range slices.Sorted(maps.Keys(f.files)) {
		write(path, f.files[path])
	}
	write("manifest.json", string(text))
	write("manifest.sig", string(signature))
	if z.Close() != nil || w.Close() != nil {
		t.Fatal("not written")
	}
	path := filepath.Join(t.TempDir(), "包.tjb")
	if err := os.WriteFile(path, sealed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Tables of records that the manifest's counts do not name, in all the ways in which reading them unchecked did harm.
func TestTablesThatAreNotCounted(t *testing.T) {
	w := newDistrict(t, 2)
	good := w.submit(w.offices[0])
	street := "id,rev,name\n" + id(1).String() + ",1,小江湖街道\n"
	before := stage.Everything(w.street)
	for name, files := range map[string]map[string]string{
		"one column":        {"member.csv": "id\n\"\"\n"},
		"no ID":             {"member.csv": "id,rev,name\n,1,没有编号\n"},
		"an ID twice":       {"enterprise.csv": "id,rev,name\n" + strings.Repeat(id(1).String()+",1,甲\n", 2)},
		"no rev":            {"branch.csv": "id,name\n" + id(1).String() + ",甲\n"},
		"a street's table":  {"street.csv": street},
		"nothing but heads": {"post.csv": "id,rev\n"},
	} {
		bad := forge(t, w.offices[1], w.street, forgery{kind: parcel.Submission, number: 1, files: files, counts: map[string]int{}})
		r := w.look(travel.Receiving{Paths: []string{bad, good}})
		if d := r.Deliveries[0]; d.State != travel.DeliveryRefused || d.Reason != parcel.ErrMalformed.Code || d.Message == "" {
			t.Errorf("%s: %s %s", name, d.State, d.Reason)
		}
		if d := r.Deliveries[1]; d.State != travel.DeliveryWaiting {
			t.Errorf("%s: the good one beside it: %s %s", name, d.State, d.Message)
		}
		files["street.csv"] = street
		notice := forge(t, w.street, w.offices[0], forgery{kind: parcel.Notice, number: 1, files: files, counts: map[string]int{"street": 1}})
		if _, err := travel.ReadNotice(context.Background(), w.offices[0], notice, ""); name != "a street's table" && stage.CodeOf(err) != store.Refused {
			t.Errorf("%s, as a notice: %v", name, err)
		}
	}
	for key, text := range stage.Everything(w.street) {
		if before[key] != text {
			t.Errorf("%s is %s", key, text)
		}
	}
}

// More matters than a receipt may have, and more officers than a notice, stay so when nobody counts them.
func TestCapsCountWhatIsThere(t *testing.T) {
	w, _ := twoOffices(t)
	var table strings.Builder
	table.WriteString("id,rev\n")
	for i := range travel.MostMatters + 1 {
		table.WriteString(value.ID{2, byte(i), byte(i >> 8), byte(i >> 16)}.String() + ",1\n")
	}
	path := forge(t, w.street, w.offices[0], forgery{kind: parcel.Receipt, number: 9, files: map[string]string{"matter.csv": table.String()}, counts: map[string]int{}})
	if _, err := travel.ReadReceipt(context.Background(), w.offices[0], path, ""); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
}

// What panics on one package of a pile is that package's, whether on the way in or in a part of the work.
func TestAPanicStaysWithItsPackage(t *testing.T) {
	d := &travel.Delivery{Path: "甲.tjb"}
	for name, work := range map[string]func() error{
		"at once": func() error { panic("王小明") },
		"in a part": func() error {
			records.InParts(100, func(i int) {
				if i == 99 {
					panic("王小明")
				}
			})
			return nil
		},
	} {
		if err := d.Guarded(work); err != nil {
			t.Errorf("%s: everything stops: %v", name, err)
		}
		if d.State != travel.DeliveryRefused || d.Reason != store.Internal || !strings.HasSuffix(d.Message, "。") {
			t.Errorf("%s: %+v", name, d)
		}
		if strings.Contains(d.Failed().Error(), "王小明") {
			t.Errorf("%s: a person's name in the log", name)
		}
	}
}

// publicOf is a ledger's public key as a manifest has it.
func publicOf(b *store.Book) string {
	return hex.EncodeToString(ed25519.NewKeyFromSeed(b.InProfile().Key).Public().(ed25519.PublicKey))
}

// A package of a day that has not come would count in every round until then; one that was written on such a day is of a
// wrong clock, or nobody's.
func TestAPackageOfTomorrowYear(t *testing.T) {
	w, _ := twoOffices(t)
	today := w.street.Basis().Today
	for day, refused := range map[string]bool{"2199-06-30": true, today.AddDays(8).String(): true, today.AddDays(1).String(): false, "1999-06-30": false} {
		for _, said := range []map[string]any{{"snapshot": day}, {"generated": day + "T01:00:00Z"}} {
			f := forgery{kind: parcel.Submission, number: 50, manifest: said}
			if d := w.look(travel.Receiving{Paths: []string{forge(t, w.offices[0], w.street, f)}, Ruling: travel.Ruling{Lost: true}}).Deliveries[0]; (d.Reason == travel.ReasonFuture) != refused {
				t.Errorf("%v: %s %s", said, d.Reason, d.Message)
			}
			for _, kind := range []parcel.Kind{parcel.Notice, parcel.Receipt} {
				f = forgery{kind: kind, number: 50, manifest: said}
				_, err := travel.ReadNotice(context.Background(), w.offices[0], forge(t, w.street, w.offices[0], f), "")
				if kind == parcel.Receipt {
					_, err = travel.ReadReceipt(context.Background(), w.offices[0], forge(t, w.street, w.offices[0], f), "")
				}
				if late := err != nil && strings.Contains(store.Tell(err).Message, "还没有到那一天"); late != refused {
					t.Errorf("%s of %v: %v", kind, said, err)
				}
			}
		}
	}
}

// A hundred thousand loose texts of one record, which take the square of their number, are refused at once.
func TestManyLooseTextsOfOneRecord(t *testing.T) {
	w := newDistrict(t, 1)
	var loose strings.Builder
	loose.WriteString("kind,record,key,text\n")
	for i := range 100_000 {
		loose.WriteString("member," + id(1).String() + ",k" + strconv.Itoa(i) + ",x\n")
	}
	f := forgery{kind: parcel.Submission, number: 1, counts: map[string]int{"member": 1},
		files: map[string]string{"member.csv": "id,rev,name\n" + id(1).String() + ",1,甲\n", "loose.csv": loose.String()}}
	if d := w.look(travel.Receiving{Paths: []string{forge(t, w.offices[0], w.street, f)}}).Deliveries[0]; d.State != travel.DeliveryRefused {
		t.Error(d.State)
	}
}

// A folder is no package, wherever one is asked for.
func TestAFolderIsNoPackage(t *testing.T) {
	w := newDistrict(t, 1)
	dir := t.TempDir()
	if d := w.look(travel.Receiving{Paths: []string{dir}}).Deliveries[0]; d.Reason != parcel.ErrNotParcel.Code {
		t.Error(d.Reason, d.Message)
	}
	if _, err := travel.ReadNotice(context.Background(), w.offices[0], dir, ""); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	if _, err := travel.PlanMeet(context.Background(), w.offices[0], dir, "", nil); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
}
