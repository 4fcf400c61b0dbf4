//go:build !windows

package native

import (
	"image"

	"fyne.io/fyne/v2"
)

// FollowCaret does nothing here: on X11 GLFW 3.4 opens its input method without a place
// for the words that are composed (XIMPreeditNothing), so fcitx and ibus place their box
// by themselves.
func FollowCaret(fyne.Window, func() (image.Rectangle, bool)) {}

// Composes does nothing here.
func Composes(bool) {}
