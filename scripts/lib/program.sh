# The program itself: built when its sources are newer, and how Java is told to run it. Sourced after tools.sh.
# shellcheck shell=bash

readonly jar=${root:?}/target/quarkus-app/quarkus-run.jar

ensure_program() {
  is_built && return 0
  ensure_maven
  ensure_node
  stage "Building the program" run_maven -q package -DskipTests
  # Maven leaves the jar alone when its content has not changed; its age must still say that it is up to date.
  touch "$jar"
}

# Directories count too: their time changes when a file in them goes away.
is_built() {
  [ -f "$jar" ] || return 1
  [ -z "$(cd "$root" && find pom.xml src/main \( -name node_modules -o -name dist \) -prune \
    -o -newer "$jar" -print -quit 2>/dev/null)" ]
}

# java_options [ROLES]: every flag of the Java virtual machine, one per line. The only place for them.
java_options() {
  local cache kind
  kind=$(kind_of "${1:-all}")
  cache=$(aot_file "$kind")
  # Standard output is for people: what the machine says of its cache is no matter for them.
  printf '%s\n' -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Xlog:disable
  case "$kind" in
    whole) printf '%s\n' -Xmx512m ;;
    # Nodes of the data plane come in dozens and keep nothing: buffers of streams live outside the heap, and the relay's
    # work is done by the kernel, but for the cipher of TLS, which is a library's (FastCrypto): the second compiler would
    # cost memory and a third of the start. What only the start needed is collected once it is over (Application) and given
    # back, from the heap at once and by malloc every 5 s; until then it has room enough not to be collected. To compile
    # all at once what was hot in the training run keeps the processors from the start itself.
    node)
      printf '%s\n' -XX:InitialHeapSize=48m -XX:MinHeapSize=8m -Xmx96m -Xss512k -XX:TieredStopAtLevel=1 \
        -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -XX:-ShrinkHeapInSteps \
        -XX:SoftRefLRUPolicyMSPerMB=0 -XX:TrimNativeHeapInterval=5000 \
        -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining
      ;;
  esac
  # Mapped where it was made for, the cache needs no rewriting of pages: 0.4 s sooner, and shared between processes.
  [ ! -f "$cache" ] || printf '%s\n' "-XX:AOTCache=$cache" -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
}

# "whole" for sets of roles with the control plane, "node" for all others: they use different halves of the program.
kind_of() {
  case ",$1," in *,all,* | *,web-app,*) echo whole ;; *) echo node ;; esac
}

# A cache fits one build of the program on one build of Java; its name says which.
aot_file() {
  local key
  key=$({ stat -c '%Y %s' "$jar" && cat "$JAVA_HOME/release"; } 2>/dev/null | cksum)
  echo "$root/target/berth-$1-${key%% *}.aot"
}

# Makes the ahead-of-time cache for these roles, unless it is there: later starts take a third of the time.
# A cache is a help, not a need: where it cannot be made, the program starts more slowly.
ensure_fast_start() {
  local kind
  kind=$(kind_of "$1")
  [ -f "$(aot_file "$kind")" ] && return 0
  rm -f "$root/target/berth-$kind"-*.aot
  (stage "Preparing fast starts ($kind)" train "$kind") || say "Starts stay slower than they could be."
}

# A training run of the program, used the way that later starts will be: a node comes to a control plane.
train() {
  local kind=$1 file work port code=0
  file=$(aot_file "$kind")
  work=$(mktemp -d "$root/target/training.XXXXXX")
  port=$((20000 + RANDOM % 10000))
  "train_$kind" || code=$?
  rm -rf "$work"
  [ "$code" = 0 ] && [ -f "$file.new" ] && mv "$file.new" "$file"
}

train_whole() {
  local program code=0
  rehearse all "$port" "-XX:AOTCacheOutput=$file.new"
  exercise "$port" all || code=$?
  end_rehearsal "$program"
  return "$code"
}

train_node() {
  local program control token code=0
  rehearse web-app,database $((port + 10))
  control=$program
  local node=(zone-proxy "$port" "" "--upstream=https://localhost:$((port + 10))" "--advertised-address=https://127.0.0.1:$port")
  # it joins first: what a node does only once would be read at each start
  if token=$(exercise $((port + 10)) web-app,database token) &&
    BERTH_JOIN_TOKEN=$token rehearse "${node[@]}" && exercise "$port" zone-proxy; then
    end_rehearsal "$program"
    node[2]=-XX:AOTCacheOutput=$file.new
    rehearse "${node[@]}"
    exercise "$port" zone-proxy || code=$?
    end_rehearsal "$program"
  else
    code=1
  fi
  end_rehearsal "$control"
  return "$code"
}

# rehearse ROLES PORT [JAVA_OPTION [FLAG…]]: starts it; program is its process.
rehearse() {
  local options
  mapfile -t options < <(java_options "$1")
  "$JAVA_HOME/bin/java" ${3:+"$3"} "${options[@]}" -jar "$jar" "--roles=$1" "--data-dir=$work/$1" --guacd=none \
    --listen=127.0.0.1 "--port=$2" "--session-port=$(($2 + 1))" "${@:4}" >"$work/$1.out" &
  program=$!
}

exercise() { "$JAVA_HOME/bin/java" "$root/scripts/lib/Exercise.java" "$1" "$work/$2.out" "${@:3}"; }

end_rehearsal() {
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" || true
}

# Classes and libraries of the tests, for benches that are written in Java.
test_classpath() {
  local list=$root/target/test-classpath
  if [ ! -f "$list" ] || [ "$root/pom.xml" -nt "$list" ] || [ -n "$(find "$root/src/test/java" -newer "$list" -print -quit)" ]; then
    stage "Compiling the benches" run_maven -q -Dwebui.skip=true test-compile dependency:build-classpath \
      "-Dmdep.outputFile=$list" -Dmdep.includeScope=test
  fi
  echo "$root/target/test-classes:$root/target/classes:$(<"$list")"
}
