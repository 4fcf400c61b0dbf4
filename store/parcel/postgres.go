package parcel

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// The parts of the schema that are the same whatever the kinds are, and the script that loads packages.
//
//go:embed postgres/convert.sql
var convertSQL string

//go:embed postgres/take.sql
var takeSQL string

//go:embed postgres/load.sh
var loadScript string

// LoadScript is the POSIX shell script that loads packages into the tables of WritePostgres, with age, unzip and psql. One
// transaction replaces all that one sender has there; a package that was loaded before changes nothing, an older one is
// refused. It checks no signature, which needs more than these three tools, and it takes submissions only.
func LoadScript() string { return loadScript }

// WritePostgres writes the SQL that makes, in the schema tuanjian, a table for each table of a package that carries these
// kinds, with every table and column commented; it can be run again when a later program has more columns. Each row bears
// _sender, the ID of the ledger that sent it, so that the packages of many communities live side by side; rows are told
// apart by _sender and id, since copies of one record may be in several ledgers. A date stands as the text of the
// package and beside it, as a generated column KEY_first, as the first day that it can mean. There are no foreign keys:
// a reference may lead to what does not travel. The error is w's.
func WritePostgres(w io.Writer, kinds []ledger.Kind) error {
	p := &sqlWriter{w: w}
	p.say(sqlHead)
	p.say("create or replace function tuanjian.format_version() returns int language sql immutable as 'select %d';", Version)
	p.say("comment on function tuanjian.format_version() is '认得的包的最新版本';")
	p.say("create or replace function tuanjian.guarded_since() returns int language sql immutable as 'select %d';", guardedSince)
	p.say("comment on function tuanjian.guarded_since() is '从这个版本起，像公式的文字前面有一个撇号';")
	p.say("create or replace function tuanjian.is_province(s text) returns boolean language sql immutable parallel safe as $$ select s in ('%s') $$;",
		strings.Join(value.Provinces(), "', '"))
	p.say("comment on function tuanjian.is_province(text) is '两位省级代码（GB/T 2260）';\n")
	p.say("%s", convertSQL)
	p.table("sender", "报送单位：每个社区一行", "ledger", senderColumns)
	p.table("loaded", "装过的每一个包", "digest", loadedColumns)
	var rows []string
	for _, kind := range kinds {
		p.table(kind.Name(), kind.Title(), "_sender, id", sqlColumns(kind))
		rows = append(rows, fmt.Sprintf("(%d, %s, %s, true)", len(rows)+1, literal(kind.Name()), literal(kind.Title())))
	}
	for _, r := range side {
		if !slices.Contains(loadedBeside, r.Name) {
			continue
		}
		if r.Name == TableCodes {
			p.table("code_now", "代码表：导出这个文件的程序里的", "list, code", sideColumns(r)[1:])
		}
		p.table(r.Name, r.Title, sideKey(r), sideColumns(r))
		rows = append(rows, fmt.Sprintf("(%d, %s, %s, false)", len(rows)+1, literal(r.Name), literal(r.Title)))
	}
	p.codes(kinds)
	p.say("drop function if exists tuanjian.tables();")
	p.say("create function tuanjian.tables() returns table (nr int, name text, title text, record boolean) language sql immutable as $$ values\n  %s $$;",
		strings.Join(rows, ",\n  "))
	p.say("comment on function tuanjian.tables() is '从包里装的表；record 说它是不是一类记录';\n")
	p.say("%s", takeSQL)
	return p.err
}

// loadedBeside are the tables beside the records that tell a database something: not those for the copies of one ledger, and
// not those of notices and receipts.
var loadedBeside = []string{TableHistory, TableExcuses, TableLoose, TableExplanations, TableCodes}

const sqlHead = `create schema if not exists tuanjian;
comment on schema tuanjian is '团建台账：各社区上报的记录。有个人信息，请只授权给办这件事的人';
`

// A sqlColumn is a column of a table in PostgreSQL.
type sqlColumn struct{ name, typ, comment string }

var bySender = sqlColumn{"_sender", "uuid not null", "报送单位，sender 的 ledger"}

var senderColumns = []sqlColumn{
	{"ledger", "uuid not null", "社区台账的编号，不变"}, {"name", "text", "名称"}, {"code", "text", "社区代码，12 位"}, {"street", "text", "报给哪个街道"},
	{"sequence", "bigint not null", "装了第几次上报"}, {"snapshot", "date", "哪一天的情况"}, {"digest", "text", "包的编号"}, {"loaded", "timestamptz", "什么时候装的"},
}

var loadedColumns = []sqlColumn{
	{"digest", "text not null", "包的编号：manifest.json 的 SHA-256"}, bySender, {"sequence", "bigint not null", "第几次上报"}, {"snapshot", "date", "哪一天的情况"},
	{"generated", "timestamptz", "什么时候写的包"}, {"program", "text", "写包的程序版本"}, {"manifest", "jsonb", "包的说明全文"},
	{"loaded", "timestamptz", "什么时候装的"}, {"loaded_by", "text", "哪个数据库用户装的"},
}

