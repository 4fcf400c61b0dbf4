package sheet

import (
	"context"
	"sort"
)

// ReasonHead is the head of the column that WriteFaults adds and Locate leaves out.
const ReasonHead = "错误原因"

// Term is one column that a table may have: its key and the header names by which offices call it.
type Term struct {
	Key   string
	Names []string
	Must  bool // a row without any such column filled is hardly a row; a head without any is hardly this table's
}

// Vocabulary is what Locate knows of a target table. Words are such as stand in titles and sheet names (花名册, 团员);
// they are a hint and never decide alone.
type Vocabulary struct {
	Table   string
	Terms   []Term
	Words   []string
	Neutral []string // words before a name that say only whose it is: 学生 in 学生姓名
	Whose   []string // the keys whose names may have such a word; 员工状态 is not 状态
	Others  []Other
	Own     []string               // groups that speak of the one himself, though they have a word of others in them
	Stops   []string               // heads with which a table is another one, whatever else it has: 称谓 in a table of relatives
	Many    []string               // keys that several columns may have
	Values  []Value                // columns that are plain from what stands in them, the most telling first
	Parts   func(text string) bool // a text that, alone in a row, names those below it: 第二团支部; may be nil
	Section func(text string) bool // a text that, alone in a row, says what those below it are: 二、已转出; may be nil
	Hidden  bool                   // rows that the file does not show are read too; else they are left out (WhyHidden)
	Said    bool                   // a person said that the file is of this table: one known head will do
}

// Other are words that, in a group above a name or in a note in brackets behind it, say that it is somebody else's or
// something else: 联系人 over 手机号, 女 over 人数. With Keys they speak so of these keys only; with Groups only in a group.
type Other struct {
	Words  []string
	Keys   []string
	Groups bool
}

// A Value is a column that is plain from its values.
type Value struct {
	Key   string
	Fits  func(text string) bool
	Near  func(text string) bool // meant to be such a value, and miscopied; may be nil
	Proof bool                   // a row with such a value is a row of the table, whatever words it opens with
	First bool                   // of several columns that fit, it is the only one before the first proof
	Plain func(text string) bool // of those, it must be one of these where another column has them; may be nil
	Signs string                 // a head made of these characters only may be such a column, if the values say so
}

// Column is one column of a located table.
type Column struct {
	Index    int    // from 0
	Head     string // as written, groups joined: 基本情况/姓名
	Key      string // "" when the vocabulary does not know it
	Twice    bool   // the vocabulary knows it, but an earlier or better column already has its key
	Also     string // of a column that came twice: the key that it may fill where the better column is empty
	Second   string // of a head with two names (政治面貌/入党时间): the key of what stands behind
	Loose    bool   // recognised by a freer reading of the header
	Inferred bool   // recognised by what stands in it
	Others   bool   // the vocabulary knows its name, but a group above says that it is somebody else's
	Whose    bool   // it stands behind a second name, and nobody knows whose it is
}

// Skip is a row below the head that is not data, and why.
type Skip struct {
	Row int
	Why Why
}

// Why a row is left out.
type Why string

// The reasons for leaving a row out. Leftover is a row in which only a number or a prepared value stands; Filler one that
// says that nothing stands here (以下空白, 续表, 第 1 页).
const (
	WhyTotal     Why = "合计行"
	WhySignature Why = "落款行"
	WhyNote      Why = "说明行"
	WhyRepeat    Why = "重复的表头"
	WhySample    Why = "示例行"
	WhyGroup     Why = "分组标题"
	WhyLeftover  Why = "没有填写的行"
	WhyFiller    Why = "空白或续页标记"
	WhyHidden    Why = "隐藏的行"
)

// A Lay is how a table lay in the office's sheet before it was read as rows.
type Lay string

// How a table lies: heads above rows over the whole sheet; in a part of it, beside or below another; heads in the first
// column and a person a column; registration cards; rows without heads.
const (
	LayPlain    Lay = ""
	LayPart     Lay = "分块"
	LaySideways Lay = "列名在左边"
	LayCards    Lay = "登记卡"
	LayHeadless Lay = "没有表头"
)

// Found is a table found in a sheet. All rows and columns are those of its Grid, counted from 0; Place says where they
// stand in the office's sheet.
type Found struct {
	Table       string
	Sheet       int // index in Workbook.Sheets
	Name        string
	Lay         Lay
	HeadTop     int // first and last row of the head: two when group names stand above; -1 when there is none
	HeadBottom  int
	Columns     []Column // all columns with a head, from left to right, the reason column left out
	Rows        []int    // the data rows in order
	Skipped     []Skip
	Title       string
	Particulars string  // the other texts above the head: 填报单位：… 统计日期：…
	Score       float64 // 0 to 1: the share of the head that was understood, lowered by missing Must columns
	reason      int     // the column of reasons, -1 when there is none
	grouped     int     // columns known literally by their name together with a group above
	points      float64
	again       []int // rows in which the head stands again, written otherwise
	turned      bool  // rows of the table are columns of the sheet
	ground      ground
}

