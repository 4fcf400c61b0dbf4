package intake

import (
	"slices"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Offices hand in sheets with the codes of national systems in them, and two systems number one list differently
// (domain.md §2.2). Which one a column follows is told by all figures that stand in it together; where they leave two, the
// figure is put by and a person asked.

// A coding is a column with figures: the schemes that have all of them.
type coding struct{ fit []*codes.Scheme }

// codings looks the columns of choices over.
func (r *reader) codings() {
	r.coded = map[int]coding{}
	for i, c := range r.kind.Columns()[:r.kind.Fields()] {
		if c.Shape != ledger.Choice || len(c.Choices.Schemes()) == 0 {
			continue
		}
		figures := r.figures(r.from[i])
		if len(figures) == 0 {
			continue
		}
		var fit []*codes.Scheme
		for _, s := range c.Choices.Schemes() {
			if !slices.ContainsFunc(figures, func(f string) bool { _, ok := s.Read(f); return !ok }) {
				fit = append(fit, s)
			}
		}
		if len(fit) == 0 {
			fit = c.Choices.Schemes() // no scheme has them all: each figure by itself
		}
		r.coded[i] = coding{r.choose(&c, fit, figures)}
	}
	// Figures that are posts and nothing else say that 1 and 2 are posts too; 0 that they are a yes and a no.
	posts := r.figures([]source{{col: r.dutyCol}})
	r.posted = slices.ContainsFunc(posts, func(f string) bool { return f != "0" && f != "1" && f != "2" })
	r.yesno = !r.posted && slices.Contains(posts, "0")
	r.choosePosts(posts)
}

// figures are the different figures that stand in columns, each cell for itself.
func (r *reader) figures(from []source) (all []string) {
	for _, s := range from {
		if s.col < 0 {
			continue
		}
		for _, row := range r.table.found.Rows {
			if text := figure(r.cell(row, s.col)); text != "" && !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return all
}

// figure is a cell that is a number of one or two figures and nothing else, "" otherwise.
func figure(text string) string {
	text = strings.TrimSuffix(strings.TrimSpace(value.Halfwidth(text)), ".0")
	if text == "" || len(text) > 2 || strings.Trim(text, "0123456789") != "" {
		return ""
	}
	return text
}

// decode puts words in the place of the figures of a row, and notes those of which a person must be asked.
func (r *reader) decode(out *Row, texts []string) {
	for i, c := range r.coded {
		text, list := figure(texts[i]), r.kind.Columns()[i].Choices
		if text == "" {
			continue
		}
		var means []codes.Reading
		for _, s := range c.fit {
			if m, ok := s.Read(text); ok && !slices.Contains(means, m) {
				means = append(means, m)
			}
		}
		if len(means) != 1 || r.kind.Columns()[i].Key == "idtype" && r.otherPaper(out, texts, means[0].Code) {
			out.asked = append(out.asked, ledger.Loose{Key: r.kind.Columns()[i].Key, Text: text})
			texts[i] = ""
			continue
		}
		texts[i] = list.Label(means[0].Code)
		if at := r.kind.At("studying"); means[0].Studying && at >= 0 && texts[at] == "" {
			texts[at] = codes.YesNo.Label(codes.Yes)
		}
	}
}

// otherPaper says that a figure names another paper than that on which the row's number stands, and asks.
func (r *reader) otherPaper(out *Row, texts []string, code string) bool {
	m := &ledger.Member{IDType: code, IDNumber: value.NormalIDNumber(texts[r.kind.At("idno")])}
	if !m.OtherPaper() {
		return false
	}
	r.doubt(out, "idtype", "写的是代码“"+texts[r.kind.At("idtype")]+"”（"+codes.IDTypes.Label(code)+"），号码却是有效的居民身份证号码。先按居民身份证核对，请选证件类型。")
	return true
}

// ask keeps the figures that a person must be asked of, unless the record knows better.
func (r *reader) ask(out *Row) {
	for _, l := range out.asked {
		if at := r.kind.At(l.Key); at < 0 || r.kind.Text(out.Now, at, r.basis) == "" {
			out.Now.Head().SetLoose(l.Key, l.Text)
		}
	}
}

// dutyFigure is what a figure in the column of posts says: a post, or nothing; asked is a figure that may mean either.
func (r *reader) dutyFigure(word string) (duty string, asked bool) {
	if r.posted {
		if code, ok := codes.Duties.Code(word); ok {
			return codes.Duties.Label(code), false
		}
		return "", false
	}
	return "", !r.yesno && (word == "1" || word == "2")
}
