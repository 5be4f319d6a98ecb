package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/konnect-network/terraform-provider-konnect/internal/announcements"
)

const (
	defaultLimit = 20
	maxLimit     = 1000
)

type ipUpdatesModel struct {
	Since             types.String `tfsdk:"since"`
	Limit             types.Number `tfsdk:"limit"`
	Entries           types.List   `tfsdk:"entries"`
	LatestPublishedAt types.String `tfsdk:"latest_published_at"`
}

func updateEntryType() objectType {
	return objectType{
		"title": types.StringType, "link": types.StringType, "id": types.StringType, "published_at": types.StringType,
		"summary": types.StringType,
	}
}

func ipUpdatesDataSource() readable {
	return dataSource[ipUpdatesModel]{name: "ip_updates", read: (*ipUpdatesModel).read, schema: schema.Schema{
		MarkdownDescription: "The changes that Konnect announces for its addresses, from its RSS feed. The announcements are" +
			" for people to read.",
		Attributes: map[string]schema.Attribute{
			"since": textArgument(readBy(parseTime),
				"Earliest time of publication, in RFC 3339. Older entries and entries without a date are left out."+
					" Default: all entries."),
			"limit": schema.NumberAttribute{
				Optional: true, MarkdownDescription: "Largest number of entries, `1` to `1000`. Default `20`.",
				Validators: wholeNumber(1, maxLimit),
			},
			attrEntries: schema.ListAttribute{
				Computed: true, ElementType: updateEntryType().object(),
				MarkdownDescription: "The entries, newest first, and those without a date last: objects of `title`, `link` (an `http` or `https`" +
					" URL, or null), `id`, `published_at` (RFC 3339, UTC, or null) and `summary`. All text is plain text on one line, never markup.",
			},
			"latest_published_at": computedText("Time of the newest announcement of all, in RFC 3339, UTC. `since` and `limit` do not change it. Null if no" +
				" announcement has a date."),
		},
	}}
}

func (m *ipUpdatesModel) read(ctx context.Context, from *sources) ([]error, error) {
	all, err := from.announcements.Get(ctx)
	if err != nil {
		return nil, err
	}
	var since time.Time
	if text := m.Since.ValueString(); text != "" {
		if since, err = parseTime(text); err != nil {
			return nil, err
		}
	}
	selected := announcements.Select(all, since, int(valueOr(m.Limit, defaultLimit)))
	m.Entries = objectList(updateEntryType(), selected, func(entry announcements.Entry) map[string]attr.Value {
		return map[string]attr.Value{
			"title":        types.StringValue(entry.Title),
			"link":         textOrNull(entry.Link),
			"id":           types.StringValue(entry.ID),
			"published_at": timeOrNull(entry.PublishedAt),
			"summary":      types.StringValue(entry.Summary),
		}
	})
	var latest time.Time
	if len(all) > 0 {
		latest = all[0].PublishedAt
	}
	m.LatestPublishedAt = timeOrNull(latest)
	return nil, nil
}
