#!/bin/sh
# peer.sh server|client key=value ...: the command line of a QUIC peer for hewq.
# The words alpn=a,b become --alpn a,b; HEWQ is the binary, `hewq` unless set.
here=$(cd "$(dirname "$0")" && pwd)
alpn=
for word; do
  case $word in alpn=?*) alpn="--alpn ${word#alpn=}" ;; esac
done
# shellcheck disable=SC2086
exec "${HEWQ:-hewq}" run $alpn "$here/peer.hew" -- "$@"
