package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// TestFilesTravel takes those of the sorts that the street asks for to the street, and no others.
func TestFilesTravel(t *testing.T) {
	w := newDistrict(t, 2)
	a := w.offices[0]
	people(t, a, 1, 2)
	m := slices.Collect(stage.All[*ledger.Member](a, ledger.Members))[0]
	admitted := attached(t, a, ledger.Members, m.ID, codes.AttachmentAdmitted, letter(1, 700_000))
	home := attached(t, a, ledger.Members, m.ID, codes.AttachmentOther, letter(2, 30_000))
	w.receive(w.submit(a))
	theirs, ok := w.street.Get(ledger.Attachments, admitted.ID).(*ledger.Attachment)
	if !ok || !theirs.Received() || theirs.Member != m.ID {
		t.Fatalf("%+v", theirs)
	}
	holdsFile(t, w.street, theirs, letter(1, 700_000))
	if w.street.Get(ledger.Attachments, home.ID) != nil {
		t.Error("a file that stays at home has travelled")
	}
	if has, _ := w.street.Files().Has(home.ID); has {
		t.Error("its bytes have travelled")
	}
	if why := attach.May(w.street, ledger.Members, m.ID); why != store.ReceivedText {
		t.Errorf("the street may add to it: %q", why)
	}
	if err := w.street.Remove(ledger.Attachments, []value.ID{admitted.ID}, "不要"); err == nil {
		t.Error("the street removes what it received")
	}
	// Sent again, and of another sort: it goes from the street, and an undo there brings it back whole.
	now := ledger.Attachments.Clone(admitted).(*ledger.Attachment)
	now.Sort = codes.AttachmentOther
	if _, err := a.Save(ledger.Attachments, now); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	w.receive(w.submit(a))
	if w.street.Get(ledger.Attachments, admitted.ID) != nil {
		t.Fatal("it is still at the street")
	}
	if room, err := attach.RoomOf(w.street); err != nil || room.Files != 0 || room.Binned != 1 || room.Thrown < 700_000 {
		t.Errorf("the bytes that were left are not counted: %+v %v", room, err)
	}
	last, err := undo.Last(w.street)
	if err != nil || last == nil {
		t.Fatal(err)
	}
	if _, err := last.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	holdsFile(t, w.street, w.street.Get(ledger.Attachments, admitted.ID).(*ledger.Attachment), letter(1, 700_000))
	if wounds, err := care.Check(w.street); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
}

// TestFilesTakenBackAreCleared holds that the street can clear what a community sent and took back: the bytes, and what the
// journal says of them.
func TestFilesTakenBackAreCleared(t *testing.T) {
	w := newDistrict(t, 1)
	a := w.offices[0]
	people(t, a, 1, 1)
	m := slices.Collect(stage.All[*ledger.Member](a, ledger.Members))[0]
	admitted := attached(t, a, ledger.Members, m.ID, codes.AttachmentAdmitted, letter(1, 700_000))
	stays := attached(t, a, ledger.Members, m.ID, codes.AttachmentAdmitted, letter(2, 40_000))
	w.receive(w.submit(a))
	now := ledger.Attachments.Clone(admitted).(*ledger.Attachment)
	now.Sort = codes.AttachmentOther
	if _, err := a.Save(ledger.Attachments, now); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	w.receive(w.submit(a))
	if n, err := attach.ClearBinned(w.street); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if has, err := w.street.Files().Has(admitted.ID); has || err != nil {
		t.Error("its bytes are left", err)
	}
	versions, err := w.street.History(ledger.Attachments, admitted.ID)
	if err != nil || len(versions) == 0 {
		t.Fatal(len(versions), err)
	}
	for _, v := range versions {
		if x, is := v.Record.(*ledger.Attachment); is && x != nil && (x.Title != ledger.ShreddedTitle || x.Print != "") {
			t.Errorf("its history still tells %q", x.Title)
		}
	}
	holdsFile(t, w.street, w.street.Get(ledger.Attachments, stays.ID).(*ledger.Attachment), letter(2, 40_000))
	if room, err := attach.RoomOf(w.street); err != nil || room.Files != 1 || room.Binned != 0 {
		t.Errorf("%+v %v", room, err)
	}
	if wounds, err := care.Check(w.street); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
}

