/* Signing up, confirming, leaving: the rules. */
#include "mail/subscriber_parts.h"

#include <assert.h>
#include <sodium.h>

#include "base/date.h"
#include "mail/letter.h"
#include "mail/message.h"
#include "store/unit.h"

bool subscriber_tally(struct store *s, struct str list, const struct tallied *what, struct err *err)
{
	char day[TIME_TEXT];
	assert(what->n >= 0);
	return store_subscriber_tally(
		s, list, str_of(date_iso(date_local(what->now), day)), what->verb, what->n, err);
}

static bool tally(
	struct store *s, struct str list, enum subscriber_verb verb, int64_t now, struct err *err)
{
	return subscriber_tally(s, list, &(struct tallied){verb, 1, now}, err);
}

/* -- Signing up -- */

/* The slugs of the wish that are lists, each once. */
static struct strs lists_of(
	const struct site *site, struct arena *a, const struct subscriber_wish *wish)
{
	struct strs lists = {0};
	for (size_t i = 0; i < wish->lists.n; i++)
		if (site_list(site, wish->lists.v[i]) && !strs_have(lists, wish->lists.v[i]))
			strs_add(a, &lists, wish->lists.v[i]);
	return lists;
}

static void add_wanted(struct arena *a, struct subscriber *subscriber, const struct strs *lists)
{
	struct strs wanted = {0};
	for (size_t i = 0; i < subscriber->wanted.n; i++)
		strs_add(a, &wanted, subscriber->wanted.v[i]);
	for (size_t i = 0; i < lists->n; i++)
		if (!strs_have(wanted, lists->v[i]))
			strs_add(a, &wanted, lists->v[i]);
	subscriber->wanted = wanted;
}

/* Whether a letter may be asked for; then it counts. */
static bool take_letter(struct subscriber *subscriber, int64_t now)
{
	bool asked = subscriber->asked != NO_TIME;
	assert(subscriber->letters >= 0);
	int64_t since = asked ? now - subscriber->asked : 0;
	if (asked && since >= SUBSCRIBER_WISH_SECONDS)
		subscriber->letters = 0;
	if ((asked && since < SUBSCRIBER_PAUSE_SECONDS) || subscriber->letters >= SUBSCRIBER_LETTERS)
		return false;
	subscriber->letters++;
	subscriber->asked = now;
	return true;
}

static struct str new_handle(struct arena *a)
{
	char *bytes = arena_alloc(a, SUBSCRIBER_HANDLE_BYTES);
	randombytes_buf(bytes, SUBSCRIBER_HANDLE_BYTES);
	return (struct str){bytes, SUBSCRIBER_HANDLE_BYTES};
}

struct subscriber subscriber_new(
	struct arena *a, struct hash found, enum subscriber_how how, int64_t now)
{
	return (struct subscriber){.found = found,
		.has_found = true,
		.handle = new_handle(a),
		.how = how,
		.made = now,
		.confirmed = NO_TIME,
		.changed = now,
		.asked = NO_TIME};
}

/* Adds the row, or writes it. */
static bool put(struct store *s, struct subscriber *subscriber, struct err *err)
{
	return subscriber->id ? store_subscriber_write(s, subscriber, err) :
							store_subscriber_add(s, subscriber, &subscriber->id, err);
}

struct sign_up {
	struct arena *a;
	const struct vault *vault;
	const struct subscriber_wish *wish;
	struct strs lists;
	struct str address;
	struct hash found;
};

static bool sign_up(struct store *s, const struct sign_up *up, struct err *err)
{
	int64_t now = up->wish->now;
	struct subscriber subscriber;
	bool there;
	if (!store_subscriber_find(s, up->a, up->found, &subscriber, &there, err))
		return false;
	if (!there)
		subscriber = subscriber_new(up->a, up->found, up->wish->how, now);
	if (!subscriber.address.n) /* of who left it is kept until the wish is forgotten */
		subscriber.address = vault_seal(up->vault, up->a, up->address);
	add_wanted(up->a, &subscriber, &up->lists);
	bool letter = take_letter(&subscriber, now);
	return put(s, &subscriber, err) &&
		(!letter || letter_ask(s, LETTER_SUBSCRIBE, subscriber.id, STR_NONE, now, err));
}

