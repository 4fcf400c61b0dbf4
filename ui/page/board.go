package page

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// boardColumns are what a street wants to know of each community in a round.
var boardColumns = []ledger.Column{
	{Key: "name", Label: "社区", Width: 14}, {Key: "state", Label: "这一轮", Width: 11}, {Key: "number", Label: "第几次", Width: 6, Shape: ledger.Number},
	{Key: "day", Label: "统计日期", Width: 11, Shape: ledger.Day8}, {Key: "members", Label: "团员", Width: 6, Shape: ledger.Number},
	{Key: "added", Label: "＋新增", Width: 7, Shape: ledger.Number}, {Key: "removed", Label: "－减少", Width: 7, Shape: ledger.Number}, {Key: "altered", Label: "±变更", Width: 7, Shape: ledger.Number},
	{Key: "hard", Label: "错误", Width: 6, Shape: ledger.Number}, {Key: "soft", Label: "提醒", Width: 6, Shape: ledger.Number}, {Key: "reply", Label: "回执", Width: 13},
}

// boardCell is what a column says of a community.
func boardCell(a rules.Arrival, key string) string {
	p := a.Parcel
	switch key {
	case "name":
		return a.Community.Title
	case "state":
		return arrivalWords(a)
	case "reply":
		return replyWords(a)
	}
	if p == nil {
		p = a.Last // what was received last is still what the figures are made of
	}
	if key == "members" {
		return strconv.Itoa(a.Members)
	}
	if p == nil {
		return ""
	}
	if a.Parcel == nil && key != "number" && key != "day" {
		return ""
	}
	return ledger.Parcels.Text(p, ledger.Parcels.At(key), ledger.Basis{})
}

// arrivalWords say whether a community's package of this round is there.
func arrivalWords(a rules.Arrival) string {
	switch {
	case a.Parcel != nil:
		return "✓ 已收到"
	case a.Last != nil:
		return "× 没有上报"
	}
	return "× 从未上报"
}

// replyWords say how far the answer to the package is.
func replyWords(a rules.Arrival) string {
	switch {
	case a.Unsent > 0:
		return "要写 " + strconv.Itoa(a.Unsent) + " 件"
	case a.Replied > 0:
		return "已答复 " + strconv.Itoa(a.Replied) + " 件"
	case a.Open > 0:
		return "待答复 " + strconv.Itoa(a.Open) + " 件"
	case a.Parcel == nil:
		return ""
	case a.Parcel.Answer != 0:
		return "✓ 已回执"
	}
	return "没有回执"
}

// boardSign is the worst that is to be said of a community, and what its sign means.
func boardSign(a rules.Arrival) (grid.Sign, string) {
	hard := 0
	if a.Parcel != nil {
		hard, _ = a.Parcel.Hard.Value()
	}
	switch {
	case a.Parcel == nil:
		return grid.Fault, "这个社区还没有上报过。"
	case hard > 0:
		return grid.Fault, "它的包里有 " + strconv.Itoa(hard) + " 处必须改的。"
	case a.Unsent > 0:
		return grid.Warning, "有 " + strconv.Itoa(a.Unsent) + " 件要写进回执。"
	case a.Replied > 0:
		return grid.Warning, "它答复了 " + strconv.Itoa(a.Replied) + " 件，还没有看。"
	case a.Parcel.Answer == 0:
		return grid.Warning, "这一次的包还没有给回执。"
	}
	return grid.Clean, ""
}

// NewBoard shows the communities as a table. Enter goes to the one.
func NewBoard(arrivals []rules.Arrival, open func(rules.Arrival)) *grid.Grid {
	g := grid.New(grid.Source{
		Len:  func() int { return len(arrivals) },
		Cell: func(row, col int) string { return boardCell(arrivals[row], boardColumns[col].Key) },
		Key:  func(row int) string { return arrivals[row].Community.ID.String() },
		Mark: func(row int) grid.Sign { sign, _ := boardSign(arrivals[row]); return sign },
		Tell: func(row int) string { _, tell := boardSign(arrivals[row]); return tell },
	})
	g.SetColumns(boardColumns, nil)
	g.OnOpen = func(row int) { open(arrivals[row]) }
	if len(arrivals) > 0 {
		g.Select(0)
	}
	return g
}

// rowsHigh gives what it holds the height of a head and n rows.
type rowsHigh struct{ n int }

func (l rowsHigh) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, float32(l.n+1)*look.Now().Row+look.Gap2)
}

func (rowsHigh) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// boardMost is how many communities the first page shows as a table; more are shown as a field of small tiles, so that
// fifty are seen at a glance too.
const boardMost = 12

// Glance shows all communities of the street on its first page.
func Glance(s *Shell, arrivals []rules.Arrival) fyne.CanvasObject {
	open := func(a rules.Arrival) { s.ShowCommunity(a.Community.ID) }
	if len(arrivals) <= boardMost {
		return look.Card(&fyne.Container{Layout: rowsHigh{len(arrivals)}, Objects: []fyne.CanvasObject{NewBoard(arrivals, open)}})
	}
	tiles := make([]fyne.CanvasObject, len(arrivals))
	for i, a := range arrivals {
		tiles[i] = glanceTile(a, func() { open(a) })
	}
	abreast := map[look.Size]int{look.Standard: 7, look.Large: 6, look.Huge: 4}[look.NowSize()]
	return look.Columns(abreast, look.Gap2, tiles...)
}

func glanceTile(a rules.Arrival, open func()) fyne.CanvasObject {
	icon, tint := look.IconDone, look.Green
	switch sign, _ := boardSign(a); sign {
	case grid.Fault:
		icon, tint = look.IconFault, look.Red
	case grid.Warning:
		icon, tint = look.IconWarning, look.Amber
	}
	return kit.NewTile(look.Column(0,
		look.Row(look.NewPicture(icon, tint), look.NewWords(look.Cut(a.Community.Title, 5), look.Strong), layout.NewSpacer()),
		look.NewWords(tileWords(a), look.Note)), open)
}

// tileWords are the few that a tile has room for, the gravest first.
func tileWords(a rules.Arrival) string {
	if a.Parcel == nil {
		return "没有上报"
	}
	if hard, _ := a.Parcel.Hard.Value(); hard > 0 {
		return "错误 " + strconv.Itoa(hard)
	}
	text := "团员 " + strconv.Itoa(a.Members)
	if added, known := a.Parcel.Added.Value(); known && added > 0 {
		text += "　＋" + strconv.Itoa(added)
	}
	return text
}

// StreetDeeds are what a street does about its communities' packages.
func (s *Shell) StreetDeeds() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.NewButton(kit.Ordinary, look.IconExport, "下发", "", s.ShowNotice), kit.NewButton(kit.Ordinary, look.IconSend, "回执", "", s.ShowReply),
		s.Only(store.MayReceive, kit.NewButton(kit.Primary, look.IconImport, "接收上报包", "F10", func() { s.ShowReceive(nil) }))}
}
