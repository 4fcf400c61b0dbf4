package gate

import "tuanjian/ui/stage"

const password = stage.Password

var (
	testEnv, newBook, tempApp                         = stage.Env, stage.NewBook, stage.App
	words, said, fields, button, askedGroups, pickers = stage.Words, stage.Said, stage.Fields, stage.Button, stage.AskedGroups, stage.Pickers
)
