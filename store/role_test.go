package store_test

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/care"
	filling "tuanjian/store/fill"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// looking are the exported methods, and by their room the exported functions that are
// given a Book, that change nothing and let nothing whole out. A new one stands here
// or in forbidden.
var looking = map[string]string{
	"Book": "Clock Random Patience Noted NotedAt WasSet Decisions Changes " +
		"Today Allow Close Forget Profile Path Operator Basis Saved Get Watch " +
		"History Journal Setting " +
		"NewID Staff Role May Forbids " +
		"Away WatchAway LookAway Bin Drafts EachOperation Unswept " +
		"RulesVersions RulesOn " +
		"Program Made Files",
	"attach":    "May RoomOf OfPeople Copy Picture OpenKept",
	"Staff":     "All RolesLost",
	"Drafts":    "All",
	"Bin":       "All Due",
	"undo":      "Operations Touched",
	"undo.Plan": "Nothing",
	"care":      "Check Wounds ClockWarning OlderWarning StateOf Backups LookInto",
	"points":    "Then LastSubmission Submissions SubmissionNumber Since FiguresOn Behind BehindList Snapshots SnapshotFigures SnapshotAt SnapshotDue SnapshotDays All At FiguresAt AccountOf Compare",
	"overview":  "HomeOf Todos CalendarOf Tree HandoverOf HandoverSheet StateOf MarkOf",
	"travel": "OwnWords Precheck NeedsPassphrase NewPassphrase Sents Keyless LookParcel OpensWith Addressee Dues Matters Answered " +
		"Received Noticed Former OpenParcel MeetOpen Unlock Gathered",
	"forms":            "RecoverySheet CheckNational LettersOf RefusedLetters BlankForms",
	"fill":             "Open",
	"fill.Form":        "Map Blank",
	"fill.Plan":        "Preview Each",
	"report":           "Blank Compose Open",
	"letters":          "Words Back Given Told",
	"jobs":             "Admissions Admit AdmitYouth Appraise Attend Board CallOn CanvassOf DuesOf Electable Found Foundable Foundings Handle HandlingOf Handlings KeySheets Leave Leaves Leavings MoveOf MoveOut Moves NewCanvass Promised Rallies RallyOf Rallying Rate ReceiveMember Renewals Resume Solve SolvingOf Solvings Surveyings SyncOf Syncings TallyOf LastAsked FoundJoint SumTally SumsOf",
	"intake":           "Read ReadSheets ReadPasted PastedRow",
	"tend":             "Rebase Version Twins DueToClear RulesTold RulesGiven",
	"intake.Intake":    "Plan Map CreateMissing SheetRows Head Hides ShowHidden Take Edit MoneyColumns KeepPosts SayCode",
	"travel.Reception": "Rule Trust Ready Asking Doubles",
	"forms.Printout":   "Title Rows Sheet Pages Page PDF Document Prose Tabled",
	"travel.Meeting":   "Nothing Changes",
	"tend.RulesPlan":   "",
	"tend.Joining":     "",
	"tend.BulkPlan":    "Ending KeepPosts",
}

// everybodys are the writing methods that every role has.
var everybodys = map[string]string{
	"Book":           "Make SetSetting WriteOut WriteBack LetGo Engine",
	"Staff":          "ChangePassword",
	"care":           "BackUpBefore NoteTries EndTries DoDue FindSecond Prove",
	"overview":       "SetTour",
	"practice":       "Table",
	"forms.Printout": "Write Note",
	"fill.Plan":      "Write",
}

// plans are the writing methods of plans that nobody gets who may not carry them out; the Book asks again when they write,
// and the room's own test asks them.
var plans = map[string]string{
	"undo.Plan":        "Apply",
	"tend.BulkPlan":    "Apply",
	"tend.Joining":     "Apply",
	"tend.RulesPlan":   "Apply",
	"travel.Reception": "Apply",
	"travel.Meeting":   "Apply",
}

