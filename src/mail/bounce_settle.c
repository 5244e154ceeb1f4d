#include <assert.h>

#include "base/array.h"
#include "base/calendar.h"
#include "mail/bounce_parts.h"
#include "mail/verp.h"
#include "store/bounce.h"
#include "store/delivery.h"

/* When an address that may work again is stopped, and how far back reports count. */
enum { STOP_DAYS = 3, STOP_SPAN = 7, COUNTED_SECONDS = 100 * CALENDAR_DAY };

/* Whom a report is about. */
struct whom {
	struct subscriber subscriber;
	bool there;
	bool proven;     /* by a token, not by an address that anybody can name */
	int64_t edition; /* whose copy it is; 0: not known */
};

enum trouble { TROUBLE_NONE, TROUBLE_ADDRESS, TROUBLE_BUSY, TROUBLE_POLICY };

static bool status_is(const struct mail_recipient *r, int subject, int detail)
{
	return r->status.subject == subject && r->status.detail == detail;
}

static bool is_of_policy(const struct mail_recipient *r)
{
	return r->spam || r->status.subject == 7 || r->status.subject == 6 || status_is(r, 1, 7) ||
		status_is(r, 1, 8) || status_is(r, 2, 3) || status_is(r, 3, 4);
}

/* By RFC 3463 section 3 and the codes registered since. */
static enum trouble trouble_of(const struct mail_recipient *r)
{
	bool failed = r->action == MAIL_FAILED || (!r->action && r->status.class == 5);
	if (!failed)
		return TROUBLE_NONE;
	if (is_of_policy(r))
		return TROUBLE_POLICY;
	bool about_address = r->status.subject == 1 || status_is(r, 2, 1);
	return r->status.class == 5 && about_address ? TROUBLE_ADDRESS : TROUBLE_BUSY;
}

bool bounce_is_of_address(struct str codes)
{
	struct str rest = codes, reply = str_cut(&rest, ' ');
	long part[3];
	for (size_t i = 0; i < 3; i++)
		if (!str_to_long(str_cut(&rest, '.'), &part[i]) || part[i] < 0 || part[i] > 999)
			return false;
	const struct mail_recipient said = {
		.action = MAIL_FAILED, .status = {(int)part[0], (int)part[1], (int)part[2]}};
	return str_starts(reply, S("5")) && trouble_of(&said) == TROUBLE_ADDRESS;
}

static struct str code_of(struct arena *a, const struct mail_recipient *r)
{
	const struct mail_status *s = &r->status;
	struct str reply = r->reply ? str_printf(a, "%ld", r->reply) : STR_NONE;
	if (!s->class)
		return reply;
	return str_printf(a, STR_FMT "%s%d.%d.%d", STR_ARG(reply), reply.n ? " " : "", s->class,
		s->subject, s->detail);
}

/* Keeps one part of the mail, and counts it. */
static bool keep_part(struct bouncing *b, const struct whom *whom, enum bounce_outcome outcome,
	struct str code, struct err *err)
{
	const struct bounce row = {.mail = b->mail,
		.part = b->parts++,
		.at = b->work->now,
		.outcome = outcome,
		.subscriber = whom->there ? whom->subscriber.id : 0,
		.edition = whom->edition,
		.code = code};
	b->counts->by[outcome]++;
	return store_bounce_add(b->work->store, &row, err);
}

/* By the addresses that the report was sent to, or that the returned message came from, else by the
 * link in the returned message. */
static bool find_by_proof(
	struct bouncing *b, const struct mail_report *report, struct whom *out, struct err *err)
{
	struct leave_link link = {0};
	struct str handle = STR_NONE;
	*out = (struct whom){0};
	for (size_t i = 0; i < report->addresses.n && !out->proven; i++)
		out->proven = verp_read(b->vault, b->a, report->addresses.v[i], &out->edition, &handle);
	for (size_t i = 0; i < report->leave.n && !out->proven; i++) {
		if (!subscriber_leave_read(b->vault, b->a, b->work->store, report->leave.v[i], &link, err))
			return false;
		out->proven = link.proved;
		handle = link.handle;
	}
	return !out->proven ||
		store_subscriber_named(b->work->store, b->a, handle, &out->subscriber, &out->there, err);
}

