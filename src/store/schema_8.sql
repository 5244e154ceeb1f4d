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
