package assets

import _ "embed"

// Report are the sentences of the work report, one a line, with the signs that package report of the store reads.
//
//go:embed report.txt
var Report string
