/* reader: a site while it is being read, and how settings become fields of its records. Inside
 * config/. */
#ifndef CONFIG_READER_H
#define CONFIG_READER_H

#include <stddef.h>

#include "config/value.h"
#include "model/site.h"

/* A name that a file gave to a record of the site, to tell where when another one contradicts
 * it. */
struct given {
	struct str name;
	size_t file;
	long line;
};
struct givens {
	struct given *v;
	size_t n;
};

struct reader {
	struct site *site;
	struct problems problems;
	struct str desk;      /* stands in the place of feeds/desk.conf; STR_NONE: what the file has */
	struct strs site_has; /* of what the site needs: keys that are set to something */
	struct givens once;   /* kinds of blocks of which there is one */
	struct givens names;  /* of sources, folded */
	struct givens slugs;  /* of topics */
	struct givens filed;  /* slugs that sources and lists name */
	struct givens lists;  /* of the digest */
};

/* A key of a block, and where its value goes. */
struct reader_key {
	const char *word; /* NULL ends a table */
	value_reader *read;
	size_t offset; /* of the field in the record */
	bool many;     /* takes a list */
};

/* The key of that word, or NULL. */
const struct reader_key *reader_find_key(const struct reader_key *keys, struct str word);
/* Reads the setting into its field of the record. */
void reader_take(
	struct reader *r, const struct setting *setting, const struct reader_key *key, void *record);
/* Reads all settings of the block; each is one of the keys. */
void reader_take_all(
	struct reader *r, const struct block *block, const struct reader_key *keys, void *record);
/* Whether the setting has one value, or may have many; a problem when not. */
bool reader_may_take(struct reader *r, const struct setting *setting, bool many);
/* Adds a name that the file being read gives at that line. */
void reader_note(struct reader *r, struct givens *list, struct str name, long line);
/* Whether the block sets the key to something. */
bool reader_is_set(const struct block *block, const char *key);
/* The problem that the block sets none of the keys, of which NULL ends the list. */
void reader_miss(struct reader *r, const struct block *block, const char *const *keys);
/* "feeds/x.conf:12" of a line of the file being read. */
struct str reader_where(struct reader *r, long line);

#endif
