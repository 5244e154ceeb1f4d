#include "item/name.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/url.h"
#include "store/item.h"

/* Whether a tag: URI may hold the byte as it is: pchar and "/" of RFC 3986 without "%". */
static bool is_plain(char c)
{
	return url_is_unreserved(c) || (c && str_find_char(S("!$&'()*+,;=:@/"), c) != STR_NOT_FOUND);
}

static struct str tag_of_key(struct arena *a, const struct key *key)
{
	struct buf b CLEANUP_BUF = buf_new(key->text.n * 3 + 16);
	buf_addf(&b, "%s/", key_kind_word(key->kind));
	for (size_t i = 0; i < key->text.n; i++) {
		if (is_plain(key->text.p[i]))
			buf_add_char(&b, key->text.p[i]);
		else
			buf_addf(&b, "%%%02X", (unsigned char)key->text.p[i]);
	}
	return str_copy(a, buf_str(&b));
}

static struct str tag_of_hash(struct arena *a, const struct str *fields, size_t n)
{
	return str_printf(a, "page/" STR_FMT, STR_ARG(hash_base32(a, hash_strs(fields, n))));
}

static void add_tags_of_keys(
	struct arena *a, const struct match_keys *keys, enum key_kind kind, struct strs *out)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].kind == kind)
			strs_add(a, out, tag_of_key(a, &keys->v[i]));
}

/* All names that the entry may give, the strongest first. */
static struct strs list_tags(struct arena *a, const struct entry *entry, struct str source_name,
	const struct match_keys *keys)
{
	static const enum key_kind strong[] = {KEY_PMID, KEY_NCT, KEY_DOI};
	struct strs tags = {0};
	for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
		add_tags_of_keys(a, keys, strong[i], &tags);
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].kind == KEY_URL)
			strs_add(a, &tags, tag_of_hash(a, &keys->v[i].text, 1));
	const struct str fields[] = {source_name, entry->native, entry->title, entry->text};
	strs_add(a, &tags, tag_of_hash(a, fields, 2));
	strs_add(a, &tags, tag_of_hash(a, fields, 4));
	return tags;
}

bool name_mint(struct store *store, struct arena *a, const struct entry *entry,
	struct str source_name, const struct match_keys *keys, struct str *tag, struct err *err)
{
	struct strs tags = list_tags(a, entry, source_name, keys);
	bool taken = true;
	for (size_t i = 0; taken && i < tags.n; i++) {
		*tag = tags.v[i];
		if (!store_item_has_tag(store, *tag, &taken, err))
			return false;
	}
	for (int more = 2; taken; more++) {
		*tag = str_printf(a, STR_FMT "/%d", STR_ARG(tags.v[tags.n - 1]), more);
		if (!store_item_has_tag(store, *tag, &taken, err))
			return false;
	}
	return true;
}
