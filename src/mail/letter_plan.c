#include <stdlib.h>

#include "base/calendar.h"
#include "base/date.h"
#include "mail/letter_parts.h"
#include "store/edition_reminder.h"
#include "store/editor_mail.h"
#include "store/list.h"
#include "store/unit.h"

enum { KEPT_SECONDS = 30 * CALENDAR_DAY };

static int hour_of(int64_t t)
{
	char clock[TIME_TEXT];
	return atoi(time_local_clock(t, clock)); /* "08:15" */
}

struct str letter_first_day(
	struct arena *a, const struct editor_mail *mail, int before, int64_t now)
{
	char day[TIME_TEXT];
	struct str today = str_of(date_iso(date_local(now), day));
	bool passed = mail->daily >= 0 && mail->daily != before && hour_of(now) >= mail->daily;
	return passed && str_cmp(today, mail->daily_day) > 0 ? str_copy(a, today) : mail->daily_day;
}

struct planning {
	struct arena *a;
	const struct mail_work *work;
	struct str day; /* the site's */
	int hour;
	int64_t first, last; /* alerts that are told now; 0: none */
	bool waits;          /* something is in the queue */
	struct edition_reminders reminders;
};

static bool ask(const struct planning *p, enum letter_kind kind, int64_t editor, struct str rest,
	struct err *err)
{
	return store_job_ask(p->work->store, JOB_LETTER, letter_key(p->a, kind, editor, rest), STR_NONE,
		p->work->wall, err);
}

/* The first reminder that the editor was not told of; 0: there is none. */
static int64_t first_reminder(const struct planning *p, const struct editor_mail *mail)
{
	for (size_t i = 0; i < p->reminders.n; i++)
		if (p->reminders.v[i].id > mail->reminded)
			return p->reminders.v[i].id;
	return 0;
}

/* Days are compared as text: one that was decided is never decided again, even when the clock or
 * the zone goes back. */
static bool plan_day(
	const struct planning *p, int64_t editor, struct editor_mail *mail, struct err *err)
{
	if (mail->daily < 0 || p->hour < mail->daily || str_cmp(p->day, mail->daily_day) <= 0)
		return true;
	int64_t first = first_reminder(p, mail), reminded = mail->reminded;
	for (size_t i = 0; i < p->reminders.n; i++)
		if (p->reminders.v[i].id > reminded)
			reminded = p->reminders.v[i].id;
	mail->daily_day = p->day;
	mail->reminded = reminded;
	return store_editor_mail_choose(p->work->store, editor, mail, err) &&
		((!p->waits && !first) ||
			ask(p, LETTER_DAILY, editor, letter_daily_rest(p->a, p->day, first), err));
}

static bool plan_editor(const struct planning *p, const struct editor *editor, struct err *err)
{
	struct editor_mail mail;
	if (!editor->email.n)
		return true;
	if (!store_editor_mail_get(p->work->store, p->a, editor->id, &mail, err) ||
		!plan_day(p, editor->id, &mail, err))
		return false;
	return !p->last || !(mail.of_published || mail.of_sources) ||
		ask(p, LETTER_ALERT, editor->id,
			str_printf(p->a, "%lld-%lld", (long long)p->first, (long long)p->last), err);
}

static bool plan(struct planning *p, struct err *err)
{
	struct store *s = p->work->store;
	struct editors editors;
	struct list_counts counts;
	if (!alert_find(p->a, p->work, &p->first, &p->last, err) ||
		!store_list_counts(s, p->work->now, &counts, err) ||
		!store_editor_list(s, p->a, &editors, err) ||
		!store_edition_reminder_list(s, p->a, 0, &p->reminders, err) ||
		!store_job_sweep(s, JOB_LETTER, p->work->now - KEPT_SECONDS, err))
		return false;
	p->waits = counts.waiting[SECTION_NONE] > 0;
	for (size_t i = 0; i < editors.n; i++)
		if (!plan_editor(p, &editors.v[i], err))
			return false;
	return true;
}

bool letter_plan(const struct mail_work *work, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	char day[TIME_TEXT];
	struct planning p = {.a = &a,
		.work = work,
		.day = str_of(date_iso(date_local(work->now), day)),
		.hour = hour_of(work->now)};
	struct unit u;
	return !site_mails(work->site) ||
		(unit_begin(&u, work->store, err) && unit_end(&u, plan(&p, err), err));
}
