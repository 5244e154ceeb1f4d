-- Step 44: editors are told when an edition waits to be looked at.

-- One for each period of a list at most.
CREATE TABLE edition_reminder (
	id     INTEGER PRIMARY KEY,
	list   INTEGER NOT NULL REFERENCES mail_list(id),
	period TEXT NOT NULL,                        -- of the edition: '2026-W48'
	since  INTEGER NOT NULL,
	stands INTEGER NOT NULL,                     -- 0: nothing waits any more
	UNIQUE (list, period)
) STRICT;
-- The last one of which the editor was told in the daily letter; 0: of none.
ALTER TABLE editor_mail ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0;
