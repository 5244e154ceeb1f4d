/* permission: who may do what. A permission is for a kind of action, not for a page. The table in
 * permission.c says which role has which permissions. */
#ifndef DESK_PERMISSION_H
#define DESK_PERMISSION_H

#include "store/editor.h"

enum permission {
	PERMISSION_NOBODY,   /* no session is needed: login, style, health */
	PERMISSION_SEE,      /* reader: pages, own account */
	PERMISSION_DECIDE,   /* editor: approve, reject, defer, edit, merge, split, undo what one did
						  * oneself */
	PERMISSION_CHECK,    /* editor: have a source visited now */
	PERMISSION_ARRANGE,  /* editor: order the next edition of the digest, write its words, have a
						  * test of it mailed to oneself, freeze it */
	PERMISSION_WITHDRAW, /* senior: take down what readers see; undo what another did */
	PERMISSION_SEND,     /* senior: send an edition, pause and cancel that */
	PERMISSION_SOURCES,  /* admin: pause a source */
	PERMISSION_PEOPLE,   /* admin: editors and their roles */
};
enum { PERMISSION_COUNT = PERMISSION_PEOPLE + 1 };

/* Whether the role has the permission. */
bool permission_has(enum role role, enum permission permission);
/* What it permits, in words that follow "you may not": "decide on items". */
const char *permission_words(enum permission permission);

#endif
