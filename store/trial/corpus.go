package trial

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Corpus gives a fuzz target the inputs that earlier runs kept: testdata/fuzz/NAME.txt, one
// file of Go's corpus format after the other, so that a hundred inputs are one file of the
// tree. Inputs that once broke the target lie by a speaking name in the folder
// testdata/fuzz/NAME, where Go finds them by itself. A target without such a file has none.
func Corpus(f *testing.F) {
	f.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "fuzz", f.Name()+".txt"))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		f.Fatal(err)
	}
	for i, one := range strings.Split(string(text), corpusHead)[1:] {
		args, err := corpusArgs(one)
		if err != nil {
			f.Fatalf("%s.txt, input %d: %v", f.Name(), i+1, err)
		}
		f.Add(args...)
	}
}

const corpusHead = "go test fuzz v1\n"

// corpusArgs reads one input: a line an argument, its type around a Go literal.
func corpusArgs(text string) (args []any, err error) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		of, literal, ok := strings.Cut(strings.TrimSuffix(line, ")"), "(")
		if !ok {
			return nil, fmt.Errorf("no argument: %.40q", line)
		}
		arg, err := corpusArg(of, literal)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", of, err)
		}
		args = append(args, arg)
	}
	return args, nil
}

func corpusArg(of, literal string) (any, error) {
	switch of {
	case "[]byte", "string":
		text, err := strconv.Unquote(literal)
		if of == "string" || err != nil {
			return text, err
		}
		return []byte(text), nil
	case "int":
		return strconv.Atoi(literal)
	case "uint64":
		return strconv.ParseUint(literal, 10, 64)
	case "float64":
		return strconv.ParseFloat(literal, 64)
	}
	return nil, fmt.Errorf("a type that no target has yet")
}
