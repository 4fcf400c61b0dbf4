package store

import "tuanjian/store/records"

// What a list asks for is described beside the records.
type (
	Query  = records.Query
	Place  = records.Place
	Filter = records.Filter
)
