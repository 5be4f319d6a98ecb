package fetch

import "time"

// WithWaits returns options with bounds of their own for the pause before a repeated request.
func (o Options) WithWaits(shortest, longest time.Duration) Options {
	o.waitMin, o.waitMax = shortest, longest
	return o
}
