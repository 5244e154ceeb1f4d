#include "base/url.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/setting.h"
#include "render/view.h"

static json_t *topic_view(const struct desk *desk, struct arena *a, const struct topic *topic)
{
	json_t *view = json_object(), *also = json_array();
	struct str slug = url_encode(a, topic->slug);
	view_set(view, "title", topic->title);
	view_set(view, "match", pattern_text(topic->match));
	view_set(view, "where", setting_is_ours(topic->where) ? STR_NONE : topic->where);
	view_set(view, "edit_url",
		setting_is_ours(topic->where) ? setting_edit_url(a, "topic", topic->title) : STR_NONE);
	view_set(view, "parts_url", str_printf(a, "/topics/" STR_FMT "/parts", STR_ARG(slug)));
	view_set(view, "waiting_url", str_printf(a, "/queue?topic=" STR_FMT, STR_ARG(slug)));
	view_set(
		view, "approved_url", str_printf(a, "/queue?state=approved&topic=" STR_FMT, STR_ARG(slug)));
	view_set(view, "public_url",
		view_link(a,
			str_printf(a, STR_FMT "topics/" STR_FMT ".html", STR_ARG(desk->site->base_url),
				STR_ARG(slug))));
	for (size_t i = 0; i < topic->also.n; i++) {
		json_t *one = json_object();
		view_set(one, "title", topic->also.v[i]);
		json_array_append_new(also, one);
	}
	view_join(also, &WORDS_ENGLISH);
	json_object_set_new(view, "also", view_list(also));
	return view;
}

bool page_topics(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	json_t *topics = json_array();
	for (size_t i = 0; i < desk->site->topic_count; i++)
		json_array_append_new(topics, topic_view(desk, request->a, &desk->site->topics[i]));
	return page_render(desk, request, response,
		&(struct page){"desk-topics", "Topics", json_pack("{so}", "topics", view_list(topics))},
		err);
}

bool page_topics_help(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_render(
		desk, request, response, &(struct page){"desk-help", "Help", json_object()}, err);
}
