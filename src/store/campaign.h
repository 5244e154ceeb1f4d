/* store/campaign: which editions became a campaign of listmonk. An edition becomes one, once. */
#ifndef STORE_CAMPAIGN_H
#define STORE_CAMPAIGN_H

#include "store/store.h"

/* *number: of the edition's campaign; 0: none is known. */
bool store_campaign_get(struct store *s, int64_t edition, int64_t *number, struct err *err)
	MUST_USE;
/* Whether it is a campaign, or listmonk was asked to make it one and nobody knows what came of
 * that. */
bool store_campaign_known(struct store *s, int64_t edition, bool *known, struct err *err) MUST_USE;
/* Notes that listmonk is about to be asked for it, before it is asked. *may is false when it was
 * asked less than `pause` seconds before and nobody knows what came of that: by another process, or
 * by one that died. */
bool store_campaign_ask(struct store *s, int64_t edition, int64_t now, int64_t pause, bool *may,
	struct err *err) MUST_USE;
/* It certainly made none: it may be asked again at once. */
bool store_campaign_refused(struct store *s, int64_t edition, struct err *err) MUST_USE;
/* It is there. */
bool store_campaign_made(
	struct store *s, int64_t edition, int64_t number, int64_t now, struct err *err) MUST_USE;

#endif
