-- Step 31: what editors are to each other: notes, mentions, and items set aside for a colleague.

-- For whom an item is set aside, and why. It is part of what editors decide of the item.
ALTER TABLE item ADD COLUMN assignee INTEGER REFERENCES editor(id);
ALTER TABLE item ADD COLUMN assigned_word TEXT NOT NULL DEFAULT '';
CREATE INDEX item_assignee ON item(assignee) WHERE assignee IS NOT NULL;
-- assign, unassign: for whom it is, or was, set aside.
ALTER TABLE decision ADD COLUMN assignee INTEGER REFERENCES editor(id);

-- What editors write to each other on an item. No reader ever sees it.
CREATE TABLE item_note (
	id         INTEGER PRIMARY KEY,
	item       INTEGER NOT NULL REFERENCES item(id),
	at         INTEGER NOT NULL,
	editor     TEXT NOT NULL,                    -- the name that the author had then
	author     INTEGER REFERENCES editor(id),    -- NULL: somebody at the command line
	text       TEXT NOT NULL,
	taken_back INTEGER                           -- when its author took it back
) STRICT;
CREATE INDEX item_note_item ON item_note(item, id);
CREATE TRIGGER item_note_kept BEFORE UPDATE ON item_note
	WHEN old.taken_back IS NOT NULL OR new.taken_back IS NULL OR new.id <> old.id
		OR new.item <> old.item OR new.at <> old.at OR new.editor <> old.editor
		OR new.author IS NOT old.author OR new.text <> old.text
BEGIN SELECT RAISE(ABORT, 'a note can only be taken back'); END;
CREATE TRIGGER item_note_never_lost BEFORE DELETE ON item_note
BEGIN SELECT RAISE(ABORT, 'a note cannot be deleted'); END;
-- An editor whom a note names.
CREATE TABLE mention (
	note   INTEGER NOT NULL REFERENCES item_note(id),
	editor INTEGER NOT NULL REFERENCES editor(id),
	seen   INTEGER,                              -- when she read it; NULL: not yet
	PRIMARY KEY (note, editor)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_editor ON mention(editor, note);
CREATE INDEX mention_unseen ON mention(editor) WHERE seen IS NULL;
