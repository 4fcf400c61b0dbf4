package letters_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

var (
	leaving, transfer, foundingRequest              = letters.Named("leaving"), letters.Named("transfer"), letters.Named("founding_request")
	foundingReply, termRequest, electionRules       = letters.Named("founding_reply"), letters.Named("term_request"), letters.Named("election_rules")
	electionReport, electionReply, appointmentReply = letters.Named("election_report"), letters.Named("election_reply"), letters.Named("appointment_reply")
)

// pen is the room that a letter leaves.
const pen = "＿＿＿＿＿＿"

func said(x prose.Text) string {
	var b strings.Builder
	for _, block := range x.Blocks {
		b.WriteString(block.Text + "\n")
		if block.Table != nil {
			for _, row := range block.Table.Rows {
				b.WriteString(strings.Join(row, " ") + "\n")
			}
		}
	}
	return b.String()
}

func well(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
}

var samples = flag.String("samples", "", "folder to keep the letters in, to look at them")

// keep leaves a letter where it can be looked at.
func keep(t *testing.T, name string, x prose.Text) {
	t.Helper()
	if *samples == "" {
		return
	}
	pdf, err := x.Lay().PDF()
	well(t, err)
	well(t, os.WriteFile(filepath.Join(*samples, name+".pdf"), pdf, 0o600))
	var docx bytes.Buffer
	well(t, x.WriteDocx(&docx))
	well(t, os.WriteFile(filepath.Join(*samples, name+".docx"), docx.Bytes(), 0o600))
}

// Of records that have hardly anything the letters leave room, and say what for; of the longest
// names nothing is lost and nothing leaves the paper.
func TestLettersOfHardlyAnythingAndOfTooMuch(t *testing.T) {
	b := stage.Book(t)
	long := "中国共产主义青年团湖南省邵阳市大祥区小江湖街道塔北社区宝庆科技股份有限公司第三装配车间联合支部委员会"
	for name, o := range map[string]*ledger.Branch{"bare": {Title: "团支部"}, "long": {Title: long}} {
		o = stage.Keep(t, b, ledger.Branches, o)
		m := stage.Keep(t, b, ledger.Members, &ledger.Member{Title: map[string]string{"bare": "李𬭎", "long": "阿卜杜热合曼·买买提依明江𬭎㛃"}[name], State: codes.MemberLeft, Branch: o.ID})
		e := stage.Keep(t, b, ledger.Elections, &ledger.Election{Branch: o.ID, Sort: codes.ElectionTerm})
		a := stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: o.ID, Day: 20260501})
		x := stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: m.ID, Way: codes.TransferOut})
		for _, s := range letters.Sorts {
			r := map[ledger.Kind]ledger.Record{ledger.Branches: o, ledger.Members: m, ledger.Elections: e, ledger.Appointments: a, ledger.Transfers: x}[s.Kind]
			l := s.Write(b.Today(), r, s.Plain(), ledger.Start)
			keep(t, s.Key+"-"+name, l.Text)
			if len(l.Blanks) == 0 || !strings.Contains(said(l.Text), pen) {
				t.Errorf("%s of a bare record leaves no room", s.Title)
			}
			d := l.Text.Lay()
			laid := ""
			for n := range d.Count() {
				for _, mark := range d.Page(n).Marks {
					if laid += mark.Text; mark.X < 28*paper.MM-1 || mark.X+mark.W > 184*paper.MM+1 {
						t.Errorf("%s: %q leaves the margins", s.Title, mark.Text)
					}
				}
			}
			if name == "long" && strings.Contains(said(l.Text), long) && !strings.Contains(laid, long) {
				t.Errorf("%s loses of the longest name", s.Title)
			}
		}
	}
}

// office is a ledger with an organisation, its people, an election that counts, one that does not,
// an appointment and two transfers.
type office struct {
	*store.Book
	branch   *ledger.Branch
	election *ledger.Election
	void     *ledger.Election
	members  []*ledger.Member
	out, in  *ledger.Transfer
	named    *ledger.Appointment
}

