package provider

import (
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/konnect-network/terraform-provider-konnect/internal/acceptance"
)

// TestStateRoundTrip takes random states through the outputs and the private state.
func TestStateRoundTrip(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	at := func() time.Time { return time.Date(1970+random.IntN(8000), 1, 1, 0, 0, random.IntN(1e7), 0, time.UTC) }
	maybe := func() bool { return random.IntN(3) == 0 }
	for range 200 {
		want := acceptance.State{
			Lists: map[acceptance.List]acceptance.Entries{}, Asked: map[acceptance.List]bool{}, AllRegions: maybe(), DecidedAt: at(),
		}
		if maybe() {
			want.DocumentDate = at()
		}
		for _, name := range []string{"ingress/us", "ingress/eu", "ingress/global", "egress/us"} {
			list, err := parseList(name)
			if err != nil {
				t.Fatal(err)
			}
			if maybe() {
				want.Asked[list] = true
			}
			entries := acceptance.Entries{Accepted: map[netip.Prefix]acceptance.Entry{}, Waiting: map[netip.Prefix]time.Time{}}
			for last := range byte(12) {
				prefix := netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, 2, last}), 32)
				entry := acceptance.Entry{Settled: maybe(), Approved: maybe(), Restarts: maybe()}
				switch random.IntN(6) {
				case 0:
					continue
				case 1:
					entries.Waiting[prefix] = at()
					continue
				case 2:
					entry.MissingSince, entry.Held = at(), maybe()
				case 3:
					entry.MissingSince, entry.Due = at(), at()
				}
				if maybe() {
					entry.Since = at()
				}
				entries.Accepted[prefix] = entry
			}
			want.Lists[list] = entries
		}
		var model acceptedIPRangesModel
		model.set(want)
		memory, err := memoryOf(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := model.state(memory)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateComparable(netip.Prefix{})); diff != "" || err != nil {
			t.Fatalf("%v (-want +got):\n%s", err, diff)
		}
	}
}
