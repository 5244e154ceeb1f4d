#include "render/reason.h"

#include "base/utf8.h"
#include "model/link.h"

/* "The phase changed from 1 to 2"; "is new" or "is gone" when one of the two is empty. */
static struct str change_words(struct arena *a, const char *what, const struct reason *reason)
{
	if (!reason->from.n)
		return str_printf(a, "The %s is new: " STR_FMT, what, STR_ARG(reason->to));
	if (!reason->to.n)
		return str_printf(a, "The %s is gone: it was " STR_FMT, what, STR_ARG(reason->from));
	return str_printf(a, "The %s changed from " STR_FMT " to " STR_FMT, what, STR_ARG(reason->from),
		STR_ARG(reason->to));
}

/* Of lists, what went and what came: they are long. */
static struct str fact_words(struct arena *a, enum fact fact, const struct reason *reason)
{
	enum { SHOWN = 400 };
	struct reason shown = {
		reason->kind, utf8_cut(reason->from, SHOWN), utf8_cut(reason->to, SHOWN)};
	if (fact != FACT_PLACES && fact != FACT_CONTACTS && fact != FACT_CONDITIONS)
		return change_words(a, facts_words(fact), &shown);
	struct str went = shown.from.n ? str_printf(a, "; no longer: " STR_FMT, STR_ARG(shown.from)) :
									 STR_NONE;
	struct str came = shown.to.n ? str_printf(a, "; new: " STR_FMT, STR_ARG(shown.to)) : STR_NONE;
	return str_printf(
		a, "The %s changed" STR_FMT STR_FMT, facts_words(fact), STR_ARG(came), STR_ARG(went));
}

static struct str words_of(struct arena *a, const struct reason *reason)
{
	if (reason->kind < (enum reason_kind)FACE_TEXTS)
		return change_words(a, face_text_name((enum face_text)reason->kind), reason);
	if (reason->kind >= REASON_FACT && reason->kind < REASON_FACT_END)
		return fact_words(a, (enum fact)(reason->kind - REASON_FACT), reason);
	if (reason_is_link(reason))
		return str_printf(a, "The linked page " STR_FMT " %s", STR_ARG(reason->from),
			link_fault_words((enum link_fault)(reason->kind - REASON_LINK)));
	switch (reason->kind) {
	case REASON_TOPICS:
		return str_printf(a, "Now about: " STR_FMT " (readers find it under: " STR_FMT ")",
			STR_ARG(str_or(reason->to, S("no topic"))),
			STR_ARG(str_or(reason->from, S("no topic"))));
	case REASON_SECTION: return change_words(a, "section", reason);
	case REASON_PHASE: return change_words(a, "phase", reason);
	case REASON_RESULTS: return S("Results were posted at the registry");
	case REASON_MISSING:
		return str_printf(
			a, STR_FMT " no longer has this " STR_FMT, STR_ARG(reason->from), STR_ARG(reason->to));
	case REASON_DELETED:
		return str_printf(
			a, STR_FMT " deleted this " STR_FMT, STR_ARG(reason->from), STR_ARG(reason->to));
	case REASON_ABSTRACT:
		return S("The text at the source changed; read whether the summary still holds");
	case REASON_UNWANTED:
		return str_printf(a, STR_FMT " is now configured to leave this out", STR_ARG(reason->from));
	case REASON_OTHER:
	default: return reason->to;
	}
}

struct str reason_words(struct arena *a, const struct reason *reason)
{
	return str_collapse(a, words_of(a, reason));
}

struct strs reason_list_words(struct arena *a, const struct reasons *reasons)
{
	struct strs words = {0};
	for (size_t i = 0; i < reasons->n; i++)
		strs_add(a, &words, reason_words(a, &reasons->v[i]));
	return words;
}

struct strs reason_warnings_words(struct arena *a, unsigned warnings)
{
	struct strs words = {0};
	const char *one;
	for (size_t i = 0; (one = warning_words(warnings, i)); i++)
		strs_add(a, &words, str_of(one));
	return words;
}
