/* digest: an edition of a section as a message (RFC 5322, MIME multipart/alternative by GMime), its HTML and its text. */
#ifndef MAIL_DIGEST_H
#define MAIL_DIGEST_H

#include "base/err.h"
#include "model/site.h"
#include "store/edition.h"

struct digest {
	bool empty;             /* nothing was approved since the last edition: no edition is made */
	size_t fresh, corrected;
	struct str subject;
	struct str eml, html, text; /* in the arena */
};
/* What the edition would be; pure but for the templates it reads. Same draft, same now: the same bytes (boundary and Message-ID come from the content). */
bool digest_build(struct arena *a, const struct site *site, enum section section, struct str period, const struct edition_draft *draft, int64_t now, struct digest *out, struct err *err) __attribute__((warn_unused_result));
/* Freezes the edition of this period: writes SITE/out/digest/PERIOD-SECTION.{eml,html,txt} and the store's row, in the order that loses nothing on a crash. An edition that
 * exists already is an error; an empty one is not written (out->empty). */
bool digest_freeze(struct arena *a, const struct site *site, struct store *store, enum section section, struct str period, int64_t now, struct digest *out, struct err *err) __attribute__((warn_unused_result));

#endif
