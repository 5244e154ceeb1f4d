#include "item/configure.h"

#include <assert.h>

#include "config/config.h"
#include "store/source.h"

/* Whether the file is as after the change. */
static bool has_happened(const struct config_desk *desk, const struct config_change_row *row)
{
	return row->after.n ? config_desk_has(desk, row->after) : !config_desk_has(desk, row->before);
}

static bool settle(const struct config_desk *desk, struct store *store,
	const struct config_change_rows *begun, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < begun->n && well; i++)
		well = has_happened(desk, &begun->v[i]) ?
			store_config_change_finish(store, &begun->v[i], err) :
			store_config_change_drop(store, begun->v[i].id, err);
	return well;
}

/* Settles what was begun by processes that died. Writes nothing when there is nothing. */
static bool settle_begun(const struct site *site, struct store *store, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct config_change_rows begun;
	struct config_desk desk;
	if (!store_config_change_begun(store, &a, &begun, err))
		return false;
	return !begun.n ||
		(config_desk_read(&a, site->folder, &desk, err) && settle(&desk, store, &begun, err));
}

/* "feeds/desk.conf:12: the feed needs a “url”" is "the feed needs a “url”" for whoever filled in a
 * form. */
static struct str without_place(struct str problem)
{
	struct str rest = problem;
	if (!str_starts(problem, S(CONFIG_DESK_FILE ":")))
		return problem;
	str_cut(&rest, ':');
	struct str line = str_cut(&rest, ':');
	return rest.n && str_is_digits(line) ? str_trim(rest) : problem;
}

static bool is_sound(
	const struct site *site, struct arena *a, struct str text, struct configure_result *out)
{
	struct site changed CLEANUP_CONFIG = {0};
	struct strs problems;
	if (config_read_with(str_cstr(a, site->folder), text, &changed, &problems))
		return true;
	for (size_t i = 0; i < problems.n; i++)
		strs_add(a, &out->problems, str_copy(a, without_place(problems.v[i])));
	out->outcome = CONFIGURE_REFUSED;
	return false;
}

/* A source that is called otherwise now is the same one. */
static bool keep_source(
	struct store *store, struct arena *a, const struct config_change_row *change, struct err *err)
{
	const struct config_block *was = config_desk_only(a, change->before),
							  *is = config_desk_only(a, change->after);
	bool renamed = was && is && str_eq(was->kind, is->kind) && !str_eq(was->title, is->title);
	return !renamed || str_eq(is->kind, S("topic")) ||
		store_source_rename(store, str_collapse(a, was->title), str_collapse(a, is->title), err);
}

/* The row first, then the file, then the row is done. */
static bool write_change(const struct site *site, struct store *store,
	const struct config_desk *desk, struct config_change_row *change, struct str text,
	struct err *err)
{
	if (!store_config_change_begin(store, change, err))
		return false;
	if (config_desk_write(site->folder, desk, text, err))
		return store_config_change_finish(store, change, err);
	struct err ignored;
	(void)!store_config_change_drop(store, change->id, &ignored);
	return false;
}

bool configure(const struct site *site, struct store *store, struct arena *a,
	struct config_change_row *change, struct configure_result *out, struct err *err)
{
	struct config_desk desk;
	struct str text;
	assert(change->before.n || change->after.n);
	*out = (struct configure_result){.outcome = CONFIGURE_DONE};
	if (!settle_begun(site, store, err) || !config_desk_read(a, site->folder, &desk, err))
		return false;
	if (!config_desk_apply(
			a, &desk, &(struct config_change){change->before, change->after}, &text)) {
		out->outcome = CONFIGURE_STALE;
		return true;
	}
	if (str_eq(text, desk.text) || !is_sound(site, a, text, out))
		return true;
	if (!write_change(site, store, &desk, change, text, err)) {
		out->outcome = CONFIGURE_STALE;
		return err->kind == ERR_USER;
	}
	out->row = change->id;
	return keep_source(store, a, change, err);
}

struct config_change_row configure_opposite(
	const struct config_change_row *row, struct str editor, int64_t now)
{
	struct config_change_row opposite = *row;
	opposite.id = 0;
	opposite.at = now;
	opposite.editor = editor;
	opposite.before = row->after;
	opposite.after = row->before;
	opposite.undoes = row->id;
	opposite.done = opposite.undone = false;
	return opposite;
}
