-- Step 52: what was taken from readers is found among what was, not among all that they ever saw.

-- An item that was live once and is not, or that readers saw though it is not (a restored backup).
-- One that is live again stays here.
CREATE TABLE left_live (
	item INTEGER PRIMARY KEY REFERENCES item(id)
) STRICT;
INSERT INTO left_live (item)
	SELECT s.item FROM shown AS s JOIN item AS i ON i.id = s.item WHERE i.live IS NULL;
CREATE TRIGGER item_left_live AFTER UPDATE OF live ON item
	WHEN old.live IS NOT NULL AND new.live IS NULL
BEGIN
	INSERT INTO left_live (item) VALUES (new.id) ON CONFLICT (item) DO NOTHING;
END;
CREATE TRIGGER shown_not_live AFTER INSERT ON shown
	WHEN (SELECT live FROM item WHERE id = new.item) IS NULL
BEGIN
	INSERT INTO left_live (item) VALUES (new.item) ON CONFLICT (item) DO NOTHING;
END;
