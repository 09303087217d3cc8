/**
 * A self-signed certificate for 127.0.0.1, valid until 2120, and its key. Both are public: they protect nothing, and no
 * machine trusts them unless a test says so.
 */
export const loopbackCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgW1CleVOdzWLqZ5CG
WJK0BK7K3hBWKIl+gICaG3k8+ZyhRANCAATVDI52hi7zoRTYQ7nknuOiaBQpfXAw
j2fK85WVj7/st/l8RcrKwmjl9SS9908rvqoih//FiuwGcx1LXmzovjN6
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfTCCASKgAwIBAgIBATAKBggqhkjOPQQDAjAkMSIwIAYDVQQDDBljYWxsLXRy
aWFnZSBsb29wYmFjayB0ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAw
MDAwWjAkMSIwIAYDVQQDDBljYWxsLXRyaWFnZSBsb29wYmFjayB0ZXN0MFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAE1QyOdoYu86EU2EO55J7jomgUKX1wMI9nyvOV
lY+/7Lf5fEXKysJo5fUkvfdPK76qIof/xYrsBnMdS15s6L4zeqNDMEEwDwYDVR0R
BAgwBocEfwAAATAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBQwJPPsudTOoiXa
GNPazuCV4cfakzAKBggqhkjOPQQDAgNJADBGAiEA7VyhMuXcTO2xdf7z/T5oo5AW
PtEJ0lJOY003oi8BnxACIQDae2IRcpOuoGKW63oIVvtyWO+Y21q6h8z9iV8TcCBJ
LQ==
-----END CERTIFICATE-----
`,
} as const;
