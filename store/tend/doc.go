// Package tend keeps a ledger in order: one value for many records, two records that are one person or one house, people
// whose private fields are to be cleared. It knows what such work asks of the records and how it is done in one intent.
// It knows no screen and no file; how a value is read it leaves to ledger, what is wrong with a record to rules.
package tend
