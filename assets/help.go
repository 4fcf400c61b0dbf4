package assets

import (
	"embed"
	"io/fs"
)

//go:embed help
var help embed.FS

// Help is the folder of what the program teaches: what F1 says of each field and
// page, the tour, the words of the manual. Package store reads it.
func Help() fs.FS {
	sub, err := fs.Sub(help, "help")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
