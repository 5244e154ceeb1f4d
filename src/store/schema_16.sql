-- Step 16: readers can search what is published.

-- An item gets a number when it is published first, from 1 on, without gaps, and keeps it: numbers
-- are the order of first publication, and a thousand of them are a range of the index in out/.
CREATE TABLE found (
	number INTEGER PRIMARY KEY,
	item   INTEGER NOT NULL UNIQUE REFERENCES item(id),
	hash   BLOB                           -- of what found_terms has; NULL: readers see it no more
) STRICT;
-- The terms of what readers see (base/terms.h), a space between two, by number. Terms are folded
-- already, and the tokenizer "ascii" takes every byte above 0x7F for a letter.
CREATE VIRTUAL TABLE found_terms USING fts5(title, text, detail=column, tokenize='ascii');
