/* The letter to who signed up for the digest: do they want it? */
#include <assert.h>

#include "base/calendar.h"
#include "mail/letter_parts.h"
#include "mail/subscriber.h"
#include "render/words.h"

static struct str filled(const struct letter *letter, enum word word)
{
	const struct site *site = letter->work->site;
	const struct words_place places[] = {{"title", letter_words(letter->a, site->title)},
		{"n", str_printf(letter->a, "%d", (int)(LETTER_SUBSCRIBE_SECONDS / (int)CALENDAR_DAY))},
		{0}};
	return words_filled(letter->a, &site->words, word, places);
}

static void add_paragraph(struct letter *letter, enum word word)
{
	buf_addf(&letter->text, STR_FMT "\n\n", STR_ARG(filled(letter, word)));
}

static void add_lists(struct letter *letter, enum word word, const struct strs *slugs)
{
	const struct site *site = letter->work->site;
	add_paragraph(letter, word);
	for (size_t i = 0; i < slugs->n; i++) {
		const struct mail_list *list = site_list(site, slugs->v[i]);
		if (list)
			buf_addf(&letter->text, "- " STR_FMT ", " STR_FMT "\n",
				STR_ARG(letter_words(letter->a, words_list(&site->words, list))),
				STR_ARG(words_text(&site->words, words_cadence(list->cadence))));
	}
	buf_add_char(&letter->text, '\n');
}

static bool add_link(struct letter *letter, struct err *why)
{
	const struct mail_link link = {.kind = MAIL_LINK_SUBSCRIBE,
		.about = letter->of,
		.made = letter->work->now,
		.until = letter->work->now + LETTER_SUBSCRIBE_SECONDS};
	struct str secret;
	if (!letter_make_link(letter->work->store, letter->a, &link, &secret, why))
		return false;
	add_paragraph(letter, WORD_letter_open);
	buf_addf(&letter->text, STR_FMT "mail/confirm/" STR_FMT "\n\n",
		STR_ARG(letter->work->site->door_url), STR_ARG(secret));
	add_paragraph(letter, WORD_letter_until);
	return true;
}

static bool write_letter(
	struct letter *letter, const struct subscriber *subscriber, struct err *why)
{
	const struct site *site = letter->work->site;
	struct strs have;
	assert(letter->to.address.n && subscriber->wanted.n);
	if (!store_subscription_list(letter->work->store, letter->a, subscriber->id, &have, why))
		return false;
	letter->subject = filled(letter, WORD_letter_subject);
	add_lists(letter, WORD_letter_asked, &subscriber->wanted);
	if (have.n && subscriber->state == SUBSCRIBER_CONFIRMED)
		add_lists(letter, WORD_letter_have, &have);
	if (!add_link(letter, why))
		return false;
	add_paragraph(letter, WORD_letter_nothing);
	if (site->postal_address.n)
		letter->foot = STR_CAT(letter->a, letter_words(letter->a, site->postal_address), S("\n"));
	return true;
}

static bool open_address(
	struct letter *letter, const struct subscriber *subscriber, struct err *why)
{
	struct vault vault CLEANUP_VAULT;
	const struct mail_work *work = letter->work;
	return subscriber_vault_open(work->site, work->store, VAULT_THERE, &vault, why) &&
		subscriber_address(&vault, letter->a, subscriber, &letter->to.address, why);
}

bool letter_subscribe(struct letter *letter, struct err *why)
{
	struct subscriber subscriber;
	bool there;
	if (!store_subscriber_get(letter->work->store, letter->a, letter->of, &subscriber, &there, why))
		return false;
	if (!there || !subscriber.wanted.n || !subscriber.address.n ||
		!site_signs_up(letter->work->site)) {
		letter->none = S("nothing waits to be confirmed any more");
		return true;
	}
	return open_address(letter, &subscriber, why) && write_letter(letter, &subscriber, why);
}
