-- Step 35: who gets the digest, and what became of each copy.

-- What readers subscribe to, by the slug that the configuration gives it. The three sections were
-- the only ones before.
CREATE TABLE mail_list (
	id   INTEGER PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO mail_list (id, slug) VALUES (1, 'research'), (2, 'news'), (3, 'trials');
ALTER TABLE edition RENAME COLUMN section TO list;
ALTER TABLE running_order RENAME COLUMN section TO list;

-- A subscriber. The address is sealed by a key that is not in the store, and found by a keyed hash
-- of it (base/vault.h). One who was deleted keeps a number alone, so that nobody else gets it.
CREATE TABLE subscriber (
	id        INTEGER PRIMARY KEY,
	found     BLOB UNIQUE,                       -- keyed hash of the address; NULL: deleted
	handle    BLOB UNIQUE,                       -- random, names the subscriber in links
	address   BLOB,                              -- sealed; NULL: not kept
	state     INTEGER NOT NULL,                  -- enum subscriber_state
	how       INTEGER NOT NULL,                  -- enum subscriber_how
	proof     TEXT NOT NULL,                     -- of consent, in the words of who imported it
	made      INTEGER NOT NULL,
	confirmed INTEGER,
	changed   INTEGER NOT NULL,                  -- the state
	wanted    TEXT NOT NULL,                     -- lists that wait for confirmation, one a line
	asked     INTEGER,                           -- when a letter was asked for last
	letters   INTEGER NOT NULL                   -- how many since the last confirmation
) STRICT;
CREATE INDEX subscriber_pending ON subscriber(made) WHERE state = 0;

CREATE TABLE subscription (
	list       INTEGER NOT NULL REFERENCES mail_list(id),
	subscriber INTEGER NOT NULL REFERENCES subscriber(id),
	since      INTEGER NOT NULL,
	PRIMARY KEY (list, subscriber)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_subscriber ON subscription(subscriber);

-- How many came and went, a row a day of a list ('': of all). Says of nobody who.
CREATE TABLE subscriber_tally (
	list TEXT NOT NULL,
	day  TEXT NOT NULL,                          -- '2026-11-23'
	verb INTEGER NOT NULL,                       -- enum subscriber_verb
	n    INTEGER NOT NULL,
	PRIMARY KEY (list, day, verb)
) STRICT, WITHOUT ROWID;

-- An edition on its way to its readers.
CREATE TABLE mailing (
	edition INTEGER PRIMARY KEY REFERENCES edition(id),
	state   INTEGER NOT NULL,                    -- enum mailing_state
	editor  TEXT NOT NULL,                       -- who sent it
	people  INTEGER NOT NULL,                    -- how many it was to go to
	at      INTEGER NOT NULL,
	ended   INTEGER,
	due     INTEGER NOT NULL,                    -- not to be gone on with before
	problem TEXT NOT NULL                        -- why not
) STRICT;

-- The ledger: one row for each copy, whatever becomes of the subscriber.
CREATE TABLE delivery (
	edition     INTEGER NOT NULL REFERENCES mailing(edition),
	subscriber  INTEGER NOT NULL,
	state       INTEGER NOT NULL,                -- enum delivery_state
	attempts    INTEGER NOT NULL,
	due         INTEGER,                         -- NULL: not to be handed over (again)
	at          INTEGER,                         -- of the last attempt
	code        TEXT NOT NULL,                   -- what the mail server said: '550 5.1.1'
	again       INTEGER NOT NULL,                -- 1: sent once more after a crash
	bounced     INTEGER,
	lease_until INTEGER NOT NULL,
	lease_owner TEXT NOT NULL,
	PRIMARY KEY (edition, subscriber)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery(edition, due, subscriber) WHERE due IS NOT NULL;
CREATE INDEX delivery_sending ON delivery(lease_owner) WHERE state = 1;
CREATE INDEX delivery_at ON delivery(at) WHERE at IS NOT NULL;
CREATE INDEX delivery_subscriber ON delivery(subscriber);
