package page

import (
	"slices"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// foreign says that the panel's record is only to be looked at: it was received, or
// the program writes it.
func (r *record) foreign() bool { return foreign(r.kind, r.was) }

func foreign(kind ledger.Kind, r ledger.Record) bool {
	return r.Head().Received() || kind.Kept(ledger.ByTravel|ledger.ByAnswer)
}

// origin says of a received record whose it is and when it came, "" of any other.
func (r *record) origin() string {
	m := r.was.Head()
	if !m.Received() {
		return ""
	}
	came := m.Changed
	if came == 0 {
		came = m.Created
	}
	when := r.s.At(came, "2006-01-02")
	if name := r.s.Book.Today().Name(ledger.Communities, m.Owner); name != "" {
		return "这是" + name + "上报的，" + when + " 接收。这里只能看；哪一项有错，就停在那一项上按 F8 退回。"
	}
	return "这是" + r.s.Book.Today().Name(ledger.Streets, m.Owner) + "下发的，" + when + " 接收。这里只能看；有错请告诉街道，让街道改好再下发。"
}

// returns says that the street can send the record back to the community that it came from.
func (r *record) returns() bool {
	return r.s.Book.Profile().Street && r.was.Head().Received() && slices.Contains(ledger.OfOffice, r.kind) && r.s.Book.May(store.MayAsk)
}

// returnDeeds are the ways to send something back, the field that the keyboard is in or the record, and the jobs about it.
func (r *record) returnDeeds() []kit.Deed {
	key, label := r.form.At()
	var deeds []kit.Deed
	if key != "" {
		deeds = append(deeds, kit.Deed{Icon: look.IconUndo, Label: "退回这一项：" + label, Do: func() { r.sendBack(codes.MatterReturn, key, label) }},
			kit.Deed{Icon: look.IconInfo, Label: "问这一项：" + label, Do: func() { r.sendBack(codes.MatterQuestion, key, label) }})
	}
	deeds = append(deeds, kit.Deed{Icon: look.IconUndo, Label: "退回这一条", Do: func() { r.sendBack(codes.MatterReturn, "", "") }},
		kit.Deed{Icon: look.IconInfo, Label: "问这一条", Do: func() { r.sendBack(codes.MatterQuestion, "", "") }})
	return append(deeds, r.s.workDeeds(r.kind, r.was)...)
}

// sendBack asks for the reason and writes it down for the next receipt. What is wrong with the field is the first offer.
func (r *record) sendBack(sort, key, label string) {
	value := ""
	for _, f := range rules.Faults(r.s.Book.Today(), r.kind, r.was) {
		if f.Key == key {
			value = f.Text
			break
		}
	}
	verb, offers := "退回", []string{"与原件不一致，请核对", "请补全", "请按规定格式填写"}
	if sort == codes.MatterQuestion {
		verb, offers = "提问", []string{"请说明情况", "请提供依据", "这个数和上一次差得多，是什么原因"}
	}
	what := ledger.NameOf(r.was)
	if label != "" {
		what += "的“" + label + "”"
	}
	kit.AskLine(r.s.Canvas(), kit.Prompt{Title: verb + "：" + what, Text: "写进下一次回执，社区照着它改或答复。", Label: "原因", Value: value, Offers: offers, Least: 2, Verb: verb,
		Do: func(line string) {
			ask := travel.Ask{Kind: r.kind, ID: r.id, Field: key, Sort: sort, Text: line}
			hands.Run(func() ([]*ledger.Matter, error) { return travel.AskMatters(r.s.Book, ask) },
				func([]*ledger.Matter) {
					r.s.Toasts.SayWith("写进回执了，下一次生成回执时发出", "撤销", r.s.Undo)
				}, func(err error) { r.s.Fail("没有写进回执", err) })
		}})
}

// forgets says that the panel shows a signature that is trusted and that the operator may end the trust in.
func (r *record) forgets() bool {
	signer, ok := r.was.(*ledger.Signer)
	return ok && signer.State == codes.SignerAccepted && r.s.Book.May(store.MayForget)
}

// askForget ends the trust in a signature, for a reason: the next package of that sender is compared anew.
func (r *record) askForget() {
	b, signer := r.s.Book, r.was.(*ledger.Signer)
	forget := func(why string) error { return travel.ForgetStreet(b, why) }
	if b.Profile().Street {
		forget = func(why string) error { return travel.ForgetCommunity(b, signer.Community, why) }
	}
	kit.AskLine(r.s.Canvas(), kit.Prompt{Title: "忘掉“" + signer.Title + "”的签名", Text: "签名可能落到别人手里，才这样做；下一次收到它的包要重新核对六个词。对方换了台账的，不用先忘掉：直接接收新台账的包，收下了，原来的签名才停用。",
		Label: "原因", Offers: []string{"电脑丢失", "换了新台账，已电话核实"}, Least: 2, Verb: "忘掉这个签名", Do: func(why string) {
			hands.Run(func() (struct{}, error) { return struct{}{}, forget(why) }, func(struct{}) { r.s.Say("忘掉了，下一包要重新核对六个词") },
				func(err error) { r.s.Fail("没有忘掉", err) })
		}})
}
