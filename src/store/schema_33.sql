-- Step 33: people who are invited to work at the desk.

-- A row goes when the invitation is accepted or taken back, and its links with it.
CREATE TABLE invitation (
	id      INTEGER PRIMARY KEY,
	name    TEXT NOT NULL,                       -- as whoever invited them calls them
	address TEXT NOT NULL,                       -- empty: the link is handed over by hand
	role    INTEGER NOT NULL,                    -- enum role
	editor  TEXT NOT NULL,                       -- who invited them
	at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX invitation_address ON invitation(lower(address)) WHERE address <> '';
CREATE TRIGGER invitation_over AFTER DELETE ON invitation
BEGIN
	DELETE FROM mail_link WHERE kind = 2 AND about = old.id;
END;
