//go:build !x11 || wayland

package native

// wayland says that the windowing library was built with it.
const wayland = true
