-- Step 7: nothing lost, nothing altered.

-- == The site ==
-- One row: which site this store belongs to, as 32 hexadecimal digits; how many times it wrote
-- out/; the highest number that a page of out/ shows though no row has it (restore notes it): new
-- items get higher ones.
CREATE TABLE site (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	id TEXT NOT NULL,
	published INTEGER NOT NULL DEFAULT 0,
	item_floor INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO site (one, id) VALUES (1, lower(hex(randomblob(16))));

-- == What stands in out/ ==
-- The files of out/items that publications of this store wrote: no other may be removed.
CREATE TABLE page (
	name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO page (name) SELECT CAST(item AS TEXT) || '.html' FROM shown;
INSERT INTO page (name) SELECT CAST(id AS TEXT) || '.html' FROM item
	WHERE merged_into IS NOT NULL ON CONFLICT DO NOTHING;

-- The files of an edition, from the moment it is frozen until they are in out/digest.
CREATE TABLE edition_file (
	name TEXT PRIMARY KEY,
	text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Names of pages and editions in out/ of which a backup knew nothing when it was restored. They
-- stay readers', and nothing else gets them.
CREATE TABLE reserved (
	name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- == Where a summary comes from ==
-- enum summary_origin instead of its word (model/face.h).
ALTER TABLE item RENAME COLUMN summary_origin TO origin_words;
ALTER TABLE release RENAME COLUMN summary_origin TO origin_words;
ALTER TABLE item ADD COLUMN summary_origin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE release ADD COLUMN summary_origin INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER release_kept;
UPDATE item SET summary_origin = CASE origin_words WHEN 'conclusion' THEN 1
	WHEN 'cue phrase' THEN 2 WHEN 'last sentence' THEN 3 WHEN 'lead' THEN 4
	WHEN 'brief summary' THEN 5 WHEN 'editor' THEN 6 ELSE 0 END WHERE origin_words <> '';
UPDATE release SET summary_origin = CASE origin_words WHEN 'conclusion' THEN 1
	WHEN 'cue phrase' THEN 2 WHEN 'last sentence' THEN 3 WHEN 'lead' THEN 4
	WHEN 'brief summary' THEN 5 WHEN 'editor' THEN 6 ELSE 0 END WHERE origin_words <> '';
CREATE TRIGGER release_kept BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END;
ALTER TABLE item DROP COLUMN origin_words;
ALTER TABLE release DROP COLUMN origin_words;
