package vault

// FreeRoom is how many bytes this person may still write into a folder; an error
// where the system does not tell.
func FreeRoom(folder string) (int64, error) { return freeRoom(folder) }
