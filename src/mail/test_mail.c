#include "mail/test_mail.h"

#include "mail/digest.h"
#include "store/editor.h"

/* Seconds to wait after each attempt that the mail server put off. */
static const int64_t PAUSES[] = {60, 300, 900, 1800};

/* A test on its way. */
struct mailing {
	struct arena *a;
	const struct mail_work *work;
	const struct job *job;
	const struct mail_list *list;
	struct editor editor;
};

struct str test_mail_key(struct arena *a, struct str list, int64_t editor)
{
	return str_printf(a, STR_FMT " %lld", STR_ARG(list), (long long)editor);
}

/* Reads the key: the list, and the editor to whom it goes. */
static bool find_editor(struct mailing *t, struct err *why)
{
	struct str number = t->job->key, word = str_cut(&number, ' ');
	long id;
	bool found;
	t->list = site_list(t->work->site, word);
	if (!t->list || !str_to_long(number, &id))
		return err_set(why, "there is no such digest any more");
	if (!store_editor_get(t->work->store, t->a, id, &t->editor, &found, why))
		return false;
	return (found && t->editor.active && t->editor.email.n) ||
		err_set(why, "there is no address to send it to any more");
}

static bool write_message(const struct mailing *t, struct str *eml, struct err *why)
{
	struct edition_draft draft;
	struct digest digest;
	int64_t now = t->work->now;
	const struct digest_edition edition = {.site = t->work->site,
		.list = t->list,
		.period = digest_period(t->a, t->list, now),
		.now = now};
	if (!digest_draft(t->a, &edition, t->work->store, &draft, &digest, why))
		return false;
	if (digest.empty)
		return err_set(why, "nothing was approved since the last edition, so there is none");
	/* Each test has a Message-ID of its own: of several messages with the same, mail programs show
	 * only one. */
	const struct digest_copy copy = {
		.to = {t->editor.name, t->editor.email},
		.mark = "[Test] ",
		.date = now,
		.id = str_printf(t->a, "test.%lld.", (long long)t->job->id),
	};
	return digest_copy_write(t->a, &edition, &digest, &copy, eml, why);
}

bool test_mail_do(const struct mail_work *work, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mailing t = {.a = &a, .work = work, .job = job};
	struct hand_over h = {.a = &a,
		.work = work,
		.job = job,
		.pauses = PAUSES,
		.pause_count = sizeof PAUSES / sizeof *PAUSES};
	struct str eml;
	struct err why;
	bool may;
	if (!hand_over_may(&h, &may, err))
		return false;
	if (!may)
		return true;
	if (!find_editor(&t, &why) || !write_message(&t, &eml, &why))
		return hand_over_failed(&h, str_of(why.text), err);
	h.to = t.editor.email;
	h.sent = str_printf(&a, "sent to " STR_FMT, STR_ARG(t.editor.email));
	return hand_over_send(&h, eml, err);
}
