/* What it costs to find out whether a record is one that is there: the look-up of candidates by
 * their blocks, and the decision, in a store of many papers and news.
 *
 *     match_bench FILE [ITEMS [LOOKS]]
 *
 * Prints the bytes of an item that its blocks take, and the median and the ninth decile of the CPU
 * time of a record: of those that are new, and of those that are there already. A FILE that is
 * there is one that an earlier run made of as many items: then records are only looked up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/buf.h"
#include "item/alike.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/source.h"

enum { GROUP = 1000, VOCABULARY = 20000, NAMES = 8000, TEXT_WORDS = 150, AUTHORS = 5 };

static struct err err;

static void need(bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "match_bench: %s\n", err.text);
	exit(1);
}

static double microseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

/* splitmix64, from a state of one's own. */
static uint64_t draw(uint64_t *state)
{
	uint64_t x = *state += 0x9E3779B97F4A7C15;
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
	return x ^ (x >> 31);
}

/* A word of the vocabulary, small numbers far more often, as words are in a language. */
static void add_word(struct buf *b, uint64_t *state, uint64_t size)
{
	uint64_t at = draw(state) % size, most = draw(state) % (at + 1),
			 word = draw(state) % (most + 1);
	uint64_t letters = word * 0x9E3779B97F4A7C15 + size;
	for (uint64_t n = 3 + draw(&letters) % 8; n; n--)
		buf_add_char(b, (char)('a' + draw(&letters) % 26));
}

static struct str some_words(struct arena *a, uint64_t *state, uint64_t size, size_t n)
{
	struct buf b CLEANUP_BUF = buf_new(n * 16);
	for (size_t i = 0; i < n; i++) {
		add_word(&b, state, size);
		buf_add_char(&b, ' ');
	}
	return str_trim(str_copy(a, buf_str(&b)));
}

static const struct paper *paper_make(struct arena *a, uint64_t *state)
{
	struct paper *paper = arena_new(a, struct paper);
	long start = (long)(draw(state) % 3000);
	paper->journal = some_words(a, state, 400, 3);
	paper->volume = str_printf(a, "%lu", (unsigned long)(draw(state) % 120));
	paper->issue = str_printf(a, "%lu", (unsigned long)(draw(state) % 12));
	paper->pages = str_printf(a, "%ld-%ld", start, start + 9);
	paper->pub_date.date.year = 1990 + (int)(draw(state) % 36);
	paper->author_count = 1 + draw(state) % AUTHORS;
	paper->authors = arena_array(a, paper->author_count, sizeof *paper->authors);
	for (size_t i = 0; i < paper->author_count; i++)
		paper->authors[i].last = some_words(a, state, NAMES, 1);
	return paper;
}

/* The n-th record: two of three are papers. The same number gives the same record. */
static struct entry entry_make(struct arena *a, uint64_t n)
{
	uint64_t seed = ~n, state = draw(&seed); /* no two records draw from one sequence */
	struct entry entry = {.kind = n % 3 ? ENTRY_PAPER : ENTRY_NEWS,
		.native = str_printf(a, "%llu", (unsigned long long)n),
		.title = some_words(a, &state, VOCABULARY, 8 + draw(&state) % 8),
		.published = 1700000000 + (int64_t)(draw(&state) % 30000000),
		.updated = NO_TIME};
	entry.url = STR_CAT(
		a, S("https://"), some_words(a, &state, 3000, 1), S(".example/"), entry.native);
	if (entry.kind == ENTRY_NEWS)
		entry.text = some_words(a, &state, VOCABULARY, TEXT_WORDS);
	else
		entry.paper = paper_make(a, &state);
	return entry;
}

static void entry_store(struct store *s, struct arena *a, int64_t source, uint64_t n)
{
	struct entry entry = entry_make(a, n);
	struct verdict verdict = {.confidence = CONFIDENCE_HIGH};
	verdict.face = (struct face){.section = SECTION_NEWS, .title = entry.title, .url = entry.url};
	const struct item_seed seed = {.tag = entry.native, .verdict = &verdict, .now = 1800000000};
	int64_t item, id;
	struct str detail;
	need(store_item_add(s, &seed, &item, &err));
	need(entry_detail_to_json(a, &entry, &detail, &err));
	const struct entry_seed copy = {.source = source,
		.item = item,
		.now = 1800000000,
		.entry = &entry,
		.detail = detail,
		.hash = entry_hash(&entry)};
	need(store_entry_add(s, &copy, &id, &err));
}

