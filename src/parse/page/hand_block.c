#include "parse/page/hand_block.h"

#include <assert.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/hand_page.h"
#include "parse/html/element.h"
#include "parse/html/html.h"
#include "parse/html/token.h"
#include "parse/text/reference.h"

enum { BLOCKS_MAX = 20000, OPEN_SPANS = 3, TITLE_MAX = 500 };

/* What the tag of an element does here. */
enum tag_role {
	ROLE_NONE,
	ROLE_BLOCK, /* any other block */
	ROLE_HEADING,
	ROLE_BOX,
	ROLE_CELL,
	ROLE_LIST, /* holds boxes */
	ROLE_BREAK,
	ROLE_SPAN,
	ROLE_OUTSIDE,
	ROLE_BASE,
};

static const struct tag {
	struct str name;
	enum tag_role role;
	int value; /* a level, a kind of block, a style */
} TAGS[] = {
	{S("h1"), ROLE_HEADING, 1},
	{S("h2"), ROLE_HEADING, 2},
	{S("h3"), ROLE_HEADING, 3},
	{S("h4"), ROLE_HEADING, 4},
	{S("h5"), ROLE_HEADING, 5},
	{S("h6"), ROLE_HEADING, 6},
	{S("caption"), ROLE_HEADING, 3},
	{S("li"), ROLE_BOX, HAND_ITEM},
	{S("article"), ROLE_BOX, HAND_ITEM},
	{S("tr"), ROLE_BOX, HAND_ROW},
	{S("dt"), ROLE_BOX, HAND_TERM},
	{S("dd"), ROLE_BOX, HAND_DESCRIPTION},
	{S("td"), ROLE_CELL, 0},
	{S("th"), ROLE_CELL, 1},
	{S("ul"), ROLE_LIST, 0},
	{S("ol"), ROLE_LIST, 0},
	{S("dl"), ROLE_LIST, 0},
	{S("table"), ROLE_LIST, 1},
	{S("br"), ROLE_BREAK, 0},
	{S("a"), ROLE_SPAN, HAND_LINK},
	{S("b"), ROLE_SPAN, HAND_STRONG},
	{S("strong"), ROLE_SPAN, HAND_STRONG},
	{S("i"), ROLE_SPAN, HAND_EMPHASIS},
	{S("em"), ROLE_SPAN, HAND_EMPHASIS},
	{S("cite"), ROLE_SPAN, HAND_EMPHASIS},
	{S("nav"), ROLE_OUTSIDE, 0},
	{S("footer"), ROLE_OUTSIDE, 0},
	{S("base"), ROLE_BASE, 0},
};

/* The block that is being written. */
struct block_writer {
	struct arena *arena;
	struct str base;
	struct hand_blocks out;
	struct buf text;
	struct hand_span *spans;
	size_t span_count;
	struct hand_span open[OPEN_SPANS]; /* by style; style 0: none is open */
	enum hand_block_kind kind;
	bool in_box; /* paragraphs are lines of the block */
	int level;
	size_t table;
	size_t lines; /* line ends before the next word */
	bool space, cell;
	size_t cells, header_cells; /* of a row */
	int outside;                /* elements of the kind that are open */
};

static int style_slot(enum hand_style style)
{
	return style == HAND_LINK ? 0 : style == HAND_STRONG ? 1 : 2;
}

static void span_add(struct block_writer *w, struct hand_span span)
{
	if (span.to <= span.from)
		return;
	w->out.cut |= w->span_count >= HAND_TEXT_MAX / 8;
	if (w->span_count >= HAND_TEXT_MAX / 8)
		return;
	w->spans = arena_grow(w->arena, w->spans, w->span_count, sizeof *w->spans);
	size_t i = w->span_count++;
	for (; i && w->spans[i - 1].from > span.from; i--)
		w->spans[i] = w->spans[i - 1];
	w->spans[i] = span;
}

static void span_close(struct block_writer *w, enum hand_style style)
{
	struct hand_span *open = &w->open[style_slot(style)];
	if (open->style) {
		open->to = w->text.n;
		span_add(w, *open);
	}
	*open = (struct hand_span){0};
}

/* A span begins with its first word, which the white space before it waits for. */
static void span_open(struct block_writer *w, enum hand_style style, struct str url)
{
	span_close(w, style);
	w->open[style_slot(style)] = (struct hand_span){style, SIZE_MAX, 0, url};
}

static void block_begin(struct block_writer *w, enum hand_block_kind kind, bool box)
{
	w->kind = w->outside ? HAND_OUTSIDE : kind;
	w->in_box = box && !w->outside;
	w->level = 0;
}

