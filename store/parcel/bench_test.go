package parcel

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"testing"

	"filippo.io/age"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// manyMembers are invented members with the fields that an office fills.
func manyMembers(b *testing.B, n int) Content {
	c := Content{Manifest: testManifest()}
	var all []ledger.Record
	surnames, names := []rune("王李张刘陈杨赵黄周吴"), []rune("伟芳娜敏静丽强磊军洋艳勇杰娟涛明超霞平刚")
	for i := range n {
		m := &ledger.Member{Title: string([]rune{surnames[i%10], names[i/10%20], names[i/200%20]}), IDNumber: fmt.Sprintf("4305022000%02d%02d%03d", i%12+1, i%28+1, i%1000) + "X",
			Nation: "01", Joined: value.Day(2015, i%12+1, 0), DevNumber: fmt.Sprintf("2015%08d", i), State: "1", Branch: idOf(1 + i%50), Unit: idOf(100 + i%200),
			Position: "职员", Phone: fmt.Sprintf("138%08d", i*7919%100000000), Address: fmt.Sprintf("某某路%d号%d室", i%300, i%900), Wage: value.MoneyOf(int64(i%900) * 1000)}
		m.ID, m.Rev, m.Order, m.Created, m.CreatedBy = idOf(100000+i*7919), 1, uint64(i), 1750000000+int64(i), "经办人"
		all = append(all, m)
	}
	c.Tables = []Table{{ledger.Members, all}}
	return c
}

func sizes(b *testing.B, f func(*testing.B, int)) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { f(b, n) })
	}
}

func BenchmarkWrite(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		c, lock := manyMembers(b, n), testLock(b)
		b.ReportAllocs()
		for b.Loop() {
			var w counter
			if _, err := Write(context.Background(), &w, c, signKey, lock); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(w)/1e6, "MB")
		}
	})
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

// BenchmarkBareWrite is CSV, zip and age with the same cells already at hand.
func BenchmarkBareWrite(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		rows, to := tableOf(b, n), testLock(b)
		b.ReportAllocs()
		for b.Loop() {
			bare(b, new(counter), to.keys[0], rows)
		}
	})
}

func tableOf(b *testing.B, n int) [][]string {
	c := manyMembers(b, n)
	rows := [][]string{recordResource(ledger.Members, nil).head()}
	for _, r := range c.Tables[0].Records {
		rows = append(rows, cells(nil, ledger.Members, r))
	}
	return rows
}

func bare(b *testing.B, w io.Writer, to age.Recipient, rows [][]string) {
	sealed, err := age.Encrypt(w, to)
	if err != nil {
		b.Fatal(err)
	}
	z := zip.NewWriter(sealed)
	f, err := z.Create("member.csv")
	if err != nil {
		b.Fatal(err)
	}
	out := csv.NewWriter(f)
	if err := out.WriteAll(rows); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	if err := sealed.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRead checks all and then hands every row out.
func BenchmarkRead(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		file := pack(b, manyMembers(b, n))
		b.ReportAllocs()
		for b.Loop() {
			p, err := read(b, file)
			if err != nil {
				b.Fatal(err)
			}
			rows := 0
			if err := p.Rows(context.Background(), "member", func(r Row) error { rows += min(1, len(r.Text("idno"))); return nil }); err != nil || rows != n {
				b.Fatal(rows, err)
			}
		}
	})
}

// BenchmarkBareRead decrypts and parses the same table once and checks nothing.
func BenchmarkBareRead(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		var file bytes.Buffer
		bare(b, &file, testLock(b).keys[0], tableOf(b, n))
		k := testUnlock(b).keys[0]
		b.ReportAllocs()
		for b.Loop() {
			plain, size, err := age.DecryptReaderAt(bytes.NewReader(file.Bytes()), int64(file.Len()), k)
			if err != nil {
				b.Fatal(err)
			}
			z, err := zip.NewReader(plain, size)
			if err != nil {
				b.Fatal(err)
			}
			f, err := z.File[0].Open()
			if err != nil {
				b.Fatal(err)
			}
			in := csv.NewReader(f)
			in.ReuseRecord = true
			rows := 0
			for ; err == nil; rows++ {
				_, err = in.Read()
			}
			if err != io.EOF || rows != n+2 {
				b.Fatal(rows, err)
			}
		}
	})
}
