# The tools of the build: a JDK, Maven and Node.js, found or installed. Sourced after common.sh.
# shellcheck shell=bash

readonly jdk_wanted=25 node_wanted=20.19

# Sets JAVA_HOME to a JDK that is new enough.
ensure_jdk() {
  local package
  find_jdk && return 0
  if can_install; then
    refresh_packages
    for package in "openjdk-$jdk_wanted-jdk-headless" "temurin-$jdk_wanted-jdk"; do
      if [ -n "$(apt_candidate "$package")" ]; then
        install_packages "$package"
        find_jdk && return 0
      fi
    done
  fi
  die "no JDK $jdk_wanted was found: install one (for example Eclipse Temurin $jdk_wanted) and set JAVA_HOME to it"
}

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(home_of_java_on_path)" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -x "$home/bin/javac" ] && version_at_least "$(java_version "$home")" "$jdk_wanted"; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  return 1
}

home_of_java_on_path() {
  local java
  java=$(type -P java) || return 0
  java=$(readlink -f "$java")
  echo "${java%/bin/java}"
}

# Read from the file that every JDK carries: starting each candidate would take half a second.
java_version() {
  [ ! -f "$1/release" ] || sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release"
}

ensure_maven() { need mvn maven; }

run_maven() { (cd "${root:?}" && exec mvn -B -ntp "$@"); }

ensure_node() {
  local packages=(nodejs)
  node_is_new_enough && have npm && return 0
  if can_install; then
    refresh_packages
    if version_at_least "$(apt_candidate nodejs)" "$node_wanted"; then
      # Debian keeps npm apart; other packages of Node.js contain it.
      LC_ALL=C apt-cache show nodejs | grep -q '^Provides:.*npm' || [ -z "$(apt_candidate npm)" ] || packages+=(npm)
      install_packages "${packages[@]}"
    fi
  fi
  { node_is_new_enough && have npm; } || die "Node.js $node_wanted or newer with npm was not found: install it (nodejs.org has packages)"
}

node_is_new_enough() { have node && version_at_least "$(node --version)" "$node_wanted"; }
