package overview

import (
	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/store/help"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/rules"
)

// A TourStep is one thing that somebody new does in a practice ledger.
type TourStep struct {
	Key   string // for programs
	Title string
	Text  string // what to do and which keys to press
	Verb  string // on the button that leads there
}

// TourSteps are the steps in their order (help/tour.csv). The last ends with a package.
var TourSteps = readTour()

func readTour() (steps []TourStep) {
	for _, row := range help.Rows(assets.Help(), "tour.csv", 4) {
		steps = append(steps, TourStep{row[0], row[1], row[2], row[3]})
	}
	return steps
}

// A TourState is how far somebody is on the tour; the ledger keeps it.
type TourState struct {
	At  int  `json:"at"`            // the step, len(TourSteps) when all are done
	Off bool `json:"off,omitempty"` // left; it can be gone on with
}

const tourSetting = "tour"

// Tour is how far the tour of a practice ledger is; ok is false where none was begun,
// and in every ledger of real people.
func StateOf(b *store.Book) (s TourState, ok bool) {
	if p := b.Profile(); !p.Practice || p.Street {
		return s, false
	}
	ok = b.Setting(tourSetting, &s)
	s.At = max(0, min(s.At, len(TourSteps)))
	return s, ok
}

// SetTour keeps how far the tour is. Refused but in a community's practice ledger.
func SetTour(b *store.Book, s TourState) error {
	if p := b.Profile(); !p.Practice || p.Street {
		return store.Refuse("只有社区的练习台账才能走一遍。")
	}
	return b.SetSetting(tourSetting, s)
}

// A TourMark is what of a ledger the tour looks at, to see by itself that a step is
// done: each step raises or lowers one of these.
type TourMark struct {
	Members     int
	Pending     int
	Imported    uint64 // the journal number of the newest import
	Submissions int
}

// TourMark reads the mark of now.
func MarkOf(b *store.Book) (TourMark, error) {
	m := TourMark{Members: b.Today().Count(ledger.Members), Pending: rules.SummaryOf(b.Today()).Pending}
	entries, err := b.Journal(tourBack)
	if err != nil {
		return m, err
	}
	for _, e := range entries {
		if e.Intent == "import" {
			m.Imported = max(m.Imported, e.Seq)
		}
	}
	past, err := points.Submissions(b)
	m.Submissions = len(past)
	return m, err
}

// tourBack is how many journal entries back an import is looked for: between two looks
// there is one.
const tourBack = 20
