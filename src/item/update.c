#include "item/update.h"

bool update_is_older(const struct entry *now, const struct entry *before)
{
	if (now->trial && before->trial && now->trial->last_update_post.year && before->trial->last_update_post.year)
		return date_cmp(now->trial->last_update_post, before->trial->last_update_post) < 0;
	if (now->paper && before->paper) {
		if (now->paper->version != before->paper->version)
			return now->paper->version < before->paper->version;
		return now->paper->revised.year && before->paper->revised.year && date_cmp(now->paper->revised, before->paper->revised) < 0;
	}
	return false;
}

static void add_change(struct arena *a, struct strs *why, const char *what, struct str from, struct str to)
{
	struct str line;
	if (!from.n)
		line = str_printf(a, "The %s is new: " STR_FMT, what, STR_ARG(to));
	else if (!to.n)
		line = str_printf(a, "The %s is gone: it was " STR_FMT, what, STR_ARG(from));
	else
		line = str_printf(a, "The %s changed from " STR_FMT " to " STR_FMT, what, STR_ARG(from), STR_ARG(to));
	strs_add(a, why, str_collapse(a, line)); /* a line of text stays one line */
}

void update_describe(struct arena *a, const struct face *published, const struct face *now, struct strs *why)
{
	for (size_t i = 0; i < FACE_TEXTS; i++) {
		struct str from = face_text_of(published, i), to = face_text_of(now, i);
		/* The status line repeats the status and the day of the registry's last touch, which alone is no news; the label is
		 * the configuration's. */
		bool spoken_for = FACE_TEXT_OFFSETS[i] == offsetof(struct face, status_line) || FACE_TEXT_OFFSETS[i] == offsetof(struct face, label);
		if (!spoken_for && !str_eq(from, to))
			add_change(a, why, FACE_TEXT_NAMES[i], from, to);
	}
	if (published->section != now->section)
		add_change(a, why, "section", str_of(section_word(published->section)), str_of(section_word(now->section)));
}

/* "The status changed …" is about what readers see, and is said anew each time. */
bool update_is_lasting(struct str reason)
{
	if (!str_starts(reason, S("The ")))
		return true;
	struct str rest = str_sub(reason, 4, SIZE_MAX);
	for (size_t i = 0; i < FACE_TEXTS; i++)
		if (str_starts(rest, str_of(FACE_TEXT_NAMES[i])))
			return false;
	return !str_starts(rest, S("section"));
}

static struct str join(struct arena *a, struct strs list)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < list.n; i++)
		all = all.n ? str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(list.v[i])) : list.v[i];
	return all;
}

void update_facts(struct arena *a, const struct entry *before, const struct entry *now, struct strs *why)
{
	if (!before->trial || !now->trial)
		return;
	struct str from = join(a, before->trial->phases), to = join(a, now->trial->phases);
	if (!str_eq(from, to))
		add_change(a, why, "phase", from, to);
	if (now->trial->has_results && !before->trial->has_results)
		strs_add(a, why, S("Results were posted at the registry"));
}
