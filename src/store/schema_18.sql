-- Step 18: a trial that nobody has verified for two years is unknown to readers.

-- The month in which the trial was verified last ("2019-03"), since that is over two years ago; ''
-- when it is not, or not known. Readers of a release that says that the trial goes on are told that
-- its status is unknown, until an editor decides (model/unverified.h).
ALTER TABLE item ADD COLUMN unverified TEXT NOT NULL DEFAULT '';
-- Of an item that is dirty: its lists show it otherwise, too, though its release is the same.
ALTER TABLE dirty ADD COLUMN lists INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER item_unverified AFTER UPDATE OF unverified ON item
	WHEN old.unverified <> new.unverified AND new.live IS NOT NULL
BEGIN
	INSERT INTO dirty (item, lists) VALUES (new.id, 1)
		ON CONFLICT (item) DO UPDATE SET lists = 1;
END;
