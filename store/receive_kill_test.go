package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
)

func init() {
	childWork["receive until killed"] = func() {
		b, err := store.Open(os.Getenv("STORE_TEST_LEDGER"), stage.Password, killEnv())
		if err == nil {
			var r *travel.Reception
			if r, err = readTrusting(b, travel.Receiving{Paths: strings.Split(os.Getenv("STORE_TEST_PARCELS"), "\n")}); err == nil {
				fmt.Println("begin")
				_, err = r.Apply(context.Background(), nil)
			}
		}
		if err != nil {
			fmt.Println(store.Tell(err).Message)
		}
	}
}

// A street that is killed while it takes packages in has all of them afterwards, or none.
func TestKilledWhileReceiving(t *testing.T) {
	w := newDistrict(t, 3)
	var paths []string
	for i, b := range w.offices {
		invented(t, b, uint64(i), 300)
		home := *stage.Home(b)
		home.Code = "43050200100" + strconv.Itoa(i+1)
		stage.Keep(t, b, ledger.Communities, &home)
		paths = append(paths, w.submit(b))
	}
	before := stage.Everything(w.street)
	if err := w.street.Close(); err != nil {
		t.Fatal(err)
	}
	start, err := os.ReadFile(w.street.Path())
	if err != nil {
		t.Fatal(err)
	}
	usual, rounds, sides := 200*time.Millisecond, 12, [2]int{}
	for i := range rounds {
		path := filepath.Join(t.TempDir(), strconv.Itoa(i)+".tjz")
		if err := os.WriteFile(path, start, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childRole+"=receive until killed", "STORE_TEST_LEDGER="+path, "STORE_TEST_PARCELS="+strings.Join(paths, "\n"))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		word := make([]byte, 6)
		if _, err := out.Read(word); err != nil || string(word) != "begin\n" {
			t.Fatalf("%q %v", word, err)
		}
		from := trial.Start()
		if i > 0 { // the first shows how long it takes
			time.AfterFunc(time.Duration(rand.Int64N(int64(usual)*5/4)), func() { _ = cmd.Process.Kill() })
		}
		_ = cmd.Wait() // it was killed, or was quicker
		if i == 0 {
			usual = from.Taken()
		}
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			t.Fatal(err)
		}
		w.street = b
		switch now := stage.Everything(b); {
		case reflect.DeepEqual(now, before):
			sides[0]++
		default:
			for j, name := range districtNames[:3] {
				if got, want := w.held(name), sent(w.offices[j]); !reflect.DeepEqual(got, want) {
					t.Errorf("half of %s is there: %d of %d", name, len(got), len(want))
					for key, text := range want {
						if got[key] != text {
							t.Fatalf("%s is\n%s\nwant\n%s", key, got[key], text)
						}
					}
				}
			}
			sides[1]++
		}
		if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
			t.Error(wounds, err)
		}
		b.Close()
	}
	t.Logf("%d kills: %d before, %d after", rounds, sides[0], sides[1])
	if sides[0] == 0 || sides[1] == 0 {
		t.Errorf("%d before, %d after: the kills have missed their mark", sides[0], sides[1])
	}
}
