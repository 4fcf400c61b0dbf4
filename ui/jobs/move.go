package jobs

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/page"
)

// moveOut is the job 办理转出: the letter, then the approvals and the end. begin says of whom, or with which transfer.
func moveOut(begin func(*store.Book) (*work.Move, error)) func(*page.Shell) *page.Page {
	return moving("办理转出", []string{"开介绍信", "等同意、办结", "办完"}, begin)
}

// moveIn goes on with one who is still coming.
func moveIn(begin func(*store.Book) (*work.Move, error)) func(*page.Shell) *page.Page {
	return moving("接收转入", []string{"发起", "等同意、办结", "办完"}, begin)
}

func moving(title string, steps []string, begin func(*store.Book) (*work.Move, error)) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		w := newSitting(s, title, steps...)
		w.again = func() { goOn(w, begin, w.move) }
		w.again()
		return w.page
	}
}

// movesOut begins to send a member away; the zero ID is nobody yet.
func movesOut(member value.ID) func(*store.Book) (*work.Move, error) {
	return func(b *store.Book) (*work.Move, error) { return work.MoveOut(b, member) }
}

// transferOf goes on with a transfer.
func transferOf(id value.ID) func(*store.Book) (*work.Move, error) {
	return func(b *store.Book) (*work.Move, error) { return work.MoveOf(b, id) }
}

func (w *sitting) move(m *work.Move) {
	step, who := m.Step(), ""
	if m.Member != nil {
		who = m.Member.Title
	}
	t := m.Transfer
	if step == work.MoveDone {
		lines := []string{codes.TransferStages.Label(t.Stage) + "，" + t.Ended.String() + "。"}
		if t.Stage != codes.TransferDone {
			lines = append(lines, "团员留在原来的支部，没有改。要重新转，再办一次，介绍信换一个号。")
		} else if t.Way == codes.TransferOut {
			lines = append(lines, who+"已转出，原来的支部里不再算他。团员证和介绍信交给本人。")
		}
		w.end(step, who+"的转接办完了", lines, ledger.Transfers, t.ID)
		return
	}
	verb := "记下介绍信"
	if step == work.MoveOn {
		verb = "记下这一步"
	}
	w.put(chapter{step: step, who: who, kind: ledger.Transfers, draft: m.Draft(), keys: m.Keys(step), wants: m.Wants(step), verb: verb, whole: step > 0, anyway: !t.Open(),
		check: func(r ledger.Record) []value.Fault { return m.Faults(step, r.(*ledger.Transfer)) },
		beside: func(key string, r ledger.Record) string {
			switch key {
			case "direction":
				return m.DirectionTold(r.(*ledger.Transfer))
			case "letter":
				return "接着今年用过的号往下排，可以改"
			case "stage":
				return "没办成的选退回或撤销，团员不动"
			case "ended":
				return m.Ends(r.(*ledger.Transfer))
			}
			return ""
		},
		save: func(r ledger.Record) error {
			d := r.(*ledger.Transfer)
			text := "记下了：" + w.s.Book.Today().Name(ledger.Members, d.Member) + "的转接"
			if words := m.Ends(d); words != "" {
				text += "。" + words
			}
			id, err := m.Save(step, d)
			if err != nil {
				return err
			}
			w.says(text)
			w.again = func() { goOn(w, transferOf(id), w.move) }
			return nil
		}})
}

// receive is the job 接收转入: who comes, then from where. Both are saved at once with the second.
func receive(member value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		w := newSitting(s, "接收转入", "谁转来", "从哪里转来", "办完")
		w.again = func() { w.receives(member) }
		w.again()
		return w.page
	}
}

func (w *sitting) receives(member value.ID) {
	goOn(w, func(b *store.Book) (*work.Reception, error) { return work.ReceiveMember(b, member) }, w.reception)
}

func (w *sitting) reception(r *work.Reception) {
	w.put(chapter{who: r.Member.Title, kind: ledger.Members, draft: r.Draft(), fresh: r.Member.ID.IsZero(), anyway: true, keys: work.ReceptionKeys[0], wants: r.Wants(), verb: "接着填从哪里来",
		check: func(rec ledger.Record) []value.Fault { return r.MemberFaults(rec.(*ledger.Member)) },
		beside: func(key string, rec ledger.Record) string {
			if m := r.Known(rec.(*ledger.Member)); m != nil && (key == "name" && m.IDNumber == "" || key == "idno") {
				return "台账里有：" + m.Title + "，" + codes.MemberStates.Label(m.State)
			}
			return ""
		},
		save: func(rec ledger.Record) error {
			d := rec.(*ledger.Member)
			if known := r.Known(d); known != nil && known.ID != d.ID {
				if !work.Returns(known) {
					return store.Refuse("“" + known.Title + "”已经在台账里，" + codes.MemberStates.Label(known.State) + "。换支部请到团员里用 F8 办“转到别的支部”。")
				}
				w.then = func() {
					w.s.Say("台账里有“" + known.Title + "”，以前转出过。接着用他的资料，请核对")
					w.s.Open(receive(known.ID))
				}
				return nil
			}
			if faults := append(r.MemberLacks(d), r.MemberFaults(d)...); len(faults) > 0 {
				return &store.Error{Code: store.Invalid, Message: faults[0].Text, Faults: faults}
			}
			w.open, w.then = true, func() { w.comesFrom(r, d) }
			return nil
		}})
}

