#include "store/item.h"
#include "desk/arrange_form.h"
#include "desk/card.h"
#include "desk/colleagues.h"
#include "desk/decide.h"
#include "desk/history.h"
#include "desk/publication.h"
#include "desk/mailed.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "item/filing.h"
#include "render/view.h"
#include "store/gone.h"

enum { VERSIONS_MAX = 50, CARDS_MAX = 10, COPY_FIELDS = 7 };

/* The item that the address names. For an alias it is the item that it was merged into. */
static bool find_item(struct desk *desk, const struct http_request *request, struct item *item,
	bool *found, struct err *err)
{
	return store_item_follow(desk->store, request->a, http_path_id(request), item, found, err);
}

/* The fields of a copy of which an editor may want to see the changes, as names and texts. */
static void copy_fields(struct arena *a, const struct entry *entry,
	struct str names[static COPY_FIELDS], struct str texts[static COPY_FIELDS])
{
	const struct {
		const char *name;
		struct str text;
	} fields[] = {
		{"Title", entry->title},
		{"Text", str_or(entry->text, entry->lead)},
		{"Plain-language summary", entry->paper ? entry->paper->plain_summary : STR_NONE},
		{"Address", entry->url},
		{"Citation",
			entry->paper ? str_printf(a, STR_FMT " " STR_FMT "(" STR_FMT "):" STR_FMT,
							   STR_ARG(entry->paper->medline_ta), STR_ARG(entry->paper->volume),
							   STR_ARG(entry->paper->issue), STR_ARG(entry->paper->pages)) :
						   STR_NONE},
		{"Status", entry->trial ? entry->trial->overall_status : STR_NONE},
		{"Author", entry->author},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		names[i] = str_of(fields[i].name);
		texts[i] = fields[i].text;
	}
}

/* The version of the same copy before version i; NULL when that is the first. */
static const struct copy *earlier(const struct copies *versions, size_t i)
{
	for (size_t j = i; j-- > 0;)
		if (versions->v[j].source_id == versions->v[i].source_id &&
			str_eq(versions->v[j].entry.native, versions->v[i].entry.native))
			return &versions->v[j];
	return NULL;
}

static json_t *changes_between(
	struct arena *a, const struct entry *before, const struct entry *after)
{
	struct str names[COPY_FIELDS], old[COPY_FIELDS], new[COPY_FIELDS];
	json_t *list = json_array();
	copy_fields(a, before, names, old);
	copy_fields(a, after, names, new);
	for (size_t i = 0; i < COPY_FIELDS; i++) {
		if (str_eq(old[i], new[i]))
			continue;
		json_t *change = json_pack("{so}", "diff", card_diff(a, old[i], new[i]));
		view_set(change, "name", names[i]);
		json_array_append_new(list, change);
	}
	return list;
}

/* All versions of the copies, newest first, each with what changed in it. */
static json_t *versions_of(const struct http_request *request, const struct copies *versions)
{
	json_t *list = json_array();
	char text[TIME_TEXT];
	for (size_t n = 0, i = versions->n; i-- > 0 && n < VERSIONS_MAX; n++) {
		const struct copy *version = &versions->v[i], *before = earlier(versions, i);
		json_t *one = json_pack("{sI}", "id", (json_int_t)version->id);
		view_set(one, "source", version->source);
		view_set(one, "native", card_number(version));
		view_set(one, "time", str_of(time_rfc3339(version->seen, text)));
		view_set(one, "ago", words_ago(request->a, version->seen, request->now));
		json_object_set_new(one, "first", json_boolean(!before));
		json_object_set_new(one, "changes",
			before ? view_list(changes_between(request->a, &before->entry, &version->entry)) :
					 json_false());
		json_array_append_new(list, one);
	}
	return list;
}

static bool set_versions(struct desk *desk, const struct http_request *request,
	const struct item *item, json_t *data, struct err *err)
{
	struct copies versions;
	if (!store_entry_versions(desk->store, request->a, item->id, &versions, err))
		return false;
	json_object_set_new(data, "versions", view_list(versions_of(request, &versions)));
	return true;
}

