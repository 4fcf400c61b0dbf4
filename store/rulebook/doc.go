// Package rulebook holds the League's rules that change or that sources dispute: ages, terms, shares, dues, sizes of
// enterprises, what a new record begins with. They are data with a version: read, told in words, amended within bounds, and
// those to come from a day on. It knows no record; what a field or an industry is called is handed in once by Load.
package rulebook
