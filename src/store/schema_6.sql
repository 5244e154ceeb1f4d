-- Step 6: what was kept as English sentences is kept as numbers and columns. What needs reading of
-- old sentences is done by migrate_6.c, after this.

-- == The face of an item: what kind of thing it is, and what its notice says ==
-- enum entry_kind of the copy that speaks for the item; frozen with a release.
ALTER TABLE item ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN notice_pmid TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN retracted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE release ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE release ADD COLUMN notice_pmid TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN retracted INTEGER NOT NULL DEFAULT 0;

-- The copy that speaks for the item: a current entry of it. NULL: its only copy does.
ALTER TABLE item ADD COLUMN main_copy INTEGER REFERENCES entry(id);
UPDATE item SET main_copy = (SELECT e.id FROM entry AS e WHERE e.item = item.id AND e.current = 1
	ORDER BY CASE e.kind WHEN 1 THEN 0 WHEN 2 THEN 0 WHEN 3 THEN 1
		ELSE CASE WHEN e.pmid <> '' OR e.doi <> '' OR e.nct <> '' THEN 2 ELSE 3 END END,
	coalesce(json_extract(e.detail, '$.last_update_post'), json_extract(e.detail, '$.revised'), '')
		DESC, e.id LIMIT 1)
	WHERE (SELECT count(*) FROM entry AS e WHERE e.item = item.id AND e.current = 1) > 1;
UPDATE item SET kind = coalesce((SELECT e.kind FROM entry AS e WHERE e.id = item.main_copy),
	(SELECT e.kind FROM entry AS e WHERE e.item = item.id AND e.current = 1), 0);

-- Releases so far are shown as before: a trial by its texts, a topic page by its source.
DROP TRIGGER release_kept;
UPDATE release SET kind = CASE
	WHEN EXISTS (SELECT 1 FROM entry AS e
		WHERE e.item = release.item AND e.current = 1 AND e.kind = 3) THEN 3
	WHEN status <> '' OR status_line <> '' OR official_title <> ''
		OR (SELECT substr(i.tag, 1, 4) FROM item AS i WHERE i.id = release.item) = 'nct/' THEN 2
	WHEN EXISTS (SELECT 1 FROM entry AS e
		WHERE e.item = release.item AND e.current = 1 AND e.kind = 1) THEN 1
	ELSE 0 END;
UPDATE release SET retracted = 1 WHERE lower(substr(notice, 1, 9)) = 'retracted';
UPDATE item SET retracted = 1 WHERE lower(substr(notice, 1, 9)) = 'retracted';
UPDATE release SET notice_pmid = substr(notice, instr(notice, 'PMID ') + 5,
	length(rtrim(substr(notice, instr(notice, 'PMID ') + 5), '.')))
	WHERE instr(notice, ': see PMID ') > 0;
UPDATE item SET notice_pmid = substr(notice, instr(notice, 'PMID ') + 5,
	length(rtrim(substr(notice, instr(notice, 'PMID ') + 5), '.')))
	WHERE instr(notice, ': see PMID ') > 0;
CREATE TRIGGER release_kept BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END;

-- A retraction is told by the release's own column.
DROP TRIGGER standing_update;
CREATE TRIGGER standing_update AFTER UPDATE OF live ON item
	WHEN coalesce(old.live, 0) <> coalesce(new.live, 0)
BEGIN
	DELETE FROM standing WHERE item = new.id;
	INSERT INTO standing (kind, release, item)
		SELECT 1, r.id, new.id FROM release AS r WHERE r.id = new.live AND r.at > r.published;
	INSERT INTO standing (kind, release, item)
		SELECT 2, r.id, new.id FROM release AS r WHERE r.id = new.live AND r.retracted = 1;
END;

-- == What editors are warned of: the sum of enum warning ==
ALTER TABLE item RENAME COLUMN warnings TO warning_words;
ALTER TABLE item ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;

-- == Decisions ==
DROP TRIGGER decision_kept;
ALTER TABLE decision RENAME COLUMN verb TO verb_word;
ALTER TABLE decision RENAME COLUMN detail TO detail_words;
ALTER TABLE decision ADD COLUMN verb INTEGER NOT NULL DEFAULT 0;      -- enum verb
ALTER TABLE decision ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0; -- `editor` is a source
ALTER TABLE decision ADD COLUMN reason TEXT NOT NULL DEFAULT '';      -- reject, withdraw
ALTER TABLE decision ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;     -- enum decision_cause
ALTER TABLE decision ADD COLUMN until INTEGER;                        -- defer
ALTER TABLE decision ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;    -- sum of enum edited_part
ALTER TABLE decision ADD COLUMN note TEXT NOT NULL DEFAULT '';        -- for readers
ALTER TABLE decision ADD COLUMN other_title TEXT NOT NULL DEFAULT ''; -- merge, split, distinct
UPDATE decision SET automatic = 1, editor = substr(editor, 8)
	WHERE substr(editor, 1, 7) = 'source ';

DROP INDEX decision_editor;
CREATE INDEX decision_actor ON decision(automatic, editor, id);

-- == Relations ==
ALTER TABLE related ADD COLUMN relation INTEGER NOT NULL DEFAULT 0;   -- enum relation
UPDATE related SET relation = CASE WHEN substr(why, 1, 5) = 'Same ' THEN 2
	WHEN substr(why, 1, 9) = 'mentions ' THEN 0 ELSE 1 END;
ALTER TABLE apart RENAME TO distinct_pair;
