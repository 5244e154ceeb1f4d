/* medline_citations SHARED_FOLDER: of every recorded MEDLINE record, the judge makes a citation
 * line from the fields. It must equal the one that PubMed gives in the record (the SO field). */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/month.h"
#include "judge/judge.h"

enum { FILE_MAX_BYTES = 64 << 20, TAG_WIDTH = 6, SHOWN = 20, SKIPPED = 77 };

/* A record in the MEDLINE tagged format: lines such as "TA  - Heart". A line that begins with six
 * spaces continues the field before it. Fields are named after their tags. */
struct medline_record {
	struct str pmid, ta, dp, vi, ip, pg, so;
};

static const struct {
	const char *tag;
	size_t offset;
} FIELDS[] = {
	{"PMID", offsetof(struct medline_record, pmid)},
	{"TA", offsetof(struct medline_record, ta)},
	{"DP", offsetof(struct medline_record, dp)},
	{"VI", offsetof(struct medline_record, vi)},
	{"IP", offsetof(struct medline_record, ip)},
	{"PG", offsetof(struct medline_record, pg)},
	{"SO", offsetof(struct medline_record, so)},
};

static struct str *field_of(struct medline_record *record, struct str tag)
{
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
		if (str_eq(tag, str_of(FIELDS[i].tag)))
			return (struct str *)((char *)record + FIELDS[i].offset);
	return NULL;
}

/* Takes the lines of one record, up to an empty line, off *rest. */
static struct medline_record record_take(struct arena *a, struct str *rest)
{
	struct medline_record record = {0};
	struct str *field = NULL, line;
	while (rest->p && str_trim(line = str_cut(rest, '\n')).n) {
		struct str value = str_trim(str_sub(line, TAG_WIDTH, SIZE_MAX));
		bool continued = str_starts(line, S("      "));
		if (!continued)
			field = field_of(&record, str_trim(str_sub(line, 0, 4)));
		if (field && continued)
			*field = str_printf(a, STR_FMT " " STR_FMT, STR_ARG(*field), STR_ARG(value));
		else if (field && !field->n)
			*field = value;
	}
	return record;
}

/* The DP field as a PubDate: a year with or without month and day, a year and a season, or
 * words. */
static struct pub_date pub_date_of(struct str dp)
{
	struct str rest = dp, year = str_cut(&rest, ' '), month = str_cut(&rest, ' '),
			   day = str_cut(&rest, ' ');
	long y = 0, d = 0;
	bool simple = year.n == 4 && str_to_long(year, &y) && (!month.n || month_number(month)) &&
		(!day.n || str_to_long(day, &d)) && !rest.p;
	if (!simple)
		return (struct pub_date){.medline_date = dp};
	return (struct pub_date){.date = {(int)y, month_number(month), (int)d}};
}

static struct str citation_of(struct arena *a, const struct medline_record *r)
{
	struct paper paper = {.medline_ta = r->ta,
		.volume = r->vi,
		.issue = r->ip,
		.pages = r->pg,
		.pub_date = pub_date_of(r->dp)};
	struct str citation = judge_citation(a, &paper);
	/* Our house style has a comma behind the journal where PubMed has a full stop. */
	return str_printf(a, STR_FMT ". " STR_FMT ".", STR_ARG(r->ta),
		STR_ARG(str_sub(citation, r->ta.n + 2, SIZE_MAX)));
}

/* The SO field without what PubMed adds behind the citation. */
static struct str source_of(const struct medline_record *r)
{
	static const char *const additions[] = {" doi:", " Epub", " eCollection", " pii:"};
	struct str so = r->so;
	for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
		size_t at = str_find(so, str_of(additions[i]));
		if (at != STR_NOT_FOUND)
			so = str_sub(so, 0, at);
	}
	return str_trim(so);
}

int main(int argc, char **argv)
{
	struct arena arena CLEANUP_ARENA = {0};
	struct str rest;
	size_t total = 0, equal = 0;
	char *path = str_cstr(&arena,
		str_printf(
			&arena, "%s/cases/sources/medline/medline-records.txt", argc > 1 ? argv[1] : ""));
	if (access(path, R_OK) != 0) {
		puts("skipped: the recorded data is not there");
		return SKIPPED;
	}
	struct err err = {0};
	if (!file_read(&arena, path, FILE_MAX_BYTES, &rest, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	while (rest.p) {
		struct medline_record record = record_take(&arena, &rest);
		struct str made = citation_of(&arena, &record);
		if (!record.pmid.n)
			continue;
		total++;
		equal += str_eq(made, source_of(&record));
		if (!str_eq(made, source_of(&record)) && total - equal <= SHOWN)
			printf("PMID " STR_FMT ": '" STR_FMT "', expected '" STR_FMT "'\n",
				STR_ARG(record.pmid), STR_ARG(made), STR_ARG(source_of(&record)));
	}
	printf("%zu of %zu citations equal PubMed's own\n", equal, total);
	return total && equal == total ? 0 : 1;
}
