package fetch

import "context"

// Shared holds one value that is loaded at most once, however many ask for it at the same time or later.
// A failure is kept like a value.
type Shared[T any] struct {
	load func(context.Context) (T, error)
	// turn is held by whoever loads, or looks whether it has been done.
	turn   chan struct{}
	loaded bool
	value  T
	err    error
}

// NewShared returns a Shared that calls load on first use.
func NewShared[T any](load func(context.Context) (T, error)) *Shared[T] {
	return &Shared[T]{load: load, turn: make(chan struct{}, 1)}
}

// Get returns the value, loading it on the first call. The end of the caller's context ends only the caller's call: the next
// caller loads again.
func (s *Shared[T]) Get(ctx context.Context) (T, error) {
	var none T
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return none, cancelled(ctx, "waiting for a read under way")
	}
	if s.loaded {
		return s.value, s.err
	}
	value, err := s.load(ctx)
	if err != nil && ctx.Err() != nil {
		return none, err
	}
	s.value, s.err, s.loaded = value, err, true
	return value, err
}
