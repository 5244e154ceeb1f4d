/* A small site and its live releases, for the tests of this room. Every paper, trial and notice in
 * it is made up. */
#ifndef TESTS_PUBLISH_SAMPLE_H
#define TESTS_PUBLISH_SAMPLE_H

#include <string.h>

#include "item/filing.h"
#include "store/item.h"
#include "store/related.h"
#include "store/release.h"

/* An item that was merged into another one after readers had seen it. */
struct alias {
	int64_t from, to;
	struct str tag;
};
struct publication {
	const struct site *site;
	struct releases releases;       /* the live ones */
	const struct relateds *related; /* of each release, in the same order; NULL: none */
	const struct alias *aliases;
	size_t alias_count;
};
/* A file; the path is relative to out/. */
struct output {
	struct str path, bytes;
};
struct outputs {
	struct output *v;
	size_t n;
};

enum { SAMPLE_RELEASES = 7, SAMPLE_DAY = 86400 };
/* 2026-01-02T03:04:05Z */
static const int64_t SAMPLE_TIME = 1767323045;

struct sample {
	struct site site;
	struct source sources[4];
	struct topic topics[3];
	struct str also[2], topic_fixed[1];
	struct str source_names[4];
	struct release releases[SAMPLE_RELEASES];
	struct relateds related[SAMPLE_RELEASES];
	struct related mentions[2];
	struct alias aliases[1];
	struct publication publication;
};

static void sample_site(struct sample *s)
{
	s->topic_fixed[0] = S("funding");
	s->sources[0] = (struct source){
		.kind = SOURCE_PUBMED, .name = S("papers"), .label = S("PubMed")};
	s->sources[1] = (struct source){
		.kind = SOURCE_CLINICALTRIALS, .name = S("studies"), .label = S("ClinicalTrials.gov")};
	s->sources[2] = (struct source){.kind = SOURCE_FEED,
		.name = S("paper & ink"),
		.label = S("Paper & Ink <Daily>"),
		.settings = {{.text = S("https://news.example/feed?a=1&b=2")}},
		.topics = {s->topic_fixed, 1}};
	s->sources[3] = (struct source){
		.kind = SOURCE_MEDLINEPLUS, .name = S("health"), .label = S("MedlinePlus")};
	for (size_t i = 0; i < 4; i++)
		s->source_names[i] = s->sources[i].name;
	s->also[0] = S("funding of transplants");
	s->also[1] = S("Elsewhere");
	s->topics[0] = (struct topic){.title = S("Grafts & Cells"),
		.slug = S("grafts"),
		.match = pattern_new(S("graft"), NULL),
		.also = {s->also, 2}};
	s->topics[1] = (struct topic){.title = S("Funding of Transplants"), .slug = S("funding")};
	s->topics[2] = (struct topic){
		.title = S("Mice"), .slug = S("mice"), .match = pattern_new(S("mice"), NULL)};
	s->site = (struct site){
		.folder = S(SOURCE_DIR),
		.title = S("Sample Desk"),
		.base_url = S("https://desk.example/"),
		.authority = S("desk.example,2026"),
		.language = S("en"),
		.sources = s->sources,
		.source_count = 4,
		.topics = s->topics,
		.topic_count = 3,
	};
}

