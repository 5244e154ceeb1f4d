#include "mail/mailing.h"

#include "store/edition.h"
#include "store/subscriber.h"
#include "store/unit.h"

static bool find_edition(
	struct store *s, struct arena *a, int64_t edition, struct frozen_edition *out, struct err *err)
{
	bool there;
	return store_edition_get(s, a, edition, out, &there, err) &&
		(there || err_set(err, "there is no such edition"));
}

bool mailing_people(
	struct store *s, int64_t edition, int64_t about, int64_t *people, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct frozen_edition frozen;
	return find_edition(s, &a, edition, &frozen, err) &&
		store_mailing_people(s, frozen.list, about, people, err);
}

bool mailing_ask(struct store *s, int64_t edition, struct str editor, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return store_job_ask(s, JOB_SEND, str_printf(&a, "%lld", (long long)edition), editor, now, err);
}

static bool start(
	struct store *s, const struct mailing_wish *wish, int64_t *people, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct frozen_edition frozen;
	struct edition_bodies bodies;
	const struct mailing mailing = {
		.edition = wish->edition, .editor = wish->editor, .at = wish->now, .ended = NO_TIME};
	if (!find_edition(s, &a, wish->edition, &frozen, err) ||
		!store_edition_bodies(s, &a, wish->edition, &bodies, err))
		return false;
	if (wish->about && frozen.fresh)
		return err_set(err,
			"this edition has new items as well, which all others would never get; freeze one of "
			"corrections alone");
	if (!bodies.slot.n)
		return err_set(err,
			"this edition was frozen by an older version, which kept nothing that could be mailed");
	if (!store_mailing_begin(s, &mailing, frozen.list, wish->about, people, err))
		return false;
	if (!*people)
		return err_set(err, "nobody is subscribed to “" STR_FMT "”", STR_ARG(frozen.list));
	return mailing_ask(s, wish->edition, wish->editor, wish->now, err);
}

bool mailing_start(const struct site *site, struct store *s, const struct mailing_wish *wish,
	int64_t *people, struct err *err)
{
	struct unit u;
	*people = 0;
	if (!site_mails(site))
		return err_set(err, "no mail server is configured: set mail.smtp");
	if (!site->door_url.n)
		return err_set(err,
			"readers could not leave by a link: set the address of the pages for that (door.url)");
	return unit_begin(&u, s, err) && unit_end(&u, start(s, wish, people, err), err);
}
