#include "base/utf8.h"
#include "desk/people.h"
#include "store/editor_name.h"
#include "store/item_note.h"
#include "store/unit.h"

static bool name_fit(struct str name, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (!name.n || utf8_length(name) > PEOPLE_NAME_MAX)
		return err_set(err, "an editor has a name of at most %d letters", PEOPLE_NAME_MAX);
	return !str_starts(utf8_fold(&a, name), S("source ")) ||
		err_set(err,
			"“" STR_FMT
			"” would look like a source in the log: an editor's name cannot begin with “source”",
			STR_ARG(name));
}

static bool name_taken(struct str name, struct err *err)
{
	return err_set(
		err, "there is an editor called “" STR_FMT "” already, or there was one", STR_ARG(name));
}

static bool add_new(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
{
	struct editor same;
	struct arena a CLEANUP_ARENA = {0};
	bool found, before;
	if (!store_editor_find(s, &a, editor->name, &same, &found, err) ||
		!store_editor_name_taken(s, editor->name, found ? same.id : 0, &before, err))
		return false;
	if (before)
		return name_taken(editor->name, err);
	if (!store_editor_add(s, editor, id, err))
		return false;
	return *id || name_taken(editor->name, err);
}

bool people_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
{
	struct unit unit;
	return name_fit(editor->name, err) && unit_begin(&unit, s, err) &&
		unit_end(&unit, add_new(s, editor, id, err), err);
}

static bool call(struct store *s, int64_t editor, struct str was, struct str name, struct err *err)
{
	enum editor_renamed how;
	if (!store_editor_rename(s, editor, was, name, &how, err))
		return false;
	switch (how) {
	case EDITOR_RENAMED: return true;
	case EDITOR_NAME_TAKEN: return name_taken(name, err);
	case EDITOR_NAME_MOVED: break;
	}
	return err_set(err,
		"nobody is called “" STR_FMT "” any more: somebody else has changed that meanwhile",
		STR_ARG(was));
}

bool people_rename(
	struct store *s, int64_t editor, struct str was, struct str name, struct err *err)
{
	struct unit unit;
	return name_fit(name, err) && unit_begin(&unit, s, err) &&
		unit_end(&unit, call(s, editor, was, name, err), err);
}

static bool is_admin(const struct editor *editor)
{
	return editor->active && editor->role == ROLE_ADMIN;
}

/* Whether there are editors but no admin among them. */
static bool admin_is_missing(struct store *s, struct arena *a, bool *missing, struct err *err)
{
	struct editors editors;
	if (!store_editor_list(s, a, &editors, err))
		return false;
	*missing = editors.n > 0;
	for (size_t i = 0; i < editors.n; i++)
		*missing = *missing && !is_admin(&editors.v[i]);
	return true;
}

/* Nothing waits for an editor who cannot come to it. */
static bool leave_nothing(
	const struct people_by *by, struct arena *a, const struct editor *editor, struct err *err)
{
	const struct decision_request request = {
		.actor = by->actor, .now = by->now, .assignee = editor->id};
	const struct mention_read read = {.editor = editor->id, .now = by->now};
	if (!editor_decides(editor) && !item_unassign_all(by->site, by->store, a, &request, err))
		return false;
	return editor->active || store_mention_read(by->store, &read, err);
}

static bool change(
	const struct people_by *by, struct arena *a, const struct editor *editor, struct err *err)
{
	struct editor was;
	bool found, missing;
	if (!store_editor_get(by->store, a, editor->id, &was, &found, err) ||
		!store_editor_write(by->store, editor, err) ||
		!admin_is_missing(by->store, a, &missing, err))
		return false;
	if (missing && found && is_admin(&was))
		return err_set(err, "somebody has to be admin: give that role to another editor first");
	return leave_nothing(by, a, editor, err);
}

bool people_change(const struct people_by *by, const struct editor *editor, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit unit;
	return unit_begin(&unit, by->store, err) && unit_end(&unit, change(by, &a, editor, err), err);
}
