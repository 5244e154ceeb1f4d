/* digest: an edition of a section as a message (RFC 5322, MIME multipart/alternative by GMime), its
 * HTML and its text.
 *
 * HTML and text come from SITE/templates (digest.html, digest.txt and the partials beside them) and
 * show the same items with the same addresses. */
#ifndef MAIL_DIGEST_H
#define MAIL_DIGEST_H

#include "base/err.h"
#include "mail/message.h"
#include "model/site.h"
#include "store/edition.h"

/* Mail programs cut what is longer than about 102 kB and hide the end, the way out of the list with
 * it. An edition that would not fit shows what fits, updates and withdrawals first, and says how
 * many more are on the web. */
enum { DIGEST_HTML_MAX = 90000, DIGEST_HTML_ENCODED_MAX = 100000 };

struct digest {
	bool empty;              /* nothing was approved since the last edition: no edition is made */
	size_t fresh, corrected; /* corrected: corrections, updates and what was taken down */
	size_t
		shown; /* how many of both fit; the rest is a line that says how many more are on the web */
	struct str subject;
	struct str eml, html, text; /* in the arena */
};
/* Which edition. */
struct digest_edition {
	const struct site *site;
	enum section section;
	struct str period; /* "2026-W47" */
	int64_t now;
};
/* What the edition would be; pure but for the templates it reads. Same draft, same now: the same
 * bytes (boundary and Message-ID come from the content). False when the site has no address to send
 * from, the period cannot name a file, or a template is malformed. */
bool digest_build(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, struct digest *out, struct err *err) MUST_USE;
/* What the edition would be if it were frozen now: what the desk previews, a test shows and
 * digest_freeze freezes, to the byte. *draft holds its items. */
bool digest_draft(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct digest *out, struct err *err) MUST_USE;
/* The edition as a message to somebody, with the same text and HTML. */
struct digest_copy {
	struct mailbox to;
	const char *mark; /* stands before the subject; "": nothing */
	struct str id;    /* stands before "digest" in the Message-ID and tells this copy from others
						 (atext and dots, ending in a dot); empty: it is the edition's own */
	int64_t date;     /* when it is handed over */
};
bool digest_copy_write(struct arena *a, const struct digest_edition *edition,
	const struct digest *digest, const struct digest_copy *copy, struct str *eml, struct err *err)
	MUST_USE;

/* Freezes the edition: writes SITE/out/digest/PERIOD-SECTION.{eml,html,txt}, then the store's row,
 * in one transaction. What a crash leaves behind are at most files without a row, which the next
 * try replaces. Nothing to say is no edition (out->empty), even when the period has one; otherwise
 * an edition that exists already is an error. */
bool digest_freeze(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct digest *out, struct err *err) MUST_USE;

#endif
