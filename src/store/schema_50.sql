-- Step 50: a decision on an item that the catalogue has not taken in yet looks for no facets to
-- change; to begin the change of none cost a tenth of the decision.
DROP TRIGGER facet_follows;
CREATE TRIGGER facet_follows AFTER UPDATE OF state, score ON item
	WHEN (old.state <> new.state OR old.score <> new.score)
		AND EXISTS (SELECT 1 FROM facet WHERE item = new.id)
BEGIN
	UPDATE facet SET state = new.state, score = new.score WHERE item = new.id;
END;
