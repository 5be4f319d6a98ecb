package tfrun_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"go.uber.org/goleak"

	"github.com/konnect-network/terraform-provider-konnect/internal/dev/acctest"
)

var sampleFolder string

func TestMain(m *testing.M) {
	var err error
	sampleFolder, err = os.MkdirTemp("", "konnect-sample-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := acctest.Main(m, "konnect-network/sample")
	if err := os.RemoveAll(sampleFolder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
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
