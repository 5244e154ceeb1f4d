#include "mail/digest.h"

#include <assert.h>

#include "config/templates.h"
#include "item/filing.h"
#include "mail/breakable.h"
#include "mail/flowed.h"
#include "mail/subject.h"
#include "model/edition.h"
#include "render/notice.h"
#include "render/template.h"
#include "render/view.h"
#include "render/words.h"

enum {
	/* Far more than fit. Without it an edition of a whole archive would be rendered in full, only
	 * to be thrown away. */
	ITEMS_MAX = 500,
	TEXT_MAX = 1 << 20, /* the text is always shorter than its HTML */
};

/* What an edition is made from. */
struct edition {
	struct arena *a;
	const struct site *site;
	const struct digest_edition *of;
	const struct edition_draft *draft;
	struct templates templates;
	struct str subject;
};

/* Makes every text of the view one line. A line of the text part is a paragraph, so a line end
 * would let a source write paragraphs of its own. */
static void collapse_texts(struct arena *a, json_t *view)
{
	const char *key;
	json_t *value;
	json_object_foreach (view, key, value)
		if (json_is_string(value))
			view_set(view, key, str_collapse(a, str_of(json_string_value(value))));
}

/* view_release (render/view.h) and `number`, which counts the items of the edition. */
static json_t *item_view(const struct edition *e, const struct release *release, size_t number)
{
	const bool *on = filing_topics(e->a, e->site, release);
	json_t *view = view_release(e->site, release, on, NULL, e->site->base_url);
	collapse_texts(e->a, view);
	/* Again, since the parts of the notice have lost the spaces between them. */
	struct face face = release->face;
	face.notice = str_collapse(e->a, notice_words(e->a, &e->site->words, &face));
	view_notice(view, &face);
	json_object_set_new(view, "number", json_integer((json_int_t)number));
	return view;
}

/* A withdrawn item as readers are told of it: what it was, when and why it was withdrawn, and no
 * link to where it was found. */
static struct release withdrawn(struct arena *a, const struct words *words, const struct gone *gone)
{
	const struct release *was = &gone->release;
	struct str notice = words_filled(a, words, WORD_digest_withdrawn_on,
		(struct words_place[]){{"day", words_instant(a, words, gone->at)},
			{"reason", view_gone_reason(a, words, gone)}, {0}});
	return (struct release){.item = was->item,
		.tag = was->tag,
		.at = gone->at,
		.published = was->published,
		.noted = NO_TIME,
		.face = {.section = was->face.section,
			.title = view_heading(a, words, &was->face),
			.label = was->face.label,
			.citation = was->face.citation,
			.notice = notice}};
}

static struct releases withdrawn_all(
	struct arena *a, const struct words *words, const struct gones *gone)
{
	struct releases all = {arena_array(a, gone->n + 1, sizeof *all.v), gone->n};
	for (size_t i = 0; i < gone->n; i++)
		all.v[i] = withdrawn(a, words, &gone->v[i]);
	return all;
}

/* Those that were told to be taken down say that they are listed again, unless their editor says
 * more. */
static struct releases corrected_all(
	struct arena *a, const struct words *words, const struct edition_draft *draft)
{
	struct releases all = {arena_array(a, draft->corrected.n + 1, sizeof *all.v), 0};
	for (; all.n < draft->corrected.n; all.n++) {
		struct release *release = &all.v[all.n];
		*release = draft->corrected.v[all.n];
		if (!ids_have(&draft->again, release->item) || release->noted == release->at)
			continue;
		release->note = words_text(words, WORD_listed_again);
		release->noted = release->at;
	}
	return all;
}

/* A part of the edition. */
struct part {
	enum word heading;
	bool updates; /* readers were told of these items before */
	struct releases releases;
	size_t shown; /* how many of them, from the first, the edition has room for */
};

/* {heading, updates, items: [item_view], more}; `more`: how many are left out, or false. The items
 * are numbered from `number`. */
static json_t *part_view(const struct edition *e, const struct part *part, size_t number)
{
	size_t shown = part->shown, more = part->releases.n - shown;
	assert(shown <= part->releases.n);
	json_t *items = json_array();
	for (size_t i = 0; i < shown; i++)
		json_array_append_new(items, item_view(e, &part->releases.v[i], number + i));
	json_t *view = json_pack("{sb so so}", "updates", part->updates, "items", items, "more",
		more ? json_integer((json_int_t)more) : json_false());
	view_set(view, "heading", words_text(&e->site->words, part->heading));
	return view;
}

/* By mail: of a copy by its token, of everybody's edition by the name of the list. */
static struct str unsubscribe_mail(struct arena *a, const struct digest_edition *e)
{
	return message_mailto(a, str_or(e->site->mail.bounces, e->site->email),
		STR_CAT(a, S("unsubscribe "), str_or(e->token, e->list->slug)));
}

