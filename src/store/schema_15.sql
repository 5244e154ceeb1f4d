-- Step 15: the addresses that readers are sent to are looked at.

-- What is known of each address of a live release (model/link.h). One that moved stays known when
-- readers are sent to the new one: the sources go on naming the old one.
CREATE TABLE link (
	url      TEXT PRIMARY KEY,
	next     INTEGER NOT NULL,                   -- when to look again
	looked   INTEGER,                            -- NULL: never
	state    INTEGER NOT NULL DEFAULT 0,         -- enum link_state
	fault    INTEGER NOT NULL DEFAULT 0,         -- enum link_fault of the failures
	failures INTEGER NOT NULL DEFAULT 0,         -- looks in a row that failed
	since    INTEGER,                            -- the first of them
	moved_to TEXT NOT NULL DEFAULT '',           -- where the last looks were sent for good
	moves    INTEGER NOT NULL DEFAULT 0          -- how many looks in a row
) STRICT, WITHOUT ROWID;
CREATE INDEX link_next ON link(next);
CREATE INDEX link_state ON link(state) WHERE state <> 0;
CREATE INDEX release_url ON release(url);
