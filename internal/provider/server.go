package provider

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// NewServer returns the provider of New as the plugin protocol serves it.
func NewServer(version string) tfprotov6.ProviderServer {
	framework := providerserver.NewProtocol6(New(version))()
	//nolint:errcheck,forcetypeassert // A framework without a part of the protocol fails every test.
	return &server{protocolServer: framework.(protocolServer), answers: map[string]*tfprotov6.ReadDataSourceResponse{}}
}

// server is the framework's server, but for two things: the state of a data source goes past the framework, and the
// arguments of functions are taken as OpenTofu sends them.
type server struct {
	protocolServer

	// answers holds what blocks were answered, by type and configuration: modules ask the same many times. An answer with an
	// error is not kept.
	mutex   sync.Mutex
	answers map[string]*tfprotov6.ReadDataSourceResponse
	bytes   int
}

// protocolServer is all that terraform-plugin-go asks a server for, in one interface or in several.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// maxAnswers is the size in bytes up to which answers are kept, some thousand blocks of Konnect's list.
const maxAnswers = 16 << 20

// stateKey is the context's key of the *readState that a read fills.
type stateKey struct{}

// readState holds what setState was given.
type readState struct {
	value *tfprotov6.DynamicValue
}

// ReadDataSource lets the framework read, and puts the state that the read has built in the place of the framework's own.
// The framework compares the elements of a set pair by pair, four times in a read (types/basetypes/set_type.go,
// internal/fwserver/schema_semantic_equality.go and server_readdatasource.go of v1.19.0): 10,000 addresses would take
// minutes. A read that was deferred keeps the framework's state; one that ended with an error has none.
func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	key := req.TypeName + " " + string(req.Config.MsgPack)
	if answer := s.answer(key); answer != nil {
		return answer, nil
	}
	state := &readState{}
	resp, err := s.protocolServer.ReadDataSource(context.WithValue(ctx, stateKey{}, state), req)
	if err != nil {
		return resp, err
	}
	resp.Diagnostics = slices.DeleteFunc(resp.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Summary == summaryWritten })
	switch {
	case hasError(resp.Diagnostics):
		resp.State = nil
	case state.value != nil:
		resp.State = state.value
		s.keep(key, resp)
	}
	return resp, nil
}

func (s *server) answer(key string) *tfprotov6.ReadDataSourceResponse {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.answers[key]
}

func (s *server) keep(key string, answer *tfprotov6.ReadDataSourceResponse) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.bytes += len(key) + len(answer.State.MsgPack); s.bytes <= maxAnswers {
		s.answers[key] = answer
	}
}

// ConfigureProvider forgets the answers of another configuration.
func (s *server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	s.mutex.Lock()
	clear(s.answers)
	s.bytes = 0
	s.mutex.Unlock()
	return s.protocolServer.ConfigureProvider(ctx, req)
}

func hasError(diagnostics []*tfprotov6.Diagnostic) bool {
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			return true
		}
	}
	return false
}

// setState ends a read: it writes the model, whose fields are all known or null, as the data source's state.
func setState(ctx context.Context, resp *datasource.ReadResponse, model any) {
	state, ok := ctx.Value(stateKey{}).(*readState)
	if !ok {
		add(&resp.Diagnostics, diag.SeverityError, path.Empty(), "Unexpected Server",
			"The provider is not served by its own server. This is a fault of the provider; please report it at "+projectURL+"/issues.")
		return
	}
	value, err := encode(ctx, resp.State.Schema.Type(), model)
	if err != nil {
		add(&resp.Diagnostics, diag.SeverityError, path.Empty(), "State Not Written",
			fmt.Sprintf("The result of the read could not be encoded: %v. This is a fault of the provider; please report it at %s/issues.", err, projectURL))
		return
	}
	state.value = value
	// The framework's own state is thrown away. A null is the least to encode, and an error spares the comparisons.
	resp.State.Raw = tftypes.NewValue(resp.State.Raw.Type(), nil)
	resp.Diagnostics.AddError(summaryWritten, "")
}

// summaryWritten is that of the error with which a good read ends in the framework's eyes. ReadDataSource takes it away.
const summaryWritten = "State Written"

// CallFunction answers what the framework takes for a fault. OpenTofu sends a null argument as a value without data
// (seen in 1.12.6), and before 1.8.5 calls a function although an argument holds an unknown value
// (https://github.com/opentofu/opentofu/issues/2126): the answer is unknown then.
func (s *server) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	functions, err := s.GetFunctions(ctx, &tfprotov6.GetFunctionsRequest{})
	if err != nil {
		return nil, err
	}
	function, ok := functions.Functions[req.Name]
	if ok && len(req.Arguments) == len(function.Parameters) {
		for i, parameter := range function.Parameters {
			if argument := req.Arguments[i]; argument == nil || len(argument.MsgPack)+len(argument.JSON) == 0 {
				req.Arguments[i] = &tfprotov6.DynamicValue{MsgPack: []byte{msgpcode.Nil}}
			}
			value, err := req.Arguments[i].Unmarshal(parameter.Type)
			if err == nil && !value.IsFullyKnown() {
				return unknownResult(function.Return.Type)
			}
		}
	}
	return s.protocolServer.CallFunction(ctx, req)
}

func unknownResult(of tftypes.Type) (*tfprotov6.CallFunctionResponse, error) {
	unknown, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, tftypes.UnknownValue))
	if err != nil {
		return nil, fmt.Errorf("encoding an unknown result: %w", err)
	}
	return &tfprotov6.CallFunctionResponse{Result: &unknown}, nil
}
