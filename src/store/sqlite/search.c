#include "store/sqlite/search.h"

#include "base/buf.h"
#include "store/catalog.h"
#include "store/statement.h"

/* Expressions are those of FTS5's documentation, section 3. */

static bool doc_add(
	struct store *s, const struct catalog_words *words, int64_t *doc, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO doc (rowid, title, summary, text, author) VALUES ((SELECT coalesce((SELECT "
		"rowid FROM doc ORDER BY rowid DESC LIMIT 1), 0) + 1), ?1, ?2, ?3, ?4)");
	bind_str(&q, words->title);
	bind_str(&q, words->summary);
	bind_str(&q, words->text);
	bind_str(&q, words->author);
	return query_inserted(&q, doc, err);
}

/* A phrase: what the tokenizer makes of the word. */
static void add_phrase(struct buf *b, struct str word)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < word.n; i++)
		buf_add_char(b, word.p[i] == '"' ? ' ' : word.p[i]);
	buf_add_char(b, '"');
}

static struct str all_words(struct arena *a, struct strs words, bool beginning)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (size_t i = 0; i < words.n; i++) {
		if (i)
			buf_add_char(&b, ' ');
		add_phrase(&b, words.v[i]);
	}
	if (beginning)
		buf_add(&b, S(" *"));
	return str_copy(a, buf_str(&b));
}

static struct str any_in_title(struct arena *a, struct strs words)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (size_t i = 0; i < words.n; i++) {
		buf_add(&b, i ? S(" OR ") : S("title : ("));
		add_phrase(&b, words.v[i]);
	}
	buf_add_char(&b, ')');
	return str_copy(a, buf_str(&b));
}

static bool found_add(
	struct store *s, int64_t number, struct str title, struct str text, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO found_terms (rowid, title, text) VALUES (?1, ?2, ?3)");
	bind_int(&q, number);
	bind_str(&q, title);
	bind_str(&q, text);
	return query_end(&q, err);
}

/* A term has no quotation mark. */
static struct str all_terms(struct arena *a, bool in_title, struct strs terms, bool beginning)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	buf_add(&b, in_title ? S("{title} :") : S("{title text} :"));
	for (size_t i = 0; i < terms.n; i++)
		buf_addf(&b, "%s\"" STR_FMT "\"", i ? " AND " : " (", STR_ARG(terms.v[i]));
	buf_add(&b, beginning ? S(" *)") : S(")"));
	return str_copy(a, buf_str(&b));
}

const struct search_engine SEARCH_SQLITE = {
	.doc_add = doc_add,
	.all_words = all_words,
	.any_in_title = any_in_title,
	.doc_holds = "doc MATCH ? ",
	.doc_best = "(SELECT rowid AS doc, rank AS place FROM doc WHERE doc MATCH ? ORDER BY "
				"rank LIMIT ?) ",
	.found_add = found_add,
	.all_terms = all_terms,
	.found_holds = "found_terms MATCH ? ",
};
