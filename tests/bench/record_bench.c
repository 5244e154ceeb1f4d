/* What a record of PubMed costs: read, and taken in as a new item of the store.
 *
 *     record_bench XML parse | record_bench XML STORE
 *
 * XML is a set of records as EFetch sends it; STORE a file that is made, or one of an earlier run,
 * which has all records already. Prints microseconds of CPU a record; under callgrind, the
 * instructions of the whole divided by the records are what to compare. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "item/ingest.h"
#include "parse/record/pubmed.h"
#include "store/source.h"

enum { XML_MAX = 1 << 30, GROUP = 200 /* records of one transaction, as EFetch is asked */ };

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

static struct store *open_store(const char *path, struct arena *a, int64_t *source)
{
	const struct source_seed seed = {
		.name = S("papers"), .kind = S("pubmed"), .fingerprint = S("f")};
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

static struct ingest_counts take(const struct entries *entries, const char *path)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source source = {.kind = SOURCE_PUBMED, .name = S("papers"), .label = S("PubMed")};
	const struct site site = {.sources = &source, .source_count = 1};
	struct ingest in = {.site = &site, .source = &source, .now = 1795435200};
	in.store = open_store(path, &a, &in.source_id);
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

int main(int argc, char **argv)
{
	struct arena a CLEANUP_ARENA = {0};
	struct pubmed_records records;
	struct str xml;
	if (argc != 3) {
		fputs("usage: record_bench XML parse | record_bench XML STORE\n", stderr);
		return 2;
	}
	need(sodium_init() >= 0); /* as the program does; without it hashes take twice as long */
	need(file_read(&a, argv[1], XML_MAX, &xml, &err));
	double start = microseconds();
	need(pubmed_parse(&a, xml, &records, &err));
	double n = records.entries.n ? (double)records.entries.n : 1, parsed = microseconds();
	printf("%.0f records of %.0f bytes: %.1f us each to read\n", n, (double)xml.n / n,
		(parsed - start) / n);
	if (strcmp(argv[2], "parse") != 0) {
		struct ingest_counts counts = take(&records.entries, argv[2]);
		printf("%.1f us each to take in: %zu new, %zu copies, %zu unchanged\n",
			(microseconds() - parsed) / n, counts.new_items, counts.new_copies, counts.unchanged);
	}
	printf("%ld MB\n", megabytes());
	return 0;
}
