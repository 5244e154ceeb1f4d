#include "mail/mailing.h"

#include <assert.h>

#include "mail/campaign.h"
#include "store/edition_act.h"
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
		store_mailing_people(s, frozen.list, frozen.about ? frozen.about : about, people, err);
}

/* A worker is to hand over what is due. */
static bool ask_worker(struct store *s, const struct mailing_wish *wish, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return store_job_ask(s, JOB_SEND, str_printf(&a, "%lld", (long long)wish->edition),
		wish->editor, wish->now, err);
}

static bool note_act(struct store *s, const struct mailing_wish *wish, enum edition_verb verb,
	int64_t people, struct err *err)
{
	assert(wish->edition > 0 && people >= 0);
	const struct edition_act act = {.at = wish->now,
		.editor = wish->editor,
		.verb = verb,
		.people = people,
		.edition = {.id = wish->edition}};
	return store_edition_act_add(s, &act, err);
}

/* Whoever got the item after its correction would believe the item. */
static bool check_about(struct store *s, const struct frozen_edition *frozen,
	const struct mailing_wish *wish, int64_t about, struct err *err)
{
	int64_t waiting;
	if (frozen->about && wish->about && wish->about != frozen->about)
		return err_set(err, "this edition corrects another item");
	if (about && frozen->fresh)
		return err_set(err,
			"this edition has new items as well, which all others would never get; freeze a "
			"correction of the item alone");
	if (!about)
		return true;
	return store_mailing_waiting(s, frozen->list, about, &waiting, err) &&
		(!waiting ||
			err_set(err,
				"what it corrects is still being sent to %lld %s, who would get that after "
				"the correction: wait until it is over, or cancel the rest of it",
				(long long)waiting, edition_people(waiting)));
}

static bool check_ways(struct store *s, const struct mailing_wish *wish, struct err *err)
{
	bool elsewhere;
	return wish->twice ||
		(campaign_is_there(s, wish->edition, &elsewhere, err) &&
			(!elsewhere ||
				err_set(err,
					"this edition was handed to listmonk: who is on both lists would get it twice. "
					"Confirm that (--twice) if it is to be sent all the same")));
}

bool mailing_check_true(struct store *s, int64_t edition, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs titles;
	if (!store_edition_outdated(s, &a, edition, &titles, err))
		return false;
	if (!titles.n)
		return true;
	struct str more =
		titles.n > 1 ? str_printf(&a, " and %zu more", titles.n - 1) : STR_NONE;
	return err_set(err,
		"since this edition was frozen, “" STR_FMT "”" STR_FMT " %s corrected, taken down or "
		"listed again. What is not sent is told in no later edition: send it all the same "
		"(--as-frozen), and a correction after it (`tidings digest --about`)",
		STR_ARG(titles.v[0]), STR_ARG(more), titles.n > 1 ? "were" : "was");
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
	int64_t about = frozen.about ? frozen.about : wish->about;
	if (!check_about(s, &frozen, wish, about, err) || !check_ways(s, wish, err) ||
		(!wish->as_frozen && !mailing_check_true(s, wish->edition, err)))
		return false;
	if (!bodies.slot.n)
		return err_set(err,
			"this edition was frozen by an older version, which kept nothing that could be mailed");
	if (!store_mailing_begin(s, &mailing, frozen.list, about, people, err))
		return false;
	if (!*people && about)
		return err_set(err, "nobody who is subscribed was sent what it corrects");
	if (!*people)
		return err_set(err, "nobody is subscribed to “" STR_FMT "”", STR_ARG(frozen.list));
	return note_act(s, wish, EDITION_SEND, *people, err) && ask_worker(s, wish, err);
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

/* *people: how many wait for it, before that. */
static bool set_state(struct store *s, const struct mailing_wish *wish, enum edition_verb verb,
	int64_t *people, bool *changed, struct err *err)
{
	enum mailing_state state = verb == EDITION_PAUSE ? MAILING_PAUSED :
		verb == EDITION_RESUME                       ? MAILING_GOING :
													   MAILING_CANCELLED;
	struct delivery_counts counts;
	if (!store_delivery_count(s, wish->edition, &counts, err))
		return false;
	*people = counts.n[DELIVERY_PLANNED] + counts.n[DELIVERY_DEFERRED];
	return store_mailing_set(s, wish->edition, state, wish->now, changed, err);
}

static bool change(struct store *s, const struct mailing_wish *wish, enum edition_verb verb,
	bool *changed, struct err *err)
{
	int64_t people;
	bool settles = verb == EDITION_AGAIN || verb == EDITION_TAKEN, again = verb == EDITION_AGAIN;
	if (settles) {
		if (!store_delivery_settle(s, wish->edition, again, wish->now, &people, err))
			return false;
		*changed = people > 0;
	} else if (!set_state(s, wish, verb, &people, changed, err))
		return false;
	return !*changed ||
		(note_act(s, wish, verb, people, err) &&
			((verb != EDITION_RESUME && !again) || ask_worker(s, wish, err)));
}

bool mailing_change(struct store *s, const struct mailing_wish *wish, enum edition_verb verb,
	bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	assert(verb >= EDITION_PAUSE && verb <= EDITION_TAKEN && !wish->about);
	return unit_begin(&u, s, err) && unit_end(&u, change(s, wish, verb, changed, err), err);
}
