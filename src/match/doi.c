#include "match/doi.h"

#include <string.h>

#include "base/array.h"
#include "base/url.h"
#include "match/ids.h"
#include "match/match.h"

enum { DOI_MAX = 256 };

/* What publishers add to the DOI in the addresses of their pages. */
/* clang-format off */
static const char *const PAGE_ENDINGS[] = {
	"/full", "/abstract", "/abs", "/pdf", "/epdf", "/html", "/fulltext", "/full.pdf", "/meta",
	"/summary", "/references", "/figures", ".full", ".full.pdf", ".full-text", ".abstract",
	".pdf", ".html", ".short", ".long", ".supplementary-material", "/fulltext.html", ".full.html",
};
/* clang-format on */

size_t doi_run(struct str s)
{
	size_t n = 0;
	while (n < s.n && n < DOI_MAX && (unsigned char)s.p[n] > ' ' && !strchr("\"\x7f", s.p[n]))
		n++;
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
struct str doi_at(struct str s)
{
	struct str rest = str_sub(s, 3, SIZE_MAX);
	size_t registrant = ids_digit_run(rest);
	if (!str_starts(s, S("10.")) || registrant < 4 || registrant > 9)
		return STR_NONE;
	size_t slash = registrant;
	while (slash < rest.n && (is_digit(rest.p[slash]) || rest.p[slash] == '.'))
		slash++;
	if (slash >= rest.n || rest.p[slash] != '/')
		return STR_NONE;
	struct str doi = doi_trim(str_sub(s, 0, doi_run(s)));
	return doi.n > 3 + slash + 1 ? doi : STR_NONE;
}

struct str match_doi(struct arena *a, struct str text)
{
	static const char *const labels[] = {
		"https://", "http://", "info:doi/", "www.", "dx.", "doi.org/", "doi.org", "doi"};
	text = str_trim(text);
	for (size_t i = 0; i < ARRAY_COUNT(labels); i++)
		text = ids_skip_label(text, str_of(labels[i]));
	if (!str_starts(text, S("10.")))
		return STR_NONE;
	struct str doi = doi_at(str_find_char(text, '%') == STR_NOT_FOUND ? text : url_decode(a, text));
	return doi.n ? str_lower(a, doi) : STR_NONE;
}

struct str doi_trim_page(struct str path)
{
	for (size_t i = 0; i < ARRAY_COUNT(PAGE_ENDINGS); i++) {
		struct str ending = str_of(PAGE_ENDINGS[i]);
		if (path.n > ending.n && str_iends(path, ending))
			path = str_sub(path, 0, path.n - ending.n);
	}
	return path;
}

struct str doi_trim_version(struct str doi)
{
	if (!str_starts(doi, S("10.1101/")) && !str_starts(doi, S("10.64898/")))
		return doi;
	size_t n = doi.n;
	while (n && is_digit(doi.p[n - 1]))
		n--;
	bool version = n > 1 && n < doi.n && doi.p[n - 1] == 'v' && is_digit(doi.p[n - 2]);
	return version ? str_sub(doi, 0, n - 1) : doi;
}
