package native

import (
	"image"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

// Messages and their words, of winuser.h and imm.h.
const (
	wmIMESetContext  = 0x281
	wmIMENotify      = 0x282
	wmIMERequest     = 0x288
	wmIMEStart       = 0x10D
	wmIMEEnd         = 0x10E
	wmIMEComposition = 0x10F

	imnChangeCandidate, imnOpenCandidate                    = 3, 5
	imrCompositionWindow, imrCandidateWindow, imrCharacters = 1, 2, 6

	cfsPoint, cfsCandidatePos, cfsExclude = 0x2, 0x40, 0x80
	imeDefault                            = 0x10 // IACE_DEFAULT
	procedure                             = ^uintptr(3)
)

type point struct{ x, y int32 }

type rect struct{ left, top, right, bottom int32 }

// compositionForm is where the letters stand that are being composed.
type compositionForm struct {
	style uint32
	at    point
	area  rect
}

// candidateForm is where the list of candidates stands.
type candidateForm struct {
	index, style uint32
	at           point
	area         rect
}

// charPosition is what Microsoft Pinyin asks of Windows 10 and later: where on the screen
// a character of what is composed stands. It fills in nothing else.
type charPosition struct {
	size, char uint32
	at         point
	line       uint32
	document   rect
}

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	imm32  = windows.NewLazySystemDLL("imm32.dll")

	setWindowLong  = user32.NewProc("SetWindowLongPtrW")
	callWindowProc = user32.NewProc("CallWindowProcW")
	clientToScreen = user32.NewProc("ClientToScreen")
	getClientRect  = user32.NewProc("GetClientRect")
	createCaret    = user32.NewProc("CreateCaret")
	setCaretPos    = user32.NewProc("SetCaretPos")
	destroyCaret   = user32.NewProc("DestroyCaret")

	immGetContext     = imm32.NewProc("ImmGetContext")
	immReleaseContext = imm32.NewProc("ImmReleaseContext")
	immSetComposition = imm32.NewProc("ImmSetCompositionWindow")
	immSetCandidate   = imm32.NewProc("ImmSetCandidateWindow")
	immAssociate      = imm32.NewProc("ImmAssociateContextEx")
)

// composing is the one window whose caret the input method is told of. It belongs to the
// drawing thread, which is also the thread that Windows calls its procedure on.
var composing struct {
	window uintptr
	former uintptr // the procedure of GLFW
	caret  func() (image.Rectangle, bool)
	shown  bool // the system has a caret of ours, which some input methods go by
}

// FollowCaret tells the input method where the caret of a window stands, in pixels of its
// inside. Without it the candidates stand in a corner of the screen, since nothing else
// in the program draws a caret that Windows knows. Call it on the drawing thread once the
// window is there; caret is called there too.
func FollowCaret(w fyne.Window, caret func() (image.Rectangle, bool)) {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	n.RunNative(func(context any) {
		if c, ok := context.(driver.WindowsWindowContext); ok && c.HWND != 0 {
			follow(c.HWND, caret)
		}
	})
}

// follow puts the procedure before a window's own.
func follow(window uintptr, caret func() (image.Rectangle, bool)) {
	if composing.window != 0 || setWindowLong.Find() != nil || immGetContext.Find() != nil {
		return
	}
	composing.window, composing.caret = window, caret
	composing.former, _, _ = setWindowLong.Call(window, procedure, windows.NewCallback(heed))
}

// Composes says whether the field that has the keyboard takes what an input method
// composes. Where it does not, the method is off, and what was chosen of it stays.
func Composes(on bool) {
	if composing.window == 0 {
		return
	}
	flags := uintptr(0)
	if on {
		flags = imeDefault
	}
	_, _, _ = immAssociate.Call(composing.window, 0, flags)
}

// heed answers what an input method asks, and leaves all else to the window.
func heed(window, message, word, long uintptr) uintptr {
	switch message {
	case wmIMEStart, wmIMEComposition:
		place(window)
	case wmIMENotify:
		if word == imnOpenCandidate || word == imnChangeCandidate {
			place(window)
		}
	case wmIMEEnd:
		if composing.shown {
			composing.shown = false
			_, _, _ = destroyCaret.Call()
		}
	case wmIMERequest:
		if answer(window, word, long) {
			return 1
		}
	}
	result, _, _ := callWindowProc.Call(composing.former, window, message, word, long)
	return result
}

// place says where the letters and their candidates are to stand, in each of the ways
// that input methods look: Microsoft's by the forms, some others by the system's caret.
func place(window uintptr) {
	caret, ok := composing.caret()
	if !ok {
		return
	}
	context, _, _ := immGetContext.Call(window)
	if context != 0 {
		c := compositionAt(caret)
		_, _, _ = immSetComposition.Call(context, uintptr(unsafe.Pointer(&c)))
		for _, style := range []uint32{cfsCandidatePos, cfsExclude} {
			f := candidatesAt(caret, style)
			_, _, _ = immSetCandidate.Call(context, uintptr(unsafe.Pointer(&f)))
		}
		_, _, _ = immReleaseContext.Call(window, context)
	}
	if !composing.shown {
		made, _, _ := createCaret.Call(window, 0, 1, uintptr(caret.Dy()))
		composing.shown = made != 0
	}
	if composing.shown {
		_, _, _ = setCaretPos.Call(uintptr(caret.Min.X), uintptr(caret.Min.Y))
	}
}

// answer fills in what is asked, and says whether it could.
func answer(window, what, long uintptr) bool {
	caret, ok := composing.caret()
	if !ok || long == 0 {
		return false
	}
	asked := *(*unsafe.Pointer)(unsafe.Pointer(&long)) // the caller's
	switch what {
	case imrCompositionWindow:
		*(*compositionForm)(asked) = compositionAt(caret)
	case imrCandidateWindow:
		f := (*candidateForm)(asked)
		index := f.index
		*f = candidatesAt(caret, cfsExclude)
		f.index = index
	case imrCharacters:
		p := (*charPosition)(asked)
		if uintptr(p.size) < unsafe.Sizeof(*p) {
			return false
		}
		var inside rect
		_, _, _ = getClientRect.Call(window, uintptr(unsafe.Pointer(&inside)))
		corner := onScreen(window, point{})
		p.at, p.line = onScreen(window, point{int32(caret.Min.X), int32(caret.Min.Y)}), uint32(caret.Dy())
		p.document = rect{corner.x, corner.y, corner.x + inside.right, corner.y + inside.bottom}
	default:
		return false
	}
	return true
}

func onScreen(window uintptr, p point) point {
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&p)))
	return p
}

func compositionAt(caret image.Rectangle) compositionForm {
	return compositionForm{style: cfsPoint, at: point{int32(caret.Min.X), int32(caret.Min.Y)}}
}

// candidatesAt is a place below the caret, or one that leaves the caret's line free.
func candidatesAt(caret image.Rectangle, style uint32) candidateForm {
	f := candidateForm{style: style, at: point{int32(caret.Min.X), int32(caret.Max.Y)}}
	if style == cfsExclude {
		f.at.y = int32(caret.Min.Y)
		f.area = rect{int32(caret.Min.X), int32(caret.Min.Y), int32(caret.Max.X), int32(caret.Max.Y)}
	}
	return f
}
