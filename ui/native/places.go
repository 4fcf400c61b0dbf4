package native

import (
	"os"
	"path/filepath"
	"strings"
)

// Documents is the folder for the user's own papers: what the desktop says, else
// the home's Documents or 文档, else the home itself.
func Documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	candidates := []string{os.Getenv("XDG_DOCUMENTS_DIR"), saidDocuments(home), filepath.Join(home, "Documents"), filepath.Join(home, "文档")}
	for _, c := range candidates {
		if c == "" || !filepath.IsAbs(c) {
			continue
		}
		if info, err := os.Stat(c); err == nil && info.IsDir() {
			return c
		}
	}
	return home
}

// FileName makes a name fit for a file on any system: what a file name cannot hold
// goes away; an empty rest becomes the fallback.
func FileName(name, fallback string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60])
	}
	if name == "" {
		return fallback
	}
	return name
}
