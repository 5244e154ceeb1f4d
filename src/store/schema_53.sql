-- Step 53: when the copies of an item were published is read from an index alone. An entry is
-- compared with few of those that share blocks with it, and most are told apart by that.

DROP INDEX entry_item;
CREATE INDEX entry_item ON entry (item, current, id, kind, published);
