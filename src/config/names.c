#include "config/names.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"

/* A name that a source has, by site_name_key. */
struct config_name {
	struct str key;
	int next; /* the number that is tried when another source wants this name */
};

/* The place of this name, or the free one where it belongs. */
static struct config_name *name_at(const struct config_names *names, struct str key)
{
	struct hash hash = hash_str(key);
	size_t at;
	static_assert(sizeof at <= sizeof hash, "the hash gives a place");
	memcpy(&at, &hash, sizeof at);
	while (names->v[at & (names->size - 1)].key.n &&
		!str_eq(names->v[at & (names->size - 1)].key, key))
		at++;
	return &names->v[at & (names->size - 1)];
}

/* False when somebody has it. */
static bool name_take(struct config_names *names, struct str key)
{
	struct config_name *name = name_at(names, key);
	if (name->key.n)
		return false;
	*name = (struct config_name){key, 2};
	return true;
}

struct config_names config_names_of(struct arena *a, const struct site *site, size_t more)
{
	struct config_names names = {.size = 16};
	size_t all = site->source_count + SOURCE_KIND_COUNT + more;
	while (names.size < 2 * all + 2)
		names.size *= 2;
	names.v = arena_array(a, names.size, sizeof *names.v);
	for (size_t i = 0; i < site->source_count; i++)
		name_take(&names, site_name_key(a, site->sources[i].name));
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		if (site->built_in[i].name.n)
			name_take(&names, site_name_key(a, site->built_in[i].name));
	return names;
}

struct str config_names_take(
	struct arena *a, struct config_names *names, struct str title, struct str otherwise)
{
	struct str name = site_name_key(a, title).n ? title : otherwise, wanted = name,
			   key = site_name_key(a, name);
	struct config_name *first = name_at(names, key);
	while (!name_take(names, key)) {
		name = str_printf(a, STR_FMT " %d", STR_ARG(wanted), first->next++);
		key = site_name_key(a, name);
	}
	return name;
}
