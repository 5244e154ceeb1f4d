-- Step 7: nothing lost, nothing altered.

-- == The site ==
-- One row: which site this store belongs to, as 32 hexadecimal digits. '': a store made before
-- sites had an id; it is given one when it is opened for the first time.
CREATE TABLE site (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	id TEXT NOT NULL
) STRICT;
INSERT INTO site (one, id) VALUES (1, '');
