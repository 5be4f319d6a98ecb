package provider

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// reading is a read of a data source that takes a second. It fails where its context ends before.
type reading struct {
	mutex sync.Mutex
	begun int
	fails bool
	size  int
}

func (r *reading) read(ctx context.Context) *tfprotov6.ReadDataSourceResponse {
	r.mutex.Lock()
	r.begun++
	r.mutex.Unlock()
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
	if r.fails || ctx.Err() != nil {
		return &tfprotov6.ReadDataSourceResponse{Diagnostics: []*tfprotov6.Diagnostic{
			protocolDiagnostic(tfprotov6.DiagnosticSeverityError, problem.New("Failed", "the read failed")),
		}}
	}
	return &tfprotov6.ReadDataSourceResponse{State: &tfprotov6.DynamicValue{MsgPack: []byte(strings.Repeat("x", r.size))}}
}

func summaryOf(answer *tfprotov6.ReadDataSourceResponse) string {
	if len(answer.Diagnostics) == 0 {
		return ""
	}
	return answer.Diagnostics[0].Summary
}

// TestEqualReads has equal reads in flight be one, with its failure too. What is good is kept.
func TestEqualReads(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fails        bool
		first, later int
	}{
		"good": {false, 1, 1}, "bad": {true, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, r := newSession(nil), &reading{fails: test.fails}
				var callers sync.WaitGroup
				for range 10 {
					callers.Go(func() {
						if summary := summaryOf(s.answer(t.Context(), "key", r.read)); (summary != "") != test.fails {
							t.Errorf("answered with %q", summary)
						}
					})
				}
				callers.Wait()
				if r.begun != test.first {
					t.Errorf("%d reads at once, want %d", r.begun, test.first)
				}
				if s.answer(t.Context(), "key", r.read); r.begun != test.later {
					t.Errorf("%d reads with a later one, want %d", r.begun, test.later)
				}
			})
		})
	}
}

// TestCancelledCallers has callers of equal reads leave: who waits leaves at once, and where the one leaves that reads, those who
// wait read again.
func TestCancelledCallers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		// leaves says which of the two callers leaves, the second of which waits for the first, and stops whether the host ends all.
		leaves [2]bool
		stops  bool
		want   [2]string
		took   [2]time.Duration
		begun  int
	}{
		"no one leaves":      {want: [2]string{"", ""}, took: [2]time.Duration{time.Second, time.Second}, begun: 1},
		"the first leaves":   {leaves: [2]bool{true, false}, want: [2]string{"Failed", ""}, took: [2]time.Duration{time.Second / 2, 3 * time.Second / 2}, begun: 2},
		"the second leaves":  {leaves: [2]bool{false, true}, want: [2]string{"", "Read Cancelled"}, took: [2]time.Duration{time.Second, time.Second / 2}, begun: 1},
		"both leave":         {leaves: [2]bool{true, true}, want: [2]string{"Failed", "Read Cancelled"}, took: [2]time.Duration{time.Second / 2, time.Second / 2}, begun: 1},
		"the provider stops": {stops: true, want: [2]string{"Failed", "Read Cancelled"}, took: [2]time.Duration{time.Second / 2, time.Second / 2}, begun: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, r, start := newSession(nil), &reading{}, time.Now()
				var callers sync.WaitGroup
				for i := range 2 {
					ctx, leave := context.WithCancel(t.Context())
					callers.Go(func() {
						defer leave()
						got := summaryOf(s.answer(ctx, "key", r.read))
						if got != test.want[i] && !(test.want[i] == "Read Cancelled" && got == "Failed") || time.Since(start) != test.took[i] {
							t.Errorf("caller %d: %q after %s, want %q after %s", i, got, time.Since(start), test.want[i], test.took[i])
						}
					})
					synctest.Wait()
					if test.leaves[i] {
						time.AfterFunc(time.Second/2, leave)
					}
				}
				if test.stops {
					time.AfterFunc(time.Second/2, s.stop)
				}
				callers.Wait()
				synctest.Wait()
				// Where both leave at the same time, the second may begin a read before it is seen to leave, too.
				both := test.stops || test.leaves == [2]bool{true, true}
				if r.begun != test.begun && !(both && r.begun == test.begun+1) {
					t.Errorf("%d reads, want %d", r.begun, test.begun)
				}
			})
		})
	}
}

// TestAnswersAtTheBound keeps as many bytes as may be, and counts only what it keeps.
func TestAnswersAtTheBound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSession(nil)
		for _, answer := range []struct {
			key  string
			size int
			kept bool
		}{
			{"1", maxAnswers, false}, // The key counts too.
			{"2", maxAnswers - 10, true},
			{"3", 9, false},
			{"4", 8, true},
			{"5", 0, false},
		} {
			r := &reading{size: answer.size}
			for range 2 {
				s.answer(t.Context(), answer.key, r.read)
			}
			if kept := r.begun == 1; kept != answer.kept {
				t.Errorf("answer %s, of %d bytes, was kept: %t", answer.key, answer.size, kept)
			}
		}
	})
}
