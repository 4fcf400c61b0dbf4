// Package ledger holds the records: what a community, an enterprise, a branch, a
// member and a post are, how each of their values is called, shown, read and
// checked, and the rules that need no more than one record. It knows no file, no
// screen and no other record; today's date and the rule set are handed in as a
// Basis, the code lists are read once by Load.
//
// A record is described twice, side by side in one file: the struct is what is on
// disk, the field table is what people and programs read. Nothing else may list
// fields. References are fields too, whose text is the other record's ID: in this
// way one list gives the one order that form, grid and sheet follow; whoever shows
// a reference translates the ID into a name.
package ledger
