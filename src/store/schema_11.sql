-- Step 11: readers are told what changed lately, and search engines which pages there are.

-- The event corrected or took back what readers knew.
ALTER TABLE feed_event ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0;
UPDATE feed_event SET corrects = 1 WHERE gone <> 0 OR EXISTS (SELECT 1 FROM feed_event AS before
	WHERE before.listing = feed_event.listing AND before.tag = feed_event.tag
		AND before.seq < feed_event.seq);
CREATE INDEX feed_event_corrects ON feed_event(listing, seq) WHERE corrects = 1;

-- Items by ranges of their numbers, each of which has a sitemap (store/sitemap.h).
CREATE TABLE sitemap (
	number  INTEGER PRIMARY KEY,                 -- from 1
	changed INTEGER NOT NULL                     -- when an item of the range came, changed or went
) STRICT;

-- Outputs get numbers with room between them.
UPDATE due SET output = output * 10;
