// Package parcel is the package that travels between a community and its street (.tjb): its format, its signature and
// its seal. It knows no Book and no screen: what is in the ledger, whether a signer is trusted, which number comes next
// and what is done with the rows is decided above. Practice ledgers are refused above, too.
//
// A stranger can read a package with age and unzip and load its tables with anything that reads CSV. This is the whole
// format, version 2; what version 1 had otherwise is said where it differs.
//
// # The file
//
// A file of age (age-encryption.org/v1, binary, not armoured), sealed either to one or more X25519 recipients or to one
// passphrase (scrypt, work factor 18; a reader refuses more, since it would cost memory). Inside is a zip: deflate or
// stored, no folders, no comment, no 64-bit sizes, no zip password, at most 64 files. Names are small letters, digits
// and . - _ only. Limits: sealed file 200 MiB, all files inside 1 GiB, one of them 512 MiB, one table 1,000,000 rows, one
// row 1 MiB; history, excuses, loose and explanations 64 MiB each, one loose text 128 KiB. Of a sender whose signature is
// not accepted yet, and of every notice and receipt, a reader takes no more than [Stranger] says.
//
//	community.csv enterprise.csv branch.csv member.csv post.csv …  one for each kind of record that travels
//	history.csv      ended stretches of dated states
//	excuses.csv      warnings that were passed when a record was saved, with the reason
//	loose.csv        what was written for a field and fits no value of its type
//	explanations.csv what the sender says of warnings that stayed when the package was made
//	codes.csv        the code lists of the choice fields as the sender has them; in a notice all lists
//	rules.csv        in a notice: the rule set
//	accepted.csv     in a receipt: what became of the packages that its receiver had sent
//	versions.csv     which versions changed records have had, by hashes
//	base.jsonl       the version of each changed record that the receiver last saw
//	overruled.jsonl  only where two copies of a ledger have met: versions that a person overruled by the other's
//	datapackage.json description of all the CSVs (Frictionless Tabular Data Package 1)
//	manifest.json    who, to whom, which one, and the sha256 of every other file
//	manifest.sig     64 bytes: Ed25519 over the bytes of manifest.json
//
// First signed, then sealed: nobody learns who signed without opening it. Since a recipient could open a package and seal
// it anew for a third, the manifest names the keys it was sealed to, and Read refuses a package sealed otherwise.
//
// # The tables
//
// UTF-8, comma, quotes doubled inside quotes, lines end in LF, one head line. There is no byte order mark: the
// specification wants none, Python and PostgreSQL would take it for a part of the first column's name, and the one
// program it would please, a spreadsheet opening the file by a double click, turns 18-digit numbers into 4.30502E+17 at
// that moment; people open the workbook 上报表 or import the CSV with all columns as text. Still somebody will
// double-click, so a text that a spreadsheet would take for a formula ([ledger.FormulaLike]: it begins, maybe behind
// apostrophes, with = + - @, their full-width twins, a tab or a line break) has one apostrophe more in front, as in our
// exports; who loads the tables into a database takes that one away. Version 1 had no such apostrophe. A line break
// inside a cell is LF; there is no zero byte.
//
// A table of records begins with id (32 hexadecimal digits, never changes) and rev (grows with each save), then the keys
// of the kind's fields in their order, then _order, _created, _created_by, _changed, _changed_by and _source, the
// record's own particulars. Dates are text, because 2019, 2019-05 and 2019-05-04 are three different answers. Counts are
// integers, money is yuan as a decimal number, empty is unknown. A reference is the other record's id; several have
// spaces between. Tables and columns that a reader does not know are to be passed over: a later program may add some
// without a new version of the format. A missing one is empty; but a
// street refuses a package without the table of a kind of which it has records of the sender, since a program before that
// did not know the kind wrote it.
//
// A choice is written as its label, not as its code. A street officer can read it; it is the same text that forms,
// sheets and Field.Set speak, so there is one way of reading a column; and a label that the receiver's list lacks stays
// a word that people understand, which a bare code would not. A program that wants the code joins codes.csv (list, code,
// label, grp): the field's property "codes" in datapackage.json names the list. A text that is no label there is the
// writer's own word, kept as it was.
//
// history.csv: kind, record, key (the state's field), nr (from 1, oldest first), value (label or id), since, until (the
// day after the last), reason, document. excuses.csv: kind, record, key, code, text (the field's, to which the excuse
// holds), reason. loose.csv: kind, record, key, text. explanations.csv: kind, record, key, code, text, explanation.
//
// versions.csv: kind, record, nr (from 1, oldest first), hash, removed. It lists the versions that a record has had
// before the one in its table, and removals (removed is 1, hash is empty); a record of one version has none. By it a
// copy of the sender's ledger on another computer finds the newest version that both have had, and compares three
// instead of two. A hash ([Mark]) says nothing of what it was made of but whether something is the same. Its bytes: for
// each filled field in the table's order the key and the text; for each loose text under a key that is no field, in the
// order of keys, the key and the text; for each past stretch "past" and the cells of history.csv from key on without nr; for each excuse in
// order "excuse" and the cells of excuses.csv from key on; a zero byte after each word and one more after each row. Programs before this one wrote no
// such table and pass it over.
//
// rules.csv: key, value, note, as the program's own rule set has them; only a notice has it. accepted.csv: number (the
// sequence number of a submission), digest (its package), state (已回执 or 已退回); only a receipt has it.
//
// A submission has the tables community, enterprise, branch, member, post and matter (what its street sent back, with
// the community's replies); a notice street, community, officer, liaison and visit, its sender.answer is the key that
// submissions are to be sealed to; a receipt has matter alone. A receipt is for the ledger named in
// recipient.ledger. A submission names in recipient.name its street, and in recipient.ledger the street's ledger where
// its signature is known; 街道 alone names none (programs before this one wrote nothing else, and the seal is then all
// that binds it). Under a passphrase a street refuses what names another. These tables came without a new version of the format: a program that knows a table not passes it
// over.
//
// base.jsonl has one JSON object a line: kind, id, rev and fields, an object of the filled fields' texts by key.
// overruled.jsonl, when it is there, has the same: what stood in a record until somebody decided for what the other copy
// of the ledger had, so that the other copy can keep it in its history too.
//
// # The manifest
//
// The JSON object is described by [Manifest], [Sender], [Recipient] and [File]; snapshot is a day, 2026-06-30. A package
// is named by its digest, the sha256 of the bytes of manifest.json in hexadecimal; previous is the digest of the
// sender's package before it. Every file of the zip but manifest.json and manifest.sig stands in files, and none
// else. With counts.KIND there is KIND.csv with so many rows.
//
// To check a package by hand: age -d, unzip, sha256sum against manifest.json, and openssl pkeyutl -verify -rawin with
// the 32 bytes of sender.key as an Ed25519 key.
package parcel
