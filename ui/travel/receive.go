package travel

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// receiveFolderKey keeps where the last packages came from.
const receiveFolderKey = "receive.folder"

// Parcels are those of some files that are packages, by their ending.
func Parcels(paths []string) (parcels []string) {
	for _, p := range paths {
		if strings.EqualFold(filepath.Ext(p), ".tjb") {
			parcels = append(parcels, p)
		}
	}
	return parcels
}

// receive is the way of packages into a street's ledger: choose files, look what they would change, take them in.
type receive struct {
	s     *page.Shell
	page  *page.Page
	way   *kit.Journey
	paths []string

	phrases map[string]string        // by path: what a person has typed, "" where nobody knows it
	several bool                     // that a passphrase opened one package alone
	trusted []travel.SixWords        // that a person has compared
	said    map[string]travel.Ruling // by path: what a person has decided

	r   *travel.Reception
	tab int
}

// Receive takes in what communities have sent to this street, or what the street has sent to this community. With paths
// it begins to read at once.
func Receive(s *page.Shell, paths []string) *page.Page {
	if s.Book.Profile().Street {
		return newReceive(s, paths).page
	}
	return Take(s, paths)
}

func newReceive(s *page.Shell, paths []string) *receive {
	v := &receive{s: s, page: &page.Page{Key: "submit", Title: "接收上报包"}, said: map[string]travel.Ruling{}, phrases: map[string]string{}}
	v.way = s.Journey(v.page, "选择文件", "预览", "完成")
	v.choose()
	if len(paths) > 0 {
		v.read(paths)
	}
	return v
}

func (v *receive) fail(title string, err error) { v.s.FailOn(v.page, title, err) }

// choose is the first step: files are chosen or dropped on the window.
func (v *receive) choose() {
	pick := kit.NewButton(kit.Primary, look.IconFolder, "选上报包", "F10", v.ask)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", v.s.ShowSubmit)
	body := kit.Empty(look.IconImport, "把各社区交来的上报包（.tjb）拖进窗口，几个一起也行；或者从 U 盘、文件夹里选。",
		kit.Stage{Icon: look.IconFolder, Verb: "选上报包", Tell: "可以一次选很多个", Do: v.ask})
	v.way.Go(0, body, kit.First(body), map[fyne.KeyName]func(){fyne.KeyF10: v.ask, fyne.KeyEscape: v.s.ShowSubmit}, look.NewWords("先看会改什么，再决定收不收。", look.Note), layout.NewSpacer(), back, pick)
}

func (v *receive) ask() {
	folder := v.s.App.Preferences().String(receiveFolderKey)
	if folder == "" {
		folder = native.Documents()
	}
	v.s.OpenFiles("选各社区的上报包", folder, true, func(paths []string) {
		v.s.App.Preferences().SetString(receiveFolderKey, filepath.Dir(paths[0]))
		v.read(paths)
	}, parcelFiles)
}

