/* Two pieces of news: whether they are copies of one text. */
#include <stdlib.h>

#include "base/calendar.h"
#include "match/rules.h"
#include "match/title.h"
#include "match/title_match.h"

static const double TEXTS_AGREE =
						0.5, /* shingles in common: a press release with a newsroom's changes */
	TEXTS_EQUAL = 0.8,       /* the same under whatever headline */
	TEXT_CONTAINED = 0.8,    /* of a summary in the full text */
	SENTENCE_SHARED = 0.5,   /* of the first shingles: after a dateline, with words changed */
	LEAD_SHARED = 0.65,      /* of MATCH_LEAD shingles */
	HEADLINE_NEAR = 0.3,
					HEADLINE_CONTAINED =
						0.6 /* trigrams of the shorter headline in the longer one */;
enum {
	WINDOW_DAYS = 14,
	SHINGLES_MIN = 12,  /* fewer say nothing */
	SHINGLES_MANY = 60, /* a text of its own */
	SENTENCE = 24,      /* shingles of the first one */
	HEADLINE_DAYS = 2,
	PIECES = 6, /* of the shorter text that are looked for in the longer one */
	PIECE = 16, /* bytes: three words */
};

/* Newsrooms put words before a headline, and cut it. */
static double headline_contained(const struct described *x, const struct described *y)
{
	struct str a = x->title_count ? x->titles[0] : STR_NONE,
			   b = y->title_count ? y->titles[0] : STR_NONE;
	return title_containment(a, b);
}

/* 0 when one of the times is unknown. */
static int64_t seconds_apart(int64_t one, int64_t other)
{
	if (one == NO_TIME || other == NO_TIME)
		return 0;
	return one < other ? other - one : one - other;
}

bool match_news_apart(int64_t one, int64_t other)
{
	return seconds_apart(one, other) > WINDOW_DAYS * (int64_t)CALENDAR_DAY;
}

static struct comparison apart(const char *why)
{
	return (struct comparison){.answer = MATCH_DIFFERENT, .veto = true, .why = why};
}

static struct comparison same_text(double strength, const char *why)
{
	return (struct comparison){.answer = MATCH_SAME, .strength = strength, .why = why};
}

/* A headline alone joins nothing: many outlets print one report, and a column keeps its name. */
static struct comparison by_headline(const struct described *x, const struct described *y)
{
	bool equal = x->title_count && y->title_count && str_eq(x->titles[0], y->titles[0]);
	bool dated = x->published != NO_TIME && y->published != NO_TIME;
	if (equal && !x->generic && !x->serial &&
		(!dated ||
			seconds_apart(x->published, y->published) <= HEADLINE_DAYS * (int64_t)CALENDAR_DAY))
		return (struct comparison){.answer = MATCH_POSSIBLE,
			.why = dated ? "Same headline at the same time." : "Same headline."};
	return (struct comparison){.answer = MATCH_DIFFERENT, .why = ""};
}

/* Whether one of a few pieces of the shorter text stands in the other. Of two that share half of
 * their shingles one does but by rare chance, and texts that share nothing are told apart without
 * being taken to pieces. */
static bool texts_meet(const struct described *x, const struct described *y)
{
	bool longer = x->text->text.n > y->text->text.n;
	struct str few = longer ? y->text->text : x->text->text;
	struct str many = longer ? x->text->text : y->text->text;
	if (few.n < PIECES * PIECE)
		return true;
	for (size_t i = 0; i < PIECES; i++)
		if (str_find(many, str_sub(few, i * ((few.n - PIECE) / PIECES), PIECE)) != STR_NOT_FOUND)
			return true;
	return false;
}

/* How much two texts have in common. */
struct overlap {
	size_t few;              /* shingles of the shorter one */
	double alike, contained; /* of both together; of the shorter one */
};
static struct overlap overlap_of(const struct described *x, const struct described *y)
{
	if (!texts_meet(x, y))
		return (struct overlap){0};
	const struct shingles *a = match_described_text(x), *b = match_described_text(y);
	size_t few = a->n < b->n ? a->n : b->n, common = shingle_common(a, b);
	if (!few)
		return (struct overlap){0};
	return (struct overlap){
		few, (double)common / (double)(a->n + b->n - common), (double)common / (double)few};
}

/* Which share of the first shingles of this text the other one has, 0…1. */
static double lead_contained(const struct described *x, const struct described *y, size_t first)
{
	const struct shingles *lead = match_described_lead(x);
	size_t n = lead->n < first ? lead->n : first;
	return (double)shingle_found(lead, n, match_described_text(y)) / (double)n;
}

/* Looked at twice: a lead may be one short sentence, or begin with a long one of who says it. */
static bool begins_in(const struct described *x, const struct described *y)
{
	return lead_contained(x, y, SENTENCE) >= SENTENCE_SHARED &&
		lead_contained(x, y, MATCH_LEAD) >= LEAD_SHARED;
}

/* Two press releases of one company have in common what it says of itself and what the law asks
 * for, which may be most of their words; the news stands in front. Of two copies one begins in the
 * other, whatever a newsroom put before this one. */
static bool leads_meet(const struct described *x, const struct described *y)
{
	return begins_in(x, y) || begins_in(y, x);
}

static struct comparison by_texts(struct overlap texts, double headline)
{
	if (texts.alike >= TEXTS_AGREE && headline >= HEADLINE_NEAR)
		return same_text((texts.alike + 1) / 2, "The texts agree, and the headlines.");
	if (texts.few >= SHINGLES_MANY && texts.alike >= TEXTS_EQUAL)
		return same_text(texts.alike, "The texts are equal.");
	if (texts.contained >= TEXT_CONTAINED && headline >= HEADLINE_CONTAINED)
		return same_text(texts.contained * headline,
			"The text of one is in the text of the other, and the headlines agree.");
	return (struct comparison){.answer = MATCH_DIFFERENT, .why = ""};
}

/* Most are of one form: then how alike they are need not be known. */
static bool numbers_differ(const struct described *x, const struct described *y)
{
	if (x->title_count == 1 && y->title_count == 1)
		return title_numbers_differ(x->titles[0], y->titles[0]);
	return title_match_of(x, y).numbers;
}

struct comparison compare_news(const struct described *x, const struct described *y)
{
	if (match_news_apart(x->published, y->published))
		return apart("");
	if (x->serial != y->serial)
		return apart("One is a column of several news.");
	if (numbers_differ(x, y))
		return apart("The numbers in the headlines differ.");
	struct overlap texts = overlap_of(x, y);
	if (texts.few < SHINGLES_MIN)
		return by_headline(x, y);
	double headline = headline_contained(x, y);
	struct comparison found = by_texts(texts, headline);
	if (found.answer != MATCH_SAME)
		return by_headline(x, y);
	/* An outlet does not copy from itself: a text that comes back there is its own form letter. */
	bool one_outlet = x->outlet.n && str_eq(x->outlet, y->outlet);
	bool printed_again = headline == 1 && texts.alike >= TEXTS_EQUAL;
	return printed_again || (!one_outlet && leads_meet(x, y)) ? found : by_headline(x, y);
}
