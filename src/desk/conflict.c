/* The page of two editors who changed the same item: both texts, and which one shall stand. */
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/page.h"
#include "publish/view.h"

/* The face as the words of an edit would make it. */
static struct face face_wished(const struct face *now, const struct wish *wish)
{
	struct face face = *now;
	if (!wish->has_words)
		return face;
	if (wish->words.section != SECTION_NONE)
		face.section = wish->words.section;
	face.title = str_or(wish->words.title, face.title);
	face.summary = wish->words.summary;
	face.citation = wish->words.citation;
	return face;
}

static void field(struct arena *a, json_t *list, const char *name, struct str theirs, struct str mine)
{
	if (str_eq(theirs, mine))
		return;
	json_t *one = json_pack("{so}", "diff", card_diff(a, theirs, mine));
	view_set(one, "name", str_of(name));
	view_set(one, "theirs", str_or(theirs, S("(nothing)")));
	view_set(one, "mine", str_or(mine, S("(nothing)")));
	json_array_append_new(list, one);
}

static json_t *fields_of(struct arena *a, const struct face *theirs, const struct face *mine)
{
	json_t *list = json_array();
	field(a, list, "Summary", theirs->summary, mine->summary);
	field(a, list, "Title", theirs->title, mine->title);
	field(a, list, "Citation", theirs->citation, mine->citation);
	field(a, list, "Section", str_of(section_title(theirs->section)), str_of(section_title(mine->section)));
	return list;
}

/* What is sent again when the editor's own words shall stand: the same form, with the version that stands now. */
static void set_again(const struct http_request *request, json_t *data)
{
	json_t *inputs = json_array();
	for (size_t i = 0; i < request->form.n; i++) {
		struct str name = request->form.v[i].name, value = request->form.v[i].value;
		if (str_eq(name, S("csrf")) || str_eq(name, S("version")))
			continue;
		json_t *one = json_object();
		view_set(one, "name", name);
		json_object_set_new(one, "value", json_stringn(value.n ? value.p : "", value.n));
		json_array_append_new(inputs, one);
	}
	json_object_set_new(data, "inputs", inputs);
}

static bool set_who(struct desk *desk, const struct http_request *request, int64_t item, json_t *data, struct err *err)
{
	struct decisions log;
	if (!decision_list(desk->store, request->a, item, 1, &log, err))
		return false;
	json_object_set_new(data, "who", json_false());
	if (!log.n)
		return true;
	view_set(data, "who", log.v[0].editor);
	view_set(data, "did", decide_words(request->a, &log.v[0]));
	view_set(data, "detail", words_detail(request->a, &log.v[0]));
	view_set(data, "ago", words_ago(request->a, log.v[0].at, request->now));
	return true;
}

bool conflict_page(struct desk *desk, const struct http_request *request, struct http_response *response, const struct wish *wish, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_get(desk->store, request->a, wish->item, false, &item, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such item.", err);
	response->status = 409;
	response->uncached = true;
	if (request->script)
		return http_json(response, 409, json_pack("{ss sb}", "error", "Somebody else changed this in between.", "conflict", 1));
	struct face theirs = item_face(&item), mine = face_wished(&theirs, wish);
	json_t *data = json_pack("{sI sI ss}", "id", (json_int_t)item.id, "version", (json_int_t)item.version, "wanted", words_verb(wish->verb));
	view_set(data, "title", theirs.title);
	view_set(data, "state", str_of(item_state_word(item.state)));
	json_object_set_new(data, "fields", view_list(fields_of(request->a, &theirs, &mine)));
	set_again(request, data);
	if (set_who(desk, request, item.id, data, err))
		return page_render(desk, request, response, "desk-conflict", "Changed in between", data, err);
	json_decref(data);
	return false;
}
