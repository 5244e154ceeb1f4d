-- Step 26: batches count their decisions, so that no list has to.

ALTER TABLE batch ADD COLUMN n INTEGER NOT NULL DEFAULT 0;        -- decisions
ALTER TABLE batch ADD COLUMN standing INTEGER NOT NULL DEFAULT 0; -- of them, not taken back
UPDATE batch SET
	n = (SELECT count(*) FROM decision AS d WHERE d.batch = batch.id),
	standing = (SELECT count(*) FROM decision AS d WHERE d.batch = batch.id AND d.undoes IS NULL
		AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id));
-- An undo takes back a decision of a batch, and may be in a batch itself, where it does not stand.
CREATE TRIGGER batch_counts AFTER INSERT ON decision WHEN new.batch IS NOT NULL
BEGIN
	UPDATE batch SET n = n + 1, standing = standing + (new.undoes IS NULL) WHERE id = new.batch;
END;
CREATE TRIGGER batch_loses AFTER INSERT ON decision WHEN new.undoes IS NOT NULL
BEGIN
	UPDATE batch SET standing = standing - 1
		WHERE id = (SELECT d.batch FROM decision AS d WHERE d.id = new.undoes AND d.undoes IS NULL);
END;
