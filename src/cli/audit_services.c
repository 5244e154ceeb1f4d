/* What readers see, beside what the services said last; and whether they were asked. */
#include "cli/audit_parts.h"
#include "item/link.h"
#include "item/rejudge.h"
#include "render/reason.h"
#include "source/kind.h"
#include "source/run.h"
#include "store/link.h"
#include "store/list.h"

enum {
	PAGE = 500,
	HOUR = 3600,
	DAY = 24 * HOUR,
	LATE = 7 * DAY /* beyond the time in which a record is looked at */
};

static bool is_gone(const struct reasons *reasons)
{
	for (size_t i = 0; i < reasons->n; i++)
		if (reasons->v[i].kind == REASON_MISSING || reasons->v[i].kind == REASON_DELETED)
			return true;
	return false;
}

static bool retraction_is_untold(const struct difference *d)
{
	return d->now.judged.retracted && !d->live.face.retracted;
}

/* Whether the address that readers are sent to is dead, or has moved. One that the sources or an
 * editor changed is neither. */
static bool is_of_link(
	struct audit *audit, struct arena *a, const struct difference *d, bool *out, struct err *err)
{
	struct link link;
	if (!item_link_of(audit->cli->store, a, d->live.face.url, &link, err))
		return false;
	*out = !str_eq(link.url, d->live.face.url) && str_eq(link.url, d->now.judged.url);
	for (size_t i = 0; i < d->item.changes.n && !*out; i++)
		*out = reason_is_link(&d->item.changes.v[i]);
	return true;
}

static enum audit_kind kind_of_difference(const struct difference *d, bool of_link)
{
	if (retraction_is_untold(d))
		return AUDIT_RETRACTED;
	if (is_gone(&d->item.changes))
		return AUDIT_GONE;
	if (!str_eq(d->now.judged.status, face_status(&d->live.face)))
		return AUDIT_STATUS;
	return of_link ? AUDIT_LINK : AUDIT_CHANGED;
}

static struct str words_of(struct arena *a, const struct difference *d)
{
	const struct reasons *reasons = d->item.changes.n ? &d->item.changes : &d->reasons;
	struct str all = STR_NONE;
	for (size_t i = 0; i < reasons->n; i++) {
		struct str one = reason_words(a, &reasons->v[i]);
		all = all.n ? str_printf(a, STR_FMT "; " STR_FMT, STR_ARG(all), STR_ARG(one)) : one;
	}
	const char *where = d->item.changes.n ? "it waits in the queue" :
		d->declined                       ? "an editor declined to say so" :
											"no editor was told";
	return all.n ? str_printf(a, STR_FMT " (%s)", STR_ARG(all), where) : str_of(where);
}

static bool audit_item(struct audit *audit, int64_t item, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct difference d;
	bool of_link;
	if (!item_difference(&audit->cli->site, audit->cli->store, &a, item, &d, err))
		return false;
	audit->items++;
	audit->declined += d.declined;
	if (!d.item.changes.n && !d.reasons.n && !retraction_is_untold(&d))
		return true;
	if (!is_of_link(audit, &a, &d, &of_link, err))
		return false;
	audit_find(audit,
		(struct audit_finding){.kind = kind_of_difference(&d, of_link),
			.item = item,
			.what = str_copy(audit->a, d.live.face.title),
			.why = str_copy(audit->a, words_of(&a, &d))});
	return true;
}

bool audit_items(struct audit *audit, struct err *err)
{
	struct published_filter filter = {.state = LIST_PUBLISHED, .limit = PAGE};
	size_t n;
	do {
		struct arena a CLEANUP_ARENA = {0};
		struct publisheds page;
		if (!store_list_published(audit->cli->store, &a, &filter, &page, err))
			return false;
		for (size_t i = 0; i < page.n; i++)
			if (!audit_item(audit, page.v[i].item, err))
				return false;
		n = page.n;
		filter.before = n ? page.v[n - 1].release : 0;
	} while (n == PAGE);
	return true;
}

/* The others wait for an editor, or readers are told. */
bool audit_links(struct audit *audit, struct err *err)
{
	struct link_items bad;
	if (!store_link_untold(audit->cli->store, audit->a, &bad, err))
		return false;
	for (size_t i = 0; i < bad.n; i++) {
		const struct link *link = &bad.v[i].link;
		audit_find(audit,
			(struct audit_finding){.kind = AUDIT_LINK,
				.item = bad.v[i].item,
				.what = bad.v[i].title,
				.why = str_printf(audit->a,
					"The linked page " STR_FMT " %s (an editor declined "
					"to say so)",
					STR_ARG(link->url), link_fault_words(link->fault))});
	}
	return true;
}

/* A watch looks at each record once in that time, when it is visited as often as it is to be. */
static int64_t longest_unseen(enum source_kind kind)
{
	return kind_of(kind)->look_every + source_schema(kind)->hours * HOUR + LATE;
}

static bool audit_watch(struct audit *audit, enum source_kind kind, struct err *err)
{
	const struct kind *of = kind_of(kind);
	struct strs late;
	if (!of->watch)
		return true;
	int64_t longest = longest_unseen(kind);
	if (!store_watch_list(
			audit->cli->store, audit->a, of->watch, audit->cli->now - longest, &late, err))
		return false;
	if (late.n)
		audit_find(audit,
			(struct audit_finding){.kind = AUDIT_UNWATCHED,
				.what = str_of(source_schema(kind)->built_in),
				.why = str_printf(audit->a,
					"%zu record%s not looked at for %d days, among them " STR_FMT, late.n,
					late.n == 1 ? " was" : "s were", (int)(longest / DAY), STR_ARG(late.v[0]))});
	return true;
}

/* A failure that may pass within the day is no news. */
static bool source_fails(const struct source_state *s, int64_t now)
{
	return s->gone || (s->failures && (s->last_success == NO_TIME || now - s->last_success > DAY));
}

static struct str failure_words(struct arena *a, const struct source_state *s)
{
	char text[TIME_TEXT];
	if (s->gone)
		return S("its server says that it is no more");
	struct str problem = str_collapse(a, s->problem);
	return s->last_success == NO_TIME ?
		str_printf(a, STR_FMT " (it never succeeded)", STR_ARG(problem)) :
		str_printf(
			a, STR_FMT " (last success %s)", STR_ARG(problem), time_rfc3339(s->last_success, text));
}

bool audit_sources(struct audit *audit, struct err *err)
{
	struct cli *cli = audit->cli;
	struct source_states all;
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		if (!audit_watch(audit, kind, err))
			return false;
	if (!store_source_list(cli->store, audit->a, &all, err))
		return false;
	audit->sources = all.n;
	for (size_t i = 0; i < all.n; i++)
		if (source_fails(&all.v[i], cli->now))
			audit_find(audit,
				(struct audit_finding){.kind = AUDIT_SOURCE,
					.what = all.v[i].name,
					.why = failure_words(audit->a, &all.v[i])});
	return true;
}
