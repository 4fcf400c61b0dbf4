package native

// A Drive is a disk that can be pulled out and written on: a USB stick, a card, a
// USB hard disk.
type Drive struct {
	Name string // as the desktop calls it
	Path string // the folder where it lies
	Free int64  // bytes
}
