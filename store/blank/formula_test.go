package blank

import "testing"

func TestFormulasFollowTheirRows(t *testing.T) {
	g := Grow{At: 19, N: 5, Model: 18} // five rows before row 20
	of := func(name string) bool { return name == "花名册" || name == "表 1" }
	for _, c := range []struct {
		own      bool
		was, now string
	}{
		{true, "SUM(D5:D20)", "SUM(D5:D25)"},
		{true, "SUM($D$5:$D$20)/COUNTA(B5:B20)", "SUM($D$5:$D$25)/COUNTA(B5:B25)"},
		{true, "D4+D21", "D4+D26"},
		{true, "IF(A19=\"A20\",\"\",A20&\"D21\")", "IF(A19=\"A20\",\"\",A25&\"D21\")"},
		{true, "SUM(A20:C20)", "SUM(A25:C25)"},
		{true, "SUM(D:D)+SUM(5:20)+SUM($5:$18)", "SUM(D:D)+SUM(5:25)+SUM($5:$18)"},
		{true, "字典!A30+花名册!A30+'表 1'!$B$30", "字典!A30+花名册!A35+'表 1'!$B$35"},
		{true, "[1]花名册!A30+[2]Sheet1!A30", "[1]花名册!A30+[2]Sheet1!A30"},
		{false, "A30+花名册!A30:B40", "A30+花名册!A35:B45"},
		{true, "LOG10(A30)+ABC1234567+TAX2024X+_A30+表1[A30]", "LOG10(A35)+ABC1234567+TAX2024X+_A30+表1[A30]"},
		{true, "'it''s'!A30&A30", "'it''s'!A30&A35"},
		{true, "Sheet1:Sheet3!A30", "Sheet1:Sheet3!A30"},
		{true, "INDIRECT(\"花名册!A30\")&#REF!&A30%", "INDIRECT(\"花名册!A30\")&#REF!&A35%"},
		{true, "\"unfinished A30", "\"unfinished A30"},
		{true, "'unfinished A30", "'unfinished A30"},
		{true, "A30:B18", "A35:B18"},
		{true, "XFD1048576", "XFD1048576"},
	} {
		if got := g.turn(c.own, of).formula(c.was); got != c.now {
			t.Errorf("%s became %s, not %s", c.was, got, c.now)
		}
	}
	if got := (Grow{At: 2, N: 3, Model: 1, Last: true}).turn(true, of).formula("SUM(B2:B2)+A2"); got != "SUM(B2:B5)+A2" {
		t.Errorf("over the only row: %s", got)
	}
	if got := moved("A19+$B$19+C$19&花名册!A19", 3); got != "A22+$B$19+C$19&花名册!A22" {
		t.Errorf("a copy names %s", got)
	}
}

func TestAreasFollow(t *testing.T) {
	g := Grow{At: 19, N: 5, Model: 18}
	for was, now := range map[string]string{"C5:C20": "C5:C25", "C5:C19": "C5:C24", "A1:B2 C21:D30": "A1:B2 C26:D35", "C4": "C4", "A:A": "A1:A1048576", "x": "x"} {
		if got := g.areas(was, g.area); got != now && !(was == "A:A" && got == was) {
			t.Errorf("%s became %s, not %s", was, got, now)
		}
	}
}
