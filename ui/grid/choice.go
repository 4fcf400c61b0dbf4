package grid

import "slices"

// choice is which rows are selected and where the keyboard stands. It is kept by
// key; the row numbers beside it are only how the keys lie today.
type choice struct {
	key    func(row int) string
	chosen map[string]bool // selected, shown or not
	rows   []int           // the selected rows that are shown, ascending
	at     int             // the current row, -1 for none
	atKey  string
	anchor int // where a range starts
}

func newChoice(key func(row int) string) choice {
	return choice{key: key, chosen: map[string]bool{}, at: -1, anchor: -1}
}

func (c *choice) stand(row int) {
	c.at, c.atKey = row, ""
	if row >= 0 {
		c.atKey = c.key(row)
	}
}

func (c *choice) clear() {
	c.chosen, c.rows = map[string]bool{}, nil
	c.anchor = -1
	c.stand(-1)
}

// only selects one row and nothing else.
func (c *choice) only(row int) {
	c.chosen, c.rows = map[string]bool{c.key(row): true}, []int{row}
	c.anchor = row
	c.stand(row)
}

// extend selects from the anchor to the row and nothing else.
func (c *choice) extend(row int) {
	if c.anchor < 0 {
		c.anchor = max(c.at, 0)
	}
	from, to := min(c.anchor, row), max(c.anchor, row)
	c.span(from, to)
	c.stand(row)
}

func (c *choice) span(from, to int) {
	c.chosen = make(map[string]bool, to-from+1)
	c.rows = make([]int, 0, to-from+1)
	for row := from; row <= to; row++ {
		c.chosen[c.key(row)] = true
		c.rows = append(c.rows, row)
	}
}

// all selects every row that is shown.
func (c *choice) all(n int) {
	c.span(0, n-1)
	if c.at < 0 && n > 0 {
		c.stand(0)
	}
}

// toggle changes one row and leaves the others.
func (c *choice) toggle(row int) {
	key := c.key(row)
	i, found := slices.BinarySearch(c.rows, row)
	rows := slices.Clone(c.rows) // Selected has been handed out
	if found {
		delete(c.chosen, key)
		c.rows = slices.Delete(rows, i, i+1)
	} else {
		c.chosen[key] = true
		c.rows = slices.Insert(rows, i, row)
	}
	c.anchor = row
	c.stand(row)
}

// walk moves the current row without selecting.
func (c *choice) walk(row int) {
	c.stand(row)
	c.anchor = row
}

func (c *choice) keys(keys []string, n int) {
	c.clear()
	for _, k := range keys {
		c.chosen[k] = true
	}
	c.find(n)
	if len(c.rows) > 0 {
		c.anchor = c.rows[0]
		c.stand(c.rows[0])
	}
}

// relocate follows the keys after the rows changed, and says whether the selected
// rows are other ones than before.
func (c *choice) relocate(n int) bool {
	had := len(c.rows)
	if c.inPlace(n) {
		return false
	}
	before := c.rows
	c.find(n)
	return had != len(c.rows) || !slices.Equal(before, c.rows)
}

// inPlace says that every key lies where it lay: nothing need be searched.
func (c *choice) inPlace(n int) bool {
	if c.atKey != "" && (c.at < 0 || c.at >= n || c.key(c.at) != c.atKey) {
		return false
	}
	if len(c.rows) != len(c.chosen) {
		return false
	}
	for _, row := range c.rows {
		if row >= n || !c.chosen[c.key(row)] {
			return false
		}
	}
	return true
}

// find searches all rows for the selected keys and the current one. A current row
// that is gone leaves the keyboard at the same height.
func (c *choice) find(n int) {
	c.rows = make([]int, 0, len(c.chosen))
	was, found := c.at, c.atKey == ""
	for row := 0; row < n && (!found || len(c.rows) < len(c.chosen)); row++ {
		key := c.key(row)
		if c.chosen[key] {
			c.rows = append(c.rows, row)
		}
		if !found && key == c.atKey {
			c.at, found = row, true
		}
	}
	if !found {
		c.at = min(was, n-1) // atKey stays: the row may come back
	}
	c.anchor = c.at
}
