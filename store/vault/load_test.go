package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/crypto/chacha20poly1305"

	"tuanjian/store/seal"
	"tuanjian/store/trial"
)

func fill(t testing.TB, v *Vault, n, size int) {
	t.Helper()
	must(t, v.Update(func(tx *Tx) error {
		items := make([]Item, n)
		for i := range items {
			key := make([]byte, 16)
			rand.Read(key)
			plain := make([]byte, size)
			le.PutUint32(plain, uint32(i))
			items[i] = Item{key, plain}
		}
		return tx.PutAll("member", items)
	}))
}

func TestLoad(t *testing.T) {
	v, _, _ := fresh(t)
	const n = 5*batch + 7
	fill(t, v, n, 50)
	for workers := range 5 {
		must(t, v.View(func(tx *Tx) error {
			var keys [n]string
			var seen [n]atomic.Int32
			busy := make([]atomic.Int32, 16)
			damage, err := tx.Load("member", workers, func(w, i int, key, plain []byte) error {
				if busy[w].Add(1) != 1 {
					t.Error("one worker number, two goroutines")
				}
				keys[i] = string(key)
				seen[le.Uint32(plain)].Add(1)
				busy[w].Add(-1)
				return nil
			})
			if err != nil || len(damage) > 0 {
				t.Errorf("%v, %v", damage, err)
			}
			for i := range n {
				if seen[i].Load() != 1 || i > 0 && keys[i-1] >= keys[i] {
					t.Fatalf("%d workers: value %d seen %d times, key %x", workers, i, seen[i].Load(), keys[i])
				}
			}
			own := errors.New("enough")
			if _, err := tx.Load("member", workers, func(_, i int, _, _ []byte) error {
				if i == n/2 {
					return own
				}
				return nil
			}); !errors.Is(err, own) {
				t.Errorf("an error of the caller: %v", err)
			}
			func() {
				defer func() {
					if r := recover(); r != "bug" {
						t.Errorf("the caller's panic: %v", r)
					}
				}()
				_, _ = tx.Load("member", workers, func(int, int, []byte, []byte) error { panic("bug") })
			}()
			none, err := tx.Load("nothing", workers, func(int, int, []byte, []byte) error { return own })
			if len(none) > 0 || err != nil {
				t.Errorf("empty bucket: %v, %v", none, err)
			}
			return nil
		}))
	}
	clean(t, v)
}

// A damaged value is left out and named, and the walk goes on.
func TestLoadGoesOnPastDamage(t *testing.T) {
	v, key, path := fresh(t)
	fill(t, v, 1000, 30)
	must(t, v.Close())
	var bad []string
	rawly(t, path, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("member"))
		i := 0
		return b.ForEach(func(k, sealed []byte) error {
			if i++; i%100 == 0 {
				bad = append(bad, fmt.Sprintf("%x", k))
				broken := append([]byte(nil), sealed...)
				broken[len(broken)-1] ^= 1
				return b.Put(append([]byte(nil), k...), broken)
			}
			return nil
		})
	})
	v, err := Open(path, with(key), options())
	must(t, err)
	defer v.Close()
	must(t, v.View(func(tx *Tx) error {
		var n atomic.Int32
		count := func(_, _ int, _, _ []byte) error { n.Add(1); return nil }
		damage, err := tx.Load("member", 2, count)
		must(t, err)
		each, err := tx.Each("member", func(_, _ []byte) error { n.Add(1); return nil })
		must(t, err)
		var named []string
		for _, d := range damage {
			named = append(named, fmt.Sprintf("%x", d.Key))
		}
		if n.Load() != 2*990 || fmt.Sprint(named) != fmt.Sprint(bad) || fmt.Sprint(each) != fmt.Sprint(damage) {
			t.Errorf("%d opened, named %v, want %v", n.Load(), named, bad)
		}
		k, _ := tx.raw.Bucket([]byte("member")).Cursor().First()
		if plain, err := tx.Get("member", k); plain == nil || err != nil {
			t.Errorf("a sound value: %v", err)
		}
		if _, err := tx.Get("member", damage[0].Key); !errors.Is(err, ErrDamaged) {
			t.Errorf("a damaged value: %v", err)
		}
		return nil
	}))
}

