#include "store/sqlite/search.h"

#include "base/buf.h"
#include "store/catalog.h"
#include "store/statement.h"

/* Expressions are those of FTS5's documentation, section 3. */

static bool doc_add(
	struct store *s, int64_t item, const struct catalog_words *words, int64_t *doc, struct err *err)
{
	(void)item;
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

enum { FORMS_MAX = 16 };

/* The words in the index that begin with this one, or none when they are many. */
static bool find_forms(struct store *s, struct arena *a, struct str word, struct strs *forms)
{
	struct str from = str_lower(a, word);
	if (!store_run(s,
			"CREATE VIRTUAL TABLE IF NOT EXISTS temp.doc_word USING fts5vocab('main', 'doc', "
			"'instance')",
			NULL))
		return false;
	for (struct str beginning = from;;) {
		struct query q CLEANUP_QUERY = QUERY(
			s, "SELECT term FROM doc_word WHERE term >= ? LIMIT 1");
		bind_str(&q, from);
		struct str term = query_row(&q) ? take_str(&q, a) : STR_NONE;
		if (!query_end(&q, NULL) || !str_starts(term, beginning))
			return term.n > 0;
		if (forms->n == FORMS_MAX)
			return false;
		strs_add(a, forms, term);
		from = STR_CAT(a, term, S("\x01")); /* before every other one that begins with it */
	}
}

static bool is_plain(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!is_alpha(word.p[i]) && !is_digit(word.p[i]))
			return false;
	return word.n > 0;
}

/* Of the beginning of a word FTS5 reads all that the index has before the first row; a word it
 * reads along, from the newest row on. */
static struct str all_words_in(struct store *s, struct arena *a, struct strs words, bool beginning)
{
	struct strs forms = {0};
	struct str last = words.n ? words.v[words.n - 1] : STR_NONE;
	if (!beginning || !is_plain(last) || !find_forms(s, a, last, &forms) || !forms.n)
		return all_words(a, words, beginning);
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	words.n--;
	buf_add(&b, all_words(a, words, false));
	buf_add(&b, b.n ? S(" AND (") : S("("));
	for (size_t i = 0; i < forms.n; i++) {
		if (i)
			buf_add(&b, S(" OR "));
		add_phrase(&b, forms.v[i]);
	}
	buf_add_char(&b, ')');
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
	.all_words_in = all_words_in,
	.any_in_title = any_in_title,
	.doc_holds = "doc MATCH ? ",
	.doc_best = "(SELECT rowid AS doc, rank AS place FROM doc WHERE doc MATCH ? ORDER BY "
				"rank LIMIT ?) ",
	.doc_columns = "rowid AS doc ",
	.doc_item = "(SELECT d.item FROM doc_item AS d WHERE d.doc = held.doc) ",
	.found_add = found_add,
	.all_terms = all_terms,
	.found_holds = "found_terms MATCH ? ",
};
