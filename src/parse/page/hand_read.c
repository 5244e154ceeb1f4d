#include "parse/page/hand_read.h"

#include "base/url.h"
#include "parse/page/hand_entry.h"
#include "parse/page/hand_outside.h"
#include "parse/page/hand_words.h"
#include "parse/page/page_text.h"

enum { HEADING_MAX = 120, REST_MAX = 500 };

struct page_reader {
	struct arena *arena;
	const struct hand_blocks *blocks;
	struct hand_page *out;
	struct hand_part *part;
	const struct hand_block *columns; /* of the rows that follow; NULL: none are named */
	bool titled;                      /* the first <h1> was seen */
	bool bold;                        /* the part began with a line in bold, no heading */
	struct str host;                  /* of the page; empty: not known */
	size_t entries;
};

/* -- Parts -- */

static void strs_keep(struct page_reader *r, struct strs *list, struct str text)
{
	if (list->n < REST_MAX)
		strs_add(r->arena, list, str_collapse(r->arena, text));
	else
		r->out->cut = S("it has too many pieces that are no entries");
}

static bool part_is_empty(const struct hand_part *part)
{
	return !part->entry_count && !part->intro.n && !part->rest.n;
}

/* A line in bold above nothing was no heading: the first one is the page's title. */
static void part_end(struct page_reader *r)
{
	struct hand_page *out = r->out;
	if (!r->bold || !part_is_empty(r->part))
		return;
	if (r->titled)
		strs_keep(r, &out->outside, r->part->title);
	else
		out->title = r->part->title;
	r->titled = true;
	r->part = &out->parts[--out->part_count - 1];
	r->bold = false;
}

static void part_begin(struct page_reader *r, struct str title)
{
	struct hand_page *out = r->out;
	part_end(r);
	if (out->part_count >= HAND_PARTS_MAX) {
		out->cut = S("it has too many headings");
		return;
	}
	out->parts = arena_grow(r->arena, out->parts, out->part_count, sizeof *out->parts);
	r->part = &out->parts[out->part_count++];
	*r->part = (struct hand_part){.title = str_collapse(r->arena, title)};
	r->bold = false;
}

static void entry_keep(struct page_reader *r, const struct hand_entry *entry)
{
	struct hand_part *part = r->part;
	if (r->entries >= HAND_ENTRIES_MAX) {
		r->out->cut = S("it has too many entries");
		return;
	}
	part->entries = arena_grow(r->arena, part->entries, part->entry_count, sizeof *part->entries);
	part->entries[part->entry_count++] = *entry;
	r->entries++;
}

static void words_take(struct page_reader *r, struct str text)
{
	struct hand_part *part = r->part;
	text = str_collapse(r->arena, text);
	if (part->entry_count || part->rest.n)
		strs_keep(r, &part->rest, text);
	else
		part->intro = part->intro.n ? STR_CAT(r->arena, part->intro, S(" "), text) : text;
}

/* Above the first heading, a list of bare links is a menu. */
static bool is_menu(const struct page_reader *r, const struct hand_block *block)
{
	return block->kind == HAND_ITEM && !r->part->title.n && hand_block_is_all(block, HAND_LINK);
}

static void entry_take(struct page_reader *r, const struct hand_block *block)
{
	struct hand_entry entry;
	if (is_menu(r, block)) {
		strs_keep(r, &r->out->outside, block->text);
		return;
	}
	hand_entry_read(r->arena, block, &entry);
	if (entry.title.n)
		entry_keep(r, &entry);
	else
		words_take(r, block->text);
}

/* -- Blocks -- */

static const struct hand_block *block_at(const struct page_reader *r, size_t i)
{
	return i < r->blocks->n ? &r->blocks->v[i] : NULL;
}

static bool is_kind(const struct hand_block *block, enum hand_block_kind kind)
{
	return block && block->kind == kind;
}

static struct str without_colon(struct str s)
{
	return str_ends(s, S(":")) ? str_sub(s, 0, s.n - 1) : s;
}

static bool has_status(struct str title)
{
	enum trial_status status;
	hand_words_heading(title, &status);
	return status;
}

/* A short line that is all in bold, and no sentence. */
static bool is_bold_heading(const struct hand_block *block)
{
	return block->text.n <= HEADING_MAX && !memchr(block->text.p, '\n', block->text.n) &&
		!str_ends(block->text, S(".")) && hand_block_is_all(block, HAND_STRONG) &&
		!hand_block_leads(block) && !has_status(block->text);
}

/* A heading that is a link is the title of an entry, whose text follows. Returns how many blocks
 * were taken. */
static size_t titled_take(struct page_reader *r, size_t at)
{
	const struct hand_block *head = block_at(r, at), *body = block_at(r, at + 1);
	const struct hand_block none = {0};
	bool has_body = is_kind(body, HAND_PARAGRAPH) && !is_bold_heading(body);
	const struct hand_block joined = hand_block_join(r->arena, head, has_body ? body : &none);
	entry_take(r, &joined);
	return 1 + has_body;
}

