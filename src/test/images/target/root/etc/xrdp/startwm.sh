#!/bin/sh
# No window manager: the terminal is the whole desktop, and the keys go where the pointer is.
cd "$HOME"
exec xterm -fa 'DejaVu Sans Mono' -fs 11 -geometry 200x60+0+0
