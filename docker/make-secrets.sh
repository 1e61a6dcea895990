#!/bin/sh
# Makes the secrets of compose.yaml, each for the one user that reads it, in ./secrets or the folder that is given.
# Run it as root, because it gives files away. Never overwrites: move the old folder away yourself.
#
#   BROKER_OWNER  user:group of the broker's container, 10001:10001
#   STORES_OWNER  user:group of the containers of PostgreSQL and Redis, 999:999
set -eu
umask 077

secrets=${1:-$(dirname "$0")/secrets}
broker=${BROKER_OWNER:-10001:10001}
stores=${STORES_OWNER:-999:999}

if [ -e "$secrets" ] || [ -L "$secrets" ]; then
  echo "$secrets is there already: nothing was changed." >&2
  exit 1
fi
command -v openssl >/dev/null || { echo 'openssl is missing: install it.' >&2; exit 1; }

# Made aside and renamed at the end: there is a complete folder or none.
aside=$(mktemp -d "$secrets.XXXXXXXX")
trap 'rm -rf "$aside"' EXIT
trap 'exit 1' HUP INT TERM

# Secrets pass through the shell's own words only: arguments of programs can be seen by everybody on the machine.
write() {
  printf '%s\n' "$3" >"$aside/$2"
  chmod 400 "$aside/$2"
  chown "$1" "$aside/$2"
}

admin_password=$(openssl rand -hex 32)
database_password=$(openssl rand -hex 32)
redis_password=$(openssl rand -hex 32)
redis_hash=$(printf '%s' "$redis_password" | openssl dgst -sha256 -r | cut -d ' ' -f 1)

write "$stores" postgres-admin-password "$admin_password"
write "$stores" database-password "$database_password"
write "$broker" database-url "postgres://sluis:$database_password@postgres:5432/sluis"
write "$broker" redis-url "redis://sluis:$redis_password@redis:6379"
# The broker may do what docs/STORAGE.md says it needs; the health check may ask whether somebody is there.
write "$stores" redis-acl "user default reset
user health reset on nopass +ping
user sluis reset on #$redis_hash ~sluis:* +ping +hello +select +get +getex +getdel +set +del +expire +incrby +evalsha +eval"

mkdir "$aside/keys"
chmod 700 "$aside/keys"
chown "$broker" "$aside/keys"

mv "$aside" "$secrets"
trap - EXIT
echo "Made $secrets. Now make the keys: docker compose run --rm keys" >&2
