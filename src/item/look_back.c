#include "item/look_back_order.h"

#include <assert.h>
#include <stdlib.h>

#include "base/quantile.h"
#include "base/utf8.h"
#include "store/brought.h"
#include "store/decided.h"

const char *look_back_word(enum look_back_what what)
{
	static const char *const words[LOOK_BACK_COUNT] = {
		"brought", "approved", "rejected", "put off", "waiting"};
	assert(what < LOOK_BACK_COUNT);
	return words[what];
}

/* A table while it is filled. */
struct filling {
	struct arena *a;
	const struct weeks *weeks;
	int64_t span[2];
	struct look_back_table *table;
};

static size_t row_add(struct filling *f, struct str name)
{
	struct look_back_table *t = f->table;
	t->v = arena_grow(f->a, t->v, t->n, sizeof *t->v);
	t->v[t->n].name = name;
	return t->n++;
}

/* The first row has no name: it is that of all together. */
static size_t row_named(struct filling *f, struct str name)
{
	for (size_t i = 1; i < f->table->n; i++)
		if (str_eq(f->table->v[i].name, name))
			return i;
	return row_add(f, name);
}

static void row_count(struct look_back_row *row, size_t week, enum look_back_what what)
{
	assert(week < WEEKS); /* the store was asked for these weeks */
	row->all[what]++;
	row->weeks[week][what]++;
}

static void row_time(struct filling *f, struct look_back_row *row, int64_t from, int64_t to)
{
	row->seconds = arena_grow(f->a, row->seconds, row->decided, sizeof *row->seconds);
	row->seconds[row->decided++] = to > from ? to - from : 0;
}

static enum look_back_what what_of_state(enum item_state state)
{
	switch (state) {
	case ITEM_APPROVED:
	case ITEM_WITHDRAWN: return LOOK_BACK_APPROVED;
	case ITEM_REJECTED: return LOOK_BACK_REJECTED;
	case ITEM_DEFERRED: return LOOK_BACK_LATER;
	default: return LOOK_BACK_WAITING;
	}
}

static enum look_back_what what_of_verb(enum verb verb)
{
	switch (verb) {
	case VERB_APPROVE: return LOOK_BACK_APPROVED;
	case VERB_REJECT: return LOOK_BACK_REJECTED;
	case VERB_DEFER: return LOOK_BACK_LATER;
	default: return LOOK_BACK_BROUGHT;
	}
}

/* It looks after what is published, and brings nothing. */
static bool only_watches(const struct source_name *source)
{
	static const enum source_kind kinds[] = {
		SOURCE_WATCH_PUBMED, SOURCE_WATCH_CLINICALTRIALS, SOURCE_CROSSREF};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(source->kind, str_of(source_kind_word(kinds[i]))))
			return true;
	return false;
}

static int compare_ids(const void *left, const void *right)
{
	int64_t a = ((const struct source_name *)left)->id, b = ((const struct source_name *)right)->id;
	return (a > b) - (a < b);
}

static const struct source_name *source_find(const struct source_names *names, int64_t id)
{
	const struct source_name key = {.id = id};
	const struct source_name *source = bsearch(&key, names->v, names->n, sizeof key, compare_ids);
	assert(source); /* entry.source refers to it */
	return source;
}

/* A source that brought nothing has a row, too. */
static void rows_of_configured(struct filling *f, const struct site *site)
{
	for (size_t i = 0; i < site->source_count; i++)
		row_add(f, site->sources[i].name);
}

static int compare_items(const void *left, const void *right)
{
	int64_t a = ((const struct decided *)left)->item, b = ((const struct decided *)right)->item;
	return (a > b) - (a < b);
}

/* Leaves the first decisions of items, by item. */
static void keep_first(struct decideds *decided)
{
	size_t n = 0;
	for (size_t i = 0; i < decided->n; i++)
		if (decided->v[i].waited_since != NO_TIME)
			decided->v[n++] = decided->v[i];
	decided->n = n;
	if (n)
		qsort(decided->v, n, sizeof *decided->v, compare_items);
}

