-- Step 13: Crossref as a second witness of corrections.

-- A notice is known by its PMID, its DOI, or both (model/told.h).
ALTER TABLE witness RENAME TO witness_10;
CREATE TABLE witness (
	key_kind   INTEGER NOT NULL,                 -- enum key_kind: a PMID or a DOI
	key        TEXT NOT NULL,
	correction INTEGER NOT NULL,                 -- enum correction_kind
	pmid       TEXT NOT NULL,                    -- of the notice; '': it has none, or not known
	doi        TEXT NOT NULL,                    -- likewise
	seen       INTEGER NOT NULL,
	PRIMARY KEY (key_kind, key, correction, pmid, doi)
) STRICT, WITHOUT ROWID;
INSERT INTO witness SELECT key_kind, key, correction, pmid, '', seen FROM witness_10;
DROP TABLE witness_10;

-- What the notice of a face speaks of.
ALTER TABLE item ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN told TEXT NOT NULL DEFAULT '';
