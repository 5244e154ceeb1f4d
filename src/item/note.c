#include "item/note.h"

#include "base/bidi.h"
#include "base/utf8.h"
#include "model/mention.h"
#include "store/editor_name.h"
#include "store/item.h"
#include "store/unit.h"

/* The author, as the desk knows them: 0 for somebody at the command line who is no editor. */
static bool author_of(struct store *s, struct arena *a, const struct note_request *request,
	int64_t *author, struct err *err)
{
	struct editor editor;
	bool found;
	*author = request->author;
	if (*author)
		return true;
	if (!store_editor_find(s, a, request->editor, &editor, &found, err))
		return false;
	*author = found && editor.active ? editor.id : 0;
	return true;
}

/* The editors whom the note names, also by a name of before. `also`: one more name of an editor;
 * may be NULL. */
static bool named_in(struct store *s, struct arena *a, const struct item_note *note,
	const struct editor *also, struct ids *out, struct err *err)
{
	struct editors editors, before;
	struct strs names = {0};
	struct ids active = {0};
	*out = (struct ids){0};
	if (!store_editor_list(s, a, &editors, err) || !store_editor_names_before(s, a, &before, err))
		return false;
	if (also) {
		before.v = arena_grow(a, before.v, before.n, sizeof *before.v);
		before.v[before.n++] = *also;
	}
	for (size_t i = 0; i < editors.n; i++) {
		ids_add(a, &active, editors.v[i].id);
		strs_add(a, &names, editors.v[i].name);
	}
	for (size_t i = 0; i < before.n; i++)
		strs_add(a, &names, before.v[i].name);
	const bool *named = mention_find(a, note->text, names);
	for (size_t i = 0; i < names.n; i++) {
		int64_t id = i < editors.n ? editors.v[i].id : before.v[i - editors.n].id;
		if (named[i] && id != note->author && ids_have(&active, id))
			ids_add(a, out, id);
	}
	return true;
}

/* *id is that of the last note that stands on the item when it is this one, else 0: a form or a
 * command that is sent again, after an answer that was lost, says nothing twice. */
static bool was_said(
	struct store *s, struct arena *a, const struct item_note *note, int64_t *id, struct err *err)
{
	struct item_note last;
	int64_t n;
	*id = 0;
	if (!store_item_note_last(s, a, note->item, &n, &last, err))
		return false;
	if (last.id && str_eq(last.text, note->text) &&
		item_note_is_own(a, &last, note->author, note->editor))
		*id = last.id;
	return true;
}

static bool note_write(struct store *s, struct arena *a, const struct note_request *request,
	struct item_note *note, int64_t *id, struct err *err)
{
	struct item item;
	struct ids named;
	bool found;
	*id = 0;
	if (!store_item_follow(s, a, request->item, &item, &found, err))
		return false;
	if (!found)
		return err_set(err, "there is no item %lld", (long long)request->item);
	note->item = item.id;
	if (!author_of(s, a, request, &note->author, err) || !was_said(s, a, note, id, err) || *id)
		return *id > 0;
	return named_in(s, a, note, NULL, &named, err) && store_item_note_add(s, note, &named, id, err);
}

bool item_note_write(struct store *s, struct arena *a, const struct note_request *request,
	int64_t *id, struct err *err)
{
	struct unit unit;
	struct item_note note = {.at = request->now,
		.editor = request->editor,
		.text = bidi_close(a, str_trim(utf8_clean(a, request->text)))};
	if (!note.text.n)
		return err_set(err, "a note says something");
	if (utf8_length(note.text) > ITEM_NOTE_MAX)
		return err_set(err, "a note has at most %d characters", ITEM_NOTE_MAX);
	return unit_begin(&unit, s, err) &&
		unit_end(&unit, note_write(s, a, request, &note, id, err), err);
}

bool item_note_is_own(
	struct arena *a, const struct item_note *note, int64_t editor, struct str name)
{
	return note->author || editor ? note->author == editor :
									str_eq(utf8_fold(a, note->editor), utf8_fold(a, name));
}

static bool take_back(struct store *s, struct arena *a, const struct note_request *request,
	int64_t id, struct err *err)
{
	struct item_note note;
	struct item item, at;
	int64_t author;
	bool found, there = false, known = false;
	if (!store_item_note_get(s, a, id, &note, &found, err) ||
		(found && !store_item_follow(s, a, note.item, &item, &there, err)) ||
		!store_item_follow(s, a, request->item, &at, &known, err) ||
		!author_of(s, a, request, &author, err))
		return false;
	if (!there || !known || item.id != at.id)
		return err_set(err, "item %lld has no note %lld", (long long)request->item, (long long)id);
	if (!item_note_is_own(a, &note, author, request->editor))
		return err_set(
			err, "the note is " STR_FMT "’s, who alone can take it back", STR_ARG(note.editor));
	return store_item_note_take_back(s, id, request->now, err);
}

bool item_note_take_back(struct store *s, struct arena *a, const struct note_request *request,
	int64_t note, struct err *err)
{
	struct unit unit;
	return unit_begin(&unit, s, err) && unit_end(&unit, take_back(s, a, request, note, err), err);
}

bool item_note_greet(
	struct store *s, struct arena *a, const struct note_newcomer *newcomer, struct err *err)
{
	const struct editor invited = {.id = newcomer->editor, .name = newcomer->invited};
	struct item_notes notes;
	if (!store_item_note_naming(s, a, newcomer->since, &notes, err))
		return false;
	for (size_t i = 0; i < notes.n; i++) {
		struct ids named;
		if (!named_in(s, a, &notes.v[i], &invited, &named, err) ||
			(ids_have(&named, invited.id) && !store_mention_add(s, notes.v[i].id, invited.id, err)))
			return false;
	}
	return true;
}
