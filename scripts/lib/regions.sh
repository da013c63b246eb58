# Two regions (RA4) and the line between them. Region 1 is RA3, smaller; region 2 has zone proxies behind a balancer of its
# own, an agent, a connection proxy with a guacd and a machine to connect to. Sourced after architectures.sh.
# shellcheck shell=bash

readonly upstream_port=8445

build_ra4() {
  [ "${balancer:?}" = haproxy ] || die "RA4 is built with HAProxy only"
  new_secrets
  hosts_region1
  hosts_region2
  line_up
  for name in etcd db1 private primary web1 web2 zone1; do boot "$name"; done
  for name in edge2 zone2a zone2b cpx2; do boot "$name"; done
  etcd_up etcd
  patroni_up db1
  balancer_up primary primary regions
  balancer_up private
  balancer_up edge2 region
  engines_up agent1 agent2
  within 60 "PostgreSQL starts on db1" patroni_says db1 primary
  create_database db1
  web_app_of_region1 web1
  await_node web1
  web_app_of_region1 web2
  url=https://$(address primary user):8443
  within 30 "the primary balancer finds a web app" curl -sf -m 2 --cacert "$state/pki/ca.pem" "$url/api/__healthcheck"
  sign_in web1
  zone_of_region2
  join agent agent1 agent2
  join zone-proxy zone1 zone2a zone2b
  join connection-proxy cpx2
  await_node web2
  within 90 "all nodes have joined" joined "$(hosts | grep -cE '^(web|agent|cpx|zone)')"
}

# Nodes enrol into zones that exist; browsers find the streams of this one at the balancer of its region.
zone_of_region2() {
  call POST /api/admin/zones "{\"name\":\"region2\",\"settings\":{\"proxyHostname\":\"$(address edge2 user2)\",\"proxyPort\":8443}}" >/dev/null
}

hosts_region1() {
  balancer_host primary 10 user front public
  balancer_host private 20 inside
  for name in web1 web2; do web_app_host "$name"; done
  agent_host agent1 ra3/agent.conf
  node_host zone1 61 ra3/zone-proxy.conf front inside
  etcd_host
  database_host db1
  host wan1 254 public inside
}

hosts_region2() {
  balancer_host edge2 10 user2 inside2
  for name in zone2a zone2b; do
    node_host "$name" $((61 + $([ "$name" = zone2a ] && echo 0 || echo 1))) ra4/zone-proxy.conf inside2
  done
  agent_host agent2 ra4/agent.conf inside2
  node_host cpx2 52 ra4/connection-proxy.conf inside2
  host wan2 254 user2 inside2
  guacd_of guacd2 80 cpx2 inside2
  container_host target2 90 inside2 berth/test-target:1 MODE=none
  machine_leg "$bridge_leg-2" user2
}

web_app_of_region1() {
  web_app_up "$1" "--allow-origin=https://$(address primary user):8443,https://$(address primary public):8443"
}

# The line, its routers, and who may go where over it. Region 2 reaches the public address of the primary balancer; the web
# apps reach the nodes of region 2. Its users, this machine among them, come to the console over the line as well.
line_up() {
  local half pid name network
  half=$((${WAN_DELAY:-100} / 2))
  setsid /usr/bin/python3 "${root:?}/scripts/lib/wan" "$half" "/run/netns/$(namespace wan1)" "/run/netns/$(namespace wan2)" \
    >"$state/wan1/log/line" 2>&1 </dev/null &
  pid=$!
  disown "$pid"
  within 10 "the line is there" grep -q there "$state/wan1/log/line"
  for name in wan1 wan2; do
    echo "$pid" >"$state/$name/pid/init"
    touch "$state/$name/apart"
    legs "$name" up
    ip netns exec "$(namespace "$name")" sysctl -qw net.ipv4.ip_forward=1
  done
  at wan1 addr add "$prefix.9.1/30" dev wan
  at wan2 addr add "$prefix.9.2/30" dev wan
  for name in wan1 wan2; do at "$name" link set wan up; done
  for network in 5 7; do at wan1 route add "$prefix.$network.0/24" via "$prefix.9.2"; done
  at wan2 route add default via "$prefix.9.1"
  for network in 5 7; do at primary route add "$prefix.$network.0/24" via "$(address wan1 public)"; done
  for name in web1 web2; do at "$name" route add "$prefix.7.0/24" via "$(address wan1 inside)"; done
  # everything that is not near goes to the router, which decides
  for name in edge2 zone2a zone2b agent2 cpx2 target2; do at "$name" route add default via "$(address wan2 inside2)"; done
  ip route add "$prefix.8.0/24" via "$(address wan2 user2)"
  walls_up
  names_over_the_line
}

at() { ip -n "$(namespace "$1")" "${@:2}"; }

walls_up() {
  local door
  door="-d $(address primary public) -p tcp -m multiport --dports 8443,8444,$upstream_port"
  ip netns exec "$(namespace wan1)" iptables-restore <<RULES
*filter
:FORWARD DROP
-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
-A FORWARD -i wan $door -j ACCEPT
-A FORWARD -s $(address web1 inside),$(address web2 inside) -o wan -d $prefix.7.0/24 -p tcp --dport 8443 -j ACCEPT
-A FORWARD -j REJECT
COMMIT
RULES
  # the first four only count
  ip netns exec "$(namespace wan2)" iptables-restore <<RULES
*filter
:FORWARD DROP
-A FORWARD -s $prefix.7.0/24 -o wan -m comment --comment nodes-out
-A FORWARD -d $prefix.7.0/24 -i wan -m comment --comment nodes-in
-A FORWARD -s $prefix.5.0/24 -o wan -m comment --comment users-out
-A FORWARD -d $prefix.5.0/24 -i wan -m comment --comment users-in
-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
-A FORWARD -o wan $door -j ACCEPT
-A FORWARD -i wan -s $prefix.3.0/24 -d $prefix.7.0/24 -p tcp --dport 8443 -j ACCEPT
-A FORWARD -j REJECT
COMMIT
RULES
}

names_over_the_line() {
  local name other
  for name in web1 web2; do
    for other in zone2a zone2b agent2 cpx2; do knows "$name" "$other" inside2; done
  done
  for name in zone2a zone2b agent2 cpx2; do knows "$name" primary public; done
}

# run_wan [count|cut|mend]: the line; what went over it in bytes, by whose it was.
run_wan() {
  case ${1:-count} in
    count)
      ip netns exec "$(namespace wan2)" iptables -nvxL FORWARD |
        sed -n 's#^ *\([0-9]*\) *\([0-9]*\) .*/\* \([a-z-]*\) \*/.*#\3 \1 packets \2 bytes#p'
      ;;
    cut) kill -STOP "$(<"$state/wan1/pid/init")" ;;
    mend) kill -CONT "$(<"$state/wan1/pid/init")" ;;
    *) usage ;;
  esac
}
