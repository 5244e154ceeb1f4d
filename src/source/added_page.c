/* added_page: web pages that editors add by their addresses. Each is asked for once, and is what it
 * says of itself (parse/page/web_page.h). One that gives nothing holds up no other: it is an
 * absence with its fault. */
#include <assert.h>

#include "match/match.h"
#include "source/kind.h"
#include "source/added_look.h"

enum { INTERVAL_MS = 2000, PAGE_BYTES = 8 << 20 };

struct page_visit {
	size_t at; /* the addition that is looked up */
};

static long page_interval(const struct visit *visit)
{
	(void)visit;
	return INTERVAL_MS;
}

static void page_begin(struct visit *visit)
{
	visit->own = arena_new(&visit->arena, struct page_visit);
}

static bool page_ask(struct visit *visit, struct fetch_request *request)
{
	const struct page_visit *own = visit->own;
	if (own->at >= visit->additions.n)
		return false;
	*request = (struct fetch_request){
		.url = match_url_clean(&visit->arena, visit->additions.v[own->at].said),
		.accept = S("text/html, application/xhtml+xml;q=0.9, */*;q=0.1"),
		.max_bytes = PAGE_BYTES};
	return true;
}

/* What the page says, under the key of the address that was asked for. A day that is not whole is
 * no time, and is left out. */
static struct entry entry_of(
	const struct addition *addition, const struct web_page *page, struct str url)
{
	return (struct entry){.kind = ENTRY_NEWS,
		.native = addition->text,
		.url = str_or(page->url, url),
		.title = page->title,
		.text = page->summary,
		.lead = page->summary,
		.publisher = page->site,
		.language = page->language,
		.published = page->day.day ? date_local_time(page->day) : NO_TIME,
		.updated = NO_TIME,
		.keys = page->keys};
}

/* Where it moved for good it is added; a redirect for the moment is followed and not kept. */
static bool read_page(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, enum addition_fault *fault, struct err *err)
{
	const struct page_visit *own = visit->own;
	const struct addition *addition = &visit->additions.v[own->at];
	struct str asked = match_url_clean(a, addition->said);
	const struct feed_input in = {
		.bytes = response->body, .url = response->url, .content_type = response->content_type};
	struct web_page page;
	*fault = added_look(a, asked, response);
	if (*fault)
		return true;
	if (!reader_web_page(visit->reader, a, &in, &page, err)) {
		*fault = ADDITION_FAULT_UNREADABLE;
		return err->kind == ERR_READER || err->kind == ERR_SOURCE;
	}
	if (!page.title.n) {
		*fault = ADDITION_FAULT_NOTHING;
		return true;
	}
	struct entry *entry = arena_new(a, struct entry);
	*entry = entry_of(addition, &page, str_or(str_copy(a, response->moved_to), asked));
	answer->entries = (struct entries){entry, 1};
	return true;
}

static bool page_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	struct page_visit *own = visit->own;
	enum addition_fault fault;
	assert(own->at < visit->additions.n);
	if (response->outcome == FETCH_UNABLE)
		return kind_response_ok(visit, a, response, err);
	if (!read_page(visit, response, a, answer, &fault, err))
		return false;
	if (fault)
		kind_absent(visit,
			(struct absence){.native = visit->additions.v[own->at].text,
				.fault = fault,
				.wait = response->retry_after});
	own->at++;
	return true;
}

static const struct watch ADDED_PAGES = {ENTRY_NEWS, KEY_URL};
const struct kind KIND_ADD_PAGE = {
	.interval_ms = page_interval,
	.tracks = true,
	.wanted = &ADDED_PAGES,
	.once = true,
	.begin = page_begin,
	.ask = page_ask,
	.take = page_take,
};
