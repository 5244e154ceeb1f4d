/* parse_bench DIRECTORY [ROUNDS]: CPU time of feed_parse and feed_entries over the files of a directory (and its folders), which are read before the clock starts. */
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "parse/feed.h"

enum { MAX_FILE = 64 << 20 };
static struct arena memory;
static struct strs files;

static double cpu_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int add_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status, (void)where;
	struct str bytes;
	struct err err;
	if (kind == FTW_F && file_read(&memory, path, MAX_FILE, &bytes, &err))
		strs_add(&memory, &files, bytes);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 2 || nftw(argv[1], add_file, 16, FTW_PHYS) != 0) {
		fprintf(stderr, "usage: parse_bench DIRECTORY [ROUNDS]\n");
		return 2;
	}
	double parse = 0, entries = 0;
	size_t bytes = 0, count = 0;
	struct arena a = {0};
	int rounds = argc > 2 ? atoi(argv[2]) : 1;
	for (int round = 0; round < rounds; round++) {
		for (size_t i = 0; i < files.n; i++) {
			struct feed_input in = {.bytes = files.v[i], .url = S("https://example.org/feed")};
			struct feed feed;
			double start = cpu_seconds();
			feed_parse(&a, &in, &feed);
			double middle = cpu_seconds();
			count += feed_entries(&a, &feed).n;
			entries += cpu_seconds() - middle;
			parse += middle - start;
			bytes += files.v[i].n;
			arena_reset(&a);
		}
	}
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	double megabytes = (double)bytes / 1e6;
	printf("%zu files, %.1f MB, %zu entries: parse %.2f s, entries %.2f s, together %.1f MB/s; memory %ld MB with the files\n",
		files.n * (size_t)rounds, megabytes, count, parse, entries, megabytes / (parse + entries), usage.ru_maxrss / 1024);
	arena_free(&a);
	arena_free(&memory);
	return 0;
}
