// Package blank is a form that another office sent to be filled in: what stands where, which cells take what, and the same file
// again with some cells filled and nothing else touched. Parts in which nothing is filled are copied byte for byte; those that
// change, change at the filled cells and, where rows had to be added, at what lies below them. It does not know what a member
// or a column's meaning is. Everything from a file is hostile: what is read is capped, and no path and no link in it is followed.
package blank

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"tuanjian/store/sheet"
)

// Why a form is not taken, beside the errors of package sheet.
var (
	ErrOld    = &sheet.Error{Code: "blank-old", Text: "这是旧格式的文件（.xls、.et、.doc、.wps），填进去就保不住它原来的样子。请用 Excel 或 WPS 打开，另存为 .xlsx 或 .docx 再填"}
	ErrOther  = &sheet.Error{Code: "blank-other", Text: "这不是能填的空表。能填的是 Excel 表格（.xlsx、.xlsm）和 Word 文档（.docx）"}
	ErrSigned = &sheet.Error{Code: "blank-signed", Text: "这个文件带着数字签名，填一个字签名就作废了。请向对方要一份没有签名的"}
	ErrStrict = &sheet.Error{Code: "blank-encoding", Text: "这个文件里的文字不是常用的编码，填了可能打不开。请用 Excel 或 WPS 打开，另存一份再填"}
	ErrBig    = &sheet.Error{Code: "blank-big", Text: "这个文件展开后太大。请另存一份，只留下要填的表再填"}
	ErrBroken = &sheet.Error{Code: "blank-broken", Text: "这个文件已损坏，读不出来。请用 Excel 或 WPS 打开后另存一份再填"}
	ErrModel  = &sheet.Error{Code: "blank-template", Text: "这是模板文件（.xltx、.dotx 一类），填了打不开。请用 Excel、Word 或 WPS 打开，另存为 .xlsx 或 .docx 再填"}
	ErrRows   = &sheet.Error{Code: "blank-rows", Text: "行数超过 Excel 放得下的 1048576 行，请少选一些"}
)

// The caps of what is unpacked to be changed; the reading of texts has those of package sheet.
const (
	maxUnpack  = 64 << 20
	maxOut     = 256 << 20 // of one filled part, and of all copies of a sheet
	maxEntries = sheet.MaxEntries
	maxPlaces  = 2_000_000 // merged blocks, drop-downs and the like of one sheet
	lastRow    = 1 << 20   // of a sheet, as Excel has it
)

// pack is the zip of a form: its parts by name, those that were unpacked, those that changed.
type pack struct {
	zip     *zip.Reader
	byName  map[string]*zip.File
	read    map[string][]byte
	changed map[string][]byte
	added   []string // new parts, in their order
	left    int64
}

func openPack(b []byte) (*pack, error) {
	if bytes.Count(b, []byte("PK\x01\x02")) > maxEntries {
		return nil, ErrBig
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrBroken
	}
	p := &pack{zip: z, byName: map[string]*zip.File{}, read: map[string][]byte{}, changed: map[string][]byte{}, left: maxUnpack}
	packed := uint64(0)
	for _, f := range z.File {
		name := partName(f.Name)
		if _, twice := p.byName[name]; twice && !strings.HasSuffix(name, "/") {
			return nil, ErrBroken // two parts of one name: which one is shown differs between programs
		}
		if f.Flags&1 != 0 {
			return nil, sheet.ErrPassword
		}
		if packed += f.CompressedSize64; f.CompressedSize64 > uint64(len(b)) || packed > uint64(len(b)) {
			return nil, ErrBroken // parts lie over each other, as only bombs have them
		}
		if strings.HasPrefix(name, "_xmlsignatures/") {
			return nil, ErrSigned
		}
		p.byName[name] = f
	}
	return p, nil
}

// model says that the file is a template, which programs do not open under another name.
func (p *pack) model() bool {
	b, err := p.part("[Content_Types].xml")
	return err == nil && (bytes.Contains(b, []byte(".template.main+xml")) || bytes.Contains(b, []byte(".template.macroEnabled")) || bytes.Contains(b, []byte(".macroEnabledTemplate.")))
}

// partName is a part's name as it is compared: without a slash before it, in small letters.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// has says that there is such a part.
func (p *pack) has(name string) bool {
	name = partName(name)
	_, new := p.changed[name]
	return new || p.byName[name] != nil
}

