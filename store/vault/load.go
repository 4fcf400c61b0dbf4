package vault

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// pair is a key and a sealed value as they lie in mapped memory.
type pair struct{ key, sealed []byte }

// batch is how many pairs are read, and handed to a worker, at once.
const batch = 256

// read fills pairs from a cursor: from the key seek when it is not nil, else
// onwards, or backwards.
func (tx *Tx) read(c *bbolt.Cursor, pairs []pair, seek func(*bbolt.Cursor) ([]byte, []byte), next func(*bbolt.Cursor) ([]byte, []byte)) ([]pair, error) {
	pairs = pairs[:0]
	err := tx.v.guard("walking", func() error {
		var k, v []byte
		if seek != nil {
			k, v = seek(c)
		} else {
			k, v = next(c)
		}
		for ; k != nil; k, v = next(c) {
			if pairs = append(pairs, pair{k, v}); len(pairs) == cap(pairs) {
				return nil
			}
		}
		return nil
	})
	return pairs, err
}

func forward(c *bbolt.Cursor) ([]byte, []byte)   { return c.Next() }
func backward(c *bbolt.Cursor) ([]byte, []byte)  { return c.Prev() }
func fromFirst(c *bbolt.Cursor) ([]byte, []byte) { return c.First() }
func fromLast(c *bbolt.Cursor) ([]byte, []byte)  { return c.Last() }

// cursor is nil when there is no such bucket.
func (tx *Tx) cursor(bucket string) (c *bbolt.Cursor, err error) {
	err = tx.v.guard("walking", func() error {
		if b := tx.raw.Bucket([]byte(bucket)); b != nil {
			c = b.Cursor()
		}
		return nil
	})
	return c, err
}

// an opener opens pairs for one goroutine and keeps its own count.
type opener struct {
	tx      *Tx
	bucket  string
	key     []byte
	plain   []byte
	counted tally
	damage  []Damage
}

// open returns copies that stay valid until the next call; ok is false, and the
// damage noted, when the value does not open.
func (o *opener) open(p pair) (key, plain []byte, ok bool) {
	err := o.tx.v.guard("opening a value", func() (err error) {
		o.key = append(o.key[:0], p.key...)
		o.counted.add(weigh(p.key, p.sealed))
		o.plain, err = o.tx.v.sealer.Open(o.plain[:0], o.bucket, p.key, p.sealed)
		return err
	})
	if err != nil {
		o.damage = append(o.damage, Damage{What: Unreadable, Bucket: o.bucket, Key: append([]byte(nil), o.key...)})
		return nil, nil, false
	}
	return o.key, o.plain, true
}

// settle compares what was counted with the tally.
func (tx *Tx) settle(bucket string, counted tally, damage []Damage) ([]Damage, error) {
	if err := tx.loadState(); err != nil {
		return damage, err
	}
	if t := tx.state.Tallies[bucket]; !t.holds(counted) {
		damage = append(damage, Damage{What: Miscount, Bucket: bucket, Count: int(t.Count) - int(counted.Count)})
	}
	return damage, nil
}

