/* The sender: takes copies from the ledger and hands them over. */
#include <assert.h>
#include <unistd.h>

#include "base/clock.h"
#include "mail/bounce.h"
#include "mail/copies.h"
#include "mail/digest.h"
#include "mail/mailing.h"
#include "mail/smtp.h"
#include "mail/subscriber.h"
#include "mail/verp.h"
#include "store/edition.h"
#include "store/hour_share.h"
#include "store/pace.h"
#include "store/unit.h"

enum {
	STORE_AWAY_MS = 60000, /* how long to wait for a store that is away */
	STORE_PAUSE_MS = 500,
	/* Longer than a message may take, and that. */
	LEASE_SECONDS = SMTP_MESSAGE_SECONDS + STORE_AWAY_MS / 1000 + 60,
	CONNECTION_PAUSE = 120, /* before a mail server is tried again that takes nothing */
	REFUSALS = 10,          /* one after the other, and it is the server that refuses */
	REFUSALS_PAUSE = 3600,
	MEANWHILE_MS = 1000,
	COPY_MAX = 4 << 20,
};
/* Seconds to wait after each attempt that the mail server put off: two days in all, as RFC 5321
 * section 4.5.4.1 has it at the least. */
static const int64_t PAUSES[] = {300, 900, 1800, 3600, 7200, 14400, 28800, 28800, 28800, 57600};
#define PACE_NAME "digest" /* of store/pace.h */

/* What a sender has at hand. */
struct sending {
	const struct mailing_sender *by;
	const struct site *site;
	struct store *store;
	int64_t edition;
	struct mailing_report *report;
	struct arena *a;   /* of the whole */
	struct arena each; /* of one copy */
	struct vault vault;
	struct copies copies;
	struct smtp *smtp;
	struct mail_list list;
	struct str envelope; /* the sender, when copies have none of their own */
	struct buf eml;
	int64_t looked; /* clock_ms() of the last `meanwhile` */
	int refusals;   /* one after the other */
	bool ends;      /* it was told to end */
	int64_t unsure; /* the subscriber whose copy was perhaps taken: that failed, and may be saved
					 * all the same; 0: none */
};

static int64_t wall(const struct sending *s)
{
	return store_clock(s->store);
}

static bool begin_copies(struct sending *s, struct err *err)
{
	struct frozen_edition frozen;
	struct edition_bodies bodies;
	bool there;
	if (!store_edition_get(s->store, s->a, s->edition, &frozen, &there, err) ||
		!store_edition_bodies(s->store, s->a, s->edition, &bodies, err))
		return false;
	if (!there || !bodies.slot.n)
		return err_set(err, "there is no such edition that could be mailed");
	if (str_find(bodies.html, bodies.slot) == STR_NOT_FOUND ||
		str_find(bodies.text, bodies.slot) == STR_NOT_FOUND)
		return err_set(err, "the edition has no link to leave, so it cannot be mailed");
	s->list = site_list_once(s->site, frozen.list);
	const struct digest_edition edition = {.site = s->site,
		.list = &s->list,
		.period = frozen.period,
		.now = s->by->work->now,
		.token = bodies.slot};
	const struct digest digest = {
		.subject = frozen.subject, .html = bodies.html, .text = bodies.text};
	const struct message message = digest_message(s->a, &edition, &digest);
	return copies_begin(&s->copies, s->a, &message, bodies.slot, err) &&
		message_address(s->a, str_or(s->site->mail.bounces, s->site->email), &s->envelope, err);
}

/* Not now: says why and when to go on. */
static bool put_off(struct sending *s, int64_t due, struct str problem, struct err *err)
{
	s->report->due = due;
	s->report->problem = str_copy(s->a, problem);
	s->ends = true;
	return store_mailing_put_off(s->store, s->edition, due, problem, err);
}

/* Waits until the pace allows one more. */
static bool keep_pace(struct sending *s, struct err *err)
{
	int64_t wait;
	if (!s->site->mail.per_second)
		return true;
	if (!store_pace_take(s->store, PACE_NAME, 1000 / s->site->mail.per_second, &wait, err))
		return false;
	if (wait > 0)
		usleep((useconds_t)wait * 1000);
	return true;
}

static void look_around(struct sending *s)
{
	int64_t now = clock_ms();
	s->ends = s->ends || *s->by->work->stop;
	if (!s->by->meanwhile || now < s->looked + MEANWHILE_MS)
		return;
	s->looked = now;
	s->ends = s->ends || !s->by->meanwhile(s->by->user);
}

/* Takes the next copy if the hour has room for it; else the mailing is put off. Part of a
 * transaction, so that several senders together keep to the share. */
