/* The index of out/search, by which search.js finds without a server (publish/search.h). */
#include <assert.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "base/fnv.h"
#include "base/terms.h"
#include "publish/search.h"
#include "store/found.h"
#include "store/shown.h"

static_assert(FOUND_RANGE % SEARCH_FILE == 0, "a range has whole files of results");
enum { FILE_MAX = 4 << 20 };

/* A term of the range, with the items that have it: numbers in the range times two, plus one where
 * the title has it. */
struct entry_term {
	struct str text;
	uint32_t hash; /* of all of it */
	unsigned shard;
	uint32_t *items;
	size_t n;
};
struct index {
	struct arena *a;
	struct entry_term *v;
	size_t n;
	uint32_t *places; /* by hash: places in v, from 1; 0: free */
	uint32_t size;    /* of `places`: a power of two, at least twice as many as there are terms */
};

/* An empty one, with room for the terms. */
static struct index index_for(struct arena *a, const struct founds *founds)
{
	struct index index = {.a = a, .size = 2};
	size_t bytes = 1; /* a term has one at least, and a space */
	for (size_t i = 0; i < founds->n; i++)
		bytes += founds->v[i].title.n + founds->v[i].text.n + 2;
	while (index.size / 2 < bytes / 2 + 1)
		index.size *= 2;
	index.places = arena_alloc(a, index.size * sizeof *index.places);
	return index;
}

static struct entry_term *term_of(struct index *index, struct str text)
{
	uint32_t hash = fnv32_add(FNV32_BEGIN, text), at = hash % index->size;
	for (; index->places[at]; at = (at + 1) % index->size) {
		struct entry_term *term = &index->v[index->places[at] - 1];
		if (term->hash == hash && str_eq(term->text, text))
			return term;
	}
	assert(index->n < index->size / 2);
	index->v = arena_grow(index->a, index->v, index->n, sizeof *index->v);
	struct entry_term *term = &index->v[index->n++];
	*term = (struct entry_term){.text = text, .hash = hash};
	term->shard = fnv32_add(FNV32_BEGIN, terms_beginning(text, TERM_BEGINNING)) % SEARCH_SHARDS;
	index->places[at] = (uint32_t)index->n;
	return term;
}

static void add_terms(struct index *index, struct str terms, uint32_t item)
{
	while (terms.n) {
		struct entry_term *term = term_of(index, str_cut(&terms, ' '));
		term->items = arena_grow(index->a, term->items, term->n, sizeof *term->items);
		term->items[term->n++] = item;
	}
}

static int by_shard(const void *a, const void *b)
{
	const struct entry_term *x = a, *y = b;
	return x->shard != y->shard ? (x->shard > y->shard) - (x->shard < y->shard) :
								  str_cmp(x->text, y->text);
}

static void add_number(struct buf *b, uint32_t n)
{
	static const char LETTERS[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (; n > 31; n >>= 5)
		buf_add_char(b, LETTERS[32 | (n & 31)]);
	buf_add_char(b, LETTERS[n]);
}

static void add_items(struct buf *b, const struct entry_term *term)
{
	uint32_t before = 0;
	for (size_t i = 0; i < term->n; i++) {
		uint32_t number = term->items[i] / 2;
		add_number(b, (number - before) * 2 + term->items[i] % 2);
		before = number;
	}
}

static struct str file_of(struct arena *a, int64_t range, unsigned shard)
{
	return str_printf(a, "search/%lld/%02x.json", (long long)range, shard);
}

/* The terms from *at on that are in the shard. They are letters and digits, so JSON takes them as
 * they are. */
static bool write_shard(const struct output_context *c, const struct index *index, int64_t range,
	unsigned shard, size_t *at, struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(FILE_MAX);
	buf_add_char(&b, '{');
	for (size_t first = *at; *at < index->n && index->v[*at].shard == shard; (*at)++) {
		const struct entry_term *term = &index->v[*at];
		buf_addf(&b, "%s\"" STR_FMT "\":\"", *at > first ? "," : "", STR_ARG(term->text));
		add_items(&b, term);
		buf_add_char(&b, '"');
	}
	buf_add_char(&b, '}');
	struct str path = file_of(c->a, range, shard);
	if (!buf_ok(&b))
		return err_set(err, STR_FMT " would be too long", STR_ARG(path));
	return output_write(c, path, buf_str(&b), err);
}

static bool write_shards(
	const struct output_context *c, struct index *index, int64_t range, struct err *err)
{
	size_t at = 0;
	if (index->n)
		qsort(index->v, index->n, sizeof *index->v, by_shard);
	for (unsigned shard = 0; shard < SEARCH_SHARDS; shard++)
		if (!write_shard(c, index, range, shard, &at, err))
			return false;
	assert(at == index->n);
	return true;
}

bool output_search_terms(const struct output_context *c, const struct due *due, struct err *err)
{
	struct founds founds;
	int64_t before = (due->part - 1) * FOUND_RANGE;
	if (!store_found_between(c->store, c->a, before, before + FOUND_RANGE, &founds, err))
		return false;
	struct index index = index_for(c->a, &founds);
	for (size_t i = 0; i < founds.n; i++) {
		uint32_t item = (uint32_t)(founds.v[i].number - before) * 2;
		add_terms(&index, founds.v[i].title, item + 1);
		add_terms(&index, founds.v[i].text, item);
	}
	return write_shards(c, &index, due->part, err);
}

/* {"2081": a result, …}; false with nothing in it where readers see none. */
static bool results_of(
	const struct output_context *c, const struct founds *founds, json_t *all, struct err *err)
{
	for (size_t i = 0; i < founds->n; i++) {
		struct release release;
		bool shown, gone;
		if (!store_shown_of(c->store, c->a, founds->v[i].item, &release, &shown, &gone, err))
			return false;
		assert(shown);
		json_object_set_new(all, str_printf(c->a, "%lld", (long long)founds->v[i].number).p,
			search_result(c->site, &release, STR_NONE));
	}
	return true;
}

static bool write_results(
	const struct output_context *c, struct str path, json_t *all, struct err *err)
{
	if (!json_object_size(all))
		return output_remove(c, path, err);
	char *text = json_dumps(all, JSON_COMPACT);
	bool well = output_write(c, path, str_of(text), err);
	free(text);
	return well;
}

bool output_search_items(const struct output_context *c, const struct due *due, struct err *err)
{
	enum { FILES = FOUND_RANGE / SEARCH_FILE }; /* of a range */
	struct founds founds;
	int64_t before = (due->part - 1) * SEARCH_FILE;
	struct str path = str_printf(c->a, "search/%lld/items-%lld.json",
		(long long)((due->part - 1) / FILES + 1), (long long)((due->part - 1) % FILES + 1));
	if (!store_found_between(c->store, c->a, before, before + SEARCH_FILE, &founds, err))
		return false;
	json_t *all = json_object();
	bool well = results_of(c, &founds, all, err) && write_results(c, path, all, err);
	json_decref(all);
	return well;
}

extern const struct embedded PUBLISH_FILES[];

bool output_search_script(const struct output_context *c, const struct due *due, struct err *err)
{
	struct str text;
	bool found = embedded_find(PUBLISH_FILES, S("search.js"), &text);
	(void)due;
	assert(found);
	return found && output_write(c, S("search.js"), embedded_without_remarks(c->a, text), err);
}
