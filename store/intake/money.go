package intake

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Amounts of money of which neither head nor sheet says the unit: a person is asked, and
// until then they are read as what they look like.

// MoneyUnits are the units that a column of amounts can have.
var MoneyUnits = []string{"万元", "元", "千元", "亿元"}

// A MoneyColumn is a column of amounts without a unit.
type MoneyColumn struct {
	Table *Table
	Index int
	Head  string
	Unit  string // one of MoneyUnits: as it is read
	Said  bool   // a person said so
	Least string // the least and the greatest of its numbers, as written
	Most  string
}

// looksLikeYuan is the middle value from which amounts are taken for 元: ten 亿元 in 万元,
// more than half of a street's enterprises can have.
const looksLikeYuan = 100_000

// MoneyColumns are the columns of the tables that go in of which a person should say the
// unit; Unit of a table answers.
func (in *Intake) MoneyColumns() (all []MoneyColumn) {
	for _, t := range in.Tables {
		for _, c := range t.Columns {
			if m, ok := t.money(c); ok {
				all = append(all, m)
			}
		}
	}
	return all
}

// SayUnit says in which of MoneyUnits the amounts of a column are; the plan must be made
// again.
func (t *Table) SayUnit(index int, unit string) {
	if slices.Contains(MoneyUnits, unit) {
		t.units[index] = unit
		t.columns()
	}
}

// unit is the unit in which the amounts of a column are read that has none; "" for other
// columns.
func (t *Table) unit(index int) string {
	for _, c := range t.Columns {
		if c.Index == index {
			m, _ := t.money(c)
			return m.Unit
		}
	}
	return ""
}

// money tells of a column whether its amounts have no unit and what they look like.
func (t *Table) money(c Column) (MoneyColumn, bool) {
	key := c.Key
	if key == "" {
		key = c.Also
	}
	at := t.Kind.At(key)
	if at < 0 || t.Kind.Columns()[at].Shape != ledger.Number || !ownMeasure(key).money || headMeasure(c.Head).word != "" ||
		sheetMeasure(t.found.Title+" "+t.found.Particulars).word != "" {
		return MoneyColumn{}, false
	}
	type amount struct {
		n    float64
		text string
	}
	var amounts []amount
	for _, r := range t.found.Rows {
		number, _, _ := estimate(blankless(t.found.Grid().Cell(r, c.Index)))
		found := amountText.FindStringSubmatch(value.Halfwidth(number))
		if found == nil || found[2] != "" || found[3] != "" {
			continue
		}
		if n, err := strconv.ParseFloat(numberSigns.Replace(found[1]), 64); err == nil && n > 0 {
			amounts = append(amounts, amount{n, found[1]})
		}
	}
	if len(amounts) == 0 {
		return MoneyColumn{}, false
	}
	slices.SortFunc(amounts, func(a, b amount) int { return cmp.Compare(a.n, b.n) })
	m := MoneyColumn{Table: t, Index: c.Index, Head: headName(c.Head), Unit: "万元", Least: amounts[0].text, Most: amounts[len(amounts)-1].text}
	if amounts[len(amounts)/2].n >= looksLikeYuan {
		m.Unit = "元"
	}
	if said := t.units[c.Index]; said != "" {
		m.Unit, m.Said = said, true
	}
	return m, true
}

// Text says how the column is read, for people.
func (m MoneyColumn) Text() string {
	span := m.Least
	if m.Most != m.Least {
		span += " 至 " + m.Most
	}
	if m.Said {
		return "“" + m.Head + "”按" + m.Unit + "记（" + span + "）"
	}
	return "“" + m.Head + "”没有写单位，按" + m.Unit + "记（" + span + "），请核对"
}