// read looks at files besides those that were looked at already.
func (v *receive) read(paths []string) {
	all := slices.Clone(v.paths)
	for _, p := range paths {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	phrases, trusted, said := maps.Clone(v.phrases), slices.Clone(v.trusted), maps.Clone(v.said)
	kit.RunLong(v.s.Canvas(), "正在读上报包", func(ctx context.Context, step hands.Step) (*travel.Reception, error) {
		return travel.ReadParcels(ctx, v.s.Book, travel.Receiving{Paths: all, Phrases: phrases, Trusted: trusted, Each: said}, func(done, total int) { step("逐包核对", done, total) })
	}, func(r *travel.Reception) {
		v.paths, v.r = all, r
		asking := slices.DeleteFunc(r.Asking(), func(d *travel.Delivery) bool { _, asked := v.phrases[d.Path]; return asked })
		if len(asking) > 0 {
			v.askPhrases(asking, "", false)
			return
		}
		v.preview()
	}, func(err error) { v.fail("没有读出来", err) })
}

// askPhrases asks for the passphrases of packages that are sealed to one, package by package; those that nobody opens
// are told of among what is not taken in, and the others go on. The first is tried on all: often it is one for all.
func (v *receive) askPhrases(asking []*travel.Delivery, was string, wrong bool) {
	if len(asking) == 0 {
		v.read(nil)
		return
	}
	path, of, paths := asking[0].Path, "", []string{asking[0].Path}
	if n := len(asking); n > 1 {
		of = "（要口令的包还有 " + strconv.Itoa(n) + " 个，这是第一个）"
		if !v.several {
			paths = nil
			for _, d := range asking {
				paths = append(paths, d.Path)
			}
		}
	}
	rest := func(opened ...string) []*travel.Delivery {
		return slices.DeleteFunc(slices.Clone(asking), func(d *travel.Delivery) bool { return slices.Contains(opened, d.Path) })
	}
	askPhrase(v.s.Canvas(), phraseAsk{path: path, from: "社区", of: of, was: was, wrong: wrong, verb: "打开这个包", do: func(line string) {
		kit.RunLong(v.s.Canvas(), "正在试口令", func(ctx context.Context, _ hands.Step) ([]string, error) {
			return travel.OpensWith(ctx, v.s.Book, paths, line)
		}, func(opened []string) {
			for _, p := range opened {
				v.phrases[p] = line
			}
			v.several = v.several || len(paths) > 1 && len(opened) == 1
			if !slices.Contains(opened, path) {
				v.askPhrases(rest(opened...), line, true)
				return
			}
			v.askPhrases(rest(opened...), "", false)
		}, func(err error) { v.fail("没有打开这个包", err) })
	}, cancel: func() {
		v.phrases[path] = "" // it is not asked for again by itself
		v.askPhrases(rest(path), "", false)
	}})
}

// The tabs of the preview.
const (
	receiveStanding = iota
	receiveDoubles
)

// preview is the second step: what cannot be taken in and why, what only a person can say, and what each package would
// change.
func (v *receive) preview() {
	ready, not := v.r.Ready()
	communities := map[value.ID]bool{}
	for _, d := range ready {
		communities[d.Community] = true
	}
	deed := kit.NewButton(kit.Primary, look.IconImport, "接收 "+strconv.Itoa(len(communities))+" 个社区的上报包", "F10", v.take)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", v.s.ShowSubmit)
	more := kit.NewButton(kit.Ordinary, look.IconAdd, "再加几个文件", "", v.ask)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: v.take, fyne.KeyEscape: v.s.ShowSubmit}
	if len(ready) == 0 {
		deed.SetLabel("没有能接收的包")
		deed.Disable()
		delete(keys, fyne.KeyF10)
	}
	doubles := v.r.Doubles()
	place := container.NewStack()
	turn := func(i int) {
		v.tab = i
		if i == receiveDoubles {
			place.Objects = []fyne.CanvasObject{v.doubleRows(doubles)}
		} else {
			place.Objects = []fyne.CanvasObject{v.standing()}
		}
		place.Refresh()
	}
	tabs := kit.NewTabs([]kit.Tab{{Label: "各社区", Count: len(v.r.Standing)}, {Label: "疑似重复", Count: len(doubles)}}, turn)
	tabs.OnKey = func(key fyne.KeyName) bool {
		if f := kit.First(place.Objects[0]); key == fyne.KeyDown && f != nil {
			v.s.Canvas().Focus(f)
			return true
		}
		return false
	}
	tabs.Choose(v.tab)
	turn(v.tab)
	var first fyne.Focusable = deed
	parts := []fyne.CanvasObject{}
	if len(not) > 0 {
		rows := v.stopped(not)
		first = rows
		parts = append(parts, look.Card(look.Inset(look.Gap2, look.Column(look.Gap1,
			look.Row(look.NewPicture(look.IconFault, look.Red), look.NewWords(strconv.Itoa(len(not))+" 个包现在不能接收", look.Head), look.NewWords("Enter 看原因和能做什么", look.Note)), rows))))
	}
	if len(ready) == 0 && len(not) == 0 {
		first = back
	}
	parts = append(parts, look.Card(look.Pile(0, look.Inset(look.Gap1, tabs), look.HLine(), place)))
	note := look.NewWords("共 "+strconv.Itoa(len(v.r.Deliveries))+" 个包。现在还没有写进台账。", look.Note)
	v.way.Go(1, look.Margin(look.Pile(look.Gap2, parts...)), first, keys, note, layout.NewSpacer(), back, more, deed)
}

