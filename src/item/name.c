#include "item/name.h"

#include "base/hash.h"
#include "base/url.h"

/* Whether a tag: URI may hold the byte as it is: pchar and "/" of RFC 3986 without "%". */
static bool is_plain(struct str rest)
{
	char c = rest.p[0];
	return url_is_unreserved(c) || (c && str_find_char(S("!$&'()*+,;=:@/"), c) != STR_NOT_FOUND);
}

static struct str tag_of_key(struct arena *a, const struct key *key)
{
	struct str text = url_encode_unless(a, key->text, is_plain);
	return str_printf(a, "%s/" STR_FMT, key_kind_word(key->kind), STR_ARG(text));
}

static struct str tag_of_hash(struct arena *a, const struct str *fields, size_t n)
{
	return str_printf(a, "page/" STR_FMT, STR_ARG(hash_base32(a, hash_strs(fields, n))));
}

/* What names an entry, the strongest first: its keys, then what its source calls it. */
struct names {
	struct key keys[MATCH_KEYS_MAX];
	size_t n;
	struct str fields[4]; /* the source's name for it, and then what it says */
};

static struct names names_of(const struct first_copy *first)
{
	static const enum key_kind strong[] = {KEY_PMID, KEY_NCT, KEY_DOI, KEY_URL};
	const struct entry *entry = first->entry;
	const struct match_keys *keys = first->keys;
	struct names names = {.fields = {first->source, entry->native, entry->title, entry->text}};
	for (size_t k = 0; k < sizeof strong / sizeof *strong; k++)
		for (size_t i = 0; i < keys->n; i++)
			if (keys->v[i].kind == strong[k])
				names.keys[names.n++] = keys->v[i];
	return names;
}

/* The name number i, of which there is no last one. Nearly always the first is free, and no other
 * is made. */
static struct str name_at(struct arena *a, const struct names *names, size_t i)
{
	if (i < names->n)
		return names->keys[i].kind == KEY_URL ? tag_of_hash(a, &names->keys[i].text, 1) :
												tag_of_key(a, &names->keys[i]);
	size_t weak = i - names->n;
	struct str tag = tag_of_hash(a, names->fields, weak ? 4 : 2);
	return weak < 2 ? tag : str_printf(a, STR_FMT "/%zu", STR_ARG(tag), weak);
}

bool name_add_item(struct store *store, struct arena *a, const struct first_copy *first,
	struct item_seed *seed, int64_t *id, struct err *err)
{
	const struct names names = names_of(first);
	*id = 0;
	for (size_t i = 0; !*id; i++) {
		seed->tag = name_at(a, &names, i);
		if (!store_item_add(store, seed, id, err))
			return false;
	}
	return true;
}
