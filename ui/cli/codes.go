package cli

import (
	"cmp"

	"tuanjian/store"
	"tuanjian/store/tend"
)

// codesCommand shows the code lists, and changes one entry.
type codesCommand struct {
	Ledger string `required:"" help:"台账文件" placeholder:"台账.tjz"`
	List   string `help:"哪一张：清单里的英文名，不写就是全部" placeholder:"duty"`
	Add    string `help:"加一项，叫这个" placeholder:"名称" xor:"deed"`
	Code   string `help:"哪一项的代码" placeholder:"代码"`
	Rename string `help:"这一项改叫" placeholder:"名称" xor:"deed"`
	Retire bool   `help:"停用：不再提供，已经填了的照样显示、照样统计" xor:"deed"`
	Offer  bool   `help:"重新提供" xor:"deed"`
	First  bool   `help:"排到最前面" xor:"deed"`
	Reason string `help:"为什么改" placeholder:"原因"`
}

// What codes answers; the names are the command line's.
type (
	codeList struct {
		List    string     `json:"list"`
		Title   string     `json:"title"`
		Why     string     `json:"why,omitempty"` // it takes no entry
		Entries []codeLine `json:"entries"`
	}
	codeLine struct {
		Code    string `json:"code"`
		Label   string `json:"label"`
		Plain   string `json:"plain,omitempty"`
		Used    int    `json:"used"`
		Retired bool   `json:"retired,omitempty"`
		Relied  bool   `json:"relied,omitempty"`
	}
)

// Run changes what was asked and lists the codes.
func (c *codesCommand) Run(r *run) error {
	change := tend.CodeChange{List: c.List, Code: c.Code, Label: cmp.Or(c.Add, c.Rename), Retire: c.Retire, Offer: c.Offer, First: c.First}
	changes := change.Label != "" || c.Retire || c.Offer || c.First
	switch {
	case changes && (c.List == "" || c.Add == "" && c.Code == ""):
		return misuse("改选项要写 --list 哪一张，除了 --add 还要写 --code 哪一项。代码见 tuanjian codes 列出的清单。")
	case c.Add != "" && c.Code != "":
		return misuse("加一项的代码由程序编，不写 --code。")
	case changes != (c.Reason != ""):
		return misuse("改选项要用 --reason 写明为什么改。")
	}
	return r.with(c.Ledger, func(b *store.Book) error {
		if changes {
			if err := tend.ChangeCodes(b, change, c.Reason); err != nil {
				return err
			}
		}
		out := []codeList{}
		for _, l := range tend.CodeLists(b.Today()) {
			if c.List != "" && l.List.Name != c.List {
				continue
			}
			r.say("%s　%s", l.List.Name, l.Title)
			one := codeList{l.List.Name, l.Title, l.List.Why(), []codeLine{}}
			if one.Why != "" {
				r.say("  %s", one.Why)
			}
			for _, e := range l.Entries {
				one.Entries = append(one.Entries, codeLine{e.Code, e.Label, e.Plain, e.Used, e.Retired, e.Relied != ""})
				line := e.Code + "　" + e.Label
				if e.Plain != "" {
					line += "（" + e.Plain + "）"
				}
				if e.Retired {
					line += "　停用"
				}
				r.say("  %s　%d 条", line, e.Used)
			}
			out = append(out, one)
		}
		if len(out) == 0 {
			return &store.Error{Code: store.Refused, Message: "没有叫“" + c.List + "”的选项。不写 --list 就列出全部。"}
		}
		return r.answer(out)
	})
}
