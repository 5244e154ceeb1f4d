/* What an editor is told of an entry that was taken over. */
#include "item/take_page.h"

static void note_add(struct arena *a, struct strs *notes, struct str text)
{
	strs_add(a, notes, text);
}

static void status_notes(struct arena *a, const struct taken_entry *taken, struct strs *notes)
{
	const struct hand_entry *entry = taken->entry;
	struct str says = entry->status;
	if (taken->notes & TAKE_OUTDATED)
		note_add(a, notes,
			str_printf(a, "Out of date: the page says " STR_FMT ", the registry says " STR_FMT ".",
				STR_ARG(says), STR_ARG(taken->status)));
	else if (taken->notes & TAKE_STATUS_LEFT)
		note_add(a, notes,
			taken->status.n ? S("The registry says the same of its status.") :
							  S("Its status is asked of the registry; that of the page is not "
								"shown."));
	if (taken->notes & TAKE_STATUS_LOOSE)
		note_add(a, notes,
			str_printf(a,
				"The page says " STR_FMT ", and names no NCT number by which that can be checked: "
				"it is not shown.",
				STR_ARG(says)));
	if (taken->notes & TAKE_STATUS_IN_TEXT)
		note_add(a, notes,
			STR_CAT(a, S("It speaks of recruiting, and is not taken over: "), entry->summary));
}

struct strs take_page_notes(struct arena *a, const struct taken_entry *taken)
{
	const struct hand_entry *entry = taken->entry;
	struct strs notes = {0};
	status_notes(a, taken, &notes);
	if (taken->notes & TAKE_CITATION_LEFT)
		note_add(a, &notes, S("Its citation, ahead of print, comes from its record."));
	if (taken->outcome == TAKE_LEFT)
		note_add(a, &notes,
			str_printf(a, "It is held already and " STR_FMT ": its words stay as they are.",
				STR_ARG(taken->state)));
	if (taken->notes & TAKE_OFF_TOPIC)
		note_add(a, &notes, S("It is not on the topic's page: decide on its update first."));
	if (taken->notes & TAKE_UNPLACED)
		note_add(a, &notes, S("It stands under no heading, so it is in no part by hand."));
	for (size_t i = 0; i < taken->links_left.n; i++)
		note_add(a, &notes, STR_CAT(a, S("Left out: the link "), taken->links_left.v[i]));
	if (entry->rest.n)
		note_add(a, &notes, STR_CAT(a, S("Not understood: "), entry->rest));
	return notes;
}
