// Command floor is the least that a provider can do: a raw protocol server that replays the answers of this one, byte
// for byte. What a plan costs above it is this provider's own doing.
//
// Where the file that BENCH_ANSWERS names is missing, the command is this provider and writes its answers there.
package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

func main() {
	run := serve
	if os.Getenv("BENCH_METERED") != "" {
		run = meter
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

// meter runs the provider that BENCH_METERED names in its own place, and adds its peak memory in KiB, as Linux counts it, to
// the file that BENCH_MEMORY names.
func meter() error {
	signal.Ignore(os.Interrupt) // Terraform ends its providers itself; the signal is for them.
	command := exec.Command(os.Getenv("BENCH_METERED"))
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		return err
	}
	file, err := os.OpenFile(os.Getenv("BENCH_MEMORY"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, reflect.Indirect(reflect.ValueOf(command.ProcessState.SysUsage())).FieldByName("Maxrss"))
	return errors.Join(err, file.Close())
}

// serve replays the answers in the file that BENCH_ANSWERS names, or records them there where it is missing.
func serve() error {
	// As this provider does where the user asks for no log.
	if err := errors.Join(os.Setenv("TF_LOG_SDK", "off"), os.Setenv("TF_LOG_PROVIDER_KONNECT", "off")); err != nil {
		return err
	}
	file := os.Getenv("BENCH_ANSWERS")
	answers, err := load(file)
	if err != nil {
		return err
	}
	return tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer {
		if answers == nil {
			return &recorder{ProviderServer: provider.NewServer("bench"), file: file, answers: map[string][]byte{}}
		}
		return &replayer{provider.NewServer("bench"), answers}
	})
}

// load returns the recorded answers, nil where there are none yet.
func load(file string) (map[string][]byte, error) {
	reader, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // No answers are the wish to record them.
	}
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	answers := map[string][]byte{}
	return answers, gob.NewDecoder(reader).Decode(&answers)
}

func key(req *tfprotov6.ReadDataSourceRequest) string {
	return req.TypeName + " " + string(req.Config.MsgPack)
}

// recorder is this provider, and writes down what it answers.
type recorder struct {
	tfprotov6.ProviderServer

	file    string
	mutex   sync.Mutex
	answers map[string][]byte
}

func (r *recorder) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	resp, err := r.ProviderServer.ReadDataSource(ctx, req)
	if err != nil || len(resp.Diagnostics) > 0 {
		return resp, err
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.answers[key(req)] = resp.State.MsgPack
	writer, err := os.Create(r.file)
	if err != nil {
		return nil, err
	}
	return resp, errors.Join(gob.NewEncoder(writer).Encode(r.answers), writer.Close())
}

// replayer answers from the file. Only the schema is this provider's.
type replayer struct {
	tfprotov6.ProviderServer

	answers map[string][]byte
}

func (*replayer) ValidateProviderConfig(_ context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: req.Config}, nil
}

func (*replayer) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (*replayer) ValidateDataResourceConfig(
	context.Context, *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

func (r *replayer) ReadDataSource(_ context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	state, ok := r.answers[key(req)]
	if !ok {
		return nil, fmt.Errorf("no answer of %s was recorded for this block", req.TypeName)
	}
	return &tfprotov6.ReadDataSourceResponse{State: &tfprotov6.DynamicValue{MsgPack: state}}, nil
}
