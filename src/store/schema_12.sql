-- Step 12: decisions are chained.

-- A hash for each decision, over the one before it (store/chain.h); the step chains the rows that
-- are there, and notes how many those were ('chained', as a note).
CREATE TABLE chain (
	decision INTEGER PRIMARY KEY REFERENCES decision(id),
	hash     BLOB NOT NULL
) STRICT;
CREATE TRIGGER chain_kept BEFORE UPDATE ON chain
BEGIN SELECT RAISE(ABORT, 'the chain of decisions cannot be changed'); END;
CREATE TRIGGER chain_never_lost BEFORE DELETE ON chain
BEGIN SELECT RAISE(ABORT, 'the chain of decisions cannot be changed'); END;

-- The hash of the file of an archive as it was written; NULL: it was written before this step.
ALTER TABLE feed_archive ADD COLUMN hash BLOB;
