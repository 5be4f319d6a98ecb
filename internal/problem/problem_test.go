package problem_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

func TestOf(t *testing.T) {
	t.Parallel()
	known := problem.New("Too Many", "there are %d of them", 7).Advise("Take away %d.", 2)
	tests := map[string]struct {
		err  error
		want *problem.Problem
	}{
		"itself": {known, &problem.Problem{Summary: "Too Many", What: "there are 7 of them", Advice: "Take away 2."}},
		"wrapped": {
			fmt.Errorf("reading: %w", known), &problem.Problem{Summary: "Too Many", What: "reading: there are 7 of them", Advice: "Take away 2."},
		},
		"another": {io.EOF, &problem.Problem{Summary: "Invalid Value", What: "EOF", Cause: io.EOF}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(*test.want, *problem.Of(test.err), cmpopts.EquateErrors()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAt(t *testing.T) {
	t.Parallel()
	first := problem.At("regions", &problem.Problem{What: "wrong", Cause: io.EOF})
	if first.Argument != "regions" || first.Error() != "wrong" || !errors.Is(first, io.EOF) {
		t.Errorf("got %+v", first)
	}
	if again := problem.At("components", first); again.Argument != "regions" {
		t.Errorf("the argument became %q", again.Argument)
	}
}

func TestEach(t *testing.T) {
	t.Parallel()
	upper := func(text string) (string, error) {
		if text == "" {
			return "", errors.New("empty")
		}
		return strings.ToUpper(text), nil
	}
	for _, test := range []struct{ texts, want []string }{
		{nil, nil}, {[]string{}, []string{}}, {[]string{"b", "B", "a", "b"}, []string{"B", "A"}},
	} {
		if got, err := problem.Each("regions", test.texts, upper); err != nil || !cmp.Equal(got, test.want) {
			t.Errorf("%q gives %q, error %v, want %q", test.texts, got, err, test.want)
		}
	}
	if got, err := problem.Each("regions", []string{"a", ""}, upper); err == nil || got != nil || problem.Of(err).Argument != "regions" {
		t.Errorf("%q, error %v", got, err)
	}
}
