package forms

import (
	"archive/zip"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// An Export says what goes out into a file: .xlsx, .csv or .zip (a CSV for each
// kind) by the ending of To.
type Export struct {
	To       string
	Kinds    []ledger.Kind // everything of these; all kinds when empty
	List     *find.List    // or just what is shown
	Keys     []string      // columns of List in their order; the kind's own fields when empty
	Full     bool          // whole ID numbers and phones; needs a Reason
	Reason   string
	Template bool // the empty table of the same shape
	National bool // the import template of the national system, with whom it will take: see CheckNational
}

// Write writes a workbook and notes it in the journal. It returns the number of
// rows. Our own workbooks carry the record's number in a hidden column, so that
// they come back as changes whatever was sorted or added in between.
func Write(ctx context.Context, b *store.Book, x Export, progress func(done, total int)) (int, error) {
	if x.Full {
		if err := b.Allow(store.MayExportWhole); err != nil {
			return 0, err
		}
	}
	if x.Full && strings.TrimSpace(x.Reason) == "" {
		return 0, store.Refuse("导出完整的证件号码要写明用途。")
	}
	for _, kind := range x.Kinds {
		if kind.Kept(ledger.ByCommunity|ledger.ByStreet) && !kind.Kept(ledger.ByAnswer) && !slices.Contains(rules.KindsOf(b.Today()), kind) {
			return 0, store.Refuse("“" + kind.Title() + "”归街道台账管，社区台账里只有下发来的，不能单独导出。")
		}
	}
	var sheets []sheet.OutSheet
	rows := 0
	if x.National {
		one, err := nationalOut(b, x)
		if err != nil {
			return 0, err
		}
		sheets, rows = []sheet.OutSheet{one}, one.Len
	} else {
		sheets, rows = outSheets(b, x)
	}
	err := b.WriteOut(x.To, func(w io.Writer) error {
		switch strings.ToLower(filepath.Ext(x.To)) {
		case ".xlsx":
			return sheet.Write(ctx, w, sheet.Out{Sheets: sheets}, progress)
		case ".csv":
			if len(sheets) != 1 {
				return store.Refuse("CSV 文件只能放一张表。请指定一类，或改用 .xlsx。")
			}
			return sheet.WriteCSV(ctx, w, sheets[0], progress)
		case ".zip":
			return writeZip(ctx, w, sheets, progress)
		}
		return store.Refuse("文件名要以 .xlsx、.csv 或 .zip 结尾。")
	}, func() error {
		if x.Template {
			return nil
		}
		_, err := b.Do(store.Intent{Deed: "export", What: kindNames(b, x), Rows: rows, Whole: x.Full, Reason: x.Reason}, func(*store.Turn) error { return nil })
		return err
	})
	if err != nil {
		return 0, store.Tell(err)
	}
	if x.Template {
		return 0, nil
	}
	return rows, nil
}

func kindNames(b *store.Book, x Export) string {
	if x.List != nil {
		return x.List.Kind().Name()
	}
	var names []string
	for _, k := range exported(b, x) {
		names = append(names, k.Name())
	}
	return strings.Join(names, " ")
}

func exported(b *store.Book, x Export) []ledger.Kind {
	if len(x.Kinds) == 0 {
		return rules.KindsOf(b.Today())
	}
	return x.Kinds
}

func outSheets(b *store.Book, x Export) (sheets []sheet.OutSheet, rows int) {
	var lists []*find.List
	if x.List != nil {
		lists = append(lists, x.List)
	} else {
		v := b.Today() // one for all sheets: they refer to each other
		for _, kind := range exported(b, x) {
			l := find.ListOf(v, records.Query{Kind: kind})
			if x.Template {
				l = l.First(0)
			}
			lists = append(lists, l)
		}
	}
	keys, veil := make([][]string, len(lists)), ledger.Bare
	for i, l := range lists {
		if x.List != nil {
			keys[i] = x.Keys
		}
		if len(keys[i]) == 0 {
			keys[i] = ownKeys(l.Kind())
		}
		veil = max(veil, find.VeilOver(l.Kind(), keys[i], x.Full)) // what one sheet tells counts for all
	}
	for i, l := range lists {
		s := outSheet(l, keys[i], veil)
		sheets = append(sheets, s)
		rows += s.Len
	}
	return sheets, rows
}

// ownKeys are the columns of a kind that travel in a workbook when no others are asked for.
func ownKeys(kind ledger.Kind) (keys []string) {
	for _, c := range kind.Columns()[:kind.Fields()] {
		keys = append(keys, c.Key)
	}
	return append(keys, kind.Sheet().Joined...)
}

// outSheet lays a list out as a sheet: its columns, and the record's number unseen.
func outSheet(l *find.List, keys []string, veil ledger.Veil) sheet.OutSheet {
	columns, v := find.ColumnsOf(l.Kind()), l.View()
	s := sheet.OutSheet{Name: l.Kind().Title(), Len: l.Len()}
	for _, key := range keys {
		c := columns[slices.IndexFunc(columns, func(c ledger.Column) bool { return c.Key == key })]
		out := sheet.OutColumn{Head: c.Label, Width: float64(c.Width + 2), Number: c.Shape == ledger.Number || c.Shape == ledger.Amount}
		if c.Shape == ledger.Choice {
			for _, item := range c.Choices.Items() {
				out.Choices = append(out.Choices, item.Label)
			}
		}
		s.Columns = append(s.Columns, out)
	}
	s.Columns = append(s.Columns, sheet.OutColumn{Head: ledger.RecordHead, Hidden: true})
	row := make([]string, len(keys)+1)
	s.Row = func(i int) []string {
		for j, key := range keys {
			row[j] = find.CellText(v, l.Kind(), l.Rows()[i], key, veil)
		}
		row[len(keys)] = l.Rows()[i].Head().ID.String()
		return row
	}
	return s
}

func writeZip(ctx context.Context, w io.Writer, sheets []sheet.OutSheet, progress func(done, total int)) error {
	z := zip.NewWriter(w)
	for _, s := range sheets {
		f, err := z.Create(s.Name + ".csv")
		if err != nil {
			return err
		}
		if err := sheet.WriteCSV(ctx, f, s, progress); err != nil {
			return err
		}
	}
	return z.Close()
}
