package cli

import (
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/rules"
)

// checkCommand reads everything.
type checkCommand struct {
	Ledger string `required:"" help:"台账文件" placeholder:"台账.tjz"`
}

// Run names what is hurt, what is to be checked and what falls due; a ledger that is hurt exits 1.
func (c *checkCommand) Run(r *run) error {
	b, err := r.open(c.Ledger) // what is damaged it says itself, once
	if err != nil {
		return err
	}
	return r.done(b, c.check(r, b))
}

// check is Run on the open ledger.
func (c *checkCommand) check(r *run, b *store.Book) error {
	wounds, err := care.Check(b)
	if err != nil {
		return err
	}
	words := make([]string, 0, len(wounds))
	for _, w := range wounds {
		words = append(words, w.What)
		r.say("%s", w.What)
	}
	told := r.warn(rules.Warnings(b.Today()), allWarned, "")
	due := r.remind(overview.Todos(b))
	if err := r.answer(map[string]any{"whole": len(words) == 0, "damage": words, "warned": told, "due": due}); err != nil {
		return err
	}
	if len(words) > 0 {
		return &store.Error{Code: store.Damaged, Message: "台账有损坏。请不要再改动它：用最近的备份恢复，或者把完好的抢救成新台账。"}
	}
	r.say("台账完好。")
	return nil
}

// backupCommand copies the ledger, proved.
type backupCommand struct {
	Ledger string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	To     string `help:"备份成这个文件；不写就备份到台账旁边的文件夹" placeholder:"备份.tjz"`
	Second string `help:"以后每次备份也放一份到这个文件夹，例如 U 盘" placeholder:"文件夹"`
	Prove  bool   `help:"把最近的备份真的恢复一遍，验证能用"`
}

// Run writes the copy and reads it back; without --to in the ledger's own folder,
// which it then lists.
func (c *backupCommand) Run(r *run) error {
	if c.To != "" && (c.Prove || c.Second != "") {
		return misuse("--to 是单独存一份，不和 --second、--prove 一起用。")
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		if c.To != "" {
			if err := care.BackUpTo(b, c.To); err != nil {
				return err
			}
			r.say("已备份并读回核对：%s", c.To)
			return r.answer(map[string]string{"backup": c.To})
		}
		if c.Second != "" {
			if _, err := care.SetSecondPlace(b, c.Second); err != nil {
				return err
			}
		}
		done, err := care.BackUp(b, care.ByHand)
		if err != nil {
			return err
		}
		if done.Same {
			r.say("上次备份之后没有改动：%s", done.Path)
		} else {
			r.say("已备份并读回核对：%s", done.Path)
		}
		if done.Second.Message != "" {
			r.say("%s", done.Second.Message)
		}
		if c.Prove {
			if err := care.Prove(r.ctx, b, func(string, int, int) {}); err != nil {
				return err
			}
			r.say("已恢复一遍验证：条数和内容都对得上。")
		}
		return c.list(r, b, done)
	})
}

// listed is a backup as programs read it.
type listed struct {
	File   string         `json:"file"`
	Number uint64         `json:"number"`
	Day    string         `json:"day"`
	Why    care.Why       `json:"why"`
	Bytes  int64          `json:"bytes"`
	Counts map[string]int `json:"counts,omitempty"`
	Proved bool           `json:"proved"`
}

func (c *backupCommand) list(r *run, b *store.Book, done care.BackedUp) error {
	kept, err := care.Backups(b)
	if err != nil {
		return err
	}
	all := make([]listed, len(kept))
	for i, k := range kept {
		all[i] = listed{k.Path, k.Number, k.Day, k.Why, k.Size, k.Counts, k.Proved}
		r.say("%s　%s　%s", k.Day, k.Why, k.Path)
	}
	answer := map[string]any{"backup": done.Path, "same": done.Same, "backups": all}
	if safe := care.StateOf(b); !safe.Proved.IsZero() {
		answer["proved"] = safe.Proved.Format(time.DateOnly)
	}
	if done.Second.State != care.NoSecond {
		answer["second"] = done.Second.State == care.SecondDone
	}
	return r.answer(answer)
}

// restoreCommand puts a backup where no ledger is, or in a ledger's place.
type restoreCommand struct {
	From    string `required:"" help:"备份文件" placeholder:"备份.tjz"`
	Ledger  string `required:"" help:"恢复成" placeholder:"台账.tjz"`
	Replace bool   `help:"换下那里的台账；换下的先备份，损坏的改名留着"`
}

// Run restores; an existing ledger is replaced only when that is asked for, and kept.
func (c *restoreCommand) Run(r *run) error {
	err := r.patiently(c.From, "备份的密码：", func(p string) error {
		if !c.Replace {
			return care.Restore(c.From, c.Ledger, p, r.Terminal.Env)
		}
		b, err := care.RestoreOver(r.ctx, c.From, c.Ledger, p, r.Terminal.Env, nil)
		if err != nil {
			return err
		}
		return b.Close()
	})
	if err != nil {
		return err
	}
	r.say("已从备份恢复：%s", c.Ledger)
	return r.answer(map[string]string{"ledger": c.Ledger})
}

// salvageCommand saves what is whole in a damaged ledger.
type salvageCommand struct {
	From      string `required:"" help:"损坏的台账，不会改动它" placeholder:"损坏.tjz"`
	Ledger    string `required:"" help:"抢救成" placeholder:"新台账.tjz"`
	SlotsFrom string `help:"这本台账的一个备份，在损坏的文件连密码都认不出时用" placeholder:"备份.tjz"`
	Name      string `help:"社区或街道的名称，在连名称也读不出时用" placeholder:"名称"`
}

// Run writes the new ledger and says what is not whole; it exits 1 only when there is
// no new ledger.
func (c *salvageCommand) Run(r *run) error {
	var out *care.Salvaged
	err := r.patiently(c.From, "损坏的台账的密码：", func(p string) (err error) {
		out, err = care.Salvage{From: c.From, To: c.Ledger, SlotsFrom: c.SlotsFrom, Name: c.Name, Password: p}.Run(r.ctx, r.Terminal.Env, nil)
		return err
	})
	if err != nil {
		return err
	}
	for _, kind := range ledger.All {
		if n := out.Counts[kind.Name()]; n > 0 {
			r.say("%s %d 条", kind.Title(), n)
		}
	}
	r.say("已抢救成新台账：%s", out.Path)
	if len(out.Lost) == 0 {
		r.say("没有找到缺少的内容。")
	} else {
		r.say("下面这些不完整：")
	}
	for _, line := range out.Lost {
		r.say("  %s", line)
	}
	lost := out.Lost
	if lost == nil {
		lost = []string{}
	}
	return r.answer(map[string]any{"ledger": out.Path, "counts": out.Counts, "older": out.Older, "lost": lost, "whole": len(lost) == 0})
}
