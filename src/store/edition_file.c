#include "store/edition_file.h"

#include <unistd.h>

#include "base/file.h"
#include "model/edition.h"
#include "store/statement.h"

struct str store_edition_file_name(
	struct arena *a, struct str period, struct str list, const char *suffix)
{
	return STR_CAT(a, edition_name(a, period, list), S("."), str_of(suffix));
}

bool store_edition_file_add(struct store *s, struct str name, struct str text, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO edition_file (name, text) VALUES (?1, ?2)");
	bind_str(&q, name);
	bind_str(&q, text);
	return query_end(&q, err);
}

struct waiting {
	struct str name, text; /* no name: none waits */
};

static bool waiting_first(struct store *s, struct arena *a, struct waiting *file, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT name, text FROM edition_file WHERE written = 0 ORDER BY name LIMIT 1");
	*file = (struct waiting){0};
	if (query_row(&q)) {
		file->name = take_str(&q, a);
		file->text = take_str(&q, a);
	}
	return query_end(&q, err);
}

static bool set_written(struct store *s, struct str name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE edition_file SET written = 1 WHERE name = ?1");
	bind_str(&q, name);
	return query_end(&q, err);
}

/* A program that was killed may have written it already, but not yet noted that. */
static bool write_file(const char *path, struct str text, struct err *err)
{
	return file_holds(path, text) || file_create(path, text, err);
}

bool store_edition_settle(struct store *s, const char *folder, struct err *err)
{
	struct arena own CLEANUP_ARENA = {0};
	file_sweep(str_printf(&own, "%s/" EDITION_FOLDER "/", folder).p);
	for (;;) {
		struct arena a CLEANUP_ARENA = {0};
		struct waiting file;
		if (!waiting_first(s, &a, &file, err))
			return false;
		if (!file.name.n)
			return true;
		struct str path = str_printf(
			&a, "%s/" EDITION_FOLDER "/" STR_FMT, folder, STR_ARG(file.name));
		if (!write_file(path.p, file.text, err))
			return err_add(err,
				"the edition is frozen, and its files are written at the next `tidings publish`");
		if (!set_written(s, file.name, err))
			return false;
	}
}

static bool names_written(struct store *s, struct arena *a, struct strs *names, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT name FROM edition_file WHERE written = 1 ORDER BY name");
	*names = (struct strs){0};
	while (query_row(&q))
		strs_add(a, names, take_str(&q, a));
	return query_end(&q, err);
}

static bool unset_written(struct store *s, struct str name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE edition_file SET written = 0 WHERE name = ?1");
	bind_str(&q, name);
	return query_end(&q, err);
}

bool store_edition_write_again(struct store *s, const char *folder, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs names;
	if (!names_written(s, &a, &names, err))
		return false;
	for (size_t i = 0; i < names.n; i++) {
		struct str path = str_printf(
			&a, "%s/" EDITION_FOLDER "/" STR_FMT, folder, STR_ARG(names.v[i]));
		if (access(path.p, F_OK) != 0 && !unset_written(s, names.v[i], err))
			return false;
	}
	return store_edition_settle(s, folder, err);
}
