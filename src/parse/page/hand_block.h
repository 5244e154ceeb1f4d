/* hand_block: an HTML page as the blocks that a reader sees one below the other. Inside
 * parse/page/.
 *
 * No tree is built: the tokens of parse/html/token.h are gone through once. A list item, a row of
 * a table, a term or a description of a list of definitions, and an <article> hold what is in
 * them as lines. A table that only lays the page out (a row with headings or lists in it) holds
 * nothing: its content counts as if it stood alone. */
#ifndef PARSE_PAGE_HAND_BLOCK_H
#define PARSE_PAGE_HAND_BLOCK_H

#include "base/arena.h"

enum hand_block_kind {
	HAND_PARAGRAPH,
	HAND_HEADING, /* h1 to h6 */
	HAND_ITEM,    /* of a list, or an <article> */
	HAND_ROW,     /* of a table; cells are separated by '\t' */
	HAND_COLUMNS, /* a row of <th> alone, with the names of columns */
	HAND_TERM,
	HAND_DESCRIPTION,
	HAND_OUTSIDE, /* in <nav> or <footer> */
};

enum hand_style { HAND_LINK = 1, HAND_STRONG = 2, HAND_EMPHASIS = 4 };

/* A stretch of the text in one style: the bytes from `from` to before `to`. */
struct hand_span {
	enum hand_style style;
	size_t from, to;
	struct str url; /* of a link: as hand_link has it */
};

struct hand_block {
	enum hand_block_kind kind;
	int level;       /* of a heading: 1 to 6 */
	size_t table;    /* the number of tables that began before it */
	struct str text; /* '\n' between lines, two for an empty line; at most HAND_TEXT_MAX bytes */
	struct hand_span *spans; /* in the order in which they begin */
	size_t span_count;
};
struct hand_blocks {
	struct hand_block *v;
	size_t n;
	struct str title; /* of <title> */
	bool cut;         /* something was over a limit, and was left out */
};

/* The blocks of a page in UTF-8, none of them empty. `base` is the page's address and may be empty;
 * <base href> in the page counts more. */
struct hand_blocks hand_block_read(struct arena *a, struct str html, struct str base);

/* The styles in which the byte at this offset stands, as a sum of enum hand_style. */
unsigned hand_block_style(const struct hand_block *block, size_t at);
/* The part of a block from one byte to another, without white space at its ends. */
struct hand_block hand_block_cut(
	struct arena *a, const struct hand_block *block, size_t from, size_t to);
/* Both blocks as one item: the lines of `head` in bold, and below them `body`. */
struct hand_block hand_block_join(
	struct arena *a, const struct hand_block *head, const struct hand_block *body);
/* Whether all of it stands in this style. */
bool hand_block_is_all(const struct hand_block *block, enum hand_style style);
/* Whether it holds a link whose address is known and leads to another page. */
bool hand_block_leads(const struct hand_block *block);

#endif
