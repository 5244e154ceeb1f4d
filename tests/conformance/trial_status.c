/* trial_status: reads a page of ClinicalTrials.gov from standard input and prints the verdict on
 * each study as a line of JSON. */
#include <jansson.h>
#include <stdio.h>

#include "base/file.h"
#include "judge/judge.h"
#include "parse/record/clinicaltrials.h"

enum { FILE_MAX_BYTES = 64 << 20 };

static void put(json_t *object, const char *key, struct str value)
{
	json_object_set_new(object, key, json_stringn(value.n ? value.p : "", value.n));
}

static void print_verdict(struct arena *a, const struct entry *entry)
{
	static const struct source source = {
		.kind = SOURCE_CLINICALTRIALS, .label = {"ClinicalTrials.gov", 18}};
	struct verdict verdict;
	judge_entry(a, entry, &source, &verdict);
	json_t *o = json_object();
	put(o, "nct", entry->keys.nct);
	put(o, "title", verdict.face.title);
	put(o, "label", verdict.face.label);
	put(o, "status", verdict.face.status);
	put(o, "status_line", verdict.face.status_line);
	put(o, "summary", verdict.face.summary);
	put(o, "section", str_of(section_word(verdict.face.section)));
	json_object_set_new(o, "locations", json_integer(entry->trial->location_count));
	json_object_set_new(o, "pmids", json_integer((json_int_t)entry->trial->pmids.n));
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

int main(void)
{
	struct arena arena CLEANUP_ARENA = {0};
	struct err err = {0};
	struct str json;
	struct studies studies;
	if (!file_read(&arena, "-", FILE_MAX_BYTES, &json, &err) ||
		!clinicaltrials_parse(&arena, json, &studies, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < studies.entries.n; i++)
		print_verdict(&arena, &studies.entries.v[i]);
	return 0;
}
