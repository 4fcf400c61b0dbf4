// Package store is the Book: the one door of the screens and of the command line
// to a ledger. It knows what may be done — one method for each thing that a person
// intends, and each is one transaction — and ties the rooms below it together:
// records (ledger), the file (vault, seal), workbooks (sheet), print (paper) and
// packages (parcel). It knows no screen and no widget.
//
// Unlocked, a ledger lies in memory as plain records; search, sorting and counting
// work there, and the file is only its durable copy. Records in memory are never
// changed in place: a save puts a new one in the old one's place, so what a screen
// has been handed stays as it was.
//
// The rooms below it, which take Views of the records or less and know no Book:
//
//	ledger   what a record is: its fields, texts, own faults
//	records  the records of one moment
//	rules    what only all records together tell
//	find     search, lists, choices
//	help     what F1 says of fields, screens and rules
//	effects  what follows from other rules
//	figures  the indicators, counted, and why a number changed
//	vault    the file; seal its passwords and keys
//	disk     proved work with files
//	sheet    workbooks; paper PDF; parcel packages; merge two edits of one record
//
// The rooms above it, which take the Book and do one thing each with it:
//
//	care     what is damaged, backups, their proof, restoring, salvage; wrong passwords counted. It alone has the engine under a Book
//	points   what figures are asked for and compared of: now, what was locked on a day, what went to the street
//	travel   packages: submissions, notices, receipts, matters, two copies that meet, tables of a database
//	intake   an office's workbook on its way in
//	tend     one value for many, two records into one, a draft over a newer record, older versions, rules and lists, what is kept too long
//	forms    what is printed and exported
//	overview the first page: what is to be done and by when, the tree, handing over, the first walk through
//	practice ledgers of invented people
//	stage    ledgers for tests; trial their clock
//
// The watchers are told after the commit, never before.
package store
