/* records: the tables of what may be configured, and the records of the site that blocks of
 * settings become. Inside config/. */
#ifndef CONFIG_RECORDS_H
#define CONFIG_RECORDS_H

#include "config/problems.h"
#include "config/syntax.h"
#include "model/site.h"

/* A record of the site that a file gave, to tell where when another one contradicts it. */
struct given {
	struct str name;
	size_t file;
	long line;
};
struct givens {
	struct given *v;
	size_t n;
};

/* A site while it is being read. */
struct reader {
	struct site *site;
	struct problems problems;
	struct givens once;  /* kinds of which there is one */
	struct givens names; /* of sources, folded */
	struct givens slugs; /* of topics */
	struct givens filed; /* slugs that sources name */
};

/* The kinds of blocks and their keys; *count says how many. In the arena. */
const struct vocabulary *records_vocabularies(struct arena *a, size_t *count);
/* What stands in a site that says nothing. */
void records_defaults(struct site *site);
/* Adds what the block says to the site. */
void records_add(struct reader *r, const struct block *block);

#endif
