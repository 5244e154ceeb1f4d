/* fetch_bench URLS AT_ONCE [ETAGS]: fetches every line of the file URLS and says what it cost.
 * ETAGS is read, when it is there, for the validators of an earlier run (one line an address), and
 * written anew. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "fetch/fetch.h"

enum { MAX_FILE = 64 << 20, MAX_BODY = 16 << 20 };

struct bench {
	long done, unchanged, failed;
	size_t bytes;
};

struct one {
	struct bench *bench;
	struct arena *arena;
	struct str url, etag;
};

static void on_done(void *user, const struct fetch_response *response)
{
	struct one *one = user;
	struct bench *bench = one->bench;
	bench->bytes += response->body.n;
	if (response->outcome == FETCH_DONE && response->status == 200)
		bench->done++;
	else if (response->outcome == FETCH_DONE && response->status == 304)
		bench->unchanged++;
	else if (++bench->failed <= 3)
		fprintf(stderr, STR_FMT ": %d " STR_FMT "\n", STR_ARG(one->url), response->status,
			STR_ARG(response->problem));
	if (response->status == 200)
		one->etag = str_copy(one->arena, response->etag);
}

static double seconds(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool etags_write(const char *path, const struct one *ones, size_t n, struct err *err)
{
	struct buf text CLEANUP_BUF = buf_new(MAX_FILE);
	for (size_t i = 0; i < n; i++) {
		buf_add(&text, ones[i].etag);
		buf_add_char(&text, '\n');
	}
	return file_replace(path, buf_str(&text), NULL, err);
}

static size_t ones_read(
	struct arena *a, struct bench *bench, struct str urls, struct str etags, struct one **out)
{
	struct one *ones = NULL;
	size_t n = 0;
	while (urls.n) {
		ones = arena_grow(a, ones, n, sizeof *ones);
		ones[n++] = (struct one){
			.bench = bench, .arena = a, .url = str_cut(&urls, '\n'), .etag = str_cut(&etags, '\n')};
	}
	*out = ones;
	return n;
}

static bool run(long at_once, struct one *ones, size_t n, struct err *err)
{
	struct str loopback[] = {S("127.0.0.0/8")};
	struct strs allow = {loopback, 1};
	struct fetch_options options = {
		.at_once = at_once, .per_host = 2, .allow = &allow, .user_agent = S("fetch_bench")};
	struct fetcher *f = fetcher_new(&options, err);
	if (!f)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct fetch_request request = {
			.url = ones[i].url, .etag = ones[i].etag, .max_bytes = MAX_BODY};
		fetcher_submit(f, &request, on_done, &ones[i]);
	}
	fetcher_run(f, NULL);
	fetcher_free(f);
	return true;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: fetch_bench URLS AT_ONCE [ETAGS]\n", stderr);
		return 2;
	}
	struct arena arena CLEANUP_ARENA = {0};
	struct err err;
	struct bench bench = {0};
	struct str urls, etags = STR_NONE;
	struct one *ones;
	double wall = seconds(CLOCK_MONOTONIC);
	if (!file_read(&arena, argv[1], MAX_FILE, &urls, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	if (argc > 3 && !file_read(&arena, argv[3], MAX_FILE, &etags, NULL))
		etags = STR_NONE; /* the first run */
	size_t n = ones_read(&arena, &bench, urls, etags, &ones);
	if (!run(atol(argv[2]), ones, n, &err) || (argc > 3 && !etags_write(argv[3], ones, n, &err))) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	printf("fetch n=%zu 200=%ld 304=%ld failed=%ld MB=%.1f wall=%.3f cpu=%.3f rssMB=%ld\n", n,
		bench.done, bench.unchanged, bench.failed, (double)bench.bytes / 1e6,
		seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID), usage.ru_maxrss / 1024);
	return bench.failed != 0;
}
