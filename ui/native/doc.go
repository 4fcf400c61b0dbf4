// Package native is the operating system as the screens need it: choosing a file,
// printing pages, opening a folder, where documents lie, and saying so when there
// is no OpenGL. It knows no record, no ledger and no widget; of Fyne it knows only
// a window's handle.
//
// It writes personal data nowhere: what is printed goes to the system's printer by a
// pipe or stroke by stroke, and lies in no file of ours.
package native
