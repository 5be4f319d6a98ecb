package main

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// standIn is the provider: the resources and data sources whose files are read, and what Terraform calls for them.
type standIn struct {
	tfprotov6.ProviderServer

	address              string
	settings             *tfprotov6.Schema
	files                map[string]block
	schemas, dataSources map[string]*tfprotov6.Schema
}

func (p *standIn) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{Provider: p.settings, ResourceSchemas: p.schemas, DataSourceSchemas: p.dataSources}, nil
}

func (*standIn) GetResourceIdentitySchemas(
	context.Context, *tfprotov6.GetResourceIdentitySchemasRequest,
) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (*standIn) ValidateProviderConfig(_ context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: req.Config}, nil
}

func (*standIn) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (*standIn) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (*standIn) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (*standIn) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private}, nil
}

func (p *standIn) UpgradeResourceState(_ context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	kind := p.schemas[req.TypeName].ValueType()
	state, err := req.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	upgraded, err := tfprotov6.NewDynamicValue(kind, state)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &upgraded}, err
}

func (*standIn) ValidateDataResourceConfig(
	context.Context, *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

// ReadDataSource answers what the file says, whatever is asked.
func (p *standIn) ReadDataSource(_ context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	kind, file := p.dataSources[req.TypeName].ValueType(), p.files[req.TypeName]
	config, err := req.Config.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	answered, err := tftypes.Transform(config, func(at *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if found, _ := file.at(at); found.Answer != nil {
			return tftypes.ValueFromJSON(found.Answer, value.Type()) //nolint:staticcheck // There is nothing else for a value in JSON.
		}
		return value, nil
	})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, answered)
	return &tfprotov6.ReadDataSourceResponse{State: &state}, err
}

// PlanResourceChange plans what Terraform proposes. Where that differs from what is, the cloud has yet to choose what the
// configuration leaves to it.
func (p *standIn) PlanResourceChange(_ context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	kind, file := p.schemas[req.TypeName].ValueType(), p.files[req.TypeName]
	prior, err := req.PriorState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	proposed, err := req.ProposedNewState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	if proposed.IsNull() || proposed.Equal(prior) {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: req.ProposedNewState}, nil
	}
	planned, err := tftypes.Transform(proposed, func(at *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if found, _ := file.at(at); found.Computed && value.IsNull() {
			return tftypes.NewValue(value.Type(), tftypes.UnknownValue), nil
		}
		return value, nil
	})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, planned)
	resp := &tfprotov6.PlanResourceChangeResponse{PlannedState: &state}
	if err != nil || prior.IsNull() {
		return resp, err
	}
	changed, err := planned.Diff(prior)
	for _, difference := range changed {
		if _, replace := file.at(difference.Path); replace {
			resp.RequiresReplace = append(resp.RequiresReplace, difference.Path)
		}
	}
	return resp, err
}

// ApplyResourceChange stores what was planned, with a known value for every one that is still unknown: the example of the
// documentation, or a text made from all that is known.
func (p *standIn) ApplyResourceChange(_ context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	kind, file := p.schemas[req.TypeName].ValueType(), p.files[req.TypeName]
	planned, err := req.PlannedState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	digest := fmt.Sprintf("%x", sha256.Sum256(req.PlannedState.MsgPack))[:16]
	stored, err := tftypes.Transform(planned, func(at *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		found, _ := file.at(at)
		return chosen(value.Type(), found, fmt.Sprint(at.LastStep())+"-"+digest), nil
	})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, stored)
	return &tfprotov6.ApplyResourceChangeResponse{NewState: &state}, err
}

// chosen is what the cloud would choose for an attribute.
func chosen(kind tftypes.Type, of attribute, text string) tftypes.Value {
	if object, ok := kind.(tftypes.Object); ok {
		fields := map[string]tftypes.Value{}
		for name, field := range object.AttributeTypes {
			fields[name] = chosen(field, of.Attributes[name], name+"-"+text)
		}
		return tftypes.NewValue(kind, fields)
	}
	switch {
	case kind.Is(tftypes.String) && of.Example != "":
		return tftypes.NewValue(kind, of.Example)
	case kind.Is(tftypes.String):
		return tftypes.NewValue(kind, text)
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, 1)
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, false)
	case kind.Is(tftypes.Map{}):
		return tftypes.NewValue(kind, map[string]tftypes.Value{})
	case kind.Is(tftypes.List{}), kind.Is(tftypes.Set{}):
		return tftypes.NewValue(kind, []tftypes.Value{})
	default:
		return tftypes.NewValue(kind, nil)
	}
}
