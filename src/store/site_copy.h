/* store/site_copy: the whole store of a site at another place, of whatever engine.
 *
 * What is copied is the store as it is at one moment: nobody else has it open (ERR_USER when
 * somebody has), and who comes meanwhile waits, or is told. It stays as it is. The copy appears
 * whole or not at all, so one that was cut off is simply done again. */
#ifndef STORE_SITE_COPY_H
#define STORE_SITE_COPY_H

#include "store/store.h"

struct catalog_words;
/* The words by which an item of the store is found (store/catalog.h): catalog_words_of. */
typedef bool site_words(
	struct store *s, struct arena *a, int64_t item, struct catalog_words *out, struct err *err);

struct site_copied {
	struct str from, to; /* how messages call the two places: without a password */
	struct str next;     /* how a site is told that its store is at the second */
	size_t tables;
	int64_t rows;      /* that were read again from both sides, and are the same in every column */
	long decisions;    /* that hang in their chain in the copy (store/chain.h) */
	size_t breaks;     /* those that do not, here as there */
	site_words *words; /* as they were given */
	int64_t docs;      /* items that editors find by them */
};
/* Places are what store_open takes. At `to` there is no store yet: no file, or a database without
 * one. An index of words cannot be read back, so `words` says those of every item that editors find
 * at `from`; NULL: they are left to the catalogue. Errors (ERR_USER) when there is a store; when
 * `from` has the schema of another version of the program; when `to` lies in the folder of another
 * site, or of one whose out/ shows more than `from` knows. ERR_STORE when a row is not the same in
 * the copy, which then is dropped. */
bool store_copy_site(const char *from, const char *to, site_words *words, struct arena *a,
	struct site_copied *out, struct err *err) MUST_USE;

#endif