// part is what a part holds now.
func (p *pack) part(name string) ([]byte, error) {
	name = partName(name)
	if b, ok := p.changed[name]; ok {
		return b, nil
	}
	if b, ok := p.read[name]; ok {
		return b, nil
	}
	f := p.byName[name]
	if f == nil {
		return nil, ErrBroken
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrBroken
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, p.left+1))
	if int64(len(b)) > p.left {
		return nil, ErrBig
	}
	if err != nil {
		return nil, ErrBroken
	}
	p.left -= int64(len(b))
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) || strange(b) {
		return nil, ErrStrict
	}
	p.read[name] = b
	return b, nil
}

// strange says that a part declares another encoding than UTF-8.
func strange(b []byte) bool {
	head := b[:min(len(b), 200)]
	if i := bytes.Index(head, []byte("?>")); i >= 0 {
		head = bytes.ToLower(head[:i])
		if at := bytes.Index(head, []byte("encoding")); at >= 0 {
			return !bytes.Contains(head[at:], []byte("utf-8")) && !bytes.Contains(head[at:], []byte("us-ascii"))
		}
	}
	return false
}

// set changes a part, or adds one.
func (p *pack) set(name string, b []byte) {
	key := partName(name)
	if p.byName[key] == nil {
		if _, known := p.changed[key]; !known {
			p.added = append(p.added, name)
		}
	}
	p.changed[key] = b
}

// again is the pack as it was opened, to be changed anew.
func (p *pack) again() *pack {
	fresh := *p
	fresh.changed, fresh.added = map[string][]byte{}, nil
	return &fresh
}

// write writes the file with the changed parts in their places; the others are copied as they lie in it.
func (p *pack) write(ctx context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	for _, f := range p.zip.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, ok := p.changed[partName(f.Name)]
		if !ok {
			if err := z.Copy(f); err != nil {
				return err
			}
			continue
		}
		if err := add(z, &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified, ExternalAttrs: f.ExternalAttrs, CreatorVersion: f.CreatorVersion}, b); err != nil {
			return err
		}
	}
	for _, name := range p.added {
		if err := add(z, &zip.FileHeader{Name: name, Method: zip.Deflate}, p.changed[partName(name)]); err != nil {
			return err
		}
	}
	return z.Close()
}

func add(z *zip.Writer, h *zip.FileHeader, b []byte) error {
	w, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// A relation is what a part refers to.
type relation struct{ id, kind, target string }

// relsOf is the name of the part that holds the relations of another.
func relsOf(of string) string {
	dir, file := path.Split(of)
	return dir + "_rels/" + file + ".rels"
}

// relations reads what a part refers to within the file; what lies outside is left alone.
func (p *pack) relations(of string) (all []relation, err error) {
	name := relsOf(of)
	if !p.has(name) {
		return nil, nil
	}
	b, err := p.part(name)
	if err != nil {
		return nil, err
	}
	dir := path.Dir("/" + of)
	err = eachTag(b, func(t tag) error {
		if t.closes || string(t.local()) != "Relationship" || t.attr("TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(t.attr("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		kind := t.attr("Type")
		all = append(all, relation{t.attr("Id"), kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(path.Clean(target), "/")})
		if len(all) > 10_000 {
			return ErrBig
		}
		return nil
	})
	return all, err
}

// Kind is what a file is by its bytes: "xlsx", "docx", or "" with the reason why it cannot be filled.
func Kind(b []byte) (string, error) {
	switch {
	case len(b) == 0:
		return "", sheet.ErrEmpty
	case bytes.HasPrefix(b, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}):
		if bytes.Contains(b, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return "", sheet.ErrPassword
		}
		return "", ErrOld
	case !bytes.HasPrefix(b, []byte("PK")):
		return "", ErrOther
	}
	p, err := openPack(b)
	switch {
	case err != nil:
		return "", err
	case p.has("word/document.xml"):
		return "docx", nil
	case p.has("xl/workbook.bin"):
		return "", sheet.ErrXLSB
	case p.has("xl/workbook.xml") || p.has("_rels/.rels") && !p.has("ppt/presentation.xml") && p.has("[Content_Types].xml"):
		return "xlsx", nil
	}
	return "", ErrOther
}

// filling says an error of package sheet for somebody who fills.
func filling(err error) error {
	var e *sheet.Error
	if errors.As(err, &e) && strings.Contains(e.Text, "导入") {
		return &sheet.Error{Code: e.Code, Text: strings.NewReplacer("再导入", "再填", "能导入", "能填", "导入", "填").Replace(e.Text)}
	}
	return err
}
