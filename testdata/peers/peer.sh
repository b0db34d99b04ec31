#!/bin/sh
# peer.sh server|client key=value ...: the command line of a QUIC peer for hewq.
# The server takes one connection after another; a client that leaves without a word holds the
# next ones up for no longer than the idle timeout set here.
# The words alpn=a,b become --alpn a,b; HEWQ is the binary, `hewq` unless set.
here=$(cd "$(dirname "$0")" && pwd)
export HEWQ_QUIC_IDLE_TIMEOUT="${HEWQ_QUIC_IDLE_TIMEOUT:-3s}"
alpn=
for word; do
  case $word in alpn=?*) alpn="--alpn ${word#alpn=}" ;; esac
done
# shellcheck disable=SC2086
exec "${HEWQ:-hewq}" run $alpn "$here/peer.hew" -- "$@"
