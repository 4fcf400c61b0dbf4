package cli

import (
	"os"
	"path/filepath"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// importCommand takes a workbook in.
type importCommand struct {
	Ledger        string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	As            string   `help:"这是哪一类表：member、enterprise、branch、post、visit、meeting、payment、transfer、election、candidate、appointment、applicant、youth、measure、appraisal、rating、supply、partner、facility、club、referral、sync、document、fund" placeholder:"member"`
	DryRun        bool     `help:"只看结果，不写入"`
	CreateMissing bool     `help:"没有登记的团支部就新建"`
	Hidden        bool     `help:"隐藏的工作表和行也导入"`
	Head          string   `help:"列名在哪一行：行号，两行写 2-3，没有列名写 none；要和 --as 一起用" placeholder:"N|N-M|none"`
	Sheet         string   `help:"只导入这一张工作表" placeholder:"工作表"`
	Unit          string   `help:"没有写单位的金额是什么单位" placeholder:"万元|元|千元|亿元"`
	Codes         []string `help:"一列里写的是代码、看不出是哪一套的，是哪一套；可以写几次" placeholder:"学历=智慧团建干部表" sep:"none"`
	Faults        string   `help:"退回的行另存为" placeholder:"退回.xlsx"`
	KeepPosts     string   `help:"表里已离团、转出、去世或换了支部的人，团内职务不一并离任，写明原因" placeholder:"原因"`
	File          string   `arg:"" name:"表格" help:"表格文件"`
}

// Run imports the good rows and tells of the others; it fails when nothing could
// go in.
func (c *importCommand) Run(r *run) error {
	var kinds []ledger.Kind
	if c.As != "" {
		kind, err := kindOf(c.As)
		if err != nil {
			return err
		}
		kinds = []ledger.Kind{kind}
	}
	if err := c.spares(); err != nil {
		return err
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		in, err := c.read(r, b, kinds)
		if err != nil {
			return err
		}
		in.KeepPosts(c.KeepPosts)
		if c.CreateMissing {
			in.CreateMissing()
		}
		if len(c.Codes) > 0 {
			p, err := in.Plan(r.ctx, nil)
			if err != nil {
				return err
			}
			if err := c.codes(in, p); err != nil {
				return err
			}
		}
		work := in.Apply
		if c.DryRun {
			work = in.Plan
		}
		p, err := work(r.ctx, nil)
		if err != nil {
			return err
		}
		return c.report(r, in, p)
	})
}

// spares says that the returned rows are written neither over the ledger nor over
// the office's own table.
func (c *importCommand) spares() error {
	if c.Faults == "" {
		return nil
	}
	if err := workbookName("--faults", c.Faults); err != nil {
		return err
	}
	out, err := os.Stat(c.Faults)
	if err != nil {
		return nil // nothing is there, or writing will say why not
	}
	if in, err := os.Stat(c.File); err == nil && os.SameFile(in, out) {
		return misuse("退回的行不能写到要导入的那个文件上。请换个文件名。")
	}
	return nil
}

// workbookName refuses what is no workbook's name, a ledger's first of all: files
// that are there are written over.
func workbookName(flag, path string) error {
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return misuse(flag + " 后面的文件名要以 .xlsx 结尾。")
	}
	return nil
}

// exportCommand gives a workbook out.
type exportCommand struct {
	Ledger   string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	To       string `required:"" help:"导出成" placeholder:"表.xlsx|.csv|.zip|文件夹"`
	As       string `help:"只导出一类，叫法和 import --as 一样" placeholder:"member"`
	Full     bool   `help:"完整的证件号码（要写用途）"`
	Reason   string `help:"用途" placeholder:"用途"`
	Template bool   `help:"只要空表"`
	Postgres bool   `help:"往文件夹里写建库和装包的脚本，区、市把上报包装进 PostgreSQL 用"`
	Key      bool   `help:"连同解密钥匙（管理员，街道台账，要写用途）"`
}

// Run exports, masked unless --full and --reason say otherwise.
func (c *exportCommand) Run(r *run) error {
	if c.Postgres || c.Key {
		return c.postgres(r)
	}
	x := forms.Export{To: c.To, Full: c.Full, Reason: c.Reason, Template: c.Template}
	if c.As != "" {
		kind, err := kindOf(c.As)
		if err != nil {
			return err
		}
		x.Kinds = []ledger.Kind{kind}
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		n, err := forms.Write(r.ctx, b, x, nil)
		if err != nil {
			return err
		}
		r.say("已导出 %d 行：%s", n, c.To)
		return r.answer(map[string]any{"rows": n, "to": c.To})
	})
}

