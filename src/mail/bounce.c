#include "mail/bounce.h"

#include "base/buf.h"
#include "mail/bounce_parts.h"
#include "mail/inbox.h"
#include "store/bounce.h"
#include "store/unit.h"

/* CRLF as LF, and no line ends at the end: the same mail has the same hash wherever it was kept. */
static struct hash mail_hash(struct str mail)
{
	struct buf plain CLEANUP_BUF = buf_new(mail.n + 1);
	for (size_t i = 0; i < mail.n; i++)
		if (mail.p[i] != '\r' || i + 1 == mail.n || mail.p[i + 1] != '\n')
			buf_add_char(&plain, mail.p[i]);
	struct str text = buf_str(&plain);
	while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
	return hash_str(text);
}

/* In a transaction. Another worker may have taken the mail in meanwhile. What cannot be read is
 * kept as such, so that it is not read again and again. */
static bool keep(struct bouncing *b, const struct mail_report *report, struct err *err)
{
	bool known;
	if (!store_bounce_known(b->work->store, b->mail, &known, err))
		return false;
	b->counts->again += known;
	b->counts->mails += !known;
	return known || (report ? bounce_settle(b, report, err) : bounce_settle_none(b, err));
}

static bool take_in(struct bounce_reading *r, struct str mail, struct hash hash, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mail_report report;
	struct bounce_counts counts = r->counts;
	struct bouncing b = {&a, r->work, &r->vault, hash, &counts, 0};
	struct err broke;
	struct unit u;
	bool read = reader_mail_report(r->reader, &a, mail, &report, &broke);
	if (!read && broke.kind == ERR_SYSTEM)
		return err_set_kind(err, ERR_SYSTEM, "%s", broke.text);
	if (!unit_begin(&u, r->work->store, err) ||
		!unit_end(&u, keep(&b, read ? &report : NULL, err), err))
		return false;
	r->counts = counts;
	return true;
}

static bool on_message(void *user, struct str mail, struct err *err)
{
	struct bounce_reading *r = user;
	struct hash hash = mail_hash(mail);
	bool known;
	if (!store_bounce_known(r->work->store, hash, &known, err))
		return false;
	r->counts.again += known;
	return known || take_in(r, mail, hash, err);
}

static bool on_marked(void *user, struct inbox_mark mark, struct err *err)
{
	const struct bounce_reading *r = user;
	return store_bounce_inbox_put(r->work->store, r->place, mark.validity, mark.uid, err);
}

static bool read_inbox(struct bounce_reading *r, struct str place, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct site *site = r->work->site;
	int64_t validity, uid;
	r->place = hash_str(place);
	if (!store_bounce_inbox_get(r->work->store, r->place, &validity, &uid, err))
		return false;
	const struct inbox in = {.place = place,
		.password = site->mail.bounce_password,
		.ca = site->mail.ca.n ? site_path(&a, site, site->mail.ca) : STR_NONE,
		.mark = {(long)validity, (long)uid},
		.stop = r->work->stop,
		.take = on_message,
		.marked = on_marked,
		.user = r};
	return inbox_read(&in, err);
}

/* The process that reads mail is forked before the key is opened: it has no copy of it. */
bool bounce_read(
	const struct bounce_work *work, struct str place, struct bounce_counts *counts, struct err *err)
{
	struct bounce_reading r = {
		.work = work, .reader = reader_new(&(struct reader_options){0}, err)};
	bool well = r.reader &&
		subscriber_vault_open(work->site, work->store, VAULT_THERE, &r.vault, err) &&
		read_inbox(&r, place, err);
	vault_close(&r.vault);
	reader_free(r.reader);
	*counts = r.counts;
	return well;
}

bool bounce_poll(const struct bounce_work *work, struct bounce_counts *counts, struct err *err)
{
	struct str place = work->site->mail.bounce_mail;
	*counts = (struct bounce_counts){0};
	return !place.n || !subscriber_vault_is_there(work->site) ||
		bounce_read(work, place, counts, err) || err_add(err, "mail.bounce_mail");
}

struct str bounce_counts_text(struct arena *a, const struct bounce_counts *counts)
{
	static const struct {
		enum bounce_outcome outcome;
		const char *one, *many;
	} WORDS[] = {
		{BOUNCE_STOPPED, "address stopped", "addresses stopped"},
		{BOUNCE_COMPLAINT, "complaint", "complaints"},
		{BOUNCE_LEFT, "unsubscribed", "unsubscribed"},
		{BOUNCE_COUNTED, "counted", "counted"},
		{BOUNCE_REFUSED, "refused by policy", "refused by policy"},
		{BOUNCE_OF_NOBODY, "about nobody here", "about nobody here"},
		{BOUNCE_NOTHING, "without consequence", "without consequence"},
		{BOUNCE_NOT_UNDERSTOOD, "not understood", "not understood"},
	};
	struct buf b CLEANUP_BUF = buf_new(1000);
	buf_addf(&b, "%zu report%s", counts->mails, counts->mails == 1 ? "" : "s");
	const char *before = ": ";
	for (size_t i = 0; i < BOUNCE_OUTCOMES; i++) {
		size_t n = counts->by[WORDS[i].outcome];
		if (!n)
			continue;
		buf_addf(&b, "%s%zu %s", before, n, n == 1 ? WORDS[i].one : WORDS[i].many);
		before = ", ";
	}
	if (counts->again)
		buf_addf(&b, "; %zu taken in before", counts->again);
	return str_copy(a, buf_str(&b));
}
