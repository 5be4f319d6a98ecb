// Package suggest finds the allowed word that a mistyped one was probably meant to be.
package suggest

import (
	"strings"

	"github.com/agext/levenshtein"
)

// maxDistance is the number of edits up to which two words count as near.
// It is the distance that Terraform's own "did you mean" uses.
const maxDistance = 2

// Nearest returns the entry of allowed that is closest to word, case ignored, and whether one is near enough to be
// worth naming. Where several are equally close, the first wins. A word needs at least as many matching letters as
// edits: "xx" is not a mistyped "us".
func Nearest(word string, allowed []string) (string, bool) {
	folded := strings.ToLower(strings.TrimSpace(word))
	best, bestDistance := "", maxDistance+1
	for _, candidate := range allowed {
		distance := levenshtein.Distance(folded, strings.ToLower(candidate), nil)
		if distance < bestDistance && distance*2 <= len(candidate) {
			best, bestDistance = candidate, distance
		}
	}
	return best, best != ""
}

// Hint returns a clause such as ` (did you mean "us"?)` to append to an error, or nothing where no allowed word is near.
func Hint(word string, allowed []string) string {
	if nearest, ok := Nearest(word, allowed); ok {
		return ` (did you mean "` + nearest + `"?)`
	}
	return ""
}
