-- Step 8: what was published is watched by its number.

-- When the service last gave a record that is watched (source/watch.h). Records that have no row
-- were never asked for by their number.
CREATE TABLE watched (
	kind   INTEGER NOT NULL,                     -- enum entry_kind: a paper or a trial
	native TEXT NOT NULL,                        -- PMID, NCT number
	looked INTEGER NOT NULL,
	PRIMARY KEY (kind, native)
) STRICT, WITHOUT ROWID;
-- All copies of one record: several sources may hold it.
CREATE INDEX entry_record ON entry(native) WHERE current = 1 AND kind IN (1, 2);
-- Records that are gone, as their items said, are asked for with each copy.
CREATE INDEX missing_told ON missing_record(native) WHERE told = 1;

-- What a registry says of a trial besides (model/facts.h). '' in a release: it was made before
-- facts were kept, so nothing is known of what readers were told.
ALTER TABLE item ADD COLUMN facts TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN facts TEXT NOT NULL DEFAULT '';
