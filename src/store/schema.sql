-- Step 1: the store of a site, one SQLite file. The SQL is what SQLite 3.40 and PostgreSQL 15 both
-- take, where that is possible. A step that was released is never changed; later ones follow it
-- (schema_2.sql …), so a table is what this file says and what later steps add.
--
-- How the rows hang together:
--   source    what is watched: one row for each configured source, found by its name, with its
--             health, validators and watermarks.
--   entry     what a source said: one immutable row for each version. `current` marks the newest of
--             each (source, native). The current entries of an item are its copies.
--   item      what editors see: the judged face (what its copies say now), an editor's own words
--             beside it, and the state. `live` is the release that readers see, if any.
--   release   a face frozen by an approval; append-only. What is published is the live release of
--             each item, nothing else.
--   ikey      identity: which item a PMID, NCT number, DOI, canonical URL … belongs to.
--   related   items about the same work that are not the same publication.
--   decision  who did what; append-only. It holds what stood before, so an undo is its inverse row.
--   edition   a digest that was frozen, and what it held.
-- Times are seconds since 1970 UTC; days are text 'YYYY-MM-DD', or shorter when the source knew
-- less.

CREATE TABLE source (
	id            INTEGER PRIMARY KEY,
	name          TEXT NOT NULL UNIQUE,
	kind          TEXT NOT NULL,
	fingerprint   TEXT NOT NULL,                 -- of what is asked; another one begins anew
	active        INTEGER NOT NULL DEFAULT 1,    -- in the configuration now
	url           TEXT NOT NULL DEFAULT '',      -- feeds: where a permanent redirect moved it
	etag          TEXT NOT NULL DEFAULT '',      -- verbatim
	last_modified TEXT NOT NULL DEFAULT '',      -- verbatim
	new_mark      TEXT NOT NULL DEFAULT '',      -- day up to which new records were asked for
	changed_mark  TEXT NOT NULL DEFAULT '',      -- day up to which changed records were asked for
	next_due      INTEGER NOT NULL DEFAULT 0,
	lease_until   INTEGER NOT NULL DEFAULT 0,
	lease_token   INTEGER NOT NULL DEFAULT 0,
	last_try      INTEGER,
	last_success  INTEGER,
	failures      INTEGER NOT NULL DEFAULT 0,    -- in a row
	problem       TEXT NOT NULL DEFAULT '',      -- of the last try
	warning       TEXT NOT NULL DEFAULT '',      -- of the last success: a query half understood
	gone          INTEGER NOT NULL DEFAULT 0,    -- 410: not visited again
	last_new      INTEGER NOT NULL DEFAULT 0,    -- new items of the last success
	total_new     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE item (
	id             INTEGER PRIMARY KEY,
	-- 'pmid/31314805', 'nct/NCT…', else 'N': minted once; a merge hands it on with what readers see
	tag            TEXT NOT NULL UNIQUE,
	merged_into    INTEGER REFERENCES item(id),  -- an alias of that item, which is none itself
	first_seen     INTEGER NOT NULL,
	backfill       INTEGER NOT NULL DEFAULT 0,   -- of its source's first visit: no news to readers
	state          INTEGER NOT NULL DEFAULT 0,   -- enum item_state
	deferred_until INTEGER,
	version        INTEGER NOT NULL DEFAULT 1,   -- moves with what an editor could overwrite
	-- judged from the copies
	section        INTEGER NOT NULL,
	title          TEXT NOT NULL,
	official_title TEXT NOT NULL,
	url            TEXT NOT NULL,
	label          TEXT NOT NULL,
	citation       TEXT NOT NULL,
	summary        TEXT NOT NULL,
	summary_origin TEXT NOT NULL,
	status         TEXT NOT NULL,
	status_line    TEXT NOT NULL,
	notice         TEXT NOT NULL,
	day            TEXT NOT NULL,
	confidence     INTEGER NOT NULL,
	score          REAL NOT NULL,
	why            TEXT NOT NULL,                -- one reason a line
	warnings       TEXT NOT NULL,                -- one a line
	-- an editor's own words; NULL: as judged
	edited_section INTEGER,
	edited_title   TEXT,
	edited_summary TEXT,
	edited_citation TEXT,
	edited_topics  TEXT,                         -- slugs, one a line; '' for none
	-- what readers see
	live           INTEGER REFERENCES release(id),
	update_why     TEXT NOT NULL DEFAULT '',     -- what changed since the live release, one a line
	dismissed      BLOB                          -- hash of the face whose update an editor declined
) STRICT;
CREATE INDEX item_queue ON item(state, score DESC, id) WHERE merged_into IS NULL;
CREATE INDEX item_update ON item(id) WHERE update_why <> '';
CREATE INDEX item_live ON item(live) WHERE live IS NOT NULL;
CREATE INDEX item_alias ON item(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE entry (
	id        INTEGER PRIMARY KEY,
	source    INTEGER NOT NULL REFERENCES source(id),
	native    TEXT NOT NULL,                     -- PMID, NCT number, guid or address
	current   INTEGER NOT NULL DEFAULT 1,
	item      INTEGER NOT NULL REFERENCES item(id),
	seen      INTEGER NOT NULL,
	hash      BLOB NOT NULL,                     -- of all that was said
	kind      INTEGER NOT NULL,                  -- enum entry_kind
	url       TEXT NOT NULL,
	title     TEXT NOT NULL,
	text      TEXT NOT NULL,
	lead      TEXT NOT NULL,
	author    TEXT NOT NULL,
	publisher TEXT NOT NULL,
	language  TEXT NOT NULL,
	categories TEXT NOT NULL,                    -- one a line
	guid      TEXT,                              -- NULL: as native (kept once)
	pmid      TEXT NOT NULL,
	pmcid     TEXT NOT NULL,
	doi       TEXT NOT NULL,
	nct       TEXT NOT NULL,
	published INTEGER,
	updated   INTEGER,
	match_why TEXT NOT NULL DEFAULT '',          -- why it joined its item
	detail    TEXT                               -- struct paper or struct trial as JSON
) STRICT;
CREATE UNIQUE INDEX entry_current ON entry(source, native) WHERE current = 1;
CREATE INDEX entry_item ON entry(item);
-- What a source said does not change; a change is a new row.
CREATE TRIGGER entry_kept BEFORE UPDATE OF source, native, seen, hash, kind, url, title, text, lead,
	author, publisher, language, categories, guid, pmid, pmcid, doi, nct, published, updated,
	match_why, detail ON entry
BEGIN SELECT RAISE(ABORT, 'what a source said cannot be changed'); END;

-- A key is found by its hash (BLAKE2b-128 of kind and key). This index is written all over; sixteen
-- bytes instead of a whole address keep it small enough to stay in memory.
CREATE TABLE ikey (
	id   INTEGER PRIMARY KEY,
	item INTEGER NOT NULL REFERENCES item(id),
	hash BLOB NOT NULL,
	kind INTEGER NOT NULL,                       -- enum key_kind
	key  TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX ikey_hash ON ikey(hash);
CREATE INDEX ikey_item ON ikey(item);

CREATE TABLE related (
	item  INTEGER NOT NULL REFERENCES item(id),  -- the one that speaks of the other
	hash  BLOB NOT NULL,                         -- as in ikey; the other may come later, or never
	kind  INTEGER NOT NULL,                      -- enum key_kind of what it mentions
	key   TEXT NOT NULL,
	why   TEXT NOT NULL,
	PRIMARY KEY (item, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_hash ON related(hash);

CREATE TABLE release (
	id             INTEGER PRIMARY KEY,
	item           INTEGER NOT NULL REFERENCES item(id),
	at             INTEGER NOT NULL,
	section        INTEGER NOT NULL,
	title          TEXT NOT NULL,
	official_title TEXT NOT NULL,
	url            TEXT NOT NULL,
	label          TEXT NOT NULL,
	citation       TEXT NOT NULL,
	summary        TEXT NOT NULL,
	summary_origin TEXT NOT NULL,
	status         TEXT NOT NULL,
	status_line    TEXT NOT NULL,
	notice         TEXT NOT NULL,
	day            TEXT NOT NULL,
	topics         TEXT,                         -- slugs that an editor fixed; NULL: as matched
	published      INTEGER NOT NULL,             -- when the item was first released
	automatic      INTEGER NOT NULL DEFAULT 0    -- approved by its source (approve = "auto")
) STRICT;
CREATE INDEX release_item ON release(item, id);
CREATE TRIGGER release_kept BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END;
CREATE TRIGGER release_never_lost BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'a release cannot be deleted'); END;

CREATE TABLE decision (
	id      INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	editor  TEXT NOT NULL,                       -- 'source NAME' for approve = "auto"
	verb    TEXT NOT NULL,                       -- approve reject defer edit merge split undo
	item    INTEGER NOT NULL REFERENCES item(id),
	other   INTEGER REFERENCES item(id),         -- merge: which joined; split: which was made
	entry   INTEGER REFERENCES entry(id),        -- split: the copy
	detail  TEXT NOT NULL DEFAULT '',            -- reason, changed fields … in words
	undoes  INTEGER UNIQUE REFERENCES decision(id),
	before  TEXT NOT NULL                        -- editorial state of the item(s) before, as JSON
) STRICT;
CREATE INDEX decision_item ON decision(item, id);
CREATE INDEX decision_other ON decision(other, id) WHERE other IS NOT NULL;
CREATE TRIGGER decision_kept BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision cannot be changed'); END;
CREATE TRIGGER decision_never_lost BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision cannot be deleted'); END;

CREATE TABLE edition (
	id      INTEGER PRIMARY KEY,
	section INTEGER NOT NULL,
	period  TEXT NOT NULL,
	frozen  INTEGER NOT NULL,
	hash    TEXT NOT NULL,                       -- of the message
	UNIQUE (section, period)
) STRICT;
CREATE TABLE edition_item (
	edition INTEGER NOT NULL REFERENCES edition(id),
	release INTEGER NOT NULL REFERENCES release(id),
	item    INTEGER NOT NULL REFERENCES item(id),
	PRIMARY KEY (edition, release)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_item_item ON edition_item(item);

-- When a paced service may be asked next (milliseconds since 1970), shared by all workers of the
-- site.
CREATE TABLE pace (
	service TEXT PRIMARY KEY,
	next_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
	name  TEXT PRIMARY KEY,                      -- 'published': when out/ was last written
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
