#include "base/calendar.h"
#include "base/date.h"
#include "base/secret.h"
#include "mail/letter_parts.h"
#include "store/editor_mail.h"
#include "store/invitation.h"
#include "store/mail_link.h"

/* An editor gets at most one link to a new password in so many seconds, however often somebody
 * asks. */
enum { RESET_PAUSE = 300 };

bool letter_make_link(struct store *s, struct arena *a, const struct mail_link *link,
	struct str *secret, struct err *err)
{
	*secret = str_sub(secret_new(a), 0, LETTER_SECRET_DIGITS);
	return store_mail_link_add(s, *secret, link, err);
}

/* Makes a link that may be used for so many seconds, and keeps it. */
static bool make_link(struct letter *letter, enum mail_link_kind kind, int64_t seconds,
	struct str *secret, struct err *why)
{
	const struct mail_link link = {.kind = kind,
		.about = letter->of,
		.address = letter->to.address,
		.made = letter->work->now,
		.until = letter->work->now + seconds};
	return letter_make_link(letter->work->store, letter->a, &link, secret, why);
}

static void add_link(struct letter *letter, const char *page, struct str secret)
{
	buf_addf(&letter->text, STR_FMT "%s/" STR_FMT "\n\n", STR_ARG(letter->work->site->desk_url),
		page, STR_ARG(secret));
}

/* "the desk of Scleroderma News Desk". */
static struct str desk_of(const struct letter *letter)
{
	struct str title = letter->work->site->title;
	return title.n ?
		str_printf(letter->a, "the desk of " STR_FMT, STR_ARG(letter_words(letter->a, title))) :
		S("the desk");
}

static void add_until(struct letter *letter, int64_t seconds)
{
	char day[TIME_TEXT], clock[TIME_TEXT];
	int64_t until = letter->work->now + seconds;
	struct str time = seconds < CALENDAR_DAY ?
		S("an hour") :
		str_printf(letter->a, "%lld days", (long long)(seconds / CALENDAR_DAY));
	buf_addf(&letter->text,
		"It can be used once, within " STR_FMT ": until %s %s (" STR_FMT ").\n\n", STR_ARG(time),
		date_us(date_local(until), day), time_local_clock(until, clock),
		STR_ARG(letter->work->site->timezone));
}

bool letter_confirm(struct letter *letter, struct err *why)
{
	struct editor editor;
	struct editor_mail mail;
	struct str secret;
	if (!letter_editor(letter, &editor, why) ||
		!store_editor_mail_get(letter->work->store, letter->a, letter->of, &mail, why))
		return false;
	if (!letter->none.n && !mail.wanted.n)
		letter->none = S("no address waits to be confirmed any more");
	if (letter->none.n)
		return true;
	letter->to = (struct mailbox){editor.name, mail.wanted};
	letter->subject = S("Is this your mail address?");
	if (!make_link(letter, MAIL_LINK_CONFIRM, LETTER_CONFIRM_SECONDS, &secret, why))
		return false;
	buf_addf(&letter->text,
		"This address was given for “" STR_FMT "” at " STR_FMT
		". Nothing else is mailed here until you confirm that it is yours.\n\n",
		STR_ARG(letter_words(letter->a, editor.name)), STR_ARG(desk_of(letter)));
	if (letter->work->site->desk_url.n) {
		buf_add(&letter->text, S("Open this page and press the button on it:\n\n"));
		add_link(letter, "confirm", secret);
	} else
		buf_addf(&letter->text,
			"Put this code into the page of your account, under your name at the top of the "
			"desk:\n\n" STR_FMT "\n\n",
			STR_ARG(secret));
	add_until(letter, LETTER_CONFIRM_SECONDS);
	buf_add(&letter->text, S("If you know nothing of this, do nothing.\n"));
	return true;
}

static bool reset_none(struct letter *letter, const struct editor *editor, struct err *why)
{
	int64_t now = letter->work->now, made;
	if (!store_mail_link_newest(letter->work->store, MAIL_LINK_RESET, letter->of, &made, why))
		return false;
	if (letter->none.n)
		return true;
	if (!editor->email.n || !letter_can_link(letter->work->site))
		letter->none = S("there is no address to send it to");
	else if (now - letter->job->asked > LETTER_RESET_SECONDS)
		letter->none = S("it was asked for too long ago");
	else if (letter->job->attempts == 1 && made != NO_TIME && now - made < RESET_PAUSE)
		letter->none = S("one was sent just before");
	return true;
}

bool letter_reset(struct letter *letter, struct err *why)
{
	struct editor editor = {0};
	struct str secret;
	if (!letter_editor(letter, &editor, why) || !reset_none(letter, &editor, why))
		return false;
	if (letter->none.n)
		return true;
	letter->to = (struct mailbox){editor.name, editor.email};
	letter->subject = S("A new password for the desk");
	if (!make_link(letter, MAIL_LINK_RESET, LETTER_RESET_SECONDS, &secret, why))
		return false;
	buf_addf(&letter->text,
		"Somebody asked for a new password for “" STR_FMT "” at " STR_FMT
		". If it was you, open this page and choose one:\n\n",
		STR_ARG(letter_words(letter->a, editor.name)), STR_ARG(desk_of(letter)));
	add_link(letter, "reset", secret);
	add_until(letter, LETTER_RESET_SECONDS);
	buf_add(&letter->text,
		S("If it was not you, do nothing: your password stays as it is, and nobody else has this "
		  "link.\n"));
	return true;
}

bool letter_invite(struct letter *letter, struct err *why)
{
	struct invitation invitation;
	struct str secret;
	bool found;
	if (!store_invitation_get(letter->work->store, letter->a, letter->of, &invitation, &found, why))
		return false;
	if (!found || !invitation.address.n || !letter_can_link(letter->work->site)) {
		letter->none = S("the invitation was accepted or taken back");
		return true;
	}
	letter->to = (struct mailbox){invitation.name, invitation.address};
	letter->subject = str_printf(
		letter->a, "You are invited to " STR_FMT, STR_ARG(desk_of(letter)));
	if (!make_link(letter, MAIL_LINK_INVITE, LETTER_INVITE_SECONDS, &secret, why))
		return false;
	buf_addf(&letter->text,
		STR_FMT " invites you to work at " STR_FMT
				", where editors choose what is published. Open this page to choose a name and a "
				"password:\n\n",
		STR_ARG(str_or(
			letter_words(letter->a, invitation.editor), S("Whoever looks after the server"))),
		STR_ARG(desk_of(letter)));
	add_link(letter, "invitation", secret);
	add_until(letter, LETTER_INVITE_SECONDS);
	buf_add(&letter->text, S("If you do not want to, do nothing: nothing else is mailed here.\n"));
	return true;
}
