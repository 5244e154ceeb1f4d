-- Step 10: notices of retractions and corrections.

-- What notices say of the publications that they name (store/witness.h).
CREATE TABLE witness (
	key_kind   INTEGER NOT NULL,                 -- enum key_kind: a PMID or a DOI
	key        TEXT NOT NULL,
	correction INTEGER NOT NULL,                 -- enum correction_kind
	pmid       TEXT NOT NULL,                    -- of the notice; '': it has none
	seen       INTEGER NOT NULL,
	PRIMARY KEY (key_kind, key, correction, pmid)
) STRICT, WITHOUT ROWID;
