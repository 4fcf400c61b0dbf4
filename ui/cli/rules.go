package cli

import (
	"strings"
	"time"

	"tuanjian/store"
	"tuanjian/store/effects"
	"tuanjian/store/rulebook"
	"tuanjian/store/tend"
	"tuanjian/store/value"
)

// rulesCommand shows the rules, and changes them.
type rulesCommand struct {
	Ledger  string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Set     []string `help:"改成，可以写几次；团费的一档写 dues.2=2000;;2;20，等号后面空着就去掉这一档" placeholder:"键=值" sep:"none"`
	Reason  string   `help:"为什么改" placeholder:"原因"`
	From    string   `help:"从以后的哪一天起改，不写就是现在；等到那天不想改了，写 --set coming.键=" placeholder:"2027-01-01"`
	Version string   `help:"新的版本号，不写就接着编" placeholder:"2026-2"`
	DryRun  bool     `help:"只说会怎样，不改"`
	Past    bool     `help:"列出以前的版本"`
}

// What rules answers; the names are the command line's.
type (
	ruled struct {
		Version  string          `json:"version"`
		Street   string          `json:"given_by,omitempty"` // the street that gives the rules out
		Rules    []ruleLine      `json:"rules"`
		Changes  []ruleChange    `json:"changes,omitempty"`
		Effects  []ruleEffect    `json:"effects,omitempty"`
		Changed  bool            `json:"changed"`
		Versions []ruledVersions `json:"versions,omitempty"`
	}
	ruleLine struct {
		Key     string `json:"key"`
		Group   string `json:"group"`
		Name    string `json:"name"`
		Value   string `json:"value"`
		Text    string `json:"text"`
		Bounds  string `json:"bounds"`
		Source  string `json:"source"`
		Decides string `json:"decides"`
		Since   string `json:"since"`
		From    string `json:"from,omitempty"`   // the day since when, "" for what the ledger began with
		Coming  string `json:"coming,omitempty"` // what it is to be, with its day
	}
	ruleChange struct {
		Name string `json:"name"`
		Was  string `json:"was"`
		Now  string `json:"now"`
	}
	ruleEffect struct {
		Text    string             `json:"text"`
		Kind    string             `json:"kind,omitempty"`
		Records []effects.Affected `json:"records,omitempty"`
	}
	ruledVersions struct {
		Version string `json:"version"`
		Day     string `json:"day"`
		Who     string `json:"who"`
		Reason  string `json:"reason,omitempty"`
	}
)

// Run changes what was asked, after it has said what follows, and else lists the rules.
func (c *rulesCommand) Run(r *run) error {
	changes, err := c.changes()
	if err != nil {
		return err
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		out := ruled{Street: tend.RulesGiven(b)}
		if len(changes) > 0 {
			if err := c.change(r, b, changes, &out); err != nil {
				return err
			}
		}
		if c.Past {
			if err := c.past(r, b, &out); err != nil {
				return err
			}
		}
		rules, err := tend.RulesTold(b)
		if err != nil {
			return err
		}
		out.Version = b.Basis().Rules.Version
		if len(changes) == 0 && !c.Past {
			r.say("规则 %s", out.Version)
			if out.Street != "" {
				r.say("由“%s”下发，这里不能改。", out.Street)
			}
		}
		group := ""
		for _, u := range rules {
			out.Rules = append(out.Rules, ruleLine{u.Key, u.Group, u.Name, u.Value, u.Text(), u.Bounds(), u.Source, u.Decides, u.Since.Version, u.From.String(), comingWords(u)})
			if len(changes) > 0 || c.Past {
				continue
			}
			if u.Group != group {
				group = u.Group
				r.say("%s", group)
			}
			line := u.Text()
			if words := comingWords(u); words != "" {
				line += "　（" + words + "）"
			}
			r.say("  %s　%s　%s", u.Key, u.Name, line)
		}
		return r.answer(out)
	})
}

// comingWords say what a rule is to be, "" where it stays.
func comingWords(u tend.RuleTold) string {
	if u.Next == nil {
		return ""
	}
	return rulebook.ComingText(u.Next.From.String(), u.Next.Text)
}

// changes reads what --set says.
func (c *rulesCommand) changes() ([]rulebook.Amendment, error) {
	var changes []rulebook.Amendment
	from := value.Date(0)
	if c.From != "" {
		day, err := value.ParseDate(c.From)
		if err != nil || day.DayOfMonth() == 0 {
			return nil, misuse("--from 后面写年月日，例如 2027-01-01。")
		}
		from = day
	}
	for _, line := range c.Set {
		key, text, ok := strings.Cut(line, "=")
		if !ok {
			return nil, misuse("--set 后面请写 键=值，例如 --set age_out=28。键见 tuanjian rules 列出的清单。")
		}
		changes = append(changes, rulebook.Amendment{Key: strings.TrimSpace(key), Text: text, From: from})
	}
	switch {
	case len(changes) == 0 && (c.Reason != "" || c.Version != "" || c.From != "" || c.DryRun):
		return nil, misuse("--reason、--version、--from、--dry-run 要和 --set 一起用。")
	case len(changes) > 0 && !c.DryRun && strings.TrimSpace(c.Reason) == "":
		return nil, misuse("改规则要用 --reason 写明为什么改；只看会怎样，写 --dry-run。")
	}
	return changes, nil
}

// change plans, says what follows, and changes.
func (c *rulesCommand) change(r *run, b *store.Book, changes []rulebook.Amendment, out *ruled) error {
	p, err := tend.PlanRules(b, c.Version, changes...)
	if err != nil {
		return err
	}
	for _, x := range p.Changes {
		r.say("%s", x.Words())
		out.Changes = append(out.Changes, ruleChange{x.Name, x.Was, x.Now})
	}
	r.effects(p.Effects)
	if len(p.Effects) == 0 {
		r.say("  现有资料的待核、分类、团费和数字都不变。")
	}
	for _, e := range p.Effects {
		kind := ""
		if e.Kind != nil {
			kind = e.Kind.Name()
		}
		out.Effects = append(out.Effects, ruleEffect{e.Text, kind, e.Records})
	}
	if c.DryRun {
		r.say("还没有改。")
		return nil
	}
	if err := p.Apply(c.Reason); err != nil {
		return err
	}
	out.Changed = true
	r.say("规则改好了，现在是 %s。", p.Version)
	return nil
}

// effectsNamed is how many records of an effect are named to a person.
const effectsNamed = 10

// effects says what follows from other rules.
func (r *run) effects(effects []effects.Effect) {
	for _, e := range effects {
		if names := e.Names(effectsNamed); names != "" {
			r.say("  %s：%s", e.Text, names)
			continue
		}
		r.say("  %s", e.Text)
	}
}

// past lists the versions, the newest first.
func (c *rulesCommand) past(r *run, b *store.Book, out *ruled) error {
	versions, err := b.RulesVersions()
	if err != nil {
		return err
	}
	for _, v := range versions {
		day := value.DayOf(time.Unix(v.Time, 0).In(r.Env.Now().Location())).String()
		r.say("%s　%s 起　%s　%s", v.Version, day, v.Who, v.Reason)
		out.Versions = append(out.Versions, ruledVersions{v.Version, day, v.Who, v.Reason})
	}
	return nil
}
