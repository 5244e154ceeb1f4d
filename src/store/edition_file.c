#include "store/edition_file.h"

#include <unistd.h>

#include "base/file.h"
#include "store/statement.h"

struct str store_edition_file_name(
	struct arena *a, struct str period, enum section section, const char *suffix)
{
	return str_printf(a, STR_FMT "-%s.%s", STR_ARG(period), section_word(section), suffix);
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
		s, "SELECT name, text FROM edition_file ORDER BY name LIMIT 1");
	*file = (struct waiting){0};
	if (query_row(&q)) {
		file->name = take_str(&q, a);
		file->text = take_str(&q, a);
	}
	return query_end(&q, err);
}

static bool waiting_drop(struct store *s, struct str name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM edition_file WHERE name = ?1");
	bind_str(&q, name);
	return query_end(&q, err);
}

/* A program that was killed may have written it already, but not yet forgotten it. */
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
		if (!waiting_drop(s, file.name, err))
			return false;
	}
}
