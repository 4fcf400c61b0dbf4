package form

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

func TestMain(m *testing.M) {
	if err := ledger.Load(os.DirFS("../../assets/codes")); err != nil {
		panic(err)
	}
	kit.UseHands((&hands.Still{}).Hands()) // no clock but the tests' own
	os.Exit(m.Run())
}

func basis() ledger.Basis {
	return ledger.Basis{Today: value.Day(2026, 11, 22), Rules: rulebook.DefaultRules()}
}

// memberGroups are a layout as a page would hand it in.
var memberGroups = []Group{
	{"基本信息", []string{"name", "idno", "idtype", "nation", "sex", "born", "schooling", "standing", "age"}},
	{"团籍", []string{"branch", "joined", "devno", "state", "state_from"}},
	{"工作", []string{"unit", "position", "phone", "wage", "dues", "due"}},
}

// quick are the fields that have to be keyed for a new member; the others are
// carried over or follow.
var quick = []string{"name", "idno", "joined", "devno", "phone", "schooling", "nation", "unit", "branch"}

var carry = []string{"unit", "branch", "nation"}

var (
	branchID = value.ID{1}
	unitID   = value.ID{2}
	otherID  = value.ID{3}
)

var names = map[value.ID]string{branchID: "东建公司团支部", unitID: "邵阳东建建设工程有限公司", otherID: "塔北路便利店"}

var initials = map[string]string{"大学本科": "dxbk", "汉族": "hz", "东建公司团支部": "djgstzb", "邵阳东建建设工程有限公司": "sydjjsgcyxgs", "塔北路便利店": "tblbld"}

func found(word, query string) bool {
	return strings.Contains(word, query) || strings.HasPrefix(initials[word], query)
}

func options() Options {
	return Options{
		Groups: memberGroups, Basis: basis(),
		Match: func(list *codes.List, query string) []kit.Option {
			var all []kit.Option
			for _, i := range list.Items() {
				if found(i.Label, query) {
					all = append(all, kit.Option{Value: i.Code, Label: i.Label})
				}
			}
			return all
		},
		Refer: func(list *codes.List, query string) []kit.Option {
			ids := map[string][]value.ID{"branch": {branchID}, "enterprise": {unitID, otherID}}[list.Kind]
			var all []kit.Option
			for _, id := range ids {
				if found(names[id], query) {
					all = append(all, kit.Option{Value: id.String(), Label: names[id]})
				}
			}
			return all
		},
		Name: func(id value.ID) string { return names[id] },
		Aside: func(key string, r ledger.Record) string {
			m, ok := r.(*ledger.Member)
			if !ok || key != "idno" || m.IDNumber == "" || m.BornOn() == 0 {
				return ""
			}
			k := ledger.Members
			return k.Text(r, k.At("sex"), basis()) + " · " + m.BornOn().String() + " · " + k.Text(r, k.At("age"), basis()) + " 岁（由证件号码得出）"
		},
	}
}

// hand types on a form and counts the keys.
type hand struct {
	t    testing.TB
	f    *Form
	w    fyne.Window
	keys int
}

// theApp is one for all tests: each new one makes Fyne read its fonts anew, and the
// former ones stay.
var theApp fyne.App

// tempApp answers it without the windows of the test before, at the standard size.
func tempApp(t testing.TB) fyne.App {
	t.Helper()
	if theApp == nil {
		theApp = test.NewApp()
		theApp.NewWindow("") // the driver always wants one to answer
	}
	t.Cleanup(func() {
		for _, w := range slices.Clone(theApp.Driver().AllWindows()[1:]) {
			w.Close()
		}
	})
	fyne.SetCurrentApp(theApp) // a test may have left another behind
	look.SetSize(theApp, look.Standard)
	return theApp
}

func open(t testing.TB, kind ledger.Kind, draft ledger.Record, o Options, size look.Size, width, height float32) *hand {
	app := tempApp(t)
	look.SetSize(app, size)
	f := New(kind, draft, o)
	w := test.NewWindow(f)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	f.Start()
	return &hand{t: t, f: f, w: w}
}

func member(t testing.TB, m *ledger.Member, change func(*Options)) *hand {
	o := options()
	if change != nil {
		change(&o)
	}
	return open(t, ledger.Members, m, o, look.Standard, 520, 700)
}

