#include "store/postgres/search.h"

#include "base/buf.h"
#include "base/terms.h"
#include "store/catalog.h"
#include "store/statement.h"

/* What a row's words may take, of the 1 MB that a tsvector has room for: more is not found. */
enum { VECTOR_MAX = 1000000 };
/* What no row has: words are letters, marks and digits. */
#define NOTHING "' '"

/* -- Words with their places, a tsvector -- */

struct vector {
	struct buf b;
	size_t place, bytes; /* of the last word; of the words and what PostgreSQL notes of each */
};

/* Words in their order; between two texts is a place that no word has, so that no phrase goes from
 * one to the other. */
static void add_terms(struct vector *v, struct strs terms, char weight)
{
	for (size_t i = 0; i < terms.n && v->bytes < VECTOR_MAX; i++) {
		v->bytes += terms.v[i].n + 8;
		buf_addf(&v->b, "'" STR_FMT "':%zu%c ", STR_ARG(terms.v[i]), ++v->place, weight);
	}
	v->place++;
}

static struct vector vector_new(void)
{
	return (struct vector){.b = buf_new(16 * VECTOR_MAX)};
}

static bool doc_add(
	struct store *s, int64_t item, const struct catalog_words *words, int64_t *doc, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct vector v = vector_new();
	add_terms(&v, terms_of(&a, words->title), 'A');
	add_terms(&v, terms_of(&a, words->summary), 'B');
	add_terms(&v, terms_of(&a, words->text), 'C');
	add_terms(&v, terms_of(&a, words->author), 'D');
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO doc (rowid, words, item) VALUES ((SELECT coalesce(max(rowid), 0) + 1 FROM "
		"doc), CAST(?1 AS tsvector), ?2) RETURNING rowid");
	bind_str(&q, buf_str(&v.b));
	bind_int(&q, item);
	bool well = query_inserted(&q, doc, err);
	buf_free(&v.b);
	return well;
}

static struct strs terms_split(struct arena *a, struct str text)
{
	struct strs terms = {0};
	for (struct str rest = text; rest.n;)
		strs_add(a, &terms, str_cut(&rest, ' '));
	return terms;
}

static bool found_add(
	struct store *s, int64_t number, struct str title, struct str text, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct vector v = vector_new();
	add_terms(&v, terms_split(&a, title), 'A');
	add_terms(&v, terms_split(&a, text), 'B');
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO found_terms (rowid, title, text, words) "
		"VALUES (?1, ?2, ?3, CAST(?4 AS tsvector))");
	bind_int(&q, number);
	bind_str(&q, title);
	bind_str(&q, text);
	bind_str(&q, buf_str(&v.b));
	bool well = query_end(&q, err);
	buf_free(&v.b);
	return well;
}

/* -- What is looked for, a tsquery -- */

/* The terms one after the other; `how` goes with each, `last` with the last one: "*" for the
 * beginning of a word, "A" for a word of a title. */
static void add_phrase(struct buf *b, struct strs terms, const char *how, const char *last)
{
	for (size_t i = 0; i < terms.n; i++)
		buf_addf(b, "%s'" STR_FMT "'%s", i ? " <-> " : "", STR_ARG(terms.v[i]),
			i + 1 < terms.n ? how : last);
}

static struct str expression(struct arena *a, const struct buf *b)
{
	return b->n ? str_copy(a, buf_str(b)) : S(NOTHING);
}

/* A word without a letter or digit asks for nothing. */
static struct str all_words(struct arena *a, struct strs words, bool beginning)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	for (size_t i = 0; i < words.n; i++) {
		struct strs terms = terms_of(a, words.v[i]);
		if (terms.n && b.n)
			buf_add(&b, S(" & "));
		add_phrase(&b, terms, "", beginning && i + 1 == words.n ? ":*" : "");
	}
	return expression(a, &b);
}

static struct str any_in_title(struct arena *a, struct strs words)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	for (size_t i = 0; i < words.n; i++) {
		struct strs terms = terms_of(a, words.v[i]);
		if (terms.n && b.n)
			buf_add(&b, S(" | "));
		add_phrase(&b, terms, ":A", ":A");
	}
	return expression(a, &b);
}

static struct str all_terms(struct arena *a, bool in_title, struct strs terms, bool beginning)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	for (size_t i = 0; i < terms.n; i++) {
		bool begins = beginning && i + 1 == terms.n;
		buf_addf(&b, "%s'" STR_FMT "'%s%s%s", i ? " & " : "", STR_ARG(terms.v[i]),
			begins || in_title ? ":" : "", begins ? "*" : "", in_title ? "A" : "");
	}
	return expression(a, &b);
}

const struct search_engine SEARCH_POSTGRES = {
	.doc_add = doc_add,
	.all_words = all_words,
	.any_in_title = any_in_title,
	.doc_holds = "words @@ CAST(? AS tsquery) ",
	.doc_best = "(SELECT rowid AS doc, item, -ts_rank(words, asked) AS place FROM doc, "
				"(SELECT CAST(? AS tsquery) AS asked) AS q WHERE words @@ asked "
				"ORDER BY place, doc.rowid LIMIT ?) ",
	.doc_columns = "rowid AS doc, item ",
	.doc_item = "held.item ",
	.found_add = found_add,
	.all_terms = all_terms,
	.found_holds = "words @@ CAST(? AS tsquery) ",
};
