/* taking: a site whose sources bring entries, and what waits then. For tests of what becomes of
 * them. */
#ifndef TEST_ITEM_TAKING_H
#define TEST_ITEM_TAKING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../new_store.h"
#include "ask.h"
#include "base/alloc.h"
#include "item/ingest.h"
#include "store/list.h"
#include "store/source.h"

enum { NOW = 1795435200 };

/* A site with a PubMed search, a registry search and two feeds, and an empty store in memory of a
 * folder of its own. */
struct fixture {
	char folder[64];
	struct arena arena;
	struct site site;
	struct source sources[5];
	int64_t ids[5];
	struct store *store;
	struct err err;
};
enum { PUBMED, REGISTRY, NEWS, OTHER_NEWS, AUTO };

static inline int set_up(void **state)
{
	struct fixture *f = alloc_bytes(sizeof *f);
	*f = (struct fixture){.folder = "/tmp/tidings-ingest-XXXXXX"};
	assert_non_null(mkdtemp(f->folder));
	f->sources[PUBMED] = (struct source){
		.kind = SOURCE_PUBMED, .name = S("papers"), .label = S("PubMed")};
	f->sources[REGISTRY] = (struct source){
		.kind = SOURCE_CLINICALTRIALS, .name = S("trials"), .label = S("trials")};
	f->sources[NEWS] = (struct source){.kind = SOURCE_FEED, .name = S("News"), .label = S("News")};
	f->sources[OTHER_NEWS] = (struct source){
		.kind = SOURCE_FEED, .name = S("Other"), .label = S("Other")};
	f->sources[AUTO] = (struct source){
		.kind = SOURCE_FEED, .name = S("Auto"), .label = S("Auto"), .auto_approve = true};
	f->site.sources = f->sources;
	f->site.source_count = 5;
	const char *path = str_printf(&f->arena, "%s/tidings.db", f->folder).p;
	assert_true(new_store(path, &f->err));
	f->store = open_store(path, &f->err);
	assert_non_null(f->store);
	struct source_seed seeds[5];
	struct source_states states;
	for (int i = 0; i < 5; i++)
		seeds[i] = (struct source_seed){.name = f->sources[i].name,
			.kind = str_of(source_kind_word(f->sources[i].kind)),
			.fingerprint = S("x")};
	assert_true(store_source_sync(f->store, seeds, 5, &f->err));
	assert_true(store_source_list(f->store, &f->arena, &states, &f->err));
	for (size_t i = 0; i < states.n; i++)
		for (int k = 0; k < 5; k++)
			if (str_eq(states.v[i].name, f->sources[k].name))
				f->ids[k] = states.v[i].id;
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	drop_stores();
	struct str command = str_printf(&f->arena, "rm -rf %s", f->folder);
	assert_int_equal(system(command.p), 0);
	arena_free(&f->arena);
	free(f);
	return 0;
}

static inline struct ingest_counts take(struct fixture *f, int source, struct entry entry)
{
	struct ingest in = {.store = f->store,
		.site = &f->site,
		.source = &f->sources[source],
		.source_id = f->ids[source],
		.now = NOW};
	assert_true(store_begin(f->store, &f->err));
	if (!ingest_entry(&in, &entry, &f->err))
		fail_msg("%s", f->err.text);
	assert_true(store_commit(f->store, &f->err));
	ingest_end(&in);
	return in.counts;
}

static inline struct items queue(struct fixture *f)
{
	struct items items;
	bool more;
	const struct list_filter filter = {.now = NOW};
	assert_true(store_list(f->store, &f->arena, &filter, &items, &more, &f->err));
	return items;
}

#endif
