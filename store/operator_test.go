package store_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/vault"
)

func roles(b *store.Book) string {
	var s []string
	for _, o := range b.Staff().All() {
		s = append(s, o.Name+" "+o.Role.Title())
	}
	return strings.Join(s, "、")
}

// An office with three people, from the founder's first day to his last.
func TestOperators(t *testing.T) {
	b := stage.Book(t)
	path := b.Path()
	for _, c := range []struct {
		name, password string
		want           string
	}{
		{"李干事", "short", store.ShortPassword}, {" ", "li-long-enough", store.Refused}, {strings.Repeat("长", 31), "li-long-enough", store.Refused},
		{"王干事", "li-long-enough", store.Exists},
	} {
		if err := b.Staff().Add(c.name, c.password, store.Typist); stage.CodeOf(err) != c.want {
			t.Errorf("add %q: %v", c.name, err)
		}
	}
	for _, err := range []error{b.Staff().Add(" 李  干事 ", "li-long-enough", store.Typist), b.Staff().Add("赵主任", "zhao-long-enough", store.Reader)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := roles(b); got != "王干事 管理员、李 干事 录入、赵主任 只读" {
		t.Error(got)
	}
	if o := b.Staff().All()[1]; o.By != "王干事" || o.Since != stage.Env().Now().Unix() {
		t.Errorf("%+v", o)
	}
	last, err := b.Journal(1)
	if err != nil || last[0].Intent != "operator.add" || last[0].Detail.Whom != "赵主任" || last[0].Detail.What != string(store.Reader) || last[0].Who != "王干事" {
		t.Errorf("%+v %v", last, err)
	}
	for _, err := range []error{b.Staff().SetRole("王干事", store.Typist), b.Staff().Remove("王干事")} {
		if stage.CodeOf(err) != store.Refused {
			t.Errorf("the only 管理员 was lost: %v", err)
		}
	}
	if err := b.Staff().SetRole("没有他", store.Admin); stage.CodeOf(err) != store.NoOperator {
		t.Error(err)
	}
	b.Close()

	names, err := store.Names(path, stage.Env())
	if err != nil || !slices.Equal(names, []string{"王干事", "李 干事", "赵主任"}) {
		t.Errorf("%v %v", names, err)
	}
	if _, err := store.OpenAs(path, "李 干事", stage.Password, stage.Env()); stage.CodeOf(err) != store.WrongPassword {
		t.Errorf("with the founder's password: %v", err)
	}
	if _, err := store.OpenAs(path, "没有他", stage.Password, stage.Env()); stage.CodeOf(err) != store.NoOperator {
		t.Errorf("as nobody: %v", err)
	}
	li := stage.OpenAs(t, path, "李 干事", "li-long-enough")
	if li.Operator() != "李 干事" || li.Role() != store.Typist || !li.May(store.MayImport) || li.May(store.MayOperators) {
		t.Error(li.Operator(), li.Role())
	}
	if err := li.Staff().SetRole("李 干事", store.Admin); stage.CodeOf(err) != store.NotAllowed {
		t.Errorf("made himself 管理员: %v", err)
	}
	li.Close()

	b = stage.OpenAs(t, path, "王干事", stage.Password)
	if err := b.Staff().ResetPassword("李 干事", "new-long-enough"); err != nil {
		t.Fatal(err)
	}
	if err := b.Staff().SetRole("李 干事", store.Admin); err != nil {
		t.Fatal(err)
	}
	if err := b.Staff().Remove("王干事"); err != nil {
		t.Fatal(err)
	}
	if b.Role() != store.Reader {
		t.Error("who took himself off may still change the ledger")
	}
	b.Close()
	for _, c := range []struct{ name, password, want string }{{"王干事", stage.Password, store.NoOperator}, {"李 干事", "li-long-enough", store.WrongPassword}} {
		if _, err := store.OpenAs(path, c.name, c.password, stage.Env()); stage.CodeOf(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	li = stage.OpenAs(t, path, "李 干事", "new-long-enough")
	if got := roles(li); got != "李 干事 管理员、赵主任 只读" {
		t.Error(got)
	}
	if wounds, err := care.Check(li); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
}

// Only the asked operator's slot is tried, so a wrong password costs one effort.
func TestOneTry(t *testing.T) {
	b := stage.Book(t)
	path := b.Path()
	for _, name := range []string{"甲", "乙", "丙", "丁"} {
		if err := b.Staff().Add(name, "same-for-all-of-them", store.Reader); err != nil {
			t.Fatal(err)
		}
	}
	b.Close()
	for _, name := range []string{"甲", "丁"} {
		if got := stage.OpenAs(t, path, name, "same-for-all-of-them"); got.Operator() != name {
			t.Errorf("asked for %s, got %s", name, got.Operator())
		} else {
			got.Close()
		}
	}
}

// An old ledger knows no roles: whoever could open it is 管理员.
func TestOperatorsOfAnOldLedger(t *testing.T) {
	b := oldLedger(t)
	if r := b.Basis().Rules; r.RetentionYears != 3 || bytes.Contains(r.Source(), []byte("retention_years")) {
		t.Errorf("its rules, which say nothing of it, keep private fields for %d years", r.RetentionYears)
	}
	if plan, err := tend.DueToClear(b); err != nil || len(plan) > 10 {
		t.Error(plan, err)
	}
	if len(b.Staff().All()) != 1 || b.Role() != store.Admin || b.Staff().All()[0].Since != 0 {
		t.Errorf("%+v", b.Staff().All())
	}
	if err := b.Staff().Add("李干事", "li-long-enough", store.Typist); err != nil {
		t.Fatal(err)
	}
	b.Close()
	li := stage.OpenAs(t, b.Path(), "李干事", "li-long-enough")
	if o := li.Staff().All(); len(o) != 2 || o[0].Role != store.Admin || o[1].Role != store.Typist {
		t.Errorf("%+v", o)
	}
}

// oldLedger is a copy of the ledger that version 1 left behind.
func oldLedger(t testing.TB) *store.Book {
	t.Helper()
	bytes, err := os.ReadFile(filepath.Join("testdata", "ledger1.tjz"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.tjz")
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := store.Open(path, "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// A slot that nobody gave a role to is 只读, and a role without a slot is nobody.
func TestAForeignSlotIsAReader(t *testing.T) {
	b := stage.Book(t)
	if err := b.Staff().Add("李干事", "li-long-enough", store.Typist); err != nil {
		t.Fatal(err)
	}
	err := b.InVault().Update(func(tx *vault.Tx) error {
		if err := tx.RemoveSlot("password", "李干事"); err != nil {
			return err
		}
		return tx.AddSlot(b.Wrap("来路不明", "somebody-with-tools"))
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if got := roles(stage.OpenAs(t, b.Path(), "来路不明", "somebody-with-tools")); got != "王干事 管理员、来路不明 只读" {
		t.Error(got)
	}
}

// The recovery code opens the operator who was chosen, and the first 管理员 when
// none was; a new code makes the old one void, and only once it was typed back.
func TestRecoveryOfOneOperator(t *testing.T) {
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Staff().Add("李干事", "li-long-enough", store.Admin); err != nil {
		t.Fatal(err)
	}
	if err := b.Staff().SetRole("王干事", store.Typist); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if b, err = store.OpenWithCode(path, code, "王干事", "wang-forgot-it", stage.Env()); err != nil || b.Operator() != "王干事" || b.Role() != store.Typist {
		t.Fatal(err)
	}
	if _, err := b.Staff().NewRecoveryCode(); stage.CodeOf(err) != store.NotAllowed {
		t.Errorf("录入 drew a code: %v", err)
	}
	b.Close()
	if _, err := store.OpenWithCode(path, code, "没有他", "nobody-forgot-it", stage.Env()); stage.CodeOf(err) != store.NoOperator {
		t.Error(err)
	}
	stage.OpenAs(t, path, "李干事", "li-long-enough").Close()
	if b, err = store.OpenWithCode(path, code, "", "li-forgot-it-too", stage.Env()); err != nil || b.Operator() != "李干事" {
		t.Fatal(err)
	}
	fresh, err := b.Staff().NewRecoveryCode()
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if b, err = store.OpenWithCode(path, code, "", "the-old-one-holds", stage.Env()); err != nil {
		t.Fatalf("a drawn code took the old one's place: %v", err)
	}
	if err := b.Staff().SetRecoveryCode(fresh[:len(fresh)-1]); stage.CodeOf(err) != store.WrongCode {
		t.Errorf("half a code: %v", err)
	}
	if err := b.Staff().SetRecoveryCode(strings.ToLower(fresh)); err != nil {
		t.Fatal(err)
	}
	if last, err := b.Journal(1); err != nil || last[0].Intent != "recovery" {
		t.Error(last, err)
	}
	b.Close()
	if _, err := store.OpenWithCode(path, code, "", "the-old-one-is-void", stage.Env()); stage.CodeOf(err) != store.WrongCode {
		t.Errorf("the old code: %v", err)
	}
	if b, err = store.OpenWithCode(path, fresh, "", "the-new-one-opens", stage.Env()); err != nil {
		t.Fatal(err)
	}
	b.Close()
}

func TestTryDelay(t *testing.T) {
	for wrong, want := range []int{0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60} {
		if got := care.TryDelay(wrong); got != time.Duration(want)*time.Second {
			t.Errorf("after %d wrong ones: %v, want %d s", wrong, got, want)
		}
	}
	if care.TryDelay(-1) != 0 || care.TryDelay(1<<40) != time.Minute {
		t.Error("out of bounds")
	}
}

func TestNoteTries(t *testing.T) {
	b := stage.Book(t)
	was, err := b.Journal(10)
	if err != nil {
		t.Fatal(err)
	}
	if err := care.NoteTries(b, 0); err != nil {
		t.Fatal(err)
	}
	if err := care.NoteTries(b, 5); err != nil {
		t.Fatal(err)
	}
	now, err := b.Journal(10)
	if err != nil || len(now) != len(was)+1 || now[0].Intent != "tries" || now[0].Detail.Rows != 5 {
		t.Errorf("%+v %v", now, err)
	}
	if b.Today().Count(ledger.Members) != 0 {
		t.Error("a count of tries is no record")
	}
}

// A secret that was taken off opens nothing any more: not the ledger, and not what
// its unused pages have kept of the slot, read by somebody with tools.
func TestOldSecretsLeaveTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { b.Close() }()
	for _, err := range []error{b.Staff().Add("李干事", "li-long-enough", store.Admin), b.Staff().Add("赵主任", "zhao-long-enough", store.Reader), b.Staff().Add("孙书记", "sun-long-enough", store.Reader)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	fresh, err := b.Staff().NewRecoveryCode()
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{b.Staff().Remove("赵主任"), b.Staff().ResetPassword("孙书记", "sun-has-a-new-one"), b.Staff().SetRecoveryCode(fresh), b.Staff().ChangePassword(stage.Password, "wang-has-a-new-one")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Staff().HandOver(store.Succession{From: "李干事", To: "孙书记", Role: store.Admin, Becomes: store.Leaves}); err != nil {
		t.Fatal(err)
	}
	b.Close()
	for _, old := range []string{stage.Password, "zhao-long-enough", "sun-long-enough", "li-long-enough"} {
		if opensAnyPage(t, path, func(slots []seal.Slot) (seal.Key, error) {
			key, _, err := seal.OpenPassword(slots, "", old)
			return key, err
		}) {
			t.Errorf("%s still opens a page", old)
		}
	}
	written, err := seal.ParseCode(code)
	if err != nil {
		t.Fatal(err)
	}
	if opensAnyPage(t, path, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenCode(slots, written)
		return key, err
	}) {
		t.Error("the old recovery code still opens a page")
	}
	if !opensAnyPage(t, path, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenPassword(slots, "", "wang-has-a-new-one")
		return key, err
	}) {
		t.Error("the right password opens nothing: the test proves nothing")
	}
}

// opensAnyPage tries a secret on everything in the file that looks like a slot, as the
// head may have been damaged: every text from [ to ] is tried.
func opensAnyPage(t testing.TB, path string, unlock func([]seal.Slot) (seal.Key, error)) bool {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(`[{"kind":`))
		if i < 0 {
			return false
		}
		at += i + 1
		var slots []seal.Slot
		if json.NewDecoder(bytes.NewReader(text[at-1:])).Decode(&slots) != nil {
			continue
		}
		if _, err := unlock(slots); err == nil {
			return true
		}
	}
}
