#!/bin/bash
# server.sh start FOLDER | stop FOLDER: a PostgreSQL server of its own for tests, which listens at a
# socket in the folder alone. Root hands it to the user that Debian's package made. `halt` ends it
# as an operator does, `crash` as a machine that dies, and `resume` begins it again with what it
# kept. `standby FOLDER PRIMARY` begins one that follows another, `promote` makes it the one that is
# written to. $POSTGRES_OPTIONS are put behind the options here.
set -euo pipefail
folder=$2 primary=${3:-}
tools=$(echo /usr/lib/postgresql/*/bin)
user=()
[ "$(id -u)" -ne 0 ] || user=(runuser -u postgres --)

# In memory where there is room: tests make a database each.
data=$folder/data
free=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || echo 0)
[ "$free" -lt 2000000 ] || data=/dev/shm/$(basename "$folder")

stop() {
	[ ! -f "$data/postmaster.pid" ] || end immediate || true
	rm -rf "$folder" "$data"
}

new_folders() {
	stop # one that an interrupted run left
	mkdir -p -m 755 "$folder"
	mkdir -p -m 700 "$data"
	[ "$(id -u)" -ne 0 ] || chown postgres "$folder" "$data"
	cd "$folder"
}

start() {
	new_folders
	"${user[@]}" "$tools/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C -N >/dev/null
	resume
}

resume() {
	cd "$folder"
	# What a machine that loses its power would lose does not matter here. Databases come and go by
	# the hundred, and each looks through all buffers.
	"${user[@]}" "$tools/pg_ctl" -D "$data" -l "$folder/log" -w start >/dev/null -o \
		"-k $folder -c listen_addresses='' -c fsync=off -c full_page_writes=off \
		-c wal_level=minimal -c max_wal_senders=0 -c max_connections=200 -c max_wal_size=256MB \
		-c shared_buffers=24MB \
		${POSTGRES_OPTIONS:-}"
}

standby() {
	new_folders
	"${user[@]}" "$tools/pg_basebackup" -h "$primary" -U postgres -D "$data" -R -c fast
	resume
}

# In one of the modes of pg_ctl.
end() { "${user[@]}" "$tools/pg_ctl" -D "$data" -m "$1" -w stop >/dev/null; }
crash() { end immediate; }
halt() { end fast; }
promote() { "${user[@]}" "$tools/pg_ctl" -D "$data" -w promote >/dev/null; }

case $1 in start | stop | halt | crash | resume | standby | promote) "$1" ;; esac
