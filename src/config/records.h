/* records: what may be configured, and the records of the site that blocks of settings become.
 * Inside config/. */
#ifndef CONFIG_RECORDS_H
#define CONFIG_RECORDS_H

#include "config/reader.h"

/* The kinds of blocks and their keys; *count says how many. In the arena. */
const struct vocabulary *records_vocabularies(struct arena *a, size_t *count);
/* The values of what the configuration leaves open. */
void records_defaults(struct site *site);
/* A site that configures no list of the digest has one a section. */
void records_lists(struct site *site);
/* When all files were read: whether the site has what it needs. */
void records_check_site(struct reader *r);
/* Adds what the block says to the site. */
void records_add(struct reader *r, const struct block *block);

#endif
