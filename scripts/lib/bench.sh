# A control plane and nodes that join it, for benches that measure the program itself. Sourced after program.sh and native.sh;
# uses port and work, below which everything is kept.
# shellcheck shell=bash

executable=${NATIVE:-${native:?}}
control='' holder=''

# For the trap. What holds sessions open (as long as file 4 is) ends them first, while there is a control plane.
finish() {
  exec 4>&-
  [ -z "$holder" ] || wait "$holder" || true
  # shellcheck disable=SC2046  # one each
  kill $(jobs -p) 2>/dev/null || true
  wait || true
  rm -rf "$work"
}

# A control plane with a database of its own, and an administrator signed in.
start_control() {
  local options
  mapfile -t options < <(java_options web-app,database)
  "$JAVA_HOME/bin/java" "${options[@]}" -jar "$jar" --roles=web-app,database "--data-dir=$work/control" --session-per-user=20 \
    --listen=127.0.0.1 "--port=$((port + 10))" "--session-port=$((port + 11))" "--http-port=$((port + 12))" \
    >"$work/control.out" 2>"$work/control.err" &
  control=$!
  await "$((port + 12))" ready "$control" "$work/control.err"
  sign_in "$work/control.out" "$((port + 10))"
}

# sign_in OUTPUT PORT: as the administrator, who chooses a password.
sign_in() {
  local first answer
  console=https://localhost:$2 csrf=''
  password=$(openssl rand -hex 10)
  rm -f "$work/cookies"
  # it is printed a moment after the first 200
  until first=$(sed -n 's/.*Password  *\([^ ]*\).*/\1/p' "$1" | head -n 1) && [ -n "$first" ]; do sleep 0.1; done
  answer=$(call login "{\"name\":\"admin\",\"password\":\"$first\"}")
  csrf=$(field csrfToken <<<"$answer")
  answer=$(call me/password "{\"currentPassword\":\"$first\",\"newPassword\":\"$password\"}")
  csrf=$(field csrfToken <<<"$answer")
}

stop_control() {
  kill "$control"
  wait "$control" || true
}

# token ROLE: a one-time token to join with.
token() { call admin/enrolments "{\"roles\":[\"$1\"],\"zone\":\"default\",\"validSeconds\":600}" | field token; }

# call PATH JSON: what the API answers to the administrator.
call() {
  curl -sfk -m 30 -b "$work/cookies" -c "$work/cookies" -H "Origin: $console" -H "X-CSRF-Token: $csrf" \
    -H 'Content-Type: application/json' --data-binary "$2" "$console/api/$1" || die "the control plane refused $1"
}

# field NAME: a text of the JSON on standard input.
field() { grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | sed 's/.*: *"//; s/"$//'; }

# begin ROLES HOW [PORT [DATA [FLAG…]]]: starts it. pid is its process; begun, live and ready are when it was started,
# served and was ready, in microseconds and read without a process of their own.
begin() {
  local roles=$1 how=$2 at=${3:-$port} data=${4:-$work/$1} command=() options joining=()
  shift $(($# < 4 ? $# : 4))
  [ "$roles" = all ] || joining=("--upstream=https://localhost:$((port + 10))" "--advertised-address=https://127.0.0.1:$at")
  if [ "$how" = native ]; then
    mapfile -t options < <(native_options "$roles")
    command=("$executable" "${options[@]}")
  else
    mapfile -t options < <(java_options "$roles")
    [ "$how" = aot ] || mapfile -t options < <(printf '%s\n' "${options[@]}" | grep -v -e AOTCache -e Archive)
    command=("$JAVA_HOME/bin/java" "${options[@]}" -jar "$jar")
  fi
  begun=${EPOCHREALTIME/[.,]/}
  "${command[@]}" "--roles=$roles" "--data-dir=$data" --listen=127.0.0.1 --guacd=none --agent-network-pool=0 --session-per-user=20 \
    "--port=$at" "--session-port=$((at + 1))" "--http-port=$((at + 2))" "${joining[@]}" "$@" >"$work/out" 2>"$work/err" &
  pid=$!
  await "$((at + 2))" live "$pid" "$work/err"
  live=${EPOCHREALTIME/[.,]/}
  await "$((at + 2))" ready "$pid" "$work/err"
  ready=${EPOCHREALTIME/[.,]/}
}

end() {
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}

# await PORT WHAT PID ERRORS: starts no process between two looks, which would take time from what is measured.
await() {
  local until=$((SECONDS + 60))
  exec 6<> <(:)
  until answers "$1" "$2"; do
    kill -0 "$3" 2>/dev/null || die "the program ended: $(head -c 300 "$4")"
    [ "$SECONDS" -lt "$until" ] || die "not $2 within 60 s: $(tail -c 300 "$4")"
    # nothing ever comes
    read -r -t 0.002 -u 6 || true
  done
  exec 6>&-
}

# answers PORT WHAT: over the plain port, so that no client's TLS is measured.
answers() {
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /q/health/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
  local status
  read -r -t 5 status <&3 || true
  exec 3<&- 3>&-
  [[ $status == *' 200 '* ]]
}
