// Package rules is what only all records together tell: what is wrong with a record, in which states it is, what falls due,
// how many there are of what, who holds which post, which standing contacts are late, what two communities have both. It
// knows Views of records and asks nothing else: no file, no journal, no operator, no screen. Its sentences are for people.
package rules
