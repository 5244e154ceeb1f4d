/* buf: a growing run of bytes, born with a cap.
 *
 * Adding never fails at once: what would pass the cap is not added and the buffer remembers it, so
 * a long piece of writing is checked once, at its end. The bytes are always followed by a NUL.
 *
 *     struct buf b CLEANUP_BUF = buf_new(1 << 20);
 *     buf_addf(&b, "%d items", n);
 *     if (!buf_ok(&b)) return err_set(err, "the page is too long");
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "base/str.h"

struct buf {
	char *p;
	size_t n, size, cap;
	bool overflow;
};

/* An empty buffer that will hold at most `cap` bytes; takes no memory yet. */
struct buf buf_new(size_t cap);
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vaddf(struct buf *b, const char *fmt, va_list args) PRINTF(2, 0);
/* For a library that writes by itself: where the next bytes go. *room is how many fit: at least n,
 * or what the cap leaves (perhaps 0). */
char *buf_room(struct buf *b, size_t n, size_t *room);
/* n bytes were written there. */
void buf_grew(struct buf *b, size_t n);
/* False when something did not fit. */
bool buf_ok(const struct buf *b) MUST_USE;
/* What is in it; valid until the next change. */
struct str buf_str(const struct buf *b);
/* Empty again, keeping its memory. */
void buf_clear(struct buf *b);
void buf_free(struct buf *b);
/* HTML text or a quoted attribute value: & < > " ' become character references. Also right for XML.
 */
void buf_add_html(struct buf *b, struct str s);

#define CLEANUP_BUF __attribute__((cleanup(buf_free)))

#endif
