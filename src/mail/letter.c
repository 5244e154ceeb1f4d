#include <assert.h>

#include "base/bidi.h"
#include "base/utf8.h"
#include "mail/flowed.h"
#include "mail/letter_parts.h"
#include "store/editor_mail.h"
#include "store/mail_link.h"
#include "store/unit.h"

/* Seconds to wait after each attempt that the mail server put off. */
static const int64_t PAUSES[] = {60, 300, 900, 1800, 3600, 7200, 14400, 28800};

static const struct letter_type {
	const char *word; /* begins the job's key: it stays as it is once a store may hold it */
	letter_writer *write;
	bool to_reader; /* whose address stands nowhere */
} TYPES[LETTER_KIND_COUNT] = {
	[LETTER_CONFIRM] = {"confirm", letter_confirm, false},
	[LETTER_RESET] = {"reset", letter_reset, false},
	[LETTER_INVITE] = {"invite", letter_invite, false},
	[LETTER_DAILY] = {"daily", letter_daily, false},
	[LETTER_ALERT] = {"alert", letter_alert, false},
	[LETTER_SUBSCRIBE] = {"subscribe", letter_subscribe, true},
};

struct str letter_words(struct arena *a, struct str text)
{
	return bidi_isolate(a, str_collapse(a, bidi_close(a, utf8_clean(a, text))));
}

struct str letter_key(struct arena *a, enum letter_kind kind, int64_t of, struct str rest)
{
	assert((int)kind < LETTER_KIND_COUNT);
	return str_printf(
		a, "%s %lld%s" STR_FMT, TYPES[kind].word, (long long)of, rest.n ? " " : "", STR_ARG(rest));
}

bool letter_can_link(const struct site *site)
{
	return site_mails(site) && site->desk_url.n;
}

bool letter_ask(struct store *s, enum letter_kind kind, int64_t of, struct str asked_by,
	int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return store_job_ask(s, JOB_LETTER, letter_key(&a, kind, of, STR_NONE), asked_by, now, err);
}

bool letter_find(struct store *s, struct arena *a, enum letter_kind kind, int64_t of,
	struct job *out, bool *found, struct err *err)
{
	const struct job named = {.kind = JOB_LETTER, .key = letter_key(a, kind, of, STR_NONE)};
	return store_job_find(s, a, &named, out, found, err);
}

static bool want_address(
	const struct site *site, struct store *s, const struct letter_wish *wish, struct err *err)
{
	if (!store_mail_link_end(s, MAIL_LINK_CONFIRM, wish->editor, err))
		return false;
	if (!wish->address.n)
		return store_editor_mail_forget(s, wish->editor, err);
	return store_editor_mail_want(s, wish->editor, wish->address, err) &&
		(!site_mails(site) ||
			letter_ask(s, LETTER_CONFIRM, wish->editor, wish->asked_by, wish->now, err));
}

bool letter_want_address(
	const struct site *site, struct store *s, const struct letter_wish *wish, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, want_address(site, s, wish, err), err);
}

/* Reads the key: the kind of the letter, and what it is about. NULL when this program does not know
 * it. */
static const struct letter_type *read_key(struct letter *letter)
{
	struct str rest = letter->job->key, word = str_cut(&rest, ' '), number = str_cut(&rest, ' ');
	long of;
	for (size_t i = 0; i < LETTER_KIND_COUNT; i++)
		if (str_eq(word, str_of(TYPES[i].word)) && str_to_long(number, &of)) {
			letter->of = of;
			letter->rest = rest;
			return &TYPES[i];
		}
	return NULL;
}

bool letter_chosen_failed(struct store *s, struct arena *a, int64_t editor, struct job *out,
	bool *failed, struct err *err)
{
	struct jobs jobs;
	int64_t newest = 0;
	if (!store_job_latest(s, a, JOB_LETTER, &jobs, err))
		return false;
	*failed = false;
	for (size_t i = 0; i < jobs.n; i++) {
		struct letter read = {.job = &jobs.v[i]};
		const struct letter_type *type = read_key(&read);
		bool chosen = type == &TYPES[LETTER_DAILY] || type == &TYPES[LETTER_ALERT];
		if (!chosen || read.of != editor || jobs.v[i].id < newest)
			continue;
		newest = jobs.v[i].id;
		*out = jobs.v[i];
		*failed = out->outcome.n && (out->finished == NO_TIME || out->failed);
	}
	return true;
}

bool letter_editor(struct letter *letter, struct editor *editor, struct err *why)
{
	bool found;
	if (!store_editor_get(letter->work->store, letter->a, letter->of, editor, &found, why))
		return false;
	if (!found || !editor->active)
		letter->none = S("there is no such editor any more");
	return true;
}

/* The same letter of the same job gives the same message, to its Message-ID. */
static bool write_message(
	struct letter *letter, const struct letter_type *type, struct str *eml, struct err *why)
{
	const struct site *site = letter->work->site;
	buf_add(&letter->text, S("\n-- \n"));
	buf_add(&letter->text, site->title);
	buf_add_char(&letter->text, '\n');
	buf_add(&letter->text, letter->foot);
	if (!buf_ok(&letter->text))
		return err_set(why, "the letter is too long");
	const struct message message = {
		.from = {site->title, site->email},
		.to = letter->to,
		.subject = letter->subject,
		.date = letter->work->now,
		.id = str_printf(letter->a, "%s.%lld", type->word, (long long)letter->job->id),
		.text = flowed_write(letter->a, buf_str(&letter->text)),
	};
	return message_write(letter->a, &message, eml, why);
}

static bool is_of_store(const struct err *err)
{
	return err->kind == ERR_STORE || err->kind == ERR_BUSY;
}

static bool mail(const struct hand_over *h, struct letter *letter, struct err *err)
{
	const struct letter_type *type = read_key(letter);
	struct str eml;
	struct err why;
	if (!type)
		return hand_over_failed(h,
			S("this program does not know such a letter; is the worker older than the desk?"), err);
	bool has_share = true;
	if (type->to_reader && !hand_over_has_share(h, &has_share, err))
		return false;
	if (!has_share)
		return true;
	bool written = type->write(letter, &why);
	if (written && letter->none.n)
		return store_job_finish(h->work->store, h->job, false, letter->none, h->work->now, err);
	bool whole = written && write_message(letter, type, &eml, &why);
	if (whole) {
		struct hand_over with = *h;
		with.to = letter->to.address;
		with.unnamed = type->to_reader;
		return hand_over_send(&with, eml, err);
	}
	if (!is_of_store(&why))
		return hand_over_failed(h,
			written && type->to_reader ? S("the message could not be written") : str_of(why.text),
			err);
	*err = why;
	return false;
}

bool letter_do(const struct mail_work *work, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct hand_over h = {.a = &a,
		.work = work,
		.job = job,
		.pauses = PAUSES,
		.pause_count = sizeof PAUSES / sizeof *PAUSES,
		.sent = S("sent")};
	struct letter letter = {.a = &a, .work = work, .job = job, .text = buf_new(LETTER_MAX)};
	bool may;
	if (!hand_over_may(&h, &may, err))
		return false;
	bool well = !may || mail(&h, &letter, err);
	buf_free(&letter.text);
	return well;
}