/* Ends the block; it is kept unless it is empty. */
static void block_end(struct block_writer *w)
{
	for (int i = 0; i < OPEN_SPANS; i++)
		if (w->open[i].style)
			span_close(w, w->open[i].style);
	bool columns = w->kind == HAND_ROW && w->header_cells && w->header_cells == w->cells;
	w->out.cut |= !buf_ok(&w->text) || w->out.n >= BLOCKS_MAX;
	if (w->text.n && w->out.n < BLOCKS_MAX) {
		w->out.v = arena_grow(w->arena, w->out.v, w->out.n, sizeof *w->out.v);
		w->out.v[w->out.n++] = (struct hand_block){columns ? HAND_COLUMNS : w->kind, w->level,
			w->table, str_copy(w->arena, buf_str(&w->text)), w->spans, w->span_count};
	}
	buf_clear(&w->text);
	w->spans = NULL;
	w->span_count = w->lines = w->cells = w->header_cells = 0;
	w->space = w->cell = false;
	block_begin(w, HAND_PARAGRAPH, false);
}

/* What stands between the last word and the next one. */
static void gap_add(struct block_writer *w)
{
	if (w->cell)
		buf_add_char(&w->text, '\t');
	for (size_t i = 0; !w->cell && w->text.n && i < w->lines && i < 2; i++)
		buf_add_char(&w->text, '\n');
	if (w->space && !w->cell && !w->lines && w->text.n)
		buf_add_char(&w->text, ' ');
	w->space = w->cell = false;
	w->lines = 0;
	for (int i = 0; i < OPEN_SPANS; i++)
		if (w->open[i].style && w->open[i].from == SIZE_MAX)
			w->open[i].from = w->text.n;
}

static void text_add(struct block_writer *w, struct str html)
{
	struct str text = utf8_clean(w->arena, reference_decode(w->arena, html));
	while (text.n) {
		struct str rest = text;
		uint32_t c = utf8_take(&rest);
		bool blank = c <= ' ' || c == 0xA0;
		w->space |= blank;
		if (!blank && c != 0xAD && c != 0x200B) {
			gap_add(w);
			buf_add(&w->text, str_sub(text, 0, text.n - rest.n));
		}
		text = rest;
	}
}

static struct str tag_attribute(struct arena *a, struct str attrs, struct str name)
{
	struct html_attr attr;
	while (html_attr_next(&attrs, &attr))
		if (str_ieq(attr.name, name)) {
			struct buf b CLEANUP_BUF = buf_new(attr.value.n * 2);
			reference_add_decoded(&b, attr.value, true);
			return str_trim(utf8_clean(a, str_copy(a, buf_str(&b))));
		}
	return STR_NONE;
}

/* A link without an address that can be asked for is a link all the same: its words count. */
static struct str link_url(struct block_writer *w, const struct html_token *token)
{
	struct str href = tag_attribute(w->arena, token->text, S("href"));
	struct str url = href.n ? url_resolve(w->arena, w->base, href) : STR_NONE;
	return url_is_web(url) && url_is_sound(w->arena, url) ? url : STR_NONE;
}

static void span_tag(struct block_writer *w, const struct html_token *token, enum hand_style style)
{
	if (token->kind == HTML_CLOSE)
		span_close(w, style);
	else if (style != HAND_LINK || tag_attribute(w->arena, token->text, S("href")).n)
		span_open(w, style, style == HAND_LINK ? link_url(w, token) : STR_NONE);
}

/* In a list item a heading is a title; a row that holds one lays the page out. */
static void heading_tag(struct block_writer *w, bool start, int level)
{
	if (w->in_box && w->kind != HAND_ROW) {
		w->lines += !w->lines;
		if (start)
			span_open(w, HAND_STRONG, STR_NONE);
		else
			span_close(w, HAND_STRONG);
		return;
	}
	block_end(w);
	if (start) {
		block_begin(w, HAND_HEADING, false);
		w->level = level;
	}
}

static void block_tag(struct block_writer *w)
{
	if (w->in_box)
		w->lines += !w->lines;
	else
		block_end(w);
}

static void outside_tag(struct block_writer *w, bool start)
{
	block_end(w);
	w->outside += start ? 1 : w->outside ? -1 : 0;
	block_begin(w, HAND_PARAGRAPH, false);
}

static void cell_tag(struct block_writer *w, bool start, bool header)
{
	if (w->kind != HAND_ROW) {
		block_tag(w);
		return;
	}
	if (start) {
		w->cell = w->cells > 0;
		w->cells++;
		w->header_cells += header;
	}
}

