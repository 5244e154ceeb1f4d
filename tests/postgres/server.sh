#!/bin/bash
# server.sh start FOLDER | stop FOLDER: a PostgreSQL server of its own for tests, which listens at a
# socket in the folder alone. Root hands it to the user that Debian's package made. `halt` ends it
# as an operator does, and `resume` begins it again with what it kept.
set -euo pipefail
folder=$2
tools=$(echo /usr/lib/postgresql/*/bin)
user=()
[ "$(id -u)" -ne 0 ] || user=(runuser -u postgres --)

# In memory where there is room: tests make a database each.
data=$folder/data
free=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || echo 0)
[ "$free" -lt 2000000 ] || data=/dev/shm/$(basename "$folder")

stop() {
	[ ! -f "$data/postmaster.pid" ] ||
		"${user[@]}" "$tools/pg_ctl" -D "$data" -m immediate -w stop >/dev/null || true
	rm -rf "$folder" "$data"
}

start() {
	stop # one that an interrupted run left
	mkdir -p -m 755 "$folder"
	mkdir -p -m 700 "$data"
	[ "$(id -u)" -ne 0 ] || chown postgres "$folder" "$data"
	cd "$folder"
	"${user[@]}" "$tools/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C -N >/dev/null
	resume
}

resume() {
	cd "$folder"
	# What a machine that loses its power would lose does not matter here.
	"${user[@]}" "$tools/pg_ctl" -D "$data" -l "$folder/log" -w start >/dev/null -o \
		"-k $folder -c listen_addresses='' -c fsync=off -c full_page_writes=off \
		-c wal_level=minimal -c max_wal_senders=0 -c max_connections=200 -c max_wal_size=256MB"
}

halt() { "${user[@]}" "$tools/pg_ctl" -D "$data" -m fast -w stop >/dev/null; }

case $1 in start | stop | halt | resume) "$1" ;; esac