func staff(t *testing.T) office {
	trial.Stand(t, "2026-11-22")
	o := office{Book: stage.Book(t)}
	up := stage.Keep(t, o.Book, ledger.Branches, &ledger.Branch{Title: "共青团塔北社区委员会", Short: "塔北社区团委", Type: codes.BranchLeague, State: codes.BranchNormal, Founded: 20190504, Community: o.Today().Own().Head().ID})
	firm := stage.Firm("东建公司")
	firm.Staff, firm.Under35 = value.CountOf(128), value.CountOf(64)
	firm = stage.Keep(t, o.Book, ledger.Enterprises, firm)
	o.branch = stage.Keep(t, o.Book, ledger.Branches, &ledger.Branch{Title: "共青团东建公司支部委员会", Short: "东建公司团支部", Type: codes.BranchCell, Sort: codes.SortSingle, State: codes.BranchNormal, Founded: 20230510,
		Enterprises: []value.ID{firm.ID}, Superior: up.ID, Session: value.CountOf(1), TermFrom: 20230510, TermYears: value.CountOf(3), Community: o.Today().Own().Head().ID})
	for i, name := range []string{"张㛃", "李𬭎", "欧阳思远", "王䶮", "刘𬱖"} {
		m := stage.Person(name, []string{"1999-03-04", "2000-01-02", "2001-05-06", "1996-07-08", "2003-02-03"}[i], 400+i)
		m.Branch, m.Joined, m.Standing = o.branch.ID, 20170500, codes.StandingLeague
		o.members = append(o.members, stage.Keep(t, o.Book, ledger.Members, m))
	}
	left := ledger.Members.Clone(o.members[3]).(*ledger.Member)
	left.State, left.StateFrom, left.StateWhy, left.StateDoc = codes.MemberLeft, 20261101, codes.LeavingAge, "塔团〔2026〕8号"
	_, err := o.Save(ledger.Members, left)
	well(t, err)
	five := value.CountOf(5)
	o.election = stage.Keep(t, o.Book, ledger.Elections, &ledger.Election{Branch: o.branch.ID, Sort: codes.ElectionTerm, Session: value.CountOf(2), Request: "东团请〔2026〕1号", Day: 20261110, Due: five, Present: five, Seats: value.CountOf(1),
		Issued: five, Received: five, Valid: five, Void: value.CountOf(0), Tellers: "刘𬱖"})
	o.void = stage.Keep(t, o.Book, ledger.Elections, &ledger.Election{Branch: o.branch.ID, Sort: codes.ElectionVacancy, Day: 20261112, Due: five, Present: value.CountOf(3)})
	for i, votes := range []int{5, 1} {
		stage.Keep(t, o.Book, ledger.Candidates, &ledger.Candidate{Election: o.election.ID, Person: o.members[i].ID, Duty: codes.DutySecretary, For: value.CountOf(votes), Against: value.CountOf(5 - votes), Consulted: "企业负责人"})
	}
	post := stage.Keep(t, o.Book, ledger.Posts, &ledger.Post{Person: o.members[2].ID, Branch: o.branch.ID, Duty: codes.DutyDeputy, From: 20230510, Elected: codes.ByAppointment})
	o.named = stage.Keep(t, o.Book, ledger.Appointments, &ledger.Appointment{Branch: o.branch.ID, Posts: []value.ID{post.ID}, Day: 20230510, Owner: "同意", Why: "团员不足应到人数", ElectBy: 20270510})
	o.out = stage.Keep(t, o.Book, ledger.Transfers, &ledger.Transfer{Member: o.members[4].ID, Way: codes.TransferOut, Other: "共青团义乌市委员会", Why: "1", Stage: codes.TransferDraft, Begun: 20261120, Letter: "2026-007"})
	o.in = stage.Keep(t, o.Book, ledger.Transfers, &ledger.Transfer{Member: o.members[4].ID, Way: codes.TransferIn, Other: "义乌", Stage: codes.TransferDone, Begun: 20260101, Ended: 20260110})
	return o
}

func (o office) write(t *testing.T, s *letters.Sort, id value.ID, veil ledger.Veil) letters.Letter {
	t.Helper()
	v := o.Today()
	r := v.Get(s.Kind, id)
	if why := s.Refuses(v, r); why != "" {
		t.Fatal(why)
	}
	words, _ := letters.Words(o.Book, s)
	return s.Write(v, r, words, veil)
}

