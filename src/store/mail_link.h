/* store/mail_link: links that were mailed: whoever has one may do one thing, once, for a time.
 *
 * Of the secret in the link only a hash is kept (base/secret.h), so whoever reads the store, or a
 * backup, can do nothing with it. */
#ifndef STORE_MAIL_LINK_H
#define STORE_MAIL_LINK_H

#include "base/hash.h"
#include "store/store.h"

/* The numbers are the store's. */
enum mail_link_kind {
	MAIL_LINK_CONFIRM, /* the address is the editor's */
	MAIL_LINK_RESET,   /* the editor may set a new password */
	MAIL_LINK_INVITE,  /* whoever is invited may become an editor */
	/* The subscriber gets what they want: of this kind a link is good again and again. */
	MAIL_LINK_SUBSCRIBE,
};

struct mail_link {
	enum mail_link_kind kind;
	int64_t about;      /* the editor; the invitation; the subscriber */
	struct str address; /* where it was mailed to; empty: it was handed over, or to a
						 * subscriber, whose address nobody is to see */
	int64_t made, until;
};

/* Adds a link. Those whose time is over go. */
bool store_mail_link_add(
	struct store *s, struct str secret, const struct mail_link *link, struct err *err) MUST_USE;
/* What somebody who follows a link shows. */
struct mail_link_key {
	enum mail_link_kind kind; /* what it is to be good for */
	struct str secret;
	int64_t now;
};
/* The link; *found is false when there is none of this secret, it is good for something else, was
 * used, or its time is over. */
bool store_mail_link_find(struct store *s, struct arena *a, const struct mail_link_key *key,
	struct mail_link *out, bool *found, struct err *err) MUST_USE;
/* When the newest one was made; NO_TIME: there is none. */
bool store_mail_link_newest(struct store *s, enum mail_link_kind kind, int64_t about, int64_t *made,
	struct err *err) MUST_USE;
/* Ends all links of this kind and of whom it is about: one was used, or they are not to hold any
 * more. */
bool store_mail_link_end(struct store *s, enum mail_link_kind kind, int64_t about, struct err *err)
	MUST_USE;

#endif
