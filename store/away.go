package store

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tuanjian/store/disk"
)

// A ledger on a USB stick, in a folder that some program carries to the cloud, or on
// another computer is not worked on where it lies: bbolt maps its file and writes
// pages in place, and a pulled stick, a sync client that reads half a save, or a
// share without locks would tear it. It is copied to this computer, worked on there,
// and written back whole: a new file beside the original, synced, read back,
// compared, renamed. Whether the original is still the one that was taken is
// decided by its bytes, never by a clock.
//
// The copy is the ledger's own sealed file. It is there while the ledger is open
// and for as long as it holds something that the original does not.

// A Site is the kind of place that a file lies in.
type Site string

// Sites. Any other is taken for Fixed.
const (
	Fixed     Site = ""          // a disk of this computer
	Removable Site = "removable" // a stick, a card, a disc
	Cloud     Site = "cloud"     // a folder that a sync client carries away
	Network   Site = "network"   // another computer's folder
	Sealed    Site = "sealed"    // can be read and not be written
)

// inside is the place with the word that says in it.
func (p Site) inside(words string) string {
	if p == Removable {
		return p.after(words) + "上"
	}
	return p.after(words) + "里"
}

// after sets what people call the place behind some words.
func (p Site) after(words string) string {
	if p == Removable && words != "" {
		words += " " // the word begins with a letter
	}
	return words + p.word()
}

func (p Site) word() string {
	switch p {
	case Removable:
		return "U 盘"
	case Cloud:
		return "网盘文件夹"
	case Network:
		return "共享文件夹"
	}
	return "原来的位置"
}

// An AwayState tells a screen how a ledger that lies away is doing. For a ledger on
// this computer's own disk it is the zero value but for an Alarm.
type AwayState struct {
	Place     Site
	Original  string    // where changes are written back to
	Unwritten bool      // something was saved that is not in the original yet
	Out       bool      // the original's folder is not there now
	ReadOnly  bool      // the original cannot be written: the ledger can only be looked at
	Since     time.Time // of the last writing back in this window; zero before the first
	Message   string    // for the status line
	Alarm     string    // what a person must be told once, "" mostly: that there are two files now
}

// An away is one opened ledger that lies away.
type away struct {
	env     Env
	dir     string // of the local copy
	work    string // the local copy
	marked  mark
	release func() error // ends the hold on dir

	doing sync.Mutex // one look or writing back at a time; held while files are read

	mu       sync.Mutex
	note     note
	state    AwayState
	trouble  string // why the last writing back failed, in words
	foreign  bool   // the original was changed elsewhere and nothing of ours is unwritten
	letGo    bool   // the mark was taken away: the stick may be pulled
	closed   bool
	saves    uint64      // grows with every commit
	last     os.FileInfo // of the original when it was looked at last
	watchers map[int]func(AwayState)
	watched  int
}

// at is the file that the vault opens for the ledger at path.
func (a *away) at(path string) string {
	if a == nil {
		return path
	}
	return a.work
}

// Away tells how a ledger that lies away is doing. It touches no file.
func (b *Book) Away() AwayState {
	if b.away == nil {
		return AwayState{Alarm: b.alarm}
	}
	b.away.mu.Lock()
	defer b.away.mu.Unlock()
	return b.away.state
}

// WatchAway asks to be told when what Away answers has changed. The answer ends it.
// tell is called on whatever goroutine saved or wrote back, and must return at once.
func (b *Book) WatchAway(tell func(AwayState)) (stop func()) {
	if b.away == nil {
		return func() {}
	}
	a := b.away
	a.mu.Lock()
	defer a.mu.Unlock()
	a.watched++
	n := a.watched
	a.watchers[n] = tell
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.watchers, n)
	}
}

// tell changes the state and tells the watchers.
func (a *away) tell(change func()) {
	a.mu.Lock()
	before := a.state
	change()
	a.state.Place, a.state.Original = a.note.Place, a.note.Path
	a.state.Message = a.words()
	now, watchers := a.state, make([]func(AwayState), 0, len(a.watchers))
	for _, w := range a.watchers {
		watchers = append(watchers, w)
	}
	a.mu.Unlock()
	if now == before {
		return
	}
	for _, w := range watchers {
		w(now)
	}
}

