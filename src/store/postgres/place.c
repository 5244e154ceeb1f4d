/* Places as libpq has them: connection strings and URIs. */
#include "base/buf.h"
#include "store/postgres/postgres.h"

#include <libpq-fe.h>

/* A place that was meant for PostgreSQL and cannot be read is no file: its name would be shown. */
static bool is_meant(struct str place)
{
	return str_starts(place, S("postgresql://")) || str_starts(place, S("postgres://")) ||
		str_find(place, S("password=")) != STR_NOT_FOUND ||
		str_find(place, S("password =")) != STR_NOT_FOUND;
}

bool postgres_knows(const char *place)
{
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	PQconninfoFree(options);
	return options || is_meant(str_of(place));
}

/* What libpq says of it may have the password in it. */
bool postgres_can_read(const char *place, struct err *err)
{
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	PQconninfoFree(options);
	return options ||
		err_set(err,
			"where the store is cannot be read: it is a connection string of PostgreSQL "
			"(“host=db dbname=tidings”, values with spaces in ' ') or a URI "
			"(“postgresql://db/tidings”, other signs as %%20)");
}

/* As a connection string has it. */
static void add_value(struct buf *b, struct str value)
{
	bool plain = value.n && str_find_char(value, ' ') == STR_NOT_FOUND &&
		str_find_char(value, '\'') == STR_NOT_FOUND && str_find_char(value, '\\') == STR_NOT_FOUND;
	if (!plain)
		buf_add_char(b, '\'');
	buf_add_escaped(b, value, "'\\");
	if (!plain)
		buf_add_char(b, '\'');
}

/* A connection string again. libpq marks by a star what nobody is to see. */
struct str postgres_name(struct arena *a, const char *place)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	for (const PQconninfoOption *o = options; o && o->keyword; o++) {
		if (!o->val || *o->dispchar == '*')
			continue;
		buf_addf(&b, "%s%s=", b.n ? " " : "", o->keyword);
		add_value(&b, str_of(o->val));
	}
	PQconninfoFree(options);
	return b.n ? str_copy(a, buf_str(&b)) : S("the store in PostgreSQL");
}