static size_t heading_take(struct page_reader *r, size_t at)
{
	const struct hand_block *block = block_at(r, at);
	if (block->level == 1 && !r->titled) {
		r->titled = true;
		r->out->title = str_collapse(r->arena, block->text);
		return 1;
	}
	if (hand_block_leads(block) || has_status(block->text))
		return titled_take(r, at);
	part_begin(r, without_colon(block->text));
	return 1;
}

static void piece_take(struct page_reader *r, const struct hand_block *piece, bool entry)
{
	if (is_bold_heading(piece)) {
		part_begin(r, without_colon(piece->text));
		r->bold = true;
	} else if (entry || hand_entry_is(r->arena, piece))
		entry_take(r, piece);
	else
		words_take(r, piece->text);
}

static size_t paragraph_take(struct page_reader *r, size_t at)
{
	const struct hand_block *block = block_at(r, at), *next = block_at(r, at + 1);
	if (hand_block_is_all(block, HAND_STRONG) && has_status(block->text) &&
		is_kind(next, HAND_PARAGRAPH))
		return titled_take(r, at);
	const struct hand_blocks pieces = hand_entry_split(r->arena, block);
	for (size_t i = 0; i < pieces.n; i++)
		piece_take(r, &pieces.v[i], false);
	return 1;
}

static void row_take(struct page_reader *r, const struct hand_block *row)
{
	struct hand_entry entry;
	bool one_cell = !memchr(row->text.p, '\t', row->text.n);
	if (one_cell)
		piece_take(r, row, false);
	else if (r->columns && r->columns->table == row->table &&
		hand_entry_read_row(r->arena, r->columns, row, &entry))
		entry_keep(r, &entry);
	else
		entry_take(r, row);
}

/* A term above several descriptions is a heading, and so is one above a description that has a
 * title of its own. */
static size_t term_take(struct page_reader *r, size_t at)
{
	const struct hand_block *term = block_at(r, at), *body = block_at(r, at + 1);
	bool alone = !is_kind(body, HAND_DESCRIPTION);
	bool many = !alone && is_kind(block_at(r, at + 2), HAND_DESCRIPTION);
	bool titled = !alone && hand_block_style(body, 0) & (HAND_LINK | HAND_STRONG);
	if (alone || many || (titled && !hand_block_leads(term))) {
		part_begin(r, without_colon(term->text));
		return 1;
	}
	const struct hand_block joined = hand_block_join(r->arena, term, body);
	entry_take(r, &joined);
	return 2;
}

static size_t columns_take(struct page_reader *r, const struct hand_block *block)
{
	if (memchr(block->text.p, '\t', block->text.n))
		r->columns = block;
	else
		part_begin(r, without_colon(block->text));
	return 1;
}

/* Returns how many blocks were taken. */
static size_t block_take(struct page_reader *r, size_t at)
{
	const struct hand_block *block = block_at(r, at);
	if (block->kind != HAND_HEADING && hand_outside_is(r->arena, block, r->host)) {
		strs_keep(r, &r->out->outside, block->text);
		return 1;
	}
	switch (block->kind) {
	case HAND_PARAGRAPH: return paragraph_take(r, at);
	case HAND_HEADING: return heading_take(r, at);
	case HAND_COLUMNS: return columns_take(r, block);
	case HAND_TERM: return term_take(r, at);
	case HAND_ITEM:
	case HAND_DESCRIPTION: entry_take(r, block); break;
	case HAND_ROW: row_take(r, block); break;
	case HAND_OUTSIDE: strs_keep(r, &r->out->outside, block->text); break;
	}
	return 1;
}

/* -- The page -- */

/* A part that says nothing is none: what stands before the first heading. */
static void drop_empty_first(struct hand_page *out)
{
	const struct hand_part *first = &out->parts[0];
	if (first->title.n || !part_is_empty(first))
		return;
	out->parts++;
	out->part_count--;
}

bool hand_read(struct arena *a, struct str bytes, struct str url, struct str content_type,
	struct hand_page *out, struct err *err)
{
	const struct hand_blocks blocks = hand_block_read(a, page_text(a, bytes, content_type), url);
	struct page_reader r = {.arena = a, .blocks = &blocks, .out = out};
	*out = (struct hand_page){.title = blocks.title};
	struct url page;
	if (url_parse(a, url, &page))
		r.host = page.host;
	part_begin(&r, STR_NONE);
	for (size_t i = 0; i < blocks.n;)
		i += block_take(&r, i);
	part_end(&r);
	drop_empty_first(out);
	if (blocks.cut && !out->cut.n)
		out->cut = S("some of its text is too long");
	return r.entries ||
		err_set_kind(err, ERR_USER,
			"no entries were found on this page: no list, table or "
			"paragraphs that begin with a link or in bold");
}