// saved is told by every commit.
func (a *away) saved() {
	if a != nil {
		a.tell(func() {
			a.saves++
			a.state.Unwritten, a.letGo = !a.state.ReadOnly, false
		})
	}
}

// words are the status line's; the caller holds mu.
func (a *away) words() string {
	s, place := a.state, a.note.Place.inside("")
	switch {
	case s.ReadOnly:
		return "台账所在的位置不能写入，只能查看"
	case s.Out && s.Unwritten:
		return outWords(a.note.Place) + "，改动先存在本机"
	case s.Out:
		return outWords(a.note.Place) + "，改动都已写回"
	case a.foreign && s.Unwritten:
		return place + "的台账被别处改过，这边的改动会另存一份"
	case a.foreign:
		return place + "的台账被别处改过，请锁定后重新打开"
	case s.Unwritten && a.trouble != "":
		return a.note.Place.after("没有写回") + "：" + a.trouble
	case s.Unwritten:
		return a.note.Place.inside("台账在") + "：有改动还没写回"
	case a.letGo && a.note.Place == Removable:
		return "已写回 U 盘，可以拔出"
	case a.letGo:
		return a.note.Place.inside("台账在") + "：都已写回"
	case !s.Since.IsZero():
		return a.note.Place.inside("台账在") + "：已写回 " + s.Since.Format("15:04")
	}
	return a.note.Place.inside("台账在") + "，正用本机的副本"
}

func outWords(p Site) string {
	switch p {
	case Removable:
		return "U 盘已拔出"
	case Network:
		return "共享文件夹连不上"
	}
	return p.word() + "不见了"
}

// inReach refuses what needs the folder where the ledger lies while that is not there:
// a folder made in its place would lie on this computer's disk.
func (b *Book) inReach() error {
	if b.away == nil || !unreachable(b.Path()) {
		return nil
	}
	return &Error{Code: NoFile, Message: outWords(b.Away().Place) + "，备份和台账放在一处，现在够不着。请等它接好再试；已经录入的都存在本机。"}
}

// Visit is what the page that asks for a ledger's password should say about the place
// where the ledger lies; "" where it is worked on as it lies.
func (e Env) Visit(path string) string {
	if e.Copies == "" || disk.NameFor(path) != nil {
		return ""
	}
	path = straight(path)
	n, dir, here := e.noteOf(path)
	place := e.placeOf(path)
	if here {
		place = n.Place
	}
	if place == Fixed {
		return ""
	}
	var s sight
	s.seen, _ = see(path, n, e)
	if here {
		s.copied = copyState(dir, n)
	}
	switch {
	case (s.seen == out || s.seen == gone) && s.copied == unwritten:
		return outWords(place) + "。上次的改动还存在本机，可以打开接着用，插好后会写回。"
	case s.seen == out:
		return outWords(place) + "。"
	case s.seen == gone:
		return ""
	case here && s.opens(true) == divide:
		return place.inside("这个台账在") + "被别处改过，本机还有上次没写回的改动：打开后，那些改动会另存一份。"
	case s.copied == unwritten:
		return place.inside("这个台账在") + "，本机还有上次没写回的改动：打开后接着用，并会写回。"
	}
	return place.inside("这个台账在") + "，会先复制到本机再打开。"
}

func (e Env) placeOf(path string) Site {
	if e.Place == nil {
		return Fixed
	}
	switch p := e.Place(path); p {
	case Removable, Cloud, Network:
		return p
	}
	return Fixed
}

// besideName is the first name of its kind beside a ledger that no file has, for
// instance “塔北 冲突 2.tjz”.
func besideName(path, word string, taken func(string) bool) string {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	for n := 1; ; n++ {
		if name := stem + " " + word + " " + itoa(n) + ext; !taken(name) {
			return name
		}
	}
}