static bool take_copy(struct sending *s, struct delivery *d, bool *found, struct err *err)
{
	const int64_t now = wall(s);
	const long share = hand_over_share_of_editions(s->site);
	int64_t due;
	if (!store_hour_share_free(s->store, share, now, &due, err))
		return false;
	if (due != NO_TIME)
		return put_off(s, due, S(HAND_OVER_NO_SHARE), err);
	return store_delivery_take(s->store, &s->each, s->edition, LEASE_SECONDS, d, found, err) &&
		(!*found || store_hour_share_count(s->store, share, now, err));
}

/* Writes what became of the copy before, if there is one, and takes the next, in one transaction.
 * When that fails, *d is the copy before as it was. */
static bool next_copy(
	struct sending *s, struct delivery *d, bool before, bool *found, struct err *err)
{
	struct unit u;
	struct delivery next = {0};
	struct arena of_before = s->each;
	*found = false;
	if (!unit_begin(&u, s->store, err))
		return false;
	s->each = (struct arena){0};
	bool well = (!before || store_delivery_end(s->store, d, err)) &&
		(!s->unsure || store_delivery_untake(s->store, s->edition, s->unsure, err)) &&
		(s->ends || take_copy(s, &next, found, err));
	well = unit_end(&u, well, err);
	arena_free(well ? &of_before : &s->each);
	if (well) {
		*d = next;
		s->unsure = 0;
	} else {
		s->unsure = next.subscriber ? next.subscriber : s->unsure;
		s->each = of_before;
		*found = false;
	}
	return well;
}

/* The same, at the pace. That the copy before was handed over is known here alone, and who does not
 * write it down sends it again: so this waits for a store that is away for a while. */
static bool next_turn(
	struct sending *s, struct delivery *d, bool before, bool *found, struct err *err)
{
	const int64_t until = clock_ms() + STORE_AWAY_MS;
	for (;;) {
		look_around(s);
		if ((s->ends || keep_pace(s, err)) && next_copy(s, d, before, found, err))
			return true;
		if (!before || err->kind != ERR_BUSY || clock_ms() >= until)
			return false;
		usleep(STORE_PAUSE_MS * 1000);
	}
}

/* Writes the copy for this subscriber; *to is the address, which the caller wipes. */
static bool write_copy(
	struct sending *s, const struct delivery *d, struct str *from, struct str *to, struct err *why)
{
	struct arena *a = &s->each;
	assert(d->handle.n == SUBSCRIBER_HANDLE_BYTES && d->edition == s->edition);
	const struct subscriber reader = {.handle = d->handle, .address = d->address};
	*from = s->site->mail.bounces.n ? verp_write(&s->vault, a, s->envelope, d->edition, d->handle) :
									  s->envelope;
	if (!subscriber_address(&s->vault, a, &reader, to, why))
		return false;
	struct hash seed = vault_hash(&s->vault, "Message-ID", d->handle);
	const struct copy copy = {.to = {.address = *to},
		.date = s->by->work->now + (wall(s) - s->by->work->wall), /* the moment of handing over */
		.seed = hash_hex(a, seed),
		.token = subscriber_leave_token(&s->vault, a, s->list.slug, d->handle)};
	buf_clear(&s->eml);
	return copies_write(&s->copies, &copy, &s->eml, why);
}

/* The mail server puts it off: later, or given up. */
static void defer(struct sending *s, struct delivery *d)
{
	assert(d->attempts > 0);
	bool last = d->attempts > (long)(sizeof PAUSES / sizeof *PAUSES);
	d->state = last ? DELIVERY_FAILED : DELIVERY_DEFERRED;
	d->due = last ? NO_TIME : d->at + PAUSES[d->attempts - 1];
	s->report->failed += last;
	s->report->deferred += !last;
}

/* Nobody knows whether it arrived. */
static void doubt(struct sending *s, struct delivery *d)
{
	bool again = !s->site->mail.ask && !d->again;
	d->state = again ? DELIVERY_DEFERRED : DELIVERY_UNKNOWN;
	d->due = again ? d->at + PAUSES[0] : NO_TIME;
	d->again = true;
	s->report->unknown++;
}

/* The mail server takes nothing now: the mailing waits. Who was named when it failed counts the
 * attempt, so that nobody stops those behind them. */
static bool server_failed(
	struct sending *s, struct delivery *d, const struct err *why, struct err *err)
{
	struct str codes = smtp_codes(s->smtp);
	assert(d->attempts > 0 && d->state == DELIVERY_SENDING);
	struct str problem = codes.n ?
		str_printf(&s->each, "the mail server answered " STR_FMT, STR_ARG(codes)) :
		str_of(why->text);
	if (smtp_named_recipient(s->smtp) && !*s->by->work->stop)
		defer(s, d);
	else {
		d->state = d->attempts > 1 ? DELIVERY_DEFERRED : DELIVERY_PLANNED;
		d->due = 0;
		d->attempts--;
	}
	return *s->by->work->stop || put_off(s, d->at + CONNECTION_PAUSE, problem, err);
}

