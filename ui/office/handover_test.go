package office

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
)

// From the first look to the closed ledger: somebody new takes over, with a new
// recovery code, and the one who leaves gets in no more.
func TestHandover(t *testing.T) {
	s := newStand(t, look.Standard, 300)
	leaver, closed := s.Book.Operator(), false
	s.Close = func() { closed = true }
	s.ShowHandover()
	if text := words(s.Page().View); !strings.Contains(text, "名在册团员") || !strings.Contains(text, "还没有上报过") {
		t.Errorf("%s", text)
	}
	s.Photograph("handover-1")
	s.Page().Keys[fyne.KeyF10]()
	s.Page().Keys[fyne.KeyF10]()
	if got := strings.Join(said(s.Page().View), ""); !strings.Contains(got, "接手人的姓名") {
		t.Fatalf("nobody takes over: %q", got)
	}
	who := pickers(s.Page().View)
	if len(who) != 2 || who[0].Text != leaver {
		t.Fatalf("%d pickers", len(who))
	}
	who[1].SetText(leaver)
	if s.Page().Keys[fyne.KeyF10](); !strings.Contains(strings.Join(said(s.Page().View), ""), "同一个人") {
		t.Error("to oneself")
	}
	who[1].SetText("王干事")
	entries := fields(s.Page().View)
	for _, e := range entries[len(entries)-2:] {
		e.SetText("wang-long-1")
	}
	s.Photograph("handover-2")
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if tabs, ok := o.(*kit.Tabs); ok {
			s.Canvas().Focus(tabs)
		}
	}
	s.Press(fyne.KeyRight) // the last row of tabs: a new code
	s.Page().Keys[fyne.KeyF10]()
	asked := askedGroups(s.Page().View)
	var shown []string
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if w, ok := o.(*look.Words); ok && len(w.Text()) == 5 && strings.ToUpper(w.Text()) == w.Text() {
			shown = append(shown, w.Text())
		}
	}
	for i, e := range fields(s.Page().View) {
		e.SetText(shown[asked[i]])
	}
	s.Photograph("handover-3")
	button(t, s.Page().View, "留好了，下一步").Press()
	if got := words(s.Page().View); !strings.Contains(got, "王干事 成为管理员") || !strings.Contains(got, "旧的作废") {
		t.Fatal(got)
	}
	s.Photograph("handover-4")
	if roll(s.Book) != leaver+" 管理员" {
		t.Error("something was changed before it was confirmed")
	}
	s.Page().Keys[fyne.KeyF10]()
	if roll(s.Book) != "王干事 管理员" || s.Intents()[0] != "handover" {
		t.Fatalf("%s, %v, %s", roll(s.Book), s.Intents(), s.Told())
	}
	s.Photograph("handover-5")
	if s.Page().Keys[fyne.KeyF10](); !closed {
		t.Error("the ledger stays open for who left")
	}
	path := s.Book.Path()
	s.Book.Close()
	if _, err := store.OpenAs(path, leaver, password, testEnv()); store.Tell(err).Code != store.NoOperator {
		t.Errorf("who left: %v", err)
	}
	if b, err := store.OpenWithCode(path, strings.Join(shown, "-"), "", "wang-long-2", testEnv()); err != nil {
		t.Errorf("the new code: %v", err)
	} else {
		b.Close()
	}
}

// Somebody who is an operator already keeps his password; the sheet is a PDF.
// The sheet that both sign goes to the printer that was chosen, from the first step by F12; and so does the sheet of a
// recovery code, which comes up elsewhere too.
func TestSheetsArePrinted(t *testing.T) {
	told := filepath.Join(t.TempDir(), "told")
	stage.OnPath(t, map[string]string{"lpstat": `case "$1" in -e) echo Office;; esac`, "lp": `echo "$@" > ` + told + `; /bin/cat >> ` + told})
	s := newStand(t, look.Standard, 40)
	printed := func() string {
		text, err := os.ReadFile(told)
		if err != nil {
			return ""
		}
		os.Remove(told)
		first, pdf, _ := strings.Cut(string(text), "\n")
		if !strings.HasPrefix(pdf, "%PDF-") {
			t.Errorf("the printer has %.20q", pdf)
		}
		return first
	}
	s.ShowHandover()
	s.Page().Keys[fyne.KeyF12]()
	if printed() != "" || !strings.Contains(s.Told(), "Office") {
		t.Fatalf("nobody is asked: %s", s.Told())
	}
	s.Press(fyne.KeyReturn)
	if got := printed(); !strings.Contains(got, "-t 团建台账 ") || !strings.Contains(got, "-d Office") {
		t.Errorf("lp was told %q", got)
	}
	_, p := page.NewRecovery(s.Window, strings.NewReader("ab"), s.Book, "AAAAA-BBBBB-CCCCC-DDDDD", "留好了", func() {})
	s.Put(p.View)
	for _, o := range test.LaidOutObjects(p.View) {
		if b, ok := o.(*kit.Button); ok && b.Label() == "打印恢复码" {
			b.Press()
		}
	}
	s.Press(fyne.KeyReturn)
	if got := printed(); !strings.Contains(got, "-d Office") || !strings.Contains(words(p.View), "已交给打印机。") {
		t.Errorf("lp was told %q; the page says %s", got, words(p.View))
	}
}

