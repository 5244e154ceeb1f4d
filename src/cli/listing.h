/* listing: items as `queue` and `list` show them. Inside cli/. */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "cli/option.h"
#include "store/list.h"

struct listing_options {
	enum list_state state;
	enum list_order order;
	enum section section;
	struct str source; /* its name */
	struct str topic;  /* its slug */
	struct str search; /* words that all stand in the item */
	int64_t limit;     /* 0: all */
	bool json;
};
/* Which items are meant. */
#define LISTING_FILTER \
	{"section", "S", option_section, offsetof(struct listing_options, section), NULL}, \
		{"source", "NAME", option_text, offsetof(struct listing_options, source), NULL}, \
		{"topic", "SLUG", option_text, offsetof(struct listing_options, topic), NULL}, \
		{"search", "WORDS", option_line, offsetof(struct listing_options, search), NULL}, \
	{ \
		"limit", "N", option_count, offsetof(struct listing_options, limit), NULL \
	}
/* What both commands take. */
#define LISTING_OPTIONS \
	LISTING_FILTER, \
	{ \
		"json", .field = offsetof(struct listing_options, json) \
	}

/* Reads the items that the options ask for; *more: there are more than options->limit. */
bool listing_read(struct cli *cli, const struct listing_options *options, struct items *items,
	bool *more, struct err *err) MUST_USE;
/* Prints the items, likeliest first or in the order asked for; `none` when there are none. A source
 * or a topic that the site does not have is an error. */
bool listing_print(struct cli *cli, const struct listing_options *options, const char *none,
	struct err *err) MUST_USE;

#endif
