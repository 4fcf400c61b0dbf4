package paper

import (
	"context"
	"strconv"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// writing does something long with the printout.
func (p *preview) writing(heading string, work func(context.Context, hands.Step) error, then func(), title string) {
	p.busy = true
	kit.RunLong(p.s.Canvas(), heading, func(ctx context.Context, step hands.Step) (struct{}, error) { return struct{}{}, work(ctx, step) },
		func(struct{}) {
			p.busy = false
			p.s.Canvas().Focus(p.easel)
			then()
		},
		func(err error) {
			p.busy = false
			p.s.Fail(title, err)
		})
}

func (p *preview) print() {
	if p.out == nil {
		return
	}
	out := p.out
	page.Sheets{Window: p.s.Window, Doc: out.Document(), Asking: &p.asking, Busy: func(on bool) { p.busy = on },
		Noted: func() error { return out.Note("printer") },
		Done: func(pages int) {
			p.s.Canvas().Focus(p.easel)
			p.s.Say("已把 " + strconv.Itoa(pages) + " 页交给打印机。")
		},
		Save: p.pdf.Press, Fail: func(err error) { p.s.Fail("没有打印", err) }}.Print()
}

func (p *preview) save(ending string, sort native.Sort) {
	if p.out == nil {
		return
	}
	p.s.SaveFile("另存为", native.FileName(p.out.Title(), "打印")+ending, p.saveTo, sort)
}

func (p *preview) saveTo(path string) {
	out := p.out
	p.writing("正在写文件", func(ctx context.Context, step hands.Step) error {
		return out.Write(ctx, path, func(done, total int) { step("画页面", done, total) })
	}, func() { page.Written(p.s, "已另存“"+out.Title()+"”。", path) }, "没有写成")
}
