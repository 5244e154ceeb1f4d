#include "mail/reminder.h"

#include <assert.h>

#include "base/date.h"
#include "mail/digest.h"
#include "store/edition_reminder.h"

/* When the period began that goes on now. */
static int64_t period_begin(const struct mail_list *list, int64_t now)
{
	struct date day = date_local(now);
	assert(list->cadence != CADENCE_DEMAND);
	if (list->cadence == CADENCE_WEEKLY)
		return date_local_time(date_monday(day));
	day.day = 1;
	return date_local_time(day);
}

/* Whether the draft has something from before then. */
static bool has_waited(const struct edition_draft *draft, int64_t begin)
{
	bool waited = false;
	for (size_t i = 0; i < draft->fresh.n; i++)
		waited = waited || draft->fresh.v[i].published < begin;
	for (size_t i = 0; i < draft->corrected.n; i++)
		waited = waited || draft->corrected.v[i].at < begin;
	for (size_t i = 0; i < draft->gone.n; i++)
		waited = waited || draft->gone.v[i].at < begin;
	return waited;
}

static bool edition_waits(
	struct arena *a, const struct digest_edition *e, struct store *s, bool *waits, struct err *err)
{
	int64_t begin;
	struct frozen_edition last;
	struct edition_draft draft;
	bool there;
	*waits = false;
	if (e->list->cadence == CADENCE_DEMAND)
		return true;
	begin = period_begin(e->list, e->now);
	if (!store_edition_last(s, a, e->list->slug, &last, &there, err))
		return false;
	if (there && last.frozen >= begin)
		return true;
	if (!digest_items(a, e, s, &draft, err))
		return false;
	*waits = has_waited(&draft, begin);
	return true;
}

static bool find_one(
	struct arena *a, const struct mail_work *work, const struct mail_list *list, struct err *err)
{
	const struct digest_edition edition = {.site = work->site,
		.list = list,
		.period = digest_period(a, list, work->now),
		.now = work->now};
	const struct edition_reminder reminder = {
		.list = list->slug, .period = edition.period, .since = work->now};
	bool waits;
	return edition_waits(a, &edition, work->store, &waits, err) &&
		(waits ? store_edition_reminder_put(work->store, &reminder, err) :
				 store_edition_reminder_drop(work->store, list->slug, err));
}

bool reminder_find(const struct mail_work *work, struct err *err)
{
	bool well = true;
	for (size_t i = 0; well && i < work->site->list_count; i++) {
		struct arena a CLEANUP_ARENA = {0};
		well = find_one(&a, work, &work->site->lists[i], err);
	}
	return well;
}