// TestFilesThatLieAreNotTaken packs bytes that are not those of their record: they are passed by, and the record came.
func TestFilesThatLieAreNotTaken(t *testing.T) {
	for name, c := range map[string]struct{ said, sent []byte }{
		"another":              {letter(1, 5000), letter(2, 5000)},
		"shorter":              {letter(1, 5000), letter(1, 4000)},
		"no PDF":               {[]byte("<html>" + strings.Repeat("x", 3000)), nil},
		"a picture that tells": {[]byte("\xFF\xD8\xFF\xE1\x00\x04GP\xFF\xD9"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newDistrict(t, 1)
			a := w.offices[0]
			people(t, a, 1, 1)
			m := slices.Collect(stage.All[*ledger.Member](a, ledger.Members))[0]
			sent := c.sent
			if sent == nil {
				sent = c.said
			}
			sum := sha256.Sum256(c.said)
			liar := &ledger.Attachment{Title: "假的", Sort: codes.AttachmentAdmitted, Member: m.ID, Format: ledger.FilePDF, Size: value.CountOf(len(c.said)), Print: hex.EncodeToString(sum[:])}
			_, err := a.Do(store.Intent{Deed: store.MayAttach}, func(turn *store.Turn) error {
				if err := turn.Put(ledger.Attachments, nil, liar); err != nil {
					return err
				}
				return turn.Lay(liar.ID, sent)
			})
			if err != nil {
				t.Fatal(err)
			}
			w.receive(w.submit(a))
			theirs, ok := w.street.Get(ledger.Attachments, liar.ID).(*ledger.Attachment)
			if !ok {
				t.Fatal("its record did not come")
			}
			if has, err := w.street.Files().Has(liar.ID); has || err != nil {
				t.Error("its bytes were taken", err)
			}
			if _, err := contentOf(w.street, theirs); err == nil || store.Tell(err).Code != store.Gone || !strings.Contains(store.Tell(err).Message, "还没有到") {
				t.Error("they are shown", err)
			}
			if wounds, err := care.Check(w.street); err != nil || len(wounds) > 0 {
				t.Error("what never came is taken for damage", wounds, err)
			}
			if room, err := attach.RoomOf(w.street); err != nil || len(room.Absent) != 1 || len(room.Hurt) != 0 {
				t.Errorf("%+v %v", room, err)
			}
		})
	}
}

// TestFilesMeet lets two laptops of one ledger add files and meet.
func TestFilesMeet(t *testing.T) {
	var m *ledger.Member
	one, two := twoLaptops(t, func(b *store.Book) { m = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101)) })
	here := attached(t, one, ledger.Members, m.ID, codes.AttachmentAdmitted, letter(1, 300_000))
	there := attached(t, two, ledger.Members, m.ID, codes.AttachmentRemoved, letter(2, 300_000))
	own := attached(t, two, ledger.Members, m.ID, codes.AttachmentOther, letter(3, 3000))
	meets(t, one, packageOf(t, two, one), travel.TakeOurs)
	meets(t, two, packageOf(t, one, two), travel.TakeOurs)
	for _, b := range []*store.Book{one, two} {
		for i, a := range []*ledger.Attachment{here, there} {
			got, ok := b.Get(ledger.Attachments, a.ID).(*ledger.Attachment)
			if !ok {
				t.Fatalf("file %d did not come", i)
			}
			holdsFile(t, b, got, letter(uint64(i+1), 300_000))
		}
	}
	if two.Get(ledger.Attachments, own.ID) == nil || one.Get(ledger.Attachments, own.ID) != nil {
		t.Error("a file that stays at home was lost or has travelled")
	}
	for b, home := range map[*store.Book]int{one: 0, two: 1} { // the office's page says so
		if room, err := attach.RoomOf(b); err != nil || room.Home != home || room.Files != 2+home || len(room.Absent)+len(room.Hurt) != 0 {
			t.Errorf("%+v %v", room, err)
		}
	}
	if err := two.Remove(ledger.Attachments, []value.ID{here.ID}, "重复"); err != nil {
		t.Fatal(err)
	}
	meets(t, one, packageOf(t, two, one), travel.TakeOurs)
	if one.Get(ledger.Attachments, here.ID) != nil || one.Get(ledger.Attachments, there.ID) == nil {
		t.Error("a removal did not come, or more than it")
	}
}
