package ipset_test

import (
	"testing"

	"github.com/konnect-network/terraform-provider-konnect/internal/ipset"
)

// TestHash holds the hash that users may compute themselves: printf '198.51.100.7/32\n203.0.113.0/24\n' | sha256sum.
func TestHash(t *testing.T) {
	t.Parallel()
	const want = "sha256:a22049ea096c5957c816a5798701cddc0a37b139f064fd4d1d816685ed523caa"
	if got := ipset.Hash([]string{"198.51.100.7/32", "203.0.113.0/24"}); got != want {
		t.Errorf("Hash = %s, want %s", got, want)
	}
	const empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := ipset.Hash(nil); got != empty {
		t.Errorf("Hash of nothing = %s, want %s", got, empty)
	}
}
