/* drafted: the sentence that is drafted of each entry of the files named on standard input, one
 * name a line, as lines of JSON. A file is a set of PubMed records, studies of ClinicalTrials.gov,
 * a feed, or (named "*.texts") lines {"id", "title", "text"}, each an abstract without parts or,
 * with {"kind": "news"}, news. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "judge/judge.h"
#include "parse/feed/feed.h"
#include "parse/record/clinicaltrials.h"
#include "parse/record/pubmed.h"

enum { FILE_MAX_BYTES = 256 << 20 };

static void put(json_t *object, const char *key, struct str value)
{
	json_object_set_new(object, key, json_stringn(value.n ? value.p : "", value.n));
}

static void print_entry(struct arena *a, struct str file, const struct entry *entry)
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

static bool print_file(struct str file)
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
		print_entry(&a, file, &entries.v[i]);
	return true;
}

int main(void)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err err = {0};
	struct str names;
	bool ok = file_read(&a, "-", FILE_MAX_BYTES, &names, &err);
	while (ok && names.n)
		ok = print_file(str_cut(&names, '\n'));
	return !ok;
}
