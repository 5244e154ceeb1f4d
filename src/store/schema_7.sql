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

-- == What readers saw ==
-- The decision that took the item from readers, once a publication has told them. NULL: they see
-- it.
ALTER TABLE shown ADD COLUMN gone INTEGER REFERENCES decision(id);
CREATE INDEX shown_tag ON shown(tag, release);
DROP TRIGGER decision_kept;
-- The release that the decision made live; NULL: none.
ALTER TABLE decision ADD COLUMN release INTEGER REFERENCES release(id);
-- 1: it took from readers what was live.
ALTER TABLE decision ADD COLUMN takes INTEGER NOT NULL DEFAULT 0;
-- Decisions so far: a release was made at the time of its decision (approve, edit, merge); a merge
-- or a withdrawal took something, if that was shown; readers were told by the last publication.
UPDATE decision SET release = (SELECT min(r.id) FROM release AS r
	WHERE r.item = decision.item AND r.at = decision.at) WHERE verb IN (1, 4, 5);
UPDATE decision SET takes = 1 WHERE verb IN (5, 8);
CREATE TRIGGER decision_kept BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision cannot be changed'); END;
UPDATE shown SET gone = (SELECT max(d.id) FROM decision AS d
	WHERE shown.item IN (d.item, d.other) AND d.verb IN (5, 8, 9)
		AND d.at <= (SELECT CAST(value AS INTEGER) FROM note WHERE name = 'published'))
	WHERE (SELECT i.live FROM item AS i WHERE i.id = shown.item) IS NULL;

-- == Topics of releases ==
-- `topics` holds all topics on whose pages a release was approved; '' for none. NULL: a release of
-- an older version, which is filed once, by the configuration (item/filing.h).
DROP TRIGGER release_kept;
-- Whether it changed after readers saw it first.
ALTER TABLE release ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
UPDATE release SET corrected = at > published;
CREATE INDEX release_unfiled ON release(id) WHERE topics IS NULL;
CREATE TRIGGER release_kept BEFORE UPDATE ON release
WHEN NOT (old.topics IS NULL AND new.topics IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END;
DROP TRIGGER standing_update;
CREATE TRIGGER standing_update AFTER UPDATE OF live ON item
	WHEN coalesce(old.live, 0) <> coalesce(new.live, 0)
BEGIN
	DELETE FROM standing WHERE item = new.id;
	INSERT INTO standing (kind, release, item)
		SELECT 1, r.id, new.id FROM release AS r WHERE r.id = new.live AND r.corrected = 1;
	INSERT INTO standing (kind, release, item)
		SELECT 2, r.id, new.id FROM release AS r WHERE r.id = new.live AND r.retracted = 1;
END;

-- == Topics ==
-- Every topic that the configuration ever had, as it was called last. A slug that was renamed
-- leads to the new one: its page says so, and what was filed under it is found under the new one.
CREATE TABLE topic (
	slug     TEXT PRIMARY KEY,
	title    TEXT NOT NULL,
	match    TEXT NOT NULL,                      -- its expression; '': none
	moved_to TEXT NOT NULL DEFAULT ''            -- the slug that it has now; '': it has this one
) STRICT, WITHOUT ROWID;

-- What of the configuration the items were judged by: a fingerprint of 'topics', and of each
-- 'source NAME'. A change of it reaches the items that are there.
CREATE TABLE configured (
	what        TEXT PRIMARY KEY,
	fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- == Names ==
-- The tag is all that stands behind the authority in a tag: URI (RFC 4151). Until now that was
-- "item/" and the tag, which for most items was their number; they keep it.
UPDATE item SET tag = 'item/' || tag;
UPDATE shown SET tag = 'item/' || tag;
