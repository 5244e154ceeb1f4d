-- Step 32: editors may be called otherwise.

-- Names that an editor had before. Rows of the log, which never change, hold the name of their
-- time; by this they are shown under the name that the editor has now. Such a name is given to
-- nobody else.
CREATE TABLE editor_name (
	name   TEXT PRIMARY KEY,                     -- letter for letter
	folded TEXT NOT NULL,                        -- as editor.folded
	editor INTEGER NOT NULL REFERENCES editor(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX editor_name_editor ON editor_name(editor);
CREATE INDEX editor_name_folded ON editor_name(folded);
-- Also when one who was removed comes back and writes the name otherwise.
CREATE TRIGGER editor_named AFTER UPDATE OF name ON editor WHEN old.name <> new.name
BEGIN
	INSERT INTO editor_name (name, folded, editor) VALUES (old.name, old.folded, old.id)
		ON CONFLICT (name) DO NOTHING;
END;
