#!/bin/sh
# Makes the certificates of ../tls.hew anew: an authority, a server certificate for localhost
# that it signs, and another authority. They are for trying out, not for use: everybody knows
# the server's key. Needs openssl.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$(mktemp -d)"

cat > ca.cnf <<END
[ca]
default_ca = all
[all]
database = index.txt
new_certs_dir = .
default_md = sha256
rand_serial = yes
unique_subject = no
policy = any
default_startdate = 20200101000000Z
default_enddate = 21200101000000Z
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
subjectAltName = DNS:localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth
END
: > index.txt

# request NAME TITLE makes a key and asks for a certificate.
request() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config ca.cnf \
    -subj "/CN=$2" -keyout "$1-key.pem" -out "$1.csr" 2> log
}

# sign NAME EXTENSIONS WHO... grants it.
sign() {
  name=$1 extensions=$2
  shift 2
  openssl ca -batch -notext -config ca.cnf -extensions "$extensions" \
    -in "$name.csr" -out "$name.pem" "$@" 2> log
}

request ca 'hewq example authority'
sign ca authority -selfsign -keyfile ca-key.pem
request other-ca 'another example authority'
sign other-ca authority -selfsign -keyfile other-ca-key.pem
request server localhost
sign server server -cert ca.pem -keyfile ca-key.pem
chmod 644 server-key.pem
cp ca.pem other-ca.pem server.pem server-key.pem "$here"
