/* The tickers of companies: "Sample Inc. (NASDAQ: SMPL) began a study." */
#include <assert.h>

#include "base/phrases.h"
#include "judge/judge_parts.h"

enum { TICKER_MAX = 160 };

/* clang-format off */
static const char *const EXCHANGES[] = {
	"nasdaq", "nyse", "tsx", "tsxv", "tsx-v", "lse", "asx", "euronext", "otcqb", "otcqx", "otc",
	"amex", "hkex", "sehk", "xetra", "omx", "cse", "sgx", "six", "aim", "ticker", "otcmkts",
	"otc pink",
};
/* clang-format on */
static const struct phrases EXCHANGE = PHRASES_ONE(EXCHANGES);

/* Where the next "(NASDAQ: …)" begins; sets its length with the space before it. */
static size_t ticker_at(struct str text, size_t *length)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '(' && text.p[i] != '[')
			continue;
		size_t end = str_find_char(str_sub(text, i, TICKER_MAX), text.p[i] == '(' ? ')' : ']');
		struct str inside = str_sub(text, i, end);
		if (end == STR_NOT_FOUND || str_find_char(inside, ':') == STR_NOT_FOUND ||
			!phrases_in(&EXCHANGE, inside))
			continue;
		size_t begin = i && text.p[i - 1] == ' ' ? i - 1 : i;
		*length = i + end + 1 - begin;
		return begin;
	}
	return STR_NOT_FOUND;
}

struct str judge_without_tickers(struct arena *a, struct str sentence)
{
	size_t length = 0, at;
	while ((at = ticker_at(sentence, &length)) != STR_NOT_FOUND) {
		assert(length > 0 && at + length <= sentence.n);
		sentence = str_cat(a,
			(struct str[]){str_sub(sentence, 0, at), str_sub(sentence, at + length, SIZE_MAX)}, 2);
	}
	return sentence;
}
