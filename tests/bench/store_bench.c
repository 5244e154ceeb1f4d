/* What storing costs: the writes of a first fetch of many feeds, then of a second visit that finds
 * nothing new, and of what is read for editors and readers.
 *
 *     store_bench FILE [FEEDS [ITEMS-A-FEED [DECIDED [TEXT]]]]
 *
 * The first DECIDED items wait no more; TEXT bytes is what a feed says of each.
 * Prints microseconds of CPU an item, the size of the file and the most memory that was held. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/key.h"
#include "store/item.h"
#include "base/buf.h"
#include "item/decide.h"
#include "store/entry.h"
#include "store/list.h"
#include "store/release.h"
#include "store/source.h"

enum { GROUP = 50, KEYS = 3, TEXT_MAX = 1800, DECIDED = 5000 };

static struct err err;
static char text[TEXT_MAX * 2];
static size_t text_length = TEXT_MAX;

static void need(bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "store_bench: %s\n", err.text);
	exit(1);
}

static double seconds(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* splitmix64: the same feed and item give the same address on each visit, and addresses come in no
 * order. */
static uint64_t mix(uint64_t x)
{
	x += 0x9E3779B97F4A7C15;
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
	return x ^ (x >> 31);
}

static struct entry entry_make(struct arena *a, long feed, long n)
{
	unsigned long long id = mix((uint64_t)feed << 32 | (uint64_t)n);
	struct entry entry = {
		.kind = ENTRY_NEWS, .published = 1700000000 + (int64_t)(id % 9999999), .updated = NO_TIME};
	entry.url = str_printf(
		a, "https://news%ld.example.org/2026/11/%016llx-a-headline-of-usual-length", feed, id);
	entry.native = str_printf(a, "https://news%ld.example.org/?p=%016llx", feed, id);
	entry.guid = entry.native;
	entry.title = str_printf(a, "A headline of usual length about item %016llx of the feed", id);
	entry.text = (struct str){text + id % 100, text_length};
	entry.lead = (struct str){text + id % 90, text_length < 300 ? text_length : 300};
	entry.author = S("A. Writer");
	entry.language = S("en");
	return entry;
}

/* Three quarters of what comes is news, a twentieth trials. */
static enum section section_of_hash(struct hash hash)
{
	int part = hash.bytes[1] % 20;
	return part == 0 ? SECTION_TRIALS : part < 5 ? SECTION_RESEARCH : SECTION_NEWS;
}

static void item_store(
	struct store *s, struct arena *a, int64_t source, const struct entry *entry, struct hash hash)
{
	struct stored_key keys[KEYS] = {{4, entry->url},
		{5, str_printf(a, "Feed %lld\n" STR_FMT, (long long)source, STR_ARG(entry->native))},
		{4, entry->native}};
	struct str why = S("An article of a news feed.");
	struct verdict verdict = {.score = (double)(hash.bytes[0] % 100) / 100,
		.confidence = CONFIDENCE_HIGH,
		.why = {&why, 1}};
	verdict.face = (struct face){.section = section_of_hash(hash),
		.title = entry->title,
		.url = entry->url,
		.label = S("A newspaper"),
		.citation = S("11/01/2026"),
		.summary = str_sub(entry->text, 0, 160),
		.summary_origin = SUMMARY_LEAD,
		.date = {2026, 11, 1}};
	int64_t item, id;
	bool found;
	for (size_t i = 0; i < KEYS; i++)
		need(store_key_find(s, keys[i].kind, keys[i].key, &item, &found, &err));
	const struct item_seed seed = {
		.tag = str_printf(a, "page/" STR_FMT, STR_ARG(hash_base32(a, hash))),
		.verdict = &verdict,
		.now = 1800000000};
	need(store_item_add(s, &seed, &item, &err));
	const struct entry_seed copy = {
		.source = source, .item = item, .now = 1800000000, .entry = entry, .hash = hash};
	need(store_entry_add(s, &copy, &id, &err));
	for (size_t i = 0; i < KEYS; i++)
		need(store_key_add(s, keys[i].kind, keys[i].key, item, &err));
}

static void feed_visit(struct store *s, const struct source_state *source, long items)
{
	struct arena a CLEANUP_ARENA = {0};
	for (long n = 0; n < items; n++) {
		struct entry entry = entry_make(&a, source->id, n);
		struct hash hash = entry_hash(&entry);
		struct entry_ref ref;
		bool found;
		need(store_entry_find(s, source->id, entry.native, &ref, &found, &err));
		if (!found || !hash_eq(ref.hash, hash))
			item_store(s, &a, source->id, &entry, hash);
		arena_reset(&a);
	}
}

