-- Step 5: the life of an item after it was published: corrected, retracted, withdrawn.

-- What changed and why, for readers, and when that was said. Later releases of the item keep it
-- until something else is said.
ALTER TABLE release ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN noted INTEGER;

-- What readers saw last of each item, on the pages or by mail; noted before the files are written.
-- An item that is here and not live was taken from readers, who are told so.
CREATE TABLE shown (
	item    INTEGER PRIMARY KEY REFERENCES item(id),
	release INTEGER NOT NULL REFERENCES release(id),
	tag     TEXT NOT NULL                        -- as it stood in the feed; a merge may hand it on
) STRICT;
INSERT INTO shown (item, release, tag)
	SELECT i.id, max(r.id), i.tag FROM item AS i JOIN release AS r ON r.item = i.id
	WHERE i.live IS NOT NULL
		AND (r.at <= (SELECT CAST(value AS INTEGER) FROM note WHERE name = 'published')
			OR r.id IN (SELECT release FROM edition_item))
	GROUP BY i.id;

-- Which edition told its readers that an item was taken down, and by which decision.
CREATE TABLE edition_gone (
	edition  INTEGER NOT NULL REFERENCES edition(id),
	item     INTEGER NOT NULL REFERENCES item(id),
	decision INTEGER NOT NULL REFERENCES decision(id),
	PRIMARY KEY (edition, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_gone_item ON edition_gone(item);

-- Live items that were corrected or retracted, so that listing the few costs no walk along the
-- many. Kept by triggers.
CREATE TABLE standing (
	kind    INTEGER NOT NULL,                    -- 1: corrected, 2: retracted
	release INTEGER NOT NULL REFERENCES release(id),
	item    INTEGER NOT NULL REFERENCES item(id),
	PRIMARY KEY (kind, release)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_item ON standing(item);
INSERT INTO standing (kind, release, item)
	SELECT 1, r.id, i.id FROM item AS i JOIN release AS r ON r.id = i.live
	WHERE r.at > r.published;
INSERT INTO standing (kind, release, item)
	SELECT 2, r.id, i.id FROM item AS i JOIN release AS r ON r.id = i.live
	WHERE lower(substr(r.notice, 1, 9)) = 'retracted';
CREATE TRIGGER standing_update AFTER UPDATE OF live ON item
WHEN coalesce(old.live, 0) <> coalesce(new.live, 0)
BEGIN
	DELETE FROM standing WHERE item = new.id;
	INSERT INTO standing (kind, release, item)
		SELECT 1, r.id, new.id FROM release AS r WHERE r.id = new.live AND r.at > r.published;
	INSERT INTO standing (kind, release, item)
		SELECT 2, r.id, new.id FROM release AS r
		WHERE r.id = new.live AND lower(substr(r.notice, 1, 9)) = 'retracted';
END;

-- The tally counts a further state (enum item_state; 5: withdrawn).
INSERT INTO tally (section, state, n) SELECT section, 5, 0 FROM tally WHERE state = 0;
