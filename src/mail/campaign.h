/* campaign: an edition as a campaign of listmonk. Pure.
 *
 * The bodies and the subject of a campaign are templates of Go's text/template. What an edition
 * holds comes from everywhere, so what would be a directive there, or listmonk's short form of one
 * (https://…@TrackLink), stays the text that it is. The one directive with a meaning is the address
 * at which listmonk's subscribers leave. */
#ifndef MAIL_CAMPAIGN_H
#define MAIL_CAMPAIGN_H

#include "store/edition.h"

/* "tidings 2026-W47-research 0123456789abcdef", by which it is found again; in the arena. */
struct str campaign_name(struct arena *a, const struct frozen_edition *edition);
/* The end of the name, which no other has. */
struct str campaign_mark(const struct frozen_edition *edition);
/* What listmonk's API is sent to make it, as JSON in the arena. */
struct str campaign_request(struct arena *a, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, long list);

#endif