static void role_do(struct block_writer *w, const struct html_token *token, const struct tag *tag)
{
	bool start = token->kind == HTML_START;
	switch (tag->role) {
	case ROLE_NONE: break;
	case ROLE_BLOCK: block_tag(w); break;
	case ROLE_HEADING: heading_tag(w, start, tag->value); break;
	case ROLE_BOX:
		block_end(w);
		block_begin(w, start ? (enum hand_block_kind)tag->value : HAND_PARAGRAPH, start);
		break;
	case ROLE_CELL: cell_tag(w, start, tag->value); break;
	case ROLE_LIST:
		block_end(w);
		w->table += start && tag->value;
		break;
	case ROLE_BREAK: w->lines++; break;
	case ROLE_SPAN: span_tag(w, token, (enum hand_style)tag->value); break;
	case ROLE_OUTSIDE: outside_tag(w, start); break;
	case ROLE_BASE:
		w->base = str_or(
			url_resolve(w->arena, w->base, tag_attribute(w->arena, token->text, S("href"))),
			w->base);
		break;
	}
}

static void tag_take(struct block_writer *w, struct str *rest, const struct html_token *token)
{
	struct tag tag = {STR_NONE, ROLE_NONE, 0};
	unsigned traits = token->element ? token->element->traits : 0;
	if (traits & HTML_BLOCK)
		tag.role = ROLE_BLOCK;
	for (size_t i = 0; i < ARRAY_COUNT(TAGS); i++)
		if (str_ieq(token->name, TAGS[i].name))
			tag = TAGS[i];
	role_do(w, token, &tag);
	if (token->kind != HTML_START || !(traits & (HTML_DROP | HTML_RCDATA)))
		return;
	struct str raw = html_token_take_raw(rest, token->name);
	if (str_ieq(token->name, S("title")) && !w->out.title.n)
		w->out.title = html_to_text(w->arena, raw, TITLE_MAX);
}

struct hand_blocks hand_block_read(struct arena *a, struct str html, struct str base)
{
	struct block_writer w = {.arena = a, .base = base, .text = buf_new(HAND_TEXT_MAX)};
	struct html_token token;
	while (html_token_next(&html, &token)) {
		if (token.kind == HTML_TEXT)
			text_add(&w, token.text);
		else if (token.kind != HTML_NOTHING)
			tag_take(&w, &html, &token);
	}
	block_end(&w);
	buf_free(&w.text);
	return w.out;
}

unsigned hand_block_style(const struct hand_block *block, size_t at)
{
	unsigned style = 0;
	for (size_t i = 0; i < block->span_count; i++)
		if (block->spans[i].from <= at && at < block->spans[i].to)
			style |= block->spans[i].style;
	return style;
}

struct hand_block hand_block_cut(
	struct arena *a, const struct hand_block *block, size_t from, size_t to)
{
	assert(from <= to && to <= block->text.n);
	struct hand_block out = {.kind = block->kind, .level = block->level};
	while (from < to && is_space(block->text.p[from]))
		from++;
	out.text = str_trim(str_sub(block->text, from, to - from));
	to = from + out.text.n;
	for (size_t i = 0; i < block->span_count; i++) {
		struct hand_span span = block->spans[i];
		span.from = span.from < from ? from : span.from;
		span.to = span.to > to ? to : span.to;
		if (span.from >= span.to)
			continue;
		span.from -= from;
		span.to -= from;
		out.spans = arena_grow(a, out.spans, out.span_count, sizeof *out.spans);
		out.spans[out.span_count++] = span;
	}
	return out;
}

struct hand_block hand_block_join(
	struct arena *a, const struct hand_block *head, const struct hand_block *body)
{
	struct hand_block out = {.kind = HAND_ITEM};
	out.text = body->text.n ? STR_CAT(a, head->text, S("\n"), body->text) : head->text;
	out.spans = arena_array(a, 1 + head->span_count + body->span_count, sizeof *out.spans);
	out.spans[out.span_count++] = (struct hand_span){HAND_STRONG, 0, head->text.n, STR_NONE};
	for (size_t i = 0; i < head->span_count; i++)
		out.spans[out.span_count++] = head->spans[i];
	for (size_t i = 0; i < body->span_count; i++) {
		struct hand_span span = body->spans[i];
		span.from += head->text.n + 1;
		span.to += head->text.n + 1;
		out.spans[out.span_count++] = span;
	}
	return out;
}

bool hand_block_is_all(const struct hand_block *block, enum hand_style style)
{
	size_t reached = 0;
	for (size_t i = 0; i < block->span_count; i++) {
		const struct hand_span *span = &block->spans[i];
		bool near = span->from <= reached ||
			(span->from <= reached + 2 &&
				!str_trim(str_sub(block->text, reached, span->from - reached)).n);
		if (span->style == style && near && span->to > reached)
			reached = span->to;
	}
	struct str behind = str_trim(str_sub(block->text, reached, SIZE_MAX));
	return block->text.n && (!behind.n || str_eq(behind, S(":")));
}

bool hand_block_leads(const struct hand_block *block)
{
	for (size_t i = 0; i < block->span_count; i++)
		if (block->spans[i].url.n && str_find_char(block->spans[i].url, '#') == STR_NOT_FOUND)
			return true;
	return false;
}
