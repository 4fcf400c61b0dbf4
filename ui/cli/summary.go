package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/points"
	"tuanjian/store/value"
)

// summaryCommand counts.
type summaryCommand struct {
	Ledger string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	At     string `help:"哪一次的数字：第几次上报或锁定，或写日期；不写或写 now 就是现在的" placeholder:"第几次|日期|now"`
	Since  string `help:"和哪一次比，说明数字为什么变了" placeholder:"第几次|日期"`
	Lock   string `help:"锁定这一天的数字，以后不再变" placeholder:"日期|now"`
	Name   string `help:"锁定时起的名称" placeholder:"名称"`
}

// Run gives the figures of now, or those of a snapshot or a submission; with --since
// also why they changed.
func (c *summaryCommand) Run(r *run) error {
	if c.Lock != "" && c.At != "" {
		return misuse("--lock 锁定现在的台账，不能和 --at 一起用。")
	}
	if c.Name != "" && c.Lock == "" {
		return misuse("--name 是锁定的名称，要和 --lock 一起用。")
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		if err := c.lock(r, b); err != nil {
			return err
		}
		if c.At == "now" {
			c.At = "" // as with --lock
		}
		at, err := points.At(b, c.At)
		if err != nil {
			return err
		}
		a, err := points.AccountOf(b, at)
		if err != nil {
			return err
		}
		out, err := flat(a)
		if err != nil {
			return err
		}
		s := a.Summary
		r.say("团员 %d（流动 %d，超龄未离 %d，未编入支部 %d） 团组织 %d 企业 %d（非公 %d，应建 %d，已建 %d） 团干部 %d 待核 %d",
			s.Members, s.Mobile, s.OverAge, s.Unassigned, s.Branches, s.Enterprises, s.NonPublic, s.ShouldHaveBranch, s.EnterprisesWithBranch, s.Cadres, s.Pending)
		r.rates(a.Figures.Total)
		if b.Profile().Street {
			out["by_community"] = byCommunity(a.Figures)
		}
		if c.Since != "" {
			if out["changes"], err = c.changes(r, b, at); err != nil {
				return err
			}
		}
		return r.answer(out)
	})
}

// lock locks a snapshot where one is asked for, and goes on with it.
func (c *summaryCommand) lock(r *run, b *store.Book) error {
	if c.Lock == "" {
		return nil
	}
	day := value.Date(0)
	if c.Lock != "now" {
		var err error
		if day, err = value.ParseDate(c.Lock); err != nil || day == 0 {
			return misuse("--lock 后面请写日期，例如 2026-06-30；锁定今天的写 now。")
		}
	}
	s, err := points.TakeSnapshot(b, day, c.Name)
	if err != nil {
		return err
	}
	r.say("已锁定：%s（第 %d 次）", s.Title(), s.Number)
	c.At = s.Day.String()
	return nil
}

// rates are the shares for people, each with its numerator and denominator.
func (r *run) rates(t figures.Tallies) {
	var words []string
	for i := range figures.Indicators {
		n := &figures.Indicators[i]
		if v := t[n.Key]; n.Rate() && v.Of > 0 {
			words = append(words, fmt.Sprintf("%s %s（%s）", n.Label, v, v.Percent()))
		}
	}
	if len(words) > 0 {
		r.say("%s", strings.Join(words, " "))
	}
}

// flat are the figures as one flat object: the summary's names and numbers as they
// always were, and those of the indicators.
func flat(a points.Account) (map[string]any, error) {
	out := map[string]any{}
	for key, n := range a.Figures.Total.Flat() {
		out[key] = n
	}
	text, err := json.Marshal(a.Summary)
	if err != nil {
		return nil, err
	}
	return out, json.Unmarshal(text, &out)
}

func byCommunity(f *figures.Figures) []map[string]any {
	out := []map[string]any{}
	for _, home := range f.Communities {
		row := map[string]any{"community": home.Name, "code": home.Code}
		for key, n := range home.Tallies.Flat() {
			row[key] = n
		}
		out = append(out, row)
	}
	return out
}

// change is one indicator's difference as the command line answers it.
type change struct {
	Key    string           `json:"key"`
	Label  string           `json:"label"`
	Was    figures.Tally    `json:"was"`
	Is     figures.Tally    `json:"is"`
	Causes []causeOf        `json:"causes"`
	Of     []causeOf        `json:"of_causes,omitempty"`
	Items  []map[string]any `json:"items"` // behind the numerator
}

type causeOf struct {
	Cause figures.Cause `json:"cause"`
	Sum   int           `json:"sum"`
}

// changes says why the figures differ from those of another point.
func (c *summaryCommand) changes(r *run, b *store.Book, at figures.Point) ([]change, error) {
	from, err := points.At(b, c.Since)
	if err != nil {
		return nil, err
	}
	compared, err := points.Compare(b, from, at)
	if err != nil {
		return nil, err
	}
	r.say("%s → %s：", from.Title, at.Title)
	out := []change{}
	for _, m := range compared.Movements(figures.Whole) {
		if m.None() && len(m.Part)+len(m.Of) == 0 {
			continue
		}
		one := change{Key: m.Indicator.Key, Label: m.Indicator.Label, Was: m.Was, Is: m.Is, Causes: causes(m.Part), Of: causes(m.Of), Items: []map[string]any{}}
		var words []string
		for _, p := range m.Part {
			words = append(words, fmt.Sprintf("%s %+d", p.Cause.Title(), p.Sum))
			for _, i := range p.Items {
				one.Items = append(one.Items, map[string]any{"kind": i.Kind.Name(), "id": i.ID.String(), "name": i.Name, "community": i.Community, "delta": i.Delta, "cause": p.Cause, "note": i.Note})
			}
		}
		r.say("  %s %s → %s　%s", m.Indicator.Label, m.Was, m.Is, strings.Join(words, "，"))
		out = append(out, one)
	}
	return out, nil
}

func causes(ps []figures.Portion) []causeOf {
	out := []causeOf{}
	for _, p := range ps {
		out = append(out, causeOf{p.Cause, p.Sum})
	}
	return out
}
