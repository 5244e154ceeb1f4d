/* store/page: which files of out/items publications of this store wrote. Only those are its own to
 * remove. */
#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include "store/store.h"

/* The names in byte order, without the folder. */
bool store_page_list(struct store *s, struct arena *a, struct strs *names, struct err *err)
	MUST_USE;
/* Whether the page is among them. */
bool store_page_has(struct store *s, struct str name, bool *has, struct err *err) MUST_USE;
/* Whether a restore found this file in out/, unknown to the backup, and reserved its name: a
 * page, an edition, an archive of a feed, "items/12.html". */
bool store_page_reserved(struct store *s, struct str path, bool *reserved, struct err *err)
	MUST_USE;
/* Notes pages that are about to be written; one transaction, none when all are noted. */
bool store_page_add(struct store *s, struct strs names, struct err *err) MUST_USE;
/* The page was removed. */
bool store_page_remove(struct store *s, struct str name, struct err *err) MUST_USE;

#endif
