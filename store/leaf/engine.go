package leaf

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	mostMemory = 256 << 20        // bytes that one PDFium may have, the file and the drawing in them
	longest    = 60 * time.Second // that one drawing may take: a scan takes ten on a slow 32-bit computer
	memoryPage = 64 << 10         // of WebAssembly
)

// made is PDFium made ready, which takes seconds where it becomes machine code and half of one where it is interpreted (32
// bits). It stays from then on: some 30 MB. turn is held while one drawing is made.
var (
	made pdfium.Pool
	turn sync.Mutex
)

// ready makes PDFium ready where it is not; turn is held. Nothing of it is kept on disk.
func ready() (pdfium.Pool, error) {
	if made != nil {
		return made, nil
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // PDFium asks for them
		WithMemoryLimitPages(mostMemory / memoryPage).
		WithDebugInfoEnabled(false).
		WithCloseOnContextDone(true)
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithCompilationWorkers(context.Background(), min(2, runtime.NumCPU())),
		MaxTotal:      2, // one that was told to end may still be ending
		FSConfig:      wazero.NewFSConfig().WithFSMount(faces{}, "/"),
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHeavy, err)
	}
	debug.FreeOSMemory() // making it took some 300 MB, which an old computer needs back at once
	made = pool
	return made, nil
}

// alone does something with a PDFium that nobody else has, which ends with it, with ctx, and when the time is over.
func alone(ctx context.Context, do func(pdfium.Pdfium) error) (err error) {
	turn.Lock()
	defer turn.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	pool, err := ready()
	if err != nil {
		return err
	}
	timed, cancel := context.WithTimeoutCause(ctx, longest, ErrHeavy)
	defer cancel()
	p, err := pool.GetInstanceWithContext(timed)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrHeavy, err)
	}
	stop := context.AfterFunc(timed, func() {
		_ = p.Kill() // it says no more than that it has ended
	})
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %T", ErrBroken, r)
		}
		if stop() {
			_ = p.Close() // of one that failed, too: its memory goes all the same
		}
		if timed.Err() != nil {
			err = context.Cause(timed)
		}
	}()
	return do(p)
}
