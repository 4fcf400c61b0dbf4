package sheet

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// What Excel writes into the first page of an archive: which sheets there are and in which page each stands.
var (
	sheetEntry  = regexp.MustCompile(`(?is)<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>`)
	sheetSource = regexp.MustCompile(`(?is)<x:WorksheetSource\s+HRef="([^"]+)"`)
	sheetHidden = regexp.MustCompile(`(?is)<x:Visible>\s*Sheet(?:Very)?Hidden`)
)

const maxPages = 500

// webPage is one page of an archive.
type webPage struct{ file, text string }

// readMHT reads an archive of web pages, which Excel and WPS call 单个文件网页: the pages are kept in it as a mail keeps
// what is attached.
func readMHT(ctx context.Context, b []byte, p Progress) (*Workbook, error) {
	pages, err := pagesOf(b)
	if err != nil {
		return nil, err
	}
	book := &Workbook{Kind: "mht"}
	spent := 0
	take := func(pg webPage, name string, hidden bool) error {
		s := Sheet{Hidden: hidden}
		read, err := readPage(ctx, pg.text, &s, &spent)
		if err != nil {
			return err
		}
		if name != "" {
			s.Name = name
		}
		if read.found {
			book.Sheets = append(book.Sheets, s)
		}
		return nil
	}
	taken := map[string]bool{}
	for _, pg := range pages {
		for _, entry := range sheetEntry.FindAllStringSubmatch(pg.text, maxSheets) {
			source, name := sheetSource.FindStringSubmatch(entry[1]), sheetName.FindStringSubmatch(entry[1])
			if source == nil || name == nil {
				continue
			}
			file := path.Base(strings.ReplaceAll(source[1], `\`, "/"))
			for _, of := range pages {
				if of.file == file && !taken[file] {
					taken[file] = true
					if err := take(of, html.UnescapeString(name[1]), sheetHidden.MatchString(entry[1])); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	for _, pg := range pages {
		if len(taken) > 0 || pg.file == "tabstrip.htm" {
			continue
		}
		if err := take(pg, "", false); err != nil {
			return nil, err
		}
	}
	p.tell(len(b), len(b))
	if len(book.Sheets) == 0 {
		return nil, ErrHTML
	}
	return book, nil
}

// pagesOf takes the web pages out of an archive.
func pagesOf(b []byte) ([]webPage, error) {
	head, body := mailHead(b)
	kind, params, err := mime.ParseMediaType(head["content-type"])
	if err != nil {
		return nil, ErrDamaged
	}
	if !strings.HasPrefix(kind, "multipart/") {
		pg, err := webPageOf(bytes.NewReader(body), kind, head["content-transfer-encoding"], head["content-location"], params["charset"])
		if err != nil || pg == nil {
			return nil, ErrKind
		}
		return []webPage{*pg}, nil
	}
	var pages []webPage
	r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for n := 0; n < MaxEntries && len(pages) < maxPages; n++ {
		part, err := r.NextRawPart()
		if err == io.EOF || err != nil && len(pages) > 0 {
			return pages, nil // the end; or an archive that was cut, of which some pages are whole
		}
		if err != nil {
			return nil, ErrDamaged
		}
		kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			continue
		}
		pg, err := webPageOf(part, kind, part.Header.Get("Content-Transfer-Encoding"), part.Header.Get("Content-Location"), params["charset"])
		if err != nil {
			return nil, ErrDamaged
		}
		if pg != nil {
			pages = append(pages, *pg)
		}
	}
	return pages, nil
}

// webPageOf reads one page; nil when the part is none.
func webPageOf(r io.Reader, kind, coding, location, charset string) (*webPage, error) {
	if kind != "text/html" && kind != "application/xhtml+xml" {
		return nil, nil
	}
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	b, err := io.ReadAll(r)
	if err != nil && len(b) == 0 {
		return nil, err
	}
	return &webPage{strings.ToLower(path.Base(strings.ReplaceAll(location, `\`, "/"))), decodeMarkup(b, charset)}, nil
}

// mailHead reads the lines in front of the first empty one. The standard library's reader belongs to its network part,
// which has no place here.
func mailHead(b []byte) (head map[string]string, body []byte) {
	head = map[string]string{}
	r := bufio.NewReader(bytes.NewReader(b))
	at, key := 0, ""
	for n := 0; n < 100; n++ {
		line, err := r.ReadString('\n')
		at += len(line)
		text := strings.TrimRight(line, "\r\n")
		switch name, value, ok := strings.Cut(text, ":"); {
		case text == "" && len(head) > 0:
			return head, b[at:]
		case text != "" && (text[0] == ' ' || text[0] == '\t') && key != "": // goes on
			head[key] += text
		case ok:
			key = strings.ToLower(strings.TrimSpace(name))
			head[key] = strings.TrimSpace(value)
		}
		if err != nil {
			break
		}
	}
	return head, b[at:]
}
