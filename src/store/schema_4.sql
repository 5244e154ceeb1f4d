-- Step 4: the next edition of the digest, arranged and tried out at the desk.

-- Where a test of the digest is mailed to; '': none was given.
ALTER TABLE editor ADD COLUMN email TEXT NOT NULL DEFAULT '';

-- The worker that held the job had begun what must not be done twice. If it died, nobody knows
-- whether it was done.
ALTER TABLE job ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;

-- The order that editors gave the next edition of a section. Append-only: the newest row of a
-- section stands, and its id is the order's version.
CREATE TABLE running_order (
	id      INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	editor  TEXT NOT NULL,                       -- '': an edition was frozen, the next begins anew
	section INTEGER NOT NULL,
	verb    TEXT NOT NULL,                       -- up down first set usual frozen
	item    INTEGER REFERENCES item(id),         -- up, down, first: which one
	items   TEXT NOT NULL                        -- ids, one a line; '': as usual
) STRICT;
CREATE INDEX running_order_section ON running_order(section, id);
CREATE TRIGGER running_order_kept BEFORE UPDATE ON running_order
BEGIN SELECT RAISE(ABORT, 'an order cannot be changed'); END;
CREATE TRIGGER running_order_never_lost BEFORE DELETE ON running_order
BEGIN SELECT RAISE(ABORT, 'an order cannot be deleted'); END;
