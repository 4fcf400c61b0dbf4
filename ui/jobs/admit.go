package jobs

import (
	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/page"
)

// stages are the steps of 发展团员 as the line above names them, and at which of them each stage stands: eight would not fit
// into one line in 特大.
var stages = []string{"申请", "积极分子", "发展对象", "预审", "大会", "入册"}

var stands = [...]int{0, 1, 2, 3, 3, 4, 4, 5}

// verbs are what F10 does at each of them.
var verbs = [...]string{"记下申请", "记下积极分子", "记下发展对象", "记下预审", "记下志愿书", "记下大会", "记下审批", "登记成团员"}

// besideStage are the words below fields of 发展团员, once for each field.
var besideStage = map[string]string{
	"target": "还不够条件就空着，学时照样能记下", "born": "年、月、日写全，才算得出到哪天满龄",
	"introducers": "选两名，从团员里选", "number": "12 位，在志愿书右上角",
}

// admit is the job 发展团员: from a name or a youth to a member. begin says with whom.
func admit(begin func(*store.Book) (*work.Admission, error)) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		w := newSitting(s, "发展团员", stages...)
		w.page.Topic = "办发展团员" // 发展团员 is their list
		w.again = func() { goOn(w, begin, w.admission) }
		w.again()
		return w.page
	}
}

// applicant begins with an applicant; the zero ID is a new one.
func applicant(id value.ID) func(*store.Book) (*work.Admission, error) {
	return func(b *store.Book) (*work.Admission, error) { return work.Admit(b, id) }
}

// admission shows the next step of an admission.
func (w *sitting) admission(a *work.Admission) {
	step, who := a.Step(), a.Applicant.Title
	switch {
	case a.Done():
		w.end(len(stages), who+"已经是团员了", []string{"编号、入团年月和支部都在团员里。团员证办好以后到团员里填团员证编号。"}, ledger.Members, a.Applicant.Member)
		return
	case step == work.Joining:
		w.join(a)
		return
	}
	w.put(chapter{step: stands[step], who: stageOf(a, step), kind: ledger.Applicants, draft: a.Draft(), keys: a.Keys(step), wants: a.Wants(step), verb: verbs[step], whole: step > 0,
		check:  func(r ledger.Record) []value.Fault { return a.Faults(step, r.(*ledger.Applicant)) },
		beside: func(key string, _ ledger.Record) string { return besideStage[key] },
		save: func(r ledger.Record) error {
			d := r.(*ledger.Applicant)
			id, err := a.Save(step, d)
			if err != nil {
				return err
			}
			if d.Steps()[step].Day == 0 {
				w.says("填的记下了，" + d.Steps()[step].Name + "的日期还空着")
			} else {
				w.says("记下了：" + d.Title + "　" + d.Steps()[step].Name)
			}
			w.again = func() { goOn(w, applicant(id), w.admission) }
			return nil
		}})
}

// stageOf is whom a stage is about, and which one it is.
func stageOf(a *work.Admission, step int) string {
	if step == 0 {
		return a.Applicant.Title
	}
	return a.Applicant.Title + "　" + a.Applicant.Steps()[step].Name
}

// memberKeys are what is asked of somebody who becomes a member.
var memberKeys = []string{"name", "idno", "sex", "born", "nation", "phone", "branch", "unit", "joined", "devno", "stay_from"}

// join is the last step: the member.
func (w *sitting) join(a *work.Admission) {
	w.put(chapter{step: stands[work.Joining], who: a.Applicant.Title + "　登记成团员", of: a.Applicant.ID, kind: ledger.Members, draft: a.Becomes(), fresh: true, keys: memberKeys, wants: a.Wants(work.Joining), verb: verbs[work.Joining],
		check: func(r ledger.Record) []value.Fault { return a.BecomesFaults(r.(*ledger.Member)) },
		save: func(r ledger.Record) error {
			if _, err := a.Become(r.(*ledger.Member)); err != nil {
				return err
			}
			w.says(a.Applicant.Title + "登记成团员了")
			w.again = func() { goOn(w, applicant(a.Applicant.ID), w.admission) }
			return nil
		}})
}

// admitting is 发展团员 on the page of jobs.
func admitting() job {
	return job{group: "团员", title: "发展团员", tell: "从申请到审批一步一步来，培养时间和团课学时够不够程序会算，最后登记成团员", kind: ledger.Applicants,
		begin: opening(admit(applicant(value.ID{}))), waiting: work.Admissions, goOn: func(s *page.Shell, w work.Waiting) { s.Open(admit(applicant(w.ID))) },
		about: []about{
			{kind: ledger.Youths, begin: func(s *page.Shell, r ledger.Record) {
				s.Open(admit(func(b *store.Book) (*work.Admission, error) { return work.AdmitYouth(b, r.Head().ID) }))
			}},
			{kind: ledger.Applicants, fits: fitting[*ledger.Applicant](func(a *ledger.Applicant) bool { return a.Member.IsZero() }),
				begin: func(s *page.Shell, r ledger.Record) { s.Open(admit(applicant(r.Head().ID))) }}}}
}