/* By one click (RFC 8058); STR_NONE when nobody has a token, or the site has no such page. */
static struct str unsubscribe_page(struct arena *a, const struct digest_edition *e)
{
	return e->token.n && e->site->door_url.n ?
		STR_CAT(a, e->site->door_url, S("mail/leave/"), e->token) :
		STR_NONE;
}

/* Whether it is the edition that a mailing list elsewhere passes on to readers of its own. */
static bool is_for_list_elsewhere(const struct digest_edition *e)
{
	return e->list->address.n && !e->token.n;
}

/* Where everything is: the page of the list's one section or one topic, else the front page; empty
 * when the site has no address. */
static struct str web_link(struct arena *a, const struct digest_edition *e)
{
	enum section section = mail_list_section(e->list);
	struct str base = e->site->base_url,
			   slug = e->list->topics.n == 1 ? e->list->topics.v[0] : S("");
	if (slug.n)
		return view_link(a, STR_CAT(a, base, S("topics/"), slug, S(".html")));
	return view_link(
		a, str_printf(a, STR_FMT "%s%s", STR_ARG(base), section_word(section), section ? "/" : ""));
}

static void set_site(json_t *data, const struct edition *e)
{
	const struct site *site = e->site;
	view_set(data, "site_title", site->title);
	view_set(data, "lang", site->language);
	view_set(data, "dir", site->words.rtl ? S("rtl") : STR_NONE);
	view_set(data, "home", view_link(e->a, site->base_url));
	view_set(data, "postal_address", site->postal_address);
	view_set(data, "email", site->email);
	struct str page = unsubscribe_page(e->a, e->of);
	if (!is_for_list_elsewhere(e->of))
		view_set(data, "unsubscribe", str_or(page, unsubscribe_mail(e->a, e->of)));
	json_object_set_new(data, "unsubscribe_page", json_boolean(page.n > 0));
	view_set(data, "web", web_link(e->a, e->of));
}

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The parts with room for `shown` items in all. Withdrawals and corrections come first: they take
 * back what was mailed before. */
static json_t *parts_view(const struct edition *e, size_t shown)
{
	const struct edition_draft *draft = e->draft;
	const struct words *words = &e->site->words;
	size_t gone = min_size(shown, draft->gone.n);
	size_t corrected = min_size(shown - gone, draft->corrected.n);
	const struct part parts[] = {
		{WORD_digest_withdrawn, false, withdrawn_all(e->a, words, &draft->gone), gone},
		{WORD_digest_updates, true, corrected_all(e->a, words, draft), corrected},
		{WORD_digest_new, false, draft->fresh, shown - gone - corrected},
	};
	json_t *views = json_array();
	size_t number = 1;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].releases.n)
			json_array_append_new(views, part_view(e, &parts[i], number));
		number += parts[i].shown;
	}
	return views;
}

/* What editors wrote: a paragraph a line. */
static json_t *paragraphs(struct arena *a, struct str text)
{
	struct strs lines = {0};
	while (text.p) {
		struct str line = str_collapse(a, str_cut(&text, '\n'));
		if (line.n)
			strs_add(a, &lines, line);
	}
	return view_texts(lines);
}

/* What the templates are given, with the first `shown` items. */
static json_t *edition_view(const struct edition *e, size_t shown)
{
	const struct edition_draft *draft = e->draft;
	const struct words *words = &e->site->words;
	json_t *data = json_object();
	set_site(data, e);
	view_set(data, "subject", e->subject);
	view_set(data, "section", words_list(words, e->of->list));
	view_set(data, "period", words_period(e->a, words, e->of->period));
	view_set(data, "day", words_day(e->a, words, date_local(e->of->now)));
	view_set(data, "counts",
		words_count(e->a, words, draft->fresh.n, draft->corrected.n + draft->gone.n, WORD_counts));
	collapse_texts(e->a, data);
	json_object_set_new(data, "greeting", paragraphs(e->a, draft->words.greeting));
	json_object_set_new(data, "first_of_all", paragraphs(e->a, draft->words.first));
	json_object_set_new(data, "parts", parts_view(e, shown));
	return data;
}

/* An upper bound of the length as quoted-printable (RFC 2045 section 6.7). */
static size_t encoded_length(struct str html)
{
	size_t n = html.n + 2 * (html.n / 72 + 1);
	for (size_t i = 0; i < html.n; i++)
		n += html.p[i] == '=' || (unsigned char)html.p[i] >= 0x80 ? 2 : html.p[i] == '\n';
	return n;
}

/* As it is sent, with CRLF. */
static size_t sent_length(struct str html)
{
	size_t n = html.n;
	for (size_t i = 0; i < html.n; i++)
		n += html.p[i] == '\n';
	return n;
}