// sqlColumns are the columns for a kind's table of records.
func sqlColumns(kind ledger.Kind) []sqlColumn {
	all := []sqlColumn{bySender, {columnID, "uuid not null", "记录编号"}, {columnRev, "bigint", "版次"}}
	for _, c := range kind.Columns()[:kind.Fields()] {
		switch {
		case c.Shape == ledger.Day8 || c.Shape == ledger.Month6:
			all = append(all, sqlColumn{c.Key, "text", c.Label + "：" + aboutDate},
				sqlColumn{c.Key + "_first", "date generated always as (tuanjian.first_day(" + quoted(c.Key) + ")) stored", c.Label + "：最早可能是哪一天"})
		case c.Shape == ledger.Number:
			all = append(all, sqlColumn{c.Key, "bigint", c.Label})
		case c.Shape == ledger.Amount:
			all = append(all, sqlColumn{c.Key, "numeric", c.Label})
		case c.Shape == ledger.Choice:
			all = append(all, sqlColumn{c.Key, "text", c.Label + "：选项的名称，代码见 codes 的 " + c.Choices.Name + "；不在其中的是填写人的原话"})
		case c.Shape == ledger.Ref && c.Choices.Many:
			all = append(all, sqlColumn{c.Key, "uuid[]", c.Label + "：几条 " + c.Choices.Kind + " 的 id"})
		case c.Shape == ledger.Ref:
			all = append(all, sqlColumn{c.Key, "uuid", c.Label + "：" + c.Choices.Kind + " 的 id"})
		case c.Shape == ledger.IDCard:
			all = append(all, sqlColumn{c.Key, "text", c.Label},
				sqlColumn{c.Key + "_born", "text generated always as (tuanjian.number_born(" + quoted(c.Key) + ")) stored", "居民身份证号码说明的出生日期；号码不对就是空"})
		default:
			all = append(all, sqlColumn{c.Key, "text", c.Label})
		}
	}
	return append(all, plainColumns(particulars)...)
}

// sideColumns are the columns for a table that is no record's.
func sideColumns(r resource) []sqlColumn {
	return append([]sqlColumn{bySender}, plainColumns(r.Schema.Fields)...)
}

func plainColumns(fields []field) []sqlColumn {
	var all []sqlColumn
	for _, f := range fields {
		c := sqlColumn{f.Name, map[string]string{"integer": "bigint", "datetime": "timestamptz"}[f.Type], f.Title}
		switch {
		case f.Name == "record":
			c.typ = "uuid"
		case c.typ == "":
			c.typ = "text"
		}
		if f.Description != "" {
			c.comment += "：" + f.Description
		}
		all = append(all, c)
	}
	return all
}

// sideKey is the primary key of a side table, "" when it has none.
func sideKey(r resource) string {
	if len(r.Schema.Primary) == 0 {
		return ""
	}
	return strings.Join(append([]string{"_sender"}, r.Schema.Primary...), ", ")
}

// A sqlWriter writes statements until the first error.
type sqlWriter struct {
	w   io.Writer
	err error
}

func (p *sqlWriter) say(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// table makes a table, or gives one that an earlier program has made the columns that it lacks.
func (p *sqlWriter) table(name, comment, key string, columns []sqlColumn) {
	var made, added []string
	for _, c := range columns {
		made = append(made, quoted(c.name)+" "+c.typ)
		added = append(added, "add column if not exists "+quoted(c.name)+" "+c.typ)
	}
	if key != "" {
		made = append(made, "primary key ("+key+")")
	}
	p.say("create table if not exists tuanjian.%s (\n  %s);", quoted(name), strings.Join(made, ",\n  "))
	p.say("alter table tuanjian.%s\n  %s;", quoted(name), strings.Join(added, ",\n  "))
	p.say("comment on table tuanjian.%s is %s;", quoted(name), literal(comment))
	for _, c := range columns {
		p.say("comment on column tuanjian.%s.%s is %s;", quoted(name), quoted(c.name), literal(c.comment))
	}
	p.say("")
}

// codes fills code_now with the lists of the kinds' choices.
func (p *sqlWriter) codes(kinds []ledger.Kind) {
	var rows []string
	done := map[string]bool{}
	for _, kind := range kinds {
		for _, c := range kind.Columns()[:kind.Fields()] {
			if c.Shape != ledger.Choice || done[c.Choices.Name] {
				continue
			}
			done[c.Choices.Name] = true
			for _, item := range c.Choices.Items() {
				rows = append(rows, fmt.Sprintf("(%s, %s, %s, %s)", literal(c.Choices.Name), literal(item.Code), literal(c.Choices.Plain(item.Code)), literal(item.Group)))
			}
		}
	}
	p.say("delete from tuanjian.code_now;\ninsert into tuanjian.code_now (list, code, label, grp) values\n  %s;\n", strings.Join(rows, ",\n  "))
}

// quoted is a name as SQL writes it: some keys, such as from and union, are words of its own.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal is a text as SQL writes it.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