func TestHandoverToAColleague(t *testing.T) {
	s := newStand(t, look.Standard, 60)
	if err := s.Book.Staff().Add("王干事", "wang-long-1", store.Typist); err != nil {
		t.Fatal(err)
	}
	h := newHandover(s.Shell)
	s.Show(h.page)
	s.Page().Keys[fyne.KeyF10]()
	who := pickers(s.Page().View)
	who[1].SetText("王干事")
	if !strings.Contains(words(s.Page().View), "用他自己的密码") {
		t.Error("asks a colleague for a new password")
	}
	h.to.becomes = 1
	s.Page().Keys[fyne.KeyF10]()
	path := filepath.Join(t.TempDir(), "交接单.pdf")
	h.saveTo(path)
	if pdf, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("%v", err)
	}
	s.Page().Keys[fyne.KeyF10]()
	if got := roll(s.Book); got != h.to.from()+" 只读、王干事 管理员" {
		t.Error(got)
	}
}

// The days to come lead to their records.
func TestHandoverLeadsToRecords(t *testing.T) {
	s := newStand(t, look.Standard, 300)
	s.ShowHandover()
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if rows, ok := o.(*kit.Rows); ok && len(rows.Items()) > 0 && rows.Items()[0].Icon == look.IconCalendar {
			rows.OnPick(0)
			if s.Page().Title == "工作交接" {
				t.Error("a day leads nowhere")
			}
			return
		}
	}
	t.Error("no days to come among 300 people")
}

// checked puts the check digit behind seventeen.
func checked(number string) string {
	for _, c := range "0123456789X" {
		if value.ResidentFault(number+string(c)) == nil {
			return number + string(c)
		}
	}
	return ""
}

// leftLong saves a member who left in 2020.
func leftLong(t *testing.T, b *store.Book, name, number string) value.ID {
	t.Helper()
	m := &ledger.Member{Title: name, IDNumber: checked(number), Phone: "17012341703", Address: "塔北路九号", Joined: value.Day(2012, 5, 0), State: codes.MemberLeft, StateFrom: value.Day(2020, 5, 4), StateWhy: "1"}
	r, err := b.Save(ledger.Members, m)
	if err != nil {
		t.Fatal(err)
	}
	return r.Head().ID
}

func TestRetentionPage(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	s.ShowRetention()
	if !strings.Contains(words(s.Page().View), "没有到期") {
		t.Error("nobody is due, and it does not say so")
	}
	gone := leftLong(t, s.Book, "早走了", "43050219920304001")
	stays := leftLong(t, s.Book, "先留着", "43050219920304003")
	s.ShowHome()
	if !strings.Contains(words(s.Page().View), "首页") {
		for _, o := range test.LaidOutObjects(s.Page().View) {
			if rows, ok := o.(*kit.Rows); ok {
				for i, item := range rows.Items() {
					if strings.Contains(item.Label, "清除个人信息") {
						rows.OnPick(i)
					}
				}
			}
		}
	}
	if s.Page().Title != "清除个人信息" {
		t.Fatalf("the first page does not lead there, but to %q", s.Page().Title)
	}
	s.Press(fyne.KeyDown, fyne.KeyReturn) // the second one is not to go
	s.Photograph("retention")
	if got := button(t, s.Page().View, "清除 1 人的个人信息"); got.Disabled() {
		t.Fatal("the button is off")
	}
	s.Page().Keys[fyne.KeyF10]()
	s.Photograph("retention-ask")
	s.Press(fyne.KeyEscape)
	if m := s.Book.Today().Get(ledger.Members, gone).(*ledger.Member); m.Phone == "" {
		t.Fatal("Esc cleared")
	}
	s.Page().Keys[fyne.KeyF10]()
	button(t, s.Top(), "清除 1 人的个人信息").Press()
	m, other := s.Book.Today().Get(ledger.Members, gone).(*ledger.Member), s.Book.Today().Get(ledger.Members, stays).(*ledger.Member)
	if m.Phone+m.IDNumber+m.Address != "" || m.Title != "早走了" || other.Phone == "" || s.Intents()[0] != "shred" {
		t.Errorf("%+v, %v", m, s.Intents())
	}
	if text := words(s.Page().View); strings.Contains(text, "早走了") || !strings.Contains(text, "先留着") {
		t.Errorf("the list was not made anew: %s", text)
	}
	s.ShowRecord(ledger.Members, gone)
	for range 6 { // to the history
		if strings.Contains(words(s.Page().View), "清除个人信息") {
			break
		}
		s.Typed(fyne.KeyF5)
	}
	if text := words(s.Page().View); strings.Count(text, "已按规定清除") != 4 || !strings.Contains(text, "清除个人信息") {
		t.Errorf("the history says %s", text)
	}
	s.Photograph("retention-history")
}
