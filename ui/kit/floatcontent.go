package kit

import "fyne.io/fyne/v2"

// SetContent gives a panel that is not open yet its content, for content whose
// buttons must know the panel.
func (f *Float) SetContent(content fyne.CanvasObject) { f.content = content }
