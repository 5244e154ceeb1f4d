/* Calendars and lists of contacts: each entry says where and when, and how to ask. */
#include "base/phrases.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"

enum {
	FRONT_MAX = 600, /* bytes of a text that are looked at */
	CONTACTS_MIN = 2 /* numbers and addresses there that make a list */
};

static const char *const CALENDARS[] = {"calendar", "diary dates", "veranstaltungskalender"};
static const struct phrases CALENDAR = PHRASES_ONE(CALENDARS);

/* "703-534-4357" at the front of the text. */
static bool begins_with_number(struct str text)
{
	static const char shape[] = "ddd-ddd-dddd";
	for (size_t i = 0; shape[i]; i++)
		if (i >= text.n || (shape[i] == 'd' ? !is_digit(text.p[i]) : text.p[i] != '-'))
			return false;
	return true;
}

bool judge_is_listing(struct str title, struct str text)
{
	struct str front = utf8_cut(text, FRONT_MAX);
	size_t contacts = 0;
	for (size_t i = 0; i < front.n; i++) {
		if (!is_digit(front.p[i]) && to_lower(front.p[i]) != 'w')
			continue; /* as nearly every byte */
		struct str at = str_sub(front, i, SIZE_MAX);
		contacts += begins_with_number(at) || str_istarts(at, S("www."));
	}
	return contacts >= CONTACTS_MIN || (contacts && phrases_in(&CALENDAR, title));
}
