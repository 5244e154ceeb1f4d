/* What editors write for the next edition of a list, and which new items they leave out. */
#include <assert.h>

#include "desk/digest.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "render/words.h"

enum { SUBJECT_MAX = 200, PARAGRAPHS_MAX = 4000 }; /* bytes */

void digest_words_set(json_t *view, const struct edition_words *words)
{
	json_object_set_new(view, "words_version", json_integer((json_int_t)words->version));
	view_set(view, "own_subject", words->subject);
	view_set(view, "greeting", words->greeting);
	view_set(view, "first", words->first);
}

/* Each paragraph on a line of its own, without empty ones. */
static struct str paragraphs_read(struct arena *a, struct str typed)
{
	struct buf text CLEANUP_BUF = buf_new(1 << 20);
	while (typed.p) {
		struct str line = str_collapse(a, str_cut(&typed, '\n'));
		if (line.n && text.n)
			buf_add(&text, S("\n"));
		buf_add(&text, line);
	}
	return str_copy(a, buf_str(&text));
}

static struct edition_words words_read(struct desk *desk, const struct http_request *request)
{
	const struct http_params *form = &request->form;
	return (struct edition_words){.version = http_param_id(form, "version"),
		.at = request->now,
		.editor = desk->visitor.editor.name,
		.subject = str_collapse(request->a, http_param(form, "subject")),
		.greeting = paragraphs_read(request->a, http_param(form, "greeting")),
		.first = paragraphs_read(request->a, http_param(form, "first"))};
}

static json_t *field_of(const char *name, const char *title, struct str theirs, struct str mine)
{
	json_t *field = json_pack("{ss ss}", "name", name, "title", title);
	view_set(field, "theirs", theirs);
	view_set(field, "mine", mine);
	return field;
}

/* Shows both side by side, with status 409 like every conflict of the desk. */
static bool words_conflict(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct mail_list *list, const struct edition_words *mine,
	struct err *err)
{
	struct edition_words theirs;
	if (!store_edition_words_get(desk->store, request->a, list->slug, &theirs, err))
		return false;
	json_t *fields = json_array();
	json_array_append_new(fields, field_of("subject", "Subject", theirs.subject, mine->subject));
	json_array_append_new(
		fields, field_of("greeting", "Greeting", theirs.greeting, mine->greeting));
	json_array_append_new(fields, field_of("first", "First of all", theirs.first, mine->first));
	json_t *data = json_pack("{sI so}", "version", (json_int_t)theirs.version, "fields", fields);
	view_set(data, "word", list->slug);
	view_set(data, "title", words_list(&WORDS_ENGLISH, list));
	view_set(data, "who", theirs.editor);
	view_set(data, "ago", words_ago(request->a, theirs.at, request->now));
	response->status = 409;
	response->no_store = true;
	return page_render(desk, request, response,
		&(struct page){"desk-digest-words", "Changed in between", data}, err);
}

bool digest_words_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mail_list *list = digest_list(desk, request);
	bool stale;
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	const struct edition_words words = words_read(desk, request);
	if (words.subject.n > SUBJECT_MAX || words.greeting.n > PARAGRAPHS_MAX ||
		words.first.n > PARAGRAPHS_MAX)
		return page_error(desk, request, response, 400,
			"That is too long: a subject has 200 characters at most, a greeting and what comes "
			"first of all 4,000. Nothing was changed.",
			err);
	if (!store_edition_words_set(desk->store, list->slug, &words, &stale, err))
		return false;
	if (stale)
		return words_conflict(desk, request, response, list, &words, err);
	return http_redirect(
		response, STR_CAT(request->a, S("/digest/"), list->slug, S("?said=saved")));
}

static bool has_item(const struct releases *releases, int64_t item)
{
	for (size_t i = 0; i < releases->n; i++)
		if (releases->v[i].item == item)
			return true;
	return false;
}

/* The form's "leave" or "back" is the number of the item. */
bool digest_leave_out(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mail_list *list = digest_list(desk, request);
	struct edition_draft draft;
	int64_t leave = http_param_id(&request->form, "leave");
	const struct left_out what = {.item = leave ? leave : http_param_id(&request->form, "back"),
		.at = request->now,
		.editor = desk->visitor.editor.name};
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	const struct digest_edition edition = digest_next(desk, request, list);
	if (!digest_items(request->a, &edition, desk->store, &draft, err))
		return false;
	if (!has_item(&draft.fresh, what.item) && !has_item(&draft.left_out, what.item))
		return page_error(desk, request, response, 409,
			"That item is not new to the next edition any more. Nothing was changed.", err);
	assert(what.item > 0);
	if (!store_edition_leave_out(desk->store, list->slug, &what, leave != 0, err))
		return false;
	return http_redirect(response,
		STR_CAT(request->a, S("/digest/"), list->slug, S("?said="),
			leave ? S("left-out") : S("put-back")));
}
