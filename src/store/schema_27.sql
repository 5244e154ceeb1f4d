-- Step 27: which workers look after the site, so that the desk can say whether any does.

CREATE TABLE worker (
	mark   TEXT PRIMARY KEY,  -- of its process (base/process.h)
	stays  INTEGER NOT NULL,  -- 1: it works until it is stopped; 0: one round
	looked INTEGER NOT NULL,  -- when it last looked for work, by this machine's clock
	ended  INTEGER            -- when it ended by itself; NULL: it did not, or was killed
) STRICT, WITHOUT ROWID;
