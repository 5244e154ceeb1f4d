#include "parse/record/pubmed.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/record/answer.h"
#include "parse/record/pubmed_rules.h"

enum { TEXT_MAX_BYTES = 1 << 16 }; /* of one element */

static void begin_record(struct pubmed_reader *r)
{
	r->in_record = true;
	r->record_depth = r->depth;
	r->record = (struct pubmed_record){.paper = arena_new(r->arena, struct paper)};
}

/* A record without a PMID is left out. */
static void end_record(struct pubmed_reader *r)
{
	struct entry entry = pubmed_record_entry(r->arena, &r->record);
	r->in_record = false;
	if (!entry.native.n)
		return;
	struct entries *entries = &r->out->entries;
	entries->v = arena_grow(r->arena, entries->v, entries->n, sizeof *entries->v);
	entries->v[entries->n++] = entry;
}

/* True when the innermost open element is a record: a PubmedArticle or PubmedBookArticle. In older
 * files the element inside it (MedlineCitation, BookDocument) stands alone and is the record. */
static bool is_record(const struct pubmed_reader *r)
{
	static const char *const wholes[] = {"PubmedArticle", "PubmedBookArticle"},
							 *const cores[] = {"MedlineCitation", "BookDocument"};
	for (size_t i = 0; i < 2; i++)
		if (strcmp(pubmed_rules_open_name(r, 0), wholes[i]) == 0 ||
			(strcmp(pubmed_rules_open_name(r, 0), cores[i]) == 0 &&
				strcmp(pubmed_rules_open_name(r, 1), wholes[i]) != 0))
			return true;
	return false;
}

static bool is_set_name(const char *name)
{
	return strcmp(name, "PubmedArticleSet") == 0 || strcmp(name, "MedlineCitationSet") == 0 ||
		strcmp(name, "PubmedBookArticleSet") == 0 || strcmp(name, "BookDocumentSet") == 0;
}

static void on_start(void *user, const struct xml_tag *tag)
{
	struct pubmed_reader *r = user;
	assert(r->depth < sizeof r->path / sizeof *r->path);
	struct pubmed_open *open = &r->path[r->depth++];
	*open = (struct pubmed_open){.name = tag->name};
	if (r->rule)
		return; /* an element inside a text is markup */
	r->is_set |= !r->in_record && is_set_name(tag->name);
	if (!r->in_record && is_record(r))
		begin_record(r);
	const struct pubmed_rule *rule = open->rule = pubmed_rules_find(r);
	if (rule && rule->start)
		rule->start(r, tag);
	if (rule && rule->text) {
		r->rule = rule;
		r->rule_depth = r->depth;
		buf_clear(&r->text);
	}
}

static void on_text(void *user, struct str text)
{
	struct pubmed_reader *r = user;
	if (r->rule && buf_ok(&r->text))
		buf_add(&r->text, text);
}

static void end_text(struct pubmed_reader *r)
{
	const struct pubmed_rule *rule = r->rule;
	assert(rule && rule->text);
	r->rule = NULL;
	rule->text(r, str_collapse(r->arena, utf8_clean(r->arena, buf_str(&r->text))));
}

static void on_end(void *user, const char *name, const char *ns)
{
	struct pubmed_reader *r = user;
	(void)name;
	(void)ns;
	assert(r->depth > 0);
	const struct pubmed_rule *rule = r->path[r->depth - 1].rule;
	if (r->rule && r->depth == r->rule_depth)
		end_text(r);
	if (rule && rule->end)
		rule->end(r);
	if (r->in_record && r->depth == r->record_depth)
		end_record(r);
	r->depth--;
}

/* Order by PMID, then the highest version first, then the one that is later in the document. */
static int compare_versions(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left,
					   *b = *(const struct entry *const *)right;
	int order = str_cmp(a->native, b->native);
	if (order)
		return order;
	if (a->paper->version != b->paper->version)
		return a->paper->version > b->paper->version ? -1 : 1;
	return a > b ? -1 : 1;
}

/* Keeps the highest version of each PMID, in the order of the document. */
static void keep_highest_versions(struct arena *a, struct entries *entries)
{
	const struct entry **sorted = arena_array(a, entries->n, sizeof *sorted);
	bool *lower = arena_array(a, entries->n, sizeof *lower);
	size_t kept = 0;
	for (size_t i = 0; i < entries->n; i++)
		sorted[i] = &entries->v[i];
	qsort(sorted, entries->n, sizeof *sorted, compare_versions);
	for (size_t i = 1; i < entries->n; i++)
		lower[sorted[i] - entries->v] = str_eq(sorted[i]->native, sorted[i - 1]->native);
	for (size_t i = 0; i < entries->n; i++)
		if (!lower[i])
			entries->v[kept++] = entries->v[i];
	entries->n = kept;
}

static void restart_records(void *user)
{
	struct pubmed_reader *r = user;
	struct buf text = r->text;
	buf_clear(&text);
	*r->out = (struct pubmed_records){0};
	*r = (struct pubmed_reader){.arena = r->arena, .out = r->out, .text = text};
}

bool pubmed_parse(struct arena *a, struct str xml, struct pubmed_records *out, struct err *err)
{
	static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
	struct pubmed_reader *r = arena_new(a, struct pubmed_reader);
	struct xml_result result;
	r->arena = a;
	r->out = out;
	r->text = buf_new(TEXT_MAX_BYTES);
	restart_records(r);
	xml_read_records(xml, &handler, r, restart_records, &result);
	buf_free(&r->text);
	out->deleted = r->deleted;
	out->cut = xml_cut(&result);
	if (out->entries.n)
		keep_highest_versions(a, &out->entries);
	if (!r->service_error.n && (out->entries.n || out->deleted.n || r->is_set))
		return true;
	return answer_eutils_error(a, xml, r->service_error, err);
}
