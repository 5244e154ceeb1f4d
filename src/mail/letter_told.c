#include <assert.h>

#include "base/date.h"
#include "mail/letter_parts.h"
#include "model/trial_status.h"
#include "render/words.h"
#include "store/alert.h"
#include "store/assigned.h"
#include "store/edition_reminder.h"
#include "store/editor_mail.h"
#include "store/item.h"
#include "store/list.h"
#include "store/source.h"

enum { TITLES = 10, TITLE_MAX = 200, SUBJECT_TITLE_MAX = 60 };

/* A title of elsewhere, on one line; of a long one, as many characters. */
static struct str title_of(struct arena *a, const struct item *item, size_t most)
{
	struct str title = words_shortened(a, str_collapse(a, item_face(item).title), most);
	return str_or(letter_words(a, title), S("(no title)"));
}

/* The address of a page of the desk on a line of its own, where it is known. */
static void add_page(struct letter *letter, struct str page)
{
	struct str desk = letter->work->site->desk_url;
	if (desk.n)
		buf_addf(&letter->text, STR_FMT STR_FMT "\n", STR_ARG(desk), STR_ARG(page));
}

static void add_way_out(struct letter *letter)
{
	buf_add(&letter->text,
		S("You chose to get this. It is switched off on the page of your account at the desk, "
		  "under “Mail”:\n"));
	add_page(letter, S("account"));
}

/* The editor and what they chose; `none` is set when it is nothing any more. */
static bool find_chosen(
	struct letter *letter, struct editor *editor, struct editor_mail *mail, struct err *why)
{
	if (!letter_editor(letter, editor, why) ||
		!store_editor_mail_get(letter->work->store, letter->a, letter->of, mail, why))
		return false;
	if (!letter->none.n && !editor->email.n)
		letter->none = S("there is no address to send it to");
	letter->to = (struct mailbox){editor->name, editor->email};
	return true;
}

static void add_counts(struct letter *letter, const struct list_counts *counts)
{
	buf_addf(&letter->text, "In the queue: %lld", (long long)counts->waiting[SECTION_NONE]);
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		buf_addf(&letter->text, "%s%s %lld", s == SECTION_RESEARCH ? " (" : ", ", section_word(s),
			(long long)counts->waiting[s]);
	buf_add(&letter->text, S(").\n"));
}

static bool add_assigned(struct letter *letter, struct err *why)
{
	int64_t n;
	if (!store_assigned_count(letter->work->store, letter->of, &n, why))
		return false;
	if (n)
		buf_addf(&letter->text, "Set aside for you: %lld\n", (long long)n);
	return true;
}

static bool add_oldest(struct letter *letter, struct err *why)
{
	const struct list_filter filter = {
		.state = LIST_WAITING, .order = LIST_OLDEST, .now = letter->work->now, .limit = 1};
	struct items items;
	char day[TIME_TEXT];
	bool more;
	if (!store_list(letter->work->store, letter->a, &filter, &items, &more, why))
		return false;
	if (items.n)
		buf_addf(&letter->text, "The oldest came on %s: " STR_FMT "\n",
			date_us(date_local(items.v[0].first_seen), day),
			STR_ARG(title_of(letter->a, &items.v[0], TITLE_MAX)));
	buf_add_char(&letter->text, '\n');
	return true;
}

static bool add_titles(struct letter *letter, struct err *why)
{
	const struct list_filter filter = {
		.state = LIST_WAITING, .first_for = letter->of, .now = letter->work->now, .limit = TITLES};
	struct items items;
	bool more;
	if (!store_list(letter->work->store, letter->a, &filter, &items, &more, why))
		return false;
	for (size_t i = 0; i < items.n; i++) {
		buf_addf(&letter->text, "* " STR_FMT "%s\n",
			STR_ARG(title_of(letter->a, &items.v[i], TITLE_MAX)),
			item_is_update(&items.v[i]) ? " (changed since it was published)" : "");
		add_page(letter, str_printf(letter->a, "item/%lld", (long long)items.v[i].id));
		buf_add_char(&letter->text, '\n');
	}
	if (more)
		buf_add(&letter->text, S("… and more.\n\n"));
	return true;
}

struct str letter_daily_rest(struct arena *a, struct str day, int64_t first_reminder)
{
	assert(first_reminder >= 0);
	return first_reminder ?
		str_printf(a, STR_FMT "+%lld", STR_ARG(day), (long long)first_reminder) :
		day;
}

/* Those that the letter tells of and that still wait. */
static bool find_reminders(struct letter *letter, struct edition_reminders *out, struct err *why)
{
	struct str first = letter->rest;
	long from;
	*out = (struct edition_reminders){0};
	str_cut(&first, '+');
	return !str_to_long(first, &from) ||
		store_edition_reminder_list(letter->work->store, letter->a, from, out, why);
}

/* How many of them are of lists that are there. */
static int add_reminders(struct letter *letter, const struct edition_reminders *reminders)
{
	int n = 0;
	for (size_t i = 0; i < reminders->n; i++) {
		const struct mail_list *list = site_list(letter->work->site, reminders->v[i].list);
		if (!list)
			continue;
		buf_addf(&letter->text, STR_FMT ": the edition of " STR_FMT " waits to be looked at.\n",
			STR_ARG(letter_words(letter->a, words_list(&WORDS_ENGLISH, list))),
			STR_ARG(words_period(letter->a, &WORDS_ENGLISH, reminders->v[i].period)));
		add_page(letter, str_printf(letter->a, "digest/" STR_FMT, STR_ARG(list->slug)));
		buf_add_char(&letter->text, '\n');
		n++;
	}
	return n;
}

