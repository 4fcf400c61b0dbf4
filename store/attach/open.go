package attach

import (
	"path/filepath"

	"tuanjian/store"
	"tuanjian/store/disk"
)

// Open reads a file that somebody has chosen or dropped. A folder, a pipe and a device are refused unread.
func Open(path string) (*File, error) {
	f, size, err := disk.OpenPlain(path)
	if err != nil {
		return nil, store.Tell(err)
	}
	defer f.Close() // it was only read
	if size > MaxFile {
		return nil, tooLong(titleOf(filepath.Base(path)))
	}
	return Read(filepath.Base(path), f)
}

func tooLong(title string) error {
	return store.Refuse("“" + title + "”超过 " + Size(MaxFile) + "，太大了。请把照片缩小、把扫描件分成几份，再添加。")
}
