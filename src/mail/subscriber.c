#include "mail/subscriber.h"

#include <assert.h>
#include <unistd.h>

#include "base/date.h"
#include "mail/message.h"
#include "store/unit.h"

static struct str key_path(struct arena *a, const struct site *site)
{
	return STR_CAT(a, site->folder, S("/subscribers.key"));
}

bool subscriber_vault_open(
	const struct site *site, enum vault_open how, struct vault *vault, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return vault_open(vault, key_path(&a, site).p, how, err);
}

bool subscriber_vault_is_there(const struct site *site)
{
	struct arena a CLEANUP_ARENA = {0};
	return access(key_path(&a, site).p, F_OK) == 0;
}

bool subscriber_found_by(
	const struct vault *vault, struct arena *a, struct str address, struct hash *found)
{
	struct str plain;
	if (!message_address(a, address, &plain, NULL))
		return false;
	*found = vault_hash(vault, "address", str_lower(a, plain));
	return true;
}

static const char *leave_use(struct arena *a, struct str list)
{
	return list.n ? str_printf(a, "leave " STR_FMT, STR_ARG(list)).p : "leave";
}

struct str subscriber_leave_token(
	const struct vault *vault, struct arena *a, struct str list, struct str handle)
{
	return vault_token(vault, a, leave_use(a, list), handle);
}

bool subscriber_leave_read(const struct vault *vault, struct arena *a, const struct site *site,
	struct str token, struct str *handle, struct str *list)
{
	*list = STR_NONE;
	if (vault_token_read(vault, a, leave_use(a, STR_NONE), token, handle))
		return true;
	for (size_t i = 0; i < site->list_count; i++) {
		*list = site->lists[i].slug;
		if (vault_token_read(vault, a, leave_use(a, *list), token, handle))
			return true;
	}
	return false;
}

static enum subscriber_verb verb_of(enum subscriber_state state)
{
	switch (state) {
	case SUBSCRIBER_BOUNCED: return SUBSCRIBER_STOPPED;
	case SUBSCRIBER_COMPLAINED: return SUBSCRIBER_COMPLAINT;
	default: break;
	}
	assert(state == SUBSCRIBER_LEFT);
	return SUBSCRIBER_UNSUBSCRIBED;
}

static bool tally(
	struct store *s, struct str list, enum subscriber_verb verb, int64_t now, struct err *err)
{
	char day[TIME_TEXT];
	return store_subscriber_tally(s, list, str_of(date_iso(date_local(now), day)), verb, err);
}

static bool end_lists(
	struct store *s, int64_t subscriber, enum subscriber_state state, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs lists;
	bool changed;
	if (!store_subscription_list(s, &a, subscriber, &lists, err))
		return false;
	for (size_t i = 0; i < lists.n; i++)
		if (!tally(s, lists.v[i], verb_of(state), now, err) ||
			(state != SUBSCRIBER_BOUNCED &&
				!store_subscription_end(s, subscriber, lists.v[i], &changed, err)))
			return false;
	return true;
}

static bool end_all(struct store *s, struct subscriber *subscriber, enum subscriber_state state,
	int64_t now, struct err *err)
{
	subscriber->state = state;
	subscriber->changed = now;
	if (state != SUBSCRIBER_BOUNCED) {
		subscriber->address = STR_NONE;
		subscriber->wanted = (struct strs){0};
	}
	return end_lists(s, subscriber->id, state, now, err) &&
		store_subscriber_write(s, subscriber, err) && tally(s, STR_NONE, verb_of(state), now, err);
}

bool subscriber_end(struct store *s, struct subscriber *subscriber, enum subscriber_state state,
	int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, end_all(s, subscriber, state, now, err), err);
}

static bool leave(struct store *s, struct subscriber *subscriber, struct str list, int64_t now,
	bool *changed, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs lists;
	if (list.n &&
		(!store_subscription_end(s, subscriber->id, list, changed, err) ||
			(*changed && !tally(s, list, SUBSCRIBER_UNSUBSCRIBED, now, err))))
		return false;
	if (!store_subscription_list(s, &a, subscriber->id, &lists, err))
		return false;
	bool over = subscriber->state == SUBSCRIBER_LEFT ||
		subscriber->state == SUBSCRIBER_COMPLAINED || (list.n && lists.n);
	if (over)
		return true;
	*changed = true;
	return subscriber_end(s, subscriber, SUBSCRIBER_LEFT, now, err);
}

bool subscriber_leave(struct store *s, struct subscriber *subscriber, struct str list, int64_t now,
	bool *changed, struct err *err)
{
	struct unit u;
	*changed = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u, leave(s, subscriber, list, now, changed, err), err);
}
