#include "desk/card.h"
#include "desk/page.h"
#include "desk/route.h"
#include "mail/digest.h"
#include "publish/view.h"

/* The edition of this week as it would be frozen now. */
static bool draft(struct desk *desk, const struct http_request *request, enum section section, struct edition_draft *edition, struct digest *digest, struct err *err)
{
	char week[TIME_TEXT];
	struct str period = str_copy(request->a, str_of(date_iso_week(date_local(request->now), week)));
	return store_edition_draft(desk->store, request->a, section, edition, err) &&
		digest_build(request->a, desk->site, section, period, edition, request->now, digest, err);
}

static json_t *items_of(struct arena *a, const struct releases *releases)
{
	json_t *list = json_array();
	for (size_t i = 0; i < releases->n; i++) {
		const struct face *face = &releases->v[i].face;
		json_t *one = json_pack("{sI}", "id", (json_int_t)releases->v[i].item);
		view_set(one, "title", face->title);
		view_set(one, "source_line", view_source_line(a, face));
		view_set(one, "status_line", face->status_line);
		view_set(one, "notice", face->notice);
		json_array_append_new(list, one);
	}
	return view_list(list);
}

static json_t *section_view(struct arena *a, enum section section, const struct edition_draft *edition, const struct digest *digest, const struct err *problem)
{
	json_t *view = json_pack("{ss ss sb sI sI}", "word", section_word(section), "title", section_title(section), "empty", digest->empty,
		"fresh_count", (json_int_t)digest->fresh, "corrected_count", (json_int_t)digest->corrected);
	view_set(view, "problem", str_of(problem->text));
	view_set(view, "subject", digest->subject);
	json_object_set_new(view, "fresh", items_of(a, &edition->fresh));
	json_object_set_new(view, "corrected", items_of(a, &edition->corrected));
	json_object_set_new(view, "ready", json_boolean(!digest->empty && !problem->text[0]));
	json_object_set_new(view, "kilobytes", json_sprintf("%.1f", (double)digest->html.n / 1000));
	json_object_set_new(view, "limit", json_integer(DIGEST_HTML_MAX / 1000));
	return view;
}

bool digest_page(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	char week[TIME_TEXT];
	json_t *sections = json_array();
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		struct edition_draft edition = {0};
		struct digest digest = {0};
		struct err problem = {{0}};
		/* What is missing in the configuration is for the editors to read. */
		if (!draft(desk, request, s, &edition, &digest, &problem) && str_starts(str_of(problem.text), S("the store:"))) {
			json_decref(sections);
			*err = problem;
			return false;
		}
		json_array_append_new(sections, section_view(request->a, s, &edition, &digest, &problem));
	}
	json_t *data = json_pack("{so}", "sections", sections);
	view_set(data, "period", str_of(date_iso_week(date_local(request->now), week)));
	return page_render(desk, request, response, "desk-digest", "Digest", data, err);
}

/* The preview of one part, as a subscriber gets it. */
static bool preview(struct desk *desk, const struct http_request *request, struct http_response *response, bool html, struct err *err)
{
	struct edition_draft edition;
	struct digest digest;
	struct err problem;
	enum section section = section_of(http_param(&request->place, "section"));
	if (section == SECTION_NONE)
		return page_error(desk, request, response, 404, "There is no such section.", err);
	if (!draft(desk, request, section, &edition, &digest, &problem))
		return page_error(desk, request, response, 409, problem.text, err);
	if (digest.empty)
		return page_error(desk, request, response, 404, "Nothing was approved since the last edition, so there is none to show.", err);
	response->type = html ? S("text/html; charset=utf-8") : S("text/plain; charset=utf-8");
	buf_add(&response->body, html ? digest.html : digest.text);
	return true;
}

bool digest_html(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	return preview(desk, request, response, true, err);
}

bool digest_text(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	return preview(desk, request, response, false, err);
}
