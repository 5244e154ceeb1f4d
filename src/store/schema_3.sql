-- Step 3: the people of the desk, and where they are logged in.

CREATE TABLE editor (
	id        INTEGER PRIMARY KEY,
	name      TEXT NOT NULL,
	folded    TEXT NOT NULL UNIQUE,              -- the name without case and accents
	role      INTEGER NOT NULL,                  -- enum role
	password  TEXT NOT NULL,                     -- argon2id as libsodium writes it; '': none
	totp      TEXT NOT NULL DEFAULT '',          -- secret of the second factor, base32; '': none
	totp_used INTEGER NOT NULL DEFAULT 0,        -- the time step whose code was used last
	keys_off  INTEGER NOT NULL DEFAULT 0,        -- single-key shortcuts switched off
	active    INTEGER NOT NULL DEFAULT 1,        -- one who was removed stays as a name in the log
	created   INTEGER NOT NULL,
	last_seen INTEGER
) STRICT;

CREATE TABLE session (
	id      INTEGER PRIMARY KEY,
	editor  INTEGER NOT NULL REFERENCES editor(id),
	token   BLOB NOT NULL UNIQUE,                -- BLAKE2b-128 of the cookie's 256 random bits
	created INTEGER NOT NULL,
	seen    INTEGER NOT NULL,
	until   INTEGER NOT NULL,
	address TEXT NOT NULL,
	agent   TEXT NOT NULL
) STRICT;
CREATE INDEX session_editor ON session(editor);