static void sample_faces(struct sample *s)
{
	struct release *r = s->releases;
	r[0].face = (struct face){
		.kind = ENTRY_PAPER,
		.section = SECTION_RESEARCH,
		.title = S("A made-up graft in mice"),
		.url = S("https://papers.example/1"),
		.label = S("PubMed"),
		.citation = S("J Sample Med, 2020 Feb 3;12(4):e99"),
		.summary = S("The graft helped the mice of this sample."),
		.date = {2020, 2, 3},
	};
	r[1].face = (struct face){
		.kind = ENTRY_TRIAL,
		.section = SECTION_TRIALS,
		.title = S("SAMPLE Trial: Now Recruiting"),
		.official_title = S("A Made-Up Study of Grafts"),
		.url = S("https://trials.example/NCT99000001"),
		.label = S("Sample Hospital"),
		.summary = S("This sample compares two grafts."),
		.status = S("RECRUITING"),
		.status_line = S("Currently recruiting. Last updated 01/05/26."),
		.date = {2026, 1, 5},
	};
	r[2].face = (struct face){
		.kind = ENTRY_TRIAL,
		.section = SECTION_TRIALS,
		.title = S("OTHER Trial"),
		.official_title = S("Another Made-Up Study of Grafts"),
		.url = S("https://trials.example/NCT99000002"),
		.label = S("Sample Clinic"),
		.status = S("NOT_YET_RECRUITING"),
		.status_line = S("Not yet recruiting. Last updated 01/04/26."),
		.date = {2026, 1, 4},
	};
	r[3].face = (struct face){
		.section = SECTION_NEWS,
		.title = S("Will <script>alert(1)</script> & ]]> be shown?"),
		.url = S("javascript:alert(1)"),
		.label = S("Paper & Ink <Daily>"),
		.citation = S("01/01/2026"),
		.summary = S("Grafts \"quoted\" & <b>bold</b>."),
		.date = {2026, 1, 1},
	};
	r[4].face = (struct face){
		.kind = ENTRY_PAPER,
		.section = SECTION_RESEARCH,
		.title = S("A retracted graft."),
		.url = S("https://papers.example/a b\"<>"),
		.label = S("PubMed"),
		.citation = S("J Sample Med, 12/30/2025"),
		.notice = S("Retracted: see PMID 99000002."),
		.notice_pmid = S("99000002"),
		.retracted = true,
		.date = {2025, 12, 30},
	};
	r[5].face = (struct face){.kind = ENTRY_PAGE,
		.section = SECTION_RESEARCH,
		.title = S("Graft basics"),
		.url = S("https://health.example/"),
		.label = S("MedlinePlus"),
		.summary = S("An overview.")};
	r[6].face = (struct face){.section = SECTION_NEWS,
		.title = S("Unrelated\x01 \xFF news \xEF\xBF\xBF"),
		.url = S("https://news.example/2"),
		.date = {2026, 0, 0}};
}

static void sample_make(struct sample *s)
{
	static const int source_of[SAMPLE_RELEASES] = {0, 1, 1, 2, 0, 3, 0};
	static const char *const tags[SAMPLE_RELEASES] = {"pmid/99000001", "nct/NCT99000001",
		"nct/NCT99000002", "page/sample4", "pmid/99000005", "item/6", "item/7"};
	*s = (struct sample){0};
	sample_site(s);
	sample_faces(s);
	for (int i = 0; i < SAMPLE_RELEASES; i++) {
		struct release *r = &s->releases[i];
		r->id = 100 - i;
		r->item = i + 1;
		r->tag = str_of(tags[i]);
		r->published = SAMPLE_TIME - SAMPLE_DAY;
		r->at = i == 0 ? SAMPLE_TIME : r->published;
		const struct copies copies = {&(struct copy){.source = s->source_names[source_of[i]]}, 1};
		r->topics = filing_of_face(&s->site.arena, &s->site, &(struct item){0}, &r->face, &copies);
		r->filed = true;
	}
	s->mentions[0] = (struct related){.item = 2,
		.tag = S("nct/NCT99000001"),
		.title = S("SAMPLE Trial: Now Recruiting"),
		.live = true};
	s->mentions[1] = (struct related){.item = 99, .title = S("Never published")};
	s->related[0] = (struct relateds){s->mentions, 2};
	s->aliases[0] = (struct alias){.from = 50, .to = 1, .tag = S("item/50")};
	s->publication = (struct publication){.site = &s->site,
		.releases = {s->releases, SAMPLE_RELEASES},
		.related = s->related,
		.aliases = s->aliases,
		.alias_count = 1};
}

static void sample_free(struct sample *s)
{
	for (size_t i = 0; i < s->site.topic_count; i++)
		pattern_free(s->topics[i].match);
	arena_free(&s->site.arena);
}

/* The bytes of a rendered file; a file that is not there fails the test. */
static inline struct str sample_output(const struct outputs *outputs, const char *path)
{
	for (size_t i = 0; i < outputs->n; i++)
		if (str_eq(outputs->v[i].path, str_of(path)))
			return outputs->v[i].bytes;
	fail_msg("no %s", path);
	return STR_NONE;
}

static inline bool has(struct str text, const char *part)
{
	return str_find(text, str_of(part)) != STR_NOT_FOUND;
}

#endif
