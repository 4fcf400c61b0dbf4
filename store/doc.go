// Package store is the Book: the one door of the screens and of the command line
// to a ledger. It knows what may be done, and that each thing a person intends is one
// transaction, and ties the rooms below it together. It knows no screen and no widget.
//
// Unlocked, a ledger lies in memory as plain records; search, sorting and counting
// work there, and the file is only its durable copy. Records in memory are never
// changed in place: a save puts a new one in the old one's place, so what a screen
// has been handed stays as it was. The watchers are told after the commit, never before.
//
// # The rooms
//
// Below the Book. They take Views of the records or less and know no Book:
//
//	value    one value: a date, an amount, an ID number, what is wrong with it; not whose it is
//	codes    the code lists, as the program, the street and the office have them; not which field asks one
//	rulebook the rules that change, with a version; not what they are asked of
//	ledger   a kind of record: its fields, texts, owner, own faults; not the other records
//	records  the records of one moment; not what is wrong with them
//	rules    what only all records together tell; not where they lie
//	chronicle what happened to one record and what is due of it; not how its page looks
//	find     search, lists, choices; not how a list looks
//	figures  the indicators, counted, and why a number changed; not which days are asked for
//	effects  what follows from other rules; not whose rules they are to be
//	help     what F1 says of fields, screens and rules; not where the words are shown
//	merge    two edits of one record over what it was; not whose they are
//	vault    the one file, its buckets and journal; not what is in them
//	seal     passwords, keys, sealed values; not what is sealed
//	disk     proved work with files; not what the files mean
//	patience files that another program holds for a moment; not what belongs together
//	sheet    workbooks and text, row by row; not what a column is
//	blank    another office's blank form, filled and else left alone; not what a column means
//	paper    pages and PDF; not what is printed
//	leaf     the pages of a PDF that somebody else made; not whose it is nor where it is kept
//	cards    what stands on the paper of one record, filled in or empty; not whose output it is
//	word     .docx; not what is written
//	prose    a text for paper before it is paper: pages and .docx of it; not whose words they are
//	handbook 团支部工作手册: a branch's year as a text; not how it is laid
//	parcel   a package, its seal and tables; not who is trusted
//
// Above the Book. They take it and do one thing each with it:
//
//	undo     takes an intent back, around what came later; not how it lies in the file
//	care     what is damaged, backups, their proof, restoring, salvage; it alone has the engine under a Book
//	points   what figures are compared of: now, a day that was locked, what went to the street; not how they are counted
//	travel   submissions, notices, receipts, matters, two copies that meet, tables of a database; not how a package is sealed
//	intake   an office's workbook on its way in; not how a workbook is read
//	attach   files that belong to records: what they are by their bytes, in and out; not how they lie in the file
//	tend     one value for many, two records into one, a draft over a newer record, rules and lists, what is kept too long
//	jobs     the League's work as an office does it: what a job needs and the one intent that saves it; not its screen
//	fill     records into another office's form; not how its file is changed
//	report   the work report: its sentences, figures and names, and what has moved on since; not its page nor its paper
//	letters  letters and official papers: their words, and the facts that fill them; not where they go
//	forms    what is printed and exported; not how a page is laid
//	overview the first page: what is to be done and by when, the tree, handing over, the first walk through
//	practice ledgers of invented people
//
// Of tests only: stage has ledgers that stand still in time, trial the day and the kept
// inputs of fuzzing.
//
// # Words
//
//	Book      an open ledger; the file alone is a ledger
//	View      the records of one moment: now, rewound to a day, or with more laid over it
//	Kind      what a record is a record of; its table has all that is said of it
//	Deed      what somebody may intend, as the table in deed.go names it; an Intent is one carried out
//	Turn      the one transaction of an Intent; Unless makes it stale by an Age of the records
//	Change    what the watchers are told; a Before is one record's part in the journal
//	Decision  what was decided of settings (rules, lists, what is put off), with what it was before
//	Fault     one thing wrong with a field; hard ones are refused, soft ones may be excused
//	Owner     the ledger that may change a record; received records are another's
//	Rev       the number of a record's version, grown by each save and by meeting the other laptop
//	Order     the place of a record among others; never a time
//	Parcel    a package as the street notes it; a Delivery is one in hand, an Arrival what a community owes in a round
//	Matter    what a street asks a community about one record; settling it is the street's
//	Point     a moment that figures are asked for; a Snapshot is one that was locked
//	blind     a kind of which no record tells when, by whom and in which order it was written: sheets of a survey
//	Bin       where removed records lie until the rules of retention clear them
//	Draft     what was typed and not saved
//	Staff     who may open a ledger
//	away      a ledger that lies on a stick or a share: the work is done in a copy on this disk
//
// # Three ways
//
// A value from a form to the disk: ui/form's field calls the kind's Set on a copy of the
// record; ui/page's record saves it by Book.Save; that asks rules what is wrong, opens a
// Turn, and Turn.Put writes record and journal into one transaction of vault, sealed by
// seal. After the commit the Turn puts a new View in the old one's place.
//
// A row of a workbook to a record: sheet reads rows of text; intake finds the tables and
// what their columns are (identify, kinds), makes of each row what it would be (row,
// choice, unit), lays all of it over the View and judges it there (plan, judge); Apply is
// one Turn.
//
// A package to a street's record: parcel opens the file and reads its tables; travel says
// whose it is (receive_whose), reads it within bounds (receive_file), holds it against the
// records (receive_compare) and stages what it brings in one Turn (receive_apply).
//
// # A kind
//
// A kind of record is one file of ledger and its name in ledger.All: its struct, its
// fields, and its parts: who keeps it, how it is counted, called, sought and narrowed, how
// a table of it is known and what makes a row one that is there, where it belongs. Lists,
// search, bin, history, workbooks, packages, meeting, tables of a database, plain print,
// the tree and F1 follow from these. Where a kind is special, rules, forms, find, figures,
// intake and ui/face have a line or a file of it, keyed by the kind.
// TestANewKindIsOneFile builds the ledger with one more and plays it through.
package store
