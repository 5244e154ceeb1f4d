/* Places as libpq has them: connection strings and URIs. */
#include "base/array.h"
#include "base/buf.h"
#include "store/postgres/postgres.h"

#include <libpq-fe.h>
#include <string.h>

/* "host" of "host=db", or of what libpq does not know; empty: the word is none of that. */
static struct str key_of(struct str word)
{
	struct str rest = word, key = str_cut(&rest, '=');
	for (size_t i = 0; i < key.n; i++)
		if ((key.p[i] < 'a' || key.p[i] > 'z') && key.p[i] != '_')
			return STR_NONE;
	return rest.p ? key : STR_NONE;
}

/* One key that libpq knows, or two of any name: a name of a file has none. */
static bool has_keys(struct str place)
{
	size_t keys = 0;
	PQconninfoOption *known = PQconndefaults();
	while (place.n) {
		struct str key = key_of(str_cut(&place, ' '));
		keys += key.n > 0;
		for (const PQconninfoOption *o = known; key.n && o && o->keyword; o++)
			keys += str_eq(key, str_of(o->keyword)) ? 2 : 0;
	}
	PQconninfoFree(known);
	return keys > 1;
}

/* A place that was meant for a server and cannot be read is no file: its name would be shown. */
static bool is_meant(const char *place)
{
	static const char *const signs[] = {
		"://", "sql:/", "postgres:/", "password=", "password =", "pwd="};
	for (size_t i = 0; i < ARRAY_COUNT(signs); i++)
		if (strcasestr(place, signs[i]))
			return true;
	return has_keys(str_of(place));
}

bool postgres_knows(const char *place)
{
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	PQconninfoFree(options);
	return options || is_meant(place);
}

/* Signs that are part of no such value: they are of a password that libpq cut there
 * ("user:a/b@host" gives port and name of the database a part each), or of keys that it does not
 * take. */
static bool is_value_sound(const PQconninfoOption *o)
{
	static const struct {
		const char *key, *foreign;
	} rules[] = {{"host", "@;="}, {"hostaddr", "@;="}, {"dbname", "@;="}, {"user", ";="}};
	if (strcmp(o->keyword, "port") == 0)
		return strspn(o->val, "0123456789, ") == strlen(o->val);
	for (size_t i = 0; i < ARRAY_COUNT(rules); i++)
		if (strcmp(o->keyword, rules[i].key) == 0)
			return !strpbrk(o->val, rules[i].foreign);
	return true;
}

static bool is_sound(const PQconninfoOption *options)
{
	for (const PQconninfoOption *o = options; o && o->keyword; o++)
		if (o->val && !is_value_sound(o))
			return false;
	return options;
}

/* What libpq says of it may have the password in it. */
bool postgres_can_read(const char *place, struct err *err)
{
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	bool sound = is_sound(options);
	PQconninfoFree(options);
	return sound ||
		err_set(err,
			"where the store is cannot be read by libpq: it is a connection string of PostgreSQL "
			"(“host=db dbname=tidings”, keys as its manual has them, values with spaces in ' ') or "
			"a URI (“postgresql://db/tidings”, other signs as %%20, “@” and “/” in a password as "
			"%%40 and %%2F)");
}

/* libpq marks by a star what nobody is to see. */
static bool is_secret(const PQconninfoOption *o)
{
	return o->val && *o->dispchar == '*';
}

bool postgres_is_public(const char *place, struct err *err)
{
	bool secret = false;
	if (!postgres_can_read(place, err))
		return false;
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	for (const PQconninfoOption *o = options; o && o->keyword; o++)
		secret = secret || (is_secret(o) && !str_starts(str_of(o->val), S("${")));
	PQconninfoFree(options);
	return !secret ||
		err_set(err,
			"the place of the store has a password in it, and others can read feeds/. Put the "
			"password into the file ~/.pgpass (mode 0600; a line is "
			"host:port:database:user:password), and leave it out here");
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

/* A connection string again. */
struct str postgres_name(struct arena *a, const char *place)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	for (const PQconninfoOption *o = is_sound(options) ? options : NULL; o && o->keyword; o++) {
		if (!o->val || is_secret(o))
			continue;
		buf_addf(&b, "%s%s=", b.n ? " " : "", o->keyword);
		add_value(&b, str_of(o->val));
	}
	PQconninfoFree(options);
	return b.n ? str_copy(a, buf_str(&b)) : S("the store in PostgreSQL");
}
