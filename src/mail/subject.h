/* subject: the subject of a digest, at most SUBJECT_MAX characters long. */
#ifndef MAIL_SUBJECT_H
#define MAIL_SUBJECT_H

#include "base/arena.h"
#include "model/words.h"

enum { SUBJECT_MAX = 78 }; /* the length of a line that readers see (RFC 5322 section 2.1.1) */

/* What the subject of an edition says. */
struct subject {
	struct str list; /* what readers call it */
	const struct words *words;
	struct str site, period; /* the site's title, which may be empty; "2026-W47" */
	size_t fresh, updates;
};

/* "Research: 5 new items – Scleroderma News Desk, week 47". The site's title is cut when it takes
 * too much, and left out when fewer than eight characters of it would stay. */
struct str subject_words(struct arena *a, const struct subject *subject);
/* The subject with a mark before it: "[Test] Research: 5 new items …". */
struct str subject_marked(struct arena *a, const char *mark, struct str subject);

#endif