// forbidden are the writing methods that 只读 may not use, each called as a screen
// would.
var forbidden = map[string]func(b *store.Book, dir string) error{
	"Book.Save": func(b *store.Book, _ string) error {
		_, err := b.Save(ledger.Members, stage.Person("李华", "2002-03-04", 11))
		return err
	},
	"Book.Do": func(b *store.Book, _ string) error {
		_, err := b.Do(store.Intent{Deed: store.MayEdit}, func(*store.Turn) error { return nil })
		return err
	},
	"attach.Add": func(b *store.Book, _ string) error {
		f, err := attach.Look("a.pdf", []byte("%PDF-1.4 %%EOF"))
		if err != nil {
			return nil
		}
		_, err = attach.Add(b, ledger.Members, value.ID{1}, []*attach.File{f})
		return err
	},
	"attach.SaveAs": func(b *store.Book, dir string) error {
		return attach.SaveAs(b, &ledger.Attachment{}, filepath.Join(dir, "a.pdf"), "核对")
	},
	"attach.SaveInto": func(b *store.Book, dir string) error {
		_, err := attach.SaveInto(b, []*ledger.Attachment{{}}, dir, "核对")
		return err
	},
	"attach.ClearBinned": func(b *store.Book, _ string) error { _, err := attach.ClearBinned(b); return err },
	"overview.PutOff":    func(b *store.Book, _ string) error { return overview.PutOff(b, "member.pending", 20261231, "等人") },
	"overview.TakeUp":    func(b *store.Book, _ string) error { return overview.TakeUp(b, "member.pending") },
	"practice.PlayCommunity": func(b *store.Book, _ string) error {
		return practice.PlayCommunity(b, practice.ReportPlaces()[0], func(_ value.Date, do func() error) error { return do() }, 1)
	},
	"practice.PlayStreet": func(b *store.Book, _ string) error {
		return practice.PlayStreet(b, func(_ value.Date, do func() error) error { return do() }, 1)
	},
	"forms.Write": func(b *store.Book, dir string) error {
		_, err := forms.Write(context.Background(), b, forms.Export{To: filepath.Join(dir, "out.xlsx"), Full: true, Reason: "核对"}, nil)
		return err
	},
	"fill.Form.Lay": func(b *store.Book, dir string) error {
		path := filepath.Join(dir, "form.xlsx")
		blank := excelize.NewFile()
		defer blank.Close()
		if err := errors.Join(blank.SetSheetRow("Sheet1", "A1", &[]string{"姓名", "身份证号", "联系电话"}), blank.SaveAs(path)); err != nil {
			return err
		}
		f, err := filling.Open(context.Background(), b, path, nil)
		if err != nil {
			return err
		}
		_, err = f.Lay(context.Background(), []filling.Part{{Table: f.Tables[0], List: filling.Of(b.Today(), ledger.Members, records.Place{})}}, filling.Whole{Full: true, Reason: "核对"})
		return err
	},
	"forms.Lay": func(b *store.Book, _ string) error {
		_, err := forms.Lay(b, forms.Print{Form: forms.MemberRoster, Full: true, Reason: "核对"})
		return err
	},
	"travel.Submit": func(b *store.Book, dir string) error {
		_, _, err := travel.Submit(context.Background(), b, travel.Sending{Dir: dir, Passphrase: "long enough for all"}, nil)
		return err
	},
	"travel.Notice": func(b *store.Book, dir string) error {
		_, _, err := travel.Notice(context.Background(), b, travel.Giving{Dir: dir, Passphrase: "long enough for all"})
		return err
	},
	"travel.ReadNotice": func(b *store.Book, dir string) error {
		_, err := travel.ReadNotice(context.Background(), b, filepath.Join(dir, "a.tjb"), "")
		return err
	},
	"travel.ForgetCommunity": func(b *store.Book, _ string) error { return travel.ForgetCommunity(b, value.ID{1}, "换了电脑") },
	"travel.ReadNoticeAnew": func(b *store.Book, dir string) error {
		_, err := travel.ReadNoticeAnew(context.Background(), b, filepath.Join(dir, "a.tjb"), "", "换了电脑")
		return err
	},
	"travel.ForgetStreet": func(b *store.Book, _ string) error { return travel.ForgetStreet(b, "换了电脑") },
	"points.TakeSnapshot": func(b *store.Book, _ string) error { _, err := points.TakeSnapshot(b, 0, ""); return err },
	"travel.ReadReceipt": func(b *store.Book, dir string) error {
		_, err := travel.ReadReceipt(context.Background(), b, filepath.Join(dir, "a.tjb"), "")
		return err
	},
	"travel.Reply": func(b *store.Book, dir string) error {
		_, err := travel.Reply(context.Background(), b, travel.Giving{Dir: dir})
		return err
	},
	"travel.AskMatters":    func(b *store.Book, _ string) error { _, err := travel.AskMatters(b); return err },
	"travel.SettleMatters": func(b *store.Book, _ string) error { return travel.SettleMatters(b, value.ID{}) },
	"travel.RecallMatters": func(b *store.Book, _ string) error { return travel.RecallMatters(b, value.ID{}) },
	"travel.Answer":        func(b *store.Book, _ string) error { return travel.Answer(b, value.ID{}, "核对过") },
	"forms.WriteSubmission": func(b *store.Book, dir string) error {
		return forms.WriteSubmission(context.Background(), b, filepath.Join(dir, "out.xlsx"), nil)
	},
	"travel.ExportPostgres": func(b *store.Book, dir string) error {
		return travel.ExportPostgres(b, travel.Postgres{Dir: dir, Key: true, Reason: "区里装库"})
	},
	"care.BackUpTo":       func(b *store.Book, dir string) error { return care.BackUpTo(b, filepath.Join(dir, "out.tjz")) },
	"care.BackUp":         func(b *store.Book, _ string) error { _, err := care.BackUp(b, care.ByHand); return err },
	"care.SetSecondPlace": func(b *store.Book, dir string) error { _, err := care.SetSecondPlace(b, dir); return err },
	"care.SalvageTo": func(b *store.Book, dir string) error {
		_, _, err := care.SalvageTo(context.Background(), b, filepath.Join(dir, "a.tjz"), stage.Quiet)
		return err
	},
	"care.RestoreFrom": func(b *store.Book, dir string) error {
		_, err := care.RestoreFrom(context.Background(), b, filepath.Join(dir, "a.tjz"), stage.Quiet)
		return err
	},
	"Staff.Add": func(b *store.Book, _ string) error {
		return b.Staff().Add("赵主任", "zhao-long-enough", store.Admin)
	},
	"Staff.SetRole":         func(b *store.Book, _ string) error { return b.Staff().SetRole("只看的人", store.Admin) },
	"Staff.Remove":          func(b *store.Book, _ string) error { return b.Staff().Remove("王干事") },
	"Staff.ResetPassword":   func(b *store.Book, _ string) error { return b.Staff().ResetPassword("王干事", "taken-over-by-me") },
	"Staff.NewRecoveryCode": func(b *store.Book, _ string) error { _, err := b.Staff().NewRecoveryCode(); return err },
	"Staff.SetRecoveryCode": func(b *store.Book, _ string) error { return b.Staff().SetRecoveryCode("") },
	"tend.Shred":            func(b *store.Book, _ string) error { return tend.Shred(b, stage.Everyone(b)) },
	"Staff.HandOver": func(b *store.Book, _ string) error {
		return b.Staff().HandOver(store.Succession{From: "王干事", To: "李干事", Becomes: store.Leaves, Role: store.Admin, Password: "li-long-enough"})
	},
	"Book.Sweep": func(b *store.Book, _ string) error { return b.Sweep() },
	"Book.Register": func(b *store.Book, _ string) error {
		_, err := b.Register(ledger.Members, stage.Person("李华", "2002-03-04", 11))
		return err
	},
	"Drafts.Keep": func(b *store.Book, _ string) error { return b.Drafts().Keep(store.Draft{Kind: "member"}) },
	"Drafts.Drop": func(b *store.Book, _ string) error { return b.Drafts().Drop("member", value.ID{}) },
	"Book.Remove": func(b *store.Book, _ string) error { return b.Remove(ledger.Members, stage.Everyone(b), "") },
	"Bin.Back":    func(b *store.Book, _ string) error { return b.Bin().Back(ledger.Members, stage.Everyone(b)) },
	"tend.RestoreVersion": func(b *store.Book, _ string) error {
		_, err := tend.RestoreVersion(b, ledger.Members, stage.Everyone(b)[0], 2, "")
		return err
	},
	"undo.Of":   func(b *store.Book, _ string) error { _, err := undo.Of(b, 2); return err },
	"undo.Last": func(b *store.Book, _ string) error { _, err := undo.Last(b); return err },
	"undo.Redo": func(b *store.Book, _ string) error { _, err := undo.Redo(b); return err },
	"tend.PlanBulk": func(b *store.Book, _ string) error {
		_, err := tend.PlanBulk(b, ledger.Members, stage.Everyone(b), []tend.Assignment{{Key: "note", Text: "x"}})
		return err
	},
	"travel.ReadParcels": func(b *store.Book, _ string) error {
		_, err := travel.ReadParcels(context.Background(), b, travel.Receiving{}, nil)
		return err
	},
	"tend.PlanRules": func(b *store.Book, _ string) error {
		_, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "30"})
		return err
	},
	"tend.ChangeCodes": func(b *store.Book, _ string) error {
		return tend.ChangeCodes(b, tend.CodeChange{List: "duty", Label: "网格团长"}, "试一试")
	},
	"letters.Change":  func(b *store.Book, _ string) error { return letters.Change(b, letters.Sorts[0], "甲", "试一试") },
	"letters.GiveOut": func(b *store.Book, _ string) error { return letters.GiveOut(b, true) },
	"tend.NotTwins":   func(b *store.Book, _ string) error { return tend.NotTwins(b, tend.Twin{Kind: ledger.Members}) },
	"tend.PlanJoin": func(b *store.Book, _ string) error {
		_, err := tend.PlanJoin(b, ledger.Members, stage.Everyone(b)[0], value.ID{1})
		return err
	},
	"travel.PlanMeet": func(b *store.Book, dir string) error {
		_, err := travel.PlanMeet(context.Background(), b, filepath.Join(dir, "a.tjb"), "", nil)
		return err
	},
	"intake.Intake.Apply": func(b *store.Book, dir string) error {
		path := filepath.Join(dir, "in.csv")
		if err := os.WriteFile(path, []byte("姓名,手机号码\n李华,17012345678\n"), 0o600); err != nil {
			return err
		}
		in, err := intake.Read(context.Background(), b, path, []ledger.Kind{ledger.Members}, nil)
		if err != nil {
			return err
		}
		_, err = in.Apply(context.Background(), nil)
		return err
	},
}

