/* site: the configuration, as the .conf files of feeds/ give it.
 *
 * config/ fills it, everybody reads it, nobody changes it but item/topics.h. All strings and arrays
 * belong to its arena. An empty string means that the setting was not given. */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include "model/mail_list.h"
#include "model/part.h"
#include "model/source.h"
#include "model/words.h"

struct topic {
	struct str title;
	struct str slug;       /* its name in addresses, file names and the store */
	struct strs was;       /* slugs that it had before, which the store remembers (item/topics.h) */
	struct pattern *match; /* NULL: only items that a source or an editor files here */
	struct strs also;      /* titles of related pages: "(Also see …)" */
	struct page_parts parts; /* of its page (item/arrange.h); none: the usual ones */
	struct str where;        /* "feeds/x.conf:12", for messages */
};

/* What `service "pubmed" { … }` may change. */
struct service {
	struct str base_url; /* never empty after config_read when its kind has a service */
	struct str api_key;  /* sent to PubMed alone */
};

/* How the digest is handed over. */
struct mail_settings {
	struct str bounces;     /* mail.bounces: who is told of failures; empty: the site's address */
	long per_second;        /* mail.per_second: messages, at most; 0: no limit */
	long per_hour;          /* mail.per_hour; 0: no limit */
	struct str bounce_mail; /* mail.bounce_mail: where such reports arrive (mail/inbox.h) */
	struct str bounce_password; /* mail.bounce_password: of an IMAP server */
	struct str ca;  /* mail.ca: a file of certificates that are trusted as well; empty: none */
	struct str key; /* mail.key: the file with the key of the subscribers; empty: subscribers.key.
					 * Both as configured: site_path */
	bool ask;       /* mail.after_crash = "editor": a copy that may have arrived is not sent
					 * again by itself */
};

/* Where a key of the block `site` is set. */
struct site_place {
	struct str key, where; /* "title", "feeds/site.conf:3" */
};

struct site {
	struct arena arena;
	struct site_place *places;
	size_t place_count;
	struct str folder;    /* of the site (-C); the paths of its files begin with it */
	struct str title;     /* for readers */
	struct str base_url;  /* where out/ is served; ends in "/" */
	struct str authority; /* of our tag: URIs (RFC 4151) */
	struct str email;     /* the contact given to services, and From of the digest */
	struct str language;  /* BCP 47 */
	struct words words;   /* for readers, in that language */
	struct str timezone;  /* a name of the tz database */
	struct str postal_address;
	/* What pages and feeds say of the organisation. */
	struct str description; /* what the site is, in a sentence or two */
	struct str disclaimer;  /* what readers are told at the end of every page */
	struct str logo, icon;  /* names of image files in SITE/templates */
	struct str privacy_url, donate_url;
	struct str store;  /* site.store: where PostgreSQL has it; empty: tidings.db */
	bool gzip;         /* a compressed twin of each text file of out/ */
	struct strs allow; /* network.allow: CIDR ranges to fetch from, though refused by default */
	long at_once;      /* network.at_once: transfers at the same time */
	bool learn;        /* site.learn: the order of the queue is learned from decisions */
	bool links;        /* network.links: the addresses that readers are sent to are looked at */
	bool websub;       /* network.websub: hubs are asked to tell of changes of feeds (WebSub) */
	bool pauses;       /* network.pauses: also between requests to servers on this machine */
	struct service services[SOURCE_KIND_COUNT];
	struct str door_url;   /* door.url: of the one before /search, /hub, /websub/; ends in "/" */
	struct str desk_url;   /* desk.url: of the web server before the desk; ends in "/" */
	struct strs hub_urls;  /* hub.urls: hubs elsewhere that are told what changed (WebSub) */
	bool hub_own;          /* hub.own: the site is a hub itself */
	struct strs hub_allow; /* hub.allow: as network.allow, of the callbacks that strangers name */
	struct str smtp;       /* mail.smtp; empty: not given (site_smtp) */
	struct str smtp_user, smtp_password; /* mail.user, mail.password; empty: no login */
	struct mail_settings mail;
	struct mail_list *lists; /* of the digest; config_read gives each section one if none is set */
	size_t list_count;
	struct source *sources;
	size_t source_count;
	/* The program's own sources, each at the place of its kind; other places are empty. */
	struct source built_in[SOURCE_KIND_COUNT];
	struct topic *topics;
	size_t topic_count;
};

/* Where the site's own hub answers: at /hub behind door_url, else behind desk_url. STR_NONE when it
 * is none, or has no such address. */
struct str site_own_hub(struct arena *a, const struct site *site);
/* What stands before "websub/" in the callbacks by which hubs of feeds tell this site what changed.
 * STR_NONE when no hub is to, or the site has no such address. */
struct str site_callbacks(const struct site *site);
/* The hubs that feeds name: the own one first. */
struct strs site_hubs(struct arena *a, const struct site *site);

/* Whether a mail server is configured; without one no mail goes to editors. */
bool site_mails(const struct site *site);
/* Whether readers can sign up for the digest: there are lists, a mail server, and an address at
 * which they reach the pages on which they confirm and leave (door.url). */
bool site_signs_up(const struct site *site);
/* A path of the configuration, from the site's folder on unless it is absolute; in the arena. */
struct str site_path(struct arena *a, const struct site *site, struct str path);
/* The mail server: the configured one, or that of this machine. */
struct str site_smtp(const struct site *site);
/* Where the key of the block `site` is set: "feeds/site.conf:3"; STR_NONE: nowhere. */
struct str site_place(const struct site *site, struct str key);
/* What tells the names of sources apart: case, accents and white space do not. Two sources of one
 * site with one key are an error of the configuration. */
struct str site_name_key(struct arena *a, struct str name);
/* The list of this slug, or NULL. */
const struct mail_list *site_list(const struct site *site, struct str slug);
/* The same, and for one that is not configured any more, which still has its editions and its
 * subscribers, a list with this name and nothing else. */
struct mail_list site_list_once(const struct site *site, struct str slug);
/* The configured source of this name, or the program's own one; else NULL. */
const struct source *site_source(const struct site *site, struct str name);
/* The topic of this slug, or NULL. */
const struct topic *site_topic(const struct site *site, struct str slug);
/* The topic of this title, in any case of its letters; or NULL. */
const struct topic *site_topic_titled(const struct site *site, struct str title);
/* The topic that has this slug, or had it; NULL when there is none. */
const struct topic *site_topic_now(const struct site *site, struct str slug);
/* Whether one of the slugs is the topic's, or was. */
bool site_topic_is_among(const struct topic *topic, struct strs slugs);
/* Whether requests to a host, as url_parse gives it, are apart by the pause that is polite. They
 * are, unless it is this machine by its address or as localhost (RFC 6761 section 6.3) and the site
 * wants no pauses there. */
bool site_pauses_at(const struct site *site, struct str host);

#endif
