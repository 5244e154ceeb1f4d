/* drafted: the sentence that is drafted of each entry of the files named on standard input, one
 * name a line, as lines of JSON. A file is a set of PubMed records, studies of ClinicalTrials.gov,
 * a feed, or (named "*.texts") lines {"id", "title", "text"}, each an abstract without parts or,
 * with {"kind": "news"}, news; of a paper if it has a "pmid" or "doi". With "--traits": the
 * sentences of each that could be drafted, with what they show (judge/sentence_model.h), and first
 * the names of the traits. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "judge/judge_parts.h"
#include "parse/feed/feed.h"
#include "parse/record/clinicaltrials.h"
#include "parse/record/pubmed.h"

enum { FILE_MAX_BYTES = 256 << 20 };

static void put(json_t *object, const char *key, struct str value)
{
	json_object_set_new(object, key, json_stringn(value.n ? value.p : "", value.n));
}

static json_t *sentence_json(struct str sentence, const struct traits *traits)
{
	json_t *o = json_object(), *shown = json_array();
	put(o, "sentence", sentence);
	for (size_t i = 0; i < traits->n; i++)
		json_array_append_new(shown, json_integer(traits->v[i]));
	json_object_set_new(o, "traits", shown);
	return o;
}

/* The sentences of an entry that could be drafted. */
static json_t *choices(struct arena *a, const struct entry *entry)
{
	json_t *all = json_array();
	struct judge_text text = {.concludes = false};
	struct traits *traits = NULL;
	if (entry->kind == ENTRY_NEWS || entry->kind == ENTRY_PAGE)
		text.sentences = judge_leads(
			a, &(struct judge_story){entry->title, entry->lead, entry->text}, &traits);
	else if (entry->paper && judge_paper_text(a, entry, &text))
		traits = judge_traits(a, &text);
	for (size_t i = 0; traits && i < text.sentences.n; i++)
		if (traits[i].n)
			json_array_append_new(all, sentence_json(text.sentences.v[i], &traits[i]));
	return all;
}

static void print_names(bool news)
{
	for (const struct trait_name *t = sentence_model_traits(news); t->name; t++)
		printf("%s %d %d\n", t->name, t->first, t->last);
}

static void print_entry(struct arena *a, struct str file, const struct entry *entry, bool traits)
{
	static const char *const kinds[] = {[ENTRY_NEWS] = "news",
		[ENTRY_PAPER] = "paper",
		[ENTRY_TRIAL] = "trial",
		[ENTRY_PAGE] = "page",
		[ENTRY_WORK] = "work"};
	struct source source = {.kind = SOURCE_FEED};
	struct verdict verdict;
	judge_entry(a, entry, &source, &verdict);
	json_t *o = json_object();
	put(o, "file", file);
	put(o, "kind", str_of(kinds[entry->kind]));
	put(o, "id", entry->native);
	put(o, "title", entry->title);
	put(o, "lead", entry->lead);
	put(o, "text", entry->text);
	put(o, "sentence", verdict.face.summary);
	put(o, "origin", str_of(face_origin_word(verdict.face.summary_origin)));
	if (traits)
		json_object_set_new(o, "choices", choices(a, entry));
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

/* A line of JSON: an abstract without parts; news, if it says so. */
static struct entry text_of(struct arena *a, const json_t *o)
{
	struct str text = str_copy(a, str_of(json_string_value(json_object_get(o, "text"))));
	const char *kind = json_string_value(json_object_get(o, "kind"));
	struct abstract_part *part = arena_new(a, struct abstract_part);
	struct paper *paper = arena_new(a, struct paper);
	part->text = text;
	*paper = (struct paper){.abstract = part, .abstract_count = 1};
	bool news = kind && strcmp(kind, "news") == 0;
	return (struct entry){.kind = news ? ENTRY_NEWS : ENTRY_PAPER,
		.native = str_copy(a, str_of(json_string_value(json_object_get(o, "id")))),
		.title = str_copy(a, str_of(json_string_value(json_object_get(o, "title")))),
		.text = text,
		.lead = news ? text : STR_NONE,
		.keys = {.pmid = str_copy(a, str_of(json_string_value(json_object_get(o, "pmid")))),
			.doi = str_copy(a, str_of(json_string_value(json_object_get(o, "doi"))))},
		.paper = news ? NULL : paper};
}

static struct entries texts_of(struct arena *a, struct str lines)
{
	struct entries out = {0};
	while (lines.n) {
		struct str line = str_cut(&lines, '\n');
		json_t *o = json_loadb(line.p, line.n, 0, NULL);
		if (!o)
			continue;
		out.v = arena_grow(a, out.v, out.n, sizeof *out.v);
		out.v[out.n++] = text_of(a, o);
		json_decref(o);
	}
	return out;
}

static struct entries feed_of(struct arena *a, struct str bytes)
{
	struct feed *feed = arena_new(a, struct feed);
	feed_parse(a, &(struct feed_input){.bytes = bytes, .url = S("https://feed.example/")}, feed);
	return feed_entries(a, feed);
}

static struct entries entries_of(struct arena *a, struct str file, struct str bytes)
{
	struct err err = {0};
	struct pubmed_records records;
	struct studies studies;
	if (str_ends(file, S(".texts")))
		return texts_of(a, bytes);
	if (pubmed_parse(a, bytes, &records, &err) && records.entries.n)
		return records.entries;
	if (str_starts(str_trim(bytes), S("{")) && clinicaltrials_parse(a, bytes, &studies, &err))
		return studies.entries;
	return feed_of(a, bytes);
}

static bool print_file(struct str file, bool traits)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err err = {0};
	struct str bytes;
	if (!file_read(&a, str_cstr(&a, file), FILE_MAX_BYTES, &bytes, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return false;
	}
	struct entries entries = entries_of(&a, file, bytes);
	for (size_t i = 0; i < entries.n; i++)
		print_entry(&a, file, &entries.v[i], traits);
	return true;
}

int main(int argc, char **argv)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err err = {0};
	struct str names;
	bool traits = argc > 1 && strcmp(argv[1], "--traits") == 0;
	for (int news = 0; traits && news < 2; news++)
		print_names(news);
	bool ok = file_read(&a, "-", FILE_MAX_BYTES, &names, &err);
	while (ok && names.n)
		ok = print_file(str_cut(&names, '\n'), traits);
	return !ok;
}