// Every letter says what the ledger knows, and leaves room where it knows nothing.
func TestLettersSayWhatTheLedgerKnows(t *testing.T) {
	o := staff(t)
	for _, c := range []struct {
		sort  *letters.Sort
		id    value.ID
		wants []string
		blank string
	}{
		{leaving, o.members[3].ID, []string{"离团证明", "王䶮同志", "1996年7月出生", "2017年5月加入", "共青团东建公司支部委员会", "年满28周岁", "2026年11月1日", "（塔团〔2026〕8号）", "共青团塔北社区委员会", "2026年11月22日"}, ""},
		{transfer, o.out.ID, []string{"存根", "编号：2026-007", "团介字第 2026-007 号", "刘𬱖同志", "共青团义乌市委员会：", "就业、工作调动", "90天内有效", "有效期至2027年2月18日"}, ""},
		{foundingRequest, o.branch.ID, []string{"关于成立共青团东建公司支部委员会的请示", "共青团塔北社区委员会：", "东建公司现有职工128人，其中 35 岁以下青年64人、团员4人", "拟提名：欧阳思远同志为副书记。"}, ""},
		{foundingReply, o.branch.ID, []string{"同意成立共青团东建公司支部委员会", "每届任期三年", "东建公司："}, ""},
		{termRequest, o.election.ID, []string{"东团请〔2026〕1号", "关于东建公司团支部换届选举的请示", "至2026年5月10日届满", "产生第二届班子", "差额不少于应选人数的20%", "李𬭎同志为书记，张㛃同志为书记"}, ""},
		{electionRules, o.election.ID, []string{"东建公司团支部换届选举办法", "超过应到会人数的五分之四", "超过实到会有选举权人数的二分之一"}, ""},
		{electionReport, o.election.ID, []string{"应到会有选举权的团员5人，实到5人", "发出选票5张，收回5张，其中有效票5张、无效票0张", "张㛃 书记 5 0  当选", "李𬭎 书记 1 4  落选", "当选并分工：张㛃同志为书记。"}, ""},
		{electionReply, o.election.ID, []string{"同意2026年11月10日团员大会的选举结果：张㛃同志为书记。", "任期三年"}, ""},
		{appointmentReply, o.named.ID, []string{"因团员不足应到人数", "同意任命：欧阳思远同志为副书记。", "2027年5月10日以前"}, ""},
	} {
		l := o.write(t, c.sort, c.id, ledger.Start)
		keep(t, c.sort.Key, l.Text)
		text := said(l.Text)
		for _, w := range c.wants {
			if !strings.Contains(text, w) {
				t.Errorf("%s has no %q:\n%s", c.sort.Title, w, text)
			}
		}
		if strings.ContainsAny(text, "{}[]【】") {
			t.Errorf("%s shows its template:\n%s", c.sort.Title, text)
		}
		if strings.Contains(text, pen) != (len(l.Blanks) > 0) {
			t.Errorf("%s leaves %v and says:\n%s", c.sort.Title, l.Blanks, text)
		}
	}
	if l := o.write(t, transfer, o.out.ID, ledger.Start); strings.Contains(said(l.Text), o.members[4].IDNumber) {
		t.Error("a masked letter has the whole number")
	}
	if l := o.write(t, transfer, o.out.ID, ledger.Bare); !strings.Contains(said(l.Text), o.members[4].IDNumber) {
		t.Error("a whole letter has no number")
	}
}

