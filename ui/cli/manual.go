package cli

import (
	"path/filepath"
	"strings"

	"tuanjian/store/forms"
)

// manualCommand writes what teaches the program, for somebody without a ledger.
type manualCommand struct {
	To   string `required:"" help:"写到哪个 PDF 文件" placeholder:"手册.pdf"`
	Card bool   `help:"一页卡片（按键和一个月的活），不是整本手册"`
}

// Run writes the handbook.
func (c *manualCommand) Run(r *run) error {
	if !strings.EqualFold(filepath.Ext(c.To), ".pdf") {
		return misuse("--to 后面请写一个以 .pdf 结尾的文件。")
	}
	h := forms.Manual
	if c.Card {
		h = forms.Card
	}
	if err := h.Write(r.Terminal.Env.Patience, c.To, r.Terminal.Env.Version); err != nil {
		return err
	}
	r.say("%s：%s（%d 页）", h.Title, c.To, h.Pages())
	return r.answer(map[string]any{"file": c.To, "pages": h.Pages()})
}
