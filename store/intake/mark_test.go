package intake_test

import (
	"testing"

	"tuanjian/store/stage"
)

// Marks at a name are no part of it, wherever a name stands, and a person is told of them.
func TestMarksAtANameAreNoPartOfIt(t *testing.T) {
	head := "姓名|性别|手机号|备注\n"
	runTables(t, []officeTable{
		{name: "a star behind, and it is said", kind: "member", grid: head + "南宫三*|女|17012341703", want: "南宫三|note=", doubt: "A2 姓名旁边的“*”"},
		{name: "one before", kind: "member", grid: head + "＊南宫三|女|17012341703", want: "南宫三|note=", doubt: "A2 姓名旁边的“＊”"},
		{name: "other signs", kind: "member", grid: head + "南宫四※|男|17012341704|老团员\n南宫五△①|男|17012341705\n南宫六#|男|17012341706\n★南宫七|男|17012341707\n南宫八†|男|17012341708\n南宫九¹|男|17012341709",
			want: "南宫四|note=老团员\n南宫五|note=\n南宫六|note=\n南宫七|note=\n南宫八|note=\n南宫九|note=", doubt: "A3 姓名旁边的“△①”"},
		{name: "a note's number", kind: "member", grid: head + "南宫六[1]|男|17012341706\n南宫七注1|男|17012341707\n南宫八（注2）|男|17012341708\n南宫九 (3)|男|17012341709",
			want: "南宫六|note=姓名旁写：1|duty=\n南宫七|note=姓名旁写：注1\n南宫八|note=姓名旁写：注2\n南宫九|note=姓名旁写：3", doubt: "-"},
		{name: "before what stands in brackets", kind: "member", grid: "姓名|手机号|所在团支部\n南宫三*（书记）|17012341703|东升五金团支部", want: "南宫三|duty=书记", doubt: "“*”"},
		{name: "numbers of one's own are no marks", kind: "member", grid: head + "①南宫三|女|17012341703\n2、南宫四|女|17012341704\n阿依古丽·买买提|女|17012341705",
			want: "南宫三|note=\n南宫四|note=\n阿依古丽·买买提|note=", doubt: "-"},
		{name: "a name of which characters are hidden is nobody's", kind: "member", grid: head + "张*三|女|17012341703\n张**|女|17012341704\n张*|女|17012341705\n欧阳*|女|17012341706", want: "!脱敏"},
		{name: "who holds a post", kind: "-", grid: "===团员\n姓名|身份证号|手机号|所在团支部\n南宫三|430502200605123182|17012341703|东升五金团支部\n===团干部\n团干部任职情况\n姓名|团支部|现任团内职务|任现职年月\n南宫三*|东升五金团支部|书记|2024-05",
			want: "南宫三|idno=430502200605123182\n|person=南宫三", doubt: "姓名旁边的“*”"},
		{name: "who leads an enterprise, and its name", kind: "enterprise", grid: "企业名称|负责人|联系电话\n东升五金有限公司*|南宫三※|17012341703", want: "东升五金有限公司|boss=南宫三", doubt: "负责人旁边的“※”"},
	})
}

// A masked name never takes the place of a whole one.
func TestAMaskedNameChangesNoName(t *testing.T) {
	b := stage.Book(t)
	c := officeTable{kind: "member", grid: "姓名|身份证号|手机号\n南宫三|430502200605123182|17012341703"}
	in, _, err := planGrids(b, c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Apply(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	c.grid = "姓名|身份证号|手机号\n南*三|430502200605123182|17012341704"
	_, p, err := planGrids(b, c)
	if err != nil || len(p.Changed) != 1 || p.Changed[0].Name != "南宫三" || len(p.Changed[0].Changes) != 1 {
		t.Fatalf("%v %+v", err, p.Report())
	}
}
