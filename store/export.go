package store

import (
	"archive/zip"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
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
}

// Export writes a workbook and notes it in the journal. It returns the number of
// rows. Our own workbooks carry the record's number in a hidden column, so that
// they come back as changes whatever was sorted or added in between.
func (b *Book) Export(ctx context.Context, x Export, progress func(done, total int)) (int, error) {
	if x.Full {
		if err := b.Allow(MayExportWhole); err != nil {
			return 0, err
		}
	}
	if x.Full && strings.TrimSpace(x.Reason) == "" {
		return 0, Refuse("导出完整的证件号码要写明用途。")
	}
	sheets, rows := b.outSheets(x)
	err := b.WriteOut(x.To, func(w io.Writer) error {
		switch strings.ToLower(filepath.Ext(x.To)) {
		case ".xlsx":
			return sheet.Write(ctx, w, sheet.Out{Sheets: sheets}, progress)
		case ".csv":
			if len(sheets) != 1 {
				return Refuse("CSV 文件只能放一张表。请指定一类，或改用 .xlsx。")
			}
			return sheet.WriteCSV(ctx, w, sheets[0], progress)
		case ".zip":
			return writeZip(ctx, w, sheets, progress)
		}
		return Refuse("文件名要以 .xlsx、.csv 或 .zip 结尾。")
	}, func() error {
		if x.Template {
			return nil
		}
		return b.note("export", Detail{What: b.kindNames(x), Rows: rows, Whole: x.Full, Reason: x.Reason})
	})
	if err != nil {
		return 0, Tell(err)
	}
	if x.Template {
		return 0, nil
	}
	return rows, nil
}

// note writes a journal entry that changes no record.
func (b *Book) note(intent string, d Detail) error {
	return b.write(intent, &d, func(*Turn) error { return nil })
}

func (b *Book) kindNames(x Export) string {
	if x.List != nil {
		return x.List.Kind().Name()
	}
	var names []string
	for _, k := range b.exported(x) {
		names = append(names, k.Name())
	}
	return strings.Join(names, " ")
}

func (b *Book) exported(x Export) []ledger.Kind {
	if len(x.Kinds) == 0 {
		return rules.KindsOf(b.Today())
	}
	return x.Kinds
}

func (b *Book) outSheets(x Export) (sheets []sheet.OutSheet, rows int) {
	if x.List != nil {
		s := b.outSheet(x.List, x.Keys, x.Full)
		return []sheet.OutSheet{s}, s.Len
	}
	for _, kind := range b.exported(x) {
		l := find.ListOf(b.Today(), Query{Kind: kind})
		if x.Template {
			l = l.First(0)
		}
		s := b.outSheet(l, nil, x.Full)
		sheets = append(sheets, s)
		rows += s.Len
	}
	return sheets, rows
}

// outSheet lays a list out as a sheet: its columns, and the record's number unseen.
func (b *Book) outSheet(l *find.List, keys []string, whole bool) sheet.OutSheet {
	columns := find.ColumnsOf(l.Kind())
	if len(keys) == 0 {
		for _, c := range l.Kind().Columns()[:l.Kind().Fields()] {
			keys = append(keys, c.Key)
		}
		if l.Kind() == ledger.Members {
			keys = append(keys, "duties")
		}
	}
	veil := find.VeilOver(l.Kind(), keys, whole)
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
			row[j] = find.CellText(b.now(), l.Kind(), l.Rows()[i], key, veil)
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
