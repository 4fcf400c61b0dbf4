package intake

import (
	"context"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// What the tests of this folder see of the inside of the package.
const MostRows = mostRows

var MembersNamed = membersNamed

// Of is the intake of a workbook that lies in memory.
func Of(b *store.Book, file *sheet.Workbook) *Intake {
	return &Intake{book: b, file: file, heads: map[int]headSaid{}}
}

func (in *Intake) InFile() *sheet.Workbook  { return in.file }
func (in *Intake) Only(kind ledger.Kind)    { in.kinds = []ledger.Kind{kind} }
func (in *Intake) Find(ctx context.Context) { in.find(ctx) }
func (in *Intake) NothingFound() error      { return in.nothingFound() }
func (p *Plan) Lone() *Row                  { return p.lone() }
func (p *Plan) TableOf(r *Row) *Table       { return p.tables[r] }
func (out *Row) Duties() []*ledger.Post     { return out.duties }
