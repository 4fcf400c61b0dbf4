package rules

import (
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// Pages that something to do may open instead of a list.
const (
	PageRetention = "retention" // of those whose private fields are due to be cleared
	PageMatters   = "matters"   // what the street sent back
	PageFigures   = "figures"
	PageReceive   = "receive"
	PageReply     = "reply"
	PageDoubles   = "doubles"
	PageSubmit    = "submit"
	PageZones     = "zones" // where a joint branch would reach the number
	PageBackups   = "backups"
)

// parcelReminders are what a street and its communities owe each other: packages, receipts, answers.
func parcelReminders() []Reminder {
	return []Reminder{
		{Key: "matter.open", Grave: Overdue, Whose: OfCommunity, Page: PageMatters, Text: "件街道退回的事项还没有办",
			Count: func(v *records.View, _ Known, _ ledger.Basis) int { _, open := Answered(v); return open }},
		{Key: "submit.late", Grave: Overdue, Whose: OfCommunity, Page: PageSubmit, Rule: "half_days",
			Count: func(v *records.View, k Known, basis ledger.Basis) int { return owes(k, basis, true) },
			Says: func(_ Known, basis ledger.Basis) string {
				return "次上报没有交：" + RoundOf(basis).Day.String() + " 的数字该报给街道了"
			}},
		{Key: "submit.soon", Grave: Soon, Whose: OfCommunity, Page: PageSubmit, Rule: "round_lead",
			Count: func(v *records.View, k Known, basis ledger.Basis) int { return owes(k, basis, false) },
			Says: func(_ Known, basis ledger.Basis) string {
				day := RoundOf(basis).Day
				return "次上报快到日子：" + day.String() + "，还有 " + strconv.Itoa(basis.Today.DaysTo(day)) + " 天"
			}},

		{Key: "signer.waiting", Grave: Overdue, Whose: OfStreet, Kind: ledger.Signers, Tab: "waiting", Text: "个没有登记过的签名等着核对"},
		{Key: "parcel.missing", Grave: Overdue, Whose: OfStreet, Page: PageReceive, Rule: "half_days",
			Count: inRound(func(a Arrival) bool { return a.Parcel == nil }),
			Says: func(_ Known, basis ledger.Basis) string {
				due := RoundOf(basis)
				if due.Due {
					return "个社区这一轮（" + due.Day.String() + "）还没有上报"
				}
				return "个社区这一轮（" + due.Day.String() + "，还没有到）还没有上报"
			}},
		{Key: "parcel.faulty", Grave: Overdue, Whose: OfStreet, Page: PageReply, Text: "个社区的上报包里有必须改的错误",
			Count: inRound(func(a Arrival) bool {
				if a.Parcel == nil {
					return false
				}
				hard, _ := a.Parcel.Hard.Value()
				return hard > 0
			})},
		{Key: "parcel.unanswered", Grave: Overdue, Whose: OfStreet, Page: PageReply, Text: "个社区的上报包还没有回执",
			Count: inRound(func(a Arrival) bool { return a.Parcel != nil && a.Parcel.Answer == 0 })},
		{Key: "parcel.doubles", Grave: Overdue, Whose: OfStreet, Page: PageDoubles, Text: "处两个社区都有的人或企业，还没有写进回执",
			Count: func(v *records.View, _ Known, _ ledger.Basis) int { return len(OpenDoubles(v)) }},
		{Key: "matter.done", Grave: Amiss, Whose: OfStreet, Kind: ledger.Matters, Tab: "done", Text: "件退回的事项社区已答复，等着办结"},
	}
}

// inRound counts communities of the street by how they stand in the round.
func inRound(holds func(Arrival) bool) func(*records.View, Known, ledger.Basis) int {
	return func(_ *records.View, k Known, _ ledger.Basis) (n int) {
		for _, a := range k.Arrivals {
			if holds(a) {
				n++
			}
		}
		return n
	}
}

// owes is 1 where a community has not submitted in the round that today belongs to, whose day has come or has not. A
// ledger that is younger than the round, an empty one and one for practice owe nothing.
func owes(k Known, basis ledger.Basis, due bool) int {
	round := RoundOf(basis)
	if k.Empty || k.Practice || k.Submitted >= round.Since || round.Due != due || basis.Today < round.Since || round.Due && k.Made > round.Day {
		return 0
	}
	return 1
}
