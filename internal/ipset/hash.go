package ipset

import (
	"crypto/sha256"
	"encoding/hex"
)

// Hash returns "sha256:" and the hexadecimal SHA-256 of the lines, each ended by a newline.
func Hash(lines []string) string {
	hash := sha256.New()
	for _, line := range lines {
		hash.Write([]byte(line + "\n"))
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}
