package cli

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// takeNotice takes a street's notice in at a community, and says what it changes.
func takeNotice(r *run, b *store.Book, c *receiveCommand, path, passphrase string) (taken, error) {
	t := taken{Community: b.Profile().Name}
	read := func() (*travel.NoticePlan, error) { return travel.ReadNotice(r.ctx, b, path, passphrase) }
	if c.NewStreet != "" {
		read = func() (*travel.NoticePlan, error) {
			return travel.ReadNoticeAnew(r.ctx, b, path, passphrase, c.NewStreet)
		}
	}
	p, err := read()
	if err != nil {
		return t, err
	}
	t.Sequence = p.Number
	for _, x := range p.Communities {
		if x.Title == c.Community {
			if err := p.Choose(x.ID); err != nil {
				return t, err
			}
		}
	}
	if p.Taken {
		r.say("“%s”第 %d 次下发的包已经接收过，没有变化。", p.Street, p.Number)
		return t, nil
	}
	r.say("%s", p.Words.String())
	r.say("上面是签名的六个核对词。“%s”第 %d 次下发（%s）：", p.Street, p.Number, p.Day)
	if p.Old != "" {
		r.say("接收后“%s”原来的签名停用。", p.Old)
	}
	for _, x := range p.Changes {
		line := x.How + "　" + x.What + "“" + x.Name + "”"
		if x.Label != "" {
			line += "的" + x.Label
		}
		if x.Was != "" || x.Now != "" {
			line += "：" + x.Was + " → " + x.Now
		}
		r.say("  %s", strings.ReplaceAll(value.Plain(line), "\n", " "))
		switch x.How {
		case "新增":
			t.Added++
		case "减少":
			t.Removed++
		default:
			t.Changed++
		}
	}
	r.effects(p.Effects)
	if c.DryRun {
		return t, nil
	}
	var compared travel.SixWords
	if c.AcceptNew {
		compared = p.Words
	}
	if err := p.Apply(compared); err != nil {
		return t, err
	}
	r.say("已接收。以后上报封给街道的密钥，不用再设口令。")
	return t, nil
}

// takeReceipt takes a street's receipt in at a community.
func takeReceipt(r *run, b *store.Book, c *receiveCommand, path, passphrase string) (taken, error) {
	t := taken{Community: b.Profile().Name}
	p, err := travel.ReadReceipt(r.ctx, b, path, passphrase)
	if err != nil {
		return t, err
	}
	t.Sequence, t.Added, t.Changed = p.Number, len(p.New), len(p.Closed)+p.Changed
	if p.Taken {
		r.say("“%s”的第 %d 份回执已经接收过，没有变化。", p.Street, p.Number)
		return t, nil
	}
	for _, a := range p.Answers {
		word := "已收下"
		if a.Returned {
			word = "有退回的，改好再报"
		}
		r.say("第 %d 次上报：%s。", a.Number, word)
	}
	if p.Missing > 0 {
		r.say("中间有 %d 份回执没有收到；这一份里都有，不会少。", p.Missing)
	}
	if p.Passed > 0 {
		r.say("有 %d 件不是本社区的资料，或者本程序看不懂，没有接收。", p.Passed)
	}
	r.say("“%s”的第 %d 份回执：新的 %d 件，办结和撤回 %d 件，其他变更 %d 件。", p.Street, p.Number, len(p.New), len(p.Closed), p.Changed)
	if c.DryRun {
		return t, nil
	}
	return t, p.Apply()
}
