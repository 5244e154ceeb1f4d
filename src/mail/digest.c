#include "mail/digest.h"

#include <assert.h>

#include "base/file.h"
#include "base/hash.h"
#include "mail/flowed.h"
#include "mail/words.h"
#include "publish/view.h"
#include "render/view.h"

enum {
	ITEMS_MAX = 500,    /* far more than fit; an edition of a whole archive is not rendered to be
						   thrown away */
	TEXT_MAX = 1 << 20, /* the text is always shorter than its HTML */
};

struct edition {
	struct arena *a;
	const struct site *site;
	enum section section;
	struct str period;
	const struct edition_draft *draft;
	struct str subject, unsubscribe,
		web; /* web: the section's page; empty when the site has no address */
	struct date day;
};

/* A line of the text part is a paragraph, so a line end in a field would let a source write lines
 * of its own. */
static void view_collapse(struct arena *a, json_t *view)
{
	const char *key;
	json_t *value;
	json_object_foreach (view, key, value)
		if (json_is_string(value))
			view_set(view, key, str_collapse(a, str_of(json_string_value(value))));
}

/* A release and its number. */
static json_t *item_view(const struct edition *e, const struct release *release, size_t number)
{
	json_t *view = publish_view(e->site, release, e->site->base_url);
	view_collapse(e->a, view);
	/* The parts of the notice keep the spaces between them. */
	struct face face = release->face;
	face.notice = str_collapse(e->a, face.notice);
	view_notice(view, &face);
	json_object_set_new(view, "number", json_integer((json_int_t)number));
	return view;
}

/* Appends {heading, updates, items:[a release's view and its number], more} with the first `shown`
 * of the releases, unless there are none. `more`: how many are left out. */
static void part_add(json_t *parts, const struct edition *e, bool updates, struct releases releases,
	size_t shown, size_t number)
{
	if (!releases.n)
		return;
	json_t *items = json_array(), *part = json_object();
	for (size_t i = 0; i < shown; i++)
		json_array_append_new(items, item_view(e, &releases.v[i], number + i));
	json_object_set_new(part, "heading", json_string(updates ? "Corrections and updates" : "New"));
	json_object_set_new(part, "updates", json_boolean(updates));
	json_object_set_new(part, "items", items);
	json_object_set_new(part, "more",
		shown < releases.n ? json_integer((json_int_t)(releases.n - shown)) : json_false());
	json_array_append_new(parts, part);
}

/* The same of what was taken down: what it was, when and why, and no way to where it was found. */
static void gone_add(json_t *parts, const struct edition *e, size_t shown, size_t number)
{
	char day[TIME_TEXT];
	const struct gones *gone = &e->draft->gone;
	if (!gone->n)
		return;
	json_t *items = json_array();
	for (size_t i = 0; i < shown; i++) {
		const struct release *release = &gone->v[i].release;
		const struct release told = {.item = release->item,
			.tag = release->tag,
			.at = gone->v[i].at,
			.published = release->published,
			.noted = NO_TIME,
			.face = {.section = release->face.section,
				.title = release->face.title,
				.label = release->face.label,
				.citation = release->face.citation,
				.notice = str_printf(e->a, "Withdrawn on %s: " STR_FMT,
					date_us(date_local(gone->v[i].at), day),
					STR_ARG(view_gone_reason(e->a, &gone->v[i])))}};
		json_array_append_new(items, item_view(e, &told, number + i));
	}
	json_array_append_new(parts,
		json_pack("{ss sb so so}", "heading", "Withdrawn", "updates", 0, "items", items, "more",
			shown < gone->n ? json_integer((json_int_t)(gone->n - shown)) : json_false()));
}

static void set_site(json_t *data, const struct edition *e)
{
	const struct site *site = e->site;
	view_set(data, "site_title", site->title);
	view_set(data, "lang", site->language);
	view_set(data, "home", view_link(e->a, site->base_url));
	view_set(data, "postal_address", site->postal_address);
	view_set(data, "email", site->email);
	view_set(data, "unsubscribe", e->unsubscribe);
	view_set(data, "web", e->web);
}

/* What the templates see, with the first `shown` items: what was taken down and what was corrected
 * is counted first, since it takes back what was mailed before. */
