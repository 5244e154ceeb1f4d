#include "desk/decide.h"

#include "base/utf8.h"
#include "desk/card.h"
#include "desk/page.h"
#include "publish/view.h"
#include "store/list.h"
#include "store/log.h"

struct str decide_words(struct arena *a, const struct decision *decision)
{
	enum { TITLE = 70 };
	struct str title = utf8_cut(decision->title, TITLE);
	return str_printf(a, "%s “" STR_FMT "%s”", words_verb(decision->verb), STR_ARG(title), title.n < decision->title.n ? "…" : "");
}

bool decide_may_undo(struct desk *desk, struct arena *a, const struct decision *decision, bool *may, struct err *err)
{
	struct str value;
	long published = 0;
	bool own = str_eq(decision->editor, desk->visitor.editor.name);
	if (!store_note_get(desk->store, a, "published", &value, err))
		return false;
	bool went_out = str_to_long(value, &published) && published >= decision->at && (str_eq(decision->verb, S("approve")) || str_eq(decision->verb, S("merge")));
	*may = decision->undoes == 0 && !decision->undone && desk_may(desk, own && !went_out ? PERMISSION_DECIDE : PERMISSION_WITHDRAW);
	return true;
}

static struct str with_param(struct arena *a, struct str url, const char *name, int64_t value)
{
	return value ? str_printf(a, STR_FMT "%c%s=%lld", STR_ARG(url), str_find_char(url, '?') == STR_NOT_FOUND ? '?' : '&', name, (long long)value) : url;
}

static bool done_json(struct desk *desk, const struct http_request *request, struct http_response *response, const struct decision *last, struct err *err)
{
	struct list_counts counts;
	if (!store_list_counts(desk->store, request->now, &counts, err))
		return false;
	json_t *answer = json_pack("{sI sI}", "decision", (json_int_t)last->id, "left", (json_int_t)counts.waiting[SECTION_NONE]);
	view_set(answer, "text", last->id ? decide_words(request->a, last) : STR_NONE);
	return http_json(response, 200, answer);
}

bool decide_next_card(const struct http_request *request, struct http_response *response, struct str path)
{
	return http_redirect(response, str_printf(request->a, STR_FMT "#card", STR_ARG(path)));
}

bool decide_done(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	struct decision last = {0};
	bool found;
	if (!store_log_last(desk->store, request->a, desk->visitor.editor.name, &last, &found, err))
		return false;
	if (!found)
		last = (struct decision){0};
	if (request->script)
		return done_json(desk, request, response, &last, err);
	struct str back = http_local(http_param(&request->form, "back"), S("/queue"));
	struct str on = with_param(request->a, back, "item", http_param_id(&request->form, "next"));
	return decide_next_card(request, response, with_param(request->a, on, "did", last.id));
}

/* What SQLite says is not the editor's doing. */
static bool is_ours(const struct err *problem)
{
	return str_starts(str_of(problem->text), S("the store:"));
}

bool decide_refused(struct desk *desk, const struct http_request *request, struct http_response *response, const struct wish *wish, bool stale, const struct err *problem, struct err *err)
{
	if (stale && wish)
		return conflict_page(desk, request, response, wish, err);
	if (is_ours(problem)) {
		*err = *problem;
		return false;
	}
	struct str text = str_printf(request->a, "That could not be done: %s.", problem->text);
	return page_error(desk, request, response, 409, text.p, err);
}

bool decide_said(struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	struct decision did;
	bool found = false, may = false;
	int64_t id = http_param_id(&request->query, "did");
	if (!id || !desk_may(desk, PERMISSION_DECIDE))
		return true;
	if (!store_log_get(desk->store, request->a, id, &did, &found, err) || (found && !decide_may_undo(desk, request->a, &did, &may, err)))
		return false;
	if (!found || !str_eq(did.editor, desk->visitor.editor.name))
		return true;
	json_t *said = json_pack("{sb so}", "problem", 0, "undo", may ? json_integer(did.id) : json_false());
	view_set(said, "text", did.undone ? str_printf(request->a, STR_FMT " – taken back", STR_ARG(decide_words(request->a, &did))) : decide_words(request->a, &did));
	json_object_set_new(data, "said", said);
	return true;
}
