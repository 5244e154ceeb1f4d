-- Step 28: looking back at what sources brought and what editors decided, without walking all rows.

-- Whether it is the first version of what the source brought under this name.
ALTER TABLE entry ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
UPDATE entry SET first = 1 WHERE id IN (SELECT min(id) FROM entry GROUP BY source, native);
CREATE INDEX entry_brought ON entry(seen, source, item, first) WHERE first = 1;

CREATE INDEX decision_at ON decision(at, verb, automatic, editor, item);
