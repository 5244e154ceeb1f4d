-- Step 38: editions that became a campaign of listmonk.
CREATE TABLE campaign (
	edition  INTEGER PRIMARY KEY REFERENCES edition(id),
	asked    INTEGER NOT NULL,                   -- when listmonk was asked last to make it
	number   INTEGER                             -- its number there; NULL: not known to be there
) STRICT;