// stopped lists the packages that are not taken in, each with its sentence.
func (v *receive) stopped(not []*travel.Delivery) *kit.Rows {
	return kit.RowsOf(3, not, func(d *travel.Delivery) kit.Item {
		item := kit.Item{Icon: look.IconFault, Label: deliveryName(d) + "：" + look.OneLine(d.Message), Hint: "查看 ›"}
		switch d.State {
		case travel.DeliveryWaiting:
			item.Icon, item.Hint = look.IconLock, "核对六个词 ›"
		case travel.DeliveryWhose:
			item.Icon, item.Hint = look.IconCommunity, "选社区 ›"
		}
		if d.Asks() {
			item.Icon, item.Hint = look.IconLock, "填口令 ›"
		}
		return item
	}, v.decide)
}

// unboundWords are what is said of a package under a passphrase that names no street.
const unboundWords = "这一包没有写明报给哪个街道（旧版程序做的，或者社区没有填），知道口令的人都能转交。"

func deliveryName(d *travel.Delivery) string {
	if d.Name != "" {
		return d.Name
	}
	return d.File()
}

// decide asks what only a person can say of a package, or tells why it is refused.
func (v *receive) decide(d *travel.Delivery) {
	c := v.s.Canvas()
	switch {
	case d.Asks():
		v.askPhrases([]*travel.Delivery{d}, "", false)
	case d.State == travel.DeliveryWaiting:
		to := "这一包写明报给“" + d.Recipient + "”。"
		if d.Unbound {
			to = unboundWords
		}
		askWords(c, "认“"+d.Name+"”的签名", "第一次收到这个签名的包。"+to+"请打电话到"+d.Name+"，请对方在“上报与回执”里念六个核对词，逐个对上：", d.Words,
			"以后这本台账的包都会直接接收。对不上的不要认，可能是别人冒充。", "六个词都对上，认下", v.trust)
	case d.State == travel.DeliveryWhose:
		v.askWhose(d)
	case d.Reason == "missing":
		kit.Ask(c, deliveryName(d), d.Message, kit.Answer{Verb: "先不接收", Safe: true},
			kit.Answer{Verb: "中间的包找不到了，接收这一包", Do: func() { v.rule(d, travel.Ruling{Lost: true}) }})
	case d.Renewable() && v.s.Book.May(store.MayForget):
		kit.AskLine(c, kit.Prompt{Title: "“" + d.Name + "”换了台账？", Text: d.Message + "\n写明原因以后还要核对六个词；收下这一包，原来的签名才停用。", Label: "原因",
			Offers: []string{"换了新台账，已电话核实"}, Least: 2, Verb: "换成这本台账", Do: func(why string) { v.rule(d, travel.Ruling{Anew: why}) }})
	default:
		kit.TellText(c, deliveryName(d), d.Message+"\n文件："+d.File(), nil)
	}
}

// askWhose asks which community a package is of.
func (v *receive) askWhose(d *travel.Delivery) {
	var deeds []kit.Deed
	for _, a := range rules.Arrivals(v.s.Book.Today()) {
		deeds = append(deeds, kit.Deed{Icon: look.IconCommunity, Label: a.Community.Title, Hint: a.Community.Code, Do: func() { v.rule(d, travel.Ruling{Community: a.Community.ID}) }})
	}
	deeds = append(deeds, kit.Deed{Icon: look.IconAdd, Label: "新增社区“" + d.Name + "”", Hint: d.Code, Do: func() { v.rule(d, travel.Ruling{AsNamed: true}) }})
	kit.Menu(v.s.Canvas(), v.way.Steps(), deeds)
}

