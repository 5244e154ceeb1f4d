-- Step 36: editions are kept whole, and the next one of a list is prepared.

-- What became of the draft when it was frozen. Empty for editions of before.
ALTER TABLE edition ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE edition ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;
ALTER TABLE edition ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
-- The bodies as they are mailed: a token of nobody, the slot, stands where each copy has its
-- reader's.
ALTER TABLE edition ADD COLUMN html TEXT NOT NULL DEFAULT '';
ALTER TABLE edition ADD COLUMN text TEXT NOT NULL DEFAULT '';
ALTER TABLE edition ADD COLUMN slot TEXT NOT NULL DEFAULT '';

-- The files of an edition stay, so that they can be written again.
ALTER TABLE edition_file ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
CREATE INDEX edition_file_waits ON edition_file(name) WHERE written = 0;

-- What editors wrote for the next edition of a list; freezing uses it up.
CREATE TABLE edition_wording (
	list     INTEGER PRIMARY KEY REFERENCES mail_list(id),
	version  INTEGER NOT NULL,
	at       INTEGER NOT NULL,
	editor   TEXT NOT NULL,
	subject  TEXT NOT NULL,                      -- '': as usual
	greeting TEXT NOT NULL,
	first    TEXT NOT NULL                       -- "first of all": paragraphs, a line each
) STRICT;
-- New items that stay out of the list's editions until they are put back.
CREATE TABLE edition_left_out (
	list   INTEGER NOT NULL REFERENCES mail_list(id),
	item   INTEGER NOT NULL REFERENCES item(id),
	at     INTEGER NOT NULL,
	editor TEXT NOT NULL,
	PRIMARY KEY (list, item)
) STRICT, WITHOUT ROWID;
