# Hosts on one machine. Each has a network, process, mount and host name space of its own: it sees only the networks that
# it has a leg in, killing its first process is pulling its plug, and nothing that it mounts outlives it.
# Sourced after common.sh, with $topology (its name) and $prefix (the first two numbers of its addresses) set.
# shellcheck shell=bash

readonly state=${TOPOLOGY_DIR:-/var/tmp/berth-topology}/${topology:?}
readonly wires=berth-$topology-wires bridge_leg=top-$topology
# user2, inside2, public and wan are of RA4: the users and the nodes of region 2, the side of region 1 that the world sees, the line
declare -rA network_number=([user]=1 [front]=2 [inside]=3 [data]=4 [user2]=5 [inside2]=7 [public]=8 [wan]=9)

namespace() { echo "berth-$topology-$1"; }

# A bridge for each network, in a namespace that routes nothing; this machine gets a leg in the users' network only.
wires_up() {
  local network
  mkdir -p "$state"
  chmod 711 "${state%/*}" "$state"
  : >"$state/legs"
  : >"$state/made"
  ip netns add "$wires"
  ip netns exec "$wires" sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  for network in "${!network_number[@]}"; do
    ip -n "$wires" link add "$network" type bridge
    ip -n "$wires" link set "$network" up
  done
  machine_leg "$bridge_leg" user
}

# machine_leg INTERFACE NETWORK: this machine is a user there.
machine_leg() {
  ip link add "$1" type veth peer name "machine-$2" netns "$wires"
  ip -n "$wires" link set "machine-$2" master "$2" up
  ip addr add "${prefix:?}.${network_number[$2]}.1/24" dev "$1"
  ip link set "$1" up
}

# host NAME NUMBER NETWORK…: a host with a leg in each of these networks.
host() {
  ip netns add "$(namespace "$1")"
  wire "$@"
}

# container_host NAME NUMBER NETWORK IMAGE ENVIRONMENT…: a container of this machine's engine as a host, which reaches that
# network alone. It is on until it is turned off, once.
container_host() {
  local name=$1 number=$2 network=$3 image=$4 variable options=()
  shift 4
  for variable in "$@"; do options+=(-e "$variable"); done
  docker run -d --name "$(namespace "$name")" --network none --hostname "$name" "${options[@]}" "$image" >/dev/null
  mkdir -p "$state/$name/pid"
  docker inspect -f '{{.State.Pid}}' "$(namespace "$name")" >"$state/$name/pid/init"
  ip netns attach "$(namespace "$name")" "$(<"$state/$name/pid/init")"
  wire "$name" "$number" "$network"
  touch "$state/$name/apart"
  legs "$name" up
}

# wire NAME NUMBER NETWORK…: cables for a network namespace that is there.
wire() {
  local name=$1 number=$2 network address space there='' here=''
  shift 2
  space=$(namespace "$name")
  ip netns exec "$space" sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  for network in "$@"; do
    address=$prefix.${network_number[$network]}.$number
    there+="link add $network type veth peer name $name-$network netns $wires
      addr add $address/24 dev $network
      link set $network up
"
    here+="link set $name-$network master $network up
"
    echo "$name $network $address" >>"$state/legs"
  done
  ip -n "$space" -batch - <<<"link set lo up
$there"
  ip -n "$wires" -batch - <<<"$here"
  mkdir -p "$state/$name"/{etc,lib,log,pid,services,plates}
  chmod 711 "$state/$name" "$state/$name"/{etc,lib}
}

# addresses NAME: "network address" for each leg.
addresses() { awk -v name="$1" '$1 == name { print $2, $3 }' "$state/legs"; }

# address NAME NETWORK
address() { awk -v name="$1" -v network="$2" '$1 == name && $2 == network { print $3 }' "$state/legs"; }

hosts() { awk '!seen[$1]++ { print $1 }' "$state/legs"; }

is_host() { [ -f "$state/legs" ] && hosts | grep -qx -- "$1"; }

# What a host calls the others: their addresses in the first network that both are in.
names_for() {
  echo "127.0.0.1 localhost"
  awk -v me="$1" '
    { network[NR] = $2; host[NR] = $1; address[NR] = $3; if ($1 == me) mine[$2] = 1 }
    END { for (i = 1; i <= NR; i++) if ((host[i] == me || network[i] in mine) && !seen[host[i]]++) print address[i], host[i] }
  ' "$state/legs"
  [ ! -f "$state/$1/far" ] || cat "$state/$1/far"
}

# knows NAME OTHER NETWORK: NAME finds OTHER by its address there, over routers.
knows() { echo "$(address "$2" "$3") $2" >>"$state/$1/far"; }

