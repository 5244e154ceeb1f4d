#include "render/addition.h"

#include <assert.h>

#include "base/array.h"
#include "model/identifier.h"
#include "model/source.h"

/* As editors know the service that looks it up. */
static struct str service_of(const struct addition *addition)
{
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		if (str_eq(addition->source, str_of(source_kind_word(kind))))
			return str_of(source_schema(kind)->label);
	return S("its service"); /* of another version of the program */
}

static bool is_page(const struct addition *addition)
{
	return str_eq(addition->source, S("add-page"));
}

struct str addition_name(struct arena *a, const struct addition *addition)
{
	struct str text = addition->text;
	if (str_eq(addition->source, S("added")) || is_page(addition))
		return addition->said;
	if (identifier_is_nct(text) || identifier_is_pmcid(text))
		return text;
	if (str_starts(text, S("10.")) && str_find_char(text, '/') != STR_NOT_FOUND)
		return str_printf(a, "DOI " STR_FMT, STR_ARG(text));
	return str_is_digits(text) ? str_printf(a, "PMID " STR_FMT, STR_ARG(text)) : addition->said;
}

const char *addition_state_word(enum addition_state state)
{
	static const char *const words[] = {[ADDITION_WAITS] = "waiting",
		[ADDITION_CAME] = "came",
		[ADDITION_MISSING] = "missing",
		[ADDITION_DELETED] = "deleted",
		[ADDITION_FAILED] = "failed"};
	assert((size_t)state < ARRAY_COUNT(words));
	return words[state];
}

static struct str item_words(
	struct arena *a, const struct addition *addition, const struct item *item)
{
	struct face face = item_face(item);
	return str_printf(a, "is item %lld%s (%s): " STR_FMT, (long long)item->id,
		addition->held ? " already" : "", item_word(item), STR_ARG(face.title));
}

/* A DOI is looked for at PubMed first. */
static bool is_second(const struct addition *addition)
{
	return str_eq(addition->source, S("add-crossref"));
}

static struct str missing_words(struct arena *a, const struct addition *addition)
{
	return is_second(addition) ?
		S("neither PubMed nor Crossref has such a record") :
		str_printf(a, STR_FMT " has no such record", STR_ARG(service_of(addition)));
}

static struct str page_waits(struct arena *a, const struct addition *addition)
{
	return addition->fault ?
		str_printf(a, "waits: %s; it is asked once more", addition_fault_words(addition->fault)) :
		S("waits for its page");
}

struct str addition_words(struct arena *a, const struct addition *addition, const struct item *item)
{
	struct str service = service_of(addition);
	switch (addition->state) {
	case ADDITION_CAME: return item ? item_words(a, addition, item) : S("is an item that is gone");
	case ADDITION_MISSING: return missing_words(a, addition);
	case ADDITION_DELETED: return str_printf(a, STR_FMT " deleted the record", STR_ARG(service));
	case ADDITION_FAILED:
		return str_printf(a, "%s; its title can be typed", addition_fault_words(addition->fault));
	case ADDITION_WAITS: break;
	}
	if (is_page(addition))
		return page_waits(a, addition);
	return str_printf(a, "waits for " STR_FMT "%s", STR_ARG(service),
		addition->misses ? ", which did not give it when it was asked; it is asked once more" :
			is_second(addition) ? "; PubMed has no such record" :
								  "");
}
