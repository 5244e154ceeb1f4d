-- Step 39: people who are moved from one list to another, and lists that go on under another slug.

-- Who was moved, so that links in mail of the old list still lead off the new one. A row goes with
-- the subscription.
CREATE TABLE subscription_moved (
	subscriber INTEGER NOT NULL REFERENCES subscriber(id),
	was        INTEGER NOT NULL REFERENCES mail_list(id),
	list       INTEGER NOT NULL REFERENCES mail_list(id),
	PRIMARY KEY (subscriber, was, list)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_moved_list ON subscription_moved(list);
-- The list goes on where the other one ended: nobody was on it before. What was mailed in that
-- one's editions is new in none of its own.
CREATE TABLE mail_list_before (
	list INTEGER NOT NULL REFERENCES mail_list(id),
	was  INTEGER NOT NULL REFERENCES mail_list(id),
	PRIMARY KEY (list, was)
) STRICT, WITHOUT ROWID;

-- What nobody confirmed is looked for in each round of a worker.
CREATE INDEX subscriber_wanted ON subscriber(asked) WHERE wanted <> '';