/* "3 items wait in the queue, and an edition waits". */
static struct str daily_subject(struct arena *a, long long items, int editions)
{
	struct str queue = str_printf(
		a, "%lld %s in the queue", items, items == 1 ? "item waits" : "items wait");
	struct str digest = editions == 1 ? S("an edition waits to be looked at") :
										str_printf(a, "%d editions wait to be looked at", editions);
	if (!editions)
		return queue;
	return items ? STR_CAT(a, queue, S("; "), digest) : digest;
}

static bool add_queue(struct letter *letter, const struct list_counts *counts, struct err *why)
{
	add_counts(letter, counts);
	if (!add_assigned(letter, why) || !add_oldest(letter, why) || !add_titles(letter, why))
		return false;
	if (letter->work->site->desk_url.n)
		buf_add(&letter->text, S("The whole queue:\n"));
	add_page(letter, S("queue"));
	buf_add_char(&letter->text, '\n');
	return true;
}

bool letter_daily(struct letter *letter, struct err *why)
{
	struct edition_reminders reminders;
	struct str day_of = letter->rest;
	struct editor editor = {0};
	struct editor_mail mail;
	struct list_counts counts;
	char day[TIME_TEXT];
	if (!find_chosen(letter, &editor, &mail, why) ||
		!store_list_counts(letter->work->store, letter->work->now, &counts, why) ||
		!find_reminders(letter, &reminders, why))
		return false;
	long long n = counts.waiting[SECTION_NONE];
	if (letter->none.n)
		return true;
	int editions = add_reminders(letter, &reminders);
	if (mail.daily < 0)
		letter->none = S("it was switched off");
	else if (!n && !editions)
		letter->none = S("nothing waits any more");
	else if (!str_eq(str_cut(&day_of, '+'), str_of(date_iso(date_local(letter->work->now), day))))
		return err_set(why, "its day was over before the mail server took it");
	if (letter->none.n)
		return true;
	letter->subject = daily_subject(letter->a, n, editions);
	if (n && !add_queue(letter, &counts, why))
		return false;
	add_way_out(letter);
	return true;
}

/* What became of the item, in words. */
static const char *alert_words(const struct alert *alert)
{
	if (alert->kind == ALERT_RETRACTED)
		return "Retracted";
	switch (trial_status_of(alert->what)) {
	case TRIAL_STATUS_SUSPENDED: return "Trial suspended";
	case TRIAL_STATUS_WITHDRAWN: return "Trial withdrawn";
	default: return "Trial terminated";
	}
}

/* The subject is the first alert; of the others, it has the number. */
static void add_subject(struct letter *letter, const char *what, struct str title)
{
	if (letter->subject.n)
		letter->more++;
	else
		letter->subject = str_printf(letter->a, "%s: " STR_FMT, what, STR_ARG(title));
}

static bool add_item(struct letter *letter, const struct alert *alert, struct err *why)
{
	struct item item;
	bool found;
	if (!store_item_follow(letter->work->store, letter->a, alert->about, &item, &found, why))
		return false;
	if (!found)
		return true;
	const char *what = alert_words(alert);
	add_subject(letter, what, title_of(letter->a, &item, SUBJECT_TITLE_MAX));
	buf_addf(&letter->text, "%s: " STR_FMT "\n%s\n", what,
		STR_ARG(title_of(letter->a, &item, TITLE_MAX)),
		item_is_update(&item) ? "Readers see it as it was, until somebody decides." :
								"It is no longer in the queue.");
	add_page(letter, str_printf(letter->a, "item/%lld", (long long)item.id));
	buf_add_char(&letter->text, '\n');
	return true;
}

static bool add_source(struct letter *letter, const struct alert *alert, struct err *why)
{
	struct source_states all;
	char day[TIME_TEXT];
	if (!store_source_list(letter->work->store, letter->a, &all, why))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		const struct source_state *state = &all.v[i];
		if (state->id != alert->about)
			continue;
		struct str name = words_shortened(letter->a, state->name, SUBJECT_TITLE_MAX);
		add_subject(letter, "Source fails", letter_words(letter->a, name));
		buf_addf(&letter->text,
			"The source “" STR_FMT "” has brought nothing since %s: " STR_FMT "\n",
			STR_ARG(letter_words(letter->a, state->name)), date_us(date_local(alert->since), day),
			STR_ARG(str_or(state->problem, S("it fails"))));
		add_page(letter, S("sources"));
		buf_add_char(&letter->text, '\n');
	}
	return true;
}

static bool add_alert(struct letter *letter, const struct editor_mail *mail,
	const struct alert *alert, struct err *why)
{
	if (alert->kind != ALERT_SOURCE)
		return !mail->of_published || add_item(letter, alert, why);
	return !mail->of_sources || !alert->stands || add_source(letter, alert, why);
}

bool letter_alert(struct letter *letter, struct err *why)
{
	struct str last = letter->rest, first = str_cut(&last, '-');
	struct editor editor = {0};
	struct editor_mail mail;
	struct alerts alerts;
	long from, to;
	if (!str_to_long(first, &from) || !str_to_long(last, &to))
		return err_set(why, "the letter names no alerts");
	if (!find_chosen(letter, &editor, &mail, why) ||
		!store_alert_between(letter->work->store, letter->a, from, to, &alerts, why))
		return false;
	if (letter->none.n)
		return true;
	for (enum alert_kind kind = ALERT_RETRACTED; kind <= ALERT_SOURCE; kind++)
		for (size_t i = 0; i < alerts.n; i++)
			if (alerts.v[i].kind == kind && !add_alert(letter, &mail, &alerts.v[i], why))
				return false;
	if (letter->more)
		letter->subject = str_printf(
			letter->a, STR_FMT " – and %d more", STR_ARG(letter->subject), letter->more);
	if (!letter->subject.n)
		letter->none = S("there is nothing to tell");
	add_way_out(letter);
	return true;
}
