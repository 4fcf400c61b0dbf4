package travel

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/figures"
	"tuanjian/store/ledger"
)

// FiguresSQL counts in SQL what Figures counts here, by the same keys; a test compares the two.
//
//go:embed postgres/figures.sql
var FiguresSQL string

// Loadable are the indicators that submissions feed: not those about what only a street keeps.
func Loadable() []*figures.Indicator {
	var all []*figures.Indicator
	for i := range figures.Indicators {
		if slices.Contains(ledger.OfCommunity, figures.Indicators[i].Part.Kind) {
			all = append(all, &figures.Indicators[i])
		}
	}
	return all
}

// writeIndicators writes what the figures are called and mean, and the street table as views: a row for each community, a
// row for each street and one for all together, a column for each indicator.
func writeIndicators(s *strings.Builder) {
	s.WriteString(indicatorTable)
	var rows [][]string
	for i, n := range Loadable() {
		rows = append(rows, []string{strconv.Itoa(i + 1), n.Key, n.Group, n.Label, n.Unit, n.Meaning})
	}
	writeRows(s, "indicator (nr, key, grp, label, unit, meaning)", rows)
	writeView(s, "community_figures", "社区汇总表：每个社区一行；率是小数，分母为零就是空",
		[][2]string{{"street", "街道"}, {"community", "社区"}, {"code", "社区代码"}, {"sequence", "第几次上报"}, {"snapshot", "哪一天的情况"}, {"sender", "社区台账的编号"}},
		"s.street, s.name as community, s.code, s.sequence, s.snapshot, f.sender", "group by f.sender, s.ledger\n  order by s.street, s.code, s.name")
	writeView(s, "street_figures", "街道汇总表：每个街道一行，另有一行合计；率是小数，分母为零就是空",
		[][2]string{{"street", "街道，或合计"}, {"senders", "报了包的社区"}},
		"case when grouping(s.street) = 1 then '合计' else s.street end as street, count(distinct f.sender) as senders", "group by grouping sets ((s.street), ())\n  order by grouping(s.street), s.street")
}

const indicatorTable = `
create table if not exists tuanjian.indicator (
  nr int not null, key text primary key, grp text, label text, unit text, meaning text);
comment on table tuanjian.indicator is '指标：汇总里的每个数是什么意思';
comment on column tuanjian.indicator.nr is '次序';
comment on column tuanjian.indicator.key is '指标';
comment on column tuanjian.indicator.grp is '哪一类';
comment on column tuanjian.indicator.label is '名称';
comment on column tuanjian.indicator.unit is '单位';
comment on column tuanjian.indicator.meaning is '怎么算的';
`

// writeView writes a view of the figures with a column for each indicator; a share has its numerator and denominator
// beside it.
func writeView(s *strings.Builder, name, comment string, first [][2]string, columns, group string) {
	var about strings.Builder
	say := func(column, text string) {
		fmt.Fprintf(&about, "comment on column tuanjian.%s.%q is %s;\n", name, column, sqlText(text))
	}
	for _, f := range first {
		say(f[0], f[1])
	}
	fmt.Fprintf(s, "\ndrop view if exists tuanjian.%s;\ncreate view tuanjian.%[1]s as\n  select %s", name, columns)
	for _, n := range Loadable() {
		sum := func(of string) string { return fmt.Sprintf("sum(f.%s) filter (where f.key = '%s')", of, n.Key) }
		if !n.Rate() {
			fmt.Fprintf(s, ",\n    %s as %q", sum("part"), n.Key)
			say(n.Key, n.Label+"："+n.Meaning)
			continue
		}
		fmt.Fprintf(s, ",\n    round(%s / nullif(%s, 0), 4) as %q", sum("part"), sum("of"), n.Key)
		fmt.Fprintf(s, ",\n    %s as %q", sum("part"), n.Key+"_part")
		fmt.Fprintf(s, ",\n    %s as %q", sum("of"), n.Key+"_of")
		say(n.Key, n.Label+"："+n.Meaning)
		say(n.Key+"_part", n.Label+"的分子")
		say(n.Key+"_of", n.Label+"的分母")
	}
	fmt.Fprintf(s, "\n  from tuanjian.figures(tuanjian.day()) f join tuanjian.sender s on s.ledger = f.sender\n  %s;\n", group)
	fmt.Fprintf(s, "comment on view tuanjian.%s is %s;\n%s", name, sqlText(comment), about.String())
}

// writeRows fills a table anew.
func writeRows(s *strings.Builder, table string, rows [][]string) {
	name, _, _ := strings.Cut(table, " ")
	fmt.Fprintf(s, "delete from tuanjian.%s;\ninsert into tuanjian.%s values\n", name, table)
	for i, r := range rows {
		cells := make([]string, len(r))
		for j, text := range r {
			cells[j] = sqlText(text)
		}
		end := ",\n"
		if i == len(rows)-1 {
			end = ";\n"
		}
		s.WriteString("  (" + strings.Join(cells, ", ") + ")" + end)
	}
}

func sqlText(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
