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
// worth naming. Where several are equally close, the first wins. A word needs more matching letters than edits: "uk" is
// not a mistyped "us". Other digits make another word: "http3" is not a mistyped "http2".
func Nearest(word string, allowed []string) (string, bool) {
	folded := strings.ToLower(strings.TrimSpace(word))
	best, bestDistance := "", maxDistance+1
	for _, candidate := range allowed {
		lower := strings.ToLower(candidate)
		distance := levenshtein.Distance(folded, lower, nil)
		if distance < bestDistance && distance*2 < max(len(folded), len(lower)) && !otherDigits(folded, lower) {
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

// otherDigits reports whether both words have digits, and not the same ones.
func otherDigits(a, b string) bool {
	a, b = digits(a), digits(b)
	return a != "" && b != "" && a != b
}

// digits returns the digits of a word in their order.
func digits(word string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, word)
}
