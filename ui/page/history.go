package page

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// intents are the words for what the journal says was meant.
var intents = map[string]string{
	"create": "新建台账", "add": "新增", "edit": "修改", "import": "导入", "practice": "练习数据",
	"receive": "接收", "merge": "合并", "undo": "撤销导入",
	"operator.add": "加经办人", "operator.role": "改角色", "operator.remove": "去掉经办人", "operator.reset": "重设密码", "password": "改密码",
	"recovery": "换恢复码", "handover": "交接", "shred": "清除个人信息", "tries": "密码不对",
	"backup": "另存备份", "restore": "恢复备份", "salvage": "抢救",
}

func intent(i string) string {
	if word, ok := intents[i]; ok {
		return word
	}
	return i
}

// history shows who changed what when, newest first.
func (r *record) history() fyne.CanvasObject {
	box := container.NewStack(kit.Inset(kit.Gap6, kit.NewWords("正在读历史", kit.Aside)))
	kit.RunLatest(&r.latest, func() ([]store.Version, error) { return r.s.Book.History(r.kind, r.id) },
		func(versions []store.Version) {
			var rows []fyne.CanvasObject
			for i, v := range versions {
				var before ledger.Record
				if i+1 < len(versions) {
					before = versions[i+1].Record
				}
				rows = append(rows, r.version(v, before))
			}
			box.Objects = []fyne.CanvasObject{container.NewVScroll(kit.Inset(kit.Gap6, kit.Column(kit.Gap4, rows...)))}
			box.Refresh()
		}, func(err error) { r.s.Fail("读不出历史", err) })
	return box
}

// version is one entry: who and when, and the fields that differ from before.
func (r *record) version(v store.Version, before ledger.Record) fyne.CanvasObject {
	when := time.Unix(v.Entry.Time, 0).In(r.s.Today().Location()).Format("2006-01-02 15:04")
	rows := []fyne.CanvasObject{kit.Row(kit.NewWords(intent(v.Entry.Intent), kit.Strong), kit.NewWords(v.Entry.Who+"　"+when, kit.Aside))}
	if before != nil {
		for i := range r.kind.Fields() {
			c := r.kind.Columns()[i]
			was, now := ledger.Mask(c, r.s.Book.Text(r.kind, before, c.Key)), ledger.Mask(c, r.s.Book.Text(r.kind, v.Record, c.Key))
			if was != now {
				rows = append(rows, kit.NewParagraph(c.Label+"："+orEmpty(was)+" → "+orEmpty(now), kit.Body, panelEms-6))
			}
		}
		if len(rows) == 1 {
			rows = append(rows, kit.NewWords("打星号的部分有改动，或只改了说明", kit.Aside))
		}
	}
	if v.Entry.Detail.Reason != "" {
		rows = append(rows, kit.NewWords("原因："+v.Entry.Detail.Reason, kit.Aside))
	}
	return kit.Column(kit.Gap1, rows...)
}

func orEmpty(text string) string {
	if text == "" {
		return "（空着）"
	}
	return text
}
