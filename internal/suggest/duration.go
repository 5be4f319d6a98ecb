package suggest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// durationForm is a count of one unit, as people write it.
var durationForm = regexp.MustCompile(`^(\d{1,4})\s*(s|m|h|d|w|(?:sec|second|min|minute|hr|hour|day|week)s?)$`)

// Duration returns a clause such as ` (did you mean "168h"?)` for a text such as "7d", which Go does not read as a duration: it
// knows no unit above hours, and neither words nor spaces. It returns nothing where it can't say what was meant, or where that
// is not from least to most.
func Duration(text string, least, most time.Duration) string {
	form := durationForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if form == nil {
		return ""
	}
	count, _ := strconv.Atoi(form[1]) // of at most four digits
	unit := form[2][:1]
	switch unit {
	case "d":
		count, unit = count*24, "h"
	case "w":
		count, unit = count*7*24, "h"
	}
	meant := fmt.Sprintf("%d%s", count, unit)
	if duration, err := time.ParseDuration(meant); err != nil || duration < least || duration > most {
		return ""
	}
	return ` (did you mean "` + meant + `"?)`
}
