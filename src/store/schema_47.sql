-- The copies of an item by one index. Of an index for each of the two conditions PostgreSQL, which
-- knows little of a table that just grew, made an intersection: it read the whole of the other one.

DROP INDEX entry_item;
CREATE INDEX entry_item ON entry (item, current);