/* *fits is false, and *html is not set, when the items are too many. */
static bool render_html(
	struct edition *e, size_t shown, struct str *html, bool *fits, struct err *err)
{
	json_auto_t *data = edition_view(e, shown);
	struct buf out CLEANUP_BUF = buf_new(DIGEST_HTML_MAX);
	bool rendered = template_render(&e->templates, "digest.html", data, MUSTACHE_HTML, &out, err);
	if (!rendered && buf_ok(&out)) /* not just for want of room */
		return false;
	struct str whole = buf_ok(&out) ? breakable_html(e->a, buf_str(&out)) : STR_NONE;
	*fits = buf_ok(&out) && sent_length(whole) <= DIGEST_HTML_MAX &&
		encoded_length(whole) <= DIGEST_HTML_ENCODED_MAX;
	if (*fits)
		*html = whole;
	return true;
}

/* Renders as many items as fit, found by bisection. *shown says how many those are. */
static bool fit_html(struct edition *e, size_t *shown, struct str *html, struct err *err)
{
	size_t total = e->draft->fresh.n + e->draft->corrected.n + e->draft->gone.n;
	size_t fit = 0, unfit = (total < ITEMS_MAX ? total : ITEMS_MAX) + 1;
	bool fits;
	for (size_t n = unfit - 1; fit + 1 < unfit; n = fit + (unfit - fit) / 2) {
		if (!render_html(e, n, html, &fits, err))
			return false;
		*(fits ? &fit : &unfit) = n;
	}
	assert(fit < unfit);
	*shown = fit;
	if (fit)
		return true;
	return render_html(e, 0, html, &fits, err) &&
		(fits ||
			err_set(err,
				"the template digest.html is longer than a message may be, even without items"));
}

static bool render_text(struct edition *e, size_t shown, struct str *text, struct err *err)
{
	json_auto_t *data = edition_view(e, shown);
	struct buf out CLEANUP_BUF = buf_new(TEXT_MAX);
	if (!template_render(&e->templates, "digest.txt", data, MUSTACHE_TEXT, &out, err))
		return false;
	*text = flowed_write(e->a, buf_str(&out));
	return true;
}

struct message digest_message(
	struct arena *a, const struct digest_edition *edition, const struct digest *digest)
{
	const struct site *site = edition->site;
	struct str list = edition->list->slug, period = edition->period;
	/* A list manager adds the fields of its own list (RFC 2369), and passes on those that are there
	 * already, or refuses the message for them: ours would name a list that its readers are not on,
	 * and a way out that does not lead out. */
	bool elsewhere = is_for_list_elsewhere(edition);
	assert(!digest->empty && digest->text.n && digest->html.n);
	return (struct message){
		.from = {site->title, site->email},
		.subject = digest->subject,
		.id = STR_CAT(a, S("digest."), edition_name(a, period, list)),
		.list_name = str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(site->title),
			site->title.n ? ": " : "", STR_ARG(words_list(&site->words, edition->list))),
		.list_label = elsewhere ? STR_NONE : list,
		.unsubscribe_url = unsubscribe_page(a, edition),
		.unsubscribe = elsewhere ? STR_NONE : unsubscribe_mail(a, edition),
		.archive = web_link(a, edition),
		.feedback = STR_CAT(a, list, S(":"), period, S(":digest")),
		.text = digest->text,
		.html = digest->html,
	};
}

bool digest_copy_write(struct arena *a, const struct digest_edition *edition,
	const struct digest *digest, const struct digest_copy *copy, struct str *eml, struct err *err)
{
	struct message message = digest_message(a, edition, digest);
	message.to = copy->to;
	message.subject = subject_marked(a, copy->mark, digest->subject);
	message.date = copy->date;
	message.id = STR_CAT(a, copy->id, message.id);
	return message_write(a, &message, eml, err);
}

/* The edition's own message is addressed to the mailing list elsewhere, if there is one, else to
 * the desk: who gets a copy is decided when it is sent. */
static bool write_own_message(
	struct arena *a, const struct digest_edition *edition, struct digest *out, struct err *err)
{
	const struct words *words = &edition->site->words;
	const struct digest_copy own = {
		.to = {words_with(a, words, WORD_readers, "section", words_list(words, edition->list)),
			str_or(edition->list->address, edition->site->email)},
		.mark = "",
		.date = edition->now};
	return digest_copy_write(a, edition, out, &own, &out->eml, err);
}

static struct str subject_of(
	struct arena *a, const struct digest_edition *edition, const struct digest *digest)
{
	const struct subject subject = {.list = words_list(&edition->site->words, edition->list),
		.words = &edition->site->words,
		.site = edition->site->title,
		.period = edition->period,
		.fresh = digest->fresh,
		.updates = digest->corrected};
	return subject_words(a, &subject);
}