bool subscriber_sign_up(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_wish *wish, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct sign_up up = {.a = &a, .vault = vault, .wish = wish, .lists = lists_of(site, &a, wish)};
	struct unit u;
	if (!message_address(&a, wish->address, &up.address, NULL))
		return err_set(err, "that is no mail address");
	if (!up.lists.n)
		return err_set(err, "which list? There is none of that name");
	up.found = subscriber_hash(vault, &a, up.address);
	bool well = unit_begin(&u, s, err) && unit_end(&u, sign_up(s, &up, err), err);
	vault_wipe(up.address);
	return well;
}

/* -- Confirming -- */

static bool join_list(
	struct store *s, int64_t subscriber, struct str list, int64_t now, struct err *err)
{
	bool changed;
	return store_subscription_add(s, subscriber, list, now, &changed, err) &&
		(!changed || tally(s, list, SUBSCRIBER_JOINED, now, err));
}

bool subscriber_join(struct store *s, struct subscriber *subscriber, const struct strs *lists,
	int64_t now, struct err *err)
{
	bool well = true;
	assert(lists->n); /* nobody is confirmed who wants nothing */
	for (size_t i = 0; i < lists->n && well; i++)
		well = join_list(s, subscriber->id, lists->v[i], now, err);
	if (!well || subscriber->state == SUBSCRIBER_CONFIRMED)
		return well;
	subscriber->state = SUBSCRIBER_CONFIRMED;
	subscriber->confirmed = subscriber->changed = now;
	return tally(s, STR_NONE, SUBSCRIBER_JOINED, now, err);
}

static bool confirm(struct store *s, int64_t id, int64_t now, bool *there, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct subscriber subscriber;
	if (!store_subscriber_get(s, &a, id, &subscriber, there, err))
		return false;
	if (!*there || !subscriber.wanted.n || !subscriber.address.n)
		return true;
	if (!subscriber_join(s, &subscriber, &subscriber.wanted, now, err))
		return false;
	subscriber.wanted = (struct strs){0};
	subscriber.letters = 0;
	return store_subscriber_write(s, &subscriber, err);
}

bool subscriber_confirm(struct store *s, int64_t id, int64_t now, bool *there, struct err *err)
{
	struct unit u;
	*there = false;
	return unit_begin(&u, s, err) && unit_end(&u, confirm(s, id, now, there, err), err);
}

/* -- No more mail -- */

static enum subscriber_verb verb_of(enum subscriber_state state)
{
	switch (state) {
	case SUBSCRIBER_BOUNCED: return SUBSCRIBER_STOPPED;
	case SUBSCRIBER_COMPLAINED: return SUBSCRIBER_COMPLAINT;
	case SUBSCRIBER_FORGOTTEN: return SUBSCRIBER_DELETED;
	default: break;
	}
	assert(state == SUBSCRIBER_LEFT);
	return SUBSCRIBER_UNSUBSCRIBED;
}

/* Counts it for each list; one who bounced stays on them. */
static bool end_lists(struct store *s, const struct subscriber *subscriber,
	enum subscriber_state state, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs lists;
	bool well = store_subscription_list(s, &a, subscriber->id, &lists, err), changed;
	for (size_t i = 0; well && i < lists.n; i++)
		well = (subscriber->state != SUBSCRIBER_CONFIRMED ||
				   tally(s, lists.v[i], verb_of(state), now, err)) &&
			(state == SUBSCRIBER_BOUNCED ||
				store_subscription_end(s, subscriber->id, lists.v[i], &changed, err));
	return well;
}

static bool end_all(struct store *s, struct subscriber *subscriber, enum subscriber_state state,
	int64_t now, struct err *err)
{
	assert(subscriber->id > 0 && subscriber->has_found); /* a row that was not deleted */
	if (!end_lists(s, subscriber, state, now, err))
		return false;
	subscriber->state = state;
	subscriber->changed = now;
	if (state != SUBSCRIBER_BOUNCED) {
		subscriber->address = STR_NONE;
		subscriber->wanted = (struct strs){0};
	}
	return store_mail_link_end(s, MAIL_LINK_SUBSCRIBE, subscriber->id, err) &&
		store_subscriber_write(s, subscriber, err) && tally(s, STR_NONE, verb_of(state), now, err);
}

/* Who confirmed nothing, or left since the report was made, does not bounce. */
static bool end_one(
	struct store *s, int64_t id, enum subscriber_state state, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct subscriber subscriber;
	bool there;
	if (!store_subscriber_get(s, &a, id, &subscriber, &there, err))
		return false;
	if (!there || (state == SUBSCRIBER_BOUNCED && subscriber.state != SUBSCRIBER_CONFIRMED))
		return true;
	return end_all(s, &subscriber, state, now, err);
}