static json_t *edition_view(const struct edition *e, size_t shown)
{
	const struct edition_draft *draft = e->draft;
	size_t gone = shown < draft->gone.n ? shown : draft->gone.n, rest = shown - gone;
	size_t corrected = rest < draft->corrected.n ? rest : draft->corrected.n,
		   fresh = rest - corrected;
	json_t *data = json_object();
	set_site(data, e);
	view_set(data, "subject", e->subject);
	view_set(data, "section", str_of(section_title(e->section)));
	view_set(data, "period", words_period(e->a, e->period));
	view_set(data, "day", words_day(e->a, e->day));
	view_set(data, "counts",
		words_count(e->a, draft->fresh.n, draft->corrected.n + draft->gone.n, " and "));
	view_collapse(e->a, data);
	json_t *parts = json_array();
	part_add(parts, e, false, draft->fresh, fresh, 1);
	part_add(parts, e, true, draft->corrected, corrected, fresh + 1);
	gone_add(parts, e, gone, fresh + corrected + 1);
	json_object_set_new(data, "parts", parts);
	return data;
}

/* The length as quoted-printable (RFC 2045 section 6.7), at most. */
static size_t encoded_length(struct str html)
{
	size_t n = html.n + 2 * (html.n / 72 + 1);
	for (size_t i = 0; i < html.n; i++)
		n += html.p[i] == '=' || (unsigned char)html.p[i] >= 0x80 ? 2 : html.p[i] == '\n';
	return n;
}

/* *fits is false, and *html is not set, when these are too many. */
static bool html_render(
	const struct edition *e, size_t shown, struct str *html, bool *fits, struct err *err)
{
	json_auto_t *data = edition_view(e, shown);
	struct buf out CLEANUP_BUF = buf_new(DIGEST_HTML_MAX);
	bool rendered = publish_render(e->site, "digest.html", data, MUSTACHE_HTML, &out, err);
	*fits = buf_ok(&out) && encoded_length(buf_str(&out)) <= DIGEST_HTML_ENCODED_MAX;
	if (!rendered && buf_ok(&out))
		return false;
	if (*fits)
		*html = str_copy(e->a, buf_str(&out));
	return true;
}

/* Renders as many items as fit, by bisection; *shown says how many those are. */
static bool html_fit(const struct edition *e, size_t *shown, struct str *html, struct err *err)
{
	size_t total = e->draft->fresh.n + e->draft->corrected.n + e->draft->gone.n;
	size_t fit = 0, unfit = (total < ITEMS_MAX ? total : ITEMS_MAX) + 1;
	bool fits;
	for (size_t n = unfit - 1; fit + 1 < unfit; n = fit + (unfit - fit) / 2) {
		if (!html_render(e, n, html, &fits, err))
			return false;
		*(fits ? &fit : &unfit) = n;
	}
	*shown = fit;
	if (fit)
		return true;
	return html_render(e, 0, html, &fits, err) &&
		(fits ||
			err_set(err,
				"the template digest.html is longer than a message may be, even without items"));
}

static bool text_render(const struct edition *e, size_t shown, struct str *text, struct err *err)
{
	json_auto_t *data = edition_view(e, shown);
	struct buf out CLEANUP_BUF = buf_new(TEXT_MAX);
	if (!publish_render(e->site, "digest.txt", data, MUSTACHE_TEXT, &out, err))
		return false;
	*text = flowed_write(e->a, buf_str(&out));
	return true;
}

static struct str unsubscribe_of(struct arena *a, const struct site *site, enum section section)
{
	return message_mailto(a, site->email, str_printf(a, "unsubscribe %s", section_word(section)));
}

static struct str web_of(struct arena *a, const struct site *site, enum section section)
{
	return view_link(
		a, str_printf(a, STR_FMT "%s/", STR_ARG(site->base_url), section_word(section)));
}

