#include "render/mustache_parse.h"

#include <assert.h>

enum { NAME_SHOWN = 60 }; /* bytes of a wrong tag that an error quotes */

struct parser {
	struct arena *a;
	struct str text;
	size_t at; /* everything before it is parsed */
	long line; /* of `at` */
	struct str open, close;
	struct mustache_program *program;
	size_t sections[MUSTACHE_MAX_NESTING]; /* the nodes of the open sections, innermost last */
	size_t nesting;
};

struct tag {
	char sigil;         /* 0 for {{name}} */
	struct str content; /* without the sigil and the white space around it */
	size_t start, end;  /* in the template, delimiters included */
	long line;
};

static bool malformed(long line, struct err *err, const char *what, struct str name)
{
	return err_set(
		err, "line %ld: %s \"" STR_FMT "\"", line, what, STR_ARG(str_sub(name, 0, NAME_SHOWN)));
}

static long line_at(const struct parser *p, size_t at)
{
	long line = p->line;
	for (size_t i = p->at; i < at; i++)
		line += p->text.p[i] == '\n';
	return line;
}

static void parser_advance(struct parser *p, size_t to)
{
	assert(to >= p->at && to <= p->text.n); /* lines are counted from where we are */
	p->line = line_at(p, to);
	p->at = to;
}

static struct mustache_node *node_add(
	struct parser *p, enum mustache_kind kind, struct str text, long line)
{
	struct mustache_program *program = p->program;
	program->v = arena_grow(p->a, program->v, program->n, sizeof *program->v);
	struct mustache_node *node = &program->v[program->n++];
	*node = (struct mustache_node){.kind = kind, .text = text, .line = line};
	return node;
}

static void literal_add(struct parser *p, size_t to)
{
	if (to > p->at)
		node_add(p, MUSTACHE_LITERAL, str_sub(p->text, p->at, to - p->at), p->line);
	parser_advance(p, to);
}

/* Reads the tag that opens at `start`. */
static bool tag_read(struct parser *p, size_t start, struct tag *tag, struct err *err)
{
	struct str rest = str_sub(p->text, start + p->open.n, SIZE_MAX);
	char sigil = 0;
	if (rest.n && str_find_char(S("#^/>!&={"), rest.p[0]) != STR_NOT_FOUND)
		sigil = rest.p[0];
	struct str closer = p->close;
	if (sigil == '{')
		closer = str_printf(p->a, "}" STR_FMT, STR_ARG(p->close));
	else if (sigil == '=')
		closer = str_printf(p->a, "=" STR_FMT, STR_ARG(p->close));
	struct str body = str_sub(rest, sigil ? 1 : 0, SIZE_MAX);
	size_t n = str_find(body, closer);
	if (n == STR_NOT_FOUND)
		return malformed(line_at(p, start), err, "this tag is not closed:",
			str_cut(&(struct str){p->text.p + start, p->text.n - start}, '\n'));
	*tag = (struct tag){
		.sigil = sigil,
		.content = str_trim(str_sub(body, 0, n)),
		.start = start,
		.end = (size_t)(body.p - p->text.p) + n + closer.n,
		.line = line_at(p, start),
	};
	return true;
}

/* Whether the tag writes nothing itself and stands alone on its line: then the whole line is left
 * out (Mustache: "standalone tags"), and *from and *to are the ends of the line. */
static bool tag_is_alone(const struct parser *p, const struct tag *tag, size_t *from, size_t *to)
{
	if (tag->sigil == 0 || tag->sigil == '&' || tag->sigil == '{')
		return false;
	const char *text = p->text.p;
	size_t before = tag->start, after = tag->end;
	while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t'))
		before--;
	while (after < p->text.n && (text[after] == ' ' || text[after] == '\t'))
		after++;
	if (before > 0 && text[before - 1] != '\n')
		return false;
	if (after < p->text.n && text[after] == '\r')
		after++;
	if (after < p->text.n && text[after++] != '\n')
		return false;
	*from = before;
	*to = after;
	return true;
}

