#include "base/utf8.h"
#include "desk/people.h"

bool people_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (str_starts(utf8_fold(&a, editor->name), S("source ")))
		return err_set(err,
			"“" STR_FMT
			"” would look like a source in the log: an editor's name cannot begin with “source”",
			STR_ARG(editor->name));
	if (!store_editor_add(s, editor, id, err))
		return false;
	return *id ||
		err_set(err, "there is an editor called “" STR_FMT "” already", STR_ARG(editor->name));
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

static bool change(struct store *s, struct arena *a, const struct editor *editor, struct err *err)
{
	struct editor was;
	bool found, missing;
	if (!store_editor_get(s, a, editor->id, &was, &found, err) ||
		!store_editor_write(s, editor, err) || !admin_is_missing(s, a, &missing, err))
		return false;
	return !(missing && found && is_admin(&was)) ||
		err_set(err, "somebody has to be admin: give that role to another editor first");
}

bool people_change(struct store *s, const struct editor *editor, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (!store_begin(s, err))
		return false;
	if (change(s, &a, editor, err) && store_commit(s, err))
		return true;
	store_rollback(s);
	return false;
}
