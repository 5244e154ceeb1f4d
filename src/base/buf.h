/* buf: bytes that grow at their end, up to a cap.
 *
 * Adding never fails at once. What would pass the cap is not added and the buffer remembers that,
 * so a long piece of writing is checked once, at its end. The bytes are always followed by a NUL,
 * which is not counted.
 *
 *     struct buf b CLEANUP_BUF = buf_new(1 << 20);
 *     buf_addf(&b, "%d items", n);
 *     if (!buf_ok(&b))
 *         return err_set(err, "the page is too long");
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "base/str.h"

struct buf {
	char *p; /* NULL until something is added; else p[n] == 0 */
	size_t n;
	size_t size; /* bytes allocated: more than n, at most cap + 1 */
	size_t cap;
	bool overflow; /* something did not fit */
};

/* An empty buffer that holds at most `cap` bytes. It takes no memory yet. */
struct buf buf_new(size_t cap);
/* These append a text, a byte, or what printf would print. */
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vaddf(struct buf *b, const char *fmt, va_list args) PRINTF(2, 0);
/* Adds s with a backslash before each byte that is one of `special`. */
void buf_add_escaped(struct buf *b, struct str s, const char *special);
/* Adds s as HTML text or as a quoted attribute value: & < > " ' become character references. This
 * is right for XML too. */
void buf_add_html(struct buf *b, struct str s);

/* For a library that writes by itself:
 *
 *     size_t room;
 *     char *to = buf_room(&b, wanted, &room);
 *     … writes `written` <= room bytes to `to` …
 *     buf_grew(&b, written);
 */

/* Where the next bytes go. *room is how many fit: at least n, or what the cap leaves, perhaps 0. */
char *buf_room(struct buf *b, size_t n, size_t *room);
/* n bytes were written there; at most the room that buf_room gave. */
void buf_grew(struct buf *b, size_t n);

/* Whether all that was added did fit. */
bool buf_ok(const struct buf *b) MUST_USE;
/* What is in it. Valid until the buffer changes. */
struct str buf_str(const struct buf *b);
/* Empties it and forgets an overflow; keeps its memory. */
void buf_clear(struct buf *b);
/* Frees the memory. The buffer is empty, with its cap, and may be used again. */
void buf_free(struct buf *b);

#define CLEANUP_BUF __attribute__((cleanup(buf_free)))

#endif
