package intake_test

import (
	"testing"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// Somebody whose branch stands as a name that nobody registered comes again, and below him a new one of the same branch:
// creating what is missing gives both the branch, in whatever order they stand.
func TestABranchThatIsCreatedIsTheRowsAboveToo(t *testing.T) {
	b := stage.TwoBranches(t)
	read := func(rows string) *intake.Intake {
		path := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|所在团支部\n" + rows})
		in, err := intake.Read(t.Context(), b, path, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	apply := func(in *intake.Intake, want intake.Report) {
		t.Helper()
		if p, err := in.Apply(t.Context(), nil); err != nil || p.Report() != want {
			t.Fatalf("%+v %v", p.Report(), err)
		}
	}
	li := "李华|" + stage.IDNumber("2002-03-04", 11) + "|新店团支部\n"
	in := read(li)
	in.Tables[0].Decide("新店团支部", intake.Decision{Loose: true})
	apply(in, intake.Report{Rows: 1, Added: 1})

	in = read(li + "王明|" + stage.IDNumber("2001-05-06", 13) + "|新店团支部\n")
	in.CreateMissing()
	apply(in, intake.Report{Rows: 2, Added: 1, Changed: 1})
	for _, name := range []string{"李华", "王明"} {
		m := stage.Members(b)[name]
		if got := stage.Values(b, ledger.Members, m, "branch"); got != "新店团支部" || m.Branch.IsZero() {
			t.Errorf("%s: %q", name, got)
		}
	}
}
