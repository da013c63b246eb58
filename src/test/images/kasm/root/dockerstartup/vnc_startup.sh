#!/bin/sh
# The entry that a Kasm platform calls, with --wait.
set -eu
: "${VNC_PW:?is required}"
export DISPLAY=:1
mkdir -p "$HOME/.vnc"
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=kasm \
  -keyout "$HOME/.vnc/self.pem" -out "$HOME/.vnc/self.crt" 2>/dev/null
cat "$HOME/.vnc/self.crt" >>"$HOME/.vnc/self.pem"
printf '%s' "$VNC_PW" >"$HOME/.vnc/password"
umask 022
unset VNC_PW VNC_VIEW_ONLY_PW

exec tini -- /dockerstartup/kasm_startup.sh "$@"
