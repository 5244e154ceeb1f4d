/* digest: an edition of a list as a message (mail/message.h).
 *
 * Its HTML and its text are made by SITE/templates (digest.html, digest.txt and the partials beside
 * them) and show the same items with the same addresses.
 *
 *     const struct digest_edition edition = {site, list, S("2026-W47"), now};
 *
 *     digest_draft(&arena, &edition, store, &draft, &digest, err)       as it would be now
 *     digest_freeze(&arena, &edition, store, &digest, err)              once, when it goes out
 *     digest_copy_write(&arena, &edition, &digest, &copy, &eml, err)    for one recipient */
#ifndef MAIL_DIGEST_H
#define MAIL_DIGEST_H

#include "base/err.h"
#include "mail/message.h"
#include "model/site.h"
#include "store/edition.h"

/* The longest HTML, in bytes, as it is and as quoted-printable. Mail programs cut a message at
 * about 102 kB and hide the rest, where the link to unsubscribe stands. A longer edition shows as
 * many items as fit, updates and withdrawals first, and says how many more are on the web. */
enum { DIGEST_HTML_MAX = 90000, DIGEST_HTML_ENCODED_MAX = 100000 };

struct digest {
	bool empty;       /* nothing was approved since the last edition: there is no edition */
	bool changed;     /* it is not what was seen (struct digest_edition), so it was not frozen */
	int64_t id;       /* of the edition once it is frozen; 0: it is not */
	size_t fresh;     /* new items */
	size_t corrected; /* corrections, updates and withdrawals */
	size_t shown;     /* how many of both fit; the others are counted in a last line */
	struct str subject;
	struct str eml, html, text; /* in the arena */
};
/* Which edition. */
struct digest_edition {
	const struct site *site;
	const struct mail_list *list;
	struct str period; /* "2026-W47" (model/edition.h) */
	int64_t now;
	struct str editor; /* who freezes it */
	int64_t about;     /* 0: the next edition; an item: its correction alone (digest_correction) */
	/* Stands in the links that are each reader's own; a copy has the reader's in its place. Empty:
	 * the edition as everybody may see it, in out/. */
	struct str token;
	/* To freeze it: what was looked at (digest_seen), and nothing else is frozen. Empty: as it
	 * stands. */
	struct str seen;
};
/* False, with words for who chose it, when it cannot be a period (model/edition.h). */
bool digest_period_check(struct str period, struct err *err) MUST_USE;
/* Makes the edition of this draft. Nothing but the templates is read: the same draft at the same
 * time gives the same bytes. False (ERR_USER) when the site has no address to send from, the period
 * cannot be one, or a template is malformed. */
bool digest_build(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, struct digest *out, struct err *err) MUST_USE;
/* Whether the site's templates show the address to leave by, also when each edition is `elsewhere`
 * (the list has an address, and its server adds the way to leave): then nothing may stand where it
 * would. False (ERR_USER) when an edition could not be frozen, or a template is malformed. */
bool digest_check_templates(
	struct arena *a, const struct site *site, bool elsewhere, struct err *err) MUST_USE;
/* What the edition would hold if it were frozen now. */
bool digest_items(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct err *err) MUST_USE;
/* The edition as it would be if it were frozen now. The desk previews it, a test mails it and
 * digest_freeze freezes it, to the byte. *draft holds its items. */
bool digest_draft(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct digest *out, struct err *err) MUST_USE;

/* Makes it, in place of the list's next edition, a correction of this item, for those alone who
 * were sent it: of what changed, or that it was taken down. It holds nothing else, no words of
 * editors either, and is empty when there is nothing to correct. Gives it a period that is free:
 * "2026-11-23.c12", of the item 12. */
bool digest_correction(struct arena *a, struct store *store, int64_t item,
	struct digest_edition *edition, struct err *err) MUST_USE;
/* What somebody sees who looks at the edition, as a word of hexadecimal digits: another one when it
 * holds other items, or what it says of them or its words differ. */
struct str digest_seen(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, const struct digest *digest);
/* The name of the list's edition that falls on this day: "2026-W47", "2026-11", or "2026-11-23". */
struct str digest_period(struct arena *a, const struct mail_list *list, int64_t now);

/* A copy of the edition for one recipient. */
struct digest_copy {
	struct mailbox to;
	const char *mark; /* before the subject, such as "[Test] "; "": nothing */
	/* Begins the Message-ID, so that mail programs do not take this copy for another one:
	 * "test.7.", atext and dots, a dot last. Empty: the Message-ID of the edition itself. */
	struct str id;
	int64_t date; /* when it is handed over */
};
/* What all copies of the edition share: everything but to, date and seed; in the arena. */
struct message digest_message(
	struct arena *a, const struct digest_edition *edition, const struct digest *digest);
/* Writes the copy, with the edition's text and HTML, which must not be empty. */
bool digest_copy_write(struct arena *a, const struct digest_edition *edition,
	const struct digest *digest, const struct digest_copy *copy, struct str *eml, struct err *err)
	MUST_USE;

/* Freezes the edition: notes it in the store with its files, in one transaction, then writes
 * SITE/out/digest/PERIOD-LIST.{eml,html,txt}. After a crash in between the next freeze or
 * publication writes them (store/edition_file.h). With nothing to say there is no edition
 * (out->empty), even when the period has one already; with something else to say than was seen
 * there is none either (out->changed), and that is looked at in the transaction. An edition or a
 * file of this name that is there is an error, and is left alone. */
bool digest_freeze(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct digest *out, struct err *err) MUST_USE;

#endif