bool subscriber_end(
	struct store *s, int64_t id, enum subscriber_state state, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, end_one(s, id, state, now, err), err);
}

static bool leave_list(
	struct store *s, int64_t id, struct str list, int64_t now, bool *changed, struct err *err)
{
	bool ended;
	if (!store_subscription_end(s, id, list, &ended, err))
		return false;
	*changed = *changed || ended;
	return !ended || tally(s, list, SUBSCRIBER_UNSUBSCRIBED, now, err);
}

/* By a link of the list, also one from before they were moved to another. */
static bool leave_lists(
	struct store *s, int64_t id, struct str list, int64_t now, bool *changed, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs moved;
	bool well = store_subscription_moved(s, &a, id, list, &moved, err) &&
		leave_list(s, id, list, now, changed, err);
	for (size_t i = 0; well && i < moved.n; i++)
		well = leave_list(s, id, moved.v[i], now, changed, err);
	return well;
}

static bool leave(struct store *s, struct subscriber *subscriber, struct str list, int64_t now,
	bool *changed, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs lists;
	if (list.n && !leave_lists(s, subscriber->id, list, now, changed, err))
		return false;
	if (!store_subscription_list(s, &a, subscriber->id, &lists, err))
		return false;
	bool over = subscriber->state == SUBSCRIBER_LEFT || subscriber->state == SUBSCRIBER_COMPLAINED;
	/* A wish that waits goes too, whoever made it. */
	if ((over && !subscriber->wanted.n) || (list.n && lists.n))
		return true;
	*changed = true;
	if (!over)
		return end_all(s, subscriber, SUBSCRIBER_LEFT, now, err);
	subscriber->wanted = (struct strs){0};
	subscriber->address = STR_NONE;
	return store_mail_link_end(s, MAIL_LINK_SUBSCRIBE, subscriber->id, err) &&
		store_subscriber_write(s, subscriber, err);
}

static bool leave_one(
	struct store *s, int64_t id, struct str list, int64_t now, bool *changed, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct subscriber subscriber;
	bool there;
	return store_subscriber_get(s, &a, id, &subscriber, &there, err) &&
		(!there || leave(s, &subscriber, list, now, changed, err));
}

bool subscriber_leave(
	struct store *s, int64_t id, struct str list, int64_t now, bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	return unit_begin(&u, s, err) && unit_end(&u, leave_one(s, id, list, now, changed, err), err);
}

static bool choose(const struct site *site, struct store *s, struct subscriber *subscriber,
	const struct strs *lists, int64_t now, struct err *err)
{
	bool changed = false, well = true;
	if (!lists->n) /* also lists that are configured no more */
		return leave(s, subscriber, STR_NONE, now, &changed, err);
	for (size_t i = 0; i < site->list_count && well; i++)
		if (strs_have(*lists, site->lists[i].slug))
			well = join_list(s, subscriber->id, site->lists[i].slug, now, err);
	for (size_t i = 0; i < site->list_count && well; i++)
		if (!strs_have(*lists, site->lists[i].slug) && subscriber->state == SUBSCRIBER_CONFIRMED)
			well = leave(s, subscriber, site->lists[i].slug, now, &changed, err);
	return well;
}

static bool choose_one(const struct site *site, struct store *s, int64_t id,
	const struct strs *lists, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct subscriber subscriber;
	bool there;
	if (!store_subscriber_get(s, &a, id, &subscriber, &there, err))
		return false;
	return !there || subscriber.state != SUBSCRIBER_CONFIRMED ||
		choose(site, s, &subscriber, lists, now, err);
}

bool subscriber_choose(const struct site *site, struct store *s, int64_t id,
	const struct strs *lists, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, choose_one(site, s, id, lists, now, err), err);
}

static bool delete_one(struct store *s, int64_t id, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct subscriber was;
	bool there;
	if (!store_subscriber_get(s, &a, id, &was, &there, err))
		return false;
	if (!there)
		return true;
	const struct subscriber forgotten = {.id = id,
		.state = SUBSCRIBER_FORGOTTEN,
		.how = was.how,
		.confirmed = NO_TIME,
		.asked = NO_TIME};
	return end_all(s, &was, SUBSCRIBER_FORGOTTEN, now, err) &&
		store_subscriber_write(s, &forgotten, err);
}

bool subscriber_delete(struct store *s, int64_t id, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, delete_one(s, id, now, err), err);
}

bool subscriber_sweep(struct store *s, int64_t now, struct err *err)
{
	return store_subscriber_sweep(s, now - SUBSCRIBER_WISH_SECONDS, err);
}
