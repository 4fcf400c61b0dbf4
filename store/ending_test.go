package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// a secretary of a branch who is its member.
func secretary(t *testing.T, b *store.Book) (*ledger.Branch, *ledger.Member, *ledger.Post) {
	t.Helper()
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部"))
	m := stage.Person("李华", "2001-03-04", 1)
	m.Branch = o.ID
	m = stage.Keep(t, b, ledger.Members, m)
	p := stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20240501, Elected: codes.ByElection})
	return o, m, p
}

// current is where a post that counts would show: figures, tabs, lists, the tree, the roster's head, the cadre's own row.
func current(t *testing.T, b *store.Book, o *ledger.Branch, m *ledger.Member) (seen []string) {
	t.Helper()
	see := func(where string, yes bool) {
		if yes {
			seen = append(seen, where)
		}
	}
	f := points.FiguresOn(b, 0).Total
	see("figure cadres", f["cadres"].Part > 0)
	see("figure posts", f["posts"].Part > 0)
	see("figure secretary", f["branches_without_secretary"].Part == 0)
	see("figure leaderless", f["leaderless_rate"].Part == 0)
	s := rules.SummaryOf(b.Today())
	see("summary", s.Cadres > 0 || s.BranchesVacant == 0)
	for _, tab := range rules.Tabs(b.Today(), ledger.Posts, records.Place{}) {
		see("tab", tab.Key == "now" && tab.Count > 0)
	}
	for _, tab := range rules.Tabs(b.Today(), ledger.Branches, records.Place{}) {
		see("tab of vacancies", tab.Key == "vacant" && tab.Count == 0)
	}
	see("branch", find.TextOf(b.Today(), ledger.Branches, o, "secretary") != "")
	see("member", find.TextOf(b.Today(), ledger.Members, m, "duties") != "")
	for _, form := range []forms.Print{{Form: forms.CadreRoster}, {Form: forms.BranchBook}, {Form: forms.BranchRoster, Branch: o.ID}} {
		see(string(form.Form), strings.Contains(formText(t, b, form), "李华"))
	}
	return seen
}

// formText is the text of a form.
func formText(t *testing.T, b *store.Book, p forms.Print) string {
	t.Helper()
	out, err := forms.Lay(b, p)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	var text strings.Builder
	for i := range out.Sheet().Len {
		text.WriteString(strings.Join(out.Sheet().Row(i), "|") + "\n")
	}
	if out.Sheet().Name == "团支部花名册" {
		text.WriteString(paperText(out))
	}
	return text.String()
}

// Each way of leaving ends the posts of who leaves, in the entry that says so, and one undo brings all back.
func TestPostEndsWithItsPerson(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for _, state := range []string{codes.MemberLeft, codes.MemberDetached, codes.MemberWithdrew, codes.MemberExpelled, codes.MemberMoved, codes.MemberDied} {
		word := codes.MemberStates.Label(state)
		b := stage.Book(t)
		o, m, p := secretary(t, b)
		if seen := current(t, b, o, m); len(seen) != 12 {
			t.Fatalf("a secretary is seen at %v", seen)
		}
		gone := *m
		gone.State, gone.StateFrom = state, 20261101
		if faults := codesOf(rules.Faults(b.Today(), ledger.Members, &gone)); !slices.Contains(faults, "state:"+rules.EndsPosts) || rules.EndingWords(b.Today(), &gone) == nil {
			t.Errorf("%s: nothing is proposed: %v", word, faults)
		}
		now := stage.Keep(t, b, ledger.Members, &gone)
		post := b.Get(ledger.Posts, p.ID).(*ledger.Post)
		if post.To != 20261101 || post.EndWhy != word {
			t.Errorf("%s: the post is %v to %v: %s", word, post.From, post.To, post.EndWhy)
		}
		if seen := current(t, b, o, now); len(seen) != 0 {
			t.Errorf("%s is still an officer at %v", word, seen)
		}
		if faults := codesOf(rules.Faults(b.Today(), ledger.Posts, post)); len(faults) != 0 {
			t.Errorf("%s: done, and still %v", word, faults)
		}
		undo, err := undo.Last(b)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if _, err := undo.Apply(); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		back := b.Get(ledger.Members, m.ID).(*ledger.Member)
		if again := b.Get(ledger.Posts, p.ID).(*ledger.Post); again.To != 0 || !back.OnRoll() || len(current(t, b, o, back)) != 12 {
			t.Errorf("%s undone: %v, the post to %v", word, back.State, again.To)
		}
	}
}

