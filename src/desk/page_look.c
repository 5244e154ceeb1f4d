/* A whole page as readers would see it, before anything is saved: with what is typed of an item, or
 * with a part of a topic's page as it is typed. */
#include "base/array.h"
#include "base/file.h"
#include "desk/arrange_form.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "item/decide.h"
#include "publish/preview.h"
#include "render/view.h"
#include "store/item.h"

/* The page runs nothing and sends nothing. Its style and images are those of out/. */
#define LOOK_POLICY \
	"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri " \
	"'none'; " \
	"form-action 'none'; frame-ancestors 'none'"
enum { FILE_MOST = 4 << 20 }; /* bytes */
static const struct str ROOT = {"/look/", 6};

/* The window says that it is a preview: the page itself is to the letter what readers get. */
static void add_marked(struct buf *out, struct str html)
{
	static const struct str title = S("<title>");
	size_t at = str_find(html, title);
	if (at >= html.n) {
		buf_add(out, html);
		return;
	}
	buf_add(out, str_sub(html, 0, at + title.n));
	buf_add(out, S("Preview: "));
	buf_add(out, str_sub(html, at + title.n, SIZE_MAX));
}

static bool send_preview(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct page_wanted wanted, struct err *err)
{
	struct buf html CLEANUP_BUF = buf_new(1 << 20);
	struct err why = {0};
	wanted.site = desk->site;
	wanted.store = desk->store;
	wanted.now = request->now;
	wanted.root = ROOT;
	if (!publish_preview(&wanted, &html, &why)) {
		*err = why;
		return why.kind == ERR_USER &&
			page_error(desk, request, response, 400, str_copy(request->a, str_of(why.text)).p, err);
	}
	response->no_store = true;
	response->type = S("text/html; charset=utf-8");
	http_header_set(response, "Content-Security-Policy", S(LOOK_POLICY));
	add_marked(&response->body, buf_str(&html));
	return true;
}

/* -- An item with what is typed -- */

struct typed {
	struct desk *desk;
	const struct http_request *request;
	const struct item *item;
	struct edit edit;
};

static bool publish_typed(void *user, struct err *err)
{
	const struct typed *typed = user;
	bool settled = typed->item->live && !item_is_update(typed->item);
	struct decision_request request = desk_request(
		typed->desk, typed->request, settled ? VERB_EDIT : VERB_APPROVE, typed->item->id);
	struct decision_result result;
	request.edit = typed->edit;
	return item_decide(
		typed->desk->site, typed->desk->store, typed->request->a, &request, &result, err);
}

/* "item", "research", "topic/grafts" */
static bool wanted_of(struct str page, int64_t item, struct page_wanted *out)
{
	static const struct str topic = S("topic/");
	if (str_eq(page, S("item")))
		out->item = item;
	else if (str_starts(page, topic))
		out->topic = str_sub(page, topic.n, SIZE_MAX);
	else
		out->section = section_of(page);
	return out->item || out->topic.n || out->section != SECTION_NONE;
}

bool page_look(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item;
	bool found;
	const char *unfit = edit_form_unfit(request, desk->site);
	struct typed typed = {.desk = desk, .request = request, .item = &item};
	struct page_wanted wanted = {.change = publish_typed, .user = &typed};
	if (!store_item_follow(desk->store, request->a, http_path_id(request), &item, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such item.", err);
	if (unfit || !wanted_of(http_param(&request->form, "page"), item.id, &wanted))
		return page_error(desk, request, response, 400,
			unfit ? unfit : "It is not said which page is to be shown.", err);
	return edit_form_read(desk, request, item.id, &typed.edit, err) &&
		send_preview(desk, request, response, wanted, err);
}

/* -- A topic's page with what is typed of a part -- */

struct parted {
	struct desk *desk;
	const struct http_request *request;
	struct str slug;
};

static bool arrange_typed(void *user, struct err *err)
{
	const struct parted *parted = user;
	struct arrange_page page CLEANUP_ARRANGE_PAGE = {0};
	struct arrange_result result;
	return arrange_form_open(&page, parted->desk, parted->request->a, parted->slug, 0, err) &&
		arrange_form_put(parted->desk, parted->request, &page, &result, err);
}

bool page_look_parts(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct parted parted = {desk, request, http_param(&request->path_params, "slug")};
	if (!site_topic(desk->site, parted.slug))
		return page_error(desk, request, response, 404, "There is no such topic.", err);
	return send_preview(desk, request, response,
		(struct page_wanted){.topic = parted.slug, .change = arrange_typed, .user = &parted}, err);
}

/* -- What the page shows of out/, and where it leads -- */

static struct str type_of(struct str name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {{".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
		{".svg", "image/svg+xml"}, {".png", "image/png"}, {".jpg", "image/jpeg"},
		{".ico", "image/x-icon"}};
	for (size_t i = 0; i < ARRAY_COUNT(types); i++)
		if (str_ends(name, str_of(types[i].ending)))
			return str_of(types[i].type);
	return STR_NONE;
}

/* Whether it stays within out/: no part of it is empty or begins with a dot. */
static bool is_within(struct str name)
{
	while (name.p) {
		struct str part = str_cut(&name, '/');
		if (!part.n || part.p[0] == '.')
			return false;
	}
	return true;
}

/* A file of out/ as readers get it, whose links lead on within out/. False: there is none. */
static bool send_file(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct str name)
{
	struct str path = STR_CAT(request->a, desk->site->folder, S("/out/"), name), bytes;
	if (!type_of(name).n || !is_within(name) ||
		!file_read(request->a, path.p, FILE_MOST, &bytes, NULL))
		return false;
	response->type = type_of(name);
	http_header_set(response, "Content-Security-Policy", S(LOOK_POLICY));
	buf_add(&response->body, bytes);
	return true;
}

static bool lead_on(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct str path)
{
	struct str base = view_link(request->a, desk->site->base_url);
	response->status = 303;
	http_header_set(response, "Location", base.n ? STR_CAT(request->a, base, path) : S("/queue"));
	return true;
}

/* The preview of an item holds the links of the public page. On the desk their addresses lead on to
 * the public pages. */
bool page_item_public(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)err;
	return lead_on(desk, request, response, str_sub(request->path, 1, SIZE_MAX));
}

bool page_look_beside(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str name = str_sub(request->path, ROOT.n, SIZE_MAX);
	(void)err;
	return send_file(desk, request, response, name) || lead_on(desk, request, response, name);
}
