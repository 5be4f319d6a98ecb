package fetch_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/konnect-network/terraform-provider-konnect/internal/fetch"
)

// receive returns what comes from the channel. What does not come at all fails the test, which would else never end.
func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came within 10 seconds")
		panic("unreachable")
	}
}

func TestSharedLoadsOnce(t *testing.T) {
	t.Parallel()
	failure := errors.New("unreachable")
	for name, want := range map[string]error{"a value": nil, "a failure": failure} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var loads atomic.Int32
			shared := fetch.NewShared(func(context.Context) (int, error) { return int(loads.Add(1)), want })
			var callers sync.WaitGroup
			for range 50 {
				callers.Go(func() {
					if value, err := shared.Get(t.Context()); value != 1 || !errors.Is(err, want) {
						t.Errorf("value %d, error %v, want 1 and %v", value, err, want)
					}
				})
			}
			callers.Wait()
			if _, err := shared.Get(t.Context()); !errors.Is(err, want) {
				t.Errorf("later: error %v, want %v", err, want)
			}
			if loads.Load() != 1 {
				t.Errorf("%d loads, want 1", loads.Load())
			}
		})
	}
}

// TestSharedCancelledLoader has the caller that loads go away: the one that waits loads again.
func TestSharedCancelledLoader(t *testing.T) {
	t.Parallel()
	started := make(chan struct{}, 2)
	release := make(chan struct{})
	shared := fetch.NewShared(func(ctx context.Context) (string, error) {
		started <- struct{}{}
		select {
		case <-ctx.Done():
			return "half", ctx.Err()
		case <-release:
			return "whole", nil
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	type result struct {
		value string
		err   error
	}
	call := func(ctx context.Context) chan result {
		done := make(chan result, 1)
		go func() {
			value, err := shared.Get(ctx)
			done <- result{value, err}
		}()
		return done
	}
	first := call(ctx)
	receive(t, started)
	second := call(t.Context())
	cancel()
	if got := receive(t, first); got.value != "" || !errors.Is(got.err, context.Canceled) {
		t.Errorf("the cancelled caller got %q, error %v", got.value, got.err)
	}
	receive(t, started)
	close(release)
	if got := receive(t, second); got.value != "whole" || got.err != nil {
		t.Errorf("the other caller got %q, error %v", got.value, got.err)
	}
}

// TestSharedCancelledWaiter has a caller that waits go away: it returns at once, and the load goes on.
func TestSharedCancelledWaiter(t *testing.T) {
	t.Parallel()
	started, release := make(chan struct{}), make(chan struct{})
	shared := fetch.NewShared(func(context.Context) (string, error) {
		close(started)
		<-release
		return "whole", nil
	})
	done := make(chan string)
	go func() {
		value, _ := shared.Get(t.Context())
		done <- value
	}()
	receive(t, started)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	returned := make(chan error, 1)
	go func() {
		_, err := shared.Get(ctx)
		returned <- err
	}()
	err := receive(t, returned)
	if !errors.Is(err, context.Canceled) || err.Error() != "waiting for a read under way: context canceled" {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	close(release)
	if value := receive(t, done); value != "whole" {
		t.Errorf("the loading caller got %q", value)
	}
}
