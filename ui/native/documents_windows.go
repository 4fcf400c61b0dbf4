package native

import "golang.org/x/sys/windows"

// saidDocuments is where Windows keeps a person's papers: another disk where the person has
// moved them.
func saidDocuments(string) string {
	path, err := windows.KnownFolderPath(windows.FOLDERID_Documents, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return ""
	}
	return path
}
