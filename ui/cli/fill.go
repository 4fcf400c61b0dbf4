package cli

import (
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/fill"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// fillCommand fills in a form that another office sent.
type fillCommand struct {
	Ledger string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Form   string   `required:"" help:"别人发来的空表" placeholder:"空表.xlsx|.docx"`
	As     string   `help:"填的是哪一类，叫法和 import --as 一样；不写就照列名认" placeholder:"member"`
	Branch string   `help:"只填一个团支部的，写全称或简称" placeholder:"团支部"`
	All    bool     `help:"表名里写着流动、超龄、团干部这些，也填全部的"`
	Sheet  []string `help:"只填这一张工作表，可以写几次" placeholder:"工作表" sep:"none"`
	Full   bool     `help:"完整的证件号码和电话（要写用途）"`
	Reason string   `help:"用途" placeholder:"用途"`
	DryRun bool     `help:"只看填成什么样，不写文件"`
	To     string   `help:"填好的另存为；登记表可以写 .zip，一人一个文件" placeholder:"填好.xlsx"`
}

// Run fills the form, masked unless --full and --reason say otherwise.
func (c *fillCommand) Run(r *run) error {
	if c.To == "" && !c.DryRun {
		return misuse("请写 --to，填好的表存到哪里。")
	}
	var kinds []ledger.Kind
	if c.As != "" {
		kind, err := kindOf(c.As)
		if err != nil {
			return err
		}
		kinds = []ledger.Kind{kind}
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		f, err := fill.Open(r.ctx, b, c.Form, kinds)
		if err != nil {
			return err
		}
		parts, err := c.parts(r, b, f)
		if err != nil {
			return err
		}
		p, err := f.Lay(r.ctx, parts, fill.Whole{Full: c.Full, Reason: c.Reason})
		if err != nil {
			return err
		}
		if !c.DryRun {
			if err := p.Write(r.ctx, c.To); err != nil {
				return err
			}
		}
		return c.report(r, f, parts, p)
	})
}

// parts are which records go into which table: every table that is still blank, but one card alone; or those of the sheets
// that are named.
func (c *fillCommand) parts(r *run, b *store.Book, f *fill.Form) (parts []fill.Part, err error) {
	v, under := b.Today(), records.Place{}
	if c.Branch != "" {
		branch, err := branchNamed(v, c.Branch)
		if err != nil {
			return nil, err
		}
		under = records.Place{Kind: "branch", ID: branch}
	}
	for _, t := range f.Tables {
		switch named := slices.Contains(c.Sheet, t.Sheet); {
		case len(c.Sheet) > 0 && !named:
			continue
		case len(parts) > 0 && (parts[0].Table.Card || t.Card):
			r.say("没有填工作表“%s”：登记表一次填一种。要填它就加 --sheet。", t.Sheet)
			continue
		case !named && len(parts) > 0 && !t.Blank():
			r.say("没有填工作表“%s”：里面已经有内容，或者是填写的示例。要填它就加 --sheet。", t.Sheet)
			continue
		}
		if c.Branch != "" && !t.Kind.AtHome("branch") && t.Kind != ledger.Branches {
			return nil, store.Refuse("工作表“" + t.Sheet + "”填的是" + t.Kind.Title() + "，不能只填一个团支部的。")
		}
		list := fill.Of(v, t.Kind, under)
		if named, words := t.Named(v, under); named != nil && !c.All {
			list = named
			r.say("工作表“%s”的表名里写着“%s”，只填这些；要填全部加 --all", t.Sheet, words)
		}
		parts = append(parts, fill.Part{Table: t, List: list})
	}
	if len(parts) == 0 {
		return nil, store.Refuse("没有工作表叫“" + strings.Join(c.Sheet, "”“") + "”，或者里面没有认得的列名。")
	}
	return parts, nil
}

func (c *fillCommand) report(r *run, f *fill.Form, parts []fill.Part, p *fill.Plan) error {
	type column struct {
		Head string `json:"head"`
		Key  string `json:"key,omitempty"`
		Why  string `json:"why,omitempty"`
	}
	type table struct {
		Sheet   string   `json:"sheet"`
		Kind    string   `json:"kind"`
		Card    bool     `json:"card,omitempty"`
		Columns []column `json:"columns"`
	}
	type unfit struct {
		Cell    string   `json:"cell"`
		Head    string   `json:"head"`
		Text    string   `json:"text"`
		Options []string `json:"options"`
	}
	var tables []table
	var unfits []unfit
	for _, part := range parts {
		t := table{Sheet: part.Table.Sheet, Kind: part.Table.Kind.Name(), Card: part.Table.Card}
		for _, c := range part.Table.Columns {
			t.Columns = append(t.Columns, column{c.Head, c.Key, c.Why})
		}
		tables = append(tables, t)
		r.say("工作表“%s”：%s %d 条", part.Table.Sheet, part.Table.Kind.Title(), part.List.Len())
	}
	if p.Added > 0 {
		r.say("空行不够，加了 %d 行", p.Added)
	}
	if len(p.Empty) > 0 {
		r.say("空着的 %d 栏，台账里没有，或者不知道是谁的：%s", len(p.Empty), strings.Join(p.Empty, "、"))
	}
	for _, u := range p.Unfit {
		unfits = append(unfits, unfit{u.Cell, u.Head, u.Text, u.Options})
		r.say("%s（%s）空着：下拉或方框里没有“%s”，有：%s", u.Cell, u.Head, u.Text, strings.Join(u.Options, "、"))
	}
	if p.More > 0 {
		r.say("还有 %d 格也是这样", p.More)
	}
	if p.Stars {
		r.say("证件号码和电话打了星号。要完整的，加 --full --reason 用途")
	}
	if f.Macros {
		r.say("表里的宏没有动，也没有运行")
	}
	if !c.DryRun {
		r.say("已填 %d 条：%s", p.Rows, c.To)
	}
	return r.answer(map[string]any{"rows": p.Rows, "added": p.Added, "tables": tables, "empty": p.Empty, "unfit": unfits, "to": c.To})
}
