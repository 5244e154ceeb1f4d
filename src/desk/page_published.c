#include "desk/card.h"
#include "desk/decide.h"
#include "desk/outing.h"
#include "desk/page.h"
#include "desk/route.h"
#include "publish/view.h"
#include "store/list.h"

enum { ROWS = 50 };

static json_t *row_of(const struct http_request *request, const struct published *p, int64_t last)
{
	char text[TIME_TEXT];
	json_t *row = json_pack("{sI sb sb}", "id", (json_int_t)p->item, "corrected", p->at > p->first, "waits", p->waits);
	enum outing outing = outing_of(last, p->at, p->first);
	view_set(row, "outing", outing == OUTING_WAITS ? S("Not out yet") : outing == OUTING_CHANGE_WAITS ? S("Change not out yet") : STR_NONE);
	view_set(row, "title", p->face.title);
	view_set(row, "section_title", str_of(section_title(p->face.section)));
	view_set(row, "source_line", view_source_line(request->a, &p->face));
	view_set(row, "status_line", p->face.status_line);
	view_set(row, "notice", p->face.notice);
	view_set(row, "time", str_of(time_rfc3339(p->at, text)));
	view_set(row, "day", str_of(date_us(date_local(p->at), text)));
	return row;
}

static json_t *sections_of(enum section selected)
{
	json_t *list = json_array();
	for (enum section s = SECTION_NONE; s <= SECTION_TRIALS; s++) {
		json_t *one = json_pack("{sb}", "current", s == selected);
		view_set(one, "title", s == SECTION_NONE ? S("All") : str_of(section_title(s)));
		json_object_set_new(one, "url", s == SECTION_NONE ? json_string("/published") : json_sprintf("/published?section=%s", section_word(s)));
		json_array_append_new(list, one);
	}
	return list;
}

bool published_page(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	struct publisheds list;
	int64_t last;
	enum section section = section_of(http_param(&request->query, "section"));
	if (!store_list_published(desk->store, request->a, section, http_param_id(&request->query, "before"), ROWS + 1, &list, err) || !outing_last(desk, request->a, &last, err))
		return false;
	json_t *rows = json_array(), *data = json_object();
	for (size_t i = 0; i < list.n && i < ROWS; i++)
		json_array_append_new(rows, row_of(request, &list.v[i], last));
	json_object_set_new(data, "rows", view_list(rows));
	json_object_set_new(data, "sections", sections_of(section));
	view_set(data, "next_url", list.n > ROWS ? str_printf(request->a, "/published?before=%lld%s%s", (long long)list.v[ROWS - 1].release, section == SECTION_NONE ? "" : "&section=",
		section_word(section)) : STR_NONE);
	/* What was approved since is not yet there. */
	view_set(data, "went_out", last != NO_TIME ? words_ago(request->a, last, request->now) : STR_NONE);
	if (decide_said(desk, request, data, err))
		return page_render(desk, request, response, "desk-published", "Published", data, err);
	json_decref(data);
	return false;
}
