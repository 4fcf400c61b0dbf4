package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// A part is one file of a package.
type part struct {
	name  string
	rows  int
	write func(w io.Writer)
}

// rows is a table of n rows, each from row.
func rows(name, head string, n int, row func(i int) string) part {
	return part{name, n, func(w io.Writer) {
		io.WriteString(w, head+"\n")
		for i := range n {
			io.WriteString(w, row(i)+"\n")
		}
	}}
}

// blanks is a file of n bytes of which nothing is worth keeping.
func blanks(name string, n int) part {
	line := []byte(strings.Repeat(" ", 64<<10))
	return part{name, 0, func(w io.Writer) {
		for range n / len(line) {
			w.Write(line)
		}
	}}
}

// id is the i-th ID; those of other rows differ where they should.
func id(row, i int) string { return fmt.Sprintf("%08x%024x", row+1, i+1) }

// pack makes a package that a stranger signs and seals to the passphrase.
func pack(kind string, work int, parts ...part) func() []byte {
	return func() []byte {
		sign := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
		answer, err := age.GenerateX25519Identity()
		check(err)
		to, err := age.NewScryptRecipient(passphrase)
		check(err)
		to.SetWorkFactor(work)
		var sealed bytes.Buffer
		out, err := age.Encrypt(&sealed, to)
		check(err)
		z := zip.NewWriter(out)
		z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 6) })
		files, counts := []any{}, map[string]int{}
		for _, p := range parts {
			w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
			check(err)
			sum, n := sha256.New(), &counted{}
			buffered := bufio.NewWriterSize(io.MultiWriter(w, sum, n), 1<<20)
			p.write(buffered)
			check(buffered.Flush())
			files = append(files, map[string]any{"path": p.name, "bytes": n.n, "sha256": hex.EncodeToString(sum.Sum(nil)), "rows": p.rows})
			if kind, is := strings.CutSuffix(p.name, ".csv"); is {
				counts[kind] = p.rows
			}
		}
		text, err := json.Marshal(map[string]any{"format": "tuanjian-parcel", "version": 2, "kind": kind, "sequence": 1, "snapshot": "2026-06-30", "generated": "2026-06-30T00:00:00Z",
			"sender":    map[string]any{"name": "乙社区", "ledger": id(0xabc, 1), "key": hex.EncodeToString(sign.Public().(ed25519.PublicKey)), "answer": answer.Recipient().String()},
			"recipient": map[string]any{"name": "街道"}, "counts": counts, "files": files})
		check(err)
		for name, data := range map[string][]byte{"manifest.json": text, "manifest.sig": ed25519.Sign(sign, text)} {
			w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
			check(err)
			w.Write(data)
		}
		check(z.Close())
		check(out.Close())
		return sealed.Bytes()
	}
}

type counted struct{ n int }

func (c *counted) Write(b []byte) (int, error) { c.n += len(b); return len(b), nil }

func check(err error) {
	if err != nil {
		fail(err)
	}
}

const quick = 10 // the work of opening a passphrase is the honest one's only where that is tried

