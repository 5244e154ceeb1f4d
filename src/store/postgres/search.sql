-- The index of words (store/search_engine.h), after the tables.

-- What editors look through. The words are cut and folded by the program (base/terms.h), which
-- gives those of a title the weight A, of a summary B, of a text C, of an author D.
CREATE TABLE doc (
	rowid BIGINT PRIMARY KEY,
	words TSVECTOR NOT NULL,
	item BIGINT NOT NULL -- as doc_item has it
);
CREATE INDEX doc_words ON doc USING gin (words);
-- An item whose words changed has a new doc.
CREATE FUNCTION doc_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM doc WHERE rowid = old.doc
		AND NOT EXISTS (SELECT 1 FROM doc_item WHERE doc_item.doc = old.doc);
	RETURN NULL;
END $$;
CREATE TRIGGER doc_leave AFTER DELETE OR UPDATE OF doc ON doc_item
	FOR EACH ROW EXECUTE FUNCTION doc_leave();

-- What readers look through: the terms, a space between two, and the same as an index has them.
CREATE TABLE found_terms (
	rowid BIGINT PRIMARY KEY,
	title TEXT COLLATE "C" NOT NULL,
	text  TEXT COLLATE "C" NOT NULL,
	words TSVECTOR NOT NULL
);
CREATE INDEX found_terms_words ON found_terms USING gin (words);
