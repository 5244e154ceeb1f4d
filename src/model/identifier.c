#include "model/identifier.h"

#include <string.h>

#include "base/array.h"
#include "base/url.h"
#include "base/utf8.h"

enum { DIGITS_MAX = 9, NCT_DIGITS = 8, DOI_MAX = 256 };

struct str identifier_skip_label(struct str text, struct str label)
{
	if (!str_istarts(text, label))
		return text;
	text = str_sub(text, label.n, SIZE_MAX);
	while (text.n && (is_space(text.p[0]) || text.p[0] == ':'))
		text = str_sub(text, 1, SIZE_MAX);
	return text;
}

size_t identifier_digit_run(struct str s)
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

struct str identifier_pmid(struct arena *a, struct str text)
{
	text = identifier_skip_label(str_trim(text), S("PMID"));
	return str_is_digits(text) ? str_copy(a, plain_number(text)) : STR_NONE;
}

struct str identifier_pmcid(struct arena *a, struct str text)
{
	text = identifier_skip_label(str_trim(text), S("PMCID"));
	if (!str_istarts(text, S("PMC")))
		return STR_NONE;
	struct str digits = str_sub(text, 3, SIZE_MAX), version = digits;
	digits = str_cut(&version, '.'); /* "PMC1234567.2" is a version of PMC1234567 */
	if (!str_is_digits(digits) || (version.p && !str_is_digits(version)) || !plain_number(digits).n)
		return STR_NONE;
	return str_printf(a, "PMC" STR_FMT, STR_ARG(plain_number(digits)));
}

struct str identifier_nct(struct arena *a, struct str text)
{
	text = identifier_skip_label(str_trim(text), S("ClinicalTrials.gov"));
	text = identifier_skip_label(text, S("identifier"));
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

bool identifier_is_nct(struct str s)
{
	return s.n == 3 + NCT_DIGITS && str_starts(s, S("NCT")) &&
		str_is_digits(str_sub(s, 3, SIZE_MAX));
}

bool identifier_is_pmcid(struct str s)
{
	return str_starts(s, S("PMC")) && str_is_digits(str_sub(s, 3, SIZE_MAX));
}

/* Whether no DOI goes on with the character, which is beyond ASCII: a quotation mark, an ellipsis,
 * a space that does not break. Dashes are typed for hyphens. */
static bool ends_doi(uint32_t c)
{
	enum { HYPHEN = 0x2010, BAR = 0x2015, MALFORMED = 0xFFFD };
	return !utf8_is_word(c) && !(c >= HYPHEN && c <= BAR) && c != MALFORMED;
}

size_t identifier_doi_run(struct str s)
{
	size_t n = 0;
	while (n < s.n && n < DOI_MAX && (unsigned char)s.p[n] > ' ' && !strchr("\"\x7f", s.p[n])) {
		struct str rest = str_sub(s, n, SIZE_MAX);
		if ((unsigned char)s.p[n] >= 0x80 && ends_doi(utf8_take(&rest)))
			break;
		n = (unsigned char)s.p[n] >= 0x80 ? s.n - rest.n : n + 1;
	}
	return n;
}

static size_t count_char(struct str s, char c)
{
	size_t count = 0;
	for (size_t i = 0; i < s.n; i++)
		count += s.p[i] == c;
	return count;
}

/* The DOI without punctuation of a sentence at its end, and without closing brackets that were
 * opened before it. */
static struct str doi_trim(struct str doi)
{
	static const char *const brackets[] = {"()", "[]", "<>"};
	for (size_t before = SIZE_MAX; doi.n && doi.n != before;) {
		before = doi.n;
		char last = doi.p[doi.n - 1];
		if (strchr(".,;:'", last))
			doi.n--;
		for (size_t i = 0; i < ARRAY_COUNT(brackets); i++)
			if (last == brackets[i][1] &&
				count_char(doi, brackets[i][1]) > count_char(doi, brackets[i][0]))
				doi.n--;
	}
	return doi;
}

/* "10." registrant "/" suffix. A registrant has 4 to 9 digits, and may go on with ".5". */
struct str identifier_doi_at(struct str s)
{
	struct str rest = str_sub(s, 3, SIZE_MAX);
	size_t registrant = identifier_digit_run(rest);
	if (!str_starts(s, S("10.")) || registrant < 4 || registrant > 9)
		return STR_NONE;
	size_t slash = registrant;
	while (slash < rest.n && (is_digit(rest.p[slash]) || rest.p[slash] == '.'))
		slash++;
	if (slash >= rest.n || rest.p[slash] != '/')
		return STR_NONE;
	struct str doi = doi_trim(str_sub(s, 0, identifier_doi_run(s)));
	return doi.n > 3 + slash + 1 ? doi : STR_NONE;
}

struct str identifier_doi(struct arena *a, struct str text)
{
	static const char *const labels[] = {
		"https://", "http://", "info:doi/", "www.", "dx.", "doi.org/", "doi.org", "doi"};
	text = str_trim(text);
	for (size_t i = 0; i < ARRAY_COUNT(labels); i++)
		text = identifier_skip_label(text, str_of(labels[i]));
	if (!str_starts(text, S("10.")))
		return STR_NONE;
	bool escaped = str_find_char(text, '%') != STR_NOT_FOUND;
	struct str doi = identifier_doi_at(escaped ? utf8_clean(a, url_decode(a, text)) : text);
	return doi.n ? str_lower(a, doi) : STR_NONE;
}

struct str identifier_doi_in(struct arena *a, struct str text)
{
	for (size_t at = str_find(text, S("10.")); at != STR_NOT_FOUND; at = str_find(text, S("10."))) {
		text = str_sub(text, at, SIZE_MAX);
		struct str doi = identifier_doi(a, identifier_doi_at(text));
		if (doi.n)
			return doi;
		text = str_sub(text, 3, SIZE_MAX);
	}
	return STR_NONE;
}
