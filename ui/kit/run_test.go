package kit

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// queue is hands whose work and answers wait to be let go one by one.
type queue struct{ work, draw []func() }

func (q *queue) hands() Hands {
	return Hands{
		Go:    func(f func()) { q.work = append(q.work, f) },
		Do:    func(f func()) { q.draw = append(q.draw, f) },
		After: func(time.Duration, func()) func() { return func() {} },
		Now:   func() time.Time { return time.Unix(0, 0) },
	}
}

func (q *queue) finish(i int) {
	q.work[i]()
	for _, f := range q.draw {
		f()
	}
	q.draw = nil
}

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
	q := &queue{}
	defer UseHands(q.hands())()
	var l Latest
	var got []string
	ask := func(word string) {
		RunLatest(&l, func() (string, error) { return word, nil }, func(s string) { got = append(got, s) }, nil)
	}
	ask("zh")
	ask("zhang")
	q.finish(1)
	q.finish(0)
	if len(got) != 1 || got[0] != "zhang" {
		t.Fatalf("got %v", got)
	}
	ask("late")
	l.Drop()
	q.finish(2)
	if len(got) != 1 {
		t.Fatalf("an answer came after Drop: %v", got)
	}
}

func TestOnlyOnce(t *testing.T) {
	q := &queue{}
	defer UseHands(q.hands())()
	var o Only
	done := 0
	save := func() bool {
		return RunOnly(&o, func() (int, error) { return 0, errors.New("no room") }, nil, func(error) { done++ })
	}
	if !save() || save() || !o.Busy() || len(q.work) != 1 {
		t.Fatal("the same work was started twice")
	}
	q.finish(0)
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

func TestRunLongShowsCancelsAndCloses(t *testing.T) {
	q := &queue{}
	defer UseHands(q.hands())()
	win := stage(t, Standard, 600, 400, NewWords("", Body))
	c := win.Canvas()
	var failed error
	RunLong(c, "正在导入", func(ctx context.Context, step Step) (int, error) {
		step("正在读取", 5, 10)
		return 0, ctx.Err()
	}, nil, func(err error) { failed = err })
	if c.Overlays().Top() == nil {
		t.Fatal("no panel")
	}
	press(c.Focused(), "Escape")
	q.finish(0)
	if !errors.Is(failed, context.Canceled) {
		t.Fatalf("cancelled work failed with %v", failed)
	}
	if c.Overlays().Top() != nil {
		t.Fatal("the panel stayed")
	}
}

// The real hands run elsewhere and come back; Fyne's test driver runs Do at once.
func TestRealHands(t *testing.T) {
	stage(t, Standard, 10, 10, NewWords("", Body))
	h := realHands()
	var wg sync.WaitGroup
	wg.Add(2)
	h.Go(wg.Done)
	h.After(time.Nanosecond, wg.Done)
	stop := h.After(time.Hour, func() { t.Error("stopped timer ran") })
	stop()
	wg.Wait()
}
