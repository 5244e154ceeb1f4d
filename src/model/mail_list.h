/* mail_list: what readers subscribe to: the digest of some sections and topics, at a cadence. */
#ifndef MODEL_MAIL_LIST_H
#define MODEL_MAIL_LIST_H

#include "base/strs.h"
#include "model/section.h"

/* How often an edition is meant to come. */
enum cadence { CADENCE_DEMAND, CADENCE_WEEKLY, CADENCE_MONTHLY };
enum { CADENCES = CADENCE_MONTHLY + 1 };
/* The words of the configuration: "demand", "weekly", "monthly". */
const char *mail_list_cadence_word(enum cadence cadence);

/* A listmonk in which each edition becomes a campaign. */
struct listmonk {
	struct str url; /* where it answers; ends in "/"; empty: there is none */
	long list;      /* the number of its list */
	struct str user, token;
};

struct mail_list {
	struct str slug;              /* its name in files, links and the store */
	struct str title;             /* for readers; empty: the name of its one section */
	bool sections[SECTION_COUNT]; /* whose items it holds */
	struct strs topics;           /* slugs of those whose items it holds; none: all */
	enum cadence cadence;
	struct str address; /* of a mailing list elsewhere that gets each edition; empty: of none */
	struct listmonk listmonk;
	struct str where; /* "feeds/site.conf:12", for messages; empty: nobody configured it */
};

/* The weekly list of one section, as sites have them that configure none. */
struct mail_list mail_list_of(enum section section);
/* The list's section when it has just one, else SECTION_NONE. */
enum section mail_list_section(const struct mail_list *list);
/* The sections as bits of a number: 1 << enum section. */
int64_t mail_list_mask(const struct mail_list *list);

#endif
