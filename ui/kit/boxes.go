package kit

// Boxes to tick, as icons at the left of Rows.
const (
	IconBox    Icon = "box"
	IconTicked Icon = "ticked"
)

func init() {
	strokes[IconBox] = "M4.5 4.5 H19.5 V19.5 H4.5 Z"
	strokes[IconTicked] = "M4.5 4.5 H19.5 V19.5 H4.5 Z M8 12 L11 15 L16.5 9"
}
