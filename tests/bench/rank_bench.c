/* rank_bench [WAITING [DECISIONS]]: the CPU time of a decision and the new order of a queue, its
 * first 25 places. Prints "WAITING DECISIONS MEDIAN P99 MOST" in milliseconds. Texts are of 180
 * words drawn as words of a language are: some often, most seldom (Zipf). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "judge/rank_model.h"

enum { WORDS = 180, VOCABULARY = 30000, WAITING = 5000, DECISIONS = 2000, PAGE = 25 };

static uint64_t state = 88172645463325252u;

static double uniform(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) / 9007199254740992.0;
}

static double milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The r-th word is drawn about 1 / r as often as the first. */
static void add_word(struct buf *text)
{
	double u = uniform();
	long rank = (long)(VOCABULARY * u * u * u * u);
	for (long n = rank + 30; n; n /= 26)
		buf_addf(text, "%c%c", (char)('a' + n % 26), "aeiou"[n % 5]);
	buf_add(text, S(" "));
}

static void add_text(struct rank_model *m)
{
	struct buf text CLEANUP_BUF = buf_new(1 << 16);
	for (int i = 0; i < WORDS; i++)
		add_word(&text);
	rank_model_add(m, str_sub(buf_str(&text), 0, 80), buf_str(&text));
}

static int compare(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;
	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	long waiting = argc > 1 ? atol(argv[1]) : WAITING, n = argc > 2 ? atol(argv[2]) : DECISIONS;
	if (waiting < 1 || n < 1)
		return 2;
	struct rank_model *m = rank_model_new();
	size_t best[PAGE];
	double *took = alloc_bytes((size_t)n * sizeof *took);
	for (long i = 0; i < waiting + n; i++)
		add_text(m);
	rank_model_learn(m);
	for (long i = 0; i < n; i++) {
		rank_model_order(m, best, PAGE);
		double begin = milliseconds();
		rank_model_decide(m, best[0], uniform() < 0.2 ? RANK_WANTED : RANK_UNWANTED);
		rank_model_learn(m);
		rank_model_order(m, best, PAGE);
		took[i] = milliseconds() - begin;
	}
	qsort(took, (size_t)n, sizeof *took, compare);
	printf("%ld %ld %.2f %.2f %.2f\n", waiting, n, took[n / 2], took[n * 99 / 100], took[n - 1]);
	free(took);
	rank_model_free(m);
	return 0;
}