# plate NAME SOURCE TARGET: the host sees its own SOURCE at TARGET, at every boot.
plate() {
  echo "$2 $3" >>"$state/$1/plates/list"
  mkdir -p "$2"
  local missing=$3
  # An empty directory of this machine has to be there to mount upon; down takes away what was made.
  until [ -d "$missing" ]; do
    echo "$missing" >>"$state/made"
    missing=${missing%/*}
  done
  mkdir -p "$3"
}

# boot NAME: its first process, and with it the host. All hosts have to be known by then, to have names.
boot() {
  local name=$1 space guard child
  space=$(namespace "$name")
  names_for "$name" >"$state/$name/names"
  legs "$name" up
  setsid nsenter --net="/run/netns/$space" unshare --mount --pid --fork --uts --mount-proc --kill-child=KILL \
    "$BASH" "${root:?}/scripts/lib/host-init" "$state/$name" "$name" >>"$state/$name/log/host" 2>&1 </dev/null &
  guard=$!
  disown "$guard"
  within 10 "host $name starts" test -e "$state/$name/pid/ready"
  rm -f "$state/$name/pid/ready"
  child=$(pgrep -P "$guard")
  echo "$child" >"$state/$name/pid/init"
}

is_on() { [ -s "$state/$1/pid/init" ] && kill -0 "$(<"$state/$1/pid/init")" 2>/dev/null; }

# within SECONDS WHAT COMMAND…: tries again until it succeeds.
within() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || die "not in time: $what"
    sleep 0.1
  done
}

# legs NAME up|down: its cables, pulled at the switch's end.
legs() {
  local network
  while read -r network _; do
    ip -n "$wires" link set "$1-$network" "$2"
  done < <(addresses "$1")
}

# inside NAME COMMAND…: as a process of that host.
inside() {
  local name=$1 init
  shift
  is_on "$name" || die "$name is off"
  init=$(<"$state/$name/pid/init")
  nsenter --target "$init" --mount --pid --uts --net -- "$@"
}

# service NAME SERVICE COMMAND…: starts it there, and at every boot from now on.
service() {
  local name=$1 service=$2
  shift 2
  printf '%s\0' "$@" >"$state/$name/services/$service"
  service_start "$name" "$service"
}

service_start() {
  local name=$1 service=$2 init command
  is_on "$name" || die "$name is off"
  ! service_runs "$name" "$service" || return 0
  mapfile -d '' -t command <"$state/$name/services/$service"
  init=$(<"$state/$name/pid/init")
  setsid nsenter --target "$init" --mount --pid --uts --net -- "${command[@]}" \
    >"$state/$name/log/$service.out" 2>>"$state/$name/log/$service.err" </dev/null &
  # whoever ends it need not be told that it ended
  disown $!
  # nsenter waits for its child, which is the service
  until pgrep -P $! >"$state/$name/pid/$service"; do
    kill -0 $! 2>/dev/null || die "$service on $name ended at once: $(tail -n 3 "$state/$name/log/$service.err")"
    sleep 0.05
  done
}

service_pid() { cat "$state/$1/pid/$2" 2>/dev/null; }

service_runs() { [ -s "$state/$1/pid/$2" ] && kill -0 "$(<"$state/$1/pid/$2")" 2>/dev/null; }

services() { (cd "$state/$1/services" && ls); }

# service_stop NAME SERVICE SIGNAL
service_stop() {
  local pid
  pid=$(service_pid "$1" "$2") || return 0
  kill -"$3" "$pid" 2>/dev/null || return 0
  case $3 in STOP | CONT) return 0 ;; esac
  within 60 "$2 of $1 ends" test ! -d "/proc/$pid"
}

# power_off NAME: at once, as when the plug is pulled: the address does not answer any more, nothing says goodbye.
power_off() {
  is_on "$1" || return 0
  legs "$1" down
  kill -9 "$(<"$state/$1/pid/init")"
  within 20 "$1 is off" test ! -d "/proc/$(<"$state/$1/pid/init")"
  rm -f "$state/$1"/pid/*
}

# Everything away, however far up got.
wires_down() {
  local name space directory other
  if [ -f "$state/legs" ]; then
    for name in $(hosts); do
      [ ! -s "$state/$name/pid/init" ] || kill -9 "$(<"$state/$name/pid/init")" 2>/dev/null || true
    done
    for name in $(hosts); do
      [ ! -s "$state/$name/pid/init" ] || within 20 "$name is off" test ! -d "/proc/$(<"$state/$name/pid/init")"
    done
  fi
  docker ps -aq --filter "name=^berth-$topology-" 2>/dev/null | xargs -r docker rm -f >/dev/null 2>&1 || true
  for space in $(ip netns list | awk '{ print $1 }' | grep -- "^berth-$topology-" || true); do
    ip netns del "$space"
  done
  ip link del "$bridge_leg" 2>/dev/null || true
  ip link del "$bridge_leg-2" 2>/dev/null || true
  remove_cgroups
  if [ -f "$state/made" ]; then
    # the kernel takes away what others have mounted on a directory that is removed: the last one up removes it
    other=$(find "${state%/*}" -mindepth 2 -maxdepth 2 -name legs ! -path "$state/*" -print -quit)
    if [ -n "$other" ]; then
      cat "$state/made" >>"${other%/*}/made"
    else
      while read -r directory; do
        rmdir "$directory" 2>/dev/null || true
      done < <(sort -ru "$state/made")
    fi
  fi
  rm -rf "$state"
  rmdir "${state%/*}" 2>/dev/null || true
}

# What the engines' containers leave behind there, empty.
remove_cgroups() {
  local group
  while read -r group; do
    find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
  done < <(find /sys/fs/cgroup -maxdepth 2 -type d -name "berth-$topology-*" 2>/dev/null)
}
