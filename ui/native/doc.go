// Package native is the operating system as the screens need it: choosing a file,
// printing one, opening a folder, where documents lie, and saying so when there
// is no OpenGL. It knows no record, no ledger and no widget; of Fyne it knows only
// a window's handle.
//
// It writes personal data nowhere but into the folder that Spool makes, which only
// the user can read and which is emptied.
package native
