#include "desk/invite.h"

#include "base/utf8.h"
#include "desk/people.h"
#include "item/note.h"
#include "mail/letter.h"
#include "mail/message.h"
#include "store/editor_mail.h"
#include "store/mail_link.h"
#include "store/unit.h"

static bool check_name(struct str name, struct err *err)
{
	return (name.n && utf8_length(name) <= PEOPLE_NAME_MAX) ||
		err_set(err, "an editor has a name of at most %d letters", PEOPLE_NAME_MAX);
}

/* The name is nobody's who works here. */
static bool name_is_free(struct store *s, struct arena *a, struct str name, struct err *err)
{
	struct editor editor;
	bool found;
	if (!store_editor_find(s, a, name, &editor, &found, err))
		return false;
	return !(found && editor.active) ||
		err_set(err, "there is an editor called “" STR_FMT "” already", STR_ARG(name));
}

static bool invite(const struct site *site, struct store *s, const struct invitation *invitation,
	int64_t *id, bool *mailed, struct err *err)
{
	*mailed = invitation->address.n && letter_can_link(site);
	if (!store_invitation_add(s, invitation, id, err))
		return false;
	if (!*id)
		return err_set(err, "somebody with this address is invited already");
	return !*mailed || letter_ask(s, LETTER_INVITE, *id, invitation->editor, invitation->at, err);
}

bool invite_make(const struct site *site, struct store *s, const struct invitation *invitation,
	int64_t *id, bool *mailed, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str address;
	struct unit u;
	return check_name(invitation->name, err) && name_is_free(s, &a, invitation->name, err) &&
		(!invitation->address.n || message_address(&a, invitation->address, &address, err)) &&
		unit_begin(&u, s, err) && unit_end(&u, invite(site, s, invitation, id, mailed, err), err);
}

bool invite_link(struct store *s, struct arena *a, int64_t invitation, int64_t now,
	struct str *path, struct err *err)
{
	const struct mail_link link = {
		MAIL_LINK_INVITE, invitation, STR_NONE, now, now + LETTER_INVITE_SECONDS};
	struct unit u;
	struct str secret;
	if (!unit_begin(&u, s, err) ||
		!unit_end(&u,
			store_mail_link_end(s, MAIL_LINK_INVITE, invitation, err) &&
				letter_make_link(s, a, &link, &secret, err),
			err))
		return false;
	*path = str_printf(a, "invitation/" STR_FMT, STR_ARG(secret));
	return true;
}

/* `mailed`: where the link was mailed to; empty: it was handed over. */
static bool find_link(struct store *s, struct arena *a, const struct invite_answer *answer,
	struct invitation *out, struct str *mailed, bool *found, struct err *err)
{
	const struct mail_link_key key = {MAIL_LINK_INVITE, answer->key, answer->now};
	struct mail_link link;
	if (!store_mail_link_find(s, a, &key, &link, found, err))
		return false;
	*mailed = link.address;
	return !*found || store_invitation_get(s, a, link.about, out, found, err);
}

bool invite_find(struct store *s, struct arena *a, struct str key, int64_t now,
	struct invitation *out, bool *found, struct err *err)
{
	const struct invite_answer answer = {.key = key, .now = now};
	struct str mailed;
	return find_link(s, a, &answer, out, &mailed, found, err);
}

/* Who was removed comes back under their name when they were invited by it. Nobody else takes it:
 * the log would say that they did what another one did. */
static bool check_new_name(struct store *s, struct arena *a, const struct invitation *invitation,
	struct str name, struct err *err)
{
	struct editor editor;
	bool found;
	if (!store_editor_find(s, a, name, &editor, &found, err))
		return false;
	return !found || str_eq(utf8_fold(a, name), utf8_fold(a, invitation->name)) ||
		err_set(err, "“" STR_FMT "” is taken: choose another name", STR_ARG(name));
}

/* A link that was mailed there shows that the address is theirs; of one that was handed over, a
 * letter asks. */
static bool give_address(const struct site *site, struct store *s,
	const struct invitation *invitation, int64_t editor, bool mailed, struct err *err)
{
	const struct letter_wish wish = {editor, invitation->address, STR_NONE, invitation->at};
	bool done;
	if (!invitation->address.n)
		return true;
	if (!mailed)
		return letter_want_address(site, s, &wish, err);
	return store_editor_mail_want(s, editor, invitation->address, err) &&
		store_editor_mail_confirm(s, editor, invitation->address, &done, err);
}

static bool accept(const struct site *site, struct store *s, const struct invite_answer *answer,
	bool *found, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct invitation invitation;
	struct str mailed;
	if (!find_link(s, &a, answer, &invitation, &mailed, found, err))
		return false;
	if (!*found)
		return true;
	const struct editor editor = {.name = answer->name,
		.role = invitation.role,
		.password = answer->password_hash,
		.created = answer->now};
	struct note_newcomer newcomer = {.invited = invitation.name, .since = invitation.at};
	invitation.at = answer->now;
	return check_new_name(s, &a, &invitation, answer->name, err) &&
		people_add(s, &editor, &newcomer.editor, err) && item_note_greet(s, &a, &newcomer, err) &&
		give_address(
			site, s, &invitation, newcomer.editor, str_eq(mailed, invitation.address), err) &&
		store_invitation_end(s, invitation.id, err);
}

bool invite_accept(const struct site *site, struct store *s, const struct invite_answer *answer,
	bool *found, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, accept(site, s, answer, found, err), err);
}
