package store_test

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// districtNames are the communities of the invented street, each with the end of its code.
var districtNames = []string{"塔北社区", "五一社区", "松坡社区", "资江社区", "西湖社区", "雪峰社区", "莲荷社区", "高塘社区"}

// A district is here a street and its communities, each with a ledger of its own.
type district struct {
	t       testing.TB
	street  *store.Book
	offices []*store.Book
	folder  string
}

// newDistrict makes a street with n communities that know its key. No package was sent yet.
func newDistrict(t testing.TB, n int) *district {
	t.Helper()
	w := &district{t: t, folder: t.TempDir()}
	w.street = newOffice(t, store.Profile{Name: "小江湖街道", Street: true})
	for i, name := range districtNames[:n] {
		stage.Keep(t, w.street, ledger.Communities, &ledger.Community{Title: name, Code: "43050200100" + strconv.Itoa(i+1), Sort: "1"})
		w.offices = append(w.offices, w.newOffice(name))
	}
	return w
}

// newOffice makes an empty ledger.
func newOffice(t testing.TB, p store.Profile) *store.Book {
	t.Helper()
	b, _, err := store.Create(filepath.Join(t.TempDir(), p.Name+".tjz"), p, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// newOffice makes the ledger of a community that knows the street's key.
func (w *district) newOffice(name string) *store.Book {
	b := newOffice(w.t, store.Profile{Name: name})
	_, public, err := parcel.KeysFrom(w.street.InProfile().Key)
	if err != nil {
		w.t.Fatal(err)
	}
	b.InProfile().StreetKey = public
	return b
}

// submit writes a community's package into a folder of its own and answers its path.
func (w *district) submit(b *store.Book) string {
	w.t.Helper()
	_, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: w.t.TempDir()}, nil)
	if err != nil {
		w.t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
	return path
}

// look reads packages at the street.
func (w *district) look(in travel.Receiving) *travel.Reception {
	w.t.Helper()
	r, err := travel.ReadParcels(context.Background(), w.street, in, nil)
	if err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
	return r
}

// trusting is look by somebody who trusts every signature.
func (w *district) trusting(in travel.Receiving) *travel.Reception {
	w.t.Helper()
	r, err := readTrusting(w.street, in)
	if err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
	return r
}

// readTrusting looks at packages and takes all words for compared.
func readTrusting(street *store.Book, in travel.Receiving) (*travel.Reception, error) {
	r, err := travel.ReadParcels(context.Background(), street, in, nil)
	if err != nil {
		return nil, err
	}
	var compared []travel.SixWords
	for _, d := range r.Deliveries {
		compared = append(compared, d.Words)
	}
	return r, r.Trust(context.Background(), compared...)
}

// receive takes packages in at the street, whoever signed them.
func (w *district) receive(paths ...string) *travel.Reception {
	w.t.Helper()
	r := w.trusting(travel.Receiving{Paths: paths})
	if _, err := r.Apply(context.Background(), nil); err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
	return r
}

// community is the street's record of a community.
func (w *district) community(name string) *ledger.Community {
	for c := range stage.All[*ledger.Community](w.street, ledger.Communities) {
		if c.Title == name {
			return c
		}
	}
	return nil
}

// held are the texts of all that the street has of a community, by kind and ID, references to the community's own record
// as the sender has them.
func (w *district) held(name string) map[string]string {
	c := w.community(name)
	out := map[string]string{}
	for _, kind := range ledger.OfSender {
		for _, r := range stage.Now(w.street).Of(kind) {
			if r.Head().Owner == c.ID {
				out[kind.Name()+" "+r.Head().ID.String()] = textsOf(kind, r, c.ID)
			}
		}
	}
	return out
}

// sent are the same of a community's own ledger.
func sent(b *store.Book) map[string]string {
	out := map[string]string{}
	for _, kind := range ledger.OfSender {
		for _, r := range stage.Now(b).Of(kind) {
			out[kind.Name()+" "+r.Head().ID.String()] = textsOf(kind, r, stage.Home(b).ID)
		}
	}
	return out
}

func textsOf(kind ledger.Kind, r ledger.Record, home value.ID) string {
	text := ""
	for i := range kind.Fields() {
		value := kind.Text(r, i, ledger.Basis{})
		if value == home.String() {
			value = "home"
		}
		text += value + "|"
	}
	for _, key := range kind.Histories() {
		for _, s := range kind.Past(r, key) {
			text += s.State + s.From.String() + s.Until.String() + s.Reason
		}
	}
	for _, e := range r.Head().Excuses {
		text += e.Key + e.Reason
	}
	return text
}

// people gives a community an enterprise, its branch with a secretary, and n members.
func people(t testing.TB, b *store.Book, seed, n int) []*ledger.Member {
	t.Helper()
	home := stage.Home(b)
	e := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: home.Title[:6] + "五金" + strconv.Itoa(seed) + "有限公司", Community: home.ID, Sort: "1", NonPublic: codes.Yes, Business: codes.BusinessOpen})
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: e.Title + "支部委员会", Short: e.Title + "支部", Type: codes.BranchCell, Sort: codes.SortSingle, Community: home.ID,
		Enterprises: []value.ID{e.ID}, Founded: value.Day(2024, 5, 4), State: codes.BranchNormal})
	var out []*ledger.Member
	for i := range n {
		m := stage.Person(called(seed*100+i), bornOn(seed*100+i), (seed*100+i)%900)
		m.Branch, m.Unit = o.ID, e.ID
		out = append(out, stage.Keep(t, b, ledger.Members, m))
	}
	if n > 0 {
		stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: out[0].ID, Branch: o.ID, Duty: codes.DutySecretary, Sort: "2", From: value.Day(2024, 5, 4)})
	}
	return out
}