// Declined with a reason the post stays open; it counts as nobody's and waits until it ends.
func TestPostIsKept(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o, m, p := secretary(t, b)
	gone := *m
	gone.State, gone.StateFrom = codes.MemberMoved, 20261101
	gone.Excuse(ledger.Excuse{Key: "state", Code: rules.EndsPosts, Text: "转出", Reason: "任免文件还没有下来"})
	now := stage.Keep(t, b, ledger.Members, &gone)
	post := b.Get(ledger.Posts, p.ID).(*ledger.Post)
	if post.To != 0 || slices.Contains(codesOf(rules.Faults(b.Today(), ledger.Members, now)), "state:"+rules.EndsPosts) {
		t.Errorf("declined, and the post is to %v", post.To)
	}
	if faults := rules.Faults(b.Today(), ledger.Posts, post); !slices.Contains(codesOf(faults), "to:post.outlived") || faults[0].Offer != "2026-11-01" {
		t.Errorf("it does not wait: %v", faults)
	}
	if seen := current(t, b, o, now); len(seen) != 0 {
		t.Errorf("it counts at %v", seen)
	}
	ended := *post
	ended.To = 20261120
	if faults := codesOf(rules.Faults(b.Today(), ledger.Posts, stage.Keep(t, b, ledger.Posts, &ended))); !slices.Equal(faults, []string{"to:post.outlived"}) {
		t.Errorf("ended after he had gone: %v", faults)
	}
	ended = *b.Get(ledger.Posts, p.ID).(*ledger.Post)
	ended.To = 20261101
	if faults := codesOf(rules.Faults(b.Today(), ledger.Posts, stage.Keep(t, b, ledger.Posts, &ended))); len(faults) != 0 {
		t.Errorf("ended: %v", faults)
	}
}

// A bulk edit shows and ends the posts, or leaves them for a reason.
func TestBulkEndsPosts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for _, keeps := range []bool{false, true} {
		b := stage.Book(t)
		o, m, p := secretary(t, b)
		plan, err := tend.PlanBulk(b, ledger.Members, []value.ID{m.ID}, []tend.Assignment{{Key: "state", Text: "转出"}, {Key: "state_from", Text: "2026-11-01"}})
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if plan.Ending() != 1 || !slices.Equal(plan.Rows[0].Ends, []string{"书记（振华支部）"}) {
			t.Errorf("the plan shows %v", plan.Rows[0].Ends)
		}
		if keeps {
			if err := plan.KeepPosts(" "); stage.CodeOf(err) != store.Refused {
				t.Errorf("declined without a reason: %v", err)
			}
			if err := plan.KeepPosts("日期还要核实"); err != nil || plan.Ending() != 0 {
				t.Error(err, plan.Ending())
			}
		}
		entries := len(must(b.Journal(0)))
		if n, err := plan.Apply(""); err != nil || n != 1 {
			t.Fatal(n, err)
		}
		post := b.Get(ledger.Posts, p.ID).(*ledger.Post)
		if (post.To == 0) != keeps || len(must(b.Journal(0)))-entries > 2 {
			t.Errorf("keeps %v: to %v", keeps, post.To)
		}
		if seen := current(t, b, o, b.Get(ledger.Members, m.ID).(*ledger.Member)); len(seen) != 0 {
			t.Errorf("keeps %v: it counts at %v", keeps, seen)
		}
	}
}

