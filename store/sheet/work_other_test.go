//go:build !linux

package sheet

import (
	"time"

	"tuanjian/store/trial"
)

// working measures by the clock where the thread's own time is not to be had.
func working() (done func() time.Duration) { return trial.Start().Taken }
