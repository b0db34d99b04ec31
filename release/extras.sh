#!/usr/bin/env bash
# extras.sh FOLDER writes what packages have besides the command: the completions of shells, and manual pages. It runs
# the command as this system builds it. The same commit makes the same files.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$1
rm -rf "$out"
mkdir -p "$out/completions" "$out/man1"
hewq=$out/hewq.exe # systems other than Windows do not mind the name
# These are the flags of the release, so that this build serves both.
CGO_ENABLED=0 go build -trimpath -buildvcs=true -ldflags="-s -w" -o "$hewq" ./cmd/hewq
"$hewq" completions bash > "$out/completions/hewq.bash"
"$hewq" completions zsh > "$out/completions/_hewq"
"$hewq" completions fish > "$out/completions/hewq.fish"
"$hewq" completions powershell > "$out/completions/hewq.ps1"
"$hewq" man "$out/man1" > /dev/null
gzip -9 -n "$out"/man1/*.1
rm "$hewq"
