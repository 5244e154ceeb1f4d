/* site: the configuration, as the .conf files of feeds/ give it. Filled by config/, read by
 * everybody, changed by nobody. All strings and arrays belong to the site's arena. Empty string:
 * not set. */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include "model/source.h"

struct topic {
	struct str title, slug;
	struct pattern *match; /* NULL: only items that a source or an editor files here */
	struct strs also;      /* titles of related pages: "(Also see …)" */
	struct str where;
};

/* What `service "pubmed" { … }` may change. */
struct service {
	struct str base_url; /* never empty after config_read when its kind has a service */
	struct str api_key;  /* sent by pubmed alone */
};

struct site {
	struct arena arena;
	struct str folder;    /* -C; paths in the site are made with it */
	struct str title;     /* of the site, for readers */
	struct str base_url;  /* where out/ is served; ends in "/" */
	struct str authority; /* of our tag: URIs (RFC 4151) */
	struct str email;     /* contact given to services; From of the digest */
	struct str language;  /* BCP 47 */
	struct str timezone;  /* of the tz database */
	struct str postal_address;
	struct strs
		allow;    /* network.allow: CIDR ranges that may be fetched although refused by default */
	long at_once; /* network.at_once: transfers at the same time */
	struct service services[SOURCE_TYPE_COUNT];
	struct str smtp;                     /* mail.smtp */
	struct str smtp_user, smtp_password; /* mail.user, mail.password; empty: no login */
	struct source *sources;
	size_t source_count;
	struct topic *topics;
	size_t topic_count;
};

/* The configured source of this name, or NULL. */
const struct source *site_source(const struct site *site, struct str name);
/* The topic of this slug, or NULL. */
const struct topic *site_topic(const struct site *site, struct str slug);

#endif
