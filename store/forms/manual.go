package forms

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/paper"
	"tuanjian/store/patience"
)

// A Handbook is one of the papers that teach the program. They need no ledger.
type Handbook struct {
	Title string // what it is called
	File  string // the name to save it under, with .pdf
	words string // its file in help
	of    int    // columns
	size  float64
}

// The handbooks.
var (
	Manual = &Handbook{Title: "使用手册", File: "团建台账使用手册.pdf", words: "manual.txt", of: 1}
	Card   = &Handbook{Title: "一页卡片", File: "团建台账一页卡片.pdf", words: "card.txt", of: 2, size: 11}
)

// laid keeps each handbook's pages once they are set.
var laid sync.Map

func (h *Handbook) document(version string) *paper.Document {
	if d, ok := laid.Load(h.words + version); ok {
		return d.(*paper.Document)
	}
	b, err := readHandbook(assets.Help(), h.words)
	if err != nil {
		panic(err) // it is embedded, and a test reads it
	}
	b.Columns, b.Size, b.Foot = h.of, h.size, "团建台账"
	if version != "" {
		b.Foot += " " + version
	}
	d := b.Lay()
	laid.Store(h.words+version, d)
	return d
}

// Pages is how many pages it has.
func (h *Handbook) Pages() int { return h.document("").Count() }

// Write writes it as PDF at path, 0600; what is there is replaced. version stands at
// the foot of every page.
func (h *Handbook) Write(p patience.Patience, path, version string) error {
	d := h.document(version)
	err := disk.WritePlain(p, path, func(w io.Writer) error { return paper.Write(w, d, nil) })
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

// pictureFolder holds what tests of ui draw of the screens.
const pictureFolder = "pictures"

// marks are the signs that a line of a handbook begins with. A line without one is a
// paragraph; one with a bar in it is a key and what it does.
var marks = []struct {
	sign string
	kind paper.BlockKind
}{
	{"= ", paper.Chapter}, {"- ", paper.Heading}, {"1. ", paper.Step}, {"· ", paper.Point}, {"! ", paper.Remark},
}

// readHandbook reads the words of a handbook: "# " its title, "~ " the line below, "@@"
// the list of chapters, "||" a new column, "@ " a picture and its caption, and the marks.
func readHandbook(folder fs.FS, name string) (paper.Booklet, error) {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return paper.Booklet{}, err
	}
	var b paper.Booklet
	for n, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "# "):
			b.Title = line[2:]
		case strings.HasPrefix(line, "~ "):
			b.Note = line[2:]
		case line == "||":
			b.Blocks = append(b.Blocks, paper.Block{Kind: paper.Turn})
		case line == "@@":
			b.Blocks = append(b.Blocks, paper.Block{Kind: paper.Contents})
		case strings.HasPrefix(line, "@ "):
			file, caption, _ := strings.Cut(line[2:], " ")
			p, err := readPicture(folder, file)
			if err != nil {
				return b, fmt.Errorf("%s:%d: %s: %w", name, n+1, file, err)
			}
			b.Blocks = append(b.Blocks, paper.Block{Kind: paper.Figure, Text: caption, Picture: p})
		default:
			addLine(&b, line)
		}
	}
	return b, nil
}

func readPicture(folder fs.FS, file string) (*paper.Picture, error) {
	data, err := fs.ReadFile(folder, path.Join(pictureFolder, file))
	if err != nil {
		return nil, err
	}
	return paper.ReadPicture(data)
}

// addLine adds a line of words; keys that follow each other are one table.
func addLine(b *paper.Booklet, line string) {
	for _, m := range marks {
		if text, ok := strings.CutPrefix(line, m.sign); ok {
			b.Blocks = append(b.Blocks, paper.Block{Kind: m.kind, Text: text})
			return
		}
	}
	key, does, isKey := strings.Cut(line, " | ")
	if !isKey {
		b.Blocks = append(b.Blocks, paper.Block{Text: line})
		return
	}
	if n := len(b.Blocks); n > 0 && b.Blocks[n-1].Kind == paper.Keys {
		b.Blocks[n-1].Rows = append(b.Blocks[n-1].Rows, [2]string{key, does})
		return
	}
	b.Blocks = append(b.Blocks, paper.Block{Kind: paper.Keys, Rows: [][2]string{{key, does}}})
}

// ManualPictures are the pictures that the manual shows, in their order: each is a
// screen that a test of ui draws.
func ManualPictures() []string {
	text, err := fs.ReadFile(assets.Help(), Manual.words)
	if err != nil {
		panic(err)
	}
	var names []string
	for _, line := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, "@ "); ok {
			name, _, _ := strings.Cut(rest, " ")
			names = append(names, name)
		}
	}
	return names
}
