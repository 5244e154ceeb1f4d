-- Step 7: nothing lost, nothing altered.

-- == The site ==
-- One row: which site this store belongs to, as 32 hexadecimal digits; how many times it wrote
-- out/; the highest number that a page of out/ shows though no row has it (restore notes it): new
-- items get higher ones.
CREATE TABLE site (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	id TEXT NOT NULL,
	published INTEGER NOT NULL DEFAULT 0,
	item_floor INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO site (one, id) VALUES (1, lower(hex(randomblob(16))));
