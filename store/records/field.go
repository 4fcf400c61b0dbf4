package records

// A FieldChange is one field's old and new text, as people read them.
type FieldChange struct{ Key, Label, Old, New string }
