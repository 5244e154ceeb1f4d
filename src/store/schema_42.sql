-- Step 42: the blocks by which publications are found that may be one without sharing a key.
CREATE TABLE block (
	block INTEGER NOT NULL,                      -- a hash of 47 bits (match/block.h)
	item  INTEGER NOT NULL REFERENCES item(id),  -- also one that became an alias since
	PRIMARY KEY (block, item)
) STRICT, WITHOUT ROWID;
-- The first entry of an older version whose blocks are not here yet; no row: none.
CREATE TABLE block_due (
	entry INTEGER NOT NULL
) STRICT;
INSERT INTO block_due SELECT min(id) FROM entry HAVING count(*) > 0;
