/* The page that an editor gets who decided on an item that somebody else had just changed: both
 * versions side by side, and a button for either. */
#include "store/item.h"
#include "desk/ask.h"
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/words.h"
#include "item/filing.h"
#include "model/also.h"
#include "render/decision.h"
#include "render/view.h"
#include "store/decision.h"

/* What can be edited of an item, in one editor's version. */
struct text {
	struct face face;
	struct strs topics;
};

/* The item's text with the words of this editor's form over it. */
static struct text text_wanted(const struct text *now, const struct decision_form *form)
{
	struct text text = *now;
	const struct edit *words = &form->request.edit;
	if (!form->has_words)
		return text;
	if (words->section != SECTION_NONE)
		text.face.section = words->section;
#define WORDED_WANTED(name, member, bit) \
	if (words->set_##member) \
		text.face.member = words->member;
	WORDED_LIST(WORDED_WANTED)
#undef WORDED_WANTED
	text.face.title = str_or(text.face.title, now->face.title);
	if (words->set_topics)
		text.topics = words->topics;
	return text;
}

static void field(
	struct arena *a, json_t *list, const char *name, struct str theirs, struct str mine)
{
	if (str_eq(theirs, mine))
		return;
	json_t *one = json_pack("{so}", "diff", card_diff(a, theirs, mine));
	view_set(one, "name", str_of(name));
	view_set(one, "theirs", str_or(theirs, S("(nothing)")));
	view_set(one, "mine", str_or(mine, S("(nothing)")));
	json_array_append_new(list, one);
}

static json_t *fields_of(
	struct arena *a, const struct site *site, const struct text *theirs, const struct text *mine)
{
	json_t *list = json_array();
	field(a, list, "Summary", theirs->face.summary, mine->face.summary);
	field(a, list, "Title", theirs->face.title, mine->face.title);
	field(a, list, "Citation", theirs->face.citation, mine->face.citation);
	field(a, list, "Official title", theirs->face.official_title, mine->face.official_title);
	field(a, list, "Address", theirs->face.url, mine->face.url);
	field(a, list, "Label", theirs->face.label, mine->face.label);
	field(a, list, "Lead line", theirs->face.lead, mine->face.lead);
	field(a, list, "Also see", also_typed(a, theirs->face.also), also_typed(a, mine->face.also));
	field(a, list, "Section", str_of(section_title(theirs->face.section)),
		str_of(section_title(mine->face.section)));
	field(a, list, "Topics", words_topic_titles(a, site, theirs->topics),
		words_topic_titles(a, site, mine->topics));
	return list;
}

/* The fields that the form of an item's own page has beside. */
static void add_more(struct arena *a, json_t *inputs, const struct face *face)
{
	ask_input_add(inputs, S("official_title"), face->official_title);
	ask_input_add(inputs, S("url"), face->url);
	ask_input_add(inputs, S("label"), face->label);
	ask_input_add(inputs, S("lead"), face->lead);
	ask_input_add(inputs, S("also"), also_typed(a, face->also));
}

/* The hidden fields that are sent when the editor's own version shall stand: their form with the
 * versions of the items as they are now. A field that they had left alone gets the other editor's
 * words. */
static json_t *again(struct desk *desk, const struct http_request *request,
	const struct decision_form *form, const struct text *theirs, const struct text *mine)
{
	struct arena *a = request->a;
	json_t *inputs = json_array();
	for (size_t i = 0; i < request->form.n; i++) {
		struct str name = request->form.v[i].name;
		if (!str_eq(name, S("csrf")) && !str_eq(name, S("version")) &&
			!str_eq(name, S("other_version")) && !str_eq(name, S("into_version")) &&
			!(form->has_words && edit_form_has(name)))
			ask_input_add(inputs, name, request->form.v[i].value);
	}
	if (!form->has_words)
		return inputs;
	ask_input_add(inputs, S("summary"), mine->face.summary);
	/* An empty title means the title of the source: mine->face does not say so. */
	ask_input_add(inputs, S("title"),
		form->request.edit.set_title ? form->request.edit.title : theirs->face.title);
	ask_input_add(inputs, S("citation"), mine->face.citation);
	if (http_param(&request->form, "lead").p)
		add_more(a, inputs, &mine->face);
	ask_input_add(inputs, S("section"), str_of(section_word(mine->face.section)));
	for (size_t i = 0; i < mine->topics.n; i++)
		ask_input_add(inputs, S("topic"), mine->topics.v[i]);
	ask_input_add(inputs, S("seen"), edit_form_seen(a, desk->site, &theirs->face, theirs->topics));
	return inputs;
}

/* Sets the other item of a merge or of a pair, as it stands now. */
static bool set_other(struct desk *desk, const struct http_request *request,
	const struct decision_form *form, json_t *data, struct err *err)
{
	struct item other;
	bool found = false;
	if (form->other &&
		!store_item_follow(desk->store, request->a, form->other, &other, &found, err))
		return false;
	json_object_set_new(data, "other_version", found ? json_integer(other.version) : json_false());
	view_set(data, "other_title", found ? item_face(&other).title : STR_NONE);
	view_set(data, "other_state", found ? words_state(request->a, &other, request->now) : STR_NONE);
	return true;
}

static json_t *joined(struct strs list)
{
	json_t *texts = json_array();
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(texts, json_pack("{s:s%}", "title", list.v[i].p, list.v[i].n));
	view_join(texts, &WORDS_ENGLISH);
	return view_list(texts);
}

static bool set_texts(struct desk *desk, const struct http_request *request,
	const struct decision_form *form, const struct item *item, json_t *data, struct err *err)
{
	struct copies copies;
	if (!store_entry_copies(desk->store, request->a, item->id, &copies, err))
		return false;
	struct text theirs = {item_face(item), filing_of_item(request->a, desk->site, item, &copies)},
				mine = text_wanted(&theirs, form);
	json_object_set_new(
		data, "fields", view_list(fields_of(request->a, desk->site, &theirs, &mine)));
	json_object_set_new(data, "kept",
		form->has_words ? joined(edit_form_kept(request, desk->site, &theirs.face, theirs.topics)) :
						  json_false());
	json_object_set_new(data, "inputs", again(desk, request, form, &theirs, &mine));
	return true;
}

static bool set_who(struct desk *desk, const struct http_request *request, int64_t item,
	json_t *data, struct err *err)
{
	struct decisions log;
	if (!store_decision_list(desk->store, request->a, item, 1, &log, err))
		return false;
	json_object_set_new(data, "who", json_false());
	if (!log.n)
		return true;
	view_set(data, "who", decision_actor_words(request->a, &log.v[0].actor));
	view_set(data, "did", decide_words(request->a, &log.v[0]));
	view_set(data, "detail", words_detail(request->a, &log.v[0]));
	view_set(data, "ago", words_ago(request->a, log.v[0].at, request->now));
	return true;
}

bool conflict_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_get(desk->store, request->a, form->item, &item, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such item.", err);
	response->status = 409;
	response->no_store = true;
	if (request->script)
		return http_json(response, 409,
			json_pack("{ss ss}", "error", "Somebody else changed this in between.", "conflict",
				"See both texts"));
	json_t *data = json_pack("{sI ss sb}", "version", (json_int_t)item.version, "wanted",
		words_verb(form->request.verb), "has_words", form->has_words);
	struct str back = http_local_path(http_param(&request->form, "back"), S("/queue"));
	view_set(data, "action", request->path);
	view_set(data, "title", item_face(&item).title);
	view_set(data, "state", words_state(request->a, &item, request->now));
	view_set(data, "theirs",
		str_starts(back, S("/item/")) ? back : decide_url(request->a, back, "item", item.id));
	if (set_texts(desk, request, form, &item, data, err) &&
		set_other(desk, request, form, data, err) && set_who(desk, request, item.id, data, err))
		return page_render(desk, request, response,
			&(struct page){"desk-conflict", "Changed in between", data}, err);
	json_decref(data);
	return false;
}
