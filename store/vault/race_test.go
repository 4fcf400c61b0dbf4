package vault

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store/seal"
)

func init() { roles["race"] = race }

// race opens the ledger each time the parent says so, notes outside that it is in,
// writes, notes that it goes out, and answers. Every fourth time it writes the whole
// file anew.
func race() {
	path, name := os.Getenv(childFile), os.Getenv("VAULT_TEST_NAME")
	note, err := os.OpenFile(os.Getenv("VAULT_TEST_LOG"), os.O_WRONLY|os.O_APPEND, 0)
	exitOn(err)
	for lines, n := bufio.NewScanner(os.Stdin), 1; lines.Scan(); n++ {
		var v *Vault
		for v == nil { // as a person who tries again
			v, err = Open(path, with(childKey), options())
			if !errors.Is(err, ErrBusy) {
				exitOn(err)
			}
		}
		_, err = fmt.Fprintln(note, "in", name)
		exitOn(err)
		written := 0
		for range 3 {
			exitOn(v.Update(func(tx *Tx) error {
				_, err := tx.Append([]byte(name))
				return err
			}))
			written++
		}
		// On Windows the other program keeps the file from being exchanged, and Rewrite says so with the ledger closed.
		if n%4 == 0 && !windows {
			if err := v.Rewrite(); !errors.Is(err, ErrTwoNames) {
				exitOn(err)
			}
		}
		_, err = fmt.Fprintln(note, "out", name)
		exitOn(err)
		exitOn(v.Close())
		fmt.Println(written)
	}
}

// Two programs that open one file at the same instant, under one name or two, never
// both write: each sees what the other left, and nothing is lost.
func TestTwoProgramsRace(t *testing.T) {
	rounds := 10
	if full {
		rounds = 67
	}
	for _, c := range []struct {
		name  string
		other func(path, other string) error
	}{
		{"one name", nil},
		{"symbolic link", os.Symlink},
		{"hard link", os.Link},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "raced"+Extension)
			v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
			must(t, err)
			must(t, v.Close())
			second := path
			if c.other != nil {
				second = filepath.Join(t.TempDir(), "other"+Extension)
				must(t, c.other(path, second))
				if _, err := os.Stat(second); err != nil && windows {
					t.Skip("no such links here: ", err)
				}
			}
			log := filepath.Join(t.TempDir(), "log")
			must(t, os.WriteFile(log, nil, 0o600))
			var starts []io.WriteCloser
			var answers []*bufio.Scanner
			for name, p := range map[string]string{"a": path, "b": second} {
				cmd := child("race", p)
				cmd.Env = append(cmd.Env, "VAULT_TEST_NAME="+name, "VAULT_TEST_LOG="+log)
				in, err := cmd.StdinPipe()
				must(t, err)
				out, err := cmd.StdoutPipe()
				must(t, err)
				must(t, cmd.Start())
				t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
				starts, answers = append(starts, in), append(answers, bufio.NewScanner(out))
			}
			written := 0
			for range rounds {
				for _, s := range starts {
					_, err := fmt.Fprintln(s)
					must(t, err)
				}
				for _, a := range answers {
					if !a.Scan() {
						t.Fatal("a program ended")
					}
					n := 0
					_, err := fmt.Sscan(a.Text(), &n)
					must(t, err)
					written += n
				}
			}
			text, err := os.ReadFile(log)
			must(t, err)
			inside, first := "", map[string]int{}
			for n, line := range strings.Fields(strings.NewReplacer("in ", "in:", "out ", "out:").Replace(string(text))) {
				word, name, _ := strings.Cut(line, ":")
				if n%4 == 0 {
					first[name]++
				}
				if word == "in" && inside != "" || word == "out" && inside != name {
					t.Fatalf("%s %s while %q was in", word, name, inside)
				}
				inside = map[string]string{"in": name, "out": ""}[word]
			}
			v, err = Open(path, with(childKey), options())
			must(t, err)
			defer v.Close()
			clean(t, v)
			must(t, v.View(func(tx *Tx) error {
				last, err := tx.LastSeq()
				if int(last) != written || written != rounds*6 {
					t.Errorf("%d entries of %d that were acknowledged", last, written)
				}
				return err
			}))
			t.Logf("%d races, first came %v, 0 double writers, %d of %d entries there", rounds, first, written, rounds*6)
		})
	}
}
