#include "parse/page/hand_entry.h"

#include "base/array.h"
#include "parse/page/hand_words.h"

/* An entry while it is taken apart: what is left stands from `at` to before `end`. */
struct entry_reader {
	struct arena *arena;
	const struct hand_block *block;
	struct str text;
	size_t at, end;
	struct hand_entry *out;
};

static struct str text_left(const struct entry_reader *r)
{
	return str_sub(r->text, r->at, r->end - r->at);
}

static void skip_space(struct entry_reader *r)
{
	while (r->at < r->end && is_space(r->text.p[r->at]))
		r->at++;
}

/* As one line. */
static struct str text_take(struct entry_reader *r, size_t n)
{
	struct str s = str_collapse(r->arena, str_sub(text_left(r), 0, n));
	r->at += n < r->end - r->at ? n : r->end - r->at;
	skip_space(r);
	return s;
}

static void rest_add(struct entry_reader *r, struct str s)
{
	s = str_collapse(r->arena, s);
	if (s.n)
		r->out->rest = r->out->rest.n ? STR_CAT(r->arena, r->out->rest, S(" "), s) : s;
}

static size_t line_length(struct str s)
{
	size_t n = str_find_char(s, '\n');
	return n < s.n ? n : s.n;
}

/* -- "(Also see A and B)" -- */

static void link_add(struct arena *a, struct hand_link **v, size_t *n, struct hand_link link)
{
	if (*n >= HAND_LINKS_MAX || !(link.title.n || link.url.n))
		return;
	*v = arena_grow(a, *v, *n, sizeof **v);
	(*v)[(*n)++] = link;
}

static void links_take(
	struct entry_reader *r, size_t from, size_t to, struct hand_link **v, size_t *n)
{
	for (size_t i = 0; i < r->block->span_count; i++) {
		const struct hand_span *span = &r->block->spans[i];
		struct str words = str_sub(r->text, span->from, span->to - span->from);
		if (span->style == HAND_LINK && span->from >= from && span->from < to)
			link_add(r->arena, v, n, (struct hand_link){str_collapse(r->arena, words), span->url});
	}
}

/* Without links, "and" is what separates titles in this style. */
static void names_take(struct entry_reader *r, struct str names)
{
	struct str and = S(" and ");
	names = str_collapse(r->arena, names);
	while (names.n) {
		size_t n = str_find(names, and);
		struct str title = str_trim(str_sub(names, 0, n));
		link_add(r->arena, &r->out->also, &r->out->also_count, (struct hand_link){.title = title});
		names = n < names.n ? str_sub(names, n + and.n, SIZE_MAX) : STR_NONE;
	}
}

/* The offset of the bracket that closes the one at `at`. */
static size_t bracket_close(struct str s, size_t at)
{
	size_t depth = 0;
	for (size_t i = at; i < s.n; i++) {
		depth += s.p[i] == '(';
		if (s.p[i] == ')' && !--depth)
			return i;
	}
	return s.n;
}

static void also_take(struct entry_reader *r)
{
	struct str begins = S("(also see "), s = text_left(r);
	size_t from = str_ifind(s, begins);
	if (from == STR_NOT_FOUND)
		return;
	size_t close = bracket_close(s, from);
	links_take(r, from, close, &r->out->also, &r->out->also_count);
	if (!r->out->also_count)
		names_take(r, str_sub(s, from + begins.n, close - from - begins.n));
	struct str behind = str_trim(str_sub(s, close + 1, SIZE_MAX));
	if (!str_eq(behind, S(".")))
		rest_add(r, behind);
	r->end = from;
}

/* -- The title -- */

/* Where the stretch in one of these styles ends that begins here; 0: there is none. */
static size_t styled_end(const struct hand_block *block, size_t at, unsigned styles)
{
	size_t end = 0;
	for (size_t i = 0; i < block->span_count; i++) {
		const struct hand_span *span = &block->spans[i];
		bool begins = span->from <= at && span->to > at, goes_on = end && span->from == end;
		if ((span->style & styles) && (begins || goes_on) && span->to > end)
			end = span->to;
	}
	return end;
}

static size_t styled_length(const struct entry_reader *r, unsigned styles)
{
	size_t end = styled_end(r->block, r->at, styles);
	return end > r->at && end <= r->end ? end - r->at : 0;
}

/* With the stop that stands behind the style. */
static size_t with_stop(const struct entry_reader *r, size_t n)
{
	struct str s = text_left(r);
	while (n && n < s.n && (s.p[n] == '.' || s.p[n] == '?' || s.p[n] == '!'))
		n++;
	return n;
}

/* "<b>ASSIST Trial</b>: Now Recruiting" at the end of a line. */
static size_t with_heading(const struct entry_reader *r, size_t n)
{
	struct str line = str_sub(text_left(r), 0, line_length(text_left(r)));
	enum trial_status status = TRIAL_STATUS_OTHER;
	if (str_starts(str_sub(line, n, SIZE_MAX), S(":")))
		hand_words_heading(line, &status);
	return status ? line.n : n;
}

