// Command needles looks for known people in files. It knows nothing of the program.
//
//	go run needles.go list TABLE.csv...      the names, numbers and phones of exported tables, one a line
//	go run needles.go search NEEDLES PATH... every file below the paths; exit 1 for a hit
//	go run needles.go watch NEEDLES PATH...  the same again and again until it is told to stop (SIGTERM)
//	go run needles.go memory PID NEEDLES...  how many of each file's needles lie in a running program's memory
//
// A needle that is written as hex:00ff… stands for those bytes. A program that lets
// nobody look into its memory lets root.
//
// Each needle is looked for as UTF-8, UTF-16 of both orders and GB18030, numbers also
// backwards. Forms of less than six bytes are left out: chance alone would find them.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// heads are the columns of an export whose cells tell of a person.
var heads = []string{"姓名", "证件号码", "手机号码", "电话", "联系电话", "负责人", "法定代表人", "QQ", "微信号", "电子邮箱"}

type form struct {
	bytes []byte
	as    string
	of    int // the needle's line
}

// A searcher knows the forms by their first four bytes.
type searcher struct {
	forms          map[uint32][]form
	needles, count int
	seen           map[string]string // path → size and time when it was last searched
	files          int
	bytes          int64
	hits           map[string]bool
}

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: list TABLE.csv... | search NEEDLES PATH... | watch NEEDLES PATH... | memory PID NEEDLES..."))
	}
	switch os.Args[1] {
	case "list":
		list(os.Args[2:])
		return
	case "memory":
		memory(os.Args[2], os.Args[3:])
		return
	case "search", "watch":
	default:
		fail(fmt.Errorf("no work called %s", os.Args[1]))
	}
	s := load(os.Args[2])
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	for {
		for _, path := range os.Args[3:] {
			s.below(path)
		}
		if os.Args[1] == "search" {
			break
		}
		select {
		case <-stop:
		case <-time.After(20 * time.Millisecond):
			continue
		}
		break
	}
	fmt.Printf("%d files (%.1f MB), %d needles in %d forms, %d hits\n", s.files, float64(s.bytes)/1e6, s.needles, s.count, len(s.hits))
	for _, hit := range slices.Sorted(func(yield func(string) bool) {
		for h := range s.hits {
			if !yield(h) {
				return
			}
		}
	}) {
		fmt.Println("  " + hit)
	}
	if len(s.hits) > 0 {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}

func list(tables []string) {
	found := map[string]bool{}
	for _, path := range tables {
		text, err := os.ReadFile(path)
		if err != nil {
			fail(err)
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil || len(rows) == 0 {
			fail(fmt.Errorf("%s: %d rows, %v", path, len(rows), err))
		}
		for i, head := range rows[0] {
			if !slices.Contains(heads, head) {
				continue
			}
			for _, row := range rows[1:] {
				if cell := strings.Trim(row[i], "'\t "); len(cell) >= 6 {
					found[cell] = true
				}
			}
		}
	}
	for needle := range found {
		fmt.Println(needle)
	}
}

func load(path string) *searcher {
	s := &searcher{forms: map[uint32][]form{}, seen: map[string]string{}, hits: map[string]bool{}}
	file, err := os.Open(path)
	if err != nil {
		fail(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); s.needles++ {
		text := lines.Text()
		if digits, ok := strings.CutPrefix(text, "hex:"); ok {
			b, err := hex.DecodeString(digits)
			if err != nil {
				fail(err)
			}
			s.add(b, "bytes")
			continue
		}
		s.add([]byte(text), "UTF-8")
		var little, big []byte
		for _, u := range utf16.Encode([]rune(text)) {
			little = binary.LittleEndian.AppendUint16(little, u)
			big = binary.BigEndian.AppendUint16(big, u)
		}
		s.add(little, "UTF-16 little end first")
		s.add(big, "UTF-16 big end first")
		if gb, err := simplifiedchinese.GB18030.NewEncoder().String(text); err == nil && gb != text {
			s.add([]byte(gb), "GB18030")
		}
		if strings.ContainsAny(text, "0123456789") {
			back := []byte(text)
			slices.Reverse(back)
			s.add(back, "backwards")
		}
	}
	if s.needles == 0 {
		fail(fmt.Errorf("%s holds no needles", path))
	}
	return s
}

func (s *searcher) add(b []byte, as string) {
	if len(b) < 6 {
		return
	}
	key := binary.LittleEndian.Uint32(b)
	s.forms[key] = append(s.forms[key], form{b, as, s.needles})
	s.count++
}

// below searches every file below a path that is new or has changed.
func (s *searcher) below(path string) {
	_ = filepath.WalkDir(path, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil // gone meanwhile, or a pipe
		}
		s.name(path)
		info, err := e.Info()
		if err != nil {
			return nil
		}
		if state := fmt.Sprint(info.Size(), info.ModTime().UnixNano()); s.seen[path] != state {
			if s.seen[path] == "" {
				s.files++
			}
			s.seen[path] = state
			if text, err := os.ReadFile(path); err == nil {
				s.bytes += int64(len(text))
				s.search(path, text)
			}
		}
		return nil
	})
}

func (s *searcher) search(path string, text []byte) {
	for i := 0; i+6 <= len(text); i++ {
		for _, f := range s.forms[binary.LittleEndian.Uint32(text[i:])] {
			if bytes.HasPrefix(text[i:], f.bytes) {
				s.hits[fmt.Sprintf("%s: a person as %s", path, f.as)] = true
			}
		}
	}
}

// name searches the file's own name.
func (s *searcher) name(path string) {
	s.search("the name of a file in "+filepath.Dir(path), []byte(filepath.Base(path)))
}

// memory tells of each file how many of its needles lie in a program's memory, and in
// how many places.
func memory(pid string, lists []string) {
	maps, err := os.ReadFile("/proc/" + pid + "/maps")
	if err != nil {
		fail(err)
	}
	mem, err := os.Open("/proc/" + pid + "/mem")
	if err != nil {
		fail(err)
	}
	defer mem.Close()
	searchers := make([]*searcher, len(lists))
	found := make([]map[int]int, len(lists))
	for i, path := range lists {
		searchers[i], found[i] = load(path), map[int]int{}
	}
	const piece, seam = 16 << 20, 1 << 10 // a needle is shorter than the seam
	buf := make([]byte, piece+seam)
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err != nil || rights[0] != 'r' || strings.Contains(line, "[v") {
			continue
		}
		for at := from; at < to; at += piece {
			n, _ := mem.ReadAt(buf[:min(piece+seam, to-at)], at) // gone meanwhile, or a device's
			for i, s := range searchers {
				for j := 0; j+6 <= n && j < piece; j++ {
					for _, f := range s.forms[binary.LittleEndian.Uint32(buf[j:])] {
						if bytes.HasPrefix(buf[j:n], f.bytes) {
							found[i][f.of]++
						}
					}
				}
			}
		}
	}
	for i, s := range searchers {
		places := 0
		for _, n := range found[i] {
			places += n
		}
		fmt.Printf("%s %d of %d, %d places\n", filepath.Base(lists[i]), len(found[i]), s.needles, places)
	}
}