// rule plans anew with what a person has said of one package.
func (v *receive) rule(d *travel.Delivery, ruling travel.Ruling) {
	before := v.said[d.Path] // what was said earlier stays said
	ruling.Lost, ruling.AsNamed = ruling.Lost || before.Lost, ruling.AsNamed || before.AsNamed
	if ruling.Community.IsZero() {
		ruling.Community = before.Community
	}
	if ruling.Anew == "" {
		ruling.Anew = before.Anew
	}
	v.said[d.Path] = ruling
	r := v.r
	kit.RunLong(v.s.Canvas(), "正在重新核对", func(ctx context.Context, step hands.Step) (struct{}, error) {
		step("逐包核对", 0, 0)
		return struct{}{}, r.Rule(ctx, d.Path, ruling)
	}, func(struct{}) { v.preview() }, func(err error) { v.fail("没有重新核对成", err) })
}

// trust plans anew with a signature whose words a person has compared.
func (v *receive) trust(compared travel.SixWords) {
	v.trusted = append(v.trusted, compared)
	r := v.r
	kit.RunLong(v.s.Canvas(), "正在重新核对", func(ctx context.Context, step hands.Step) (struct{}, error) {
		step("逐包核对", 0, 0)
		return struct{}{}, r.Trust(ctx, compared)
	}, func(struct{}) { v.preview() }, func(err error) { v.fail("没有重新核对成", err) })
}

// take takes in what is ready, in one transaction.
func (v *receive) take() {
	ready, _ := v.r.Ready()
	if len(ready) == 0 {
		return
	}
	r := v.r
	kit.RunLong(v.s.Canvas(), "正在接收", func(ctx context.Context, step hands.Step) (uint64, error) {
		return r.Apply(ctx, func(done, total int) { step("写进台账", done, total) })
	}, v.done, func(err error) {
		if store.Tell(err).Code == store.Changed {
			kit.TellText(v.s.Canvas(), "请再看一遍", kit.Sentence(err), func() { v.read(nil) })
			return
		}
		v.fail("没有接收", err)
	})
}

// done is the last step: what went in, what did not, and where to go on.
func (v *receive) done(seq uint64) {
	ready, not := v.r.Ready()
	added, changed, removed, hard := 0, 0, 0, 0
	communities := map[value.ID]bool{}
	for _, d := range ready {
		a, c, g := d.Totals()
		added, changed, removed, hard = added+a, changed+c, removed+g, hard+d.Hard
		communities[d.Community] = true
	}
	figure := func(label string, n int) fyne.CanvasObject {
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(label, look.Aside), look.NewWords(strconv.Itoa(n), look.Figure))))
	}
	rows := []fyne.CanvasObject{look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords("已接收 "+strconv.Itoa(len(communities))+" 个社区的上报包", look.Title)),
		look.Columns(4, look.Gap2, figure("新增", added), figure("变更", changed), figure("减少", removed), figure("必须改的", hard))}
	if len(not) > 0 {
		rows = append(rows, look.Row(look.NewPicture(look.IconFault, look.Red), look.NewWords(strconv.Itoa(len(not))+" 个包没有接收，原因在预览里。", look.Body)))
	}
	if missing := v.missing(); missing > 0 {
		rows = append(rows, look.Row(look.NewPicture(look.IconWarning, look.Amber), look.NewWords("还有 "+strconv.Itoa(missing)+" 个社区这一轮没有上报。", look.Body)))
	}
	end := kit.NewButton(kit.Primary, look.IconNone, "看各社区", "F10", v.s.ShowSubmit)
	undo := kit.NewButton(kit.Ordinary, look.IconUndo, "撤销这次接收", "", func() { v.s.ShowOperation(seq) })
	again := kit.NewButton(kit.Ordinary, look.IconImport, "再接收几个", "", func() { v.s.ShowReceive(nil) })
	reply := kit.NewButton(kit.Ordinary, look.IconSend, "写回执", "", v.s.ShowReply)
	v.way.Go(2, kit.Alone(52, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))), end, map[fyne.KeyName]func(){fyne.KeyF10: v.s.ShowSubmit, fyne.KeyEscape: v.s.ShowSubmit},
		look.NewWords("在操作记录里也能撤销；发过回执就不能再撤。", look.Note), layout.NewSpacer(), undo, again, reply, end)
}

// missing is how many communities have sent nothing in the round, after what was taken in.
func (v *receive) missing() (n int) {
	for _, a := range rules.Arrivals(v.s.Book.Today()) {
		if a.Parcel == nil {
			n++
		}
	}
	return n
}
