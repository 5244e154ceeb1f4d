/* pubmed_dump FILE: prints what pubmed_parse reads from the file: a line of JSON for each record,
 * and one for the document as a whole. */
#include <jansson.h>
#include <stdio.h>

#include "base/file.h"
#include "parse/record/pubmed.h"

enum { FILE_MAX_BYTES = 256 << 20 };

static void put(json_t *object, const char *key, struct str value)
{
	json_object_set_new(object, key, json_stringn(value.n ? value.p : "", value.n));
}

static void print(json_t *object)
{
	json_dumpf(object, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(object);
}

static void print_entry(const struct entry *entry)
{
	const struct paper *paper = entry->paper;
	json_t *o = json_object();
	put(o, "pmid", entry->keys.pmid);
	put(o, "doi", entry->keys.doi);
	put(o, "pmcid", entry->keys.pmcid);
	put(o, "title", entry->title);
	put(o, "ta", paper->medline_ta);
	put(o, "volume", paper->volume);
	put(o, "issue", paper->issue);
	put(o, "pages", paper->pages);
	put(o, "medline_date", paper->pub_date.medline_date);
	put(o, "season", paper->pub_date.season);
	json_object_set_new(o, "year", json_integer(paper->pub_date.date.year));
	json_object_set_new(o, "version", json_integer(paper->version));
	json_object_set_new(o, "authors", json_integer((json_int_t)paper->author_count));
	json_object_set_new(o, "parts", json_integer((json_int_t)paper->abstract_count));
	json_object_set_new(o, "types", json_integer((json_int_t)paper->publication_types.n));
	print(o);
}

int main(int argc, char **argv)
{
	struct arena arena CLEANUP_ARENA = {0};
	struct err err = {0};
	struct str xml;
	struct pubmed_records records;
	if (argc != 2 || !file_read(&arena, argv[1], FILE_MAX_BYTES, &xml, &err) ||
		!pubmed_parse(&arena, xml, &records, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < records.entries.n; i++)
		print_entry(&records.entries.v[i]);
	print(
		json_pack("{s:i,s:b}", "deleted", (int)records.deleted.n, "truncated", records.cut.n > 0));
	return 0;
}
