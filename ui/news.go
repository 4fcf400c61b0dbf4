package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"tuanjian/ui/gate"
	"tuanjian/ui/kit"
)

// newsKey names the preference of the version whose news were told last.
const newsKey = "news.seen"

// A release is one version of the program and what it brought.
type release struct {
	version string
	brought []string
}

// releases reads assets.News, the newest first.
func releases(text string) (all []release) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		thing, ok := strings.CutPrefix(line, "- ")
		switch {
		case ok && len(all) > 0:
			last := &all[len(all)-1]
			last.brought = append(last.brought, thing)
		case line != "":
			_, version, _ := strings.Cut(line, " ")
			all = append(all, release{version: version})
		}
	}
	return all
}

// unseen are the releases since the one whose news were told last, as far as the program of
// this version has come. Who has never opened a ledger with an older program is told nothing:
// to him all of it is new.
func unseen(app fyne.App, all []release, version string) []release {
	seen := app.Preferences().String(newsKey)
	if seen == version || seen == "" && len(gate.Recents(app)) == 0 {
		return nil
	}
	for i, r := range all {
		if r.version == seen {
			return all[:i]
		}
	}
	return all[:min(1, len(all))]
}

// tellNews shows once what a newer program brought, over the first page of a ledger.
func (d *desk) tellNews() {
	news := d.news
	d.news = nil
	if version := d.o.Env.Version; d.a.Preferences().String(newsKey) != version {
		d.a.Preferences().SetString(newsKey, version)
	}
	if len(news) > 0 {
		d.showNews(news)
	}
}

func (d *desk) showNews(news []release) *kit.Float {
	var parts []kit.Explained
	for _, r := range news {
		parts = append(parts, kit.Explained{Heading: r.version, Text: strings.Join(r.brought, "\n")})
	}
	return kit.Explain(d.w.Canvas(), "新版本里有什么", parts)
}