bool digest_period_check(struct str period, struct err *err)
{
	return edition_period_is_valid(period) ||
		err_set(err,
			"“" STR_FMT "” cannot name an edition: letters, digits, “-”, “_” and “.” can, for "
			"example 2026-W47",
			STR_ARG(period));
}

bool digest_build(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, struct digest *out, struct err *err)
{
	const struct site *site = edition->site;
	*out = (struct digest){
		.fresh = draft->fresh.n, .corrected = draft->corrected.n + draft->gone.n};
	out->empty = !out->fresh && !out->corrected;
	if (!digest_period_check(edition->period, err))
		return false;
	if (out->empty)
		return true;
	if (!site->email.n)
		return err_set(err, "a digest needs a sender: set email in the site's configuration");
	out->subject = draft->words.subject.n ?
		subject_marked(a, "", str_collapse(a, draft->words.subject)) :
		subject_of(a, edition, out);
	struct edition e = {.a = a,
		.site = site,
		.of = edition,
		.draft = draft,
		.templates = template_folder(a, config_template_folder(a, site), config_template_read),
		.subject = out->subject};
	e.templates.words = &edition->site->words;
	return fit_html(&e, &out->shown, &out->html, err) &&
		render_text(&e, out->shown, &out->text, err) && write_own_message(a, edition, out, err);
}

/* Whether an item with this release is on the list's topics. */
static bool on_topics(const struct digest_edition *e, const struct release *release)
{
	bool on = !e->list->topics.n;
	for (size_t i = 0; i < e->list->topics.n && !on; i++) {
		const struct topic *topic = site_topic(e->site, e->list->topics.v[i]);
		on = topic && filing_on_topic(topic, release);
	}
	return on;
}

static void keep_on_topics(const struct digest_edition *e, struct releases *releases)
{
	size_t n = 0;
	for (size_t i = 0; i < releases->n; i++)
		if (on_topics(e, &releases->v[i]))
			releases->v[n++] = releases->v[i];
	releases->n = n;
}

/* Who was mailed an item is told that it changed, whatever topics it is on by now. */
static bool keep_told(const struct digest_edition *e, struct store *store,
	struct releases *corrected, struct err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < corrected->n; i++) {
		const struct release release = corrected->v[i];
		bool keep = on_topics(e, &release);
		if (!keep && !store_edition_told(store, e->list->slug, release.item, &keep, err))
			return false;
		if (keep)
			corrected->v[n++] = release;
	}
	corrected->n = n;
	return true;
}

/* Leaves what is about the item. */
static void keep_about(int64_t item, struct edition_draft *draft)
{
	size_t corrected = 0, gone = 0;
	for (size_t i = 0; i < draft->corrected.n; i++)
		if (draft->corrected.v[i].item == item)
			draft->corrected.v[corrected++] = draft->corrected.v[i];
	for (size_t i = 0; i < draft->gone.n; i++)
		if (draft->gone.v[i].release.item == item)
			draft->gone.v[gone++] = draft->gone.v[i];
	draft->corrected.n = corrected;
	draft->gone.n = gone;
	draft->fresh.n = draft->left_out.n = 0;
	draft->words = (struct edition_words){0};
}

bool digest_items(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct err *err)
{
	if (!store_edition_draft(store, a, edition->list, edition->now, draft, err))
		return false;
	if (edition->about) {
		keep_about(edition->about, draft);
		return true;
	}
	keep_on_topics(edition, &draft->fresh);
	keep_on_topics(edition, &draft->left_out);
	return keep_told(edition, store, &draft->corrected, err);
}

bool digest_draft(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct digest *out, struct err *err)
{
	*out = (struct digest){0};
	return digest_items(a, edition, store, draft, err) && digest_build(a, edition, draft, out, err);
}

struct str digest_period(struct arena *a, const struct mail_list *list, int64_t now)
{
	struct date day = date_local(now);
	char text[TIME_TEXT];
	switch (list->cadence) {
	case CADENCE_WEEKLY: return str_copy(a, str_of(date_iso_week(day, text)));
	case CADENCE_MONTHLY: return str_sub(str_copy(a, str_of(date_iso(day, text))), 0, 7);
	case CADENCE_DEMAND: break;
	}
	return str_copy(a, str_of(date_iso(day, text)));
}

bool digest_correction(struct arena *a, struct store *store, int64_t item,
	struct digest_edition *edition, struct err *err)
{
	char day[TIME_TEXT];
	struct frozen_edition before;
	bool there = true;
	assert(item > 0 && edition->list);
	edition->about = item;
	date_iso(date_local(edition->now), day);
	for (int n = 1; there; n++) {
		edition->period = edition_correction_period(a, str_of(day), item, n);
		if (!store_edition_find(
				store, a, edition->list->slug, edition->period, &before, &there, err))
			return false;
	}
	return true;
}
