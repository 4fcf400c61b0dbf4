// Package attach keeps files with records: it says what a file is by its bytes, takes out of photos what tells where and
// with what they were taken, keeps the file sealed in the ledger, gives it back, and says how much room all of them take.
// How the bytes lie in the ledger's file stands in store/piece.go; what an attachment is, in package ledger.
//
// A file is at most MaxFile bytes long, all that are added at once MaxOnce, all of a ledger MaxLedger: every backup is a
// copy of the whole file. What is added is one intent. A file is in memory while it is added and while its picture is
// drawn; it goes out piece by piece. No file is ever written in the clear unless a person asks for it (SaveAs), and none is
// ever given to another program.
package attach

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// The bounds of files, in bytes.
const (
	MaxFile   = 10 << 20  // of one
	MaxOnce   = 40 << 20  // of all that are added in one go
	MaxLedger = 500 << 20 // of all in one ledger, those in the bin too
)

// longestName is how many letters of a file's name are kept.
const longestName = 60

// Size is a number of bytes as people read it: 3.2 MB.
func Size(bytes int64) string {
	switch {
	case bytes < 1000<<10:
		return strconv.FormatInt((bytes+1<<10-1)>>10, 10) + " KB"
	default:
		return strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64) + " MB"
	}
}

// A File is one that was looked at and may be added. Title and Sort are the person's to change.
type File struct {
	Title, Sort string
	Format      string // ledger.FilePDF and the others, as the bytes say
	Cleaned     bool   // a photo that told more than its picture: when, where, with what it was taken

	content []byte
}

// Bytes is how long the file is as it will be kept.
func (f *File) Bytes() int64 { return int64(len(f.content)) }

// Read reads a file from r, of which the name is only what it will be called. Refused where it is too long or is none of the
// three formats.
func Read(name string, r io.Reader) (*File, error) {
	content, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, store.Tell(err)
	}
	return Look(name, content)
}

// Look is Read for bytes that are in memory; they are the file's from here on.
func Look(name string, content []byte) (*File, error) {
	title := titleOf(name)
	switch {
	case len(content) > MaxFile:
		return nil, tooLong(title)
	case len(content) == 0:
		return nil, store.Refuse("“" + title + "”是空的，里面没有内容。")
	}
	f := &File{Title: title, Sort: codes.AttachmentOther, content: content}
	s := sniff(content)
	if s == nil {
		return nil, store.Refuse("“" + title + "”不是 PDF、JPEG 或 PNG，不能添加。请先另存成 PDF，或拍成照片。")
	}
	f.Format = s.format
	kept, err := s.clean(content)
	if err != nil {
		return nil, store.Refuse("“" + title + "”" + err.Error())
	}
	f.Cleaned, f.content = len(kept) != len(content), kept
	if s.format != ledger.FilePDF { // what cannot be shown later is not taken now
		if err := f.drawable(); err != nil {
			return nil, store.Refuse("“" + title + "”" + err.Error())
		}
	}
	if s.format != ledger.FilePDF {
		f.Sort = codes.AttachmentPhoto
	}
	return f, nil
}

// titleOf is what a file is called by the end of its path, without its ending.
func titleOf(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if at := strings.LastIndexByte(name, '.'); at > 0 {
		name = name[:at]
	}
	letters := []rune(value.OneLine(value.Plain(name)))
	return cmp.Or(string(letters[:min(len(letters), longestName)]), "附件")
}

// Of are the files of a record, in the order in which they were added.
func Of(v *records.View, kind ledger.Kind, id value.ID) (all []*ledger.Attachment) {
	at := ledger.Attachments.At(kind.Name())
	if at < 0 || !ledger.Attaches(kind) {
		return nil
	}
	for a := range records.All[*ledger.Attachment](v, ledger.Attachments) {
		if ledger.Attachments.Ref(a, at) == id {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b *ledger.Attachment) int { return cmp.Compare(a.Order, b.Order) })
	return all
}

// May says why no file can be added to a record, "" where one can.
func May(b *store.Book, kind ledger.Kind, id value.ID) string {
	r := b.Today().Get(kind, id)
	switch {
	case r == nil:
		return "这条记录已经不在台账里了。"
	case !ledger.Attaches(kind):
		return kind.Title() + "没有附件。"
	case r.Head().Received():
		return store.ReceivedText
	case r.Head().Shredded != 0:
		return "这个人的个人信息已经按期清除，不再添加附件。"
	case !b.May(store.MayAttach):
		return b.Forbids()
	}
	return ""
}

