package look

import (
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Icon names one of the line icons of the program, drawn by us on a grid of 24.
type Icon string

// The icons.
const (
	IconNone      Icon = ""
	IconHome      Icon = "home"
	IconPeople    Icon = "people"
	IconPerson    Icon = "person"
	IconFirm      Icon = "firm"
	IconBranch    Icon = "branch"
	IconFlag      Icon = "flag"
	IconSend      Icon = "send"
	IconSettings  Icon = "settings"
	IconSearch    Icon = "search"
	IconAdd       Icon = "add"
	IconImport    Icon = "import"
	IconExport    Icon = "export"
	IconPrint     Icon = "print"
	IconDone      Icon = "done"
	IconFault     Icon = "fault"
	IconWarning   Icon = "warning"
	IconInfo      Icon = "info"
	IconLeft      Icon = "left"
	IconRight     Icon = "right"
	IconUp        Icon = "up"
	IconDown      Icon = "down"
	IconFarLeft   Icon = "farleft"
	IconFarRight  Icon = "farright"
	IconCalendar  Icon = "calendar"
	IconEye       Icon = "eye"
	IconEyeOff    Icon = "eyeoff"
	IconLock      Icon = "lock"
	IconFile      Icon = "file"
	IconFolder    Icon = "folder"
	IconFilter    Icon = "filter"
	IconColumns   Icon = "columns"
	IconHistory   Icon = "history"
	IconKeyboard  Icon = "keyboard"
	IconPractice  Icon = "practice"
	IconSave      Icon = "save"
	IconBackup    Icon = "backup"
	IconMore      Icon = "more"
	IconEdit      Icon = "edit"
	IconCopy      Icon = "copy"
	IconLink      Icon = "link"
	IconRemove    Icon = "remove"
	IconUndo      Icon = "undo"
	IconCommunity Icon = "community"
	IconBox       Icon = "box" // to tick
	IconTicked    Icon = "ticked"
)

var strokes = map[Icon]string{
	IconHome:      "M4 11 L12 4 L20 11 M6 9.5 V20 H18 V9.5 M10 20 V14 H14 V20",
	IconPeople:    "M9 11 A3.5 3.5 0 1 0 9 4 A3.5 3.5 0 1 0 9 11 M2.5 20 C2.5 15.5 5.5 14 9 14 C12.5 14 15.5 15.5 15.5 20 M16 11 A3 3 0 1 0 15 5.2 M18 20 H21.5 C21.5 16.5 19.8 14.8 17 14.3",
	IconPerson:    "M12 11.5 A4 4 0 1 0 12 3.5 A4 4 0 1 0 12 11.5 M4.5 20.5 C4.5 16.5 7.5 14.5 12 14.5 C16.5 14.5 19.5 16.5 19.5 20.5",
	IconFirm:      "M5 20.5 V4 H15 V20.5 M15 10 H19.5 V20.5 M3 20.5 H21 M8.5 8 H11.5 M8.5 12 H11.5 M8.5 16 H11.5",
	IconBranch:    "M12 9 A3 3 0 1 0 12 3 A3 3 0 1 0 12 9 M12 9 V13 M5.5 15.5 V13 H18.5 V15.5 M5.5 20.5 A2.5 2.5 0 1 0 5.5 15.5 A2.5 2.5 0 1 0 5.5 20.5 M18.5 20.5 A2.5 2.5 0 1 0 18.5 15.5 A2.5 2.5 0 1 0 18.5 20.5",
	IconFlag:      "M6 21 V4 M6 5 H18 L15.5 9.5 L18 14 H6",
	IconSend:      "M12 15 V4 M7.5 8.5 L12 4 L16.5 8.5 M4.5 14 V20 H19.5 V14",
	IconSettings:  "M4 7 H13 M17 7 H20 M4 17 H7 M11 17 H20 M15 9 A2 2 0 1 0 15 5 A2 2 0 1 0 15 9 M9 19 A2 2 0 1 0 9 15 A2 2 0 1 0 9 19",
	IconSearch:    "M10.5 17 A6.5 6.5 0 1 0 10.5 4 A6.5 6.5 0 1 0 10.5 17 M15.3 15.3 L20.5 20.5",
	IconAdd:       "M12 5 V19 M5 12 H19",
	IconImport:    "M12 4 V15 M7.5 10.5 L12 15 L16.5 10.5 M4.5 15 V20 H19.5 V15",
	IconExport:    "M9 5 H5 V19 H19 V15 M13 4.5 H19.5 V11 M19.5 4.5 L11 13",
	IconPrint:     "M7 9 V4 H17 V9 M7 17 H4 V9 H20 V17 H17 M7 14 H17 V20 H7 Z",
	IconDone:      "M5 12.5 L10 17.5 L19.5 7",
	IconFault:     "M6 6 L18 18 M18 6 L6 18",
	IconWarning:   "M12 5 V14 M12 18 V18.6",
	IconInfo:      "M12 21 A9 9 0 1 0 12 3 A9 9 0 1 0 12 21 M12 11 V16.5 M12 7.4 V8",
	IconLeft:      "M14.5 6 L8.5 12 L14.5 18",
	IconRight:     "M9.5 6 L15.5 12 L9.5 18",
	IconUp:        "M6 14.5 L12 8.5 L18 14.5",
	IconDown:      "M6 9.5 L12 15.5 L18 9.5",
	IconFarLeft:   "M11.5 6 L5.5 12 L11.5 18 M18.5 6 L12.5 12 L18.5 18",
	IconFarRight:  "M5.5 6 L11.5 12 L5.5 18 M12.5 6 L18.5 12 L12.5 18",
	IconCalendar:  "M4.5 6 H19.5 V20 H4.5 Z M4.5 10.5 H19.5 M8.5 3.5 V7 M15.5 3.5 V7",
	IconEye:       "M2.5 12 C6 6 18 6 21.5 12 C18 18 6 18 2.5 12 M12 15 A3 3 0 1 0 12 9 A3 3 0 1 0 12 15",
	IconEyeOff:    "M2.5 12 C6 6 18 6 21.5 12 C18 18 6 18 2.5 12 M5 20 L19 4",
	IconLock:      "M5.5 11 H18.5 V20.5 H5.5 Z M8 11 V8 C8 2.5 16 2.5 16 8 V11",
	IconFile:      "M6 3.5 H14 L18.5 8 V20.5 H6 Z M14 3.5 V8 H18.5",
	IconFolder:    "M3.5 19 V5.5 H9.5 L11.5 8 H20.5 V19 Z",
	IconFilter:    "M4 5 H20 L14 12.5 V19.5 L10 17.5 V12.5 Z",
	IconColumns:   "M4 5 H20 V19 H4 Z M9.3 5 V19 M14.7 5 V19",
	IconHistory:   "M12 20.5 A8.5 8.5 0 1 0 3.8 9.8 M3.5 4.5 V10 H9 M12 7.5 V12.5 L15.5 14.5",
	IconKeyboard:  "M3 6.5 H21 V17.5 H3 Z M8 14 H16 M7 10.2 H7.6 M11.7 10.2 H12.3 M16.4 10.2 H17",
	IconPractice:  "M12 5 L22 10 L12 15 L2 10 Z M6 12.5 V17 C9 19.5 15 19.5 18 17 V12.5",
	IconSave:      "M4.5 4.5 H16 L19.5 8 V19.5 H4.5 Z M8 4.5 V9 H15 V4.5 M8 19.5 V14 H16 V19.5",
	IconBackup:    "M12 3.5 L19.5 6.5 V11.5 C19.5 16 16.5 19 12 20.8 C7.5 19 4.5 16 4.5 11.5 V6.5 Z M8.5 12 L11 14.5 L15.5 9.5",
	IconMore:      "M5.5 12 H6.5 M11.5 12 H12.5 M17.5 12 H18.5",
	IconEdit:      "M5 19 L5.5 15.5 L16 5 L19 8 L8.5 18.5 Z",
	IconCopy:      "M8.5 8.5 H19.5 V20 H8.5 Z M15.5 8.5 V4 H4.5 V15.5 H8.5",
	IconLink:      "M7 17 L17 7 M9 7 H17 V15",
	IconRemove:    "M5 7 H19 M9 7 V4 H15 V7 M7 7 L8 20.5 H16 L17 7 M10.5 11 V16.5 M13.5 11 V16.5",
	IconUndo:      "M8.5 5 L4 9.5 L8.5 14 M4 9.5 H14.5 C21.5 9.5 21.5 19 14.5 19 H11",
	IconBox:       "M4.5 4.5 H19.5 V19.5 H4.5 Z",
	IconTicked:    "M4.5 4.5 H19.5 V19.5 H4.5 Z M8 12 L11 15 L16.5 9",
	IconCommunity: "M3 20.5 H21 M5 20.5 V9 L12 4 L19 9 V20.5 M9 20.5 V15 H15 V20.5 M9 11 H9.6 M14.4 11 H15",
}

var drawn sync.Map // icon and colour -> fyne.Resource: Fyne caches pictures by resource

// Resource answers the icon in a colour, as Fyne's own widgets want it.
func (i Icon) Resource(c color.NRGBA) fyne.Resource {
	name := fmt.Sprintf("%s-%02x%02x%02x.svg", i, c.R, c.G, c.B)
	if r, ok := drawn.Load(name); ok {
		return r.(fyne.Resource)
	}
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">`+
		`<path d="%s" fill="none" stroke="#%02x%02x%02x" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
		strokes[i], c.R, c.G, c.B)
	r, _ := drawn.LoadOrStore(name, fyne.NewStaticResource(name, []byte(svg)))
	return r.(fyne.Resource)
}

func (i Icon) Image(c color.NRGBA) *canvas.Image {
	img := canvas.NewImageFromResource(i.Resource(c))
	img.FillMode = canvas.ImageFillContain
	if i == IconNone {
		img.Hide()
	}
	return img
}
