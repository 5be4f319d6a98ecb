package addresslist_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/konnect-network/terraform-provider-konnect/internal/addresslist"
)

// members are the four members of a document, as JSON.
type members struct{ updateDate, regions, ingress, egress string }

// json returns the document with good members in the place of those that are not given.
func (m members) json() string {
	or := func(text, otherwise string) string {
		if text == "" {
			return otherwise
		}
		return text
	}
	return fmt.Sprintf(`{"updateDate":%s,"regions":%s,"ingressIPs":%s,"egressIPs":%s}`,
		or(m.updateDate, `"2025-08-26-16-03-33"`), or(m.regions, `{"us":{"us.api.konghq.com":["198.51.100.7"]}}`),
		or(m.ingress, `{"us":["198.51.100.7"]}`), or(m.egress, `{"us":["198.51.100.9"]}`))
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	good := members{}.json()
	deep := strings.Repeat("[", 200_000)
	const wide = "the document is not JSON as it is exchanged: it is in UTF-16 or UTF-32, not in UTF-8"
	tests := map[string]struct{ body, want string }{
		"nothing":                 {"", "the document is empty"},
		"HTML":                    {"<!DOCTYPE html><html><body>Please sign in.</body></html>", "the document is not JSON but an HTML or XML page"},
		"HTML after a line break": {"\n <html>", "the document is not JSON but an HTML or XML page"},
		"UTF-16":                  {"\xff\xfe{\x00}\x00", wide},
		"UTF-16 without a mark":   {"{\x00}\x00", wide},
		"UTF-32":                  {"\x00\x00\xfe\xff\x00\x00\x00{", wide},
		"byte-order mark alone":   {"\xef\xbb\xbf", "the document is empty"},
		"two byte-order marks":    {"\xef\xbb\xbf\xef\xbb\xbf" + good, "the document is not JSON: invalid character 'ï' looking for beginning of value, after byte 0"},
		"invalid UTF-8 in a text": {members{ingress: "{\"us\":[\"198.51.100.\xff\"]}"}.json(), "the document is not JSON: it is not valid UTF-8"},
		"plain text":              {"upstream connect error", "the document is not JSON: invalid character 'u' looking for beginning of value, after byte 0"},
		"single quotes":           {"{'updateDate':1}", "the document is not JSON: invalid character '\\'', after byte 1"},
		"comment":                 {"// feed\n" + good, "the document is not JSON: invalid character '/' looking for beginning of value, after byte 0"},

		"null":      {"null", "the document is null, not an object"},
		"true":      {"true", "the document is a boolean, not an object"},
		"number":    {"3.14", "the document is a number, not an object"},
		"string":    {`"feed"`, "the document is a string, not an object"},
		"list":      {"[" + good + "]", "the document is a list, not an object"},
		"NaN":       {members{ingress: "NaN"}.json(), "the document is not JSON: invalid character 'N' looking for beginning of value, after byte 105, in ingressIPs"},
		"empty map": {"{}", `the document lacks the member "updateDate"`},

		"trailing object":  {good + good, "the document has something behind the end of the JSON object"},
		"trailing bracket": {good + "}", "the document has something behind the end of the JSON object"},
		"trailing NUL":     {good + "\x00", "the document has something behind the end of the JSON object"},

		"no updateDate":       {`{"regions":{},"ingressIPs":{},"egressIPs":{}}`, `the document lacks the member "updateDate"`},
		"no regions":          {`{"updateDate":"2025-08-26-16-03-33","ingressIPs":{},"egressIPs":{}}`, `the document lacks the member "regions"`},
		"no ingressIPs":       {`{"updateDate":"2025-08-26-16-03-33","regions":{},"egressIPs":{}}`, `the document lacks the member "ingressIPs"`},
		"no egressIPs":        {`{"updateDate":"2025-08-26-16-03-33","regions":{},"ingressIPs":{}}`, `the document lacks the member "egressIPs"`},
		"key in another case": {strings.Replace(good, "ingressIPs", "ingressIps", 1), `the document lacks the member "ingressIPs"`},

		"updateDate null":       {members{updateDate: "null"}.json(), "updateDate is null, not a string"},
		"updateDate object":     {members{updateDate: "{}"}.json(), "updateDate is an object, not a string"},
		"regions null":          {members{regions: "null"}.json(), "regions is null, not an object"},
		"region list":           {members{regions: `{"us":["198.51.100.7"]}`}.json(), "regions.us is a list, not an object"},
		"hostname string":       {members{regions: `{"us":{"us.api.konghq.com":"198.51.100.7"}}`}.json(), `regions.us["us.api.konghq.com"] is a string, not a list of addresses`},
		"hostname address null": {members{regions: `{"us":{"us.api.konghq.com":["198.51.100.7",null]}}`}.json(), `regions.us["us.api.konghq.com"][1] is null, not a string`},
		"ingressIPs null":       {members{ingress: "null"}.json(), "ingressIPs is null, not an object"},
		"ingress region string": {members{ingress: `{"us":"198.51.100.7"}`}.json(), "ingressIPs.us is a string, not a list of addresses"},
		"ingress address list":  {members{ingress: `{"us":[["198.51.100.7"]]}`}.json(), "ingressIPs.us[0] is a list, not a string"},
		"egressIPs null":        {members{egress: "null"}.json(), "egressIPs is null, not an object"},
		"egress region number":  {members{egress: `{"us":1}`}.json(), "egressIPs.us is a number, not a list of addresses"},

		"duplicate member, escaped":   {`{"\u0065gressIPs":{},` + good[1:], `the document has the key "egressIPs" twice`},
		"duplicate region":            {members{ingress: `{"us":[],"us":["198.51.100.7"]}`}.json(), `ingressIPs has the key "us" twice`},
		"duplicate hostname":          {members{regions: `{"us":{"a.example":[],"a.example":[]}}`}.json(), `regions.us has the key "a.example" twice`},
		"duplicate inside an unknown": {`{"x":[0,{"y":{"z":1,"z":2}}],` + good[1:], `x[1].y has the key "z" twice`},
		"duplicate region, case":      {members{ingress: `{"us":[],"US":["198.51.100.7"]}`}.json(), `ingressIPs.US repeats the region "us", which stands there in another form`},
		"duplicate hostname, case":    {members{regions: `{"us":{"a.example":[],"A.example":[]}}`}.json(), `regions.us["A.example"] repeats the hostname "a.example", which stands there in another form`},
		"duplicate hostname, dot":     {members{regions: `{"us":{"a.example":[],"a.example.":[]}}`}.json(), `regions.us["a.example."] repeats the hostname "a.example", which stands there in another form`},

		"nested arrays inside":    {`{"x":` + deep + strings.Repeat("]", 200_000) + "," + good[1:], "x nests deeper than 64 levels"},
		"nested objects inside":   {`{"x":` + strings.Repeat(`{"a":`, 200_000), "x nests deeper than 64 levels"},
		"nested arrays in a list": {members{ingress: `{"us":` + deep}.json(), "ingressIPs.us[0] is a list, not a string"},

		"too many addresses":      {members{ingress: `{"us":["` + strings.Repeat(`","`, 250_000) + `"]}`}.json(), "the document holds more than 250000 values, more than any address list"},
		"too many unknown values": {`{"x":[` + strings.Repeat(`0,`, 250_000) + "0]," + good[1:], "the document holds more than 250000 values, more than any address list"},

		"ends in the object": {good[:len(good)-1], "the document is not JSON: it ends early"},
		"ends in a key":      {good[:5], "the document is not JSON: it ends early"},
		"ends after a key":   {`{"ingressIPs"`, "the document is not JSON: it ends early, in ingressIPs"},
		"ends in an address": {`{"ingressIPs":{"us":["198.51.100.7","198.51`, "the document is not JSON: it ends early, in ingressIPs.us[1]"},
		"ends in an unknown": {`{"x":[{"a":1`, "the document is not JSON: it ends early, in x[0]"},
		"comma too many":     {members{ingress: `{"us":["198.51.100.7",]}`}.json(), "the document is not JSON: invalid character ']' looking for beginning of value, after byte 127, in ingressIPs.us[1]"},
		"wrong bracket":      {members{ingress: `{"us":["198.51.100.7"}}`}.json(), "the document is not JSON: invalid character '}' after array element, after byte 126, in ingressIPs.us"},
		"control character":  {members{ingress: "{\"us\":[\"198.51\n.100.7\"]}"}.json(), "the document is not JSON: invalid character '\\n' in string literal, after byte 112, in ingressIPs.us[0]"},
		"wrong bracket in x": {`{"x":[1},` + good[1:], "the document is not JSON: invalid character '}' after array element, after byte 7, in x"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document, err := addresslist.Decode([]byte(test.body))
			if err == nil || document != nil {
				t.Fatalf("document %v, error %v", document, err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	const usual = "2025-08-26T16:03:33Z"
	tests := map[string]struct{ body, ingress, egress, updatedAt string }{
		"good":                               {members{}.json(), "us", "us", usual},
		"white space around":                 {"\r\n\t " + members{}.json() + "\n\n", "us", "us", usual},
		"byte-order mark":                    {"\xef\xbb\xbf" + members{}.json(), "us", "us", usual},
		"empty":                              {members{regions: "{}", ingress: "{}", egress: "{}"}.json(), "", "", usual},
		"empty lists":                        {members{regions: `{"us":{}}`, ingress: `{"us":[],"eu":[]}`, egress: `{"in":[]}`}.json(), "eu us", "in", usual},
		"null for a list":                    {members{ingress: `{"us":["198.51.100.7"],"sg":null}`, egress: `{"us":null}`}.json(), "sg us", "us", usual},
		"null for hostnames and their lists": {members{regions: `{"us":null,"eu":{"eu.api.konghq.com":null}}`}.json(), "us", "us", usual},
		"upper case":                         {members{ingress: `{"US":["198.51.100.7"],"Eu":[]}`}.json(), "eu us", "us", usual},
		"bad entries are not checked yet":    {members{ingress: `{"us":["","0.0.0.0/0"]}`}.json(), "us", "us", usual},
		"unknown members": {
			`{"$schema":"x","version":1e999,"more":[[],{},{"a":[null,true,-0.5,"\ud800"],"b":{}}],` + members{}.json()[1:], "us", "us", usual,
		},
		"unknown member, as deep as allowed": {`{"x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + "," + members{}.json()[1:], "us", "us", usual},
		"same key in different objects":      {`{"x":[{"a":1},{"a":1}],` + members{}.json()[1:], "us", "us", usual},
		"keys that are none": {
			members{
				ingress: `{"us":["198.51.100.7"],"us_gov":["198.51.100.8"],"":[],"\u001b[2J":null,"üs":[]}`,
				regions: `{"us":{"":["198.51.100.7"],".":[],"a b":[],"ä.example":[],"*":[],"a\u007f":[]},"u s":{"a.example":[]}}`,
			}.json(),
			"us", "us", usual,
		},
		"date in RFC 3339":     {members{updateDate: `"2025-08-26T18:03:33+02:00"`}.json(), "us", "us", usual},
		"date in another form": {members{updateDate: `"yesterday"`}.json(), "us", "us", "0001-01-01T00:00:00Z"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document, err := addresslist.Decode([]byte(test.body))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(document.Regions(addresslist.Ingress), " "); got != test.ingress {
				t.Errorf("ingress regions %q, want %q", got, test.ingress)
			}
			if got := strings.Join(document.Regions(addresslist.Egress), " "); got != test.egress {
				t.Errorf("egress regions %q, want %q", got, test.egress)
			}
			if got := document.UpdatedAt.Format(time.RFC3339); got != test.updatedAt {
				t.Errorf("updated at %s, want %s", got, test.updatedAt)
			}
		})
	}
}

// TestDecodeTruncated cuts a good document at every byte: no part of it is taken for the whole.
func TestDecodeTruncated(t *testing.T) {
	t.Parallel()
	body := []byte(members{}.json())
	if _, err := addresslist.Decode(body); err != nil {
		t.Fatal(err)
	}
	for end := range body {
		if _, err := addresslist.Decode(body[:end]); err == nil {
			t.Fatalf("the first %d of %d bytes were taken for a document", end, len(body))
		}
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2025-08-26-16-03-33":       "2025-08-26T16:03:33Z",
		"2025-08-26T16:03:33Z":      "2025-08-26T16:03:33Z",
		"2025-08-26T18:03:33+02:00": "2025-08-26T16:03:33Z",
		"2025-08-26T16:03:33.5Z":    "2025-08-26T16:03:33.5Z",
		"2024-02-29-23-59-59":       "2024-02-29T23:59:59Z",
		"2199-01-01-00-00-00":       "2199-01-01T00:00:00Z",
	} {
		got, err := addresslist.ParseDate(text)
		if err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("ParseDate(%q) = %s, %v, want %s", text, got.Format(time.RFC3339Nano), err, want)
		}
	}
	for _, text := range []string{"", "2025-08-26", "2025-08-26 16:03:33", "2025-08-26T16:03:33", "yesterday", "2025-02-30-00-00-00", "2025-08-26-16-03-33.5"} {
		_, err := addresslist.ParseDate(text)
		want := fmt.Sprintf("%q is not a date such as %q (UTC) or %q", text, "2025-08-26-16-03-33", "2025-08-26T16:03:33Z")
		if err == nil || err.Error() != want {
			t.Errorf("ParseDate(%q): error %v, want %s", text, err, want)
		}
	}
}
