package vault

import (
	"errors"
	"os"
)

// Hold makes a file at path where there is none and keeps it locked, as an open
// ledger is, until release is called or the program ends, however it ends. ErrBusy
// (after a second) when another program or another call holds it.
func Hold(path string) (release func() error, err error) {
	v := &Vault{path: path}
	f, err := v.options.openFile(path, os.O_RDWR|os.O_CREATE, mode)
	if err != nil {
		return nil, reason(err)
	}
	if err := f.Close(); err != nil {
		return nil, reason(err)
	}
	if err := v.attach(false); err != nil {
		return nil, err
	}
	return v.Close, nil
}

// Still proves the structure of the ledger at path and then calls read while no
// program that opens ledgers can write to it. The errors of the proof are those of
// [Open]; ErrBusy when the ledger is open for writing.
func Still(path string, o Options, read func() error) (err error) {
	v := &Vault{path: path, options: o}
	if err := v.prove(); err != nil {
		return err
	}
	if err := v.attach(true); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	return read()
}

// Extent is how many bytes of the ledger at path are in use. What lies behind them is room: on Windows the file is lengthened
// to a round size by every opening for writing, without anything being saved. Of a file that is no ledger it is the whole.
func Extent(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, reason(err)
	}
	if !info.Mode().IsRegular() {
		return 0, ErrNotLedger
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, reason(err)
	}
	defer f.Close()
	size := info.Size()
	if m, _, err := readMeta(f, size); err == nil {
		size = min(size, int64(m.pages)*int64(m.pageSize))
	}
	return size, nil
}
