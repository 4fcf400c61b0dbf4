package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"

	"tuanjian/store/paper"
)

var (
	comdlg32 = windows.NewLazySystemDLL("comdlg32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	winspool = windows.NewLazySystemDLL("winspool.drv")

	procPrintDlg     = comdlg32.NewProc("PrintDlgW")
	procDialogError  = comdlg32.NewProc("CommDlgExtendedError")
	procGlobalLock   = kernel32.NewProc("GlobalLock")
	procGlobalUnlock = kernel32.NewProc("GlobalUnlock")
	procGlobalFree   = kernel32.NewProc("GlobalFree")
	procOpenPrinter  = winspool.NewProc("OpenPrinterW")
	procClosePrinter = winspool.NewProc("ClosePrinter")
	procGetPrinter   = winspool.NewProc("GetPrinterW")
	procEnumPrinters = winspool.NewProc("EnumPrintersW")
)

// What the dialog calls things (commdlg.h, wingdi.h).
const (
	pageNumbers   = 0x2
	noSelection   = 0x4
	noWarning     = 0x80 // we say ourselves that there is no printer
	returnDC      = 0x100
	returnDefault = 0x400
	driversCopies = 0x40000 // the driver makes them, or the dialog offers none
	noPrintToFile = 0x100000

	dialogFlags = noSelection | noPrintToFile | driversCopies | noWarning

	noDevices        = 0x1007
	noDefaultPrinter = 0x1008

	hasOrientation, hasPaperSize, hasScale     = 0x1, 0x2, 0x10
	hasPaperLength, hasPaperWidth, hasFormName = 0x4, 0x8, 0x10000

	upright, lying, a4 = 1, 2, 9
)

// Print asks by the system's dialog for a printer and how to print, hands it the pages and
// answers when the system has taken them, and which. No other
// program and no file is needed. step is told of each page that was handed over; the job is
// for systems that do not ask. It fails with ErrCancelled where the person chose nothing,
// with ErrNoPrinter, with ErrNotPrinted, or with the context's error where that was
// cancelled; nothing is printed then. It waits for the person: call it off the drawing
// thread.
func Print(ctx context.Context, owner fyne.Window, doc *paper.Document, _ Job, step func(done, of int)) (Taken, error) {
	runtime.LockOSThread() // the dialog's messages and the printer belong to one
	defer runtime.UnlockOSThread()
	if windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED) == nil { // some drivers draw their pages by it
		defer windows.CoUninitialize()
	}
	c, err := choose(handle(owner), doc, dialogFlags)
	if err != nil {
		return Taken{}, err
	}
	p := newPress(c, doc.Upright())
	defer p.end()
	if err := p.print(ctx, doc, c.order(), step); err != nil {
		return Taken{}, err
	}
	return Taken{c.to - c.from + 1, heldBy(c.name)}, nil
}

// handle is what the system knows a window by; 0 where there is none.
func handle(w fyne.Window) (hwnd uintptr) {
	if n, ok := w.(driver.NativeWindow); ok {
		n.RunNative(func(context any) {
			if c, ok := context.(driver.WindowsWindowContext); ok {
				hwnd = c.HWND
			}
		})
	}
	return hwnd
}

// printDialog is PRINTDLGW.
type printDialog struct {
	size                            uint32
	owner, mode, names, dc          uintptr
	flags                           uint32
	from, to, least, most           uint16
	copies                          uint16
	instance, data                  uintptr
	hooks, templateNames, templates [2]uintptr
}

// devMode is the part of DEVMODEW that is the same for every driver, up to the form's name.
type devMode struct {
	device                               [32]uint16
	spec, driver, size, extra            uint16
	fields                               uint32
	orientation, paper, length, width    int16
	scale, copies, source, quality       int16
	colour, duplex, down, outlines, sort int16
	form                                 [32]uint16
}

// preset makes a driver's settings those of our pages: A4, as it stands or lies, and no scaling.
func (m *devMode) preset(standing bool) {
	m.fields = m.fields&^(hasPaperLength|hasPaperWidth|hasFormName) | hasOrientation | hasPaperSize
	m.orientation, m.paper = lying, a4
	if standing {
		m.orientation = upright
	}
	if m.fields&hasScale != 0 {
		m.scale = 100
	}
}

// A pick is what the dialog answers: a printer ready for the document, and which pages of
// it, counted from 1. The copies are those that the driver does not make itself.
type pick struct {
	dc               uintptr
	name             string
	mode             []byte // the driver's settings, a devMode and what the driver keeps behind it
	from, to, copies int
}

// order is the pages in the order in which they are printed, counted from 0: a whole copy
// after the other.
func (c pick) order() (pages []int) {
	for range c.copies {
		for n := c.from; n <= c.to; n++ {
			pages = append(pages, n-1)
		}
	}
	return pages
}

