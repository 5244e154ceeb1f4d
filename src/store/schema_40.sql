-- Step 40: what editors did with editions.

-- A row is only added. Nothing in it says of a reader who.
CREATE TABLE edition_act (
	id      INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	editor  TEXT NOT NULL,                       -- the name of that time; '': it was not noted
	verb    INTEGER NOT NULL,                    -- enum edition_verb
	edition INTEGER NOT NULL REFERENCES edition(id),
	people  INTEGER NOT NULL                     -- how many it was about
) STRICT;
CREATE INDEX edition_act_edition ON edition_act(edition, id);
CREATE TRIGGER edition_act_kept BEFORE UPDATE ON edition_act
BEGIN SELECT RAISE(ABORT, 'what was done with an edition cannot be changed'); END;
CREATE TRIGGER edition_act_never_lost BEFORE DELETE ON edition_act
BEGIN SELECT RAISE(ABORT, 'what was done with an edition cannot be deleted'); END;
-- What is known of the time before: when each was frozen, and by whom each was sent.
INSERT INTO edition_act (at, editor, verb, edition, people)
	SELECT at, editor, verb, edition, people FROM (
		SELECT frozen AS at, '' AS editor, 1 AS verb, id AS edition, 0 AS people FROM edition
		UNION ALL SELECT at, editor, 2, edition, people FROM mailing WHERE people > 0)
	ORDER BY at, edition, verb;
