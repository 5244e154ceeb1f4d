/* view: a release as template data, in one form for pages, feeds, the digest and the desk.
 *
 *     const bool *on = filing_topics(a, site, &release);
 *     json_t *view = view_release(site, &release, on, NULL, S("../"));
 *     if (!template_render(&templates, "item", view, MUSTACHE_HTML, &out, err)) …
 *     json_decref(view);
 *
 * Every text is plain: the template escapes it. A member that is empty is false, so that {{#x}}
 * works.
 *
 *     title           papers and news: ends in a full stop unless it ends in . ? or ! (house
 *                     style 1); trials: the heading as it is
 *     title_lang, official_lang, summary_lang     the language of each, where it is not the site's
 *     official_title, summary, label, citation, status, status_line     of the face, as they are
 *     url, host       where it was found, if that is http or https; the host without "www."
 *     source_line     "PubMed, PLoS One, 2019 Jul 17;14(7):e0218068."
 *     section, date   "research"; ISO 8601, as much as is known
 *     is_trial, recruiting, retracted     booleans; recruiting: the status is RECRUITING
 *     is_heading      its title is a heading of its own: of trials, and of what has a lead line
 *     preprint, animals, marked     booleans, for words that readers should see at once: it is a
 *                     preprint; of animals and not of humans; one of the two
 *     status_lang, status_start, status_why, status_end     the parts of status_line, where a
 *                     sponsor's words in it are of another language than the site's
 *     facts           {items: [{name, values: [{value, value_lang}]}]}: what else the record says
 *     notice, notice_start, notice_link, notice_url, notice_end         see view_notice
 *     id, tag, page   the item's number, its tag: URI, the address of its page
 *     published, published_day, updated, updated_day     when the item was first approved, and when
 *                     what is shown was: RFC 3339, and the day in house style 6
 *     corrected       it changed after it was published
 *     note, noted, noted_day     what readers are told of the last change, and when it was made
 *     also, has_also  the pages that an editor chose, else the other topics that it is on: [{title,
 *                     url, join, last}], some without url; for `join` see view_join */
#ifndef RENDER_VIEW_H
#define RENDER_VIEW_H

#include <jansson.h>

#include "base/buf.h"
#include "model/release.h"
#include "model/site.h"

/* The release as above; the caller owns it. on[i]: whether the release is on site->topics[i].
 * `here`: the topic whose page it is for, which is not in `also`; NULL: none. `root`: the way to
 * out/ (render/path.h). */
json_t *view_release(const struct site *site, const struct release *release, const bool *on,
	const struct topic *here, struct str root);

/* The title, of a trial with its status in the words of the site. */
struct str view_heading(struct arena *a, const struct words *words, const struct face *face);

/* The status of a trial in the words of the site; of anything else its status line as it is. */
struct str view_status_line(struct arena *a, const struct words *words, const struct face *face);

/* Sets `notice` and its parts: notice_link is the "PMID 123" or "doi:10.1234/x" that the notice
 * names first and notice_url the address of that record at PubMed or doi.org; notice_start and
 * notice_end are the text around it. A notice that names no record is all notice_start. */
void view_notice(json_t *view, const struct face *face);
/* Whether the trial takes patients now (trial_status_is_recruiting). A title that says "recruiting"
 * does not count. */
bool view_is_recruiting(const struct face *face);
/* Why it was taken down, as a sentence for readers: the reason of the withdrawal, or that the
 * decision to publish it was undone. In the arena, or constant. */
struct str view_gone_reason(struct arena *a, const struct words *words, const struct gone *gone);
/* "PubMed, PLoS One, 2019 Jul 17;14(7):e0218068.": label and citation, in the arena. */
struct str view_source_line(struct arena *a, const struct face *face);
/* "tag:AUTHORITY:TAG" (RFC 4151), the permanent id of the item; in the arena. */
struct str view_tag(struct arena *a, const struct site *site, const struct release *release);
/* The address as it may stand in an href: what RFC 3986 does not allow is percent-encoded. STR_NONE
 * unless it is http or https. */
struct str view_link(struct arena *a, struct str url);

/* The language of the title when it is known to be another one than the site's; else STR_NONE.
 * "en-GB" is not another language than "en". The heading of a trial has words of the site. */
struct str view_language(const struct site *site, const struct release *release);

/* Sets a member to the text made clean UTF-8 that turns the direction of nothing behind it
 * (base/bidi.h), or to false when it is empty. */
void view_set(json_t *object, const char *key, struct str text);
/* Sets `join` and `last` in each element of a list that is read as "A, B and C": `join` is what
 * stands before the element ("", ", " or " and "). */
void view_join(json_t *list, const struct words *words);
/* The texts as view_set would set them, for {{.}}; the caller owns it. */
json_t *view_texts(struct strs texts);
/* {items: list}, or false when the list is empty, so that a template can leave out what stands
 * around the items. Takes the list. */
json_t *view_list(json_t *items);

#endif
