/* view: a release as template data, one form for pages, feeds and the digest. */
#ifndef RENDER_VIEW_H
#define RENDER_VIEW_H

#include <jansson.h>

#include "base/buf.h"
#include "model/site.h"
#include "model/release.h"

/* {title, url, host, official_title, summary, label, citation, source_line, status_line, status,
 * recruiting, notice, notice_start, notice_link, notice_url, notice_end, retracted, date, is_trial,
 * section, page, tag, id, updated, updated_day, published, published_day, corrected, note, noted,
 * noted_day, also:[{title,url,join,last}], has_also}: every text plain; members that are empty are
 * false, so that {{#x}} works. The title ends in a full stop unless it ends in . ? or ! (house
 * style 1), headings of trials do not. `url` is false unless it is http(s); `date` is ISO, as much
 * as is known; `updated` and `published` are RFC 3339, the _day members house style 6;
 * `recruiting`: its status is RECRUITING and nothing else; `corrected`: it changed after it was
 * published; `note`: what readers are told of the last change, and when that was; `notice_*`: the
 * notice around the "PMID 123" in it and that record's address (view_notice); `join` is what stands
 * before the title in "A, B and C". The caller owns it. `root` is the way from the page to out/
 * ("../" or ""), or an absolute base for mail and feeds. on[i], whether the release is on
 * site->topics[i]; `here`, the topic whose page it is for (NULL: none), which is not in `also`. */
json_t *view_placed(const struct site *site, const struct release *release, const bool *on,
	const struct topic *here, struct str root);
/* Sets `notice` and its parts: what stands before the "PMID 123" that the notice names, that itself
 * and the record's address at PubMed, what follows. Without a PMID the first part is all. */
void view_notice(json_t *view, const struct face *face);
/* Why it was taken down, in words for readers: the reason of the withdrawal, or that the decision
 * to publish it was undone. A sentence. */
struct str view_gone_reason(struct arena *a, const struct gone *gone);
/* One line of text: "PubMed, PLoS One, 2019 Jul 17;14(7):e0218068." as the pages print it, in the
 * arena. */
struct str view_source_line(struct arena *a, const struct face *face);
/* "tag:AUTHORITY:item/TAG": the item's name for ever (RFC 4151), in the arena. */
struct str view_tag(struct arena *a, const struct site *site, const struct release *release);
/* An address as it may stand in href: what RFC 3986 does not allow is percent-encoded. STR_NONE
 * unless it is http or https. */
struct str view_link(struct arena *a, struct str url);
/* Sets a member to the text made clean UTF-8, or to false when it is empty. */
void view_set(json_t *object, const char *key, struct str text);
/* Puts `join` ("", ", ", " and ") and `last` into each element of a list that is read as "A, B and
 * C". */
void view_join(json_t *list);
/* {items: list}, or false when the list is empty, so that a template can leave out what stands
 * around it. Takes the list. */
json_t *view_list(json_t *items);

#endif