// A reader's Book refuses every writing method, leaves the ledger's file as it was
// and makes no other.
func TestAReaderChangesNothing(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	if err := b.Staff().Add("只看的人", "only-looking-here", store.Reader); err != nil {
		t.Fatal(err)
	}
	b.Close()
	reader := stage.OpenAs(t, b.Path(), "只看的人", "only-looking-here")
	was, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(forbidden)) {
		dir := t.TempDir()
		err := forbidden[name](reader, dir)
		if stage.CodeOf(err) != store.NotAllowed || !strings.Contains(store.Tell(err).Message, "只读") {
			t.Errorf("%s: %v", name, err)
		}
		now, err := os.ReadFile(b.Path())
		if err != nil || !bytes.Equal(was, now) {
			t.Errorf("%s changed the file: %v", name, err)
		}
		for _, out := range []string{"out.xlsx", "out.tjz", travel.IdentityFile} {
			if _, err := os.Stat(filepath.Join(dir, out)); err == nil {
				t.Errorf("%s wrote %s", name, out)
			}
		}
	}
	if _, err := forms.Write(context.Background(), reader, forms.Export{To: filepath.Join(t.TempDir(), "masked.xlsx"), Kinds: []ledger.Kind{ledger.Members}}, nil); err != nil {
		t.Errorf("a masked list: %v", err)
	}
	if _, err := forms.Lay(reader, forms.Print{Form: forms.MemberRoster}); err != nil {
		t.Errorf("a masked roster: %v", err)
	}
	if err := reader.Staff().ChangePassword("only-looking-here", "still-only-looking"); err != nil {
		t.Errorf("his own password: %v", err)
	}
}

