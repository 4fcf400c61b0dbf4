package paper

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// national is the part of the export that is for the national system: whom it will refuse, and why, before a file is written.
type national struct {
	check  forms.NationalCheck
	known  bool
	view   *fyne.Container
	rows   *kit.Rows
	latest hands.Latest
}

// refusedRows is how many refusals are in sight.
const refusedRows = 6

func (x *export) makeNational() {
	n := &x.national
	n.rows = kit.NewRows(refusedRows, func(i int) { x.openRefused(n.check.Refused[i]) })
	print := kit.NewButton(kit.Quiet, look.IconPrint, "打印会被退回的", "", x.printRefused)
	n.view = look.Column(look.Gap1, look.NewWords("会被退回的，Enter 打开去改：", look.Aside), n.rows, look.Row(print))
	n.view.Hide()
}

// askNational looks whom the system will take.
func (x *export) askNational() {
	if x.what.At() != exportNational {
		return
	}
	if x.q.Kind == ledger.Members && x.s.Book.May(store.MayExportWhole) {
		x.whole.Choose(1) // masked numbers are of no use there
	}
	b, q := x.s.Book, x.q
	hands.RunLatest(&x.national.latest, func() (forms.NationalCheck, error) {
		return forms.CheckNational(b, q.Kind, find.ListOf(b.Today(), q))
	}, func(check forms.NationalCheck) {
		n := &x.national
		n.check, n.known = check, true
		items := make([]kit.Item, len(check.Refused))
		for i, p := range check.Refused {
			items[i] = kit.Item{Icon: look.IconFault, Label: p.Name + "：" + p.Fault.Text, Hint: "›"}
		}
		n.rows.Set(items)
		x.draw()
	}, func(err error) { x.s.Fail("没有查完", err) })
}

// nationally says whom the system will take, and what the button does.
func (x *export) nationally() (tell, deed string) {
	n := x.national.check
	if !x.national.known {
		return "正在查哪些会被退回…", "导出"
	}
	tell = "智慧团建的栏目和次序，一栏也不能改。和列表一样的筛选：会收 " + face.Amount(x.q.Kind, n.Ready.Len())
	if len(n.Refused) > 0 {
		tell += "；会退回的有 " + strconv.Itoa(refusedRecords(n.Refused)) + " 条，不写进文件，改好再导出"
	}
	if n.Left > 0 {
		tell += "；不在册的 " + strconv.Itoa(n.Left) + " 条没有算"
	}
	if tell += "。"; x.q.Kind == ledger.Members {
		tell += "要完整的证件号码和手机号码。"
	}
	return tell, "导出 " + face.Amount(x.q.Kind, n.Ready.Len())
}

// refusedRecords is how many records some refusals are about.
func refusedRecords(all []rules.Problem) int {
	ids := map[string]bool{}
	for _, p := range all {
		ids[p.ID.String()] = true
	}
	return len(ids)
}

// back comes to the export again, as it was left.
func (x *export) back() {
	again := newExport(x.s, x.q, x.keys)
	x.s.Show(again.page)
	again.what.Choose(exportNational)
	again.askNational()
	again.draw()
}

func (x *export) openRefused(p rules.Problem) {
	x.s.ShowRecordFrom(p.Kind, p.ID, &page.Way{Label: "回到导出", Tell: "改好保存以后，再回到导出。", Do: x.back, Field: p.Fault.Key})
}

// printRefused puts what the system will refuse on paper.
func (x *export) printRefused() {
	x.s.Show(PrintFixed(x.s, forms.Print{Form: forms.CheckReport, Problems: x.national.check.Refused, Filter: "智慧团建会退回的"}, x.q.Kind.Name(), x.back))
}
