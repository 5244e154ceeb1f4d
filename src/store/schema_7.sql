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

-- == Sources: when to try again ==
-- enum source_failure of the last visit, and how many visits in a row failed in that way. Sources
-- that were failing begin with the first, short wait.
ALTER TABLE source ADD COLUMN failure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN alike INTEGER NOT NULL DEFAULT 0;

-- == Records that a service did not give although it lists them or we hold them ==
-- They are asked for at every visit. A row goes when the record comes. A record that we hold is
-- said to be gone once, when two complete answers running were without it; one that we never held
-- is forgotten when the service twice says that it has no such record.
CREATE TABLE missing_record (
	source INTEGER NOT NULL REFERENCES source(id),
	native TEXT NOT NULL,                        -- PMID, NCT number
	since INTEGER NOT NULL,                      -- when it was missing for the first time
	times INTEGER NOT NULL,                      -- complete answers running without it
	told INTEGER NOT NULL DEFAULT 0,             -- 1: its item said so
	PRIMARY KEY (source, native)
) STRICT, WITHOUT ROWID;
-- What an item says, or said to an editor who decided, was told: it is taken back when the record
-- comes, and not told again. Kind 35 is REASON_MISSING, 36 REASON_DELETED; 262144 is
-- WARNING_MISSING.
INSERT INTO missing_record (source, native, since, times, told)
	SELECT e.source, e.native, e.seen, 2, 1 FROM entry AS e JOIN source AS s ON s.id = e.source
		JOIN item AS i ON i.id = e.item
	WHERE e.current = 1 AND s.kind IN ('pubmed', 'clinicaltrials')
		AND (i.update_why LIKE '%"kind":35%' OR i.update_why LIKE '%"kind":36%'
			OR (i.warnings & 262144) <> 0
			OR EXISTS (SELECT 1 FROM decision AS d WHERE d.item = i.id
				AND (d.before LIKE '%"kind":35%' OR d.before LIKE '%"kind":36%')));

-- == Leases ==
-- The mark of the process that holds the lease (base/process.h): when that has ended, what it had
-- taken is free again at once.
ALTER TABLE source ADD COLUMN lease_owner TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN lease_owner TEXT NOT NULL DEFAULT '';