// Compare counts what lies in a bucket, and opens none of it: a Miscount where it holds
// other values than its tally says, also one that was there before and was put back.
func (tx *Tx) Compare(bucket string) ([]Damage, error) {
	var counted tally
	c, err := tx.cursor(bucket)
	if err != nil {
		return nil, err
	}
	seek := fromFirst
	for pairs := make([]pair, 0, batch); c != nil; seek = nil {
		if pairs, err = tx.read(c, pairs, seek, forward); err != nil {
			return nil, err
		}
		err := tx.v.guard("weighing", func() error {
			for _, p := range pairs {
				counted.add(weigh(p.key, p.sealed))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(pairs) < cap(pairs) {
			break
		}
	}
	return tx.settle(bucket, counted, nil)
}

// Each calls fn with every value of a bucket in the order of keys. A value that
// does not open is passed over and reported, as is a bucket that holds other
// values than its tally says. key and plain belong to the walk: copy what you
// keep. fn must not write to this bucket; ErrStop from fn ends the walk (and
// leaves the tally uncompared), any other error is returned.
func (tx *Tx) Each(bucket string, fn func(key, plain []byte) error) ([]Damage, error) {
	return tx.each(bucket, fromFirst, forward, fn)
}

func (tx *Tx) each(bucket string, seek, next func(*bbolt.Cursor) ([]byte, []byte), fn func(key, plain []byte) error) ([]Damage, error) {
	o := opener{tx: tx, bucket: bucket}
	c, err := tx.cursor(bucket)
	if err != nil {
		return nil, err
	}
	for pairs := make([]pair, 0, batch); c != nil; seek = nil {
		if pairs, err = tx.read(c, pairs, seek, next); err != nil {
			return o.damage, err
		}
		for _, p := range pairs {
			key, plain, ok := o.open(p)
			if !ok {
				continue
			}
			if err := fn(key, plain); errors.Is(err, ErrStop) {
				return o.damage, nil
			} else if err != nil {
				return o.damage, err
			}
		}
		if len(pairs) < cap(pairs) {
			break
		}
	}
	return tx.settle(bucket, o.counted, o.damage)
}

// job is a batch of pairs; first is the position of its first one.
type job struct {
	first int
	pairs []pair
}

// Load is [Tx.Each] on several processors at once, for reading a whole bucket at
// unlock. fn is called from workers goroutines (0 means one a processor),
// never twice at a time with the same worker number; i is the value's position
// in the order of keys. Positions of damaged values are left out, and i may
// reach beyond Count when the bucket holds more than its tally says. Any error
// of fn stops the load and is returned.
func (tx *Tx) Load(bucket string, workers int, fn func(worker, i int, key, plain []byte) error) ([]Damage, error) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	c, err := tx.cursor(bucket)
	if err != nil {
		return nil, err
	}
	jobs := make(chan job, 2*workers)
	spare := make(chan []pair, 4*workers)
	openers := make([]opener, workers)
	faults := make([]error, workers)
	panics := make([]any, workers)
	var stop atomic.Bool
	var wait sync.WaitGroup
	for w := range workers {
		openers[w] = opener{tx: tx, bucket: bucket}
		wait.Go(func() {
			defer func() {
				if panics[w] = recover(); panics[w] != nil {
					stop.Store(true)
				}
				for range jobs { // after a panic: let the reader finish
				}
			}()
			for j := range jobs {
				for n, p := range j.pairs {
					if stop.Load() {
						break
					}
					key, plain, ok := openers[w].open(p)
					if !ok {
						continue
					}
					if faults[w] = fn(w, j.first+n, key, plain); faults[w] != nil {
						stop.Store(true)
					}
				}
				select {
				case spare <- j.pairs:
				default:
				}
			}
		})
	}
	err = tx.feed(c, jobs, spare, &stop)
	close(jobs)
	wait.Wait()
	var counted tally
	var damage []Damage
	for w := range workers {
		if panics[w] != nil {
			panic(panics[w]) // fn's own, raised where the caller can see it
		}
		err = errors.Join(err, faults[w])
		counted.merge(openers[w].counted)
		damage = append(damage, openers[w].damage...)
	}
	if err != nil {
		return damage, err
	}
	sortDamage(damage)
	return tx.settle(bucket, counted, damage)
}

// feed sends the whole bucket to the workers.
func (tx *Tx) feed(c *bbolt.Cursor, jobs chan<- job, spare <-chan []pair, stop *atomic.Bool) error {
	seek := fromFirst
	for first := 0; c != nil && !stop.Load(); {
		var pairs []pair
		select {
		case pairs = <-spare:
		default:
			pairs = make([]pair, 0, batch)
		}
		pairs, err := tx.read(c, pairs, seek, forward)
		if err != nil {
			return err
		}
		if len(pairs) > 0 {
			jobs <- job{first, pairs}
		}
		if len(pairs) < cap(pairs) {
			return nil
		}
		first, seek = first+len(pairs), nil
	}
	return nil
}