// key presses keys that make no character.
func (h *hand) key(names ...fyne.KeyName) {
	for _, n := range names {
		h.keys++
		h.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (h *hand) shift(n fyne.KeyName) {
	k := h.w.Canvas().Focused().(desktop.Keyable)
	k.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	h.key(n)
	k.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if k, ok := h.w.Canvas().Focused().(desktop.Keyable); ok {
		k.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
}

// types types plain characters as GLFW reports them: the key, then the character.
func (h *hand) types(text string) {
	for _, r := range text {
		h.keys++
		at := h.w.Canvas().Focused()
		at.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(unicode.ToUpper(r))})
		at.TypedRune(r)
	}
}

// composes writes Chinese by an input method: the pinyin is keyed, a space chooses,
// and the words arrive as characters.
func (h *hand) composes(pinyin, words string) {
	h.keys += len(pinyin) + 1
	for _, r := range words {
		h.w.Canvas().Focused().TypedRune(r)
	}
}

// in is the key of the field that has the keyboard, or the label of the button.
func (h *hand) in() string {
	if b, ok := h.w.Canvas().Focused().(*kit.Button); ok {
		return b.Label()
	}
	if c := h.f.current(); c != nil {
		return c.col.Key
	}
	return ""
}

func (h *hand) stands(want string) {
	h.t.Helper()
	if got := h.in(); got != want {
		h.t.Fatalf("the keyboard is at %q, want %q", got, want)
	}
}

func (h *hand) says(key, want string) {
	h.t.Helper()
	if got := h.f.cell(key).says(); !strings.Contains(got, want) || (want == "") != (got == "") {
		h.t.Errorf("%s says %q, want %q", key, got, want)
	}
}

func (h *hand) reads(key, want string) {
	h.t.Helper()
	if got := h.f.cell(key).entry.Text; got != want {
		h.t.Errorf("%s shows %q, want %q", key, got, want)
	}
}

func (h *hand) fill(key, text string) {
	h.f.FocusField(key)
	h.stands(key)
	h.w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	h.types(text)
}

func (h *hand) overlay() bool { return h.w.Canvas().Overlays().Top() != nil }

func (h *hand) picture(name string) { trial.Photograph(h.t, h.w.Canvas(), name) }

// saved is a member as one would be found in a ledger.
func saved() *ledger.Member {
	return &ledger.Member{Title: "张㛃", IDNumber: "430502200308156623", Nation: "01", Schooling: "20", Standing: "03",
		Joined: value.Day(2018, 5, 0), DevNumber: "201843000001", Branch: branchID, Unit: unitID, Phone: "17012341703", State: "1"}
}

func TestPictures(t *testing.T) {
	if os.Getenv("PICTURES") == "" {
		t.Skip("PICTURES names no folder")
	}
	fresh := func(o *Options) {
		o.New, o.Quick, o.Carry, o.Last = true, quick, carry, saved()
		o.Links = []Link{{Label: "历史 3", Do: func() {}}, {Label: "附注", Do: func() {}}}
	}
	h := member(t, &ledger.Member{}, fresh)
	h.picture("empty")
	h = member(t, saved(), fresh)
	h.picture("full")
	h.f.FocusField("note")
	h.picture("full-end")
	h = member(t, saved(), nil)
	h.fill("idno", "430502200308156620")
	h.fill("devno", "201943000001")
	h.fill("phone", "11012341703")
	h.fill("wage", "很多")
	h.key(fyne.KeyTab)
	h.f.FocusField("name")
	h.key(fyne.KeyF10)
	h.picture("faulty")
	h.f.FocusField("devno")
	h.key(fyne.KeyF2)
	h.picture("reason")
	o := options()
	fresh(&o)
	h = open(t, ledger.Members, saved(), o, look.Huge, 520, 700)
	h.fill("devno", "201943000001")
	h.key(fyne.KeyTab)
	h.f.FocusField("idno")
	h.picture("huge")
	h.f.FocusField("devno")
	h.picture("huge-fault")
	h = open(t, ledger.Members, saved(), o, look.Standard, 400, 700)
	h.picture("narrow")
	h = open(t, ledger.Members, saved(), o, look.Standard, 1060, 700)
	h.picture("page")
	h = open(t, ledger.Branches, &ledger.Branch{Title: "共青团东建公司支部委员会", Enterprises: []value.ID{unitID, otherID}}, options(), look.Standard, 520, 700)
	h.f.FocusField("enterprises")
	h.picture("branch")
}
