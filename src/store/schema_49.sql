-- Step 49: how often something may be tried is counted in the store, for all desks of a site.

-- A bucket of tries (store/tries.h); where there is none, all are left.
CREATE TABLE tries (
	key     BLOB PRIMARY KEY,                    -- of what is tried, hashed
	full_at INTEGER NOT NULL                     -- milliseconds: when all are left again
) STRICT, WITHOUT ROWID;
CREATE INDEX tries_full ON tries(full_at);
