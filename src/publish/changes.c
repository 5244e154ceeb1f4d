/* What changed lately, as a page and as a feed: corrections, changed trials, what was retracted or
 * withdrawn. Each entry says what readers were told before and are told now. */
#include "item/update.h"
#include "publish/feed.h"
#include "publish/page.h"
#include "render/notice.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"

/* Changes that readers are told of, and as many more as are looked at for them: where an approval
 * changed nothing that is worth a word, there is nothing to tell. */
enum { CHANGES = 50, LOOKED_AT = 200, WHAT_MAX = 1 << 20 };

/* "Retracted: see PMID 123. Citation: … → …", in the editor's words where there are any; empty when
 * there is nothing to tell. */
static struct str corrected(struct arena *a, const struct words *words,
	const struct release *before, const struct release *now)
{
	bool noted = now->note.n && now->noted == now->at;
	bool noticed = now->face.notice.n && !str_eq(now->face.notice, before->face.notice);
	struct str note = noted ? now->note : update_note(a, words, &before->face, &now->face, NULL);
	if (!noticed)
		return note;
	return str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(notice_words(a, words, &now->face)),
		note.n ? " " : "", STR_ARG(note));
}

static bool read_corrected(
	const struct feed *f, struct feed_item *item, struct str *what, struct err *err)
{
	const struct output_context *c = f->c;
	const struct words *words = &c->site->words;
	struct feed_event before;
	struct release was;
	bool found;
	if (!store_feed_event_before(c->store, c->a, f->listing.id, &item->event, &before, err))
		return false;
	*what = before.gone ? words_text(words, WORD_listed_again) : STR_NONE;
	if (!before.seq || before.gone)
		return true;
	if (!store_release_get(c->store, c->a, before.release, &was, &found, err))
		return false;
	if (found)
		*what = corrected(c->a, words, &was, &item->release);
	return true;
}

static struct str paragraph(struct arena *a, struct str text)
{
	struct buf b CLEANUP_BUF = buf_new(WHAT_MAX);
	buf_add(&b, S("<p dir=\"auto\">"));
	buf_add_html(&b, text);
	buf_add(&b, S("</p>\n"));
	return str_copy(a, buf_str(&b));
}

/* As an entry of its own: it is named after the item and the time. */
static void set_entry(const struct feed *f, struct feed_item *item, struct str what)
{
	struct arena *a = f->c->a;
	char at[TIME_TEXT];
	item->id = str_printf(
		a, STR_FMT "/changed/%s", STR_ARG(item->id), time_rfc3339(item->event.at, at));
	item->release.published = item->event.at;
	item->release.face.summary = what;
	item->html = paragraph(a, what);
	if (item->event.gone && !item->event.into) {
		item->link = STR_NONE;
		item->gone = what;
	}
	item->event.gone = GONE_NOT; /* the entry is there */
}

static bool is_told(const struct feed *f, const struct feed_item *item)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i].id, item->id))
			return true;
	return false;
}

static bool read_change(struct feed *f, const struct feed_event *event, struct err *err)
{
	struct feed_item *item = &f->v[f->n];
	struct release into;
	struct str what;
	*item = (struct feed_item){.event = *event};
	if (!feed_read_item(f, item, err) ||
		!(event->gone ? feed_read_gone(f->c, event, &into, &what, err) :
						read_corrected(f, item, &what, err)))
		return false;
	set_entry(f, item, what);
	f->n += what.n && !is_told(f, item);
	return true;
}

static bool read_changes(struct feed *f, struct err *err)
{
	const struct output_context *c = f->c;
	struct feed_events events;
	if (!store_listing_find(c->store, c->a, lists_name(c->a, &f->place), &f->listing, err) ||
		!store_feed_event_corrections(c->store, c->a, f->listing.id, LOOKED_AT, &events, err))
		return false;
	f->v = arena_array(c->a, CHANGES + 1, sizeof *f->v);
	for (size_t i = 0; i < events.n && f->n < CHANGES; i++)
		if (!read_change(f, &events.v[i], err))
			return false;
	return true;
}

struct feed changes_feed(const struct output_context *c)
{
	struct feed f = {.c = c,
		.name = "changes",
		.place = {.kind = LIST_ALL},
		.base = view_link(c->a, c->site->base_url)};
	f.title = str_printf(c->a, STR_FMT ": " STR_FMT, STR_ARG(c->site->title),
		STR_ARG(words_text(&c->site->words, WORD_what_changed)));
	f.id = str_printf(c->a, "tag:" STR_FMT ":changes", STR_ARG(c->site->authority));
	f.home = str_printf(c->a, STR_FMT PATH_CHANGES, STR_ARG(f.base));
	return f;
}

/* When the latest of it was; NO_TIME: there is nothing. */
static int64_t latest_of(const struct feed *f)
{
	int64_t latest = NO_TIME;
	for (size_t i = 0; i < f->n; i++)
		if (latest == NO_TIME || f->v[i].event.at > latest)
			latest = f->v[i].event.at;
	return latest;
}

/* [{title, url, gone, what, at, day}] */
static json_t *entries_of(const struct feed *f)
{
	json_t *entries = json_array();
	for (size_t i = 0; i < f->n; i++) {
		const struct feed_item *item = &f->v[i];
		json_t *entry = json_object();
		char text[TIME_TEXT];
		view_set(entry, "title", item->title);
		view_set(entry, "title_lang", view_language(f->c->site, &item->release));
		view_set(entry, "url", path_item(f->c->a, STR_NONE, item->event.tag));
		json_object_set_new(entry, "gone", json_boolean(item->gone.n > 0));
		view_set(entry, "what", item->release.face.summary);
		view_set(entry, "at", str_of(time_rfc3339(item->event.at, text)));
		view_set(entry, "day", words_instant(f->c->a, &f->c->site->words, item->event.at));
		json_array_append_new(entries, entry);
	}
	return entries;
}

bool output_changes(const struct output_context *c, const struct due *due, struct err *err)
{
	const struct feed_format *atom = &FEED_FORMATS[0];
	const struct str title = words_text(&c->site->words, WORD_what_changed), path = S(PATH_CHANGES);
	struct feed f = changes_feed(c);
	(void)due;
	if (!read_changes(&f, err))
		return false;
	f.updated = feed_updated(&f);
	json_t *shell = page_shell(c, title, path, SECTION_NONE);
	page_set_feed(c, shell, title, atom, S(PATH_CHANGES_FEED));
	json_object_set_new(shell, "changes", view_list(entries_of(&f)));
	page_set_changed(c, shell, latest_of(&f));
	return page_write(c, "changes", path, shell, err) && feed_write(&f, STR_NONE, atom, err);
}
