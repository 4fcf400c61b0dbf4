package intake_test

import (
	"strings"
	"testing"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

func TestARowThatWasCopiedIsUnderstood(t *testing.T) {
	trial.Stand(t, "2026-11-22") // in 2038 what was born in 2020 may join
	for _, c := range []struct {
		name, text string
		rows       int
		want       map[string]string
	}{
		{"no head: by its values", "尉迟甲\t女\t430502200605123182\t17012341703\r\n", 1,
			map[string]string{"name": "尉迟甲", "sex": "女", "idno": "430502200605123182", "phone": "17012341703"}},
		{"a company's short name behind the number is no second name", "3\t尉迟甲\t女\t430502200605123182\t17012341703\t东升电子\t东升电子团支部\r\n", 1,
			map[string]string{"name": "尉迟甲", "idno": "430502200605123182", "branch": "东升电子团支部", "unit": ""}},
		{"two that may be names before the number: neither is taken", "东升电子\t尉迟甲\t430502200605123182\t17012341703\r\n", 1,
			map[string]string{"name": "", "idno": "430502200605123182"}},
		{"a month of joining", "尉迟甲\t女\t430502200605123182\t17012341703\t2020.5\r\n", 1, map[string]string{"joined": "2020-05"}},
		{"one that cannot be right", "尉迟甲\t女\t430502200605123182\t17012341703\t2017.5\r\n", 1, map[string]string{"joined": "2017.5"}},
		{"as people write it", "2020年5月\t尉迟甲\t430502200605123182\r\n", 1, map[string]string{"joined": "2020-05"}},
		{"beside the birthday", "尉迟甲\t2006.5\t2020.5\t430502200605123182\r\n", 1, map[string]string{"joined": "2020-05", "born": "2006-05-12"}},
		{"beside the birthday, without a number", "尉迟甲\t2006.5\t2020.5\t17012341703\r\n", 1, map[string]string{"joined": "2020-05", "born": "2006-05"}},
		{"without either, where it is no birthday", "尉迟甲\t2020.5\t17012341703\r\n", 1, map[string]string{"joined": "2020-05", "born": ""}},
		{"without either, where it may be one", "尉迟甲\t2010.5\t17012341703\r\n", 1, map[string]string{"joined": "", "born": ""}},
		{"two that may be it: neither is taken", "尉迟甲\t430502200605123182\t2020.5\t2022.7\r\n", 1, map[string]string{"joined": ""}},
		{"with a mark at the name", "尉迟甲*\t430502200605123182\t17012341703\r\n", 1, map[string]string{"name": "尉迟甲"}},
		{"with its head", "姓名\t手机号\t入团时间\r\n尉迟乙\t17012341704\t2018.5\r\n", 1,
			map[string]string{"name": "尉迟乙", "phone": "17012341704", "joined": "2018-05"}},
		{"what cannot be right stays as it was written", "姓名\t身份证号\r\n尉迟丙\t43050220021119292A\r\n", 1,
			map[string]string{"name": "尉迟丙", "idno": "43050220021119292A"}},
		{"a branch that is not registered stays a word", "姓名\t所在支部\r\n尉迟丁\t东建公司团支部\r\n", 1,
			map[string]string{"name": "尉迟丁", "branch": "东建公司团支部"}},
		{"a number that was miscopied is the number all the same", "430502200605123182\t尉迟戊\t塔前路2号\r\n4305022003031110\t尉迟己\t塔前路3号", 2, nil},
		{"several rows are for the intake", "姓名\t手机号\r\n甲某\t17012341704\r\n乙某\t17012341705\r\n", 2, nil},
	} {
		b := stage.Book(t)
		texts, rows, err := intake.PastedRow(t.Context(), b, c.text, ledger.Members)
		if err != nil || rows != c.rows {
			t.Errorf("%s: %d rows, %v", c.name, rows, err)
			continue
		}
		for key, want := range c.want {
			if texts[key] != want {
				t.Errorf("%s: %s is %q, want %q", c.name, key, texts[key], want)
			}
		}
		if len(c.want) == 0 && len(texts) > 0 {
			t.Errorf("%s: texts %v", c.name, texts)
		}
	}
}

func TestColumnsAreKnownByWhatStandsInThem(t *testing.T) {
	b := stage.Book(t)
	in, err := intake.ReadPasted(t.Context(), b, "尉迟甲\t女\t430502200605123182\t17012341703\t塔前路2号\n尉迟乙\t男\t43050220030311109A\t17012341704\t兴隆村3组\n合计\t2\n", ledger.Members)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, c := range in.Tables[0].Columns {
		keys = append(keys, c.Key)
	}
	if got := strings.Join(keys, " "); got != "name sex idno phone address" {
		t.Errorf("the columns are %q", got)
	}
	if p, err := in.Plan(t.Context(), nil); err != nil || p.Rows != 2 || len(p.Faulty) != 1 {
		t.Errorf("%+v, %v", p.Report(), err)
	}
}

func TestPastedRowsGoIn(t *testing.T) {
	b := stage.Book(t)
	in, err := intake.ReadPasted(t.Context(), b, "尉迟甲\t女\t430502200605123182\t17012341703\r\n尉迟乙\t男\t\t17012341704\r\n", ledger.Members)
	if err != nil {
		t.Fatal(err)
	}
	p, err := in.Apply(t.Context(), nil)
	if err != nil || len(p.Added) != 2 || b.Today().Count(ledger.Members) != 2 {
		t.Errorf("%+v, %v", p.Report(), err)
	}
}
