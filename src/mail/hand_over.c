#include "mail/hand_over.h"

#include <assert.h>

#include "mail/message.h"
#include "mail/smtp.h"
#include "store/hour_share.h"

/* How long the lease is while it sends: longer than a message may take, so that no other worker
 * takes the job meanwhile. */
enum { SEND_SECONDS = SMTP_MESSAGE_SECONDS + 60 };

static long tries_of(const struct hand_over *h)
{
	return (long)h->pause_count + 1;
}

bool hand_over_failed(const struct hand_over *h, struct str why, struct err *err)
{
	return store_job_finish(h->work->store, h->job, true, why, h->work->now, err);
}

bool hand_over_may(const struct hand_over *h, bool *may, struct err *err)
{
	*may = false;
	if (h->job->begun)
		return hand_over_failed(h,
			S("the worker broke off while it was sending; look whether it arrived before you ask "
			  "again"),
			err);
	if (h->job->attempts > tries_of(h))
		return hand_over_failed(
			h, str_printf(h->a, "the worker broke off %ld times on the way", tries_of(h)), err);
	*may = true;
	return true;
}

long hand_over_share_of_editions(const struct site *site)
{
	return site->mail.per_hour - site->mail.per_hour / 10;
}

bool hand_over_has_share(const struct hand_over *h, bool *has, struct err *err)
{
	const struct mail_work *work = h->work;
	int64_t due;
	*has = false;
	if (!store_hour_share_take(work->store, work->site->mail.per_hour, work->wall, &due, err))
		return false;
	*has = due == NO_TIME;
	return *has || store_job_wait(work->store, h->job, due, S(HAND_OVER_NO_SHARE), err);
}

/* What is kept of a failure when nothing may name the address. */
static void say_codes_alone(struct err *why, struct str codes)
{
	if (codes.n)
		err_set_kind(why, ERR_SOURCE, "the mail server answered " STR_FMT, STR_ARG(codes));
	else
		err_set_kind(why, ERR_SOURCE, "it could not be handed over to the mail server");
}

static bool put_off(const struct hand_over *h, const struct err *why, struct err *err)
{
	const struct job *job = h->job;
	assert(job->attempts > 0); /* it was taken */
	if (job->attempts >= tries_of(h))
		return hand_over_failed(
			h, str_printf(h->a, "given up after %ld tries: %s", tries_of(h), why->text), err);
	return store_job_later(
		h->work->store, job, h->work->wall + h->pauses[job->attempts - 1], str_of(why->text), err);
}

/* Ends the job, or puts it off, by what the mail server answered. */
static bool conclude(
	const struct hand_over *h, enum smtp_outcome outcome, const struct err *why, struct err *err)
{
	switch (outcome) {
	case SMTP_SENT:
		return store_job_finish(h->work->store, h->job, false, h->sent, h->work->now, err);
	case SMTP_LATER: return put_off(h, why, err);
	case SMTP_UNSURE:
		return hand_over_failed(h,
			str_printf(h->a, "%s; look whether it arrived before you ask again", why->text), err);
	case SMTP_REFUSED: break;
	}
	return hand_over_failed(h, str_of(why->text), err);
}

struct smtp *hand_over_open(const struct mail_work *work, struct err *err)
{
	const struct site *site = work->site;
	struct arena a CLEANUP_ARENA = {0};
	const struct smtp_options options = {.url = site_smtp(site),
		.ca = site->mail.ca.n ? site_path(&a, site, site->mail.ca) : STR_NONE,
		.user = site->smtp_user,
		.password = site->smtp_password,
		.stop = work->stop};
	return smtp_open(&options, err);
}

bool hand_over_send(const struct hand_over *h, struct str eml, struct err *err)
{
	const struct site *site = h->work->site;
	struct str from, to;
	struct err why;
	if (!message_address(h->a, site->email, &from, &why) ||
		!message_address(h->a, h->to, &to, &why)) {
		if (h->unnamed)
			say_codes_alone(&why, STR_NONE);
		return hand_over_failed(h, str_of(why.text), err);
	}
	struct smtp *smtp = hand_over_open(h->work, &why);
	if (!smtp)
		return hand_over_failed(h, str_of(why.text), err);
	enum smtp_outcome outcome = SMTP_LATER;
	bool begun = store_job_begin(h->work->store, h->job, SEND_SECONDS, err);
	if (begun && !h->unnamed)
		begun = store_hour_share_count(h->work->store, site->mail.per_hour, h->work->wall, err);
	if (begun)
		outcome = smtp_send(smtp, from, to, eml, &why);
	if (h->unnamed)
		say_codes_alone(&why, smtp_codes(smtp));
	smtp_close(smtp);
	return begun && conclude(h, outcome, &why, err);
}
