/* campaign: an edition as a campaign of listmonk.
 *
 * The bodies and the subject of a campaign are templates of Go's text/template. What an edition
 * holds comes from everywhere, so what would be a directive there, or listmonk's short form of one
 * (https://…@TrackLink), stays the text that it is. The one directive with a meaning is the address
 * at which listmonk's subscribers leave. */
#ifndef MAIL_CAMPAIGN_H
#define MAIL_CAMPAIGN_H

#include "store/edition.h"
#include "store/store.h"

/* "tidings 2026-W47-research 0123456789abcdef", by which it is found again; in the arena. */
struct str campaign_name(struct arena *a, const struct frozen_edition *edition);
/* The end of the name, which no other has. */
struct str campaign_mark(const struct frozen_edition *edition);
/* Who is subscribed here and in listmonk gets an edition twice that goes both ways. So whoever
 * sends it one way after the other has to confirm that (`twice`): mailing_start (mail/mailing.h)
 * and campaign_make (work/campaign.h) look at it in the transaction that begins it. */
/* Whether the edition is a campaign of listmonk, may be one, or is about to be: *out. */
bool campaign_is_there(struct store *s, int64_t edition, bool *out, struct err *err) MUST_USE;
/* The key of the job CAMPAIGN, and what it says. *edition is 0 when it is none. */
struct str campaign_key(struct arena *a, int64_t edition, bool twice);
void campaign_of_key(struct str key, int64_t *edition, bool *twice);

/* What listmonk's API is sent to make it, as JSON in the arena. */
struct str campaign_request(struct arena *a, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, long list);

#endif