// comesFrom is the second step: the transfer of who comes.
func (w *sitting) comesFrom(r *work.Reception, m *ledger.Member) {
	w.put(chapter{step: 1, who: m.Title, of: r.Member.ID, kind: ledger.Transfers, draft: r.Transfer, fresh: true, keys: work.ReceptionKeys[1], wants: r.Wants(), verb: "收下，编入支部",
		check: func(rec ledger.Record) []value.Fault { return r.TransferFaults(rec.(*ledger.Transfer)) },
		beside: func(key string, _ ledger.Record) string {
			if key == "ended" {
				return "还没有办完就空着，先记成待转接"
			}
			return ""
		},
		save: func(rec ledger.Record) error {
			d := rec.(*ledger.Transfer)
			d.Way = codes.TransferIn
			id, err := r.Save(m, d)
			if err != nil {
				return err
			}
			first := chapter{kind: ledger.Members, draft: r.Member}
			w.drop(first, w.slot(first))
			w.says("收下了：" + m.Title)
			w.then = func() {
				now := "已经编入" + w.s.Book.Today().Name(ledger.Branches, m.Branch) + "，从 " + m.StayFrom.String() + " 起。"
				if d.Ended == 0 {
					now = "先记成待转接。办完那天从办事里接着办。"
				}
				w.end(2, m.Title+"的转入记下了", []string{now}, ledger.Members, id)
			}
			return nil
		}})
}

// movesBy says that a transfer goes one way.
func movesBy(way string) func(ledger.Record) bool {
	return func(r ledger.Record) bool { t, ok := r.(*ledger.Transfer); return ok && t.Way == way }
}

// receiving is 接收转入 on the page of jobs.
func receiving() job {
	return job{group: "团员", title: "接收转入", tell: "谁转来、从哪里、凭哪封介绍信，编进哪个支部；以前转出过的接着用原来的资料", kind: ledger.Transfers, own: movesBy(codes.TransferIn),
		begin: opening(receive(value.ID{})), waiting: func(b *store.Book) []work.Waiting { return work.Moves(b, codes.TransferIn) },
		goOn: func(s *page.Shell, w work.Waiting) { s.Open(moveIn(transferOf(w.ID))) },
		about: []about{
			{kind: ledger.Members, fits: fitting[*ledger.Member](work.Returns), begin: func(s *page.Shell, r ledger.Record) { s.Open(receive(r.Head().ID)) }},
			{kind: ledger.Transfers, fits: fitting[*ledger.Transfer](func(t *ledger.Transfer) bool { return t.Way == codes.TransferIn && t.Open() }),
				begin: func(s *page.Shell, r ledger.Record) { s.Open(moveIn(transferOf(r.Head().ID))) }}}}
}

// sendingAway is 办理转出 on the page of jobs.
func sendingAway() job {
	return job{group: "团员", title: "办理转出", tell: "开介绍信，编号自己排；四步同意哪天、办了多少天，办完那天团员转出、职务离任", kind: ledger.Transfers, own: movesBy(codes.TransferOut),
		begin: opening(moveOut(movesOut(value.ID{}))), waiting: func(b *store.Book) []work.Waiting { return work.Moves(b, codes.TransferOut) },
		goOn: func(s *page.Shell, w work.Waiting) { s.Open(moveOut(transferOf(w.ID))) },
		about: []about{
			{kind: ledger.Members, fits: fitting[*ledger.Member]((*ledger.Member).OnRoll), begin: func(s *page.Shell, r ledger.Record) { s.Open(moveOut(movesOut(r.Head().ID))) }},
			{kind: ledger.Transfers, fits: fitting[*ledger.Transfer](func(t *ledger.Transfer) bool { return t.Way == codes.TransferOut && t.Open() }),
				begin: func(s *page.Shell, r ledger.Record) { s.Open(moveOut(transferOf(r.Head().ID))) }}}}
}
