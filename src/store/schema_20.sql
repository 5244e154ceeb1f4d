-- Step 20: what editors add by hand.

-- An identifier that an editor pasted, until its record came or is known not to exist; or an item
-- that an editor typed. Rows stay: they say who asked, and what became of it.
CREATE TABLE addition (
	id     INTEGER PRIMARY KEY,
	kind   INTEGER NOT NULL,                     -- of key (enum key_kind): a PMID, an NCT number
	text   TEXT NOT NULL,                        -- the key, in its normal form
	said   TEXT NOT NULL,                        -- what the editor wrote
	editor TEXT NOT NULL,
	asked  INTEGER NOT NULL,
	source TEXT NOT NULL,                        -- word of the kind of source that looks it up
	state  INTEGER NOT NULL DEFAULT 0,           -- enum addition_state; 0: it waits
	due    INTEGER NOT NULL DEFAULT 0,           -- not to be asked for before
	misses INTEGER NOT NULL DEFAULT 0,           -- complete answers running without it
	item   INTEGER REFERENCES item(id),          -- what it became
	held   INTEGER NOT NULL DEFAULT 0,           -- the item was there before
	done   INTEGER                               -- when it no longer waited
) STRICT;
CREATE UNIQUE INDEX addition_waits ON addition(kind, text) WHERE state = 0;
CREATE INDEX addition_due ON addition(source, due) WHERE state = 0;
