package travel

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// standingColumns are what each community's line in the preview says.
var standingColumns = []ledger.Column{
	{Key: "name", Label: "社区", Width: 14}, {Key: "state", Label: "这一次", Width: 20}, {Key: "number", Label: "第几次", Width: 6, Shape: ledger.Number},
	{Key: "day", Label: "统计日期", Width: 11, Shape: ledger.Day8}, {Key: "members", Label: "团员", Width: 6, Shape: ledger.Number}, {Key: "added", Label: "＋新增", Width: 7, Shape: ledger.Number},
	{Key: "removed", Label: "－减少", Width: 7, Shape: ledger.Number}, {Key: "altered", Label: "±变更", Width: 7, Shape: ledger.Number}, {Key: "hard", Label: "错误", Width: 6, Shape: ledger.Number},
	{Key: "soft", Label: "提醒", Width: 6, Shape: ledger.Number}, {Key: "turned", Label: "不收的资料", Width: 9, Shape: ledger.Number},
}

// deliveryStates are the words for what becomes of a package.
var deliveryStates = map[travel.DeliveryState]string{
	travel.DeliveryReady: "✓ 可以接收", travel.DeliveryEarlier: "有更新的一包", travel.DeliveryAgain: "已经接收过", travel.DeliveryWaiting: "！签名待核对",
	travel.DeliveryWhose: "！不知道是哪个社区", travel.DeliveryRefused: "× 不能接收",
}

func standingCell(s travel.Standing, key string) string {
	d := s.Delivery
	switch {
	case key == "name":
		return s.Name
	case d == nil && key == "state" && s.Last != nil:
		return "没有（上次 " + s.Last.Day.String() + "）"
	case d == nil && key == "state":
		return "没有"
	case d == nil:
		return ""
	}
	added, changed, removed := d.Totals()
	switch key {
	case "state":
		return deliveryStates[d.State]
	case "number":
		return strconv.Itoa(int(d.Number))
	case "day":
		return d.Day.String()
	case "members":
		return strconv.Itoa(d.Counts["member"])
	case "added":
		return strconv.Itoa(added)
	case "removed":
		return strconv.Itoa(removed)
	case "altered":
		return strconv.Itoa(changed)
	case "hard":
		return strconv.Itoa(d.Hard)
	case "soft":
		return strconv.Itoa(d.Soft)
	case "turned":
		if d.Turned > 0 {
			return strconv.Itoa(d.Turned)
		}
	}
	return ""
}

// standingSign is the sign of a community's package and what it means.
func standingSign(s travel.Standing) (grid.Sign, string) {
	switch d := s.Delivery; {
	case d == nil:
		return grid.Warning, "这个社区这一次没有包。"
	case d.State == travel.DeliveryRefused:
		return grid.Fault, "这个包不能接收，Enter 看原因。"
	case d.Hard > 0:
		return grid.Fault, "包里有 " + strconv.Itoa(d.Hard) + " 处必须改的，Enter 看是哪些。" + unlisted(d)
	case d.State == travel.DeliveryWaiting, d.State == travel.DeliveryWhose:
		return grid.Warning, "这个包还等着认：Enter 看要做什么。"
	case d.Turned > 0:
		return grid.Warning, "包里有 " + strconv.Itoa(d.Turned) + " 条不能收，Enter 看原因。"
	case d.Strange > 0:
		return grid.Warning, d.StrangeWords()
	}
	return grid.Clean, ""
}

// standing is the table of communities; Enter goes into the package.
func (v *receive) standing() fyne.CanvasObject {
	all := v.r.Standing
	if len(all) == 0 {
		return look.Nothing(look.IconInfo, "还没有认出是哪个社区的包。")
	}
	g := grid.New(grid.Source{
		Len:  func() int { return len(all) },
		Cell: func(row, col int) string { return standingCell(all[row], standingColumns[col].Key) },
		Key:  func(row int) string { return strconv.Itoa(row) },
		Mark: func(row int) grid.Sign { sign, _ := standingSign(all[row]); return sign },
		Tell: func(row int) string { _, tell := standingSign(all[row]); return tell },
	})
	g.SetColumns(standingColumns, nil)
	g.OnOpen = func(row int) {
		if d := all[row].Delivery; d != nil {
			v.detail(d)
		}
	}
	g.Select(0)
	return g
}

// cargoTabs are the parts of a package, in the order of its tabs.
var cargoTabs = []struct {
	label string
	deed  travel.CargoDeed
}{{"错误和提醒", travel.CargoSame}, {"新增", travel.CargoAdded}, {"变更", travel.CargoChanged}, {"减少", travel.CargoRemoved}, {"不收的", travel.CargoTurned}}

