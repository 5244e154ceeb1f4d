/* What a record costs: read, and taken in as a new item of the store.
 *
 *     record_bench RECORDS parse | record_bench RECORDS STORE
 *
 * RECORDS is a set of records of PubMed as EFetch sends it, or, when it begins with "{", a line for
 * each page of studies as ClinicalTrials.gov sends them; STORE a file that is made, or one of an
 * earlier run, which has all records already. Prints microseconds of CPU a record; under callgrind,
 * the instructions of the whole divided by the records are what to compare. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "item/ingest.h"
#include "parse/record/clinicaltrials.h"
#include "parse/record/pubmed.h"
#include "store/source.h"

enum { TEXT_MAX = 1 << 30, GROUP = 200 /* records of one transaction, as EFetch is asked */ };

static struct err err;

static void need(bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "record_bench: %s\n", err.text);
	exit(1);
}

static double microseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static long megabytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss / 1024;
}

static struct store *open_store(
	const char *path, struct arena *a, const struct source *as, int64_t *source)
{
	const struct source_seed seed = {.name = as->name,
		.kind = as->kind == SOURCE_PUBMED ? S("pubmed") : S("clinicaltrials"),
		.fingerprint = S("f")};
	struct source_states sources;
	struct stat st;
	if (stat(path, &st) != 0)
		need(store_create(path, &err));
	struct store *s = store_open(path, &err);
	need(s != NULL);
	need(store_source_sync(s, &seed, 1, &err) && store_source_list(s, a, &sources, &err));
	*source = sources.v[0].id;
	return s;
}

static struct ingest_counts take(
	const struct entries *entries, struct source source, const char *path)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct site site = {.sources = &source, .source_count = 1};
	struct ingest in = {.site = &site, .source = &source, .now = 1795435200};
	in.store = open_store(path, &a, &source, &in.source_id);
	for (size_t i = 0; i < entries->n; i++) {
		if (i % GROUP == 0)
			need(store_begin(in.store, &err));
		need(ingest_entry(&in, &entries->v[i], &err));
		if (i % GROUP == GROUP - 1 || i + 1 == entries->n)
			need(store_commit(in.store, &err));
	}
	ingest_end(&in);
	store_close(in.store);
	return in.counts;
}

static struct entries papers_of(struct arena *a, struct str xml)
{
	struct pubmed_records records;
	need(pubmed_parse(a, xml, &records, &err));
	return records.entries;
}

static struct entries trials_of(struct arena *a, struct str pages)
{
	struct entries all = {0};
	while (pages.n) {
		struct studies page;
		need(clinicaltrials_parse(a, str_cut(&pages, '\n'), &page, &err));
		for (size_t i = 0; i < page.entries.n; i++) {
			all.v = arena_grow(a, all.v, all.n, sizeof *all.v);
			all.v[all.n++] = page.entries.v[i];
		}
	}
	return all;
}

int main(int argc, char **argv)
{
	static const struct source papers = {
		.kind = SOURCE_PUBMED, .name = S("papers"), .label = S("PubMed")};
	static const struct source trials = {
		.kind = SOURCE_CLINICALTRIALS, .name = S("trials"), .label = S("ClinicalTrials.gov")};
	struct arena a CLEANUP_ARENA = {0};
	struct str text;
	if (argc != 3) {
		fputs("usage: record_bench RECORDS parse | record_bench RECORDS STORE\n", stderr);
		return 2;
	}
	need(sodium_init() >= 0); /* as the program does; without it hashes take twice as long */
	need(file_read(&a, argv[1], TEXT_MAX, &text, &err));
	bool json = str_starts(text, S("{"));
	double start = microseconds();
	struct entries entries = json ? trials_of(&a, text) : papers_of(&a, text);
	double n = entries.n ? (double)entries.n : 1, parsed = microseconds();
	printf("%.0f records of %.0f bytes: %.1f us each to read\n", n, (double)text.n / n,
		(parsed - start) / n);
	if (strcmp(argv[2], "parse") != 0) {
		struct ingest_counts counts = take(&entries, json ? trials : papers, argv[2]);
		printf("%.1f us each to take in: %zu new, %zu copies, %zu unchanged\n",
			(microseconds() - parsed) / n, counts.new_items, counts.new_copies, counts.unchanged);
	}
	printf("%ld MB\n", megabytes());
	return 0;
}
