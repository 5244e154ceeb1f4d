-- Step 9: a publication writes what changed, and what it wrote is known.

-- == Items that readers will see otherwise ==
-- Since the last publication: a decision made them live, took them away or joined them, or what
-- they are related to is another. The next publication takes them from here.
CREATE TABLE dirty (
	item INTEGER PRIMARY KEY REFERENCES item(id)
) STRICT;
CREATE TRIGGER item_dirty AFTER UPDATE OF live, tag, merged_into ON item
	WHEN coalesce(old.live, 0) <> coalesce(new.live, 0) OR old.tag <> new.tag
		OR coalesce(old.merged_into, 0) <> coalesce(new.merged_into, 0)
BEGIN
	INSERT INTO dirty (item) VALUES (new.id) ON CONFLICT (item) DO NOTHING;
END;

-- == Lists of published items ==
-- What a publication put together: all items, a section, a topic, or a part of a topic's page.
CREATE TABLE listing (
	id       INTEGER PRIMARY KEY,
	-- 'all', 'research', 'topic/SLUG', 'topic/SLUG/news'
	name     TEXT NOT NULL UNIQUE,
	total    INTEGER NOT NULL DEFAULT 0,
	paged    INTEGER NOT NULL DEFAULT 0,         -- it once was too long for one page
	since    INTEGER NOT NULL,                   -- when it was first published, empty or not
	changed  INTEGER,                            -- when an item came, changed or went
	events   INTEGER NOT NULL DEFAULT 0,         -- number of the last one
	archived INTEGER NOT NULL DEFAULT 0,         -- number of the last one that is in an archive
	archives INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Topics whose pages stand in out/ were a note, one slug a line; so those that left the
-- configuration are found.
WITH RECURSIVE slug(slug, rest) AS (
	SELECT '', value FROM note WHERE name = 'topics'
	UNION ALL
	SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
	FROM slug WHERE instr(rest, char(10)) > 0
)
INSERT INTO listing (name, since) SELECT 'topic/' || slug,
	coalesce((SELECT CAST(value AS INTEGER) FROM note WHERE name = 'published'), 0)
	FROM slug WHERE slug <> '';
DELETE FROM note WHERE name IN ('topics', 'published decision');
-- Its items, as readers see them.
CREATE TABLE listed (
	listing   INTEGER NOT NULL REFERENCES listing(id),
	item      INTEGER NOT NULL REFERENCES item(id),
	release   INTEGER NOT NULL REFERENCES release(id),
	tag       TEXT NOT NULL,
	day       TEXT NOT NULL,                     -- of the publication: '2019-07-17', '2019', ''
	published INTEGER NOT NULL,
	PRIMARY KEY (listing, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_order ON listed(listing, day, published, item);
CREATE INDEX listed_item ON listed(item);
CREATE INDEX listed_tag ON listed(tag, listing);
-- How many there are of each year and month. A year once too long for one page has a page a month
-- for ever, so that no address of a page comes and goes.
CREATE TABLE listing_period (
	listing INTEGER NOT NULL REFERENCES listing(id),
	period  TEXT NOT NULL,                       -- 'y2019'; 'm2019-07', 'm2019' without a month
	n       INTEGER NOT NULL,
	paged   INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (listing, period)
) STRICT, WITHOUT ROWID;

-- == What the feed of a list told ==
-- In the order in which it was published; never changed but for `latest`. An archive (RFC 5005
-- section 4) holds the events from one number to another, for ever.
CREATE TABLE feed_event (
	listing  INTEGER NOT NULL REFERENCES listing(id),
	seq      INTEGER NOT NULL,
	item     INTEGER NOT NULL REFERENCES item(id),
	release  INTEGER NOT NULL REFERENCES release(id),
	tag      TEXT NOT NULL,
	at       INTEGER NOT NULL,
	gone     INTEGER NOT NULL DEFAULT 0,         -- enum gone_cause: why it left; 0: it came
	reason   TEXT NOT NULL DEFAULT '',           -- of a withdrawal, in the editor's words
	into_release INTEGER REFERENCES release(id), -- of the item that it was merged into
	latest   INTEGER NOT NULL DEFAULT 1,         -- no later event has its tag
	quiet    INTEGER NOT NULL DEFAULT 0,         -- old when it came: told in the archive alone
	PRIMARY KEY (listing, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_event_tag ON feed_event(listing, tag, latest);
CREATE INDEX feed_event_loud ON feed_event(listing, latest, quiet, seq);
CREATE TABLE feed_archive (
	listing INTEGER NOT NULL REFERENCES listing(id),
	number  INTEGER NOT NULL,                    -- from 1
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	written INTEGER NOT NULL DEFAULT 0,          -- its file was in out/ once, and stays as it was
	PRIMARY KEY (listing, number)
) STRICT, WITHOUT ROWID;

-- == Outputs that are to be written anew ==
-- A row goes when its files are in out/: a publication that was cut off goes on where it was.
CREATE TABLE due (
	output INTEGER NOT NULL,                     -- enum output (publish/output.h), in this order
	id     INTEGER NOT NULL DEFAULT 0,           -- of an item or a listing
	key    TEXT NOT NULL DEFAULT '',             -- a period
	part   INTEGER NOT NULL DEFAULT 0,           -- of the period; the number of an archive
	PRIMARY KEY (output, id, key, part)
) STRICT, WITHOUT ROWID;
