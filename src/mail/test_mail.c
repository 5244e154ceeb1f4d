#include "mail/test_mail.h"

#include <assert.h>

#include "mail/digest.h"
#include "mail/smtp.h"
#include "store/editor.h"

/* How long the lease is while it sends: longer than a message may take, so that no other worker
 * takes the job meanwhile. */
enum { SEND_SECONDS = SMTP_MESSAGE_SECONDS + 60 };

/* Seconds to wait after each attempt that the mail server put off. */
static const int64_t PAUSES[] = {60, 300, 900, 1800};
enum { TRIES = sizeof PAUSES / sizeof *PAUSES + 1 };

/* A test on its way. */
struct mailing {
	struct arena *a;
	const struct site *site;
	struct store *store;
	const struct job *job;
	enum section section;
	struct editor editor;
	int64_t now, wall;
	const volatile int *stop;
};

struct str test_mail_key(struct arena *a, enum section section, int64_t editor)
{
	return str_printf(a, "%s %lld", section_word(section), (long long)editor);
}

/* Ends the job: it failed for good. */
static bool end_failed(const struct mailing *t, struct str why, struct err *err)
{
	return store_job_finish(t->store, t->job, true, why, t->now, err);
}

/* Reads the key: the section, and the editor to whom it goes. */
static bool find_editor(struct mailing *t, struct err *why)
{
	struct str number = t->job->key, word = str_cut(&number, ' ');
	long id;
	bool found;
	t->section = section_of(word);
	if (t->section == SECTION_NONE || !str_to_long(number, &id))
		return err_set(
			why, "this program does not know such a section; is the worker older than the desk?");
	if (!store_editor_get(t->store, t->a, id, &t->editor, &found, why))
		return false;
	return (found && t->editor.active && t->editor.email.n) ||
		err_set(why, "there is no address to send it to any more");
}

static bool write_message(const struct mailing *t, struct str *eml, struct err *why)
{
	struct edition_draft draft;
	struct digest digest;
	char week[TIME_TEXT];
	struct str period = str_of(date_iso_week(date_local(t->now), week));
	const struct digest_edition edition = {t->site, t->section, period, t->now};
	if (!digest_draft(t->a, &edition, t->store, &draft, &digest, why))
		return false;
	if (digest.empty)
		return err_set(why, "nothing was approved since the last edition, so there is none");
	/* Each test has a Message-ID of its own: of several messages with the same, mail programs show
	 * only one. */
	const struct digest_copy copy = {
		.to = {t->editor.name, t->editor.email},
		.mark = "[Test] ",
		.date = t->now,
		.id = str_printf(t->a, "test.%lld.", (long long)t->job->id),
	};
	return digest_copy_write(t->a, &edition, &digest, &copy, eml, why);
}

static bool put_off(const struct mailing *t, const struct err *why, struct err *err)
{
	assert(t->job->attempts > 0); /* it was taken */
	if (t->job->attempts >= TRIES)
		return end_failed(
			t, str_printf(t->a, "given up after %d tries: %s", TRIES, why->text), err);
	return store_job_later(
		t->store, t->job, t->wall + PAUSES[t->job->attempts - 1], str_of(why->text), err);
}

/* Ends the job, or puts it off, by what the mail server answered. */
static bool conclude(
	const struct mailing *t, enum smtp_outcome outcome, const struct err *why, struct err *err)
{
	switch (outcome) {
	case SMTP_SENT:
		return store_job_finish(t->store, t->job, false,
			str_printf(t->a, "sent to " STR_FMT, STR_ARG(t->editor.email)), t->now, err);
	case SMTP_LATER: return put_off(t, why, err);
	case SMTP_UNSURE:
		return end_failed(t,
			str_printf(t->a, "%s; look whether it arrived before you ask again", why->text), err);
	case SMTP_REFUSED: break;
	}
	return end_failed(t, str_of(why->text), err);
}

static bool send_message(const struct mailing *t, struct str eml, struct err *err)
{
	const struct smtp_options options = {.url = t->site->smtp,
		.user = t->site->smtp_user,
		.password = t->site->smtp_password,
		.stop = t->stop};
	struct str from, to;
	struct err why;
	if (!message_address(t->a, t->site->email, &from, &why) ||
		!message_address(t->a, t->editor.email, &to, &why))
		return end_failed(t, str_of(why.text), err);
	struct smtp *smtp = smtp_open(&options, &why);
	if (!smtp)
		return end_failed(t, str_of(why.text), err);
	enum smtp_outcome outcome = SMTP_LATER;
	bool begun = store_job_begin(t->store, t->job, (struct lease){t->wall, SEND_SECONDS}, err);
	if (begun)
		outcome = smtp_send(smtp, from, to, eml, &why);
	smtp_close(smtp);
	return begun && conclude(t, outcome, &why, err);
}

bool test_mail_do(const struct test_mail *options, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mailing t = {.a = &a,
		.site = options->site,
		.store = options->store,
		.job = job,
		.now = options->now,
		.wall = options->wall,
		.stop = options->stop};
	struct str eml;
	struct err why;
	if (job->begun)
		return end_failed(&t,
			S("the worker broke off while it was sending; look whether it arrived before you ask "
			  "again"),
			err);
	if (job->attempts > TRIES)
		return end_failed(
			&t, str_printf(&a, "the worker broke off %d times on the way", TRIES), err);
	if (!find_editor(&t, &why) || !write_message(&t, &eml, &why))
		return end_failed(&t, str_of(why.text), err);
	return send_message(&t, eml, err);
}
