package cli

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
)

// matterCommand shows what a street has sent back, and does one thing about it.
type matterCommand struct {
	Ledger  string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	Ask     string `help:"街道：关于哪条资料（姓名、名称或证件尾号，只能找到一条）" placeholder:"查找的词" xor:"deed"`
	Field   string `help:"哪一栏，不写就是整条" placeholder:"手机号码"`
	Sort    string `help:"退回、重复或提问" default:"退回" placeholder:"退回|重复|提问"`
	Other   string `help:"重复在哪个社区" placeholder:"社区"`
	Doubles bool   `help:"街道：两个社区都有的人和企业，都问一遍" xor:"deed"`
	Answer  int    `help:"社区：答复清单里第几件" placeholder:"数" xor:"deed"`
	Settle  int    `help:"街道：办结第几件" placeholder:"数" xor:"deed"`
	Recall  int    `help:"街道：撤回第几件" placeholder:"数" xor:"deed"`
	Text    string `help:"原因、问题或答复" placeholder:"文字"`
}

// matter is one line of the list; the names are the command line's.
type matter struct {
	ID        string `json:"id"`
	Sort      string `json:"sort"`
	Community string `json:"community"`
	Kind      string `json:"kind"`
	Record    string `json:"record"`
	Field     string `json:"field"`
	About     string `json:"about"`
	Text      string `json:"text"`
	Other     string `json:"other"`
	State     string `json:"state"`
	Reply     string `json:"reply"`
}

// Run does what was asked and lists all matters, the open ones first.
func (c *matterCommand) Run(r *run) error {
	return r.with(c.Ledger, func(b *store.Book) error {
		if err := c.do(b); err != nil {
			return err
		}
		all, open := []matter{}, 0
		for i, w := range travel.Matters(b) {
			m := w.Matter
			x := matter{m.ID.String(), codes.MatterSorts.Label(m.Sort), b.Today().Name(ledger.Communities, m.Community), m.Kind, m.Record, m.Key, m.Title, m.Text, m.Other, codes.MatterStates.Label(w.State), m.Reply}
			if w.Open() {
				open++
			}
			line := x.Sort + "　“" + x.About + "”"
			for _, part := range []string{w.Label, x.Other, x.Text, x.State, x.Reply} {
				if part != "" {
					line += "　" + part
				}
			}
			r.say("%d　%s", i+1, line)
			all = append(all, x)
		}
		r.say("共 %d 件，待办 %d 件。", len(all), open)
		return r.answer(all)
	})
}

func (c *matterCommand) do(b *store.Book) error {
	at := max(c.Answer, c.Settle, c.Recall)
	all := travel.Matters(b)
	if at > len(all) || at < 0 {
		return &store.Error{Code: store.Refused, Message: "清单里没有这一件。"}
	}
	switch {
	case c.Ask != "":
		return c.ask(b)
	case c.Doubles:
		var asks []travel.Ask
		for _, d := range rules.AllDoubles.Of(b.Today()) {
			asks = append(asks, travel.AsksOf(d)...)
		}
		_, err := travel.AskMatters(b, asks...)
		return err
	case c.Answer > 0:
		return travel.Answer(b, all[at-1].Matter.ID, c.Text)
	case c.Settle > 0:
		return travel.SettleMatters(b, all[at-1].Matter.ID)
	case c.Recall > 0:
		return travel.RecallMatters(b, all[at-1].Matter.ID)
	}
	return nil
}

// ask sends back the one received record that the words find.
func (c *matterCommand) ask(b *store.Book) error {
	var hits []find.Hit
	for _, h := range find.Anything(b.Today(), c.Ask, 1<<20).All() {
		if h.Record.Head().Received() {
			hits = append(hits, h)
		}
	}
	if len(hits) != 1 {
		return &store.Error{Code: store.Refused, Message: "“" + c.Ask + "”找到的不是正好一条接收来的资料。请写得再准一些，例如加上证件尾号。"}
	}
	sort, known := codes.MatterSorts.Code(c.Sort)
	if !known {
		return misuse("--sort 后面请写 退回、重复或提问。")
	}
	a := travel.Ask{Kind: hits[0].Kind, ID: hits[0].Record.Head().ID, Field: c.Field, Sort: sort, Text: c.Text, Other: c.Other}
	for _, column := range a.Kind.Columns()[:a.Kind.Fields()] {
		if strings.EqualFold(column.Label, c.Field) {
			a.Field = column.Key
		}
	}
	_, err := travel.AskMatters(b, a)
	return err
}