static void take_brought(
	struct filling *f, size_t at, const struct brought *brought, const struct decideds *first)
{
	const struct decided key = {.item = brought->item},
						 *decided = first->n ?
		bsearch(&key, first->v, first->n, sizeof key, compare_items) :
		NULL;
	size_t rows[] = {0, at}, week = weeks_find(f->weeks, brought->at);
	for (size_t i = 0; i < 2; i++) {
		struct look_back_row *row = &f->table->v[rows[i]];
		row_count(row, week, LOOK_BACK_BROUGHT);
		row_count(row, week, what_of_state(brought->state));
		if (decided && decided->at >= brought->at)
			row_time(f, row, brought->at, decided->at);
	}
}

static bool sources_read(struct filling *f, const struct site *site, struct store *store,
	int64_t now, const struct decideds *first, struct err *err)
{
	struct source_names names;
	struct broughts brought;
	if (!store_brought_list(store, f->a, f->span, now, &brought, err) ||
		!store_brought_sources(store, f->a, &names, err))
		return false;
	size_t *row = arena_array(f->a, names.n + 1, sizeof *row); /* 0: it has none yet */
	rows_of_configured(f, site);
	for (size_t i = 0; i < brought.n; i++) {
		const struct source_name *source = source_find(&names, brought.v[i].source);
		size_t *at = &row[source - names.v];
		if (!*at && only_watches(source))
			continue;
		*at = *at ? *at : row_named(f, source->name);
		take_brought(f, *at, &brought.v[i], first);
	}
	for (size_t i = 1; i < f->table->n; i++)
		f->table->v[i].ended = !site_source(site, f->table->v[i].name);
	return true;
}

static void take_decided(struct filling *f, const struct decided *decided)
{
	size_t rows[] = {0, row_named(f, decided->editor)}, week = weeks_find(f->weeks, decided->at);
	for (size_t i = 0; i < 2; i++) {
		struct look_back_row *row = &f->table->v[rows[i]];
		row_count(row, week, what_of_verb(decided->verb));
		if (decided->waited_since != NO_TIME)
			row_time(f, row, decided->waited_since, decided->at);
	}
}

static int compare_names(const void *left, const void *right)
{
	const struct look_back_row *a = left, *b = right;
	int folded = str_cmp(a->folded, b->folded);
	return folded ? folded : str_cmp(a->name, b->name);
}

/* By name, whatever the numbers: it is no contest. */
static void table_sort(struct filling *f)
{
	struct look_back_table *t = f->table;
	for (size_t i = 0; i < t->n; i++) {
		t->v[i].folded = utf8_fold(f->a, t->v[i].name);
		quantile_sort(t->v[i].seconds, t->v[i].decided);
	}
	qsort(t->v + 1, t->n - 1, sizeof *t->v, compare_names);
}

bool look_back_read(const struct site *site, struct store *store, struct arena *a, int64_t now,
	struct look_back *out, struct err *err)
{
	*out = (struct look_back){.weeks = weeks_until(now)};
	const int64_t *from = out->weeks.from;
	struct filling sources = {a, &out->weeks, {from[0], from[WEEKS]}, &out->sources},
				   editors = {a, &out->weeks, {from[0], from[WEEKS]}, &out->editors};
	struct decideds decided;
	row_add(&sources, STR_NONE);
	row_add(&editors, STR_NONE);
	if (!store_decided_list(store, a, editors.span, &decided, err))
		return false;
	for (size_t i = 0; i < decided.n; i++)
		take_decided(&editors, &decided.v[i]);
	keep_first(&decided);
	look_back_order(a, &out->weeks, &decided, &out->order);
	if (!sources_read(&sources, site, store, now, &decided, err))
		return false;
	table_sort(&sources);
	table_sort(&editors);
	return true;
}