static void visit(struct store *s, const char *name, long items)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source_states sources;
	bool lost;
	double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	need(store_source_list(s, &a, &sources, &err));
	for (size_t i = 0; i < sources.n; i++) {
		if (i % GROUP == 0)
			need(store_begin(s, &err));
		feed_visit(s, &sources.v[i], items);
		need(store_source_finish(s, &sources.v[i], &lost, &err));
		if (i % GROUP == GROUP - 1 || i + 1 == sources.n)
			need(store_commit(s, &err));
	}
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	wall = seconds(CLOCK_MONOTONIC) - wall;
	double total = (double)items * (double)sources.n;
	printf("%s: %.0f items, %.1f us CPU an item, %.1f us wall\n", name, total, cpu / total * 1e6,
		wall / total * 1e6);
}

static void sync_sources(struct store *s, size_t feeds)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source_seed *seeds = arena_array(&a, feeds, sizeof *seeds);
	for (size_t i = 0; i < feeds; i++)
		seeds[i] = (struct source_seed){.name = str_printf(&a, "Feed %zu", i),
			.kind = S("feed"),
			.fingerprint = str_printf(&a, "https://news%zu.example.org/feed", i)};
	need(store_source_sync(s, seeds, feeds, &err));
	double from = seconds(CLOCK_MONOTONIC);
	need(store_source_sync(s, seeds, feeds, &err));
	printf("sync of %zu sources that agree: %.1f ms\n", feeds,
		(seconds(CLOCK_MONOTONIC) - from) * 1e3);
}

static void read_queue(struct store *s)
{
	struct arena a CLEANUP_ARENA = {0};
	struct items items;
	double from = seconds(CLOCK_MONOTONIC);
	const struct list_filter filter = {.limit = 50, .now = 1800000000};
	bool more;
	need(store_list(s, &a, &filter, &items, &more, &err));
	printf("a page of the queue, %zu items: %.2f ms\n", items.n,
		(seconds(CLOCK_MONOTONIC) - from) * 1e3);
}

/* Of five one is rejected, and one put off. */
static void decide(struct store *s, int64_t n)
{
	static const enum verb verbs[] = {
		VERB_APPROVE, VERB_APPROVE, VERB_REJECT, VERB_APPROVE, VERB_DEFER};
	struct arena a CLEANUP_ARENA = {0};
	need(store_begin(s, &err));
	for (int64_t id = 1; id <= n; id++) {
		const struct decision_request request = {.verb = verbs[id % 5],
			.actor = {.name = S("editor")},
			.now = 1800000000,
			.item = id,
			.until = 4000000000};
		struct decision_result result;
		need(item_decide(&(struct site){0}, s, &a, &request, &result, &err));
		arena_reset(&a);
	}
	need(store_commit(s, &err));
}

/* Decides on the first items and reads what readers see. */
static void publish(struct store *s, int64_t n)
{
	struct arena a CLEANUP_ARENA = {0};
	struct releases newest, all;
	double start = seconds(CLOCK_MONOTONIC);
	decide(s, n);
	double decided = seconds(CLOCK_MONOTONIC);
	need(store_release_live(s, &a, SECTION_NEWS, 50, &newest, &err));
	double fifty = seconds(CLOCK_MONOTONIC);
	need(store_release_live(s, &a, SECTION_NONE, 0, &all, &err));
	double end = seconds(CLOCK_MONOTONIC);
	printf("decision in a group: %.1f us; of %zu live releases the newest %zu: %.1f ms, all: %.1f "
		   "ms\n",
		(decided - start) / (double)n * 1e6, all.n, newest.n, (fifty - decided) * 1e3,
		(end - fifty) * 1e3);
}

int main(int argc, char **argv)
{
	long feeds = argc > 2 ? atol(argv[2]) : 2000, items = argc > 3 ? atol(argv[3]) : 35;
	long decided = argc > 4 ? atol(argv[4]) : DECIDED, length = argc > 5 ? atol(argv[5]) : TEXT_MAX;
	struct stat st;
	struct rusage usage;
	if (argc < 2 || feeds < 1 || items < 1 || decided < 1 || length < 1 || length > TEXT_MAX ||
		stat(argv[1], &st) == 0 || sodium_init() < 0) {
		fputs("usage: store_bench FILE [FEEDS [ITEMS [DECIDED [TEXT]]]]; FILE must not exist\n",
			stderr);
		return 2;
	}
	text_length = (size_t)length;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 7 == 6 ? ' ' : (char)('a' + mix(i) % 26);
	need(store_create(argv[1], &err));
	struct store *s = store_open(argv[1], &err);
	need(s != NULL);
	sync_sources(s, (size_t)feeds);
	visit(s, "first visit", items);
	visit(s, "second visit, nothing new", items);
	read_queue(s);
	publish(s, decided < feeds * items ? decided : feeds * items);
	store_close(s);
	need(stat(argv[1], &st) == 0 && getrusage(RUSAGE_SELF, &usage) == 0);
	printf("file: %.1f MB, %.0f bytes an item; most memory held: %.1f MB\n",
		(double)st.st_size / 1e6, (double)st.st_size / (double)(feeds * items),
		(double)usage.ru_maxrss / 1e3);
	return 0;
}
