#!/bin/sh
# secret-service.sh KEYRING COMMAND...: runs the command beside a Secret Service, on a session bus of its own (dbus-run-session
# is around it). KEYRING is how it starts:
#   open     with the collection "login", unlocked by $KEYRING_PASSWORD; made when there is none, left locked when it is another's
#   empty    without any collection
#   absent   not at all
set -eu
keyring=$1
shift
case $keyring in
open) printf '%s' "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets ;;
empty) gnome-keyring-daemon --start --components=secrets </dev/null ;;
absent) exec "$@" ;;
esac >/dev/null 2>&1
gdbus wait --session --timeout 20 org.freedesktop.secrets
exec "$@"
