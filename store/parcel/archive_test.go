package parcel

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNamesThatAreRefused(t *testing.T) {
	all := entriesOf(t, pack(t, smallSample(t)))
	names := []string{
		"../evil.csv", "..", "../../etc/passwd", "..\\evil.csv", "/etc/passwd", "/evil.csv", "\\evil.csv", "C:\\evil.csv", "C:evil.csv", "c:/evil.csv",
		"\\\\server\\share\\x.csv", "//server/share/x.csv", "\\\\?\\C:\\x", "dir/x.csv", "dir/", "./x.csv", "x/../y.csv", "~/x.csv", "~x",
		"member.csv:stream", "a:b", "a::$DATA", "con", "CON", "con.csv", "nul", "nul.csv", "aux.json", "prn.csv", "com1", "com1.csv", "COM9.csv",
		"lpt1.csv", "lpt9", "Community.csv", "COMMUNITY.CSV", "community.CSV", "member.csv.", "member.csv ", " member.csv", "member\x00.csv",
		"member\n.csv", "member\u202ecsv.exe", "社区.csv", "ｍember.csv", "", ".hidden", "-x.csv", "x*.csv", "x?.csv", "x|y", "<x>", "\"x\"", "%2e%2e", "9.csv",
		strings.Repeat("a", 65) + ".csv", "x\u0301.csv", "conin$", "clock$", "con.tar.gz", "lpt0.x", "x...", "x.csv/", "\u200fx.csv", "‥/x", "．．/x.csv", "$home", "x;y", "x&y", "x,y",
		"file:///etc/passwd", "..%c0%af", strings.Repeat("d/", 5000), "member.csv\\", "//?/c:/x", "\\\\.\\physicaldrive0", "\xff.csv",
	}
	if len(names) < 40 {
		t.Fatalf("only %d names", len(names))
	}
	unchanged := watched(t)
	for _, name := range names {
		evil := entry{name, []byte("x"), nil}
		if strings.HasSuffix(name, "/") {
			evil.data = nil
		}
		refused(t, fmt.Sprintf("%.60q", name), resign(t, append(all[:len(all):len(all)], evil), signKey, nil), ErrNames)
		unchanged(name)
	}
	refused(t, "a name twice", resign(t, append(all[:len(all):len(all)], all[0]), signKey, nil), ErrNames)
	link := entry{"link.csv", []byte("/etc/passwd"), func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}
	refused(t, "a link", resign(t, append(all[:len(all):len(all)], link), signKey, nil), ErrNames)
	folder := entry{"folder", nil, func(h *zip.FileHeader) { h.SetMode(fs.ModeDir | 0o777) }}
	refused(t, "a folder", resign(t, append(all[:len(all):len(all)], folder), signKey, nil), ErrNames)
}

