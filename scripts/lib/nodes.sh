# Berth itself on the hosts, and what an administrator does with it. Sourced after hosts.sh, tiers.sh and program.sh.
# shellcheck shell=bash

# node_host NAME NUMBER CONFIG NETWORK…: a host with a configuration from config/.
node_host() {
  local name=$1 number=$2 config=$3
  shift 3
  host "$name" "$number" "$@"
  plate "$name" "${state:?}/$name/etc" "${etc:?}"
  plate "$name" "$state/$name/lib/berth" /var/lib/berth
  cp "${root:?}/config/$config" "$state/$name/etc/berth.conf"
  # A container of the engine outside is no host of this network.
  ! grep -q '^roles.*connection-proxy' "$state/$name/etc/berth.conf" || echo 'guacd = none' >>"$state/$name/etc/berth.conf"
  certificate "$name"
}

# node_up NAME FLAG…: starts Berth there; does not wait. The password that a first start prints stays in its output.
node_up() {
  local name=$1 roles options
  shift
  roles=$(sed -n 's/^roles = //p' "$state/$name/etc/berth.conf")
  mapfile -t options < <(java_options "$roles")
  service "$name" berth "$JAVA_HOME/bin/java" "${options[@]}" -jar "${jar:?}" "--config=$etc/berth.conf" "$@"
}

node_is_up() {
  service_runs "$1" berth || die "Berth on $1 ended: $(tail -n 5 "$state/$1/log/berth.err")"
  grep -q ' is ready ' "$state/$1/log/berth.out"
}

await_node() { within 90 "Berth on $1 is ready" node_is_up "$1"; }

# call METHOD PATH [JSON]: the answer of the API to the administrator; dies when it is a refusal.
call() {
  local answer code
  answer=$(curl -s --cacert "$state/pki/ca.pem" -m 30 -X "$1" -b "$state/secrets/cookies" -c "$state/secrets/cookies" \
    -H "Origin: ${url:?}" -H "X-CSRF-Token: $(cat "$state/secrets/csrf" 2>/dev/null)" -H 'Content-Type: application/json' \
    -w '\n%{http_code}' ${3:+--data-binary "$3"} "$url$2") || die "$url does not answer"
  code=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  case $code in 2*) printf '%s\n' "$answer" ;; *) die "$1 $2: $code $answer" ;; esac
}

# field NAME: the first field of that name of the JSON on standard input, a string or a number.
field() { grep -o "\"$1\" *: *\(\"[^\"]*\"\|[0-9.]*\)" | head -n 1 | sed 's/^[^:]*: *//; s/^"//; s/"$//'; }

# sign_in NAME: by the password that the first start on this host printed; chooses another, as one has to.
sign_in() {
  local first password
  first=$(sed -n 's/.*Password  *\([^ ]*\).*/\1/p' "$state/$1/log/berth.out" | head -n 1)
  [ -n "$first" ] || die "no password was printed on $1"
  password=$(openssl rand -hex 10)
  (umask 077 && printf '%s\n' "$password" >"$state/secrets/password")
  call POST /api/login "{\"name\":\"admin\",\"password\":\"$first\"}" | field csrfToken >"$state/secrets/csrf"
  call POST /api/me/password "{\"currentPassword\":\"$first\",\"newPassword\":\"$password\"}" |
    field csrfToken >"$state/secrets/csrf.new"
  mv "$state/secrets/csrf.new" "$state/secrets/csrf"
}

# enrol NAME ROLE: a one-time token for that host and its zone, made through the API.
enrol() {
  local token zone
  zone=$(sed -n 's/^zone = //p' "$state/$1/etc/berth.conf")
  token=$(call POST /api/admin/enrolments "{\"roles\":[\"$2\"],\"zone\":\"${zone:-default}\",\"validSeconds\":600}" | field token)
  [ -n "$token" ] || die "no token was made for $1"
  (umask 077 && printf '%s\n' "$token" >"$state/$1/etc/join-token")
}

# joined COUNT: so many nodes are ready.
joined() { [ "$(call GET /api/admin/nodes | grep -o '"state" *: *"ready"' | wc -l)" -ge "$1" ]; }