// choose asks for a printer. With returnDefault nobody is asked.
func choose(owner uintptr, doc *paper.Document, flags uint32) (c pick, err error) {
	// What the default printer is set to, to begin with our paper. Where there is none the
	// dialog still has the others.
	d := printDialog{flags: returnDefault | noWarning}
	d.size = uint32(unsafe.Sizeof(d))
	if n, _, _ := procPrintDlg.Call(uintptr(unsafe.Pointer(&d))); n == 0 {
		if code, _, _ := procDialogError.Call(); code == noDevices || flags&returnDefault != 0 || !hasPrinter() {
			return pick{}, fmt.Errorf("%w: dialog %#x", ErrNoPrinter, code)
		}
		d = printDialog{size: d.size}
	}
	defer func() { free(d.mode); free(d.names) }()
	set := func() {
		locked(d.mode, func(at unsafe.Pointer) { (*devMode)(at).preset(doc.Upright()) })
	}
	set()
	d.owner, d.flags = owner, flags&^returnDefault|returnDC
	d.least, d.most = 1, uint16(min(doc.Count(), math.MaxUint16))
	d.from, d.to, d.copies = 1, d.most, 1
	if flags&returnDefault == 0 {
		if n, _, _ := procPrintDlg.Call(uintptr(unsafe.Pointer(&d))); n == 0 {
			return pick{}, notChosen()
		}
	} else if d.dc, err = defaultDC(d); err != nil {
		return pick{}, err
	}
	if d.dc == 0 {
		return pick{}, ErrNotPrinted
	}
	set() // a printer chosen in the dialog comes with settings of its own
	var mode []byte
	locked(d.mode, func(at unsafe.Pointer) {
		procResetDC.Call(d.dc, uintptr(at))
		m := (*devMode)(at)
		if n := int(m.size) + int(m.extra); n >= int(unsafe.Sizeof(*m)) {
			mode = bytes.Clone(unsafe.Slice((*byte)(at), n))
		}
	})
	c = pick{dc: d.dc, mode: mode, name: deviceName(d.names), from: 1, to: doc.Count(), copies: max(int(d.copies), 1)}
	if d.flags&pageNumbers != 0 {
		c.from, c.to = max(int(d.from), 1), min(int(d.to), c.to)
	}
	return c, nil
}

// hasPrinter says whether the system has any, its own or another computer's. Without one
// the dialog would be a warning in the system's words.
func hasPrinter() bool {
	const local, connected, names = 2, 4, 4
	var need, n uint32
	procEnumPrinters.Call(local|connected, 0, names, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&n)))
	return need > 0 // the room that their names take
}

// notChosen is why the dialog came back without a printer.
func notChosen() error {
	switch code, _, _ := procDialogError.Call(); code {
	case 0:
		return ErrCancelled
	case noDevices, noDefaultPrinter:
		return fmt.Errorf("%w: dialog %#x", ErrNoPrinter, code)
	default:
		return fmt.Errorf("%w: dialog %#x", ErrNotPrinted, code)
	}
}

var procCreateDC = gdi32.NewProc("CreateDCW")

// defaultDC is the default printer without a question, by the settings that the dialog
// answered.
func defaultDC(d printDialog) (dc uintptr, err error) {
	device, err := windows.UTF16PtrFromString(deviceName(d.names))
	if err != nil {
		return 0, err
	}
	locked(d.mode, func(at unsafe.Pointer) {
		dc, _, err = procCreateDC.Call(0, uintptr(unsafe.Pointer(device)), 0, uintptr(at))
	})
	if dc == 0 {
		return 0, errors.Join(ErrNotPrinted, err)
	}
	return dc, nil
}

// locked looks at memory of the system; nothing happens where there is none.
func locked(h uintptr, look func(unsafe.Pointer)) {
	if h == 0 {
		return
	}
	if at, _, _ := procGlobalLock.Call(h); at != 0 {
		look(*(*unsafe.Pointer)(unsafe.Pointer(&at))) // memory of the system, which Go never moves
		procGlobalUnlock.Call(h)
	}
}

func free(h uintptr) {
	if h != 0 {
		procGlobalFree.Call(h)
	}
}

// deviceName reads the printer's name out of DEVNAMES.
func deviceName(names uintptr) (name string) {
	locked(names, func(at unsafe.Pointer) {
		offset := *(*uint16)(unsafe.Add(at, 2))
		name = windows.UTF16PtrToString((*uint16)(unsafe.Add(at, 2*uintptr(offset))))
	})
	return name
}

// heldBy is what a printer waits for, by what the system knows of it.
func heldBy(printer string) Hold {
	name, err := windows.UTF16PtrFromString(printer)
	if err != nil {
		return NoHold
	}
	var h uintptr
	if n, _, _ := procOpenPrinter.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&h)), 0); n == 0 {
		return NoHold
	}
	defer procClosePrinter.Call(h)
	// PRINTER_INFO_2 of 64 bits: thirteen pointers, the attributes, priorities and hours,
	// the status.
	const pointers, least = 13, 13*8 + 8*4
	const most = 1 << 20
	var need uint32
	procGetPrinter.Call(h, 2, 0, 0, uintptr(unsafe.Pointer(&need)))
	if need < least || need > most {
		return NoHold
	}
	info := make([]uint64, need/8+1)
	if n, _, _ := procGetPrinter.Call(h, 2, uintptr(unsafe.Pointer(&info[0])), uintptr(need), uintptr(unsafe.Pointer(&need))); n == 0 {
		return NoHold
	}
	return holdOf(uint32(info[pointers+2]>>32), uint32(info[pointers]))
}