func TestJournalWalks(t *testing.T) {
	v, _, _ := fresh(t)
	for i := range 300 {
		must(t, v.Update(func(tx *Tx) error {
			seq, err := tx.Append(fmt.Append(nil, i+1))
			if seq != uint64(i+1) {
				t.Errorf("number %d for entry %d", seq, i+1)
			}
			return err
		}))
	}
	must(t, v.View(func(tx *Tx) error {
		for _, from := range []uint64{0, 1, 2, 150, 300, 301, 1 << 60} {
			want := max(from, 1)
			damage, err := tx.Journal(from, func(seq uint64, entry []byte) error {
				if seq != want || string(entry) != fmt.Sprint(seq) {
					t.Errorf("from %d: %d %s", from, seq, entry)
				}
				want++
				return nil
			})
			if len(damage) > 0 || err != nil || from <= 300 && want != 301 {
				t.Errorf("from %d to %d: %v, %v", from, want, damage, err)
			}
		}
		want := uint64(300)
		_, err := tx.JournalBack(func(seq uint64, _ []byte) error {
			if seq != want {
				t.Errorf("%d, want %d", seq, want)
			}
			if want--; want == 290 {
				return ErrStop
			}
			return nil
		})
		if want != 290 || err != nil {
			t.Errorf("stopped at %d: %v", want, err)
		}
		return nil
	}))
}

// One edited member with its journal entry, against bbolt putting the same
// bytes into the same buckets.
func BenchmarkSave(b *testing.B) {
	const kept = 20000
	v, _, path := fresh(b)
	fill(b, v, kept, 400)
	keys := make([][]byte, 0, kept)
	must(b, v.View(func(tx *Tx) error {
		_, err := tx.Each("member", func(k, _ []byte) error { keys = append(keys, append([]byte(nil), k...)); return nil })
		return err
	}))
	copyFile(b, path, path+"2")
	db, err := bbolt.Open(path+"2", mode, nil)
	must(b, err)
	defer db.Close()
	plain, entry := make([]byte, 400), make([]byte, 900)
	value, line := make([]byte, len(plain)+seal.Overhead), make([]byte, len(entry)+seal.Overhead)
	var ours, bare time.Duration
	// Turn about, because the disk has its moods.
	for i := 0; b.Loop(); i++ {
		key := keys[i*7919%kept]
		start := trial.Start()
		must(b, v.Update(func(tx *Tx) error {
			must(b, tx.Put("member", key, plain))
			_, err := tx.Append(entry)
			return err
		}))
		spent, mid := start.Taken(), trial.Start()
		must(b, db.Update(func(tx *bbolt.Tx) error {
			must(b, tx.Bucket([]byte("member")).Put(key, value))
			return tx.Bucket([]byte("journal")).Put(numberKey(uint64(i+1)), line)
		}))
		ours, bare = ours+spent, bare+mid.Taken()
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "vault-µs")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N), "bare-µs")
	b.ReportMetric(float64(ours)/float64(bare), "ratio")
}

// Opening the file and every value in it, against bbolt and the cipher alone,
// one value after another.
func BenchmarkOpenAndLoad(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		v, key, path := fresh(b)
		fill(b, v, n, 400)
		must(b, v.Close())
		bare := filepath.Join(filepath.Dir(path), "bare")
		aead := bareFile(b, bare, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() { // turn about, as above
				start := trial.Start()
				openAndLoad(b, path, key, n)
				spent, mid := start.Taken(), trial.Start()
				openBare(b, bare, aead)
				ours, theirs = ours+spent, theirs+mid.Taken()
			}
			b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "vault-µs")
			b.ReportMetric(float64(theirs.Microseconds())/float64(b.N), "bare-µs")
			b.ReportMetric(float64(ours)/float64(theirs), "ratio")
		})
	}
}

func openAndLoad(b *testing.B, path string, key seal.Key, n int) {
	v, err := Open(path, with(key), options())
	must(b, err)
	must(b, v.View(func(tx *Tx) error {
		var count [2]int
		damage, err := tx.Load("member", 2, func(w, _ int, _, _ []byte) error { count[w]++; return nil })
		if len(damage) > 0 || count[0]+count[1] != n {
			b.Fatal(damage, count)
		}
		return err
	}))
	must(b, v.Close())
}

func openBare(b *testing.B, path string, aead cipher.AEAD) {
	db, err := bbolt.Open(path, mode, nil)
	must(b, err)
	must(b, db.View(func(tx *bbolt.Tx) error {
		var buf []byte
		return tx.Bucket([]byte("member")).ForEach(func(k, sealed []byte) error {
			var err error
			buf, err = aead.Open(buf[:0], sealed[:24], sealed[24:], k)
			return err
		})
	}))
	must(b, db.Close())
}

func bareFile(b *testing.B, path string, n int) cipher.AEAD {
	aead, err := chacha20poly1305.NewX(make([]byte, 32))
	must(b, err)
	db, err := bbolt.Open(path, mode, nil)
	must(b, err)
	must(b, db.Update(func(tx *bbolt.Tx) error {
		bucket, err := tx.CreateBucket([]byte("member"))
		must(b, err)
		bucket.FillPercent = bulkFill
		for i := range n {
			k := fmt.Appendf(nil, "%016d", i)
			nonce := make([]byte, 24)
			rand.Read(nonce)
			must(b, bucket.Put(k, aead.Seal(nonce, nonce, make([]byte, 400), k)))
		}
		return nil
	}))
	must(b, db.Close())
	return aead
}
