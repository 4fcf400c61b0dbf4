package intake_test

import (
	"strings"
	"testing"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// A value for which a row waits in 待核 once it is in is named before, with its cell and why.
func TestACellForWhichARowWaitsIsNamed(t *testing.T) {
	b := stage.Book(t)
	head := "姓名|身份证号|入团年月|手机号|政治面貌\n"
	c := officeTable{kind: "member", grid: head +
		"尉迟甲|430502200605123182|2020|17012341703|共青团员\n" +
		"尉迟乙||2020-05|1701234170|共青团员\n" +
		"尉迟丙||2020-05|17012341705|群众\n" +
		"尉迟丁||||\n" +
		"尉迟戊||2020-05|17012341706|共青团员"}
	in, p, err := planGrids(b, c)
	if err != nil || p.Report().Added != 5 {
		t.Fatal(err, stage.FaultsSaid(p))
	}
	named := func(p *intake.Plan) map[string]string {
		all := map[string]string{}
		for _, row := range p.Doubtful() {
			for _, f := range row.ToLookAt() {
				all[f.Cell] += f.Text
			}
		}
		return all
	}
	got := named(p)
	for cell, says := range map[string]string{"C2": "只有年份", "D3": "11 位", "E4": "群众"} {
		if text := got[cell]; !strings.Contains(text, says) || !strings.Contains(text, "待核") || strings.Contains(text, "F2") {
			t.Errorf("%s: %q", cell, text)
		}
		delete(got, cell)
	}
	if len(got) > 0 {
		t.Errorf("named besides: %v", got)
	}
	for _, row := range p.Doubtful() {
		if row.Name == "尉迟乙" && !in.Edit(p, row, "phone", "17012341704") {
			t.Fatal("the cell cannot be mended")
		}
	}
	if p, err = in.Apply(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := named(p); got["D3"] != "" || len(got) != 2 {
		t.Errorf("after one was mended: %v", got)
	}
	// What the ledger has already is not said again, but for a cell that is changed.
	c.grid = head + "尉迟甲|430502200605123182|2020|17012341709|共青团员\n尉迟戊||2020|17012341706|共青团员"
	_, p, err = planGrids(b, c)
	if err != nil || p.Report().Changed < 1 {
		t.Fatal(err, stage.FaultsSaid(p))
	}
	if got := named(p); got["C2"] != "" {
		t.Errorf("what is in the ledger is said again: %v", got)
	}
	if n := b.Today().Count(ledger.Members); n != 5 {
		t.Errorf("%d members", n)
	}
}
