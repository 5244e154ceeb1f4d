# shellcheck shell=bash
# What ./demo and ./check have in common: the Debian packages and the build.
# Sourced from the top of the repository.

packages=(
	gcc libc6-dev cmake ninja-build pkg-config
	libcurl4-openssl-dev zlib1g-dev libxml2-dev libsqlite3-dev libpq-dev
	libconfuse-dev libjansson-dev
	libpcre2-dev libutf8proc-dev libidn2-dev libuchardet-dev libsodium-dev libgmime-3.0-dev
	libmicrohttpd-dev libgcrypt20-dev libseccomp-dev libcmark-dev libpsl-dev libcmocka-dev
	python3 tzdata ca-certificates
)

installed() {
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# install_missing [MORE…]: installs the packages that are missing. If none is, it does nothing and
# needs no rights.
install_missing() {
	local package missing=() root=()
	for package in "${packages[@]}" "$@"; do
		installed "$package" || missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "These packages are missing: ${missing[*]}" >&2
			echo "Installing them takes root. Run, as root:  apt-get install ${missing[*]}" >&2
			return 1
		fi
		root=(sudo)
	fi
	echo "Installing ${missing[*]}"
	"${root[@]}" apt-get -q update
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get -q install -y --no-install-recommends "${missing[@]}"
}

# build FOLDER [CMAKE-OPTION…]: what the tools say goes to FOLDER/build.log; its end is shown when
# they fail.
build() {
	local folder=$1
	shift
	mkdir -p "$folder"
	if cmake -S . -B "$folder" -G Ninja "$@" >"$folder/build.log" 2>&1 &&
		ninja -C "$folder" >>"$folder/build.log" 2>&1; then
		return 0
	fi
	tail -n 30 "$folder/build.log" >&2
	echo "The build failed; everything the tools said is in $folder/build.log" >&2
	return 1
}
