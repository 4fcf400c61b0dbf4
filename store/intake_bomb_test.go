package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
)

// costly plans a table and gives what that took, in ms of processors.
func costly(t *testing.T, b *store.Book, head string, n int, line func(i int) string) (ms float64, err error) {
	t.Helper()
	var text strings.Builder
	text.WriteString(head + "\n")
	for i := range n {
		text.WriteString(line(i) + "\n")
	}
	path := filepath.Join(t.TempDir(), "表.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := b.ReadIntake(context.Background(), path, nil, nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	was := spent()
	_, err = in.Plan(context.Background(), nil)
	return spent() - was, err
}

// What a table makes the plan do grows with its rows, not with their square; and rows have an end.
func TestTablesThatAreMadeToCost(t *testing.T) {
	b := newDistrict(t, 1).offices[0]
	if _, err := costly(t, b, "姓名,手机号码", store.MostRows+1, func(i int) string { return "王某," + strconv.Itoa(13000000000+i) }); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "50000") {
		t.Error(err)
	}
	ms, err := costly(t, b, "组织全称,上级组织", 30_000, func(i int) string { return fmt.Sprintf("甲%d支部,甲%d支部", i, i-1) })
	if err != nil || ms > 5000 {
		t.Errorf("a chain of branches: %v, %.0f ms", err, ms)
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
		posts.WriteString(ledger.ID{1, byte(i), byte(i >> 8)}.String() + ",1," + id(9).String() + "," + id(8).String() + ",书记,2020-01-01\n")
		units.WriteString(ledger.ID{2, byte(i), byte(i >> 8)}.String() + ",1,甲有限公司,91430502MA4L12346X\n")
	}
	var chain strings.Builder
	chain.WriteString("id,rev,name,superior\n" + id(8).String() + ",1,甲支部,\n")
	for i := range 20_000 {
		chain.WriteString(ledger.ID{3, byte(i), byte(i >> 8)}.String() + ",1,甲" + strconv.Itoa(i) + "支部," + ledger.ID{3, byte(i + 1), byte((i + 1) >> 8)}.String() + "\n")
	}
	path := forge(t, a, w.street, forgery{kind: parcel.Submission, number: 1, counts: map[string]int{"member": 1, "branch": 20_001, "post": most, "enterprise": most}, files: map[string]string{
		"member.csv": "id,rev,name,branch\n" + id(9).String() + ",1,王某," + id(8).String() + "\n", "branch.csv": chain.String(),
		"post.csv": posts.String(), "enterprise.csv": units.String()}})
	was := spent()
	d := w.look(store.Receiving{Paths: []string{path}, Ruling: store.Ruling{AsNamed: true}}).Deliveries[0]
	if d.State != store.DeliveryWaiting || len(d.Items) < 2*most {
		t.Fatal(d.State, d.Message, len(d.Items))
	}
	if ms := spent() - was; ms > 5000 {
		t.Errorf("it took %.0f ms", ms)
	}
	for _, i := range d.Items {
		if len(i.Faults) > 20 {
			t.Fatalf("%s has %d faults", i.Kind.Title(), len(i.Faults))
		}
	}
}
