-- Three triggers in the words that SQLite and PostgreSQL both take. They do what they did.

DROP TRIGGER item_joined;
CREATE TRIGGER item_joined AFTER UPDATE OF merged_into ON item
	WHEN old.merged_into IS DISTINCT FROM new.merged_into
BEGIN
	INSERT INTO dirty (item, lists) SELECT id, 1 FROM item
		WHERE id IN (old.merged_into, new.merged_into) AND live IS NOT NULL
		ON CONFLICT (item) DO UPDATE SET lists = 1;
END;

DROP TRIGGER batch_counts;
CREATE TRIGGER batch_counts AFTER INSERT ON decision WHEN new.batch IS NOT NULL
BEGIN
	UPDATE batch SET n = n + 1, standing = standing + CASE WHEN new.undoes IS NULL THEN 1 ELSE 0 END
		WHERE id = new.batch;
END;

DROP TRIGGER item_note_kept;
CREATE TRIGGER item_note_kept BEFORE UPDATE ON item_note
	WHEN old.taken_back IS NOT NULL OR new.taken_back IS NULL OR new.id <> old.id
		OR new.item <> old.item OR new.at <> old.at OR new.editor <> old.editor
		OR new.author IS DISTINCT FROM old.author OR new.text <> old.text
BEGIN SELECT RAISE(ABORT, 'a note can only be taken back'); END;
