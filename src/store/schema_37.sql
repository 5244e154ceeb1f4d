-- Step 37: what followed from mail that came back. Of the mail nothing is kept but a hash, by which
-- it is known when it comes again, and codes.
CREATE TABLE bounce (
	mail       BLOB NOT NULL,                    -- hash of the mail
	part       INTEGER NOT NULL,                 -- 0, 1, …: a mail may be about several recipients
	at         INTEGER NOT NULL,                 -- when it was taken in
	outcome    INTEGER NOT NULL,                 -- enum bounce_outcome
	subscriber INTEGER,                          -- whom it is about, as far as that is known
	edition    INTEGER,                          -- which copy came back, as far as that is known
	code       TEXT NOT NULL,                    -- '550 5.1.1', 'abuse'
	PRIMARY KEY (mail, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX bounce_subscriber ON bounce(subscriber, at) WHERE subscriber IS NOT NULL;
CREATE INDEX bounce_at ON bounce(at);

-- How far a mailbox of an IMAP server has been read.
CREATE TABLE bounce_inbox (
	place    BLOB PRIMARY KEY,                   -- hash of its address
	validity INTEGER NOT NULL,                   -- UIDVALIDITY
	uid      INTEGER NOT NULL                    -- of the last message that was taken in
) STRICT, WITHOUT ROWID;
