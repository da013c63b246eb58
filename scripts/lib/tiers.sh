# What runs on the hosts besides Berth itself: Docker Engines, etcd, PostgreSQL under Patroni, HAProxy; and the deployment's
# certificates. Sourced after hosts.sh.
# shellcheck shell=bash

readonly etc=/etc/berth

# make_authority: the organisation's own certificate authority, for what browsers, balancers and the database show.
make_authority() {
  local pki=${state:?}/pki
  mkdir -p "$pki"
  chmod 700 "$pki"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=Berth topology ${topology:?}" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    -keyout "$pki/ca.key" -out "$pki/ca.pem" 2>/dev/null
}

# certificate NAME: for a host, under its name and all its addresses; in its etc as certificate.pem, key.pem and both.pem.
certificate() {
  local name=$1 pki=$state/pki names="DNS:$1" directory=$state/$1/etc address
  # the name that nginx calls all of them by
  [[ $name != web* ]] || names+=,DNS:berth-web
  while read -r _ address; do
    names+=",IP:$address"
  done < <(addresses "$name")
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -addext "subjectAltName=$names" \
    -addext extendedKeyUsage=serverAuth -keyout "$directory/key.pem" -out "$pki/$name.csr" 2>/dev/null
  openssl x509 -req -days 30 -in "$pki/$name.csr" -CA "$pki/ca.pem" -CAkey "$pki/ca.key" -CAcreateserial \
    -copy_extensions copy -out "$directory/certificate.pem" 2>/dev/null
  cat "$directory/certificate.pem" "$directory/key.pem" >"$directory/both.pem"
  chmod 600 "$directory/key.pem" "$directory/both.pem"
  cp "$pki/ca.pem" "$directory/ca.pem"
}

# engine_up NAME: a Docker Engine of its own, with its own images, networks and containers.
engine_up() {
  local name=$1
  service "$name" docker dockerd --log-level warn --cgroup-parent "/berth-$topology-$name" --exec-opt native.cgroupdriver=cgroupfs
  within 40 "the Docker Engine of $name answers" docker -H "$(engine_of "$name")" version
}

# Its mount namespace is its own, so it keeps the usual places.
engine_plates() {
  plate "$1" "$state/$1/lib/docker" /var/lib/docker
  plate "$1" "$state/$1/lib/etc-docker" /etc/docker # the key in it is the engine's identity
}

# Where this machine finds the engine of a host, while that is on.
engine_of() { echo "unix:///proc/$(<"$state/$1/pid/init")/root/run/docker.sock"; }

# engine_load NAME IMAGE…: from the engine of this machine, since the hosts reach no registry.
engine_load() {
  local name=$1
  shift
  docker save "$@" | docker -H "$(engine_of "$name")" load -q >/dev/null
}

postgres_bin() {
  local newest
  newest=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] || die "PostgreSQL is missing: install the package postgresql"
  echo "/usr/lib/postgresql/$newest/bin"
}

etcd_up() {
  local name=$1 address
  address=$(address "$name" data)
  service "$name" etcd etcd --name "$name" --data-dir /var/lib/berth \
    --listen-client-urls "http://$address:2379" --advertise-client-urls "http://$address:2379" \
    --listen-peer-urls "http://$address:2380" --initial-advertise-peer-urls "http://$address:2380" \
    --initial-cluster "$name=http://$address:2380" --heartbeat-interval 100 --election-timeout 1000 \
    --logger zap --log-level warn
}

# patroni_up NAME: PostgreSQL that Patroni starts, promotes and demotes, by config/patroni/patroni.yml.
patroni_up() {
  local name=$1 address directory=$state/$1/lib
  address=$(address "$name" data)
  # the same passwords on each database host
  (umask 077 && sed "s/change-me-\(replication\|rewind\)/\1-$(<"$state/secrets/database-password")/" \
    "${root:?}/config/patroni/patroni.yml" >"$state/$name/etc/patroni.yml")
  chown postgres: "$directory" "$state/$name/etc/key.pem" "$state/$name/etc/patroni.yml"
  service "$name" patroni setpriv --reuid=postgres --regid=postgres --init-groups \
    env -i PATH=/usr/bin:/bin HOME=/var/lib/berth LC_ALL=C.UTF-8 PATRONI_NAME="$name" \
    PATRONI_RESTAPI_LISTEN="$address:8008" PATRONI_RESTAPI_CONNECT_ADDRESS="$address:8008" \
    PATRONI_POSTGRESQL_LISTEN="$address:5432" PATRONI_POSTGRESQL_CONNECT_ADDRESS="$address:5432" \
    PATRONI_POSTGRESQL_BIN_DIR="$(postgres_bin)" \
    /usr/bin/python3 /usr/bin/patroni "$etc/patroni.yml"
}

# patroni_says NAME primary|replica: is it that?
patroni_says() {
  local address
  address=$(address "$1" data)
  [ "$(inside "$1" curl -s -m 1 -o /dev/null -w '%{http_code}' -X OPTIONS "http://$address:8008/$2")" = 200 ]
}

# The user and the database of Berth, once.
create_database() {
  local name=$1
  inside "$name" setpriv --reuid=postgres --regid=postgres --init-groups \
    env -i PATH=/usr/bin:/bin psql -qX -v ON_ERROR_STOP=1 -h /run/postgresql -U postgres -d postgres \
    -f - <<SQL
create role berth login password '$(<"$state/secrets/database-password")';
create database berth owner berth;
SQL
}

# balancer_up NAME [FILE…]: HAProxy or nginx, by the files of those names in config/; that of its own name if none is given.
balancer_up() {
  local name=$1 file files=()
  shift
  [ $# -gt 0 ] || set -- "$name"
  case ${balancer:?} in
    nginx)
      cp "$root/config/nginx/$1.conf" "$state/$name/etc/nginx.conf"
      service "$name" nginx nginx -c "$etc/nginx.conf" -g 'daemon off;'
      within 10 "nginx accepts config/nginx/$1.conf" inside "$name" test -s /run/nginx.pid
      ;;
    *)
      for file in "$@"; do
        cp "$root/config/haproxy/$file.cfg" "$state/$name/etc"
        files+=(-f "$etc/$file.cfg")
      done
      service "$name" haproxy haproxy -W -db "${files[@]}"
      within 10 "HAProxy accepts config/haproxy: $*" inside "$name" test -S /run/haproxy.sock
      ;;
  esac
}