static bool delimiters_set(struct parser *p, const struct tag *tag, struct err *err)
{
	struct str rest = tag->content;
	size_t n = 0;
	while (n < rest.n && !is_space(rest.p[n]))
		n++;
	struct str open = str_sub(rest, 0, n), close = str_trim(str_sub(rest, n, SIZE_MAX));
	bool fine = open.n && close.n;
	for (size_t i = 0; i < rest.n; i++)
		fine = fine && rest.p[i] != '=';
	for (size_t i = 0; i < close.n; i++)
		fine = fine && !is_space(close.p[i]);
	if (!fine)
		return malformed(tag->line, err, "these are not two delimiters:", tag->content);
	p->open = open;
	p->close = close;
	return true;
}

static bool section_open(struct parser *p, const struct tag *tag, struct err *err)
{
	if (p->nesting == MUSTACHE_MAX_NESTING)
		return malformed(tag->line, err, "sections nest too deep at", tag->content);
	p->sections[p->nesting++] = p->program->n;
	node_add(p, tag->sigil == '#' ? MUSTACHE_SECTION : MUSTACHE_INVERTED, tag->content, tag->line);
	return true;
}

static bool section_close(struct parser *p, const struct tag *tag, struct err *err)
{
	if (!p->nesting)
		return malformed(
			tag->line, err, "no section is open here that could be closed:", tag->content);
	struct mustache_node *section = &p->program->v[p->sections[p->nesting - 1]];
	assert(section->kind == MUSTACHE_SECTION || section->kind == MUSTACHE_INVERTED);
	if (!str_eq(section->text, tag->content))
		return malformed(
			tag->line, err, "this does not close the section that was opened last:", tag->content);
	section->end = p->program->n;
	p->nesting--;
	return true;
}

static bool name_is_fine(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (is_space(name.p[i]))
			return false;
	return name.n > 0;
}

static bool tag_add(struct parser *p, const struct tag *tag, struct str indent, struct err *err)
{
	if (tag->sigil == '!')
		return true;
	if (tag->sigil == '=')
		return delimiters_set(p, tag, err);
	if (!name_is_fine(tag->content))
		return malformed(tag->line, err, "this is not a name:", tag->content);
	switch (tag->sigil) {
	case '#':
	case '^': return section_open(p, tag, err);
	case '/': return section_close(p, tag, err);
	case '>': node_add(p, MUSTACHE_PARTIAL, tag->content, tag->line)->indent = indent; return true;
	default:
		node_add(p, tag->sigil ? MUSTACHE_RAW : MUSTACHE_VALUE, tag->content, tag->line);
		return true;
	}
}

/* Adds the literal up to the tag that opens at `start`, and the tag. */
static bool parse_tag(struct parser *p, size_t start, struct err *err)
{
	struct tag tag = {0};
	if (!tag_read(p, start, &tag, err))
		return false;
	size_t literal_end = start, end = tag.end;
	struct str indent = STR_NONE;
	if (tag_is_alone(p, &tag, &literal_end, &end))
		indent = str_sub(p->text, literal_end, start - literal_end);
	literal_add(p, literal_end);
	parser_advance(p, end);
	return tag_add(p, &tag, indent, err);
}

bool mustache_parse(
	struct arena *a, struct str template, struct mustache_program *out, struct err *err)
{
	*out = (struct mustache_program){0};
	struct parser p = {
		.a = a, .text = template, .line = 1, .open = S("{{"), .close = S("}}"), .program = out};
	size_t offset;
	while ((offset = str_find(str_sub(template, p.at, SIZE_MAX), p.open)) != STR_NOT_FOUND)
		if (!parse_tag(&p, p.at + offset, err))
			return false;
	literal_add(&p, template.n);
	if (!p.nesting)
		return true;
	const struct mustache_node *open = &out->v[p.sections[p.nesting - 1]];
	return malformed(open->line, err, "this section is never closed:", open->text);
}
