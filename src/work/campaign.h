/* campaign: hands an edition to listmonk, where people look at it and send it. */
#ifndef WORK_CAMPAIGN_H
#define WORK_CAMPAIGN_H

#include "mail/hand_over.h"
#include "store/edition.h"

struct campaign_wish {
	struct str editor;
	bool twice; /* also when the edition goes to subscribers here as well (mail/campaign.h) */
};
struct campaign {
	int64_t number; /* in listmonk */
	bool before;    /* it was there already */
};
/* Makes the edition a draft of a campaign, unless it is one. That listmonk is asked is noted before
 * (store/campaign.h), and it is looked whether it has a campaign of that name, so that an edition
 * becomes one campaign, whatever breaks on the way. False with words for editors: the edition's
 * list has no listmonk, listmonk does not answer or refuses, nobody knows yet whether it made one,
 * or it goes to subscribers here. */
bool campaign_make(struct arena *a, const struct mail_work *work,
	const struct frozen_edition *edition, const struct campaign_wish *wish, struct campaign *out,
	struct err *err) MUST_USE;

#endif
