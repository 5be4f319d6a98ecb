package listserver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"testing"
	"time"
)

// TLSOptions says what is wrong with a TLS server's certificate. The zero value is a good one.
type TLSOptions struct {
	// UnknownAuthority has it signed by another authority than the one that CAPEM returns.
	UnknownAuthority bool
	// WrongHostName has it issued for another host than the server's.
	WrongHostName bool
	// Expired has it ended an hour ago.
	Expired bool
	// Names are the DNS names that it is issued for in place of the server's.
	Names []string
	// Logged has it name the public logs that hold it, as a certificate of a public issuer does.
	Logged bool
	// AsksForCertificate has the server end a handshake of TLS 1.2 in which the client shows no certificate.
	AsksForCertificate bool
}

// NewTLSServer starts an HTTPS server for one test, under an authority of its own. It ends as NewServer's does.
func NewTLSServer(t testing.TB, options TLSOptions) *Server {
	t.Helper()
	server, err := startTLS(options)
	if err != nil {
		t.Fatal(err)
	}
	return forTest(t, server)
}

func startTLS(options TLSOptions) (*Server, error) {
	trusted, err := newAuthority()
	if err != nil {
		return nil, err
	}
	signer := trusted
	if options.UnknownAuthority {
		signer, err = newAuthority()
		if err != nil {
			return nil, err
		}
	}
	certificate, err := signer.issue(options)
	if err != nil {
		return nil, err
	}
	configuration := &tls.Config{
		Certificates: []tls.Certificate{certificate},
		MinVersion:   tls.VersionTLS12,
	}
	if options.AsksForCertificate {
		configuration.ClientAuth, configuration.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12
	}
	return start(configuration, trusted.pem()), nil
}

type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority() (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, fmt.Errorf("making an authority's key: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano()),
		Subject:               pkix.Name{CommonName: "Loopback Test Authority"},
		NotBefore:             now.Add(-48 * time.Hour),
		NotAfter:              now.Add(48 * time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return authority{}, fmt.Errorf("signing an authority: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return authority{}, fmt.Errorf("reading a new authority: %w", err)
	}
	return authority{certificate: certificate, key: key}, nil
}

func (a authority) issue(options TLSOptions) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("making a server's key: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		Subject:      pkix.Name{CommonName: "Loopback Test Server"},
		NotBefore:    now.Add(-24 * time.Hour),
		NotAfter:     now.Add(24 * time.Hour),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     []string{"localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	if options.WrongHostName {
		template.DNSNames = []string{"wrong.example"}
		template.IPAddresses = nil
	}
	if options.Names != nil {
		template.DNSNames = options.Names
		template.IPAddresses = nil
	}
	if options.Expired {
		template.NotAfter = now.Add(-time.Hour)
	}
	if options.Logged {
		// RFC 6962, section 3.3: an octet string in which the list of timestamps stands, here an empty one.
		template.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}, Value: []byte{4, 2, 0, 0}}}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("signing a server's certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

func (a authority) pem() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw}))
}
