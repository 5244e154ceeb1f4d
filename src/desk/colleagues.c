#include "desk/colleagues.h"

#include "base/utf8.h"
#include "desk/words.h"
#include "item/note.h"
#include "render/view.h"
#include "store/assigned.h"
#include "store/invitation.h"

enum { NOTES_MAX = 200, LAST_LONGEST = 240 };

static bool set_aside(struct desk *desk, const struct http_request *request,
	const struct item *item, json_t *card, struct err *err)
{
	struct assigned assigned;
	json_object_set_new(card, "aside", json_false());
	if (!item->assignee)
		return true;
	if (!store_assigned_get(desk->store, request->a, item, &assigned, err))
		return false;
	json_t *aside = json_object();
	view_set(aside, "name", item->assignee_name);
	view_set(aside, "why", item->assigned_word);
	view_set(aside, "by", assigned.by);
	view_set(aside, "ago",
		assigned.at == NO_TIME ? STR_NONE : words_ago(request->a, assigned.at, request->now));
	json_object_set_new(card, "aside", aside);
	return true;
}

static bool set_colleagues(
	struct desk *desk, struct arena *a, const struct item *item, json_t *card, struct err *err)
{
	struct editors editors;
	if (!store_editor_list(desk->store, a, &editors, err))
		return false;
	json_t *list = json_array();
	for (size_t i = 0; i < editors.n; i++) {
		const struct editor *editor = &editors.v[i];
		if (!editor_decides(editor))
			continue;
		json_t *one = json_pack(
			"{sI sb}", "id", (json_int_t)editor->id, "selected", editor->id == item->assignee);
		view_set(one, "name",
			editor->id == desk->visitor.editor.id ? STR_CAT(a, editor->name, S(" (you)")) :
													editor->name);
		json_array_append_new(list, one);
	}
	json_object_set_new(card, "colleagues", view_list(list));
	return true;
}

/* The names of who is invited and no editor yet. */
static bool set_invited(struct desk *desk, struct arena *a, json_t *card, struct err *err)
{
	struct invitations invited;
	struct str names = STR_NONE;
	if (!store_invitation_list(desk->store, a, &invited, err))
		return false;
	for (size_t i = 0; i < invited.n; i++)
		names = STR_CAT(a, names, names.n ? S(", ") : STR_NONE, invited.v[i].name);
	view_set(card, "invited", names);
	return true;
}

json_t *colleagues_note(
	struct desk *desk, const struct http_request *request, const struct item_note *note)
{
	const struct editor *visitor = &desk->visitor.editor;
	bool gone = note->taken_back != NO_TIME;
	char text[TIME_TEXT];
	json_t *one = json_pack("{sI sb sb}", "id", (json_int_t)note->id, "gone", gone, "own",
		!gone && desk_may(desk, PERMISSION_DECIDE) &&
			item_note_is_own(request->a, note, visitor->id, visitor->name));
	view_set(one, "editor", note->editor);
	view_set(one, "text", gone ? STR_NONE : note->text);
	view_set(one, "time", str_of(time_rfc3339(note->at, text)));
	view_set(one, "ago", words_ago(request->a, note->at, request->now));
	return one;
}

static bool set_last(struct desk *desk, const struct http_request *request, const struct item *item,
	json_t *card, struct err *err)
{
	struct item_note last;
	int64_t n;
	if (!store_item_note_last(desk->store, request->a, item->id, &n, &last, err))
		return false;
	json_object_set_new(card, "notes", n ? json_integer(n) : json_false());
	json_object_set_new(card, "notes_one", json_boolean(n == 1));
	json_t *note = n ? colleagues_note(desk, request, &last) : json_false();
	struct str cut = utf8_cut(last.text, LAST_LONGEST);
	if (n && cut.n < last.text.n)
		view_set(note, "text", STR_CAT(request->a, cut, S("…")));
	json_object_set_new(card, "last_note", note);
	return true;
}

bool colleagues_set(struct desk *desk, const struct http_request *request, const struct item *item,
	json_t *card, struct err *err)
{
	json_object_set_new(card, "can_note", json_boolean(desk_may(desk, PERMISSION_DECIDE)));
	return set_aside(desk, request, item, card, err) &&
		set_colleagues(desk, request->a, item, card, err) &&
		set_invited(desk, request->a, card, err) && set_last(desk, request, item, card, err);
}

/* A page can be read when nothing can be written. */
static void note_read(struct desk *desk, const struct http_request *request, int64_t item)
{
	const struct mention_read read = {
		.editor = desk->visitor.editor.id, .item = item, .now = request->now};
	int64_t unread = 0;
	if (store_mention_count(desk->store, read.editor, &unread, NULL) && unread)
		(void)!store_mention_read(desk->store, &read, NULL);
}

bool colleagues_set_notes(struct desk *desk, const struct http_request *request,
	const struct item *item, json_t *data, struct err *err)
{
	struct item_notes notes;
	if (!store_item_note_list(desk->store, request->a, item->id, NOTES_MAX, &notes, err))
		return false;
	json_t *list = json_array();
	for (size_t i = 0; i < notes.n; i++)
		json_array_append_new(list, colleagues_note(desk, request, &notes.v[i]));
	json_object_set_new(data, "note_list", view_list(list));
	note_read(desk, request, item->id);
	return true;
}