// Grid is the sheet in which the table lies in rows: the office's own for most, a straightened one for cards, for tables
// on their side and for blocks. Changing it changes what is read.
func (f *Found) Grid() *Sheet { return f.ground.Sheet }

// Place is where a cell of the Grid stands in the office's sheet.
func (f *Found) Place(r, c int) (row, col int) {
	if f.ground.place == nil {
		return r, c
	}
	return f.ground.place(r, max(c, 0))
}

// Column gives the column of a key, -1 when there is none.
func (f *Found) Column(key string) int {
	for _, c := range f.Columns {
		if c.Key == key && key != "" {
			return c.Index
		}
	}
	return -1
}

// Unknown lists the columns that the vocabulary does not know or that came twice.
func (f *Found) Unknown() []Column {
	var all []Column
	for _, c := range f.Columns {
		if c.Key == "" {
			all = append(all, c)
		}
	}
	return all
}

// Locate finds the tables of a workbook, each for the vocabulary that understands it best: visible sheets before hidden
// ones, better understood sheets first, the tables of one sheet as they follow each other. A sheet in which none can be
// made out is not among them. Once the context has ended it looks no further: ask the context before using the answer.
func Locate(ctx context.Context, b *Workbook, vocabularies ...Vocabulary) []Found {
	ls := lexicons(vocabularies, newToil(ctx))
	var all []Found
	points := map[int]float64{}
	for i := range b.Sheets {
		for _, f := range tablesIn(wholeSheet(&b.Sheets[i]).months().attendances(), ls) {
			f.Sheet = i
			points[i] = max(points[i], f.points)
			all = append(all, f)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, z := all[i].Sheet, all[j].Sheet
		if hi, hj := b.Sheets[a].Hidden, b.Sheets[z].Hidden; hi != hj {
			return hj
		}
		return a != z && points[a] > points[z]
	})
	return all
}

func lexicons(vocabularies []Vocabulary, toil *toil) []*lexicon {
	ls := make([]*lexicon, len(vocabularies))
	for i, v := range vocabularies {
		ls[i] = newLexicon(v, toil)
	}
	return ls
}

// LocateAt is Locate for one sheet when a person has said where the head is: rows top to bottom, counted from 0. With top
// -1 there is no head: every row is data, and columns are known only by their values. It answers even when it recognises
// no column.
func LocateAt(b *Workbook, sheet, top, bottom int, v Vocabulary) (Found, bool) {
	if sheet < 0 || sheet >= len(b.Sheets) {
		return Found{}, false
	}
	g, l := wholeSheet(&b.Sheets[sheet]), newLexicon(v, newToil(context.Background()))
	if top == -1 {
		f := bareRows(g, l)
		f.Sheet = sheet
		return f, len(f.Columns) > 0
	}
	if top < 0 || bottom < top || bottom >= len(g.Rows) {
		return Found{}, false
	}
	f := readHead(g, l, top, bottom)
	f.Sheet = sheet
	above(g.Sheet, &f)
	f.disown(l)
	readRows(&f, l, len(g.Rows))
	return f, true
}

// SetKey corrects the mapping: the column at index gets the key, and another column that had it loses it, unless it is one
// of those that several columns may have.
func (f *Found) SetKey(index int, key string, many ...string) {
	for _, k := range many {
		if k == key {
			for i := range f.Columns {
				if c := &f.Columns[i]; c.Index == index {
					*c = Column{Index: c.Index, Head: c.Head, Key: key}
				}
			}
			return
		}
	}
	for i := range f.Columns {
		c := &f.Columns[i]
		if c.Index == index {
			*c = Column{Index: c.Index, Head: c.Head, Key: key}
		} else if key != "" && c.Key == key {
			c.Key = ""
		}
	}
}

// maxTables is how many tables of one sheet are told apart; what comes below stays in the last.
const maxTables = 300

// tablesIn finds the tables of a ground.
func tablesIn(g ground, ls []*lexicon) []Found {
	head, l := bestHead(g, ls)
	if all := sideways(g, ls, head); all != nil {
		return all
	}
	if all := cards(g, ls, head); all != nil {
		return all
	}
	if head == nil {
		return headless(g, ls)
	}
	if earlier, by := headBefore(g, head, ls); earlier != nil {
		head, l = earlier, by
	}
	var all []Found
	if parts := beside(g, head, l); parts != nil {
		for _, p := range parts {
			if head, l := bestHead(p, ls); head != nil {
				head.Lay = LayPart
				all = append(all, stacked(p, head, l, ls)...)
			}
		}
		return all
	}
	return stacked(g, head, l, ls)
}
