// Package value holds what one value is: a date, a count, an amount, a number of a person, a company, a community or a
// phone, the ID of a record, a line of text; how each is read, written and compared, and the Fault that says what is wrong
// with one. It knows no record, no rule and no list: what a rule decides is handed in.
package value
