// Package assets holds the bytes that travel inside the program: the two fonts
// with their licence, the icon, the code lists and the default rules, and what is new. It knows
// what the files are called and nothing of what they mean.
package assets

import (
	"embed"
	"io/fs"

	"tuanjian/assets/fonts"
)

// Regular is Noto Sans SC Regular as it was published, a static TrueType of 10 MB under the
// SIL Open Font License (fonts/LICENSE.txt), and Bold its bold face. They are unpacked by
// the first call, in a fraction of a second, and stay. The callers never change them.
func Regular() []byte { return fonts.Whole(fonts.Regular) }

// Bold is the bold face; see Regular.
func Bold() []byte { return fonts.Whole(fonts.Bold) }

// Icon is the program's icon, 512 by 512, drawn for it (icon.svg is the source).
//
//go:embed icon.png
var Icon []byte

// News is what each version of the program brought, the newest first: a line with the name
// and the version, then a line beginning with "- " for each thing, all for people.
//
//go:embed news.txt
var News string

//go:embed codes
var codes embed.FS

// Codes is the folder of code lists and default rules, one CSV a list. Its
// columns are described in package ledger, which reads them.
func Codes() fs.FS {
	sub, err := fs.Sub(codes, "codes")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

//go:embed words
var words embed.FS

// Words is the folder of the words of letters and official papers, one file each. Package letters
// reads them.
func Words() fs.FS {
	sub, err := fs.Sub(words, "words")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
