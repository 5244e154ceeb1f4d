-- Step 25: filters of the queue that editors keep.
CREATE TABLE saved_filter (
	id     INTEGER PRIMARY KEY,
	editor INTEGER NOT NULL REFERENCES editor(id),
	name   TEXT NOT NULL,                        -- as the editor calls it
	query  TEXT NOT NULL,                        -- of the address: '?section=news&q=mice'
	UNIQUE (editor, name)
) STRICT;
