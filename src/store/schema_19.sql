-- Step 19: feeds whose hubs tell this site what changed (WebSub, as a subscriber).

-- The hub that a feed names, and the topic by which the hub knows the feed.
CREATE TABLE websub_named (
	source INTEGER PRIMARY KEY REFERENCES source(id),
	hub    TEXT NOT NULL,
	topic  TEXT NOT NULL,
	url    TEXT NOT NULL                         -- where the feed was read
) STRICT;
-- A subscription, from its first request to its end.
CREATE TABLE websub (
	token    TEXT PRIMARY KEY,                   -- random: the end of its callback; private
	source   INTEGER NOT NULL REFERENCES source(id),
	hub      TEXT NOT NULL,
	topic    TEXT NOT NULL,
	base     TEXT NOT NULL,                      -- of its callback: what stands before "websub/"
	secret   TEXT NOT NULL,                      -- by which deliveries are signed; private
	wanted   INTEGER NOT NULL DEFAULT 1,         -- 0: it is to end
	asks     INTEGER NOT NULL DEFAULT 0,         -- 1: the hub was asked and has not verified it yet
	since    INTEGER,                            -- when it was verified first; NULL: it is not
	ends     INTEGER,                            -- the lease
	trusted  INTEGER NOT NULL DEFAULT 0,         -- 0: the hub kept back what a visit found
	due      INTEGER NOT NULL,                   -- when to ask the hub
	failures INTEGER NOT NULL DEFAULT 0,         -- in a row
	problem  TEXT NOT NULL DEFAULT '',
	told     INTEGER                             -- the last delivery
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX websub_wanted ON websub(source) WHERE wanted = 1;
CREATE INDEX websub_due ON websub(due);
-- The newest document that the hub of a source delivered, until a worker has taken it in.
CREATE TABLE websub_delivery (
	source INTEGER PRIMARY KEY REFERENCES source(id),
	hash   BLOB NOT NULL,                        -- of the body
	type   TEXT NOT NULL,                        -- Content-Type
	body   BLOB NOT NULL
) STRICT;
