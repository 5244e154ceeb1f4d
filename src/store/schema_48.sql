-- Step 48: the items of a source, a topic or a section are walked along in the order of the queue.
-- `facet` also says what its item says, so that a walk for one state passes over no other; a walk
-- along all items would pass over every one, where few or none of those asked for wait.
ALTER TABLE facet RENAME TO facet_47;
CREATE TABLE facet (
	name  TEXT NOT NULL,                         -- 'section 1', 'source 12', 'topic SLUG'
	state INTEGER NOT NULL,                      -- item.state and item.score, kept by a trigger
	item  INTEGER NOT NULL REFERENCES item(id),
	score REAL NOT NULL,
	PRIMARY KEY (name, state, item),
	UNIQUE (item, name)
) STRICT, WITHOUT ROWID;
INSERT INTO facet (name, state, item, score)
	SELECT f.name, i.state, i.id, i.score FROM facet_47 AS f JOIN item AS i ON i.id = f.item;
DROP TABLE facet_47;
CREATE INDEX facet_queue ON facet(name, state, score DESC, item);
CREATE TRIGGER facet_follows AFTER UPDATE OF state, score ON item
	WHEN old.state <> new.state OR old.score <> new.score
BEGIN
	UPDATE facet SET state = new.state, score = new.score WHERE item = new.id;
END;
