#include "mail/digest.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "config/templates.h"
#include "item/lapse.h"
#include "item/filing.h"
#include "mail/breakable.h"
#include "mail/flowed.h"
#include "mail/subject.h"
#include "render/notice.h"
#include "render/template.h"
#include "render/view.h"
#include "render/words.h"
#include "store/edition_file.h"
#include "store/site.h"

enum {
	PERIOD_MAX = 32,
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

static struct str unsubscribe_link(struct arena *a, const struct digest_edition *e)
{
	return message_mailto(
		a, e->site->email, str_printf(a, "unsubscribe %s", section_word(e->section)));
}

/* The section's page on the web; empty when the site has no address. */
static struct str section_link(struct arena *a, const struct digest_edition *e)
{
	return view_link(
		a, str_printf(a, STR_FMT "%s/", STR_ARG(e->site->base_url), section_word(e->section)));
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
	view_set(data, "unsubscribe", unsubscribe_link(e->a, e->of));
	view_set(data, "web", section_link(e->a, e->of));
}

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The parts with room for `shown` items in all. Withdrawals and corrections come first in counting,
 * though not on the page: they take back what was mailed before. */
static json_t *parts_view(const struct edition *e, size_t shown)
{
	const struct edition_draft *draft = e->draft;
	const struct words *words = &e->site->words;
	size_t gone = min_size(shown, draft->gone.n);
	size_t corrected = min_size(shown - gone, draft->corrected.n);
	const struct part parts[] = {
		{WORD_digest_new, false, draft->fresh, shown - gone - corrected},
		{WORD_digest_updates, true, draft->corrected, corrected},
		{WORD_digest_withdrawn, false, withdrawn_all(e->a, words, &draft->gone), gone},
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

/* What the templates are given, with the first `shown` items. */
static json_t *edition_view(const struct edition *e, size_t shown)
{
	const struct edition_draft *draft = e->draft;
	const struct words *words = &e->site->words;
	json_t *data = json_object();
	set_site(data, e);
	view_set(data, "subject", e->subject);
	view_set(data, "section", words_section(words, e->of->section));
	view_set(data, "period", words_period(e->a, words, e->of->period));
	view_set(data, "day", words_day(e->a, words, date_local(e->of->now)));
	view_set(data, "counts",
		words_count(e->a, words, draft->fresh.n, draft->corrected.n + draft->gone.n, WORD_counts));
	collapse_texts(e->a, data);
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

bool digest_copy_write(struct arena *a, const struct digest_edition *edition,
	const struct digest *digest, const struct digest_copy *copy, struct str *eml, struct err *err)
{
	const struct site *site = edition->site;
	const char *word = section_word(edition->section);
	assert(!digest->empty && digest->text.n && digest->html.n);
	const struct message message = {
		.from = {site->title, site->email},
		.to = copy->to,
		.subject = subject_marked(a, copy->mark, digest->subject),
		.date = copy->date,
		.id = str_printf(
			a, STR_FMT "digest." STR_FMT "-%s", STR_ARG(copy->id), STR_ARG(edition->period), word),
		.list_name = str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(site->title),
			site->title.n ? ": " : "", STR_ARG(words_section(&site->words, edition->section))),
		.list_label = str_of(word),
		.unsubscribe = unsubscribe_link(a, edition),
		.archive = section_link(a, edition),
		.text = digest->text,
		.html = digest->html,
	};
	return message_write(a, &message, eml, err);
}

/* The edition's own message is addressed to the desk: who gets a copy is decided when it is
 * sent. */
static bool write_own_message(
	struct arena *a, const struct digest_edition *edition, struct digest *out, struct err *err)
{
	const struct words *words = &edition->site->words;
	const struct digest_copy own = {.to = {words_with(a, words, WORD_readers, "section",
											   words_section(words, edition->section)),
										edition->site->email},
		.mark = "",
		.date = edition->now};
	return digest_copy_write(a, edition, out, &own, &out->eml, err);
}

/* A period is part of the names of files and of the Message-ID. */
static bool period_is_valid(struct str period)
{
	for (size_t i = 0; i < period.n; i++) {
		char c = period.p[i];
		if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '_' && (c != '.' || i == 0))
			return false;
	}
	return period.n > 0 && period.n <= PERIOD_MAX;
}

static struct str subject_of(
	struct arena *a, const struct digest_edition *edition, const struct digest *digest)
{
	const struct subject subject = {.section = edition->section,
		.words = &edition->site->words,
		.site = edition->site->title,
		.period = edition->period,
		.fresh = digest->fresh,
		.updates = digest->corrected};
	return subject_words(a, &subject);
}

bool digest_build(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, struct digest *out, struct err *err)
{
	const struct site *site = edition->site;
	*out = (struct digest){
		.fresh = draft->fresh.n, .corrected = draft->corrected.n + draft->gone.n};
	out->empty = !out->fresh && !out->corrected;
	if (!period_is_valid(edition->period))
		return err_set(err,
			"\"" STR_FMT "\" cannot name an edition: letters, digits, \"-\", \"_\" and \".\" can, "
			"for example 2026-W47",
			STR_ARG(edition->period));
	if (out->empty)
		return true;
	if (!site->email.n)
		return err_set(err, "a digest needs a sender: set email in the site's configuration");
	out->subject = subject_of(a, edition, out);
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

bool digest_draft(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct digest *out, struct err *err)
{
	*out = (struct digest){0};
	return store_edition_draft(store, a, edition->section, draft, err) &&
		digest_build(a, edition, draft, out, err);
}

/* An edition that readers may have, but that the store does not know, came from a store that was
 * lost or replaced. */
static bool check_free(
	struct arena *a, const struct digest_edition *e, struct str name, struct err *err)
{
	const char *path = str_printf(
		a, STR_FMT "/" EDITION_FOLDER "/" STR_FMT, STR_ARG(e->site->folder), STR_ARG(name))
						   .p;
	return access(path, F_OK) != 0 ||
		err_set(err,
			"%s is there, but the store does not know this edition: it was frozen by a store that "
			"was replaced since. It is never overwritten; freeze this one under another name "
			"(--period), or move the file away if no reader got it",
			path);
}

/* Fails when the folder cannot be written to, before anything is frozen. */
static bool check_folder(struct arena *a, const struct digest_edition *e, struct err *err)
{
	const char *path = str_printf(a, STR_FMT "/" EDITION_FOLDER, STR_ARG(e->site->folder)).p;
	return file_make_folder(path, err) &&
		(access(path, W_OK | X_OK) == 0 ||
			err_set_kind(err, ERR_SYSTEM, "cannot write in %s: %s", path, strerror(errno)));
}

static bool hand_over_files(struct arena *a, const struct digest_edition *e, struct store *store,
	const struct digest *digest, struct err *err)
{
	static const char *const suffixes[EDITION_FILES] = EDITION_SUFFIXES;
	const struct str bytes[EDITION_FILES] = {digest->html, digest->text, digest->eml};
	for (size_t i = 0; i < EDITION_FILES; i++) {
		struct str name = store_edition_file_name(a, e->period, e->section, suffixes[i]);
		if (!check_free(a, e, name, err) || !store_edition_file_add(store, name, bytes[i], err))
			return false;
	}
	return true;
}

static bool check_new(const struct digest_edition *e, struct store *store, struct err *err)
{
	bool frozen;
	if (!store_edition_find(store, e->section, e->period, &frozen, err))
		return false;
	return !frozen ||
		err_set(err,
			"the edition " STR_FMT
			"-%s is frozen already; what is new since then goes into the next one",
			STR_ARG(e->period), section_word(e->section));
}

/* Runs inside a transaction, so that the draft that is written is the one that is frozen, whatever
 * others decide meanwhile. */
static bool freeze_in_transaction(struct arena *a, const struct digest_edition *e,
	struct store *store, struct digest *out, struct err *err)
{
	struct edition_draft draft;
	if (!item_lapse(e->site, store, e->now, err) || !digest_draft(a, e, store, &draft, out, err))
		return false;
	if (out->empty)
		return true;
	const struct frozen_edition held = {.section = e->section,
		.period = e->period,
		.frozen = e->now,
		.hash = hash_hex(a, hash_str(out->eml))};
	return check_new(e, store, err) && check_folder(a, e, err) &&
		hand_over_files(a, e, store, out, err) && store_edition_freeze(store, &held, &draft, err) &&
		store_site_count(store, err);
}

/* What an earlier freeze left unwritten comes first, then the mark, then this edition's files. */
bool digest_freeze(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct digest *out, struct err *err)
{
	const char *folder = str_cstr(a, edition->site->folder);
	if (!store_edition_settle(store, folder, err) || !store_begin(store, err))
		return false;
	if (!freeze_in_transaction(a, edition, store, out, err) || !store_commit(store, err)) {
		store_rollback(store);
		return false;
	}
	return out->empty ||
		(store_site_write_mark(store, folder, err) && store_edition_settle(store, folder, err));
}
