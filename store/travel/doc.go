// Package travel is what goes from one ledger to another: a community's submission to its street, the street's notices and
// receipts with what it sends back, the answers, the meeting of two copies of one ledger, and the same packages as tables of
// a database. It knows how a package is packed, whose it is, what taking it in would do and what stays as it is; each way is
// a plan that a person sees first and one intent. It knows no screen and no layout of a file: those of a package are
// package parcel's, when two versions are one package merge's, and what is saved is the Book's.
package travel
