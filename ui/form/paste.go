package form

// paste fills the fields with a row that was copied in a table; false where the owner
// makes nothing of the text. What stood in a field that the row says nothing about stays.
// Nothing is saved, and each field says what is wrong with its text as if it had been
// typed.
func (f *Form) paste(text string) bool {
	if f.o.Paste == nil || f.o.ReadOnly {
		return false
	}
	texts, took := f.o.Paste(text)
	if !took {
		return false
	}
	for _, c := range f.cells {
		if text, ok := texts[c.col.Key]; ok {
			f.Type(c.col.Key, text)
		}
	}
	return true
}
