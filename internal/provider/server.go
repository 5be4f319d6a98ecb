package provider

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
	"golang.org/x/sync/singleflight"

	"github.com/konnect-network/terraform-provider-konnect/internal/problem"
)

// NewServer returns the provider as the plugin protocol serves it. The version goes into the User-Agent of its requests.
func NewServer(version string) tfprotov6.ProviderServer {
	s := &server{dataSources: map[string]readable{}}
	framework := providerserver.NewProtocol6(&konnectProvider{version, func(from *sources) { s.session.Store(newSession(from)) }})()
	s.protocolServer = framework.(protocolServer) //nolint:errcheck,forcetypeassert // A framework that lacks a part fails every test.
	for _, source := range dataSources() {
		var metadata datasource.MetadataResponse
		source.Metadata(context.Background(), datasource.MetadataRequest{}, &metadata)
		s.dataSources[metadata.TypeName] = source
	}
	return s
}

// server is the framework's server, but for two things: it reads the data sources itself, and takes the arguments of functions as
// OpenTofu sends them.
type server struct {
	protocolServer

	dataSources map[string]readable
	// session is nil where the provider has no configuration, or one that its host defers.
	session atomic.Pointer[session]
}

// protocolServer is all that terraform-plugin-go asks a server for, in one interface or in several.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// ConfigureProvider begins a session, in which no answer of another configuration is given.
func (s *server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	s.session.Store(nil)
	return s.protocolServer.ConfigureProvider(ctx, req)
}

// StopProvider ends the reads that are under way.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	if old := s.session.Load(); old != nil && s.session.CompareAndSwap(old, newSession(old.sources)) {
		old.stop()
	}
	return s.protocolServer.StopProvider(ctx, req)
}

// ReadDataSource leaves to the framework what it refuses or defers.
func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	source, known := s.dataSources[req.TypeName]
	session := s.session.Load()
	if !known || session == nil {
		return s.protocolServer.ReadDataSource(ctx, req)
	}
	key := req.TypeName + " " + string(req.Config.MsgPack) + string(req.Config.JSON)
	return session.answer(ctx, key, func(ctx context.Context) *tfprotov6.ReadDataSourceResponse {
		return source.answer(ctx, session.sources, req.Config)
	}), nil
}

// session is the time between two configurations of the provider, or until its host stops it. It holds what blocks were
// answered, by type and configuration: modules ask the same many times. An answer with an error is not kept.
type session struct {
	sources *sources
	stopped context.Context //nolint:containedctx // It ends with the session.
	stop    context.CancelFunc

	reads   singleflight.Group
	mutex   sync.Mutex
	answers map[string]*tfprotov6.ReadDataSourceResponse
	// room is how many bytes more of answers are kept.
	room int
}

// maxAnswers is the size in bytes up to which answers are kept, some thousand blocks of Konnect's list.
const maxAnswers = 16 << 20

func newSession(from *sources) *session {
	stopped, stop := context.WithCancel(context.Background())
	return &session{
		sources: from, stopped: stopped, stop: stop, answers: map[string]*tfprotov6.ReadDataSourceResponse{}, room: maxAnswers,
	}
}

// answer returns what was answered before, or what another caller is reading, or else reads. A read ends with its caller's
// context; those that waited for it read again.
func (s *session) answer(
	ctx context.Context, key string, read func(context.Context) *tfprotov6.ReadDataSourceResponse,
) *tfprotov6.ReadDataSourceResponse {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	leave := context.AfterFunc(s.stopped, cancel)
	defer leave()
	for {
		if answer := s.kept(key); answer != nil {
			return answer
		}
		var own atomic.Bool
		reading := s.reads.DoChan(key, func() (any, error) {
			own.Store(true)
			answer := read(ctx)
			s.keep(key, answer)
			return answer, ctx.Err()
		})
		var done singleflight.Result
		select {
		case done = <-reading:
		case <-ctx.Done():
			if !own.Load() {
				return &tfprotov6.ReadDataSourceResponse{Diagnostics: []*tfprotov6.Diagnostic{protocolDiagnostic(
					tfprotov6.DiagnosticSeverityError, problem.New("Read Cancelled", "waiting for an equal read: %v", ctx.Err()),
				)}}
			}
			done = <-reading
		}
		answer, ok := done.Val.(*tfprotov6.ReadDataSourceResponse)
		if ok && (done.Err == nil || ctx.Err() != nil) {
			return answer
		}
	}
}

func (s *session) kept(key string) *tfprotov6.ReadDataSourceResponse {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.answers[key]
}

func (s *session) keep(key string, answer *tfprotov6.ReadDataSourceResponse) {
	if answer.State == nil {
		return // It is an error.
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if size := len(key) + len(answer.State.MsgPack); size <= s.room {
		s.answers[key] = answer
		s.room -= size
	}
}

// CallFunction answers what the framework takes for a fault. OpenTofu sends a null argument as a value without data
// (seen in 1.12.6), and before 1.8.5 calls a function although an argument holds an unknown value
// (https://github.com/opentofu/opentofu/issues/2126): the answer is unknown then.
func (s *server) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	for i, argument := range req.Arguments {
		switch {
		case argument == nil || len(argument.MsgPack)+len(argument.JSON) == 0:
			req.Arguments[i] = &tfprotov6.DynamicValue{MsgPack: []byte{msgpcode.Nil}}
		case slices.ContainsFunc(argument.MsgPack, msgpcode.IsExt):
			// An unknown value is an extension of MessagePack's. Rarely the byte means something else.
			functions, err := s.GetFunctions(ctx, &tfprotov6.GetFunctionsRequest{})
			if err != nil {
				return nil, err
			}
			function, ok := functions.Functions[req.Name]
			if !ok || i >= len(function.Parameters) {
				continue
			}
			value, err := argument.Unmarshal(function.Parameters[i].Type)
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
