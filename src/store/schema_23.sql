-- Step 23: the page of a topic in parts, as editors arranged it.

-- Rows are appended; the newest of a topic is in force. Only `planned` changes.
CREATE TABLE arrangement (
	id      INTEGER PRIMARY KEY,
	topic   TEXT NOT NULL,                       -- the slug that it had then
	at      INTEGER NOT NULL,
	editor  TEXT NOT NULL,
	back_to INTEGER REFERENCES arrangement(id),  -- the earlier one that is in force again
	parts   TEXT NOT NULL,                       -- struct parts, as JSON
	planned INTEGER NOT NULL DEFAULT 0           -- a publication knows of it
) STRICT;
CREATE INDEX arrangement_topic ON arrangement(topic, id);
CREATE INDEX arrangement_unplanned ON arrangement(topic) WHERE planned = 0;
CREATE TRIGGER arrangement_never_lost BEFORE DELETE ON arrangement
BEGIN SELECT RAISE(ABORT, 'how a page was arranged cannot be deleted'); END;
-- The place of the item among those that editors put in order; 0: it stands by date behind them.
ALTER TABLE listed ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
CREATE INDEX listed_placed ON listed(listing, place) WHERE place > 0;
-- A merge, or its undo, moves what was put into a part by hand.
CREATE TRIGGER item_joined AFTER UPDATE OF merged_into ON item
	WHEN old.merged_into IS NOT new.merged_into
BEGIN
	INSERT INTO dirty (item, lists) SELECT id, 1 FROM item
		WHERE id IN (old.merged_into, new.merged_into) AND live IS NOT NULL
		ON CONFLICT (item) DO UPDATE SET lists = 1;
END;
