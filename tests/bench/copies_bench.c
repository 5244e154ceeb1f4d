/* copies_bench [COPIES]: how many copies of an edition of 60 kB are made in a second, and whether
 * memory grows. Prints "COPIES SECONDS COPIES-A-SECOND BYTES KILOBYTES-GROWN". */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/array.h"
#include "mail/copies.h"

enum { HTML_BYTES = 45000, TEXT_BYTES = 12000, COPIES = 50000, WARM = 100 };
static const char PLACEHOLDER[] = "PLACEHOLDER-of-the_recipient-0123456789-abc";

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long memory_kb(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static struct str filled(struct arena *a, size_t n)
{
	struct buf out CLEANUP_BUF = buf_new(2 * n);
	while (out.n < n)
		buf_addf(&out, "<p>Stem cells in systemic sclerosis – a trial</p> https://x.example/%s\n",
			out.n < n / 8 || out.n > n / 8 * 7 ? PLACEHOLDER : "item");
	return str_copy(a, buf_str(&out));
}

static bool run(long wanted, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf eml CLEANUP_BUF = buf_new(1 << 20);
	struct copies copies CLEANUP_COPIES;
	const struct message m = {.from = {S("A News Desk"), S("desk@example.org")},
		.subject = S("Research: 2 new items"),
		.id = S("digest.2026-W47-research"),
		.list_label = S("research"),
		.unsubscribe_url = str_printf(&a, "https://x.example/%s", PLACEHOLDER),
		.text = filled(&a, TEXT_BYTES),
		.html = filled(&a, HTML_BYTES)};
	if (!copies_begin(&copies, &a, &m, str_of(PLACEHOLDER), err))
		return false;
	char token[sizeof PLACEHOLDER];
	long before = 0;
	double start = 0;
	for (long i = -WARM; i < wanted; i++) {
		if (i == 0) {
			before = memory_kb();
			start = seconds();
		}
		snprintf(token, sizeof token, "%043ld", i + WARM);
		char address[64];
		snprintf(address, sizeof address, "reader%ld@example.net", i + WARM);
		const struct copy copy = {
			{STR_NONE, str_of(address)}, 1795000000 + i, str_of(token), str_of(token)};
		buf_clear(&eml);
		if (!copies_write(&copies, &copy, &eml, err))
			return false;
	}
	double took = seconds() - start;
	printf("%ld %.3f %.0f %zu %ld\n", wanted, took, (double)wanted / took, eml.n,
		memory_kb() - before);
	return true;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	if (run(argc > 1 ? atol(argv[1]) : COPIES, &err))
		return 0;
	fprintf(stderr, "copies_bench: %s\n", err.text);
	return 1;
}