/* Where all of it is a link, the first sentence is the title. */
static size_t title_length(const struct entry_reader *r)
{
	struct str s = text_left(r), line = str_sub(s, 0, line_length(s));
	size_t n = styled_length(r, HAND_LINK | HAND_STRONG);
	if (n == s.n && line.n == s.n)
		n = 0;
	return n ? with_heading(r, with_stop(r, n)) : hand_words_sentence(line);
}

static void title_take(struct entry_reader *r)
{
	enum trial_status status;
	r->out->title = text_take(r, title_length(r));
	hand_words_heading(r->out->title, &status);
	if (status)
		r->out->status = trial_status_word(status);
}

/* -- A trial -- */

static bool has_registry_link(const struct hand_entry *entry)
{
	for (size_t i = 0; i < entry->link_count; i++)
		if (str_ifind(entry->links[i].url, S("clinicaltrials.gov/")) != STR_NOT_FOUND)
			return true;
	return false;
}

static void lead_take(struct entry_reader *r)
{
	struct str s = text_left(r), line = str_sub(s, 0, line_length(s));
	size_t n = hand_words_lead(line);
	enum trial_status status = n ? hand_words_status(s) : TRIAL_STATUS_OTHER;
	r->out->lead = n ? text_take(r, n) : STR_NONE;
	if (status)
		r->out->status = trial_status_word(status);
}

/* Where the words begin that editors say of a trial, within the first sentence; 0: nowhere. */
static size_t find_telling(struct str s)
{
	static const struct str TELLING[] = {S(" This study "), S(" This trial "), S(" The study "),
		S(" The trial "), S(" This clinical trial "), S(" The purpose of "), S(" This research ")};
	struct str sentence = str_sub(s, 0, hand_words_sentence(s));
	size_t first = 0;
	for (size_t i = 0; i < ARRAY_COUNT(TELLING); i++) {
		size_t at = str_find(sentence, TELLING[i]);
		if (at != STR_NOT_FOUND && (!first || at < first))
			first = at;
	}
	return first;
}

/* The official title stands in a style of its own, or on its own line, or before the words that
 * begin what editors say. */
static void official_take(struct entry_reader *r)
{
	struct str s = text_left(r);
	size_t n = with_stop(r, styled_length(r, HAND_LINK | HAND_STRONG | HAND_EMPHASIS));
	if (!n)
		n = line_length(s) < s.n ? line_length(s) : find_telling(s);
	r->out->official = n ? text_take(r, n) : STR_NONE;
}

/* -- All of it -- */

static void tail_take(struct entry_reader *r)
{
	const struct hand_tail tail = hand_words_tail(r->arena, text_left(r));
	r->out->label = tail.label;
	r->out->citation = tail.citation;
	r->out->day = tail.day;
	r->end = r->at + tail.from;
}

static void links_all(struct entry_reader *r)
{
	links_take(r, r->at, r->end, &r->out->links, &r->out->link_count);
	for (size_t i = 0; i < r->out->link_count && !r->out->url.n; i++)
		r->out->url = r->out->links[i].url;
}

/* Cells are lines here. */
static struct str as_lines(struct arena *a, struct str text)
{
	char *copy = str_cstr(a, text);
	for (size_t i = 0; i < text.n; i++)
		if (copy[i] == '\t')
			copy[i] = '\n';
	return (struct str){copy, text.n};
}

void hand_entry_read(struct arena *a, const struct hand_block *block, struct hand_entry *out)
{
	*out = (struct hand_entry){0};
	struct entry_reader r = {.arena = a,
		.block = block,
		.text = as_lines(a, block->text),
		.end = block->text.n,
		.out = out};
	also_take(&r);
	links_all(&r);
	size_t line = line_length(text_left(&r));
	title_take(&r);
	bool heading = r.at >= line && r.at < r.end;
	lead_take(&r);
	if (heading && (out->status.n || has_registry_link(out)))
		official_take(&r);
	tail_take(&r);
	out->summary = text_take(&r, SIZE_MAX);
}

bool hand_entry_is(struct arena *a, const struct hand_block *block)
{
	return (hand_block_style(block, 0) & (HAND_LINK | HAND_STRONG)) ||
		hand_words_tail(a, block->text).citation.n;
}

/* -- Rows below the names of columns -- */

enum column {
	COLUMN_OTHER,
	COLUMN_TITLE,
	COLUMN_LEAD,
	COLUMN_OFFICIAL,
	COLUMN_SUMMARY,
	COLUMN_LABEL,
	COLUMN_CITATION
};

