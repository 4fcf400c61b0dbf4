package hands

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

func TestRunAnswersOnceAndGuards(t *testing.T) {
	still(t)
	boom := errors.New("boom")
	for _, c := range []struct {
		name string
		work func() (int, error)
		got  int
		err  error
	}{
		{"answer", func() (int, error) { return 7, nil }, 7, nil},
		{"error", func() (int, error) { return 0, boom }, 0, boom},
		{"panic", func() (int, error) { panic("张三 430502") }, 0, ErrPanic},
	} {
		got, calls, err := 0, 0, error(nil)
		Run(c.work, func(n int) { got = n; calls++ }, func(e error) { err = e; calls++ })
		if calls != 1 || got != c.got || !errors.Is(err, c.err) {
			t.Errorf("%s: %d calls, got %d, %v", c.name, calls, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "张三") {
			t.Errorf("%s: the text of the panic came through: %v", c.name, err)
		}
		Run(c.work, nil, nil)
	}
}

func TestLatestDropsLateAnswers(t *testing.T) {
	q := &Queue{}
	defer Use(q.Hands())()
	var l Latest
	var got []string
	ask := func(word string) {
		RunLatest(&l, func() (string, error) { return word, nil }, func(s string) { got = append(got, s) }, nil)
	}
	ask("zh")
	ask("zhang")
	q.Finish(1)
	q.Finish(0)
	if len(got) != 1 || got[0] != "zhang" {
		t.Fatalf("got %v", got)
	}
	ask("late")
	l.Drop()
	q.Finish(2)
	if len(got) != 1 {
		t.Fatalf("an answer came after Drop: %v", got)
	}
}

func TestOnlyOnce(t *testing.T) {
	q := &Queue{}
	defer Use(q.Hands())()
	var o Only
	done := 0
	save := func() bool {
		return RunOnly(&o, func() (int, error) { return 0, errors.New("no room") }, nil, func(error) { done++ })
	}
	if !save() || save() || !o.Busy() || len(q.work) != 1 {
		t.Fatal("the same work was started twice")
	}
	q.Finish(0)
	if o.Busy() || done != 1 || !save() {
		t.Fatal("after a failure the work cannot be started again")
	}
}

func TestDelayAndEvery(t *testing.T) {
	s := still(t)
	d := Delay{Wait: 100 * time.Millisecond}
	n := 0
	d.Call(func() { n += 1 })
	s.Pass(60 * time.Millisecond)
	d.Call(func() { n += 10 })
	s.Pass(60 * time.Millisecond)
	if n != 0 {
		t.Fatal("drawn before the pause")
	}
	s.Pass(60 * time.Millisecond)
	if n != 10 {
		t.Fatalf("n = %d", n)
	}
	d.Call(func() { n = 99 })
	d.Drop()
	s.Pass(time.Second)
	if n != 10 {
		t.Fatal("dropped call ran")
	}
	ticks := 0
	stop := Every(time.Minute, func() { ticks++ })
	s.Pass(3*time.Minute + time.Second)
	stop()
	s.Pass(time.Hour)
	if ticks != 3 {
		t.Fatalf("%d ticks", ticks)
	}
}

// The real hands run elsewhere and come back; Fyne's test driver runs Do at once.
func TestRealHands(t *testing.T) {
	test.NewTempApp(t)
	h := realHands()
	var wg sync.WaitGroup
	wg.Add(2)
	h.Go(wg.Done)
	h.After(time.Nanosecond, wg.Done)
	stop := h.After(time.Hour, func() { t.Error("stopped timer ran") })
	stop()
	wg.Wait()
}