// watched makes a folder the working and the temporary one and gives a function that fails when anything in it, or in the
// two above, has come, gone or changed since.
func watched(t *testing.T) (unchanged func(what string)) {
	t.Helper()
	parent := t.TempDir()
	folder := filepath.Join(parent, "a", "b")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, folder)
	}
	tree := func() string {
		var b strings.Builder
		err := filepath.WalkDir(parent, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil {
				fmt.Fprintf(&b, "%s %v %d %v\n", path, info.Mode(), info.Size(), info.ModTime())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	before := tree()
	return func(what string) {
		t.Helper()
		if after := tree(); after != before {
			t.Fatalf("%q changed the folder\n%s\ninto\n%s", what, before, after)
		}
	}
}

func TestZipsThatAreRefused(t *testing.T) {
	all := entriesOf(t, pack(t, smallSample(t)))
	good := zipOf(t, all)
	patch := func(change func(z, end []byte)) []byte {
		b := bytes.Clone(good)
		change(b, b[len(b)-22:])
		return reseal(t, b)
	}
	le := binary.LittleEndian
	central := func(z []byte) int { return bytes.Index(z, []byte("PK\x01\x02")) }
	huge := zipOf(t, wider(all))
	le.PutUint64(huge[central(huge)+20:], 1<<64-1) // both lengths: see the extra
	for _, c := range []struct {
		what string
		b    []byte
		want error
	}{
		{"nothing", reseal(t, nil), ErrDamaged},
		{"no zip", reseal(t, []byte("id,rev\nno zip at all here\n")), ErrDamaged},
		{"something in front", reseal(t, append([]byte("MZ"), good...)), ErrDamaged},
		{"something behind", reseal(t, append(bytes.Clone(good), "x"...)), ErrDamaged},
		{"a comment", patch(func(_, end []byte) { le.PutUint16(end[20:], 1) }), ErrDamaged},
		{"two disks", patch(func(_, end []byte) { le.PutUint16(end[4:], 1) }), ErrDamaged},
		{"64 bits", patch(func(_, end []byte) { le.PutUint16(end[8:], 0xffff); le.PutUint16(end[10:], 0xffff) }), ErrTooManyFiles},
		{"a long directory", patch(func(_, end []byte) { le.PutUint32(end[12:], maxDirectory+1) }), ErrTooManyFiles},
		{"one file fewer said", patch(func(_, end []byte) {
			le.PutUint16(end[8:], uint16(len(all)-1))
			le.PutUint16(end[10:], uint16(len(all)-1))
		}), ErrDamaged},
		{"a zip password", patch(func(z, _ []byte) { z[central(z)+8] |= 1 }), ErrMalformed},
		{"another method", patch(func(z, _ []byte) { z[central(z)+10] = 12 }), ErrMalformed},
		{"1 GB said", patch(func(z, _ []byte) { le.PutUint32(z[central(z)+24:], MaxUnpack+1) }), ErrTooMuch},
		{"1 GB said together", patch(func(z, _ []byte) {
			at := central(z)
			le.PutUint32(z[at+24:], MaxUnpack/2)
			at += 46 + bytes.Index(z[at+46:], []byte("PK\x01\x02"))
			le.PutUint32(z[at+24:], MaxUnpack/2+1)
		}), ErrTooMuch},
		{"a wrong sum", patch(func(z, _ []byte) { z[central(z)+16] ^= 1 }), ErrDamaged},
		{"4 GB packed said", patch(func(z, _ []byte) { le.PutUint32(z[central(z)+20:], 0xfffffff0) }), ErrDamaged},
		{"one lies over the other", patch(func(z, _ []byte) {
			at := central(z)
			next := at + 46 + bytes.Index(z[at+46:], []byte("PK\x01\x02"))
			for _, n := range []int{16, 20, 24, 42} { // sum, lengths and place
				copy(z[next+n:next+n+4], z[at+n:at+n+4])
			}
			le.PutUint32(z[at+20:], uint32(len(z)-10))
			le.PutUint32(z[next+20:], uint32(len(z)-10))
		}), ErrDamaged},
		{"2^64-1 bytes in an extra", reseal(t, huge), ErrTooMuch},
		{"less said than is there", patch(func(z, _ []byte) { le.PutUint32(z[central(z)+24:], 3) }), ErrDamaged},
		{"no data", patch(func(z, _ []byte) { le.PutUint32(z[central(z)+42:], uint32(len(z)-30)) }), ErrDamaged},
	} {
		refused(t, c.what, c.b, c.want)
	}
	var many []entry
	for i := range MaxFiles + 1 {
		many = append(many, entry{fmt.Sprintf("f%d.csv", i), nil, nil})
	}
	refused(t, "65 files", reseal(t, zipOf(t, many)), ErrTooManyFiles)
	for i := range 100_000 {
		many = append(many, entry{fmt.Sprintf("g%d.csv", i), nil, nil})
	}
	refused(t, "100,065 files", reseal(t, zipOf(t, many)), ErrTooManyFiles)
}

// wider gives the entries with an extra of 64-bit lengths, both 2^64-1.
func wider(all []entry) []entry {
	out := append([]entry(nil), all...)
	for i := range out {
		out[i].header = func(h *zip.FileHeader) { h.Extra = append([]byte{1, 0, 16, 0}, bytes.Repeat([]byte{0xff}, 16)...) }
	}
	return out
}

// A file of a gigabyte that packs into a megabyte is read as far as the manifest's number and no further, and the number
// may not be above the cap.
func TestBomb(t *testing.T) {
	all := entriesOf(t, pack(t, smallSample(t)))
	bomb := make([]byte, 64<<20)
	refused(t, "zeroes", resign(t, append(all, entry{"bomb.csv", bomb, nil}), signKey, nil), ErrMalformed)
	lie := func(m map[string]any) {
		f := m["files"].([]map[string]any)
		f[len(f)-1]["bytes"] = 10
	}
	refused(t, "more than said", resign(t, append(all, entry{"bomb.bin", bomb, nil}), signKey, lie), ErrAltered)
}

func TestSealedFilesThatAreRefused(t *testing.T) {
	b := pack(t, smallSample(t))
	for _, c := range []struct {
		what string
		b    []byte
		want error
	}{
		{"empty", nil, ErrNotParcel},
		{"workbook", []byte("PK\x03\x04 something"), ErrNotParcel},
		{"a later age", append([]byte("age-encryption.org/v2\n"), b[22:]...), ErrNewer},
		{"armoured", []byte("-----BEGIN AGE ENCRYPTED FILE-----\n"), ErrNotParcel},
		{"head without end", []byte(ageLine + strings.Repeat("-> X25519 x\n", 10)), ErrDamaged},
		{"endless head", append([]byte(ageLine+strings.Repeat("-> X25519 x\n", maxHeader)), b...), ErrDamaged},
		{"half", b[:len(b)/2], ErrDamaged},
		{"no body", b[:bytes.Index(b, []byte("\n--- "))+60], ErrDamaged},
	} {
		refused(t, c.what, c.b, c.want)
	}
	if p, err := Read(context.Background(), bytes.NewReader(nil), MaxFile+1, testUnlock(t)); p != nil || err != ErrTooLarge {
		t.Errorf("a large file: %v", err)
	}
}

// broken fails from some place on, as a stick does that is pulled out.
type broken struct {
	r    io.ReaderAt
	from int64
	err  error
}

func (b broken) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > b.from {
		return 0, b.err
	}
	return b.r.ReadAt(p, at)
}

func TestTheSystemsErrorIsTold(t *testing.T) {
	b := pack(t, sample(t))
	gone := &fs.PathError{Op: "read", Path: "x", Err: errors.New("device gone")}
	for from := int64(0); from < int64(len(b)); from += 97 {
		if p, err := Read(context.Background(), broken{bytes.NewReader(b), from, gone}, int64(len(b)), testUnlock(t)); p != nil || err != gone {
			t.Fatalf("from %d: %v", from, err)
		}
	}
}

// A file that changes after it was read is noticed by whoever reads its rows.
func TestChangedAfterRead(t *testing.T) {
	path := t.TempDir() + "/x.tjb"
	c := sample(t)
	for i := range 3000 {
		c.Tables[2].Records = append(c.Tables[2].Records, fill(t, c.Tables[2].Kind, idOf(1000+i), "name", fmt.Sprintf("支部%x", sha256.Sum256([]byte{byte(i), byte(i >> 8)}))))
	}
	b := pack(t, c)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := Read(context.Background(), f, int64(len(b)), testUnlock(t))
	if err != nil {
		t.Fatal(err)
	}
	f.WriteAt([]byte{b[len(b)/4] ^ 1}, int64(len(b)/4))
	if err := p.Rows(context.Background(), "branch", func(Row) error { return nil }); err != ErrDamaged {
		t.Errorf("rows of a changed file: %v", err)
	}
}

type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWritersErrorIsTold(t *testing.T) {
	whole := len(pack(t, sample(t)))
	for left := 0; left < whole; left += 101 {
		if _, err := Write(context.Background(), &fullDisk{left}, sample(t), signKey, testLock(t)); !errors.Is(err, errFull) {
			t.Fatalf("%d bytes of room: %v", left, err)
		}
	}
	c := &capWriter{w: io.Discard, left: 3}
	if _, err := c.Write([]byte("123")); err != nil {
		t.Error(err)
	}
	if _, err := c.Write([]byte("4")); err != ErrTooLarge {
		t.Error(err)
	}
}

// What Read would refuse is not written.
func TestCapsOfWriting(t *testing.T) {
	rows := func(n int) func(put) error {
		return func(put put) error {
			for range n {
				if err := put("nation", "01", "汉族", ""); err != nil {
					return err
				}
			}
			return nil
		}
	}
	codes := side[len(side)-1]
	for _, c := range []struct {
		rows int
		room int64
		want error
	}{{MaxRows, MaxUnpack, nil}, {MaxRows + 1, MaxUnpack, ErrTooManyRows}, {1000, 1000, ErrTooMuch}} {
		p := &packer{ctx: context.Background(), zip: zip.NewWriter(io.Discard), left: c.room}
		if err := p.table(codes, rows(c.rows)); err != c.want {
			t.Errorf("%d rows, %d bytes of room: %v, want %v", c.rows, c.room, err, c.want)
		}
	}
	c := smallSample(t)
	c.Base = make([]Earlier, MaxRows+1)
	if _, err := Write(context.Background(), io.Discard, c, signKey, testLock(t)); err != ErrTooManyRows {
		t.Errorf("base: %v", err)
	}
}