// detail shows what one package brings, to the record and its fields.
func (v *receive) detail(d *travel.Delivery) {
	parts := make([][]travel.Cargo, len(cargoTabs))
	for _, it := range d.Items {
		if len(it.Faults) > 0 {
			parts[0] = append(parts[0], it)
		}
		for i, t := range cargoTabs[1:] {
			if it.Deed == t.deed {
				parts[i+1] = append(parts[i+1], it)
			}
		}
	}
	tabs := make([]kit.Tab, len(parts))
	at := 0
	for i, p := range parts {
		tabs[i] = kit.Tab{Label: cargoTabs[i].label, Count: len(p)}
		if len(parts[at]) == 0 && len(p) > 0 {
			at = i
		}
	}
	place := container.NewStack()
	line := kit.NewTabs(tabs, nil)
	turn := func(i int) {
		place.Objects = []fyne.CanvasObject{v.cargoRows(parts[i], i == 0)}
		place.Refresh()
	}
	line.OnTap = turn
	line.OnKey = func(key fyne.KeyName) bool {
		if f := kit.First(place.Objects[0]); key == fyne.KeyDown && f != nil {
			v.s.Canvas().Focus(f)
			return true
		}
		return false
	}
	line.Choose(at)
	turn(at)
	back := kit.NewButton(kit.Primary, look.IconLeft, "回到各社区", "Esc", v.preview)
	var first fyne.Focusable = line
	if f := kit.First(place.Objects[0]); f != nil {
		first = f
	}
	title := look.Row(look.NewWords(d.Name, look.Head), look.NewWords("第 "+strconv.Itoa(int(d.Number))+" 次　"+d.Day.String()+"　"+d.File(), look.Aside))
	note := "Enter 看每一栏"
	if d.Unbound {
		note += "　" + unboundWords
	}
	if d.Strange > 0 {
		note += "　" + d.StrangeWords()
	}
	v.way.Go(1, look.Margin(look.Card(look.Pile(0, look.Inset(look.Gap2, title), look.Inset(look.Gap1, line), look.HLine(), place))), first,
		map[fyne.KeyName]func(){fyne.KeyEscape: v.preview, fyne.KeyF10: v.preview}, look.NewWords(note, look.Note), layout.NewSpacer(), back)
}

// cargoRows lists records of a package.
func (v *receive) cargoRows(all []travel.Cargo, faults bool) fyne.CanvasObject {
	if len(all) == 0 {
		return look.Nothing(look.IconInfo, "没有。")
	}
	return look.Inset(look.Gap2, kit.RowsOf(0, all, func(it travel.Cargo) kit.Item {
		item := kit.Item{Icon: face.Of(it.Kind).Icon, Label: it.Name, Hint: it.Kind.Title()}
		switch {
		case it.Why != "":
			item.Label += "：" + it.Why
		case faults:
			item.Label += "：" + it.Faults[0].Text
			item.Icon = look.IconWarning
			for _, f := range it.Faults {
				if !f.Soft {
					item.Icon, item.Label = look.IconFault, it.Name+"："+f.Text
					break
				}
			}
			if n := len(it.Faults); n > 1 {
				item.Hint = strconv.Itoa(n) + " 处　" + item.Hint
			}
		case len(it.Fields) > 0:
			labels := make([]string, len(it.Fields))
			for j, f := range it.Fields {
				labels[j] = f.Label
			}
			item.Label += "：" + strings.Join(labels, "、")
		}
		return item
	}, v.cargo))
}

// cargo shows one record of a package: its changed fields, or all that it has; what is wrong with it, and what the
// community says to that.
func (v *receive) cargo(it travel.Cargo) {
	var lines []string
	for _, f := range it.Faults {
		sign := "！"
		if !f.Soft {
			sign = "× "
		}
		line := sign + f.Text
		if f.Said != "" {
			line += "（社区说明：" + f.Said + "）"
		}
		lines = append(lines, line)
	}
	changed := make([]string, len(it.Fields))
	for i, f := range it.Fields {
		changed[i] = f.Key
	}
	veil := find.VeilOver(it.Kind, changed, false)
	for _, f := range it.Fields {
		lines = append(lines, f.Label+"："+cmp.Or(page.Masked(it.Kind, f.Key, veil, f.Old), look.Blank)+" → "+cmp.Or(page.Masked(it.Kind, f.Key, veil, f.New), look.Blank))
	}
	if len(it.Fields) == 0 && it.Record != nil {
		basis := v.s.Book.Basis()
		for i, c := range it.Kind.Columns()[:it.Kind.Fields()] {
			if text := it.Kind.Text(it.Record, i, basis); text != "" && c.Shape != ledger.Ref {
				lines = append(lines, c.Label+"："+look.OneLine(ledger.Start.Mask(c, text)))
			}
		}
	}
	if it.Why != "" {
		lines = append([]string{it.Why}, lines...)
	}
	if len(lines) > cargoMost {
		lines = append(lines[:cargoMost:cargoMost], "……")
	}
	kit.TellText(v.s.Canvas(), it.Kind.Title()+"　"+it.Name, strings.Join(lines, "\n"), nil)
}

const cargoMost = 18 // lines about a record

// doubleRows lists what two communities have both.
func (v *receive) doubleRows(all []rules.Double) fyne.CanvasObject {
	if len(all) == 0 {
		return look.Nothing(look.IconDone, "没有发现两个社区都有的人和企业。")
	}
	rows := kit.RowsOf(0, all, doubleItem, func(d rules.Double) { compareDouble(v.s, d, nil) })
	return look.Inset(look.Gap2, look.Pile(look.Gap1, look.NewWords("接收以后可以在“回执”里把它们写给两边的社区。", look.Note), rows))
}

// unlisted says that there are more faults than are listed.
func unlisted(d *travel.Delivery) string {
	if d.Unlisted == 0 {
		return ""
	}
	return "另有 " + strconv.Itoa(d.Unlisted) + " 处太多没有列出，请让社区改好再报。"
}
