#include "mail/hand_over.h"

#include <assert.h>

#include "mail/message.h"
#include "mail/smtp.h"

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

/* "550 5.1.1" (RFC 5321 section 4.2, RFC 3463) in what a mail server said; empty: no code. */
static struct str codes_of(struct str text)
{
	for (size_t at = 1; at + 3 <= text.n; at++) {
		struct str rest = str_sub(text, at, SIZE_MAX), code = str_sub(rest, 0, 3);
		if (text.p[at - 1] != ' ' || (rest.p[0] != '4' && rest.p[0] != '5') ||
			!str_is_digits(code) || (rest.n > 3 && rest.p[3] != ' '))
			continue;
		size_t n = 3;
		if (rest.n > 6 && rest.p[4] == rest.p[0] && rest.p[5] == '.')
			for (n = 6; n < rest.n && n < 12 && (is_digit(rest.p[n]) || rest.p[n] == '.');)
				n++;
		return str_sub(rest, 0, n);
	}
	return STR_NONE;
}

/* What is kept of a failure. */
static struct str told(const struct hand_over *h, const struct err *why)
{
	struct str codes = codes_of(str_of(why->text));
	if (!h->unnamed)
		return str_of(why->text);
	return codes.n ? str_printf(h->a, "the mail server answered " STR_FMT, STR_ARG(codes)) :
					 S("it could not be handed over to the mail server");
}

static bool put_off(const struct hand_over *h, const struct err *why, struct err *err)
{
	const struct job *job = h->job;
	assert(job->attempts > 0); /* it was taken */
	if (job->attempts >= tries_of(h))
		return hand_over_failed(h,
			str_printf(
				h->a, "given up after %ld tries: " STR_FMT, tries_of(h), STR_ARG(told(h, why))),
			err);
	return store_job_later(
		h->work->store, job, h->work->wall + h->pauses[job->attempts - 1], told(h, why), err);
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
			str_printf(h->a, STR_FMT "; look whether it arrived before you ask again",
				STR_ARG(told(h, why))),
			err);
	case SMTP_REFUSED: break;
	}
	return hand_over_failed(h, told(h, why), err);
}

bool hand_over_send(const struct hand_over *h, struct str eml, struct err *err)
{
	const struct site *site = h->work->site;
	const struct smtp_options options = {.url = site_smtp(site),
		.user = site->smtp_user,
		.password = site->smtp_password,
		.stop = h->work->stop};
	struct str from, to;
	struct err why;
	if (!message_address(h->a, site->email, &from, &why) ||
		!message_address(h->a, h->to, &to, &why))
		return hand_over_failed(h, told(h, &why), err);
	struct smtp *smtp = smtp_open(&options, &why);
	if (!smtp)
		return hand_over_failed(h, str_of(why.text), err);
	enum smtp_outcome outcome = SMTP_LATER;
	bool begun = store_job_begin(
		h->work->store, h->job, (struct lease){h->work->wall, SEND_SECONDS}, err);
	if (begun)
		outcome = smtp_send(smtp, from, to, eml, &why);
	smtp_close(smtp);
	return begun && conclude(h, outcome, &why, err);
}