// A table that says he has gone shows and ends the posts, or leaves them for a reason.
func TestImportEndsPosts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for _, keeps := range []bool{false, true} {
		b := stage.Book(t)
		o, m, p := secretary(t, b)
		in := must(intake.Read(context.Background(), b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|证件号码|所在团支部|团籍状态|团籍状态日期|团内职务\n李华|" + m.IDNumber + "|振华支部|去世|2026-11-01|\n赵敏|" + stage.IDNumber("2002-05-06", 2) +
			"|振华支部|转出|2026-10-01|副书记"}), nil, nil))
		if keeps {
			in.KeepPosts("任免文件还没有下来")
		}
		plan, err := in.Plan(context.Background(), nil)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		shown := slices.ContainsFunc(plan.Changed, func(r *intake.Row) bool {
			return slices.Contains(r.Changes, records.FieldChange{Key: "duty", Label: "团内职务", Old: "书记（振华支部）", New: "离任 2026-11-01"})
		})
		if shown == keeps || plan.Ending() == 0 != keeps {
			t.Errorf("keeps %v: shown %v, %d", keeps, shown, plan.Ending())
		}
		if _, err := in.Apply(context.Background(), nil); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if post := b.Get(ledger.Posts, p.ID).(*ledger.Post); (post.To == 0) != keeps {
			t.Errorf("keeps %v: to %v", keeps, post.To)
		}
		for q := range stage.All[*ledger.Post](b, ledger.Posts) {
			if q.Duty == codes.DutyDeputy && q.To != 20261001 {
				t.Errorf("who comes in as one who has left has his post to %v", q.To)
			}
		}
		if seen := current(t, b, o, b.Get(ledger.Members, m.ID).(*ledger.Member)); len(seen) != 0 {
			t.Errorf("keeps %v: it counts at %v", keeps, seen)
		}
		undo, err := undo.Last(b)
		if err == nil {
			_, err = undo.Apply()
		}
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if post := b.Get(ledger.Posts, p.ID).(*ledger.Post); post.To != 0 || len(current(t, b, o, b.Get(ledger.Members, m.ID).(*ledger.Member))) != 12 {
			t.Errorf("undone, the post is to %v", post.To)
		}
	}
}

// Where no day is known none is invented: the post counts as nobody's and waits, and ends with the save that brings the day.
func TestPostWaitsForTheDay(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o, m, p := secretary(t, b)
	gone := *m
	gone.State = codes.MemberDied
	now := *stage.Keep(t, b, ledger.Members, &gone)
	if post := b.Get(ledger.Posts, p.ID).(*ledger.Post); post.To != 0 || len(current(t, b, o, &now)) != 0 || !slices.Contains(codesOf(rules.Faults(b.Today(), ledger.Members, &now)), "state:"+rules.EndsPosts) {
		t.Errorf("to %v, seen %v, %v", post.To, current(t, b, o, &now), codesOf(rules.Faults(b.Today(), ledger.Members, &now)))
	}
	now.StateFrom = 20260800
	stage.Keep(t, b, ledger.Members, &now)
	if post := b.Get(ledger.Posts, p.ID).(*ledger.Post); post.To != 20260800 {
		t.Errorf("the day is known now, and the post is to %v", post.To)
	}
}

// A secretary whom a table moves to another branch is asked for: the day, and what becomes of the post.
func TestSecretaryMovesByImport(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	_, m, p := secretary(t, b)
	stage.Keep(t, b, ledger.Branches, stage.Cell("塔北支部"))
	in := must(intake.Read(context.Background(), b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|证件号码|所在团支部\n李华|" + m.IDNumber + "|塔北支部"}), nil, nil))
	if _, err := in.Apply(context.Background(), nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	now := b.Get(ledger.Members, m.ID)
	if faults := codesOf(rules.Faults(b.Today(), ledger.Members, now)); !slices.Contains(faults, "stay_from:"+value.Missing) {
		t.Errorf("the day is not asked for: %v", faults)
	}
	if faults := codesOf(rules.Faults(b.Today(), ledger.Posts, b.Get(ledger.Posts, p.ID))); !slices.Contains(faults, "branch:post.elsewhere") {
		t.Errorf("the post is not asked for: %v", faults)
	}
}

// A package has a post that has ended as ended, and the street counts as the community does.
func TestSubmittedPostIsEnded(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w := newDistrict(t, 1)
	b := w.offices[0]
	_, m, _ := secretary(t, b)
	gone := *m
	gone.State = codes.MemberDied // no day: the post is still open in the package
	stage.Keep(t, b, ledger.Members, &gone)
	w.receive(w.submit(b))
	if f := points.FiguresOn(w.street, 0).Total; f["cadres"].Part != 0 || f["branches_without_secretary"].Part != 1 {
		t.Errorf("the street has %v officers, %v without a secretary", f["cadres"], f["branches_without_secretary"])
	}
	waits := 0
	for p := range stage.All[*ledger.Post](w.street, ledger.Posts) {
		waits += len(rules.Faults(w.street.Today(), ledger.Posts, p))
	}
	if waits != 1 {
		t.Errorf("%d faults at the street", waits)
	}
}
