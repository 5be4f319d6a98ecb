package acctest_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"go.uber.org/goleak"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
)

func TestMain(m *testing.M) {
	code := acctest.Main(m, "konnect-network/sample")
	if code == 0 {
		// A provider served in this process leaves pipes that only the collector closes.
		runtime.GC()
		if err := goleak.Find(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}
