-- Step 41: how many messages were handed to the mail server, by all processes together.

CREATE TABLE handed_over (
	minute INTEGER PRIMARY KEY,                  -- since 1970; of the last hours alone
	n      INTEGER NOT NULL
) STRICT;
INSERT INTO handed_over (minute, n)
	SELECT at / 60, count(*) FROM delivery WHERE at IS NOT NULL GROUP BY at / 60;
-- The hour was counted by it.
DROP INDEX delivery_at;
