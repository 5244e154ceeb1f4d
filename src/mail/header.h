/* header: the fields of a message's header, as text (RFC 5322 section 2.2). What may come from
 * outside becomes one line of ASCII here, whatever it holds. */
#ifndef MAIL_HEADER_H
#define MAIL_HEADER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Turns the address of a mailbox into the form that SMTP carries: see message_address
 * (mail/message.h). *domain is a part of *address. */
bool header_address(struct arena *a, struct str text, struct str *address, struct str *domain,
	struct err *err) MUST_USE;
/* Whether a URI can stand in angle brackets (RFC 2369 section 2): ASCII without spaces, quotes,
 * angle brackets and control characters. False: ERR_USER. */
bool header_check_uri(struct arena *a, struct str uri, struct err *err) MUST_USE;
/* dot-atom-text of at most 64 bytes, as it stands before the "@". */
bool header_is_local_part(struct str s);
/* Letters, digits and "-", with dots between. */
bool header_is_domain(struct str s);

/* Any text: as it is, or as encoded words (RFC 2047); in the arena. */
struct str header_words(struct arena *a, struct str text);
/* "name" <address>: a phrase (RFC 5322 section 3.2.5), which may be empty and is any text, and what
 * it names; in the arena. */
struct str header_named(struct arena *a, struct str name, struct str address);
/* A moment in UTC (RFC 5322 section 3.3); in the arena. */
struct str header_date(struct arena *a, int64_t date);
/* Hexadecimal digits made from the fields in their order; in the arena. */
enum { HEADER_HASH_DIGITS = 16 };
struct str header_hash(struct arena *a, const struct str *fields, size_t n);

/* Adds what follows "name:", folded at spaces into lines of at most 78 characters where it can be
 * (RFC 5322 section 2.2.3), with the line end after each. */
void header_add(struct buf *out, const char *name, struct str value, const char *line_end);

#endif
