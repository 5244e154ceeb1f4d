#include "render/notice.h"

#include "model/told.h"

/* "PMID 123, doi:10.1234/x": all records that are named as notices of this kind; of one without a
 * number the journal's words without their full stop, when no other has one. */
static struct str records_of(
	struct arena *a, const struct corrections *told, enum correction_kind kind)
{
	struct str list = STR_NONE, source = STR_NONE;
	for (size_t i = 0; i < told->n; i++) {
		const struct correction *one = &told->v[i];
		if (one->kind != kind)
			continue;
		if (one->pmid.n || (one->doi.n && !one->source.n))
			list = str_printf(a, STR_FMT "%s%s" STR_FMT, STR_ARG(list), list.n ? ", " : "",
				one->pmid.n ? "PMID " : "doi:", STR_ARG(str_or(one->pmid, one->doi)));
		else
			source = str_or(source, one->source);
	}
	if (str_ends(source, S(".")))
		source.n--;
	return str_or(list, source);
}

static bool is_first(const struct corrections *told, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (told->v[k].kind == told->v[i].kind)
			return false;
	return true;
}

/* Empty when there are no words for one of them. */
static struct str words_of(
	struct arena *a, const struct words *words, const struct corrections *told, enum entry_kind of)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < told->n; i++) {
		enum word what = told_word(told->v[i].kind, of);
		struct str records = records_of(a, told, told->v[i].kind);
		if (what == WORD_COUNT)
			return STR_NONE;
		if (!is_first(told, i))
			continue;
		struct str one = words_filled(a, words, records.n ? WORD_notice_see : WORD_notice_bare,
			(struct words_place[]){{"what", words_text(words, what)}, {"record", records}, {0}});
		all = all.n ? str_printf(a, STR_FMT " " STR_FMT, STR_ARG(all), STR_ARG(one)) : one;
	}
	return all;
}

struct str notice_words(struct arena *a, const struct words *words, const struct face *face)
{
	struct str approved = face->notice;
	if (!approved.n || !face->told.n)
		return approved;
	struct corrections told = told_list(a, face->told);
	bool same = str_eq(words_of(a, &WORDS_ENGLISH, &told, face->kind), approved);
	return same ? words_of(a, words, &told, face->kind) : approved;
}
