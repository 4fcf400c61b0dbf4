package native

import (
	"path/filepath"

	"github.com/ncruces/zenity"
)

// Folder asks for a folder that is there, a USB stick for instance. It waits as
// Open does.
func Folder(title, folder string) (string, error) {
	if !HasChooser() {
		return "", ErrNoChooser
	}
	path, err := zenity.SelectFile(zenity.Title(title), zenity.Directory(), zenity.Filename(folder+string(filepath.Separator)))
	return path, told(err)
}
