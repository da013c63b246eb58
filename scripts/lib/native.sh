# The native executable: which builder there is, and how it is asked. Sourced after tools.sh.
# shellcheck shell=bash

readonly native=${root:?}/target/berth

# Newer than what it was made of?
native_is_built() {
  [ -x "$native" ] || return 1
  [ -z "$(cd "$root" && find pom.xml src/main \( -name node_modules -o -name dist \) -prune \
    -o -newer "$native" -print -quit 2>/dev/null)" ]
}

# native_options ROLES: flags of the executable, one a line. A small young generation is what keeps nodes small.
native_options() { if [ "$(kind_of "$1")" = whole ]; then echo -Xmx512m; else printf '%s\n' -Xmx96m -Xmn8m; fi; }

# What a native build is given, in target/native-sources: fails as soon as something could not be compiled ahead of time.
native_sources() {
  rm -rf "$root/target/native-sources"
  run_maven -q package -DskipTests -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true \
    -Dquarkus.package.jar.enabled=false
  [ -n "$(find "$root/target/native-sources" -name '*.jar' -print -quit)" ]
}

# Prints which builder is used: "own PROGRAM", "graalvm HOME" or "image NAME". Says what to do when there is none.
find_native_builder() {
  local home
  if [ -n "${NATIVE_BUILDER:-}" ]; then
    [ -x "$NATIVE_BUILDER" ] || die "NATIVE_BUILDER is $NATIVE_BUILDER, which is no program"
    echo "own $NATIVE_BUILDER"
    return
  fi
  if [ -n "${GRAALVM_HOME:-}" ]; then
    is_graalvm "$GRAALVM_HOME" || die "GRAALVM_HOME is $GRAALVM_HOME: there is no bin/native-image of JDK ${jdk_wanted:?} or later"
    echo "graalvm $GRAALVM_HOME"
    return
  fi
  for home in "${JAVA_HOME:-}" "$(home_of native-image)"; do
    if is_graalvm "$home"; then
      echo "graalvm $home"
      return
    fi
  done
  if [ -n "${NATIVE_IMAGE_BUILDER:-}" ]; then
    echo "image $NATIVE_IMAGE_BUILDER"
    return
  fi
  die "no builder of native executables was found. One of these will do:
  GRAALVM_HOME=DIRECTORY              GraalVM or Mandrel for JDK $jdk_wanted; on PATH it is found without
  NATIVE_IMAGE_BUILDER=mandrel        a container of Mandrel's builder, where images can be pulled; or the name of another one
  NATIVE_BUILDER=PROGRAM              a program of yours: called with the native sources, a directory to work in and a name,
                                      it leaves the executable in that directory under that name"
}

is_graalvm() { [ -x "$1/bin/native-image" ] && version_at_least "$(java_version "$1")" "$jdk_wanted"; }

home_of() {
  local program
  program=$(type -P "$1") || return 0
  program=$(readlink -f "$program")
  program=${program%/bin/*}
  # GraalVM keeps the program itself in lib/svm/bin
  echo "${program%/lib/svm}"
}

# build_native KIND WHAT: leaves the executable at $native.
build_native() {
  local work=$root/target/native-build
  case "$1" in
    own)
      stage "Generating the native sources" native_sources
      mkdir -p "$work"
      stage "Building the native executable with $2" "$2" "$root/target/native-sources" "$work" berth
      # a builder of one's own may leave libraries beside it, which the executable looks for there
      ln -sfn "native-build/berth" "$native"
      return
      ;;
    graalvm) GRAALVM_HOME=$2 stage "Building the native executable with $2" package_native ;;
    image)
      stage "Building the native executable in a container" package_native \
        -Dquarkus.native.container-build=true "-Dquarkus.native.builder-image=$2"
      ;;
  esac
  mv -f "$root"/target/berth-*-runner "$native"
}

package_native() {
  rm -f "$root"/target/berth-*-runner
  run_maven -q package -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false "$@"
}
