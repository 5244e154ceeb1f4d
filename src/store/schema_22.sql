-- Step 22: sources and topics that editors set up at the desk (feeds/desk.conf).

-- What editors changed: rows stay. The file says how it is, this says how it became so.
CREATE TABLE config_change (
	id     INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,
	editor TEXT NOT NULL,
	kind   TEXT NOT NULL,                        -- of the block: 'feed', 'topic'
	name   TEXT NOT NULL,                        -- its title
	before TEXT NOT NULL,                        -- the text of the block; empty: it was not there
	after  TEXT NOT NULL,                        -- empty: it was taken out
	undoes INTEGER REFERENCES config_change(id), -- the change that it took back
	done   INTEGER NOT NULL DEFAULT 0            -- 0: begun; whether the file has it is not known
) STRICT;
CREATE INDEX config_change_undoes ON config_change(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX config_change_open ON config_change(id) WHERE done = 0;
-- A change that an editor wants to see before it is made; kept for a day.
CREATE TABLE config_tryout (
	id     INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,
	editor TEXT NOT NULL,
	before TEXT NOT NULL,                        -- the text of the block that it changes
	after  TEXT NOT NULL,
	found  TEXT NOT NULL DEFAULT ''              -- by the worker, as JSON; empty: nothing yet
) STRICT;
