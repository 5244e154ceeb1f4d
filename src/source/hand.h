/* hand: a page kept by hand that somebody uploaded. */
#ifndef SOURCE_HAND_H
#define SOURCE_HAND_H

#include "reader/reader.h"

/* Takes the page apart (parse/page/hand_read.h) where feeds are read, since it is anybody's
 * document; `url` is its address, or empty. False with the reason in words for an editor
 * (ERR_SOURCE, ERR_READER), or when this machine failed (ERR_SYSTEM). */
bool hand_read_apart(struct arena *a, struct str html, struct str url, struct hand_page *out,
	struct err *err) MUST_USE;

#endif
