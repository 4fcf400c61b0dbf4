package native

import (
	"image"
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// TestTheInputMethodIsToldOfTheCaret asks a real window what input methods ask.
func TestTheInputMethodIsToldOfTheCaret(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		t.Fatal(err)
	}
	const popup = 0x80000000
	window, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, popup, 100, 80, 600, 400, 0, 0, 0, 0)
	if window == 0 {
		t.Skip("no window can be made here: ", err)
	}
	defer user32.NewProc("DestroyWindow").Call(window)
	caret, inField := image.Rect(37, 51, 38, 73), true
	follow(window, func() (image.Rectangle, bool) { return caret, inField })
	send := func(message, word uintptr, long unsafe.Pointer) uintptr {
		r, _, _ := user32.NewProc("SendMessageW").Call(window, message, word, uintptr(long))
		return r
	}
	corner := onScreen(window, point{})

	asked := charPosition{size: uint32(unsafe.Sizeof(charPosition{}))}
	if send(wmIMERequest, imrCharacters, unsafe.Pointer(&asked)) != 1 {
		t.Fatal("the place of a character is not answered")
	}
	if want := (point{corner.x + 37, corner.y + 51}); asked.at != want || asked.line != 22 {
		t.Errorf("the caret is at %v, %d high; want %v, 22", asked.at, asked.line, want)
	}
	if asked.document != (rect{corner.x, corner.y, corner.x + 600, corner.y + 400}) {
		t.Errorf("the inside is %v of %v", asked.document, corner)
	}
	small := charPosition{size: 8}
	if send(wmIMERequest, imrCharacters, unsafe.Pointer(&small)) == 1 || small.at != (point{}) {
		t.Error("more was written than there was room for")
	}
	var c compositionForm
	if send(wmIMERequest, imrCompositionWindow, unsafe.Pointer(&c)) != 1 || c.at != (point{37, 51}) {
		t.Errorf("composition: %+v", c)
	}
	f := candidateForm{index: 2}
	if send(wmIMERequest, imrCandidateWindow, unsafe.Pointer(&f)) != 1 || f.index != 2 || f.style != cfsExclude || f.area != (rect{37, 51, 38, 73}) {
		t.Errorf("candidates: %+v", f)
	}

	// What is set without being asked is read back.
	context, _, _ := immGetContext.Call(window)
	if context == 0 {
		t.Fatal("the window has no input context")
	}
	defer immReleaseContext.Call(window, context)
	caret = image.Rect(90, 120, 91, 140)
	send(wmIMEStart, 0, nil)
	imm32.NewProc("ImmGetCompositionWindow").Call(context, uintptr(unsafe.Pointer(&c)))
	if c.style != cfsPoint || c.at != (point{90, 120}) {
		t.Errorf("set composition: %+v", c)
	}
	imm32.NewProc("ImmGetCandidateWindow").Call(context, 0, uintptr(unsafe.Pointer(&f)))
	if f.style != cfsExclude || f.area != (rect{90, 120, 91, 140}) {
		t.Errorf("set candidates: %+v", f)
	}
	var at point
	user32.NewProc("GetCaretPos").Call(uintptr(unsafe.Pointer(&at)))
	if at != (point{90, 120}) {
		t.Errorf("the system's caret is at %v", at)
	}
	send(wmIMEEnd, 0, nil)
	if composing.shown {
		t.Error("the system's caret stays")
	}

	Composes(false)
	if off, _, _ := immGetContext.Call(window); off != 0 {
		t.Error("a number is composed")
	}
	Composes(true)
	on, _, _ := immGetContext.Call(window)
	if on == 0 {
		t.Error("a name cannot be composed any more")
	}
	immReleaseContext.Call(window, on)

	inField = false
	if send(wmIMERequest, imrCharacters, unsafe.Pointer(&asked)) == 1 {
		t.Error("no field has the keyboard")
	}
}
