// Package problem is a failure as a user reads it: what happened, what to do about it, and which argument is at fault.
//
// It is made once, where the failure is known, and shown as it is. An error has a type of its own only where a caller
// decides by it.
package problem

import (
	"errors"
	"fmt"
	"slices"
)

// SummaryInvalidValue is the summary of a failure that says nothing more special.
const SummaryInvalidValue = "Invalid Value"

// Problem is one failure, or one warning. Texts of others are cleaned and cut before they come in here.
type Problem struct { //nolint:errname // It is what a user reads, as an error or a warning.
	// Summary is short and stable, in title case, and holds no value: people search for it.
	Summary string
	// What happened, with the value: a clause without a full stop at its end, which starts in lower case unless with a name.
	What string
	// Advice is what to do, in whole sentences. It is empty where What says it.
	Advice string
	// Argument is the name of the argument at fault, empty where none is.
	Argument string
	// Cause is the error behind it, nil where there is none.
	Cause error
}

// New returns a problem with that summary and text.
func New(summary, format string, arguments ...any) *Problem {
	return &Problem{Summary: summary, What: fmt.Sprintf(format, arguments...)}
}

// Advise sets what to do, and returns the problem.
func (p *Problem) Advise(format string, arguments ...any) *Problem {
	p.Advice = fmt.Sprintf(format, arguments...)
	return p
}

// Error returns what happened.
func (p *Problem) Error() string { return p.What }

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Of returns the problem that an error is. One that wraps a problem is that with the whole text, and any other an invalid value.
func Of(err error) *Problem {
	known, ok := errors.AsType[*Problem](err)
	if !ok {
		return &Problem{Summary: SummaryInvalidValue, What: err.Error(), Cause: err}
	}
	wrapped := *known
	wrapped.What = err.Error()
	return &wrapped
}

// At returns the error as a problem of the argument. One that names its argument keeps it.
func At(argument string, err error) *Problem {
	known := *Of(err)
	if known.Argument == "" {
		known.Argument = argument
	}
	return &known
}

// Each returns what the texts of the argument are read as, in the order of the texts and without duplicates; nil for nil. The
// problem is that of the first text that can't be read.
func Each[T comparable](argument string, texts []string, parse func(string) (T, error)) ([]T, error) {
	if texts == nil {
		return nil, nil
	}
	all := []T{}
	for _, text := range slices.Sorted(slices.Values(texts)) {
		value, err := parse(text)
		if err != nil {
			return nil, At(argument, err)
		}
		if !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	return all, nil
}
