#include "render/wish.h"

#include <assert.h>

#include "base/array.h"
#include "model/identifier.h"
#include "model/source.h"

/* As editors know the service that looks it up. */
static struct str service_of(const struct wish *wish)
{
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		if (str_eq(wish->source, str_of(source_kind_word(kind))))
			return str_of(source_schema(kind)->label);
	return S("its service"); /* of another version of the program */
}

struct str wish_name(struct arena *a, const struct wish *wish)
{
	if (!str_eq(wish->source, S("add-pubmed")) || identifier_is_pmcid(wish->text))
		return identifier_is_nct(wish->text) || identifier_is_pmcid(wish->text) ? wish->text :
																				  wish->said;
	bool is_doi = str_find_char(wish->text, '/') != STR_NOT_FOUND;
	return str_printf(a, "%s " STR_FMT, is_doi ? "DOI" : "PMID", STR_ARG(wish->text));
}

const char *wish_state_word(enum wish_state state)
{
	static const char *const words[] = {[WISH_WAITS] = "waiting",
		[WISH_CAME] = "came",
		[WISH_MISSING] = "missing",
		[WISH_DELETED] = "deleted"};
	assert((size_t)state < ARRAY_COUNT(words));
	return words[state];
}

static struct str item_words(struct arena *a, const struct wish *wish, const struct item *item)
{
	struct face face = item_face(item);
	return str_printf(a, "is item %lld%s (%s): " STR_FMT, (long long)item->id,
		wish->held ? " already" : "", item_word(item), STR_ARG(face.title));
}

struct str wish_words(struct arena *a, const struct wish *wish, const struct item *item)
{
	struct str service = service_of(wish);
	switch (wish->state) {
	case WISH_CAME: return item ? item_words(a, wish, item) : S("is an item that is gone");
	case WISH_MISSING: return str_printf(a, STR_FMT " has no such record", STR_ARG(service));
	case WISH_DELETED: return str_printf(a, STR_FMT " deleted the record", STR_ARG(service));
	case WISH_WAITS: break;
	}
	return str_printf(a, "waits for " STR_FMT "%s", STR_ARG(service),
		wish->misses ? ", which did not give it when it was asked; it is asked once more" : "");
}
