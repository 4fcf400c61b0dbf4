package page

import "tuanjian/ui/native"

// Print lets the system ask, and prints. Nothing is said where the person chose not to.
func (s Sheets) Print() { s.press(native.Job{}) }
