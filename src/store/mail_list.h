/* store/mail_list: the numbers under which the store keeps what readers subscribe to. A list that
 * the configuration has no more keeps its number, its editions and its subscribers. */
#ifndef STORE_MAIL_LIST_H
#define STORE_MAIL_LIST_H

#include "base/strs.h"
#include "store/store.h"

/* Gives the list of this slug a number, unless it has one. */
bool store_mail_list_put(struct store *s, struct str slug, struct err *err) MUST_USE;
/* The slugs of all that have a number. */
bool store_mail_list_all(struct store *s, struct arena *a, struct strs *slugs, struct err *err)
	MUST_USE;
/* The number of the list whose slug is the parameter, in a statement; private to store/. */
#define MAIL_LIST(slug) "(SELECT id FROM mail_list WHERE slug = " slug ")"

/* That number, and those of lists that ended where it goes on (store/subscription_move.h): what
 * their editions held is not new in its own. Private to store/. */
#define MAIL_LIST_ALL(slug) \
	"(SELECT id FROM mail_list WHERE slug = " slug \
	" UNION SELECT was FROM mail_list_before WHERE " \
	"list = " MAIL_LIST(slug) ")"
/* Whether readers of the list were told by this edition, or are to be: of a correction, when it is
 * sent and that was not cancelled. Private to store/. */
#define EDITION_TELLS(edition) \
	"(" edition \
	".about IS NULL OR EXISTS (SELECT 1 FROM mailing AS sent WHERE sent.edition = " edition \
	".id AND sent.state <> 2)) " /* MAILING_CANCELLED */

#endif