static const struct {
	struct str name;
	enum column column;
} COLUMNS[] = {
	{S("official title"), COLUMN_OFFICIAL},
	{S("title"), COLUMN_TITLE},
	{S("name"), COLUMN_TITLE},
	{S("article"), COLUMN_TITLE},
	{S("paper"), COLUMN_TITLE},
	{S("study"), COLUMN_TITLE},
	{S("trial"), COLUMN_TITLE},
	{S("link"), COLUMN_TITLE},
	{S("site"), COLUMN_TITLE},
	{S("organi"), COLUMN_TITLE},
	{S("status"), COLUMN_LEAD},
	{S("summary"), COLUMN_SUMMARY},
	{S("description"), COLUMN_SUMMARY},
	{S("about"), COLUMN_SUMMARY},
	{S("details"), COLUMN_SUMMARY},
	{S("what"), COLUMN_SUMMARY},
	{S("source"), COLUMN_LABEL},
	{S("from"), COLUMN_LABEL},
	{S("publisher"), COLUMN_LABEL},
	{S("sponsor"), COLUMN_LABEL},
	{S("where"), COLUMN_LABEL},
	{S("citation"), COLUMN_CITATION},
	{S("reference"), COLUMN_CITATION},
	{S("date"), COLUMN_CITATION},
	{S("published"), COLUMN_CITATION},
	{S("when"), COLUMN_CITATION},
	{S("journal"), COLUMN_CITATION},
};

static enum column column_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_COUNT(COLUMNS); i++)
		if (str_istarts(str_trim(name), COLUMNS[i].name))
			return COLUMNS[i].column;
	return COLUMN_OTHER;
}

static bool has_column(struct str names, enum column column)
{
	while (names.p)
		if (column_of(str_cut(&names, '\t')) == column)
			return true;
	return false;
}

static void cell_take(struct entry_reader *r, enum column column, struct str cell)
{
	struct hand_entry *out = r->out;
	struct str *const texts[] = {&out->rest, &out->title, &out->lead, &out->official, &out->summary,
		&out->label, &out->citation};
	if (column == COLUMN_OTHER || texts[column]->n)
		rest_add(r, cell);
	else
		*texts[column] = str_collapse(r->arena, cell);
}

/* A cell that says where an entry is from may say when, too: "PubMed, Sample J, 2016 Mar;12:1." */
static void label_divide(struct arena *a, struct hand_entry *out)
{
	struct hand_tail tail = hand_words_tail(a, out->label);
	if (out->citation.n || tail.from || !tail.citation.n)
		return;
	out->label = tail.label;
	out->citation = tail.citation;
	out->day = tail.day;
}

/* The status and the day that the cells say. */
static void row_conclude(struct arena *a, struct hand_entry *out)
{
	enum trial_status status;
	label_divide(a, out);
	hand_words_heading(out->title, &status);
	if (!status)
		status = hand_words_status(out->lead);
	out->status = status ? trial_status_word(status) : STR_NONE;
	if (!out->day.year)
		out->day = hand_words_day(out->citation);
}

bool hand_entry_read_row(struct arena *a, const struct hand_block *columns,
	const struct hand_block *row, struct hand_entry *out)
{
	*out = (struct hand_entry){0};
	struct entry_reader r = {
		.arena = a, .block = row, .text = row->text, .end = row->text.n, .out = out};
	also_take(&r);
	links_all(&r);
	struct str names = columns->text, cells = str_sub(row->text, 0, r.end);
	bool summaries = has_column(names, COLUMN_SUMMARY);
	while (cells.p) {
		struct str name = names.p ? str_cut(&names, '\t') : STR_NONE;
		enum column column = column_of(name);
		if (column == COLUMN_OTHER && !summaries && !out->summary.n)
			column = COLUMN_SUMMARY;
		cell_take(&r, column, str_cut(&cells, '\t'));
	}
	row_conclude(a, out);
	return out->title.n > 0;
}

/* -- Paragraphs with <br> -- */

enum { TITLE_STYLES = HAND_LINK | HAND_STRONG };

/* Whether every line says more than its first sentence. */
static bool lines_are_entries(struct str text)
{
	while (text.p) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (line.n && hand_words_sentence(line) == line.n)
			return false;
	}
	return true;
}

static bool begins_entry(const struct hand_block *block, size_t line, bool empty_lines, bool plain)
{
	if (empty_lines)
		return line > 1 && block->text.p[line - 2] == '\n';
	unsigned first = hand_block_style(block, 0) & TITLE_STYLES;
	return plain || (first && (hand_block_style(block, line) & TITLE_STYLES) == first);
}

static void piece_add(struct arena *a, struct hand_blocks *out, const struct hand_block *block,
	size_t from, size_t to)
{
	struct hand_block piece = hand_block_cut(a, block, from, to);
	if (!piece.text.n)
		return;
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = piece;
}

struct hand_blocks hand_entry_split(struct arena *a, const struct hand_block *block)
{
	struct hand_blocks out = {0};
	struct str text = block->text;
	bool empty_lines = str_find(text, S("\n\n")) != STR_NOT_FOUND;
	bool plain = !(hand_block_style(block, 0) & TITLE_STYLES) && lines_are_entries(text);
	size_t from = 0;
	for (size_t at = 1; at < text.n; at++)
		if (text.p[at - 1] == '\n' && text.p[at] != '\n' &&
			begins_entry(block, at, empty_lines, plain)) {
			piece_add(a, &out, block, from, at);
			from = at;
		}
	piece_add(a, &out, block, from, text.n);
	return out;
}
