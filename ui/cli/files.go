package cli

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// filesCommand lists the files that belong to records, adds some to one of them, or writes them out.
type filesCommand struct {
	Ledger string   `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Of     string   `help:"哪一条记录的（姓名、名称或证件尾号，只能找到一条）" placeholder:"查找的词"`
	Add    []string `help:"添加这些文件；写几次就是几份" placeholder:"文件" sep:"none" xor:"deed"`
	Sort   string   `help:"添加的是哪一种" default:"其他" placeholder:"附件种类"`
	To     string   `help:"另存到这个文件夹" placeholder:"文件夹" xor:"deed"`
	Reason string   `help:"用途" placeholder:"用途"`
}

// keptFile is one line of the list; the names are the command line's.
type keptFile struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"` // of the record that it belongs to
	Record string `json:"record"`
	Name   string `json:"name"`
	Sort   string `json:"sort"`
	Format string `json:"format"`
	Bytes  int64  `json:"bytes"`
	Here   bool   `json:"here"` // its content is on this computer
	Saved  string `json:"saved,omitempty"`
}

// Run does what was asked and lists the files of the record, or all.
func (c *filesCommand) Run(r *run) error {
	if len(c.Add) > 0 && c.Of == "" {
		return misuse("--add 要和 --of 一起写：添加到哪一条记录。")
	}
	sort, known := codes.AttachmentSorts.Code(c.Sort)
	if !known {
		var labels []string
		for _, x := range codes.AttachmentSorts.Items() {
			labels = append(labels, x.Label)
		}
		return misuse("--sort 后面请写这些里的一个：" + strings.Join(labels, "、") + "。")
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		files, err := c.files(b, sort)
		if err != nil {
			return err
		}
		var paths []string
		if c.To != "" {
			var content []*ledger.Attachment
			for _, a := range files {
				if a.Shredded == 0 {
					content = append(content, a)
				}
			}
			if files = content; len(files) == 0 {
				return store.Refuse("没有可以另存的附件。")
			}
			if paths, err = attach.SaveInto(b, files, c.To, c.Reason); err != nil {
				return err
			}
		}
		return c.report(r, b, files, paths)
	})
}

// files are those that the command is about, after those that it adds.
func (c *filesCommand) files(b *store.Book, sort string) (files []*ledger.Attachment, err error) {
	if c.Of == "" {
		for a := range records.All[*ledger.Attachment](b.Today(), ledger.Attachments) {
			files = append(files, a)
		}
		return files, nil
	}
	kind, id, err := attachedTo(b, c.Of)
	if err != nil {
		return nil, err
	}
	var added []*attach.File
	for _, path := range c.Add {
		f, err := attach.Open(path)
		if err != nil {
			return nil, err
		}
		f.Sort = sort
		added = append(added, f)
	}
	if len(added) > 0 {
		if _, err := attach.Add(b, kind, id, added); err != nil {
			return nil, err
		}
	}
	return attach.Of(b.Today(), kind, id), nil
}

// attachedTo is the one record with files that the words find: the only one that is called so, or else the only one of all.
func attachedTo(b *store.Book, words string) (ledger.Kind, value.ID, error) {
	var all, called []find.Hit
	for _, h := range find.Anything(b.Today(), words, 1<<20).All() {
		if ledger.Attaches(h.Kind) {
			all = append(all, h)
			if h.Name == words {
				called = append(called, h)
			}
		}
	}
	if len(called) == 1 {
		all = called
	}
	if len(all) != 1 {
		return nil, value.ID{}, store.Refuse("“" + words + "”找到的不是正好一条可以有附件的记录。请写得再准一些，例如加上证件尾号。")
	}
	return all[0].Kind, all[0].Record.Head().ID, nil
}

func (c *filesCommand) report(r *run, b *store.Book, files []*ledger.Attachment, paths []string) error {
	out, v := []keptFile{}, b.Today()
	var bytes int64
	for i, a := range files {
		x := keptFile{ID: a.ID.String(), Name: a.Title, Sort: codes.AttachmentSorts.Label(a.Sort), Format: a.Format, Bytes: a.Bytes()}
		if kind, of := v.AttachedTo(a); of != nil {
			x.Kind, x.Record = kind.Name(), v.Called(of)
		}
		has, err := b.Files().Has(a.ID)
		if err != nil {
			return err
		}
		x.Here = has
		if i < len(paths) {
			x.Saved = paths[i]
		}
		line := x.Record + "　" + x.Name + "　" + x.Sort + "　" + x.Format + "　" + attach.Size(x.Bytes)
		switch {
		case a.Shredded != 0:
			line = x.Record + "　" + x.Name
		case !has:
			line += "　原件不在这台电脑上"
		case x.Saved != "":
			line += "　→ " + x.Saved
		}
		r.say("%s", line)
		bytes += x.Bytes
		out = append(out, x)
	}
	r.say("共 %d 份，%s。", len(out), attach.Size(bytes))
	return r.answer(out)
}
