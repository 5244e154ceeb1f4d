/* parse_ratio DIRECTORY ROUNDS [WORK]: what reading feeds costs beside the least that it can cost,
 * over the files of a directory (and its folders).
 *
 *   bare     libxml2's SAX2 push parser with handlers that do nothing
 *   parse    feed_parse: the normalized feed
 *   entries  feed_parse and feed_entries: what the pipeline takes
 *   json     feed_parse and feed_to_json, printed to nowhere: everything sanitised
 *   records  pubmed_parse, of sets of records of PubMed; only when it is named
 *
 * All but json read only what is XML. The files are read before the clock
 * starts. Prints "WORK SECONDS MEGABYTES-A-SECOND" of each work, the best of all rounds; WORK names
 * a single one (for counting its instructions), "none" nothing but reading the files. */
#include <ftw.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "parse/feed/feed.h"
#include "parse/record/pubmed.h"

enum { MAX_FILE = 64 << 20, CHUNK = 16 * 1024 };
static struct arena memory;
static struct strs files;
static size_t events;

static void bare_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns,
	int ns_count, const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attrs)
{
	(void)user, (void)name, (void)prefix, (void)ns, (void)ns_count, (void)namespaces,
		(void)attr_count, (void)defaulted, (void)attrs;
	events++;
}

static void bare_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	(void)user, (void)name, (void)prefix, (void)ns;
}

static void bare_text(void *user, const xmlChar *text, int n)
{
	(void)user, (void)text, (void)n;
}

static void bare_error(void *user, xmlErrorPtr error)
{
	(void)user, (void)error;
}

static void bare(struct arena *a, struct str bytes)
{
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = bare_start,
		.endElementNs = bare_end,
		.characters = bare_text,
		.cdataBlock = bare_text,
		.ignorableWhitespace = bare_text,
		.serror = bare_error};
	xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	(void)a;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_HUGE);
	for (size_t at = 0; at < bytes.n; at += CHUNK)
		xmlParseChunk(parser, bytes.p + at, bytes.n - at < CHUNK ? (int)(bytes.n - at) : CHUNK, 0);
	xmlParseChunk(parser, NULL, 0, 1);
	xmlFreeDoc(parser->myDoc);
	xmlFreeParserCtxt(parser);
}

static struct feed *parsed(struct arena *a, struct str bytes)
{
	struct feed *feed = arena_new(a, struct feed);
	feed_parse(a, &(struct feed_input){.bytes = bytes, .url = S("https://example.org/feed")}, feed);
	return feed;
}

static void parse(struct arena *a, struct str bytes)
{
	events += parsed(a, bytes)->entry_count;
}

static void entries(struct arena *a, struct str bytes)
{
	events += feed_entries(a, parsed(a, bytes)).n;
}

static int count_bytes(const char *bytes, size_t n, void *user)
{
	(void)bytes, (void)user;
	events += n;
	return 0;
}

static void json(struct arena *a, struct str bytes)
{
	json_t *document = feed_to_json(parsed(a, bytes));
	json_dump_callback(document, count_bytes, NULL, JSON_COMPACT);
	json_decref(document);
}

static void records(struct arena *a, struct str bytes)
{
	struct pubmed_records set;
	struct err err;
	if (pubmed_parse(a, bytes, &set, &err))
		events += set.entries.n;
}

static const struct work {
	const char *name;
	void (*run)(struct arena *a, struct str bytes);
	bool all, named;
} WORKS[] = {{"bare", bare, false, false}, {"parse", parse, false, false},
	{"entries", entries, false, false}, {"json", json, true, false},
	{"records", records, false, true}};
enum { WORK_COUNT = sizeof WORKS / sizeof *WORKS };

static double cpu_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int add_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct str bytes;
	struct err err;
	(void)status;
	if (kind == FTW_F && strcmp(path + where->base, "INDEX.tsv") != 0 &&
		file_read(&memory, path, MAX_FILE, &bytes, &err))
		strs_add(&memory, &files, bytes);
	return 0;
}

static bool takes(const struct work *work, struct str bytes)
{
	bytes = str_trim(bytes);
	return work->all || (bytes.n && bytes.p[0] != '{' && bytes.p[0] != '[');
}

static double megabytes_of(const struct work *work)
{
	double bytes = 0;
	for (size_t i = 0; i < files.n; i++)
		bytes += takes(work, files.v[i]) ? (double)files.v[i].n : 0;
	return bytes / 1e6;
}

static double seconds_of(const struct work *work, struct arena *a)
{
	double start = cpu_seconds();
	for (size_t i = 0; i < files.n; i++) {
		if (takes(work, files.v[i]))
			work->run(a, files.v[i]);
		arena_reset(a);
	}
	return cpu_seconds() - start;
}

int main(int argc, char **argv)
{
	if (argc < 3 || nftw(argv[1], add_file, 16, FTW_PHYS) != 0) {
		fprintf(stderr, "usage: parse_ratio DIRECTORY ROUNDS [WORK]\n");
		return 2;
	}
	struct arena a = {0};
	double best[WORK_COUNT] = {0};
	for (int round = atoi(argv[2]); round > 0; round--) {
		for (size_t i = 0; i < WORK_COUNT; i++) {
			bool wanted = argc > 3 ? strcmp(argv[3], WORKS[i].name) == 0 : !WORKS[i].named;
			double seconds = wanted ? seconds_of(&WORKS[i], &a) : 0;
			best[i] = best[i] > 0 && best[i] < seconds ? best[i] : seconds;
		}
	}
	for (size_t i = 0; i < WORK_COUNT; i++)
		if (best[i] > 0)
			printf("%s %.4f %.1f\n", WORKS[i].name, best[i], megabytes_of(&WORKS[i]) / best[i]);
	arena_free(&a);
	arena_free(&memory);
	return 0;
}
