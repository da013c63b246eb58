# Existing machines for connection proxies to reach, and a guacd for each proxy: with MACHINES=1. Sourced after hosts.sh.
# shellcheck shell=bash

has_machines() { [ "${MACHINES:-0}" = 1 ]; }

# guacd_of NAME NUMBER PROXY [NETWORK]: on a host of its own; nobody else is to use it.
guacd_of() {
  local network=${4:-inside}
  container_host "$1" "$2" "$network" berth/test-guacd:1
  sed -i "s/^guacd = .*/guacd = $(address "$1" "$network"):4822/" "$state/$3/etc/berth.conf"
}

# SSH, SFTP and a VNC screen on one host, SSH and RDP on the other. User demo, password demo-pass.
machine_hosts() {
  has_machines || return 0
  container_host machine 91 inside berth/test-target:1 MODE=vnc
  container_host windows 92 inside berth/test-target:1 MODE=rdp
}
