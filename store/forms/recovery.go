package forms

import (
	"strings"

	"tuanjian/store"
	"tuanjian/store/paper"
)

// RecoverySheet is the page on which a recovery code is locked away: the
// code as Create returned it, whose it is and what it is for. Nothing is noted in
// the journal, since the code belongs to no record.
func RecoverySheet(b *store.Book, code string) *paper.Document {
	groups := strings.Split(code, "-")
	label := func(text string) paper.Field { return paper.Field{Text: text, Label: true} }
	long := func(text string) paper.Field { return paper.Field{Text: text, Span: 4} }
	code1 := []paper.Field{{Text: "恢复码", Label: true, Down: 2}}
	var code2 []paper.Field
	for i, group := range groups {
		cell := paper.Field{Text: group, Align: paper.Center}
		if i < (len(groups)+1)/2 {
			code1 = append(code1, cell)
		} else {
			code2 = append(code2, cell)
		}
	}
	form := paper.Form{
		Title: "团建台账恢复码", Left: "台账：" + b.Profile().Name, Right: "日期：" + b.Basis().Today.Dotted(), Grid: []int{3, 3, 3, 3, 3},
		Rows: [][]paper.Field{
			{label("经办人"), long(b.Operator())},
			code1, code2,
			{label("怎么用"), long("忘了密码时，在打开台账的画面点“忘了密码”，照抄上面的恢复码，再填一个新密码。字母里没有 I、L、O、U，横线可以不填。")},
			{label("怎么收"), long("拿到这张纸和台账文件的人就能打开台账。请锁进柜子，不要和电脑放在一起，不要拍照发微信。")},
		},
		Ledger: b.Profile().Name,
	}
	return form.Lay()
}
