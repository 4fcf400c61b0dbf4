// Package codes holds the code lists: what a choice may be, in which words offices write it, what an office made of a list
// for itself, and what the figures of national systems mean. It knows no record and no field; which field asks a list, a
// kind's table says.
package codes