/* Calls `with` for each record, many in one transaction. */
static void for_all(struct store *s, uint64_t from, uint64_t end,
	void (*with)(struct store *s, struct arena *a, int64_t source, uint64_t n), int64_t source)
{
	struct arena a CLEANUP_ARENA = {0};
	for (uint64_t n = from; n < end; n++) {
		if (n % GROUP == 0 || n == from)
			need(store_begin(s, &err));
		with(s, &a, source, n);
		arena_reset(&a);
		if (n % GROUP == GROUP - 1 || n + 1 == end)
			need(store_commit(s, &err));
	}
}

static void blocks_store(struct store *s, struct arena *a, int64_t source, uint64_t n)
{
	struct entry entry = entry_make(a, n);
	(void)source;
	struct sought sought = alike_seek(a, match_describe(a, &entry));
	need(alike_remember(s, &sought, (int64_t)n + 1, &err));
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* Looks records up, and says how long it took and for how many one that is the same was found. */
static void look(struct store *s, const char *what, uint64_t from, uint64_t step, size_t looks)
{
	struct arena a CLEANUP_ARENA = {0};
	double *times = arena_array(&a, looks, sizeof *times);
	size_t same = 0, compared = 0;
	need(store_begin(s, &err)); /* as a fetch does */
	for (size_t i = 0; i < looks; i++) {
		struct arena each CLEANUP_ARENA = {0};
		struct entry entry = entry_make(&each, from + i * step);
		struct alikes alikes;
		double start = microseconds();
		struct sought sought = alike_seek(&each, match_describe(&each, &entry));
		need(alike_find(s, &each, &sought, 0, &alikes, &err));
		times[i] = microseconds() - start;
		same += alikes.n && alikes.v[0].found.answer == MATCH_SAME;
		compared += alikes.n;
	}
	need(store_commit(s, &err));
	qsort(times, looks, sizeof *times, compare);
	printf("%s: median %.1f us, nine in ten %.1f us; %zu of %zu found, %zu alike\n", what,
		times[looks / 2], times[looks * 9 / 10], same, looks, compared);
}

static long file_size(const char *path)
{
	struct stat st;
	need(stat(path, &st) == 0);
	return (long)st.st_size;
}

/* Makes the store, first without blocks, so that their size is known. */
static void make(const char *path, uint64_t items)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source_states sources;
	need(store_create(path, &err));
	struct store *s = store_open(path, &err);
	need(s != NULL);
	const struct source_seed seed = {.name = S("Feed"), .kind = S("feed"), .fingerprint = S("f")};
	need(store_source_sync(s, &seed, 1, &err));
	need(store_source_list(s, &a, &sources, &err));
	for_all(s, 0, items, entry_store, sources.v[0].id);
	store_close(s);
	long before = file_size(path);
	s = store_open(path, &err);
	need(s != NULL);
	double start = microseconds();
	for_all(s, 0, items, blocks_store, 0);
	printf("blocks: %.1f us an item to make and store\n", (microseconds() - start) / (double)items);
	store_close(s);
	printf("%llu items, %.0f bytes an item without blocks, %.0f for the blocks\n",
		(unsigned long long)items, (double)before / (double)items,
		(double)(file_size(path) - before) / (double)items);
}

int main(int argc, char **argv)
{
	struct stat st;
	uint64_t items = argc > 2 ? strtoull(argv[2], NULL, 10) : 20000;
	size_t looks = argc > 3 ? strtoul(argv[3], NULL, 10) : 5000;
	if (argc < 2 || !items || !looks) {
		fputs("usage: match_bench FILE [ITEMS [LOOKS]]\n", stderr);
		return 2;
	}
	if (stat(argv[1], &st) != 0)
		make(argv[1], items);
	struct store *s = store_open(argv[1], &err);
	need(s != NULL);
	look(s, "new records", items, 1, looks);
	look(s, "new records, again", items, 1, looks);
	look(s, "records that are there", 0, items / looks ? items / looks : 1, looks);
	store_close(s);
	return 0;
}