// Another program opens the .docx of every letter, filled in and of hardly anything, and finds in it all that the letter says.
func TestAnotherProgramOpensEveryLetter(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("starts LibreOffice")
	}
	o := staff(t)
	bare := stage.Keep(t, o.Book, ledger.Branches, &ledger.Branch{Title: "团支部"})
	of := map[string][]value.ID{
		"leaving": {o.members[3].ID}, "transfer": {o.out.ID}, "founding_request": {o.branch.ID, bare.ID}, "founding_reply": {o.branch.ID, bare.ID}, "term_request": {o.election.ID, o.void.ID},
		"election_rules": {o.election.ID, o.void.ID}, "election_report": {o.election.ID}, "election_reply": {o.election.ID}, "appointment_reply": {o.named.ID},
	}
	dir, texts := t.TempDir(), map[string]prose.Text{}
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir}
	for _, s := range letters.Sorts {
		for i, id := range of[s.Key] {
			name := s.Key + string(rune('0'+i))
			texts[name] = o.write(t, s, id, ledger.Start).Text
			var docx bytes.Buffer
			well(t, texts[name].WriteDocx(&docx))
			path := filepath.Join(dir, name+".docx")
			well(t, os.WriteFile(path, docx.Bytes(), 0o600))
			args = append(args, path)
		}
	}
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	flat := func(s string) string { // signs hang in the margin there, where pdftotext does not see them
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	for name, x := range texts {
		out, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatalf("%s was not opened: %v", name, err)
		}
		for _, line := range strings.Split(said(x), "\n") {
			for _, word := range strings.Fields(line) {
				if !strings.Contains(flat(string(out)), flat(word)) {
					t.Errorf("%s: %q is not in the .docx", name, word)
				}
			}
		}
		if of := x.Lay().Count(); strings.Count(string(out), "\f") != of {
			t.Errorf("%s has %d pages there, and %d here", name, strings.Count(string(out), "\f"), of)
		}
	}
}

// Of what cannot be written a letter says why.
func TestLettersThatCannotBeWritten(t *testing.T) {
	o := staff(t)
	v := o.Today()
	for _, c := range []struct {
		sort *letters.Sort
		r    ledger.Record
		want string
	}{
		{leaving, o.members[0], "还没有办离团"}, {transfer, o.in, "介绍信由对方开"}, {electionReport, o.void, "这次选举不算数"}, {electionReply, o.void, "这次选举不算数"},
		{electionReport, &ledger.Election{Branch: o.branch.ID}, "还没有开"}, {electionRules, o.void, ""},
	} {
		if got := c.sort.Refuses(v, c.r); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: %q, not %q", c.sort.Title, got, c.want)
		}
	}
}

// The office's words are data: with a reason, an undo and a history, for 管理员 only; what is the
// program's again is nobody's.
func TestWordsAreChangedByPeople(t *testing.T) {
	b := stage.Book(t)
	was := leaving.Plain()
	now := strings.Replace(was, "特此证明。", "情况属实，特此证明。", 1)
	for _, c := range []struct{ words, reason, want string }{{now, "", "为什么"}, {was, "习惯", "和现在的一样"}, {now + "{姓明}", "习惯", "没有叫“姓明”"}} {
		if err := letters.Change(b, leaving, c.words, c.reason); store.Tell(err) == nil || !strings.Contains(store.Tell(err).Message, c.want) {
			t.Errorf("%q: %v", c.reason, err)
		}
	}
	seq := stage.Seq(b)
	well(t, letters.Change(b, leaving, now+"\n\n", "街道要求写明"))
	if text, whose := letters.Words(b, leaving); text != now || whose != letters.Offices || stage.Seq(b) != seq+1 {
		t.Errorf("%d: %q", whose, text)
	}
	b = stage.Reopened(t, b)
	if text, _ := letters.Words(b, leaving); text != now {
		t.Error("the words are forgotten")
	}
	if e, err := b.Journal(1); err != nil || e[0].Deed() != store.MayWords || e[0].Detail.Reason != "街道要求写明" {
		t.Errorf("%+v %v", e, err)
	}
	stage.Undo(t, b, stage.Seq(b))
	if text, whose := letters.Words(b, leaving); text != was || whose != letters.Programs {
		t.Error("undo leaves the words")
	}
	well(t, letters.Change(b, leaving, now, "再改"))
	well(t, letters.Change(b, leaving, was, "恢复原文"))
	if w := b.Decisions().Words; len(w.Own) != 0 {
		t.Errorf("%v is kept of words that are the program's", w.Own)
	}
	if err := letters.GiveOut(b, true); err == nil {
		t.Error("a community gives words out")
	}
}