/* Whether a senior editor can take it from readers, and what they are told if that was done. */
static bool set_gone(struct desk *desk, const struct http_request *request, const struct item *item,
	json_t *data, struct err *err)
{
	struct gone gone;
	struct shown shown;
	bool found;
	char text[TIME_TEXT];
	if (!store_shown_get(desk->store, item->id, &shown, err) ||
		!store_gone_get(desk->store, request->a, item->id, &gone, &found, err))
		return false;
	json_object_set_new(data, "withdrawable",
		json_boolean(item->live && shown.release && desk_may(desk, PERMISSION_WITHDRAW)));
	json_object_set_new(data, "version", json_integer(item->version));
	view_set(data, "gone", found ? str_of(time_rfc3339(gone.at, text)) : STR_NONE);
	view_set(data, "gone_day", found ? str_of(date_us(date_local(gone.at), text)) : STR_NONE);
	json_object_set_new(data, "told", json_boolean(found && gone.told));
	view_set(data, "gone_reason",
		found ? view_gone_reason(request->a, &WORDS_ENGLISH, &gone) : STR_NONE);
	return true;
}

/* In which part of each topic's page it stands. */
static bool set_places(struct desk *desk, const struct http_request *request,
	const struct card *card, json_t *data, struct err *err)
{
	json_t *places;
	const struct strs slugs = filing_of_item(request->a, desk->site, &card->item, &card->copies);
	if (!desk_may(desk, PERMISSION_DECIDE))
		return true;
	bool well = arrange_form_places(desk, request->a, slugs, card->item.id, &places, err);
	json_object_set_new(data, "places", places);
	return well;
}

bool page_item(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item;
	struct card card;
	bool found;
	if (!find_item(desk, request, &item, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such item.", err);
	if (item.id != http_path_id(request))
		return http_redirect(response,
			decide_url(request->a, str_printf(request->a, "/item/%lld", (long long)item.id), "did",
				http_param_id(&request->query, "did")));
	struct str here = str_printf(request->a, "/item/%lld", (long long)item.id);
	if (!card_read(desk, request->a, &item, &card, err))
		return false;
	json_t *view = card_view(desk, request, &card, here, 0, err), *data = json_object();
	json_object_set_new(data, "card", view ? view : json_false());
	json_object_set_new(data, "all_words", json_true());
	json_object_set_new(data, "id", json_integer(item.id));
	view_set(data, "here", here);
	if (view && history_set(desk, request, &card, data, err) &&
		set_versions(desk, request, &item, data, err) &&
		set_places(desk, request, &card, data, err) &&
		mailed_set(desk, request, item.id, data, err) &&
		set_gone(desk, request, &item, data, err) &&
		colleagues_set_notes(desk, request, &item, data, err) &&
		decide_said(desk, request, data, err))
		return page_render(desk, request, response,
			&(struct page){"desk-item", str_cstr(request->a, item_face(&item).title), data}, err);
	json_decref(data);
	return false;
}

/* Appends a card with its row of the list, as the script puts it in the place of another. Appends
 * nothing when there is no such item, or it has become another's alias. */
static bool card_add(struct desk *desk, const struct http_request *request, int64_t id,
	struct buf *out, struct err *err)
{
	struct item item;
	struct card card;
	bool found;
	if (!store_item_get(desk->store, request->a, id, &item, &found, err))
		return false;
	if (!found || item.merged_into)
		return true;
	if (!card_read(desk, request->a, &item, &card, err))
		return false;
	json_t *view = card_view(desk, request, &card,
		http_local_path(http_param(&request->query, "back"), S("/queue")), 0, err);
	if (!view)
		return false;
	struct str url = str_printf(request->a, "/queue?item=%lld", (long long)item.id);
	json_t *data = json_pack("{so so}", "card", view, "row", card_row(request, &item, url, true));
	return page_fragment(desk, "desk-part", data, out, err);
}

/* Answers with the cards that the script will show after the present one. It asks for several at
 * once: a request costs more than a card. */
bool page_item_cards(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct strs ids = http_param_all(request->a, &request->query, "item");
	for (size_t i = 0; i < ids.n && i < CARDS_MAX; i++) {
		long id;
		if (str_is_digits(ids.v[i]) && str_to_long(ids.v[i], &id) &&
			!card_add(desk, request, id, &response->body, err))
			return false;
	}
	return response->body.n > 0 ||
		page_error(desk, request, response, 404, "There is no such item.", err);
}

bool page_item_preview(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item;
	bool found;
	if (!find_item(desk, request, &item, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such item.", err);
	return card_preview(desk, request, &item, &response->body, err);
}
