package ui

import (
	"tuanjian/ui/figures"
	"tuanjian/ui/fill"
	"tuanjian/ui/home"
	"tuanjian/ui/household"
	"tuanjian/ui/intake"
	"tuanjian/ui/jobs"
	"tuanjian/ui/office"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
	"tuanjian/ui/travel"
	"tuanjian/ui/twins"
)

// screens are all screens that others open.
var screens = page.Screens{
	Home: home.Home, Todos: home.Todos, Calendar: home.Calendar, Figures: figures.Figures, Pilot: figures.Pilot, Jobs: jobs.Jobs, Zones: jobs.Zones, Works: jobs.Works, Household: household.Household, Annals: household.Annals,
	Doors:   []func(*page.Shell) []page.Door{figures.Doors, jobs.Doors},
	Reports: jobs.Reports,
	Submit:  travel.Submit, Matters: travel.Matters, Notice: travel.Notice, Reply: travel.Reply, Doubles: travel.Doubles,
	Community: travel.Community, Receive: travel.Receive, Meet: travel.Meet, Twins: twins.Twins,
	Intake: intake.Intake, Pasted: intake.PasteRows, Export: paper.Export, Print: paper.Print, PrintFixed: paper.PrintFixed, See: paper.See,
	Papers: paper.Papers, Blanks: paper.Blanks, Letters: paper.Letters, Certificates: paper.Certificates,
	Fill:     fill.Fill,
	Settings: office.Settings, Operators: office.Operators, Handover: office.Handover, Retention: office.Retention, Files: office.Files, Rules: office.Rules, Codes: office.Codes, Words: office.Words,
	Backups: office.Backups, Bin: office.Bin, Operations: office.Operations, Operation: office.Operation,
}
