package tend

import (
	"slices"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A CodeList is a code list as people see it. List.Why says why it takes no entry, where it takes none.
type CodeList struct {
	List    *codes.List
	Title   string // the label of the first field that it is of
	Entries []CodeEntry
}

// A CodeEntry is one line of a code list.
type CodeEntry struct {
	Code, Label string
	Plain       string // the program's or the street's word, where the office has another
	Used        int    // records that have it
	Retired     bool   // no longer offered
	Relied      string // why it cannot be retired; "" where it can
}

// CodeLists are the lists of this ledger's fields, those that an office may adapt first, in the order of the fields.
func CodeLists(v *records.View) []CodeList {
	var all []CodeList
	for _, kind := range rules.KindsOf(v) {
		for _, c := range kind.Columns()[:kind.Fields()] {
			l := c.Choices
			if c.Shape != ledger.Choice || l.Kind != "" || slices.ContainsFunc(all, func(o CodeList) bool { return o.List == l }) {
				continue
			}
			one, uses := CodeList{List: l, Title: ledger.ListTitle(l.Name)}, find.Uses(v, l)
			for _, item := range l.Items() {
				e := CodeEntry{Code: item.Code, Label: item.Label, Used: uses[item.Code], Retired: l.Retired(item.Code)}
				if plain := l.Plain(item.Code); plain != item.Label {
					e.Plain = plain
				}
				switch {
				case l.Fixed():
					e.Relied = l.Why()
				case l.Relied(item.Code):
					e.Relied = "程序的规则要用到“" + l.Plain(item.Code) + "”，不能停用；可以改名。"
				}
				one.Entries = append(one.Entries, e)
			}
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(x, y CodeList) int { return shelfOf(x.List) - shelfOf(y.List) })
	return all
}

// shelfOf puts the lists that nobody adapts behind the others.
func shelfOf(l *codes.List) int {
	if l.Fixed() {
		return 1
	}
	return 0
}

// A CodeChange is one change of a code list.
type CodeChange struct {
	List   string // its name
	Code   string // of the entry; "" for one more
	Label  string // what it is to be called; "" leaves its word
	Retire bool   // is no longer offered
	Offer  bool   // is offered again
	First  bool   // stands first
}

// ChangeCodes adds an entry to a code list, calls one otherwise, retires it, offers it again or puts it first, for the reason
// that somebody gives. A code is never given twice and never taken away: a retired entry is shown and counted where records
// have it. One intent, which can be taken back; an entry that was added is then retired. For 管理员; Refused for a word that
// means another entry, for what rules speak of, and where the street gives the lists out.
func ChangeCodes(b *store.Book, c CodeChange, reason string) error {
	if err := b.Allow(store.MayCodes); err != nil {
		return err
	}
	if street := RulesGiven(b); street != "" {
		return store.Refuse("选项由“" + street + "”下发，这里不能改。要改请和街道说，街道改好了再下发一次。")
	}
	l := codes.ListNamed(c.List)
	switch {
	case l == nil:
		return store.Refuse("没有叫“" + value.OneLine(c.List) + "”的选项。")
	case l.Fixed():
		return store.Refuse("“" + ledger.ListTitle(l.Name) + "”" + l.Why())
	}
	c.Label = value.OneLine(c.Label)
	switch reason = value.OneLine(reason); {
	case reason == "":
		return store.Refuse("请写明为什么改选项。")
	case c.Code == "" && c.Label == "":
		return store.Refuse("请写这一项叫什么。")
	case c.Code == "" && l.Closed():
		return store.Refuse("“" + ledger.ListTitle(l.Name) + "”" + l.Why())
	case c.Code != "" && !l.Has(c.Code):
		return store.Refuse("“" + ledger.ListTitle(l.Name) + "”里没有代码 " + value.OneLine(c.Code) + "。")
	case c.Retire && l.Relied(c.Code):
		return store.Refuse("程序的规则要用到“" + l.Plain(c.Code) + "”，不能停用；可以改名。")
	}
	if at, known := l.Code(c.Label); c.Label != "" && known && at != c.Code {
		return store.Refuse("“" + c.Label + "”已经是“" + l.Label(at) + "”的意思。请换一个说法。")
	}
	adding, more := c.Code == "", map[string][]codes.Item{}
	if adding {
		letter := "c" // apart from what a street may bring one day
		if b.Profile().Street {
			letter = "s"
		}
		c.Code = l.NextCode(letter)
		item := codes.Item{Code: c.Code, Label: c.Label}
		if more[l.Name] = l.Missing([]codes.Item{item}); len(more[l.Name]) == 0 {
			return store.Refuse("“" + c.Label + "”不能作选项：太长，或者和别的一样。")
		}
		c.Label = ""
	}
	_, err := b.Do(store.Intent{Deed: store.MayCodes, What: "codes", Reason: reason, Rows: 1, Settings: 1}, func(t *store.Turn) error {
		was, now := b.Decisions(), b.Decisions()
		if adding {
			if err := t.Learn(more); err != nil {
				return err
			}
			was.Lists = changedList(was.Lists, l, CodeChange{Code: c.Code, Retire: true}) // as if it had been there, and was not offered
		}
		now.Lists = changedList(now.Lists, l, c)
		if _, leaves := l.Fitting(now.Lists[l.Name], nil); !leaves {
			return store.Refuse("“" + ledger.ListTitle(l.Name) + "”只剩这一项可选了，不能停用。请先加一项，或者恢复一项。")
		}
		if !l.Fits(now.Lists[l.Name]) {
			return store.Refuse("“" + c.Label + "”不能作选项：太长，或者和别的一样。")
		}
		return t.DecideFrom(was, now)
	})
	return err
}

// changedList is what an office makes of its lists after a change of one.
func changedList(all map[string]codes.Adapted, l *codes.List, c CodeChange) map[string]codes.Adapted {
	out := map[string]codes.Adapted{}
	for name, a := range all {
		out[name] = a.Clone()
	}
	a := out[l.Name]
	without := func(codes []string) []string {
		return slices.DeleteFunc(codes, func(code string) bool { return code == c.Code })
	}
	if c.Label != "" {
		if a.Labels == nil {
			a.Labels = map[string]string{}
		}
		if a.Labels[c.Code] = c.Label; c.Label == l.Plain(c.Code) {
			delete(a.Labels, c.Code)
		}
	}
	if c.Retire || c.Offer {
		a.Retired = without(a.Retired)
	}
	if c.Retire {
		a.Retired = append(a.Retired, c.Code)
	}
	if c.First {
		a.Order = append([]string{c.Code}, without(a.Order)...)
	}
	if out[l.Name] = a; a.Empty() {
		delete(out, l.Name)
	}
	return out
}
