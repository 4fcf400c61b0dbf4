// Package intake takes an office's workbook into the ledger: the tables in it, the fields their columns go to, what each
// row means by the records that are there, and what became of it. It knows how offices write. What a file is made of it
// leaves to sheet, what a value may be to ledger and rules, and nothing is written but through the Book.
package intake