/* Refused for good. An address that does not exist gets no other edition either. When the server
 * refuses one after the other, it is not their fault: the mailing waits for an editor. */
static bool refused(struct sending *s, struct delivery *d, struct err *err)
{
	d->state = DELIVERY_FAILED;
	s->report->failed++;
	if (bounce_is_of_address(d->code))
		return subscriber_end(s->store, d->subscriber, SUBSCRIBER_BOUNCED, s->by->work->now, err);
	return ++s->refusals < REFUSALS ||
		put_off(s, d->at + REFUSALS_PAUSE,
			str_printf(&s->each, "the mail server refuses everything: " STR_FMT, STR_ARG(d->code)),
			err);
}

/* Notes in the copy what became of it. */
static bool note_outcome(struct sending *s, struct delivery *d, enum smtp_outcome outcome,
	const struct err *why, struct err *err)
{
	d->due = NO_TIME;
	d->code = outcome == SMTP_SENT ? STR_NONE : smtp_codes(s->smtp);
	if (outcome == SMTP_UNSURE) {
		doubt(s, d);
		return true;
	}
	if (outcome == SMTP_SENT) {
		d->state = DELIVERY_SENT;
		s->refusals = 0;
		s->report->sent++;
		return true;
	}
	if (!smtp_is_about_message(s->smtp))
		return server_failed(s, d, why, err);
	if (outcome == SMTP_REFUSED)
		return refused(s, d, err);
	defer(s, d);
	return true;
}

static bool send_copy(struct sending *s, struct delivery *d, struct err *err)
{
	struct str from, to = STR_NONE;
	struct err why;
	d->at = wall(s);
	if (!write_copy(s, d, &from, &to, &why)) {
		vault_wipe(to);
		d->state = DELIVERY_FAILED;
		d->due = NO_TIME;
		d->code = S("not written");
		s->report->failed++;
		return true;
	}
	enum smtp_outcome outcome = smtp_send(s->smtp, from, to, buf_str(&s->eml), &why);
	vault_wipe(to);
	return note_outcome(s, d, outcome, &why, err);
}

static bool send_all(struct sending *s, struct err *err)
{
	struct delivery d = {0};
	bool before = false, found = true;
	for (; found; before = found)
		if (!next_turn(s, &d, before, &found, err) || (found && !send_copy(s, &d, err)))
			return false;
	return true;
}

/* What is left, when nothing of it is due now. */
static bool finish(struct sending *s, struct err *err)
{
	struct delivery_counts counts;
	struct mailing mailing;
	bool there;
	if (!store_mailing_finish(s->store, s->edition, s->by->work->now, &s->report->done, err) ||
		!store_delivery_count(s->store, s->edition, &counts, err) ||
		!store_mailing_get(s->store, s->a, s->edition, &mailing, &there, err))
		return false;
	if (s->report->done) /* also when the hour's share ended with the last copy */
		s->report->due = NO_TIME;
	if (s->report->done || s->report->due != NO_TIME || mailing.state != MAILING_GOING)
		return true;
	bool waits = counts.n[DELIVERY_PLANNED] > 0 || counts.n[DELIVERY_SENDING] > 0;
	s->report->due = waits ? wall(s) + 1 : counts.next;
	return s->ends || waits || counts.next == NO_TIME ||
		store_mailing_put_off(s->store, s->edition, counts.next, STR_NONE, err);
}

static void end(struct sending *s)
{
	smtp_close(s->smtp);
	copies_end(&s->copies);
	buf_free(&s->eml);
	vault_close(&s->vault);
	arena_free(&s->each);
}

bool mailing_send(struct arena *a, const struct mailing_sender *sender, int64_t edition,
	struct mailing_report *report, struct err *err)
{
	const struct mail_work *work = sender->work;
	struct sending s = {.by = sender,
		.site = work->site,
		.store = work->store,
		.edition = edition,
		.report = report,
		.a = a,
		.eml = buf_new(COPY_MAX)};
	int64_t lost;
	*report = (struct mailing_report){.due = NO_TIME};
	bool well = store_delivery_lost(s.store, !s.site->mail.ask, &lost, err) &&
		subscriber_vault_open(s.site, s.store, VAULT_THERE, &s.vault, err) &&
		begin_copies(&s, err) && (s.smtp = hand_over_open(work, err)) != NULL &&
		store_mailing_put_off(s.store, edition, 0, STR_NONE, err) && send_all(&s, err) &&
		finish(&s, err);
	end(&s);
	return well;
}
