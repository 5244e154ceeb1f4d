#include "store/sqlite/check.h"

#include "store/sqlite/sqlite.h"
#include "store/statement.h"

static bool check_pages(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str answer = STR_NONE;
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT integrity_check FROM pragma_integrity_check(1)");
	if (query_row(&q))
		answer = take_str(&q, &a);
	if (!query_end(&q, err))
		return err_add(err, "%s", path);
	return str_eq(answer, S("ok")) ||
		err_set_kind(err, ERR_STORE, "%s is damaged: " STR_FMT, path, STR_ARG(answer));
}

bool check_whole(struct store *s, const char *path, struct err *err)
{
	if (!check_pages(s, path, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM pragma_foreign_key_check() LIMIT 1");
	bool dangling = query_row(&q);
	if (!query_end(&q, err))
		return err_add(err, "%s", path);
	return !dangling ||
		err_set_kind(err, ERR_STORE, "%s is damaged: a row speaks of one that is missing", path);
}

bool check_file(const char *path, struct err *err)
{
	struct store *s = store_new(&DRIVER_SQLITE);
	bool whole = sqlite_connect(s, path, err) && check_whole(s, path, err);
	store_close(s);
	return whole;
}