static bool find_by_address(
	struct bouncing *b, struct str address, struct whom *out, struct err *err)
{
	struct hash found;
	*out = (struct whom){0};
	return !subscriber_found_by(b->vault, b->a, address, &found) ||
		store_subscriber_find(b->work->store, b->a, found, &out->subscriber, &out->there, err);
}

static bool gets_mail(const struct whom *whom)
{
	return whom->there && whom->subscriber.state == SUBSCRIBER_CONFIRMED;
}

static bool stop_address(
	struct bouncing *b, struct whom *whom, enum subscriber_state state, struct err *err)
{
	return subscriber_end(b->work->store, whom->subscriber.id, state, b->work->now, err);
}

/* One more report of an address that may work again; the run of them may be long enough to stop
 * it. Reports from before the subscriber confirmed the address again do not count. */
static bool count_report(struct bouncing *b, struct whom *whom, struct str code, struct err *err)
{
	int64_t since = b->work->now - COUNTED_SECONDS;
	struct bounce_run run;
	if (whom->subscriber.changed > since)
		since = whom->subscriber.changed;
	if (!store_bounce_run(b->work->store, whom->subscriber.id, since, b->work->now, &run, err))
		return false;
	if (run.days + 1 < STOP_DAYS || run.span < STOP_SPAN)
		return keep_part(b, whom, BOUNCE_COUNTED, code, err);
	return stop_address(b, whom, SUBSCRIBER_BOUNCED, err) &&
		keep_part(b, whom, BOUNCE_STOPPED, code, err);
}

static bool note_copy(struct bouncing *b, const struct whom *whom, struct str code, struct err *err)
{
	const struct delivery copy = {
		.edition = whom->edition, .subscriber = whom->subscriber.id, .code = code};
	bool there;
	return !whom->edition || !whom->there ||
		store_delivery_bounced(b->work->store, &copy, b->work->now, &there, err);
}

static bool settle_trouble(
	struct bouncing *b, struct whom *whom, enum trouble trouble, struct str code, struct err *err)
{
	if (trouble == TROUBLE_NONE)
		return keep_part(b, whom, BOUNCE_NOTHING, code, err);
	if (!whom->there)
		return keep_part(b, whom, BOUNCE_OF_NOBODY, code, err);
	if (!note_copy(b, whom, code, err))
		return false;
	if (trouble == TROUBLE_POLICY)
		return keep_part(b, whom, BOUNCE_REFUSED, code, err);
	if (!gets_mail(whom))
		return keep_part(b, whom, BOUNCE_NOTHING, code, err);
	if (trouble == TROUBLE_BUSY || !whom->proven)
		return count_report(b, whom, code, err);
	return stop_address(b, whom, SUBSCRIBER_BOUNCED, err) &&
		keep_part(b, whom, BOUNCE_STOPPED, code, err);
}

/* Of a copy that went to one address: what is said of that, or of the only one. Where several are
 * named, none of which is the subscriber's, it was passed on, and the address itself works. */
static enum trouble trouble_of_copy(
	struct bouncing *b, const struct whom *whom, const struct mail_report *report, struct str *code)
{
	const struct mail_recipient *one = NULL;
	struct hash found;
	for (size_t i = 0; i < report->recipient_count && !one; i++) {
		const struct mail_recipient *r = &report->recipients[i];
		if (r->address.n && subscriber_found_by(b->vault, b->a, r->address, &found) &&
			hash_eq(found, whom->subscriber.found))
			one = r;
	}
	if (!one && report->recipient_count == 1)
		one = &report->recipients[0];
	*code = one ? code_of(b->a, one) : STR_NONE;
	return one ? trouble_of(one) : TROUBLE_BUSY;
}

static bool settle_recipients(struct bouncing *b, const struct mail_report *report, struct err *err)
{
	for (size_t i = 0; i < report->recipient_count; i++) {
		const struct mail_recipient *r = &report->recipients[i];
		struct whom whom;
		if (!find_by_address(b, r->address, &whom, err) ||
			!settle_trouble(b, &whom, trouble_of(r), code_of(b->a, r), err))
			return false;
	}
	return report->recipient_count ||
		keep_part(b, &(struct whom){0}, BOUNCE_OF_NOBODY, STR_NONE, err);
}