bool digest_copy_write(struct arena *a, const struct digest_edition *edition,
	const struct digest *digest, const struct digest_copy *copy, struct str *eml, struct err *err)
{
	const struct site *site = edition->site;
	enum section section = edition->section;
	struct str period = edition->period;
	const char *word = section_word(section);
	assert(!digest->empty && digest->text.n && digest->html.n);
	struct message message = {
		.from = {site->title, site->email},
		.to = copy->to,
		.subject = str_printf(a, "%s" STR_FMT, copy->mark,
			STR_ARG(words_shortened(a, digest->subject, SUBJECT_MAX - strlen(copy->mark)))),
		.date = copy->date,
		.id = str_printf(
			a, STR_FMT "digest." STR_FMT "-%s", STR_ARG(copy->id), STR_ARG(period), word),
		.list_name = str_printf(a, STR_FMT "%s%s", STR_ARG(site->title), site->title.n ? ": " : "",
			section_title(section)),
		.list_label = str_of(word),
		.unsubscribe = unsubscribe_of(a, site, section),
		.archive = web_of(a, site, section),
		.text = digest->text,
		.html = digest->html,
	};
	return message_write(a, &message, eml, err);
}

/* Who it goes to is decided when it is sent; the frozen edition is addressed to the desk itself. */
static bool eml_write(
	struct arena *a, const struct digest_edition *edition, struct digest *out, struct err *err)
{
	const struct digest_copy own = {
		.to = {str_printf(a, "%s readers", section_title(edition->section)), edition->site->email},
		.mark = "",
		.date = edition->now};
	return digest_copy_write(a, edition, out, &own, &out->eml, err);
}

bool digest_build(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, struct digest *out, struct err *err)
{
	const struct site *site = edition->site;
	enum section section = edition->section;
	struct str period = edition->period;
	*out = (struct digest){
		.fresh = draft->fresh.n, .corrected = draft->corrected.n + draft->gone.n};
	out->empty = !out->fresh && !out->corrected;
	if (!words_period_is_valid(period))
		return err_set(err,
			"\"" STR_FMT "\" cannot name an edition: letters, digits, \"-\", \"_\" and \".\" can, "
			"for example 2026-W47",
			STR_ARG(period));
	if (out->empty)
		return true;
	if (!site->email.n)
		return err_set(err, "a digest needs a sender: set email in the site's configuration");
	out->subject = words_subject(a, section, site->title, period, out->fresh, out->corrected);
	struct edition e = {
		.a = a,
		.site = site,
		.section = section,
		.period = period,
		.draft = draft,
		.subject = out->subject,
		.day = date_local(edition->now),
		.unsubscribe = unsubscribe_of(a, site, section),
		.web = web_of(a, site, section),
	};
	return html_fit(&e, &out->shown, &out->html, err) &&
		text_render(&e, out->shown, &out->text, err) && eml_write(a, edition, out, err);
}

bool digest_draft(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct edition_draft *draft, struct digest *out, struct err *err)
{
	*out = (struct digest){0};
	return store_edition_draft(store, a, edition->section, draft, err) &&
		digest_build(a, edition, draft, out, err);
}

static bool files_write(struct arena *a, const struct site *site, const char *name,
	const struct digest *digest, struct err *err)
{
	const struct {
		const char *suffix;
		struct str bytes;
	} files[] = {{"html", digest->html}, {"txt", digest->text}, {"eml", digest->eml}};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct str path = str_printf(
			a, STR_FMT "/out/digest/%s.%s", STR_ARG(site->folder), name, files[i].suffix);
		if (!file_replace(path.p, files[i].bytes, NULL, err))
			return false;
	}
	return true;
}

/* Inside a group, so that the draft that was built is the one that is frozen, whatever else goes
 * on. */
static bool freeze_in_group(struct arena *a, const struct digest_edition *e, struct store *store,
	struct digest *out, struct err *err)
{
	struct edition_draft draft;
	bool frozen;
	if (!digest_draft(a, e, store, &draft, out, err))
		return false;
	if (out->empty)
		return true;
	const char *name = str_cstr(
		a, str_printf(a, STR_FMT "-%s", STR_ARG(e->period), section_word(e->section)));
	if (!store_edition_find(store, e->section, e->period, &frozen, err))
		return false;
	if (frozen)
		return err_set(err,
			"the edition %s is frozen already; what is new since then goes into the next one",
			name);
	return files_write(a, e->site, name, out, err) &&
		store_edition_freeze(
			store, e->section, e->period, e->now, hash_hex(a, hash_str(out->eml)), &draft, err);
}

bool digest_freeze(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct digest *out, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	if (freeze_in_group(a, edition, store, out, err) && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}
