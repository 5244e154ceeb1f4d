#include "mail/campaign.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/buf.h"
#include "model/edition.h"
#include "render/view.h"
#include "store/campaign.h"
#include "store/job.h"

enum { MARK_DIGITS = 16, LONGEST = 4 << 20 };
#define LEAVE "{{ UnsubscribeURL }}"
#define SHORT_FORM "@TrackLink"

struct str campaign_mark(const struct frozen_edition *edition)
{
	return str_sub(edition->hash, 0, MARK_DIGITS);
}

struct str campaign_name(struct arena *a, const struct frozen_edition *edition)
{
	return STR_CAT(a, S("tidings "), edition_name(a, edition->period, edition->list), S(" "),
		campaign_mark(edition));
}

/* Words of a body end at blanks, quotes and angle brackets. */
static bool ends_word(char c)
{
	return (unsigned char)c <= ' ' || c == '"' || c == '<' || c == '>';
}

static size_t word_begin(struct str text, size_t at)
{
	while (at > 0 && !ends_word(text.p[at - 1]))
		at--;
	return at;
}

static size_t word_end(struct str text, size_t at)
{
	while (at < text.n && !ends_word(text.p[at]))
		at++;
	return at;
}

/* The text with listmonk's way out in the place of ours, which are the words that hold the slot. */
static void add_leaving(struct buf *out, struct str text, struct str slot)
{
	size_t at;
	assert(slot.n);
	while ((at = str_find(text, slot)) != STR_NOT_FOUND) {
		buf_add(out, str_sub(text, 0, word_begin(text, at)));
		buf_add(out, S(LEAVE));
		text = str_sub(text, word_end(text, at), SIZE_MAX);
	}
	buf_add(out, text);
}

/* In HTML by character references, which mean the same in texts and attributes. Styles have single
 * braces, which stay. */
static void add_html(struct buf *out, struct str html)
{
	for (size_t i = 0; i < html.n; i++) {
		struct str rest = str_sub(html, i, SIZE_MAX);
		if (str_starts(rest, S("{{")))
			buf_add(out, S("&#123;"));
		else if (str_istarts(rest, S(SHORT_FORM)))
			buf_add(out, S("&#64;"));
		else
			buf_add(out, str_sub(rest, 0, 1));
	}
}

/* In a text by directives that give the character. */
static void add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_sub(text, i, SIZE_MAX);
		if (rest.p[0] == '{')
			buf_add(out, S("{{ \"{\" }}"));
		else if (str_istarts(rest, S(SHORT_FORM)))
			buf_add(out, S("{{ \"@\" }}"));
		else
			buf_add(out, str_sub(rest, 0, 1));
	}
}

static struct str template_of(
	struct arena *a, struct str text, struct str slot, void (*add)(struct buf *, struct str))
{
	struct buf safe CLEANUP_BUF = buf_new(LONGEST), out CLEANUP_BUF = buf_new(LONGEST);
	add(&safe, text);
	add_leaving(&out, buf_str(&safe), slot);
	return str_copy(a, buf_str(&out));
}

static struct str subject_of(struct arena *a, struct str subject)
{
	struct buf out CLEANUP_BUF = buf_new(LONGEST);
	add_text(&out, subject);
	return str_copy(a, buf_str(&out));
}

struct str campaign_request(struct arena *a, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, long list)
{
	json_auto_t *all = json_pack(
		"{ss ss s[I]}", "type", "regular", "content_type", "html", "lists", (json_int_t)list);
	view_set(all, "name", campaign_name(a, edition));
	view_set(all, "subject", subject_of(a, edition->subject));
	view_set(all, "body", template_of(a, bodies->html, bodies->slot, add_html));
	view_set(all, "altbody", template_of(a, bodies->text, bodies->slot, add_text));
	char *text = json_dumps(all, JSON_COMPACT);
	struct str request = str_copy(a, str_of(text));
	free(text);
	return request;
}

struct str campaign_key(struct arena *a, int64_t edition, bool twice)
{
	assert(edition > 0);
	return str_printf(a, "%lld%s", (long long)edition, twice ? " twice" : "");
}

void campaign_of_key(struct str key, int64_t *edition, bool *twice)
{
	struct str rest = key, number = str_cut(&rest, ' ');
	long n;
	*edition = str_to_long(number, &n) && n > 0 ? n : 0;
	*twice = rest.n > 0;
}

/* A worker is still to make it one. */
static bool is_asked(struct store *s, int64_t edition, bool twice, bool *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct job of = {.kind = JOB_CAMPAIGN, .key = campaign_key(&a, edition, twice)};
	struct job job;
	bool found;
	if (!store_job_find(s, &a, &of, &job, &found, err))
		return false;
	*out = *out || (found && job.finished == NO_TIME);
	return true;
}

bool campaign_is_there(struct store *s, int64_t edition, bool *out, struct err *err)
{
	return store_campaign_known(s, edition, out, err) && is_asked(s, edition, false, out, err) &&
		is_asked(s, edition, true, out, err);
}