// Every exported method of what holds a Book stands in one of the lists above, so
// that a new one cannot forget the roles.
func TestEveryMethodHasARole(t *testing.T) {
	listed := map[string]bool{}
	for _, lists := range []map[string]string{looking, everybodys, plans} {
		for on, names := range lists {
			for _, name := range strings.Fields(names) {
				listed[on+"."+name] = true
			}
		}
	}
	for name := range forbidden {
		listed[name] = true
	}
	found := map[string]bool{}
	eachSource(t, func(room string, file *ast.File) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() {
				continue
			}
			on := strings.TrimPrefix(room+"."+receiver(f), "store.")
			if f.Recv == nil {
				on = room
				if room == "store" || !takesBook(f) {
					continue
				}
			} else if _, holds := looking[on]; !holds {
				continue
			}
			name := on + "." + f.Name.Name
			found[name] = true
			if !listed[name] {
				t.Errorf("%s: say in role_test.go whether it changes the ledger or lets whole numbers out", name)
			}
		}
	})
	for name := range listed {
		if !found[name] {
			t.Errorf("%s is listed and is not there", name)
		}
	}
}

// receiver is the type of which a function is a method, "" where it is of none.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// takesBook says that a function of a room is given a Book.
func takesBook(f *ast.FuncDecl) bool {
	return slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool {
		star, ok := p.Type.(*ast.StarExpr)
		if !ok {
			return false
		}
		of, ok := star.X.(*ast.SelectorExpr)
		return ok && of.Sel.Name == "Book" && of.X.(*ast.Ident).Name == "store"
	})
}

