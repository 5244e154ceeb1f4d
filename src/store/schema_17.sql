-- Step 17: hubs are told of feeds that changed, and the site may be a hub itself (WebSub).

-- A feed as it was published last, since hubs are told.
CREATE TABLE hub_topic (
	url     TEXT PRIMARY KEY,                    -- absolute
	path    TEXT NOT NULL,                       -- of its file in out/
	hash    BLOB NOT NULL,                       -- of the bytes of that file
	changed INTEGER NOT NULL                     -- when they came
) STRICT, WITHOUT ROWID;
-- A hub elsewhere that is told of a feed.
CREATE TABLE hub_ping (
	hub      TEXT NOT NULL,
	topic    TEXT NOT NULL,                      -- hub_topic.url
	due      INTEGER,                            -- when to tell it; NULL: nothing is to be told
	failures INTEGER NOT NULL DEFAULT 0,         -- in a row, of this change
	problem  TEXT NOT NULL DEFAULT '',           -- of the last try; '': it went well
	told     INTEGER,                            -- when it was told last; NULL: never
	PRIMARY KEY (hub, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX hub_ping_due ON hub_ping(due) WHERE due IS NOT NULL;
-- Who subscribed at the site's own hub, and is sure to have meant it.
CREATE TABLE hub_subscription (
	topic    TEXT NOT NULL,                      -- an address that was a hub_topic.url
	callback TEXT NOT NULL,                      -- private, and so is the secret
	host     TEXT NOT NULL,                      -- of the callback
	secret   TEXT NOT NULL,                      -- '': deliveries are not signed
	ends     INTEGER NOT NULL,                   -- the lease
	due      INTEGER,                            -- when to deliver; NULL: nothing waits
	failures INTEGER NOT NULL DEFAULT 0,         -- in a row, of this change
	PRIMARY KEY (topic, callback)
) STRICT, WITHOUT ROWID;
CREATE INDEX hub_subscription_due ON hub_subscription(due) WHERE due IS NOT NULL;
CREATE INDEX hub_subscription_host ON hub_subscription(host);
-- Who asks to subscribe or to unsubscribe, until the callback says that it means it.
CREATE TABLE hub_request (
	challenge  TEXT PRIMARY KEY,                 -- random: what the callback has to answer
	topic      TEXT NOT NULL,
	callback   TEXT NOT NULL,
	host       TEXT NOT NULL,
	subscribes INTEGER NOT NULL,                 -- 0: it unsubscribes
	secret     TEXT NOT NULL,
	seconds    INTEGER NOT NULL,                 -- the lease, from the verification on
	asked      INTEGER NOT NULL,
	due        INTEGER NOT NULL,                 -- when to ask the callback
	failures   INTEGER NOT NULL DEFAULT 0,
	UNIQUE (topic, callback)                     -- the latest counts
) STRICT, WITHOUT ROWID;
CREATE INDEX hub_request_due ON hub_request(due);
CREATE INDEX hub_request_host ON hub_request(host);
