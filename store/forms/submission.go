package forms

import (
	"context"
	"io"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// WriteSubmission writes the 上报表 for a street without this program: the figures
// and a sheet of each kind with whole numbers, 0600. It is journalled like every
// export; the person is told that the file is not sealed.
func WriteSubmission(ctx context.Context, b *store.Book, path string, progress func(done, total int)) error {
	if err := b.Allow(store.MaySubmit); err != nil {
		return err
	}
	if b.Profile().Practice {
		return store.Refuse("这是练习台账，里面的人都是编的，不能上报。")
	}
	if err := store.WorkbookName(path); err != nil {
		return err
	}
	sheets, rows := outSheets(b, Export{Full: true})
	numbers := summaryRows(rules.SummaryOf(b.Today()))
	first := sheet.OutSheet{Name: "汇总", Title: b.Profile().Name + "团建情况上报表", Particulars: "统计日期：" + b.Basis().Today.String(),
		Columns: []sheet.OutColumn{{Head: "项目", Width: 30}, {Head: "数", Width: 10, Number: true}, {Head: "基数", Width: 10, Number: true}}, Len: len(numbers), Row: func(i int) []string { return numbers[i] }}
	err := b.WriteOut(path, func(w io.Writer) error {
		return sheet.Write(ctx, w, sheet.Out{Sheets: append([]sheet.OutSheet{first}, sheets...)}, progress)
	}, func() error {
		_, err := b.Do(store.Intent{Deed: "export", What: "submission", Rows: rows, Whole: true, Reason: "上报街道（表格）"}, func(*store.Turn) error { return nil })
		return err
	})
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

// summaryRows are the summary in words, numerator before denominator.
func summaryRows(s rules.Summary) [][]string {
	n := func(title string, part int) []string { return []string{title, strconv.Itoa(part), ""} }
	of := func(title string, part, whole int) []string {
		return []string{title, strconv.Itoa(part), strconv.Itoa(whole)}
	}
	return [][]string{
		n("企业总数", s.Enterprises), n("在营企业", s.OpenEnterprises), n("在营非公企业", s.NonPublic), of("规上企业已建团", s.AboveScaleBuilt, s.AboveScale),
		of("应建团企业已建团", s.ShouldAndHave, s.ShouldHaveBranch), of("非公企业已覆盖", s.NonPublicCovered, s.NonPublic),
		n("团组织", s.Branches), n("不足 3 人的团支部", s.BranchesSmall), n("届满未换", s.BranchesOverTerm), n("任命待选举", s.Appointed), n("无现任书记", s.BranchesVacant),
		n("在册团员", s.Members), n("男", s.Men), n("女", s.Women), n("党员", s.PartyMembers), n("少数民族", s.Minorities), n("流动团员", s.Mobile), n("未编入团支部", s.Unassigned),
		n("超龄未离团", s.OverAge), n("已离团", s.Left), n("团干部", s.Cadres), n("资料待核", s.Pending),
	}
}
