//go:build x11 && !wayland

package native

// wayland says that the windowing library was built with it; the packages of .ci/package
// are not, since its part of the library wants newer systems.
const wayland = false
