-- Step 24: decisions that are made together.

-- One form, or one command, decided on several items. Each has its row of the log, which names the
-- batch; a list of the log shows them as one.
CREATE TABLE batch (
	id   INTEGER PRIMARY KEY,
	what TEXT NOT NULL                           -- the filter by which they were chosen, in words
) STRICT;
ALTER TABLE decision ADD COLUMN batch INTEGER REFERENCES batch(id);
CREATE INDEX decision_batch ON decision(batch, id) WHERE batch IS NOT NULL;
