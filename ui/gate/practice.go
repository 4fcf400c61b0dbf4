package gate

import (
	"context"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"

	"tuanjian/store"
	"tuanjian/store/overview"
	"tuanjian/store/practice"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/native"
)

// A practiceLedger is one of the ledgers of invented people that the gate makes.
type practiceLedger struct {
	name   string // of the file and for people
	size   practice.Options
	toured bool // opens at the first step of the tour
}

var (
	practiceCommunity = practiceLedger{name: "练习台账", size: practice.Options{Members: practiceSize}}
	practiceStreet    = practiceLedger{name: "练习街道", size: practice.Options{Members: 480, Street: true}}
	practiceTour      = practiceLedger{name: "我刚接手", size: practice.Options{Members: 60}, toured: true}
)

// thing is what is made, in the words of who waits for it: the tour has a verb for a name.
func (p practiceLedger) thing() string {
	if p.toured {
		return practiceCommunity.name
	}
	return p.name
}

// practiceSize is how many invented members a community's practice ledger has.
const practiceSize = 300

// practise asks which practice ledger is wanted.
func (g *Gate) practise() {
	kit.Ask(g.canvas(), "练习台账", "里面的人都是编的，随便试，不能上报。练社区的，还是练街道的？",
		kit.Answer{Verb: "取消", Safe: true},
		kit.Answer{Verb: "街道的", Do: func() { g.practiceAt(practiceStreet) }},
		kit.Answer{Verb: "社区的", Do: func() { g.practiceAt(practiceCommunity) }})
}

// practiceAt makes a practice ledger beside the others, or opens the one that is there.
func (g *Gate) practiceAt(p practiceLedger) {
	path := filepath.Join(native.Documents(), "团建台账", p.name+".tjz")
	if _, err := os.Stat(path); err == nil {
		kit.Ask(g.canvas(), p.name, "这台电脑上已经有一个练习用的“"+p.name+"”。",
			kit.Answer{Verb: "取消", Safe: true},
			kit.Answer{Verb: "打开它", Do: func() { g.ShowUnlock(Recent{Name: p.name, Path: path}) }},
			kit.Answer{Verb: "重新做一个", Do: func() { g.makePractice(p, native.FreePath(path)) }})
		return
	}
	g.makePractice(p, path)
}

func (g *Gate) makePractice(p practiceLedger, path string) {
	type made struct {
		book     *store.Book
		password string
	}
	kit.RunLong(g.canvas(), "正在准备"+p.thing(), func(ctx context.Context, step hands.Step) (made, error) {
		step("虚构企业、团支部和团员", 0, 0)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return made{}, err
		}
		password, err := practice.Password(g.Env)
		if err != nil {
			return made{}, err
		}
		seed := make([]byte, 8)
		if _, err := io.ReadFull(g.Env.Random, seed); err != nil {
			return made{}, err
		}
		o := p.size
		o.Seed = binary.LittleEndian.Uint64(seed)
		b, err := practice.New(ctx, path, password, o, g.Env)
		if err == nil && p.toured {
			err = overview.SetTour(b, overview.TourState{})
		}
		return made{b, password}, err
	}, func(m made) {
		kit.TellText(g.canvas(), p.thing()+"做好了", "人员全是虚构的，随便试，不能上报。下次打开时的密码是 "+m.password+"，请记一下。", func() { g.opened(m.book) })
	}, func(err error) {
		if store.Tell(err).Code != store.Cancelled {
			kit.Tell(g.canvas(), "没有做成"+p.thing(), err, nil)
		}
	})
}
