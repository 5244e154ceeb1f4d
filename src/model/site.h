/* site: the configuration, as the .conf files of feeds/ give it. Filled by config/, read by
 * everybody, changed by nobody. All strings and arrays belong to the site's arena. Empty string:
 * not set. */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include "base/arena.h"
#include "base/pattern.h"
#include "model/section.h"

enum source_type { SOURCE_PUBMED, SOURCE_CLINICALTRIALS, SOURCE_FEED, SOURCE_MEDLINEPLUS };
enum { SOURCE_TYPE_COUNT = 4 };

/* One configured source: a search or a feed. Its name is its identity in the store. */
struct source {
	enum source_type type;
	struct str name;
	struct str label;     /* how readers know it; config/ fills in the default (the name; "PubMed",
							 "MedlinePlus" for those) */
	struct pattern *keep; /* NULL: keep all. On title and text */
	struct pattern *drop; /* NULL: drop none */
	enum section section; /* SECTION_NONE: not fixed */
	struct strs topics;   /* slugs; none: by the topics' own match */
	bool auto_approve;    /* approve = "auto" */
	int64_t every;        /* seconds between visits */
	/* pubmed, medlineplus */
	struct str query;
	/* clinicaltrials (ClinicalTrials.gov API v2 query.cond, query.intr, query.term,
	 * filter.overallStatus) */
	struct str condition, intervention, term;
	struct strs status; /* overallStatus words, e.g. RECRUITING */
	/* feed */
	struct str url;
	/* medlineplus: healthTopics (default) or healthTopicsSpanish */
	struct str db;
	struct str where; /* "feeds/x.conf:12", for messages */
};

struct topic {
	struct str title, slug;
	struct pattern *match; /* NULL: only items that a source or an editor files here */
	struct strs also;      /* titles of related pages: "(Also see …)" */
	struct str where;
};

struct service {
	struct str base_url; /* never empty after config_read: the real service is the default */
	struct str api_key;  /* pubmed only */
};

struct site {
	struct arena arena;
	struct str folder; /* -C; paths in the site are made with it */
	struct str title, base_url /* ends in "/" */, authority, email, language, timezone,
		postal_address;
	struct strs
		allow;    /* network.allow: CIDR ranges that may be fetched although refused by default */
	long at_once; /* network.at_once: transfers at the same time */
	struct service
		services[SOURCE_TYPE_COUNT];     /* by source_type; the one of SOURCE_FEED is unused */
	struct str smtp;                     /* mail.smtp */
	struct str smtp_user, smtp_password; /* mail.user, mail.password; empty: no login */
	struct source *sources;
	size_t source_count;
	struct topic *topics;
	size_t topic_count;
};

/* "pubmed", "clinicaltrials", "feed", "medlineplus": the kind's word in the configuration and the
 * store. */
const char *source_type_word(enum source_type type);
/* The configured source of this name, or NULL. */
const struct source *site_source(const struct site *site, struct str name);
/* The topic of this slug, or NULL. */
const struct topic *site_topic(const struct site *site, struct str slug);

#endif
