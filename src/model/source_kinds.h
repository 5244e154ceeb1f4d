/* source_kinds: the list of all kinds of sources.
 *
 * A new kind of source is one entry here and one file, source/NAME.c, with its
 * const struct kind KIND_NAME (source/kind.h says what that is). From this list come enum
 * source_kind, the words of the configuration and the store, the keys that .conf files may give,
 * the services, and the table of kinds in source/. tests/extend/ holds a whole example.
 *
 * KIND(NAME, …) sets the fields of struct source_schema (model/source.h). Entries are added at the
 * end. A word once used stays: the store knows sources by it. Kinds with a built_in name are
 * sources of the program itself (store/watch.h), which no .conf file configures. */
#ifndef MODEL_SOURCE_KINDS_H
#define MODEL_SOURCE_KINDS_H

#include "model/trial_status.h"

/* clang-format off */
#define SOURCE_KINDS(KIND) \
	KIND(PUBMED, .word = "pubmed", .label = "PubMed", .hours = 6, \
		.service = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", \
		.settings = {{.key = "query", .type = SETTING_SEARCH}}, \
		.needs = {"query"}) \
	KIND(CLINICALTRIALS, .word = "clinicaltrials", .hours = 12, \
		.service = "https://clinicaltrials.gov/api/v2/", \
		.settings = { \
			{.key = "condition", .type = SETTING_SEARCH}, \
			{.key = "intervention", .type = SETTING_SEARCH}, \
			{.key = "term", .type = SETTING_SEARCH}, \
			{.key = "status", .type = SETTING_CHOICES, .what = "status of a trial", \
				.choices = CLINICALTRIALS_STATUSES}}, \
		.needs = {"condition", "intervention", "term"}) \
	KIND(FEED, .word = "feed", .hours = 1, \
		.settings = {{.key = "url", .type = SETTING_URL}}, \
		.needs = {"url"}) \
	KIND(MEDLINEPLUS, .word = "medlineplus", .label = "MedlinePlus", .hours = 24, \
		.service = "https://wsearch.nlm.nih.gov/ws/query", \
		.settings = { \
			{.key = "query", .type = SETTING_SEARCH}, \
			{.key = "db", .type = SETTING_CHOICE, .what = "MedlinePlus database", \
				.choices = {"healthTopics", "healthTopicsSpanish"}}}, \
		.needs = {"query"}) \
	KIND(WATCH_PUBMED, .word = "watch-pubmed", .hours = 24, .built_in = "Watch: PubMed", \
		.pace = "pubmed") \
	KIND(WATCH_CLINICALTRIALS, .word = "watch-clinicaltrials", .hours = 24, \
		.built_in = "Watch: ClinicalTrials.gov", .pace = "clinicaltrials") \
	KIND(CROSSREF, .word = "crossref", .label = "Crossref", .hours = 24, \
		.service = "https://api.crossref.org/", .built_in = "Watch: Crossref") \
	KIND(ADD_PUBMED, .word = "add-pubmed", .label = "PubMed", .hours = 1, \
		.built_in = "Added by hand: PubMed", .pace = "pubmed") \
	KIND(ADD_CLINICALTRIALS, .word = "add-clinicaltrials", .label = "ClinicalTrials.gov", \
		.hours = 1, .built_in = "Added by hand: ClinicalTrials.gov", .pace = "clinicaltrials") \
	KIND(ADDED, .word = "added", .label = "", .hours = 24, .built_in = "Added by hand") \
	KIND(ADD_CROSSREF, .word = "add-crossref", .label = "Crossref", .hours = 1, \
		.built_in = "Added by hand: Crossref", .pace = "crossref") \
	KIND(ADD_PAGE, .word = "add-page", .label = "", .hours = 1, \
		.built_in = "Added by hand: pages")

#define CLINICALTRIALS_STATUSES {TRIAL_STATUSES(CLINICALTRIALS_STATUS)}
#define CLINICALTRIALS_STATUS(name) #name,
/* clang-format on */

#endif
