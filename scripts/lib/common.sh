# What every script here shares: messages, stages with a clock, Debian packages. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
logs=$root/target/logs

# Progress goes to stderr, so that stdout carries only what the started program prints.
say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# version_at_least HAVE WANT: compares dotted numbers; anything after the digits and dots is ignored.
version_at_least() {
  local have_version=${1#v}
  have_version=${have_version%%[!0-9.]*}
  [ -n "$have_version" ] && [ "$(printf '%s\n%s\n' "$2" "$have_version" | sort -V | head -n 1)" = "$2" ]
}

# stage TITLE COMMAND…: runs a long command quietly. Its output is kept in a log, whose end is shown upon failure.
stage() {
  local title=$1 log spinner='' start=$SECONDS code=0
  shift
  mkdir -p "$logs"
  log=$logs/$(printf '%s' "$title" | tr -cs 'A-Za-z0-9.' '-').log
  if [ -t 2 ]; then
    spin "$title" &
    spinner=$!
  else
    say "$title …"
  fi
  # The command stays in the foreground: Ctrl-C must reach it, and background jobs of a script ignore Ctrl-C.
  "$@" >"$log" 2>&1 </dev/null || code=$?
  if [ -n "$spinner" ]; then
    kill "$spinner" 2>/dev/null || true
    wait "$spinner" 2>/dev/null || true
    printf '\r\033[K' >&2
  fi
  if [ "$code" -ne 0 ]; then
    tail -n 20 "$log" >&2
    die "$title: failed after $((SECONDS - start)) s (the whole log: ${log#"$PWD"/})"
  fi
  say "$title: done in $((SECONDS - start)) s"
}

# Ends by itself when its script dies, so that no spinner outlives a killed script.
spin() {
  local start=$SECONDS
  while kill -0 $$ 2>/dev/null; do
    printf '\r\033[K%s … %s s' "$1" $((SECONDS - start)) >&2
    sleep 0.5
  done
}

# May this user install Debian packages here?
can_install() { [ "$(id -u)" = 0 ] && have apt-get && have apt-cache; }

# The version that apt would install, or nothing.
apt_candidate() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' | grep -v '(none)' | sed 's/^[0-9]*://' || true
}

# A fresh machine or container image often comes without package lists.
refresh_packages() {
  apt_is_fresh=${apt_is_fresh:-}
  [ -z "$apt_is_fresh" ] || return 0
  stage "Reading the package lists" apt-get -q update
  apt_is_fresh=yes
}

install_packages() {
  refresh_packages
  stage "Installing $*" env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 -q -y --no-install-recommends install "$@"
}

# unpack PACKAGE DIRECTORY: the files of a package below a directory, installed nowhere.
unpack() {
  local package=$1 directory=$2 download
  [ ! -f "$directory/.$package" ] || return 0
  can_install || die "$package is missing: install it"
  refresh_packages
  download=$(mktemp -d)
  mkdir -p "$directory"
  # as root, for the user that apt would take may not write there
  stage "Unpacking $package" bash -c 'cd "$1" && apt-get -q -o APT::Sandbox::User=root download "$2" && dpkg -x ./*.deb "$3"' \
    unpack "$download" "$package" "$directory"
  rm -rf "$download"
  touch "$directory/.$package"
}

# need COMMAND PACKAGE: installs the package when the command is missing; says what to do where it may not.
need() {
  have "$1" && return 0
  can_install || die "$1 is missing: install the package $2"
  install_packages "$2"
}
