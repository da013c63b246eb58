# A container engine that answers: found, or installed and started. Sourced after common.sh.
# shellcheck shell=bash

# Docker where nothing else is said; a Podman socket where only that is there.
find_engine() {
  local socket
  [ -z "${DOCKER_HOST:-}" ] || return 0
  [ ! -S /var/run/docker.sock ] || return 0
  for socket in "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/podman/podman.sock" /run/podman/podman.sock; do
    if [ -S "$socket" ]; then
      export DOCKER_HOST=unix://$socket
      return 0
    fi
  done
}

# The command line for that engine. Podman's own serves where the docker command is not there.
engine() {
  if have docker; then
    docker "$@"
  else
    podman --url "${DOCKER_HOST:-}" "$@"
  fi
}

engine_answers() { { have docker || have podman; } && engine version >/dev/null 2>&1; }

ensure_engine() {
  find_engine
  engine_answers && return 0
  if [ -z "${DOCKER_HOST:-}" ] && can_install; then
    install_engine
    start_engine
  fi
  engine_answers || explain_engine
}

install_engine() {
  have dockerd && have docker && return 0
  refresh_packages
  # Newer Debian releases keep the command apart from the engine.
  if [ -n "$(apt_candidate docker-cli)" ]; then
    install_packages docker.io docker-cli
  else
    install_packages docker.io
  fi
}

start_engine() {
  engine_answers && return 0
  if [ -d /run/systemd/system ]; then
    systemctl start docker >/dev/null 2>&1 || true
  else
    # A session of its own: the engine must live on when this script is stopped with Ctrl-C.
    setsid dockerd --log-level warn >/var/log/dockerd.log 2>&1 </dev/null &
  fi
  stage "Starting the Docker Engine" wait_for_engine
}

wait_for_engine() {
  local tries
  for ((tries = 0; tries < 150; tries++)); do
    engine_answers && return 0
    sleep 0.2
  done
  [ ! -f /var/log/dockerd.log ] || tail -n 15 /var/log/dockerd.log
  return 1
}

explain_engine() {
  [ -z "${DOCKER_HOST:-}" ] || die "no container engine answers at DOCKER_HOST=$DOCKER_HOST"
  if [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; then
    die "user $(id -un) may not use Docker: run this as root, or add the user to the group docker and log in again"
  fi
  die "no Docker Engine answers: install docker.io and start it, run this as root, or set DOCKER_HOST"
}
