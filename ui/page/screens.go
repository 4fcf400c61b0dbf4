package page

import (
	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// Screens are the screens that others open, each a function that makes the page. Package
// ui fills in all of them, and nothing else does: no screen knows another but by its place
// here.
type Screens struct {
	Home, Todos, Calendar, Figures func(*Shell) *Page
	// Jobs is the page of what an office does, 办事.
	Jobs func(*Shell) *Page
	// Reports is the page on which a work report is begun, 写工作汇报.
	Reports func(*Shell) *Page
	// Annals is the page of what happened in a year, 大事记.
	Annals func(*Shell) *Page
	// Doors are what rooms have for search to lead to besides their pages: the jobs of 办事, the tabs of 汇总.
	Doors []func(*Shell) []Door
	// Household is the page of all that is known of one record, 一户一档; back leads to where a person came from.
	Household func(s *Shell, kind ledger.Kind, id value.ID, back func()) *Page
	// Pilot is the sheet of a community before and after its trial began.
	Pilot func(*Shell, value.ID) *Page
	// Zones is the page of the buildings, parks and streets with the enterprises in them, and where a joint branch can be founded.
	Zones func(*Shell) *Page
	// Letters are the letters and official papers about a record, and why some cannot be written; back leads to where a person was.
	Letters func(s *Shell, kind ledger.Kind, r ledger.Record, back func()) []Work
	// Certificates is the preview of what people get who left together.
	Certificates func(s *Shell, people []value.ID, back func()) *Page
	// Works are the jobs that can be done about a record: what its menus offer besides the record itself.
	Works func(s *Shell, kind ledger.Kind, r ledger.Record) []Work

	// Submit is the page of packages and receipts; Matters what the street has sent
	// back; Notice, Reply and Doubles what a street gives out, answers, and has from two
	// communities.
	Submit, Matters, Notice, Reply, Doubles func(*Shell) *Page
	// Community is how one community of a street stands.
	Community func(s *Shell, id value.ID) *Page
	// Receive looks at packages and takes them in; paths may be empty.
	Receive func(s *Shell, paths []string) *Page
	// Meet takes in what a copy of the ledger on another computer has; path may be "".
	Meet  func(s *Shell, path string) *Page
	Twins func(*Shell) *Page

	// Intake takes files in; kind is nil where the file must tell, paths may be empty.
	Intake func(s *Shell, kind ledger.Kind, paths []string) *Page
	// Pasted takes in rows that were copied in Excel or WPS.
	Pasted func(s *Shell, kind ledger.Kind, text string) *Page
	// Export writes what a list shows, Print is its preview on paper: its query and the
	// keys of its columns.
	Export, Print func(s *Shell, q records.Query, columns []string) *Page
	// Fill fills another office's form in; q is the list from which one came, its kind nil where there was none, path may be "".
	Fill func(s *Shell, q records.Query, path string) *Page
	// Papers is the preview of a form that is the paper of one record, see ShowPapers.
	Papers func(s *Shell, q records.Query, print forms.Print, back func()) *Page
	// Blanks is the page of the forms that are filled in by hand.
	Blanks func(*Shell) *Page

	// PrintFixed is the preview of a form about which nothing can be chosen; key is the line of the tree that is marked
	// meanwhile, back goes where it came from.
	PrintFixed func(s *Shell, print forms.Print, key string, back func()) *Page

	// See shows a file that belongs to a record as large as the window, page by page.
	See func(*Shell, Seeing)

	Settings, Operators, Handover, Retention, Rules, Codes, Words, Backups, Bin, Operations func(*Shell) *Page
	Files                                                                                   func(*Shell) *Page // that belong to records
	// Operation is what one entry of the journal did, and what taking it back would.
	Operation func(s *Shell, seq uint64) *Page
}

// A Seeing is a file to be looked at, and what can be done with it: Print with the page that is meant, from 1, or 0 for all of
// it. Either is nil where it is not allowed.
type Seeing struct {
	File  *ledger.Attachment
	Print func(leaf int)
	Save  func()
}

// A Work is a job about one record, in the words of 办事; Begin opens it and asks first what must be asked.
type Work struct {
	Label string
	Begin func()
	Why   string // why it cannot be done now, for people; "" where it can
}

// workDeeds are the lines of a menu for the jobs about a record, the same in every menu: of one that was received those that
// only read it.
func (s *Shell) workDeeds(kind ledger.Kind, r ledger.Record) (deeds []kit.Deed) {
	if s.Screens.Works == nil || !s.Book.May(store.MayWork) {
		return nil
	}
	for _, w := range s.Screens.Works(s, kind, r) {
		deeds = append(deeds, kit.Deed{Icon: look.IconColumns, Label: w.Label, Do: w.Begin})
	}
	return deeds
}

// Open goes to a screen that needs nothing but the Shell: it is made when the page on show
// may be left.
func (s *Shell) Open(screen func(*Shell) *Page) {
	s.Leave(func() { s.put(screen(s)) })
}

// ShowHome goes to the home page.
func (s *Shell) ShowHome() { s.Open(s.Screens.Home) }

// ShowJobs goes to the page of what an office does.
func (s *Shell) ShowJobs() { s.Open(s.Screens.Jobs) }

// ShowTodos goes to everything that needs doing.
func (s *Shell) ShowTodos() { s.Open(s.Screens.Todos) }

// ShowCalendar goes to the calendar.
func (s *Shell) ShowCalendar() { s.Open(s.Screens.Calendar) }

// ShowSubmit goes to the page of packages.
func (s *Shell) ShowSubmit() { s.Open(s.Screens.Submit) }

// ShowMatters goes to what the street has sent back.
func (s *Shell) ShowMatters() { s.Open(s.Screens.Matters) }

// ShowNotice goes to the page that gives out the street's notice.
func (s *Shell) ShowNotice() { s.Open(s.Screens.Notice) }

// ShowReply goes to the page of what goes back to the communities.
func (s *Shell) ShowReply() { s.Open(s.Screens.Reply) }

// ShowSettings goes to the settings.
func (s *Shell) ShowSettings() { s.Open(s.Screens.Settings) }

// ShowOperators goes to the operators.
func (s *Shell) ShowOperators() { s.Open(s.Screens.Operators) }

// ShowHandover goes to the page of the change of hands.
func (s *Shell) ShowHandover() { s.Open(s.Screens.Handover) }

// ShowRetention goes to the page of what is due to be erased.
func (s *Shell) ShowRetention() { s.Open(s.Screens.Retention) }

// ShowRules goes to the rules.
func (s *Shell) ShowRules() { s.Open(s.Screens.Rules) }

// ShowCodes goes to the choices.
func (s *Shell) ShowCodes() { s.Open(s.Screens.Codes) }

// ShowWords goes to the words of letters.
func (s *Shell) ShowWords() { s.Open(s.Screens.Words) }

// ShowBackups goes to the backups.
func (s *Shell) ShowBackups() { s.Open(s.Screens.Backups) }

// ShowIntake takes files in.
func (s *Shell) ShowIntake(kind ledger.Kind, paths []string) {
	if s.Allowed(store.MayImport) {
		s.Open(func(s *Shell) *Page { return s.Screens.Intake(s, kind, paths) })
	}
}

// ShowPasted takes in rows that were copied in Excel or WPS: the same preview as for a
// file.
func (s *Shell) ShowPasted(kind ledger.Kind, text string) {
	if s.Allowed(store.MayImport) {
		s.Open(func(s *Shell) *Page { return s.Screens.Pasted(s, kind, text) })
	}
}

// ShowReceive looks at packages and takes them in.
func (s *Shell) ShowReceive(paths []string) {
	if s.Allowed(store.MayReceive) {
		s.Open(func(s *Shell) *Page { return s.Screens.Receive(s, paths) })
	}
}

// ShowMeet takes in what a copy of this ledger on another computer has; path may be "".
func (s *Shell) ShowMeet(path string) {
	if s.Allowed(store.MayMeet) {
		s.Open(func(s *Shell) *Page { return s.Screens.Meet(s, path) })
	}
}

// ShowCommunity shows how one community of a street stands: its packages, what is wrong in
// them, what was sent back.
func (s *Shell) ShowCommunity(id value.ID) {
	s.Open(func(s *Shell) *Page { return s.Screens.Community(s, id) })
}

// ShowOperation shows what one entry of the journal did.
func (s *Shell) ShowOperation(seq uint64) {
	s.Open(func(s *Shell) *Page { return s.Screens.Operation(s, seq) })
}

// ShowTodo goes to what a thing to do is about.
func (s *Shell) ShowTodo(t overview.Todo) {
	if t.Page == rules.PageReceive {
		s.ShowReceive(nil) // asks for the role first
		return
	}
	if screen := map[string]func(*Shell) *Page{
		rules.PageRetention: s.Screens.Retention, rules.PageFigures: s.Screens.Figures, rules.PageMatters: s.Screens.Matters, rules.PageReply: s.Screens.Reply,
		rules.PageSubmit: s.Screens.Submit, rules.PageBackups: s.Screens.Backups, overview.PageTodos: s.Screens.Todos, overview.PageRules: s.Screens.Rules, rules.PageDoubles: s.Screens.Doubles,
		rules.PageZones: s.Screens.Zones,
	}[t.Page]; screen != nil {
		s.Open(screen)
		return
	}
	s.ShowList(t.Query)
}

// ShowDated goes to what falls due.
func (s *Shell) ShowDated(d overview.Dated) {
	if d.Page != "" {
		s.ShowTodo(overview.Todo{Page: d.Page})
		return
	}
	s.ShowRecord(d.Kind, d.ID)
}

// ShowOwn opens the ledger's own record, or the list of the communities where there are
// several.
func (s *Shell) ShowOwn() {
	if own := s.Book.Today().Own(); own != nil {
		s.ShowRecord(ledger.KindFor(own), own.Head().ID)
		return
	}
	s.ShowList(records.Query{Kind: ledger.Communities})
}
