package ui

import (
	"tuanjian/ui/figures"
	"tuanjian/ui/intake"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
	"tuanjian/ui/twins"
)

// screens are all screens that others open.
var screens = page.Screens{
	Home: page.Home, Todos: page.Todos, Calendar: page.Calendar, Figures: figures.Figures,
	Submit: page.Submit, Matters: page.Matters, Notice: page.Notice, Reply: page.Reply, Doubles: page.Doubles,
	Community: page.Community, Receive: page.Receive, Meet: page.Meet, Twins: twins.Twins,
	Intake: intake.Intake, Pasted: intake.PasteRows, Export: paper.Export, Print: paper.Print,
	Settings: page.Settings, Operators: page.Operators, Handover: page.Handover, Retention: page.Retention, Rules: page.Rules, Codes: page.Codes,
	Backups: page.Backups, Bin: page.Bin, Operations: page.Operations, Operation: page.Operation,
}
