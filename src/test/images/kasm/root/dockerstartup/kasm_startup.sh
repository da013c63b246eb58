#!/bin/sh
# The screen, something on it, and the web server in front of it. Ending the web server ends the container.
set -eu
rm -f /tmp/.X1-lock /tmp/.X11-unix/X1
mkfifo "$HOME/.vnc/ready" 2>/dev/null || true
(read -r _ <"$HOME/.vnc/ready" && exec xterm -geometry 100x30+40+40 -title "${KASM_USER:-kasm-user}") &
Xtigervnc "$DISPLAY" -rfbport "$VNC_PORT" -interface 127.0.0.1 -geometry "$VNC_RESOLUTION" -depth "$VNC_COL_DEPTH" \
  -SecurityTypes None -AlwaysShared -AcceptSetDesktopSize -desktop kasm -nolisten tcp -displayfd 3 3>"$HOME/.vnc/ready" &
exec python3 /dockerstartup/kasmvnc.py
