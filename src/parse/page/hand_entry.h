/* hand_entry: one entry of a hand-kept page, taken apart (house style, forms A and B). Inside
 * parse/page/. */
#ifndef PARSE_PAGE_HAND_ENTRY_H
#define PARSE_PAGE_HAND_ENTRY_H

#include "model/hand_page.h"
#include "parse/page/hand_block.h"

/* Takes the block apart. The title is what stands first in the style of a link or in bold, or else
 * the first line or sentence; then come a status line, the official title of a trial, the
 * sentence, where it is from, and "(Also see …)". What is left goes into out->rest. */
void hand_entry_read(struct arena *a, const struct hand_block *block, struct hand_entry *out);

/* Whether the block looks like an entry: it begins with a link or in bold, or says at its end where
 * it is from. */
bool hand_entry_is(struct arena *a, const struct hand_block *block);

/* A row below the names of columns: each cell is what its column is called; of a name that is not
 * known, the first is the sentence when no other column is. False when no column is one of
 * titles. */
bool hand_entry_read_row(struct arena *a, const struct hand_block *columns,
	const struct hand_block *row, struct hand_entry *out);

/* The entries of a paragraph whose lines end in <br>: cut at empty lines, or else before each line
 * that begins in the style in which the first one begins. */
struct hand_blocks hand_entry_split(struct arena *a, const struct hand_block *block);

#endif
