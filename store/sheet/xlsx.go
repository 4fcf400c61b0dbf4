package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// parts is the zip of a workbook. Every byte that comes out of it counts towards one limit.
type parts struct {
	ctx     context.Context
	byName  map[string]*zip.File // by lower-case name with forward slashes
	left    int64                // bytes that may still be unpacked
	blank   int64                // and bytes of rows in which nothing stands, which do not count there
	done    int
	total   int
	tell    Progress
	strings []string
	formats []*format // by style
	is1904  bool
	spent   int // what the grids of all sheets hold

	elements, idle int // walked through, and those of them that make rows in which nothing stands
}

func openParts(ctx context.Context, b []byte, p Progress) (*parts, error) {
	// The library reads the directory as far as it goes, whatever its end says; so its entries are counted first. In
	// compressed data the four bytes turn up by chance once in 4 GB.
	if bytes.Count(b, []byte("PK\x01\x02")) > MaxEntries {
		return nil, ErrTooLarge
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrDamaged
	}
	ps := &parts{ctx: ctx, byName: make(map[string]*zip.File, len(z.File)), left: MaxUnpack, blank: maxBlank, tell: p}
	packed := uint64(0)
	for _, f := range z.File {
		if f.CompressedSize64 > uint64(len(b)) {
			return nil, ErrDamaged
		}
		packed += f.CompressedSize64
		if f.Mode().IsRegular() {
			ps.byName[partName(f.Name)] = f
		}
	}
	if packed > uint64(len(b)) {
		return nil, ErrDamaged // parts lie over each other, as only bombs have them
	}
	return ps, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// part reads one part of the zip under the common limit.
type part struct {
	ps *parts
	r  io.ReadCloser
}

func (p part) Read(b []byte) (int, error) {
	if err := p.ps.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.r.Read(b)
	p.ps.done += n
	p.ps.tell.tell(min(p.ps.done, p.ps.total), p.ps.total)
	if p.ps.left -= int64(n); p.ps.left < 0 {
		return n, ErrTooLarge
	}
	if err != nil && err != io.EOF {
		return n, ErrDamaged
	}
	return n, err
}

// walk hands the tags and texts of a part to see until it ends.
func (ps *parts) walk(name string, see func(x *xmlScan, m mark) error) error {
	f := ps.byName[partName(name)]
	if f == nil {
		return ErrDamaged
	}
	if f.Flags&1 != 0 {
		return ErrPassword
	}
	r, err := f.Open()
	if err != nil {
		return ErrDamaged
	}
	defer r.Close()
	x, err := newXMLScan(part{ps, r})
	if err != nil {
		return err
	}
	for {
		m, err := x.next()
		if err != nil {
			return err
		}
		switch m {
		case markEOF:
			return nil
		case markOpen:
			if ps.elements++; ps.elements > maxElements {
				return ps.tooMany()
			}
		}
		if err := see(x, m); err != nil {
			return err
		}
	}
}

// tooMany says of what there are too many elements.
func (ps *parts) tooMany() error {
	if ps.idle > ps.elements/2 {
		return ErrBlankRows
	}
	return ErrTooLarge
}

// zipKinds tells workbooks from the other things that are zips, by a part that each must have.
var zipKinds = []struct {
	part string
	err  error
}{
	{"xl/workbook.bin", ErrXLSB},
	{"word/document.xml", ErrWord},
	{"ppt/presentation.xml", ErrSlides},
	{"ofd.xml", ErrOFD},
	{"index/document.iwa", ErrNumbers},
	{"androidmanifest.xml", ErrKind},
}

type relation struct{ kind, target string }

func readXLSX(ctx context.Context, b []byte, p Progress) (*Workbook, error) {
	ps, err := openParts(ctx, b, p)
	if err != nil {
		return nil, err
	}
	if ps.byName[odsContent] != nil && ps.byName["xl/workbook.xml"] == nil {
		return ps.readODS()
	}
	main, err := ps.mainPart()
	if err != nil {
		return nil, err
	}
	related, err := ps.relations(main)
	if err != nil {
		return nil, err
	}
	sheets, ids, err := ps.workbook(main)
	if err != nil {
		return nil, err
	}
	for _, r := range related {
		if f := ps.byName[partName(r.target)]; f != nil {
			ps.total += int(min(f.UncompressedSize64, MaxUnpack)) // a claim, good enough to show progress by
		}
	}
	for _, r := range related {
		if ps.byName[partName(r.target)] == nil {
			continue // some programs announce tables that they then leave out; a missing sheet is noticed below
		}
		switch r.kind {
		case "sharedStrings":
			err = ps.readStrings(r.target)
		case "styles":
			err = ps.readStyles(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	book := &Workbook{Kind: "xlsx"}
	read := map[string]bool{}
	for i := range sheets {
		r, ok := related[ids[i]]
		if !ok || r.kind != "worksheet" {
			continue // a chart or macro sheet
		}
		if read[partName(r.target)] {
			return nil, ErrDamaged // no program shows one part as two sheets; bombs do
		}
		read[partName(r.target)] = true
		if err := ps.readCells(r.target, &sheets[i]); err != nil {
			return nil, err
		}
		book.Sheets = append(book.Sheets, sheets[i])
	}
	return book, nil
}

func (ps *parts) mainPart() (string, error) {
	for _, k := range zipKinds {
		if ps.byName[k.part] != nil {
			return "", k.err
		}
	}
	if ps.byName["_rels/.rels"] != nil {
		top, err := ps.relations("")
		if err != nil {
			return "", err
		}
		for _, r := range top {
			if r.kind == "officeDocument" && ps.byName[partName(r.target)] != nil {
				return r.target, nil
			}
		}
	}
	if ps.byName["xl/workbook.xml"] != nil {
		return "xl/workbook.xml", nil
	}
	return "", ErrArchive
}

// maxRelations is how many things one part may refer to; a workbook refers to its sheets and hardly anything else.
const maxRelations = 20 * maxSheets

// relations reads what a part refers to, by id. Targets become names within the zip; they never name a file outside.
func (ps *parts) relations(of string) (map[string]relation, error) {
	dir, file := path.Split(of)
	found := map[string]relation{}
	err := ps.walk(dir+"_rels/"+file+".rels", func(x *xmlScan, m mark) error {
		if m != markOpen || string(x.name) != "Relationship" || string(x.attr("TargetMode")) == "External" {
			return nil
		}
		kind := x.attrText("Type")
		target := strings.ReplaceAll(x.attrText("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/"+dir, target)
		}
		if len(found) >= maxRelations {
			return ErrTooLarge
		}
		found[x.attrText("Id")] = relation{kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
	return found, err
}

// workbook reads the list of sheets with the ids of their parts.
func (ps *parts) workbook(main string) (sheets []Sheet, ids []string, err error) {
	err = ps.walk(main, func(x *xmlScan, m mark) error {
		if m != markOpen {
			return nil
		}
		switch string(x.name) {
		case "workbookPr":
			v := string(x.attr("date1904"))
			ps.is1904 = v == "1" || v == "true" || v == "on"
		case "sheet":
			if len(sheets) >= maxSheets {
				return ErrTooLarge
			}
			state := string(x.attr("state"))
			sheets = append(sheets, Sheet{Name: x.attrText("name"), Hidden: state == "hidden" || state == "veryHidden"})
			ids = append(ids, x.attrText("id"))
		}
		return nil
	})
	return sheets, ids, err
}

const maxStrings = 4_000_000

// readStrings reads the shared strings; phonetic guides are left out.
func (ps *parts) readStrings(name string) error {
	var b []byte
	inText, guide := false, 0
	return ps.walk(name, func(x *xmlScan, m mark) error {
		switch m {
		case markText:
			if inText && guide == 0 {
				if b = x.appendText(b); len(b) > maxCellBytes {
					return ErrLongCell
				}
			}
		case markOpen:
			switch string(x.name) {
			case "si":
				b = b[:0]
			case "t":
				inText = true
			case "rPh":
				guide++
			}
		case markClose:
			switch string(x.name) {
			case "si":
				if len(ps.strings) >= maxStrings {
					return ErrTooLarge
				}
				ps.strings = append(ps.strings, unstuff(string(b)))
			case "t":
				inText = false
			case "rPh":
				guide--
			}
		}
		return nil
	})
}

// readStyles keeps of all formats only what they mean for numbers.
func (ps *parts) readStyles(name string) error {
	own := map[int]*format{}
	codes := 0
	inCells := false
	err := ps.walk(name, func(x *xmlScan, m mark) error {
		switch {
		case string(x.name) == "cellXfs" && m != markText:
			inCells = m == markOpen
		case m != markOpen:
		case string(x.name) == "numFmt":
			id, err := strconv.Atoi(string(x.attr("numFmtId")))
			if codes++; err == nil && codes <= maxFormats {
				own[id] = formatOf(x.attrText("formatCode"))
			}
		case string(x.name) == "xf" && inCells && len(ps.formats) < maxStyles:
			id, _ := strconv.Atoi(string(x.attr("numFmtId")))
			f, ok := own[id]
			if !ok {
				f = builtinFormats[id]
			}
			ps.formats = append(ps.formats, f)
		}
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		return nil // a workbook without its formats is still readable
	}
	return err
}

// unstuff resolves _xHHHH_, by which Excel writes characters that XML cannot hold.
func unstuff(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.Index(s, "_x") {
		if i+7 <= len(s) && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteString(s[:i])
				b.WriteRune(rune(n))
				s = s[i+7:]
				continue
			}
		}
		b.WriteString(s[:i+2])
		s = s[i+2:]
	}
	b.WriteString(s)
	return b.String()
}
