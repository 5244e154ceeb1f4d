/* The key of the subscribers, and what is made by it: hashes, addresses, tokens. */
#include <unistd.h>

#include "base/seal.h"
#include "mail/message.h"
#include "mail/subscriber_parts.h"
#include "store/mail_list.h"
#include "store/note.h"

#define NOTE_MARK "subscribers_key" /* by which the store knows the key */

const char *subscriber_key_path(struct arena *a, const struct site *site)
{
	return str_cstr(a, site_path(a, site, str_or(site->mail.key, S("subscribers.key"))));
}

bool subscriber_vault_is_there(const struct site *site)
{
	struct arena a CLEANUP_ARENA = {0};
	return access(subscriber_key_path(&a, site), F_OK) == 0;
}

/* Whether there is anybody whose row needs the key. */
static bool any_there(struct store *s, struct arena *a, bool *there, struct err *err)
{
	struct subscriber first;
	return store_subscriber_next(s, a, 0, &first, there, err);
}

/* Another key than before can open nothing, so it is taken only when there is nothing to open. */
static bool check_mark(
	struct store *s, const struct vault *vault, struct arena *a, const char *path, struct err *err)
{
	struct str noted, mark = hash_hex(a, vault_mark(vault));
	bool there;
	if (!store_note_get(s, a, NOTE_MARK, &noted, err))
		return false;
	if (str_eq(noted, mark))
		return true;
	if (!any_there(s, a, &there, err))
		return false;
	if (there && noted.n)
		return err_set(err,
			"%s is not the key of the subscribers in this store; put theirs back, from where it is "
			"kept beside the backups",
			path);
	return store_note_set(s, NOTE_MARK, mark, err);
}

static bool check_missing(
	const struct site *site, struct store *s, struct arena *a, struct err *err)
{
	bool there;
	if (subscriber_vault_is_there(site))
		return true;
	if (!any_there(s, a, &there, err))
		return false;
	return !there ||
		err_set(err,
			"%s is missing, without which no subscriber's address can be read; put it back, from "
			"where it is kept beside the backups",
			subscriber_key_path(a, site));
}

/* Two processes may make the first key at once: the later one takes that of the other. */
static bool open_file(const char *path, enum vault_open how, struct vault *vault, struct err *err)
{
	return vault_open(vault, path, how, err) ||
		(how == VAULT_MAKE && access(path, F_OK) == 0 && vault_open(vault, path, VAULT_THERE, err));
}

bool subscriber_vault_open(const struct site *site, struct store *s, enum vault_open how,
	struct vault *vault, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *path = subscriber_key_path(&a, site);
	*vault = (struct vault){0};
	return seal_core(err) && check_missing(site, s, &a, err) && open_file(path, how, vault, err) &&
		check_mark(s, vault, &a, path, err);
}

struct hash subscriber_hash(const struct vault *vault, struct arena *a, struct str address)
{
	return vault_hash(vault, "address", str_lower(a, address));
}

bool subscriber_found_by(
	const struct vault *vault, struct arena *a, struct str address, struct hash *found)
{
	struct str plain;
	if (!message_address(a, address, &plain, NULL))
		return false;
	*found = subscriber_hash(vault, a, plain);
	return true;
}

bool subscriber_address(const struct vault *vault, struct arena *a,
	const struct subscriber *subscriber, struct str *address, struct err *err)
{
	*address = STR_NONE;
	return (subscriber->address.n && vault_unseal(vault, a, subscriber->address, address)) ||
		err_set_kind(err, ERR_STORE, "the address of subscriber %lld cannot be read",
			(long long)subscriber->id);
}

static const char *leave_use(struct arena *a, struct str list)
{
	return list.n ? str_cstr(a, STR_CAT(a, S("leave "), list)) : "leave";
}

struct str subscriber_leave_token(
	const struct vault *vault, struct arena *a, struct str list, struct str handle)
{
	return vault_token(vault, a, leave_use(a, list), handle);
}

struct str subscriber_settings_token(const struct vault *vault, struct arena *a, struct str handle)
{
	return vault_token(vault, a, "settings", handle);
}

bool subscriber_leave_read(const struct vault *vault, struct arena *a, struct store *s,
	struct str token, struct leave_link *out, struct err *err)
{
	struct strs lists;
	*out = (struct leave_link){0};
	if (!store_mail_list_all(s, a, &lists, err))
		return false;
	strs_add(a, &lists, STR_NONE);
	for (size_t i = 0; i < lists.n && !out->proved; i++) {
		out->list = lists.v[i];
		out->proved = vault_token_read(vault, a, leave_use(a, out->list), token, &out->handle);
	}
	return true;
}

bool subscriber_settings_read(
	const struct vault *vault, struct arena *a, struct str token, struct str *handle)
{
	return vault_token_read(vault, a, "settings", token, handle);
}
