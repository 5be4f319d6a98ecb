package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/konnect-network/terraform-provider-konnect/internal/provider"
)

// serveFloor serves the least that a provider can do: it replays this provider's answers, byte for byte. What a plan costs
// above it is this provider's own doing. To record, it is this provider, and writes its answers into the folder.
func serveFloor(folder string, record bool) error {
	debug.SetGCPercent(400) // As this provider does, which writes no log either.
	if err := errors.Join(os.Setenv("TF_LOG_SDK", "off"), os.Setenv("TF_LOG_PROVIDER_KONNECT", "off")); err != nil {
		return err
	}
	return tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer {
		own := provider.NewServer("bench")
		if record {
			return recorder{own, folder}
		}
		return replayer{own, folder}
	})
}

// answerFile is the file for the answer to a block.
func answerFile(folder string, req *tfprotov6.ReadDataSourceRequest) string {
	return filepath.Join(folder, fmt.Sprintf("%s-%x", req.TypeName, sha256.Sum256(req.Config.MsgPack)))
}

// recorder is this provider, and writes down what it answers.
type recorder struct {
	tfprotov6.ProviderServer

	folder string
}

func (r recorder) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	resp, err := r.ProviderServer.ReadDataSource(ctx, req)
	if err != nil || len(resp.Diagnostics) > 0 {
		return resp, err
	}
	return resp, os.WriteFile(answerFile(r.folder, req), resp.State.MsgPack, 0o600)
}

// replayer answers from the folder. Only the schema is this provider's.
type replayer struct {
	tfprotov6.ProviderServer

	folder string
}

func (replayer) ValidateProviderConfig(
	_ context.Context, req *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: req.Config}, nil
}

func (replayer) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (replayer) ValidateDataResourceConfig(
	context.Context, *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

func (r replayer) ReadDataSource(_ context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	state, err := os.ReadFile(answerFile(r.folder, req))
	return &tfprotov6.ReadDataSourceResponse{State: &tfprotov6.DynamicValue{MsgPack: state}}, err
}