// Every intent that the source writes into the journal has a row in the table of
// roles.
func TestEveryIntentHasARole(t *testing.T) {
	seen := 0
	know := func(word *ast.BasicLit) {
		intent, err := strconv.Unquote(word.Value)
		if err != nil {
			t.Fatal(err)
		}
		seen++
		if _, known := store.Deeds[store.Deed(intent)]; !known {
			t.Errorf("%q has no row in the table of deeds (deed.go)", intent)
		}
	}
	eachSource(t, func(_ string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				of, own := lit.Type.(*ast.Ident)
				from, other := lit.Type.(*ast.SelectorExpr)
				if own && of.Name == "Intent" || other && from.Sel.Name == "Intent" {
					for _, e := range lit.Elts {
						if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Deed" {
							if word, ok := kv.Value.(*ast.BasicLit); ok {
								know(word)
							}
						}
					}
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			on, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"write", "note", "staff", "Note"}, on.Sel.Name) {
				return true
			}
			word, ok := call.Args[0].(*ast.BasicLit)
			if !ok || word.Kind != token.STRING {
				return true
			}
			know(word)
			return true
		})
	})
	if seen < 10 {
		t.Errorf("only %d intents found: the test does not see them", seen)
	}
}

// eachSource reads the files of the package and of the rooms around it.
func eachSource(t *testing.T, look func(room string, file *ast.File)) {
	t.Helper()
	var names []string
	for _, folder := range []string{"*.go", "*/*.go"} {
		more, err := filepath.Glob(folder)
		if err != nil || len(more) < 20 {
			t.Fatal(more, err)
		}
		names = append(names, more...)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || filepath.Dir(name) == "stage" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		look(file.Name.Name, file)
	}
}

// What has no row is for 管理员 alone, and each deed that the journal says has its words.
func TestADeedWithoutARow(t *testing.T) {
	if need := store.Deed("made-up").LeastRole(); need != store.Admin {
		t.Errorf("a deed that nobody knows asks for %s", need)
	}
	silent := []store.Deed{store.MayExportWhole, store.MayPrintWhole, store.MayOperators, store.MayUndoOthers}
	for deed, row := range store.Deeds {
		if (row.Words() == "") != slices.Contains(silent, deed) {
			t.Errorf("%s is called %q", deed, row.Words())
		}
	}
}

func TestRolesRise(t *testing.T) {
	for deed, row := range store.Deeds {
		need := row.Least()
		b := store.BookOf("甲")
		for _, r := range store.Roles {
			store.SetOperators(b, store.Operator{Name: "甲", Role: r})
			if got, want := b.May(deed), slices.Index(store.Roles, r) <= slices.Index(store.Roles, need); got != want {
				t.Errorf("%s as %s: %v", deed, r, got)
			}
		}
	}
	for _, r := range append(slices.Clone(store.Roles), "made-up") {
		if r.Title() == "" || r.Explain() == "" {
			t.Errorf("%q has no words", r)
		}
	}
}
