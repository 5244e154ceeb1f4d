/* Sentences that announce the work that they stand in: "Here we show that …". */
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	FRONT = 90, /* bytes in which a sentence announces something */
	MOST = 450  /* bytes of one that is still read */
};

/* clang-format off */

static const char *const FINDINGS[] = {
	"we show that", "we showed that", "we have shown that", "we demonstrate", "we demonstrated",
	"we have demonstrated", "we experimentally demonstrate", "we experimentally demonstrated",
	"we theoretically demonstrate", "we numerically demonstrate", "we report that", "we find that",
	"we found that", "we identify", "we identified", "we establish", "we established",
	"we here established", "we here show that", "we here demonstrate", "we here report that",
	"we prove", "we reveal",
};
static const char *const THINGS[] = {
	"we propose", "we proposed", "we report", "we reported", "we report on", "we develop",
	"we developed", "we have developed", "we introduce", "we introduced", "we present",
	"we describe", "we designed", "we design", "proposed and experimentally demonstrated",
	"is proposed", "are proposed", "is demonstrated", "is developed", "was developed",
	"has been developed", "is introduced",
};
/* What only a paper about other papers announces. */
static const char *const OTHERS[] = {
	"review", "overview", "case", "cases", "perspective", "tutorial", "discuss", "summary",
	"recent advances", "protocol", "also", "further",
};
/* clang-format on */

enum { HAS_FINDING = 1 << 0, HAS_THING = 1 << 1, HAS_OTHER = 1 << 2 };
static const struct phrase_list LISTS[] = {
	{HAS_FINDING, PHRASES(FINDINGS)}, {HAS_THING, PHRASES(THINGS)}, {HAS_OTHER, PHRASES(OTHERS)}};
static const struct phrases ANNOUNCED = PHRASES_OF(LISTS);

int judge_announces(struct str sentence)
{
	phrase_set front = phrases_in(&ANNOUNCED, str_sub(sentence, 0, FRONT));
	if (sentence.n > MOST || front & HAS_OTHER)
		return JUDGE_ANNOUNCES_NOTHING;
	if (front & HAS_FINDING)
		return JUDGE_ANNOUNCES_FINDING;
	return phrases_in(&ANNOUNCED, sentence) & HAS_THING ? JUDGE_ANNOUNCES_THING :
														  JUDGE_ANNOUNCES_NOTHING;
}
