package ui

import (
	"tuanjian/ui/figures"
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
	Submit: travel.Submit, Matters: travel.Matters, Notice: travel.Notice, Reply: travel.Reply, Doubles: travel.Doubles,
	Community: travel.Community, Receive: travel.Receive, Meet: travel.Meet, Twins: twins.Twins,
	Intake: intake.Intake, Pasted: intake.PasteRows, Export: paper.Export, Print: paper.Print,
	Settings: office.Settings, Operators: office.Operators, Handover: office.Handover, Retention: office.Retention, Rules: office.Rules, Codes: office.Codes,
	Backups: office.Backups, Bin: office.Bin, Operations: office.Operations, Operation: office.Operation,
}
