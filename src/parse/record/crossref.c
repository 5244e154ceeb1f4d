#include "parse/record/crossref.h"

#include <jansson.h>

#include "base/utf8.h"
#include "model/identifier.h"
#include "parse/record/answer.h"
#include "parse/record/crossref_work.h"
#include "parse/text/json_read.h"

/* The most that is kept of one answer and read of one list; no work has hundreds of notices. */
enum { SAID_MAX = 2000, LIST_MAX = 200, UNKNOWN_MAX = 20, LABEL_MAX_BYTES = 100 };

/* Types of updates, as the API writes them. What is added to a work, or made clear, is a correction
 * of it for its readers. */
static const struct {
	const char *type;
	enum correction_kind kind;
} TYPES[] = {
	{"retraction", CORRECTION_RETRACTION_IN},
	{"partial_retraction", CORRECTION_PARTIAL_RETRACTION_IN},
	{"withdrawal", CORRECTION_WITHDRAWN},
	{"removal", CORRECTION_REMOVED},
	{"expression_of_concern", CORRECTION_CONCERN_IN},
	{"correction", CORRECTION_ERRATUM_IN},
	{"corrigendum", CORRECTION_ERRATUM_IN},
	{"erratum", CORRECTION_ERRATUM_IN},
	{"addendum", CORRECTION_ERRATUM_IN},
	{"clarification", CORRECTION_ERRATUM_IN},
	{"new_version", CORRECTION_UPDATE_IN},
	{"new_edition", CORRECTION_UPDATE_IN},
};

static struct str doi_of(struct arena *a, json_t *object, const char *key)
{
	return identifier_doi(a, crossref_text(json_object_get(object, key)));
}

/* What a work says begins at `first`. */
static bool has_said(const struct crossref_works *out, size_t first, const struct work_said *one)
{
	for (size_t i = first; i < out->said_count; i++)
		if (str_eq(out->said[i].doi, one->doi) && out->said[i].kind == one->kind &&
			str_eq(out->said[i].by, one->by))
			return true;
	return false;
}

/* A work that is being read. */
struct work {
	struct str doi;
	size_t first; /* of what it says, in out->said */
	struct crossref_works *out;
};

static void add_said(struct arena *a, const struct work *work, struct work_said one)
{
	struct crossref_works *out = work->out;
	if (str_eq(one.doi, one.by))
		one.by = STR_NONE;
	if (!one.doi.n || out->said_count == SAID_MAX || has_said(out, work->first, &one))
		return;
	out->said = arena_grow(a, out->said, out->said_count, sizeof *out->said);
	out->said[out->said_count++] = one;
}

/* "Expression-of-concern" as "expression_of_concern". */
static struct str type_of(struct arena *a, json_t *update)
{
	struct str type = str_lower(a, str_trim(crossref_text(json_object_get(update, "type"))));
	char *p = str_cstr(a, type);
	for (size_t i = 0; i < type.n; i++)
		if (p[i] == '-' || p[i] == ' ')
			p[i] = '_';
	return (struct str){p, type.n};
}

/* False: it is of no type that we know. */
static bool kind_of(struct arena *a, json_t *update, enum correction_kind *out)
{
	struct str type = type_of(a, update);
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (str_eq(type, str_of(TYPES[i].type))) {
			*out = TYPES[i].kind;
			return true;
		}
	return false;
}

static void add_unknown(struct arena *a, json_t *update, struct str doi, struct crossref_works *out)
{
	struct str label = str_or(crossref_text(json_object_get(update, "label")),
		crossref_text(json_object_get(update, "type")));
	label = str_collapse(a, utf8_clean(a, utf8_cut(label, LABEL_MAX_BYTES)));
	if (label.n && out->unknown.n < UNKNOWN_MAX)
		strs_add(
			a, &out->unknown, str_printf(a, STR_FMT ": " STR_FMT, STR_ARG(doi), STR_ARG(label)));
}

/* `by`: they are notices about the work; else the work is a notice about them. */
static void read_updates(struct arena *a, json_t *updates, const struct work *work, bool by)
{
	for (size_t i = 0; i < json_array_size(updates) && i < LIST_MAX; i++) {
		json_t *update = json_array_get(updates, i);
		struct str other = doi_of(a, update, "DOI");
		struct str about = by ? work->doi : other, notice = by ? other : work->doi;
		enum correction_kind kind;
		if (kind_of(a, update, &kind))
			add_said(a, work, (struct work_said){about, kind, notice});
		else
			add_unknown(a, update, about, work->out);
	}
}

/* A preprint has a later version as soon as it is published as a paper: PubMed says UpdateIn. */
static void read_relation(
	struct arena *a, json_t *related, const struct work *work, bool is_preprint)
{
	for (size_t i = 0; i < json_array_size(related) && i < LIST_MAX; i++) {
		struct str other = doi_of(a, json_array_get(related, i), "id");
		if (other.n && !str_eq(other, work->doi))
			add_said(a, work,
				(struct work_said){is_preprint ? work->doi : other, CORRECTION_UPDATE_IN,
					is_preprint ? other : work->doi});
	}
}

static bool read_work(struct arena *a, json_t *value, struct crossref_works *out)
{
	const struct work work = {doi_of(a, value, "DOI"), out->said_count, out};
	json_t *relation = json_object_get(value, "relation");
	if (!work.doi.n)
		return false;
	strs_add(a, &out->dois, work.doi);
	read_updates(a, json_object_get(value, "updated-by"), &work, true);
	read_updates(a, json_object_get(value, "update-to"), &work, false);
	read_relation(a, json_object_get(relation, "is-preprint-of"), &work, true);
	read_relation(a, json_object_get(relation, "has-preprint"), &work, false);
	return true;
}

static void read_list(struct arena *a, json_t *message, struct crossref_works *out)
{
	json_t *items = json_object_get(message, "items"), *work;
	json_t *total = json_object_get(message, "total-results");
	size_t i;
	json_array_foreach (items, i, work)
		out->skipped += !read_work(a, work, out);
	if (json_is_integer(total) && json_integer_value(total) >= 0)
		out->total = (long)json_integer_value(total);
}

/* Reads a list, or a work, which must be whole; false when the answer is neither. */
static bool read_answer(struct arena *a, json_t *root, struct crossref_works *out)
{
	json_t *message = json_object_get(root, "message");
	if (json_is_array(json_object_get(message, "items"))) {
		read_list(a, message, out);
		return true;
	}
	if (out->truncated || !read_work(a, message, out))
		return false;
	out->work = arena_new(a, struct entry);
	*out->work = crossref_work_entry(a, message, out->dois.v[0], out->said, out->said_count);
	return true;
}

bool crossref_parse(struct arena *a, struct str json, struct crossref_works *out, struct err *err)
{
	static const struct answer_words words = {
		"Crossref", "works", "JSON that is broken or holds no works"};
	struct json_reading reading;
	json_auto_t *root = json_read(a, json, &reading);
	*out = (struct crossref_works){.total = -1, .truncated = reading.truncated};
	if (reading.too_large)
		return err_set_kind(err, ERR_SOURCE, "Crossref sent " STR_FMT, STR_ARG(reading.fault));
	if (root && !reading.misfit && read_answer(a, root, out))
		return true;
	return answer_unexpected(a, json, &words, err);
}