// packages are such that a street or a community gets from somebody whom it does not know.
func packages() (all []bomb) {
	add := func(name, kind string, parts ...part) {
		do := toStreet
		if kind != "submission" {
			do = toCommunity
		}
		all = append(all, bomb{kind + ": " + name, "包.tjb", pack(kind, quick, parts...), do})
	}
	ids := func(table int) func(int) string { return func(i int) string { return id(table, i) + ",1" } }
	alike := func(row string) func(int) string { return func(i int) string { return id(0, i) + ",1," + row } }
	const most = 50_000 // as many as are read of a stranger
	add("1,000,000 members", "submission", rows("member.csv", "id,rev", 1_000_000, ids(0)))
	add("1,000,000 of four kinds", "submission", rows("member.csv", "id,rev", 250_000, ids(0)), rows("branch.csv", "id,rev", 250_000, ids(1)), rows("enterprise.csv", "id,rev", 250_000, ids(2)), rows("post.csv", "id,rev", 250_000, ids(3)))
	add("50,000 members, all alike", "submission", rows("branch.csv", "id,rev,name", 1, func(i int) string { return id(1, i) + ",1,甲支部" }),
		rows("member.csv", "id,rev,name,idno,phone,branch,born,qq,email,note", most-1, alike("王某,110101199003070011,13800000000,"+id(1, 0)+",1990-03-07,10000,a@b.cn,备注")))
	add("50,000 members, all wrong", "submission", rows("member.csv", "id,rev,name,idno,phone,branch,born,joined,gender,nation,education,politics,unit", most, alike("?,?,?,?,?,?,?,?,?,?,?")))
	add("49,000 members, ten things wrong in each", "submission", rows("member.csv", "id,rev,name,idno,sex,born,joined,nation,education,politics,branch,phone,qq,email", 49_000, func(i int) string {
		return id(0, i) + fmt.Sprintf(",1,王%d,1101011990%02d%02d%03d1,9,1890-01-0%d,2199-0%d,第%d族,%d年级,%d,", i, i%12+1, i%28+1, i%1000, i%9+1, i%9+1, i, i, i) + id(9, i) + fmt.Sprintf(",1%d,q%d,a%d@", i, i, i)
	}))
	add("50,000 branches, each above the next", "submission", rows("branch.csv", "id,rev,name,superior", most, func(i int) string {
		return id(0, i) + ",1,支部" + fmt.Sprint(i) + "," + id(0, (i+1)%most)
	}))
	add("50,000 branches of one name", "submission", rows("branch.csv", "id,rev,name", most, alike("甲支部")))
	add("50,000 enterprises of one name", "submission", rows("enterprise.csv", "id,rev,name,credit", most, alike("甲有限公司,91430502MA4L123472")))
	add("25,000 posts of one person", "submission", rows("branch.csv", "id,rev,name", 1, func(i int) string { return id(1, i) + ",1,甲支部" }),
		rows("member.csv", "id,rev,name,branch", 1, func(i int) string { return id(2, i) + ",1,甲," + id(1, 0) }),
		rows("post.csv", "id,rev,person,branch,duty,from", most-2, alike(id(2, 0)+","+id(1, 0)+",书记,2020-01-01")))
	add("branches of 30,000 enterprises each", "submission", rows("branch.csv", "id,rev,name,enterprises", 60, func(i int) string {
		var b strings.Builder
		for j := range 30_000 {
			b.WriteString(id(2, j) + " ")
		}
		return id(0, i) + ",1,甲支部," + b.String()
	}))
	add("1 GB of loose text", "submission", rows("member.csv", "id,rev", most, ids(0)), rows("loose.csv", "kind,record,key,text", 16*1020, func(i int) string {
		return "member," + id(0, i) + ",k," + strings.Repeat("x", 64<<10)
	}))
	add("60 MB of loose text", "submission", rows("member.csv", "id,rev", most, ids(0)), rows("loose.csv", "kind,record,key,text", most, func(i int) string {
		return "member," + id(0, i) + ",k," + strings.Repeat("x", 1100)
	}))
	add("50 MB of names", "submission", rows("member.csv", "id,rev,name", 50, alike(strings.Repeat("王", 330_000))))
	add("1,000 loose texts a record", "submission", rows("member.csv", "id,rev", 199, ids(0)), rows("loose.csv", "kind,record,key,text", 199_000, func(i int) string {
		return "member," + id(0, i/1000) + ",k" + fmt.Sprint(i) + ",x"
	}))
	add("200,000 ended states", "submission", rows("member.csv", "id,rev", most, ids(0)), rows("history.csv", "kind,record,key,nr,value,since,until,reason,document", 199_999, func(i int) string {
		return "member," + id(0, i%most) + ",status" + fmt.Sprint(i/most) + ",1,在册,2020-01-01,2021-01-01,x,x"
	}))
	add("1,000,000 ended states", "submission", rows("history.csv", "kind,record,key,nr,value,since,until,reason,document", 1_000_000, func(i int) string {
		return "member," + id(0, i) + ",status,1,在册,2020-01-01,2021-01-01,x,x"
	}))
	add("200,000 explanations", "submission", rows("member.csv", "id,rev", 1, ids(0)), rows("explanations.csv", "kind,record,key,code,text,explanation", 199_999, func(i int) string {
		return "member," + id(0, i) + ",name,x,x,x"
	}))
	add("200,000 excuses", "submission", rows("member.csv", "id,rev", most, ids(0)), rows("excuses.csv", "kind,record,key,code,text,reason", 199_999, func(i int) string {
		return "member," + id(0, i%most) + ",name" + fmt.Sprint(i) + ",x,x,x"
	}))
	add("60 rows of 300,000 columns", "submission", rows("member.csv", "id,rev"+wide(300_000, func(i int) string { return fmt.Sprintf(",c%x", i) }), 60, func(i int) string {
		return id(0, i) + ",1" + strings.Repeat(",", 300_000)
	}))
	add("60 MB of earlier versions", "submission", part{"base.jsonl", 1000, func(w io.Writer) {
		for i := range 1000 {
			fmt.Fprintf(w, `{"kind":"member","id":"%s","rev":1,"fields":{%s"z":""}}`+"\n", id(0, i), wide(4_000, func(i int) string { return fmt.Sprintf(`"k%x":"xx",`, i) }))
		}
	}})
	add("60 MB of versions", "submission", rows("versions.csv", "kind,record,nr,hash,removed", 999_999, func(i int) string { return "member," + id(0, i) + ",1,,1" }))
	add("1 GB of nothing", "submission", blanks("x.bin", 1000<<20))
	add("60 MB of quotes", "submission", rows("x.csv", "a", 100, func(int) string { return `"` + strings.Repeat(`""`, 300_000) + `"` }))
	all = append(all, bomb{"submission: as much work for a passphrase as may be", "包.tjb", pack("submission", 18, rows("member.csv", "id,rev", 10, ids(0))), toStreet},
		bomb{"submission: a wrong passphrase", "包.tjb", func() []byte { return bytes.Replace(pack("submission", 18)(), []byte("age"), []byte("age"), 1) }, toStreet})

	street := rows("street.csv", "id,rev,name", 1, func(i int) string { return id(9, i) + ",1,小江湖街道" })
	home := func(n int) part {
		return rows("community.csv", "id,rev,name,code", n, func(i int) string { return id(8, i) + ",1,社区" + fmt.Sprint(i) + "," })
	}
	add("1,000,000 officers", "notice", street, home(1), rows("officer.csv", "id,rev,name", 1_000_000, ids(0)))
	add("49,000 communities", "notice", street, home(49_000))
	add("24,000 contacts and visits", "notice", street, rows("community.csv", "id,rev,name", 1, func(i int) string { return id(8, i) + ",1,甲社区" }),
		rows("officer.csv", "id,rev,name", 1, func(i int) string { return id(7, i) + ",1,石书记" }),
		rows("liaison.csv", "id,rev,officer,community", 24_000, func(i int) string { return id(6, i) + ",1," + id(7, 0) + "," + id(8, 0) }),
		rows("visit.csv", "id,rev,liaison,day", 24_000, func(i int) string { return id(5, i) + ",1," + id(6, i) + ",2026-01-01" }))
	add("50,000 codes", "notice", street, home(1), rows("codes.csv", "list,code,label,grp", most, func(i int) string { return "nation," + fmt.Sprint(i) + ",甲" + fmt.Sprint(i) + "," }))
	add("1 GB of loose text", "notice", street, home(1), rows("loose.csv", "kind,record,key,text", 16*1020, func(i int) string {
		return "officer," + id(0, i) + ",k," + strings.Repeat("x", 64<<10)
	}))
	add("2,000 rules", "notice", street, home(1), rows("rules.csv", "key,value,note", 2000, func(i int) string { return "age_max,28," + strings.Repeat("x", 20_000) }))
	add("1,000,000 matters", "receipt", rows("matter.csv", "id,rev", 1_000_000, ids(0)))
	add("1 GB of loose text", "receipt", rows("loose.csv", "kind,record,key,text", 16*1020, func(i int) string {
		return "matter," + id(0, i) + ",k," + strings.Repeat("x", 64<<10)
	}))
	return all
}

// wide joins n pieces.
func wide(n int, piece func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(piece(i))
	}
	return b.String()
}
