# The architectures: which hosts there are, and in which order they come up. Sourced after nodes.sh. Each sets $url.
# RA4 is in regions.sh.
# shellcheck shell=bash

# One server, one program.
build_ra1() {
  node_host server 10 berth.conf user
  sed -i 's#^data-dir = .*#data-dir = /var/lib/berth#' "${state:?}/server/etc/berth.conf"
  own_certificate server
  engine_plates server
  boot server
  engine_up server
  load_images server
  node_up server
  await_node server
  url=https://$(address server user):8443
  sign_in server
}

# The server, and agents on hosts of their own.
build_ra2() {
  local name
  node_host server 10 ra2/server.conf user inside
  for name in agent1 agent2; do agent_host "$name" ra2/agent.conf; done
  ! has_machines || guacd_of guacd 80 server
  machine_hosts
  boot server
  node_up server
  engines_up agent1 agent2
  await_node server
  url=https://$(address server user):8443
  sign_in server
  join agent agent1 agent2
  within 60 "all nodes have joined" joined 3
}

# Three web apps behind the primary balancer; agents and proxies that report through the private one; a database that fails over.
build_ra3() {
  local name
  new_secrets
  hosts_ra3
  for name in etcd db1; do boot "$name"; done
  etcd_up etcd
  patroni_up db1
  for name in user primary private web1 web2 web3 cpx1 cpx2 zone1 db2; do ! is_host "$name" || boot "$name"; done
  balancer_up primary
  balancer_up private
  engines_up agent1 agent2
  within 60 "PostgreSQL starts on db1" patroni_says db1 primary
  create_database db1
  patroni_up db2
  # the first one makes the tables and prints the password
  web_app_up web1
  await_node web1
  web_app_up web2
  web_app_up web3
  url=https://$(address primary user):8443
  within 30 "the primary balancer finds a web app" curl -sf -m 2 --cacert "$state/pki/ca.pem" "$url/api/__healthcheck"
  sign_in web1
  join agent agent1 agent2
  join connection-proxy cpx1 cpx2
  ! is_host zone1 || join zone-proxy zone1
  await_node web2
  await_node web3
  within 60 "the standby follows" patroni_says db2 sync
  within 60 "all nodes have joined" joined "$(hosts | grep -cE '^(web|agent|cpx|zone)')"
}

new_secrets() {
  (umask 077 && openssl rand -hex 16 >"$state/secrets/database-password" && openssl rand -base64 32 >"$state/secrets/secret.key")
}

# web_app_up NAME FLAG…
web_app_up() {
  local name=$1
  shift
  # shellcheck disable=SC2086  # a list of flags
  node_up "$name" "--trusted-proxies=$(address primary front)" "$@" ${WEB_APP_FLAGS:-}
}

web_app_host() {
  node_host "$1" $((30 + ${1#web})) ra3/web-app.conf front inside data
  cp "$state/secrets/database-password" "$state/secrets/secret.key" "$state/$1/etc"
}

hosts_ra3() {
  local name
  host user 5 user
  balancer_host primary 10 user front
  balancer_host private 20 inside
  for name in web1 web2 web3; do web_app_host "$name"; done
  for name in agent1 agent2; do agent_host "$name" ra3/agent.conf; done
  for name in cpx1 cpx2; do
    node_host "$name" $((50 + ${name#cpx})) ra3/connection-proxy.conf inside
    ! has_machines || guacd_of "guacd${name#cpx}" $((80 + ${name#cpx})) "$name"
  done
  machine_hosts
  [ "${ZONE_PROXIES:-1}" = 0 ] || node_host zone1 61 ra3/zone-proxy.conf front inside
  etcd_host
  for name in db1 db2; do database_host "$name"; done
}

etcd_host() {
  host etcd 70 data
  plate etcd "$state/etcd/lib" /var/lib/berth
}

database_host() {
  host "$1" $((70 + ${1#db})) data
  plate "$1" "$state/$1/etc" "${etc:?}"
  plate "$1" "$state/$1/lib" /var/lib/berth
  certificate "$1"
}

balancer_host() {
  host "$@"
  plate "$1" "$state/$1/etc" "$etc"
  certificate "$1"
}

# agent_host NAME CONFIG [NETWORK]
agent_host() {
  node_host "$1" $((40 + ${1#agent})) "$2" "${3:-inside}"
  engine_plates "$1"
}

# At the same time: each takes a second or two, and the images longer.
engines_up() {
  local name waiting=()
  for name in "$@"; do
    boot "$name"
    (engine_up "$name" && load_images "$name") &
    waiting+=($!)
  done
  for name in "${waiting[@]}"; do wait "$name" || die "an engine did not start"; done
}

load_images() {
  # shellcheck disable=SC2086  # a list of names
  [ -z "$images" ] || engine_load "$1" $images
}

# The example of RA1 makes a certificate of its own; here it gets one that can be checked.
own_certificate() {
  printf '%s\n' "tls-certificate = $etc/certificate.pem" "tls-key = $etc/key.pem" >>"$state/$1/etc/berth.conf"
}

# join ROLE NAME…: with a token for each.
join() {
  local role=$1 name
  shift
  for name in "$@"; do
    enrol "$name" "$role"
    node_up "$name"
  done
}
