-- Step 2: what the editors' desk needs.

-- == Looking for items ==
-- `doc` and `facet` say what can be looked for. They are derived from items and brought up to date
-- afterwards (store/catalog.h), so that a visit to a source pays nothing for them. FTS5 cannot take
-- an entry of its index back without the words that went in, so an item whose words changed gets a
-- new doc, and no row of doc_item names the old one any more.
CREATE VIRTUAL TABLE doc USING fts5(title, summary, text, author, content='',
	tokenize="unicode61 remove_diacritics 2");
CREATE TABLE doc_item (
	doc  INTEGER PRIMARY KEY,                    -- rowid of doc
	item INTEGER NOT NULL UNIQUE REFERENCES item(id),
	hash BLOB NOT NULL                           -- of the words that went in
) STRICT;
CREATE TABLE facet (
	name TEXT NOT NULL,                          -- 'section 1', 'source 12', 'topic SLUG'
	item INTEGER NOT NULL REFERENCES item(id),
	PRIMARY KEY (name, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_item ON facet(item);

-- What is listed newest first; item_queue is for the likeliest.
CREATE INDEX item_state ON item(state, id) WHERE merged_into IS NULL;
CREATE INDEX item_deferred ON item(deferred_until) WHERE state = 3;

-- How many items there are, by section and state (enum item_state; 4: an update of a published item
-- waits). Kept by triggers, so that no page counts rows.
CREATE TABLE tally (
	section INTEGER NOT NULL,
	state   INTEGER NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (section, state)
) STRICT, WITHOUT ROWID;
INSERT INTO tally (section, state, n)
	SELECT s.section, t.state, (SELECT count(*) FROM item AS i WHERE i.merged_into IS NULL
		AND coalesce(i.edited_section, i.section) = s.section
		AND CASE WHEN i.update_why <> '' THEN 4 ELSE i.state END = t.state)
	FROM (SELECT 0 AS section UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS s,
		(SELECT 0 AS state UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
			UNION ALL SELECT 4) AS t;
CREATE TRIGGER tally_insert AFTER INSERT ON item
BEGIN
	UPDATE tally SET n = n + 1 WHERE section = coalesce(new.edited_section, new.section)
		AND state = CASE WHEN new.update_why <> '' THEN 4 ELSE new.state END
		AND new.merged_into IS NULL;
END;
CREATE TRIGGER tally_update
AFTER UPDATE OF state, merged_into, section, edited_section, update_why ON item
WHEN coalesce(old.edited_section, old.section) <> coalesce(new.edited_section, new.section)
	OR old.state <> new.state OR (old.merged_into IS NULL) <> (new.merged_into IS NULL)
	OR (old.update_why <> '') <> (new.update_why <> '')
BEGIN
	UPDATE tally SET n = n - 1 WHERE section = coalesce(old.edited_section, old.section)
		AND state = CASE WHEN old.update_why <> '' THEN 4 ELSE old.state END
		AND old.merged_into IS NULL;
	UPDATE tally SET n = n + 1 WHERE section = coalesce(new.edited_section, new.section)
		AND state = CASE WHEN new.update_why <> '' THEN 4 ELSE new.state END
		AND new.merged_into IS NULL;
END;

CREATE INDEX decision_editor ON decision(editor, id);

-- Two items that look alike and, as an editor said, are not the same: nobody is asked again. The
-- smaller id comes first.
CREATE TABLE apart (
	item  INTEGER NOT NULL REFERENCES item(id),
	other INTEGER NOT NULL REFERENCES item(id),
	PRIMARY KEY (item, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_other ON apart(other);

-- == Who is looking at what ==
CREATE TABLE presence (
	item   INTEGER NOT NULL REFERENCES item(id),
	editor TEXT NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (item, editor)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_at ON presence(at);

-- == What the desk wants from the worker ==
CREATE TABLE job (
	id          INTEGER PRIMARY KEY,
	kind        TEXT NOT NULL,                   -- 'check': visit the source named by the key now
	key         TEXT NOT NULL,
	asked_by    TEXT NOT NULL,
	asked       INTEGER NOT NULL,
	due         INTEGER NOT NULL,
	lease_until INTEGER NOT NULL DEFAULT 0,
	lease_token INTEGER NOT NULL DEFAULT 0,
	attempts    INTEGER NOT NULL DEFAULT 0,
	finished    INTEGER,
	failed      INTEGER NOT NULL DEFAULT 0,
	outcome     TEXT NOT NULL DEFAULT ''         -- finished: how it went; else: why not yet
) STRICT;
-- The same thing is asked for once until it is done.
CREATE UNIQUE INDEX job_open ON job(kind, key) WHERE finished IS NULL;
CREATE INDEX job_key ON job(kind, key, id);

-- A paused source is visited only when it is asked for by name.
ALTER TABLE source ADD COLUMN paused_by TEXT;
ALTER TABLE source ADD COLUMN paused_at INTEGER;
