package travel

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/value"
)

// The files that ExportPostgres writes.
const (
	SchemaFile   = "schema.sql"
	LoadFile     = "load.sh"
	IdentityFile = "identity.txt"
)

// A Postgres says where the files for a database go, and whether the key goes with them.
type Postgres struct {
	Dir    string
	Key    bool   // the ledger's secret key besides; asks MayGiveKey and a Reason, and a street's ledger
	Reason string // what the key is for
}

// ExportPostgres writes what a district or city needs to go on with the same packages in its PostgreSQL, when one machine
// is not enough: SchemaFile makes the tables, code lists, this ledger's rules and the street table; LoadFile loads packages
// with age, unzip and psql. Neither holds anything of a person, so every role may write them, from any ledger.
//
// Packages are sealed to the street's key, so the database's keeper needs it, as IdentityFile. To give it away is a deed
// of its own, journalled with its reason, and never done unasked: whoever has that file opens every package that was ever
// sealed to this street or will be, without a password, and nothing takes it back — the key is made from the ledger's seed,
// and communities go on sealing to it. It cannot sign: nobody sends in the street's name with it. It belongs on the one
// machine that loads, readable to one user, and nowhere else.
//
// Files of an earlier export are replaced, an IdentityFile never.
func ExportPostgres(b *store.Book, x Postgres) error {
	profile := b.Profile()
	if x.Key {
		switch err := b.Allow(store.MayGiveKey); {
		case err != nil:
			return err
		case !profile.Street:
			return store.Refuse("解密钥匙在街道台账里。请在街道台账上导出。")
		case strings.TrimSpace(x.Reason) == "":
			return store.Refuse("交出解密钥匙要写明用途。")
		}
	}
	if err := os.MkdirAll(x.Dir, 0o700); err != nil {
		return store.Tell(err)
	}
	identity := filepath.Join(x.Dir, IdentityFile)
	if x.Key {
		if _, err := os.Lstat(identity); err == nil {
			return &store.Error{Code: store.Exists, Message: "这个文件夹里已经有 " + IdentityFile + "，可能是别的街道的钥匙。请换一个文件夹，或先把它移走。"}
		} else if !errors.Is(err, os.ErrNotExist) {
			return store.Tell(err)
		}
	}
	err := b.WriteOut(filepath.Join(x.Dir, SchemaFile), func(w io.Writer) error { return writeSchema(b, w) }, nil)
	if err == nil {
		err = b.WriteOut(filepath.Join(x.Dir, LoadFile), func(w io.Writer) error {
			_, err := io.WriteString(w, parcel.LoadScript())
			return err
		}, nil)
	}
	if err == nil && x.Key {
		err = b.WriteOut(identity, func(w io.Writer) error { return writeIdentity(w, profile, b.Basis().Today) },
			func() error {
				_, err := b.Do(store.Intent{Deed: store.MayGiveKey, What: "key", Reason: x.Reason}, func(*store.Turn) error { return nil })
				return err
			})
	}
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

// writeSchema writes the tables of a submission, the rules of this ledger and the street table.
func writeSchema(b *store.Book, w io.Writer) error {
	var s strings.Builder
	s.WriteString(schemaHead)
	if err := parcel.WritePostgres(&s, ledger.OfCommunity); err != nil {
		return err
	}
	s.WriteString(ruleTable)
	rows := [][]string{}
	for _, r := range b.Basis().Rules.Rows() {
		rows = append(rows, r[:])
	}
	writeRows(&s, "rule (key, value, note)", rows)
	s.WriteString(FiguresSQL)
	writeIndicators(&s)
	s.WriteString("\ncommit;\n")
	_, err := io.WriteString(w, s.String())
	return err
}

const schemaHead = `-- 团建台账的 PostgreSQL 库，13 版以上，编码 UTF8：psql -f schema.sql，程序升级以后再跑一次也行，装好的记录不动。
-- 装包用 load.sh。全在 schema tuanjian 里；表名、列名与上报包的 CSV 相同，from、to、union 这样的列名要加双引号。
-- 汇总表是两个视图：community_figures 和 street_figures；从哪一天看：set tuanjian.day = '2026-06-30'。

\set ON_ERROR_STOP on
set client_min_messages = warning;
set client_encoding = 'UTF8';
set standard_conforming_strings = on;
select current_setting('server_encoding') = 'UTF8' as utf8 \gset
\if :utf8
\else
  \warn '这个库的编码不是 UTF8。请用 createdb -E UTF8 -T template0 另建一个。'
  do 'begin raise exception ''encoding''; end';
\endif
begin;
`

const ruleTable = `create table if not exists tuanjian.rule (
  key text primary key, value text not null, note text);
comment on table tuanjian.rule is '规则：导出这个文件的台账里的；汇总按它算';
comment on column tuanjian.rule.key is '规则';
comment on column tuanjian.rule.value is '取值';
comment on column tuanjian.rule.note is '说明';
`

// writeIdentity writes a key file that age reads; its lines of words begin with #.
func writeIdentity(w io.Writer, p store.Profile, today value.Date) error {
	secret, public, err := parcel.KeysFrom(p.Key)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, `# %s的解密钥匙，%s 导出。
# 谁有这个文件，谁就能打开封给这个街道的所有上报包，以前的和以后的都能，而且收不回来。
# 只放在装库的那台电脑上，只让装库的人读；不要放 U 盘、网盘，不要用邮件发。不用了就删掉。
# public key: %s
%s
`, strings.Join(strings.Fields(p.Name), " "), today, public, secret)
	return err
}