// postgres writes the files for a database in place of a workbook.
func (c *exportCommand) postgres(r *run) error {
	switch {
	case !c.Postgres:
		return misuse("--key 要和 --postgres 一起用。")
	case c.As != "" || c.Full || c.Template:
		return misuse("--postgres 写的是脚本，不导出记录，不能和 --as、--full、--template 一起用。")
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		if err := travel.ExportPostgres(b, travel.Postgres{Dir: c.To, Key: c.Key, Reason: c.Reason}); err != nil {
			return err
		}
		files := []string{filepath.Join(c.To, travel.SchemaFile), filepath.Join(c.To, travel.LoadFile)}
		r.say("建库：psql -f %s", files[0])
		if c.Key {
			files = append(files, filepath.Join(c.To, travel.IdentityFile))
			r.say("装包：sh %s -i %s 包.tjb", files[1], files[2])
			r.say("%s 能打开封给这个街道的所有上报包，以前的和以后的都能。只放在装库的电脑上，不用了就删掉。", travel.IdentityFile)
		} else {
			r.say("装包：sh %s 包.tjb（封给街道钥匙的包，还要街道的管理员用 --key 导出钥匙）", files[1])
		}
		return r.answer(map[string]any{"files": files})
	})
}

// rosterCommand prints a roster into a file.
type rosterCommand struct {
	Ledger    string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Branch    string `help:"团支部的全称或简称" placeholder:"团支部"`
	Form      string `help:"哪一份表" default:"" placeholder:"members|roster|branch|enterprises|branches|cadres|summary|street|contrast|pilot"`
	At        string `help:"汇总表、对照表：哪一次的数字" placeholder:"第几次|日期"`
	Since     string `help:"对照表：和哪一次比，不写就是上一次锁定的" placeholder:"第几次|日期"`
	Community string `help:"汇总表、对照表：只要一个社区" placeholder:"社区"`
	To        string `required:"" help:"写成" placeholder:"花名册.pdf|.xlsx"`
	Full      bool   `help:"完整的证件号码（要写用途）"`
	Reason    string `help:"用途" placeholder:"用途"`
	Blank     int    `help:"空白行" placeholder:"数"`
}

// branchNamed finds a branch by its full or short name. When there is none, the error names what it may be.
func branchNamed(v *records.View, name string) (value.ID, error) {
	if id, ok := find.NamingOf(v, ledger.Branches).Find(name); ok {
		return id, nil
	}
	message := "没有叫“" + name + "”的团支部。"
	for i, o := range find.SimilarTo(v, ledger.Branches, name, 3) {
		if i == 0 {
			message += "是不是："
		}
		message += o.Label + " "
	}
	return value.ID{}, store.Refuse(strings.TrimSpace(message))
}

// Run writes the roster of a branch with its officers, or of all members.
func (c *rosterCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		p := forms.Print{Form: forms.Form(c.Form), Full: c.Full, Reason: c.Reason, Blank: c.Blank}
		if err := c.figures(b, &p); err != nil {
			return err
		}
		if c.Branch != "" {
			branch, err := branchNamed(b.Today(), c.Branch)
			if err != nil {
				return err
			}
			p.Branch = branch
		}
		if p.Form == "" {
			p.Form = forms.MemberRoster
			if c.Branch != "" {
				p.Form = forms.BranchRoster
			}
		}
		out, err := forms.Lay(b, p)
		if err != nil {
			return err
		}
		if out.Missing != "" {
			r.say("有 %d 个字字库里没有，会印成方框：%s", len([]rune(out.Missing)), out.Missing)
		}
		if err := out.Write(r.ctx, c.To, nil); err != nil {
			return err
		}
		r.say("已写成%s：%s（%d 行，%d 页）", out.Title(), c.To, out.Rows(), out.Pages())
		return r.answer(map[string]any{"rows": out.Rows(), "pages": out.Pages(), "to": c.To})
	})
}

// figures are what a table of figures is about.
func (c *rosterCommand) figures(b *store.Book, p *forms.Print) (err error) {
	if c.At != "" {
		if p.At, err = points.At(b, c.At); err != nil {
			return err
		}
	}
	if c.Since != "" {
		if p.Since, err = points.At(b, c.Since); err != nil {
			return err
		}
	}
	if c.Community == "" {
		return nil
	}
	list := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities})
	for i := range list.Len() {
		if r := list.Row(i); ledger.NameOf(r) == c.Community {
			p.Community = r.Head().ID
			return nil
		}
	}
	return &store.Error{Code: store.Refused, Message: "没有叫“" + c.Community + "”的社区。"}
}

// findCommand searches.
type findCommand struct {
	Ledger string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Words  []string `arg:"" optional:"" name:"词" help:"姓名、拼音、证件尾号、电话、企业、支部"`
}

// found is what find answers; the names are the command line's.
type found struct {
	Total int   `json:"total"`
	Hits  []hit `json:"hits"`
}

type hit struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Run lists all that was found.
func (c *findCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		f := find.Anything(b.Today(), strings.Join(c.Words, " "), 1<<30)
		out := found{Total: f.Total, Hits: []hit{}}
		for _, h := range f.All() {
			out.Hits = append(out.Hits, hit{h.Kind.Name(), h.Record.Head().ID.String(), h.Name})
			if !r.json {
				r.say("%s　%s　%s", h.Kind.Title(), h.Name, h.Hint)
			}
		}
		r.say("共找到 %d 条。", f.Total)
		return r.answer(out)
	})
}
