-- Step 34: mail that editors chose to get.

-- The hour at which they are told what waits (-1: never), and the last day for which that was
-- decided.
ALTER TABLE editor_mail ADD COLUMN daily INTEGER NOT NULL DEFAULT -1;
ALTER TABLE editor_mail ADD COLUMN daily_day TEXT NOT NULL DEFAULT '';
-- Whether they are told at once of retractions and stopped trials, and of sources that fail.
ALTER TABLE editor_mail ADD COLUMN of_published INTEGER NOT NULL DEFAULT 0;
ALTER TABLE editor_mail ADD COLUMN of_sources INTEGER NOT NULL DEFAULT 0;
-- What is worth a mail, once each time that it comes about.
CREATE TABLE alert (
	id     INTEGER PRIMARY KEY,
	kind   INTEGER NOT NULL,                     -- enum alert_kind
	about  INTEGER NOT NULL,                     -- the item; the source
	what   TEXT NOT NULL,                        -- the trial's status, in the registry's word
	since  INTEGER NOT NULL,
	told   INTEGER NOT NULL,                     -- 1: editors were told, as far as they want to be
	stands INTEGER NOT NULL                      -- 0: it is over
) STRICT;
CREATE UNIQUE INDEX alert_stands ON alert(kind, about, what) WHERE stands = 1;