static bool settle_delivery(struct bouncing *b, const struct mail_report *report, struct err *err)
{
	struct whom whom;
	struct str code;
	if (!find_by_proof(b, report, &whom, err))
		return false;
	if (!whom.proven)
		return settle_recipients(b, report, err);
	enum trouble trouble = trouble_of_copy(b, &whom, report, &code);
	return settle_trouble(b, &whom, trouble, code, err);
}

static const char *feedback_word(enum mail_feedback feedback)
{
	static const char *const WORDS[] = {
		"", "abuse", "fraud", "opt-out", "virus", "not-spam", "other"};
	assert((size_t)feedback < ARRAY_COUNT(WORDS));
	return WORDS[feedback];
}

static bool is_complaint(enum mail_feedback feedback)
{
	return feedback == MAIL_FEEDBACK_ABUSE || feedback == MAIL_FEEDBACK_FRAUD ||
		feedback == MAIL_FEEDBACK_OPT_OUT;
}

static bool settle_complaint(
	struct bouncing *b, struct whom *whom, struct str code, struct err *err)
{
	bool over = whom->subscriber.state == SUBSCRIBER_COMPLAINED;
	if (!whom->there || over)
		return keep_part(b, whom, over ? BOUNCE_NOTHING : BOUNCE_OF_NOBODY, code, err);
	if (!whom->proven)
		return gets_mail(whom) ? count_report(b, whom, code, err) :
								 keep_part(b, whom, BOUNCE_NOTHING, code, err);
	return stop_address(b, whom, SUBSCRIBER_COMPLAINED, err) &&
		keep_part(b, whom, BOUNCE_COMPLAINT, code, err);
}

static bool settle_feedback(struct bouncing *b, const struct mail_report *report, struct err *err)
{
	struct str code = str_of(feedback_word(report->feedback));
	struct whom whom = {0};
	if (!is_complaint(report->feedback))
		return keep_part(b, &whom, BOUNCE_NOTHING, code, err);
	if (!find_by_proof(b, report, &whom, err))
		return false;
	if (!whom.proven && report->recipient_count &&
		!find_by_address(b, report->recipients[0].address, &whom, err))
		return false;
	return settle_complaint(b, &whom, code, err);
}

static bool settle_unsubscribe(
	struct bouncing *b, const struct mail_report *report, struct err *err)
{
	struct whom whom = {0};
	struct leave_link link;
	bool changed;
	if (!subscriber_leave_read(b->vault, b->a, b->work->store, report->token, &link, err) ||
		(link.proved &&
			!store_subscriber_named(
				b->work->store, b->a, link.handle, &whom.subscriber, &whom.there, err)))
		return false;
	if (!whom.there)
		return keep_part(b, &whom, BOUNCE_OF_NOBODY, STR_NONE, err);
	return subscriber_leave(
			   b->work->store, whom.subscriber.id, link.list, b->work->now, &changed, err) &&
		keep_part(b, &whom, changed ? BOUNCE_LEFT : BOUNCE_NOTHING, STR_NONE, err);
}

bool bounce_settle(struct bouncing *b, const struct mail_report *report, struct err *err)
{
	const struct whom nobody = {0};
	switch (report->kind) {
	case MAIL_DELIVERY: return settle_delivery(b, report, err);
	case MAIL_FEEDBACK: return settle_feedback(b, report, err);
	case MAIL_UNSUBSCRIBE: return settle_unsubscribe(b, report, err);
	case MAIL_AUTOMATIC: return keep_part(b, &nobody, BOUNCE_NOTHING, STR_NONE, err);
	case MAIL_OTHER: break;
	}
	return bounce_settle_none(b, err);
}

bool bounce_settle_none(struct bouncing *b, struct err *err)
{
	return keep_part(b, &(struct whom){0}, BOUNCE_NOT_UNDERSTOOD, STR_NONE, err);
}