// Add adds files to a record, in one intent that is undone as a whole, and answers the attachments. Refused where the record
// has the same file already, and where the ledger would have more than MaxLedger.
func Add(b *store.Book, kind ledger.Kind, id value.ID, files []*File) ([]*ledger.Attachment, error) {
	if err := b.Allow(store.MayAttach); err != nil {
		return nil, err
	}
	if why := May(b, kind, id); why != "" {
		return nil, store.Refuse(why)
	}
	if len(files) == 0 {
		return nil, store.Refuse("请先选要添加的文件。")
	}
	var total int64
	prints := map[string]bool{}
	for _, a := range Of(b.Today(), kind, id) {
		prints[a.Print] = true
	}
	out := make([]*ledger.Attachment, len(files))
	for i, f := range files {
		total += f.Bytes()
		sum := sha256.Sum256(f.content)
		a := &ledger.Attachment{Title: cmp.Or(value.OneLine(f.Title), "附件"), Sort: f.Sort, Format: f.Format, Size: value.CountOf(len(f.content)), Print: hex.EncodeToString(sum[:])}
		if prints[a.Print] {
			return nil, store.Refuse("“" + a.Title + "”已经在这条记录的附件里了，没有再添加。")
		}
		prints[a.Print] = true
		a.AttachTo(kind, id)
		out[i] = a
	}
	if total > MaxOnce {
		return nil, store.Refuse("一次最多添加 " + Size(MaxOnce) + "，这次一共 " + Size(total) + "。请分几次添加。")
	}
	room, err := RoomOf(b)
	if err != nil {
		return nil, store.Tell(err)
	}
	if room.All()+total > MaxLedger {
		return nil, store.Refuse("这个台账的附件已有 " + Size(room.All()) + "，最多 " + Size(MaxLedger) + "，放不下了。请把不要的附件移到回收站，再请管理员在“设置”的“附件”里清除它们。")
	}
	_, err = b.Do(store.Intent{Deed: store.MayAttach, What: ledger.Attachments.Name(), Rows: len(files)}, func(t *store.Turn) error {
		if t.View().Get(kind, id) == nil {
			return &store.Error{Code: store.Gone, Message: "这条记录刚被移到回收站，没有添加。"}
		}
		for i, a := range out {
			a.Meta = ledger.Meta{} // a turn that failed before has numbered it
			if err := t.Put(ledger.Attachments, nil, a); err != nil {
				return err
			}
			if err := t.Lay(a.ID, files[i].content); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Copy writes the bytes of a file to w, piece by piece, and then says whether they were those that were added: Damaged where
// not, and what w has got by then is worthless.
func Copy(b *store.Book, a *ledger.Attachment, w io.Writer) error {
	c := &checked{w: w, sum: sha256.New()}
	err := b.Files().Pieces(a.ID, c.take)
	if err == nil && (c.n != a.Bytes() || hex.EncodeToString(c.sum.Sum(nil)) != a.Print) {
		err = fmt.Errorf("%w: a file is not what was added", vault.ErrDamaged)
	}
	if err != nil {
		return told(b, a, err)
	}
	return nil
}

type checked struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func (c *checked) take(piece []byte) error {
	c.sum.Write(piece)
	c.n += int64(len(piece))
	_, err := c.w.Write(piece)
	return err
}

// told gives what is wrong with a file the words of it: it is hurt, or it never came.
func told(b *store.Book, a *ledger.Attachment, err error) error {
	t := store.Tell(err)
	if t.Code != store.Damaged {
		return t
	}
	if has, failed := b.Files().Has(a.ID); failed == nil && !has {
		why := "”的原件还不在这台电脑上：它在另一台电脑里，那边下一次上报的包会带来。"
		if a.Received() {
			why = "”的原件还没有到：社区的包一次装不下那么多，下一次上报会再带。"
		}
		return &store.Error{Code: store.Gone, Message: "“" + a.Title + why, Err: t.Err}
	}
	return &store.Error{Code: store.Damaged, Message: "附件“" + a.Title + "”的内容已损坏，读不出来；别的资料没有受影响。请从备份里找回，或重新添加。", Err: t.Err}
}

// SaveAs writes a file into one of its own, in the clear, for a reason that the journal keeps: whole numbers may stand in
// it. An existing file is replaced, as the person was asked by whoever chose the path.
func SaveAs(b *store.Book, a *ledger.Attachment, path, reason string) error {
	if err := b.Allow(store.MayExportWhole); err != nil {
		return err
	}
	switch {
	case a.Shredded != 0:
		return store.Refuse("这份附件的内容已经清除。")
	case value.OneLine(reason) == "":
		return store.Refuse("请写明用途。附件另存以后不再加密，用途会记在历史里。")
	}
	err := b.WriteOut(path, func(w io.Writer) error { return Copy(b, a, w) }, func() error {
		_, err := b.Do(store.Intent{Deed: "export", What: ledger.Attachments.Name(), Rows: 1, Whole: true, Reason: value.OneLine(reason)}, func(*store.Turn) error { return nil })
		return err
	})
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

// FileName is what a file is called where it is saved, on any system.
func FileName(a *ledger.Attachment) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, a.Title)
	return cmp.Or(strings.Trim(name, " ."), "附件") + Ending(a.Format)
}

// SaveInto is SaveAs for several files, into a folder that is there. It overwrites nothing: what is called as something that
// is there gets a number. It answers their paths; where one fails, those before it are written.
func SaveInto(b *store.Book, files []*ledger.Attachment, folder, reason string) (paths []string, err error) {
	for _, a := range files {
		name := FileName(a)
		path := filepath.Join(folder, name)
		for n := 2; disk.IsThere(path); n++ {
			path = filepath.Join(folder, strings.TrimSuffix(name, Ending(a.Format))+"（"+strconv.Itoa(n)+"）"+Ending(a.Format))
		}
		if err := SaveAs(b, a, path, reason); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// Ending is how the name of a file of a format ends.
func Ending(format string) string {
	switch format {
	case ledger.FileJPEG:
		return ".jpg"
	case ledger.FilePNG:
		return ".png"
	}
	return ".pdf"
}
