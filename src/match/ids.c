/* The normal forms of PMIDs, PMCIDs and NCT numbers. */
#include "match/ids.h"

#include <string.h>

#include "match/match.h"

enum { DIGITS_MAX = 9, NCT_DIGITS = 8 };

struct str ids_skip_label(struct str text, struct str label)
{
	if (!str_istarts(text, label))
		return text;
	text = str_sub(text, label.n, SIZE_MAX);
	while (text.n && (is_space(text.p[0]) || text.p[0] == ':'))
		text = str_sub(text, 1, SIZE_MAX);
	return text;
}

size_t ids_digit_run(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

/* The digits without leading zeros; STR_NONE for zero, and for numbers longer than any
 * registry has. */
static struct str plain_number(struct str digits)
{
	while (digits.n && digits.p[0] == '0')
		digits = str_sub(digits, 1, SIZE_MAX);
	return digits.n <= DIGITS_MAX ? digits : STR_NONE;
}

struct str match_pmid(struct arena *a, struct str text)
{
	text = ids_skip_label(str_trim(text), S("PMID"));
	return str_is_digits(text) ? str_copy(a, plain_number(text)) : STR_NONE;
}

struct str match_pmcid(struct arena *a, struct str text)
{
	text = ids_skip_label(str_trim(text), S("PMCID"));
	if (!str_istarts(text, S("PMC")))
		return STR_NONE;
	struct str digits = str_sub(text, 3, SIZE_MAX), version = digits;
	digits = str_cut(&version, '.'); /* "PMC1234567.2" is a version of PMC1234567 */
	if (!str_is_digits(digits) || (version.p && !str_is_digits(version)) || !plain_number(digits).n)
		return STR_NONE;
	return str_printf(a, "PMC" STR_FMT, STR_ARG(plain_number(digits)));
}

struct str match_nct(struct arena *a, struct str text)
{
	text = ids_skip_label(str_trim(text), S("ClinicalTrials.gov"));
	text = ids_skip_label(text, S("identifier"));
	if (text.n < 3 + NCT_DIGITS || !str_istarts(text, S("NCT")))
		return STR_NONE;
	/* "NCT 01895244", "NCT#01895244" */
	struct str digits = str_sub(text, 3, SIZE_MAX);
	while (digits.n > NCT_DIGITS && strchr(" -:#", digits.p[0]))
		digits = str_sub(digits, 1, SIZE_MAX);
	if (digits.n != NCT_DIGITS || !str_is_digits(digits) || str_eq(digits, S("00000000")))
		return STR_NONE;
	return str_printf(a, "NCT" STR_FMT, STR_ARG(digits));
}
