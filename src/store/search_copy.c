#include "store/search_copy.h"

#include "base/array.h"
#include "store/catalog_doc.h"
#include "store/copy.h"
#include "store/search_engine.h"
#include "store/statement.h"

/* Rows are added while others are read: those of another connection. */
static bool copy_terms(struct store *from, struct store *to, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		from, "SELECT rowid, title, text FROM found_terms ORDER BY rowid");
	while (query_row(&q)) {
		struct arena a CLEANUP_ARENA = {0};
		int64_t number = take_int(&q);
		struct str title = take_str(&q, &a), text = take_str(&q, &a);
		if (!to->driver->search->found_add(to, number, title, text, err))
			return false;
	}
	return query_end(&q, err);
}

static bool check_terms(
	struct store *from, struct store *to, struct site_copied *out, struct err *err)
{
	struct str columns[] = {S("rowid"), S("title"), S("text")};
	const struct object table = {.kind = OBJECT_TABLE,
		.name = S("found_terms"),
		.columns = {columns, ARRAY_COUNT(columns)},
		.keys = 1};
	return copy_compare(from, to, &table, &out->rows, err);
}

/* The items keep their order, by which the newest of them are found. */
static bool make_docs(
	struct store *from, struct store *to, struct site_copied *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(from, "SELECT item FROM doc_item ORDER BY doc");
	while (query_row(&q)) {
		struct arena a CLEANUP_ARENA = {0};
		int64_t item = take_int(&q);
		struct catalog_words words;
		if (!out->words(from, &a, item, &words, err) || !catalog_doc_add(to, item, &words, err))
			return false;
		out->docs++;
	}
	return query_end(&q, err);
}

static bool copy_docs(
	struct store *from, struct store *to, struct site_copied *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(to, "DELETE FROM doc_item");
	if (!query_end(&q, err))
		return false;
	if (out && out->words)
		return make_docs(from, to, out, err);
	return !query_changes(&q) || store_catalog_begin(to, err);
}

bool search_copy(struct store *from, struct store *to, struct site_copied *out, struct err *err)
{
	return copy_docs(from, to, out, err) && copy_terms(from, to, err) &&
		(!out || check_terms(from, to, out, err));
}
