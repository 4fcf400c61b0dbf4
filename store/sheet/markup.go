package sheet

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// pageWords begin web pages and pieces of them, which systems like to hand out under the name of a workbook.
var pageWords = []string{"<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div", "<tr", "<font", "<center", "<form",
	"<p>", "<p ", "<span", "<title", "<script", "<link", "<h1", "<h2", "<h3", "<br", "<caption"}

// markup recognises web pages, archives of them, and XML, by the beginning of a text: "html", "mht", "xml" for a
// spreadsheet of Excel 2003, "" for what is none of these, or why it cannot be read.
func markup(text string) (kind string, err error) {
	t := strings.ToLower(strings.TrimLeft(text, "\ufeff \t\r\n\x00"))
	if t == "" {
		return "", nil
	}
	if t[0] != '<' {
		if i := strings.Index(t, "content-type:"); i >= 0 && (hasFold(t, "mime-version:") || hasFold(t, "from:") || hasFold(t, "content-type:")) {
			return "mht", nil
		}
		return "", nil
	}
	for strings.HasPrefix(t, "<!--") { // a remark in front of the first tag
		_, after, ok := strings.Cut(t, "-->")
		if !ok {
			break
		}
		t = strings.TrimLeft(after, " \t\r\n")
	}
	declared := strings.HasPrefix(t, "<?xml")
	if strings.Contains(t, "urn:schemas-microsoft-com:office:spreadsheet") && !strings.Contains(t, "<html") {
		return "xml", nil
	}
	if declared && strings.Contains(t, "<office:document") && strings.Contains(t, "opendocument.spreadsheet") {
		return "fods", nil
	}
	if strings.Contains(t, "schemas.microsoft.com/office/word") && declared {
		return "", ErrWord
	}
	for _, word := range pageWords {
		if strings.HasPrefix(t, word) || declared && (word == "<html" || word == "<!doctype html" || word == "<table") && strings.Contains(t, word) {
			return "html", nil
		}
	}
	switch {
	case declared:
		return "", ErrXML
	case strings.Contains(t, "<table"):
		return "html", nil
	}
	return "", nil
}

// charsetOf finds what a page or an XML file says of its own encoding.
var charsetOf = regexp.MustCompile(`(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_-]+)`)

// decodeMarkup reads a page or XML as it says that it is written, unless its bytes say otherwise: that a page in UTF-8
// calls itself gb2312, and the other way round, is as common as that it is right.
func decodeMarkup(b []byte, charset string) string {
	_, wide := utf16Order(b)
	if wide || hasUTF16Mark(b) || bytes.HasPrefix(b, []byte(utf8Mark)) {
		return decodeText(b)
	}
	if m := charsetOf.FindSubmatch(b[:min(len(b), 4096)]); charset == "" && m != nil {
		charset = string(m[1])
	}
	sample := b[:min(len(b), sampleSize)]
	switch strings.ToLower(charset) {
	case "gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "936":
		if !utf8.Valid(b) || likely(simplifiedchinese.GB18030, sample) >= 0.6 {
			return decoded(simplifiedchinese.GB18030, b)
		}
	case "big5", "big5-hkscs", "cp950", "950":
		if !looksUTF8(b) && likely(traditionalchinese.Big5, sample)+0.15 >= likely(simplifiedchinese.GB18030, sample) {
			return decoded(traditionalchinese.Big5, b)
		}
	}
	return decodeText(b)
}
