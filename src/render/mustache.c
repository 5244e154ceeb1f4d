#include "render/mustache.h"

#include <assert.h>

#include "base/size.h"
#include "render/mustache_parse.h"

enum { MAX_DEPTH = 200, MAX_PARTIAL_DEPTH = 32, MAX_PROGRAMS = 512, INDENTED_MAX = 16 << 20 };
/* How many nodes one rendering may visit. A partial that includes itself twice, or sections nested
 * over long lists, would run nearly for ever without writing a byte. */
static const long MAX_STEPS = 5L * 1000 * 1000;

/* A template, parsed. The same partial with another indentation is another text. */
struct mustache_template {
	struct str name, indent;
	struct mustache_program program;
};

struct render {
	struct buf *out;
	const struct mustache *mustache;
	struct err *err;
	json_t *stack[MAX_DEPTH]; /* the contexts, innermost last */
	size_t depth;
	int partial_depth;
	long steps;
	struct mustache_parsed *parsed;
};

static bool render_nodes(
	struct render *r, const struct mustache_program *program, size_t from, size_t to);

static json_t *member(json_t *object, struct str name)
{
	return json_object_getn(object, name.p ? name.p : "", name.n);
}

/* The value of a dotted name, or NULL. The innermost context that has the first part decides; the
 * other parts are looked for inside that value alone. */
static json_t *lookup(const struct render *r, struct str name)
{
	assert(r->depth > 0 && r->depth <= MAX_DEPTH);
	if (str_eq(name, S(".")))
		return r->stack[r->depth - 1];
	struct str first = str_cut(&name, '.');
	json_t *value = NULL;
	for (size_t i = r->depth; i-- > 0 && !value;)
		value = member(r->stack[i], first);
	while (value && name.p)
		value = member(value, str_cut(&name, '.'));
	return value;
}

static bool is_falsey(const json_t *value)
{
	return !value || json_is_false(value) || json_is_null(value) ||
		(json_is_array(value) && json_array_size(value) == 0);
}

static void write_text(struct render *r, struct str text, bool raw)
{
	if (raw || r->mustache->mode == MUSTACHE_TEXT)
		buf_add(r->out, text);
	else
		buf_add_html(r->out, text);
}

/* Objects, lists, false and null have no text. */
static void write_value(struct render *r, const json_t *value, bool raw)
{
	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		write_text(r, (struct str){json_string_value(value), json_string_length(value)}, raw);
		break;
	case JSON_INTEGER: buf_addf(r->out, "%" JSON_INTEGER_FORMAT, json_integer_value(value)); break;
	case JSON_REAL: buf_addf(r->out, "%.15g", json_real_value(value)); break;
	case JSON_TRUE: buf_add(r->out, S("true")); break;
	default: break;
	}
}

static bool render_in(
	struct render *r, const struct mustache_program *program, size_t i, json_t *context)
{
	if (r->depth == MAX_DEPTH)
		return err_set(
			r->err, "line %ld: contexts nest deeper than %d", program->v[i].line, MAX_DEPTH);
	r->stack[r->depth++] = context;
	bool rendered = render_nodes(r, program, i + 1, program->v[i].end);
	r->depth--;
	return rendered;
}

#define WORDS "words."

static bool is_word(const struct render *r, const struct mustache_node *node)
{
	return r->mustache->word && str_starts(node->text, S(WORDS));
}

/* Renders a word, whose body are the nodes behind `i`. A "{" that is not closed stands for
 * itself. */
static bool render_word(struct render *r, const struct mustache_program *program, size_t i)
{
	const struct mustache_node *node = &program->v[i];
	struct str key = str_sub(node->text, S(WORDS).n, SIZE_MAX);
	struct str rest = r->mustache->word(r->mustache->user, key);
	bool raw = node->kind == MUSTACHE_RAW;
	if (!rest.n)
		return err_set(
			r->err, "line %ld: there is no word \"" STR_FMT "\"", node->line, STR_ARG(key));
	while (rest.n) {
		size_t open = str_find_char(rest, '{');
		struct str behind = open == STR_NOT_FOUND ? STR_NONE : str_sub(rest, open + 1, SIZE_MAX);
		size_t n = str_find_char(behind, '}');
		write_text(r, n == STR_NOT_FOUND ? rest : str_sub(rest, 0, open), raw);
		if (n == STR_NOT_FOUND)
			return true;
		rest = str_sub(behind, n + 1, SIZE_MAX);
		if (n)
			write_value(r, lookup(r, str_sub(behind, 0, n)), raw);
		else if (!render_nodes(r, program, i + 1, node->end ? node->end : i + 1))
			return false;
	}
	return true;
}

static bool render_section(struct render *r, const struct mustache_program *program, size_t i)
{
	json_t *value = lookup(r, program->v[i].text);
	if (is_falsey(value))
		return true;
	if (!json_is_array(value))
		return render_in(r, program, i, value);
	size_t index;
	json_t *element;
	json_array_foreach (value, index, element)
		if (!render_in(r, program, i, element))
			return false;
	return true;
}

/* The text of a partial with every line indented like the tag that includes it. */
static struct str indented(struct arena *a, struct str text, struct str indent)
{
	if (!indent.n || !text.n)
		return text;
	struct buf b CLEANUP_BUF = buf_new(INDENTED_MAX);
	while (text.n) {
		size_t newline = str_find_char(text, '\n');
		size_t n = newline == STR_NOT_FOUND ? text.n : newline + 1;
		buf_add(&b, indent);
		buf_add(&b, str_sub(text, 0, n));
		text = str_sub(text, n, SIZE_MAX);
	}
	return str_copy(a, buf_str(&b));
}

/* The template of this name and indentation; it is parsed first if need be. */
static bool parsed_once(struct render *r, struct str name, struct str indent, struct str text,
	struct mustache_program *out)
{
	struct mustache_parsed *parsed = r->parsed;
	if (parsed->n == MAX_PROGRAMS)
		return err_set(r->err, "more than %d partials", MAX_PROGRAMS);
	struct mustache_template made = {.name = str_copy(parsed->a, name), .indent = indent};
	if (!mustache_parse(parsed->a, indented(parsed->a, text, indent), &made.program, r->err))
		return false;
	parsed->v = arena_grow(parsed->a, parsed->v, parsed->n, sizeof made);
	parsed->v[parsed->n++] = made;
	*out = made.program;
	return true;
}

static bool is_parsed(
	const struct render *r, struct str name, struct str indent, struct mustache_program *out)
{
	const struct mustache_parsed *parsed = r->parsed;
	for (size_t i = 0; i < parsed->n; i++)
		if (str_eq(parsed->v[i].name, name) && str_eq(parsed->v[i].indent, indent)) {
			*out = parsed->v[i].program;
			return true;
		}
	return false;
}

static bool partial_find(
	struct render *r, const struct mustache_node *node, struct mustache_program *out)
{
	const struct mustache *m = r->mustache;
	if (is_parsed(r, node->text, node->indent, out))
		return true;
	struct str text = STR_NONE;
	return ((!m->partial || m->partial(m->user, node->text, &text, r->err)) &&
			   parsed_once(r, node->text, node->indent, text, out)) ||
		err_add(r->err, "partial " STR_FMT, STR_ARG(node->text));
}

static bool render_partial(struct render *r, const struct mustache_node *node)
{
	struct mustache_program program;
	if (r->partial_depth == MAX_PARTIAL_DEPTH)
		return err_set(r->err, "line %ld: partials nest deeper than %d at " STR_FMT, node->line,
			MAX_PARTIAL_DEPTH, STR_ARG(node->text));
	if (!partial_find(r, node, &program))
		return false;
	r->partial_depth++;
	bool rendered = render_nodes(r, &program, 0, program.n);
	r->partial_depth--;
	return rendered;
}

static bool render_node(struct render *r, const struct mustache_program *program, size_t i)
{
	const struct mustache_node *node = &program->v[i];
	if (is_word(r, node))
		return render_word(r, program, i);
	switch (node->kind) {
	case MUSTACHE_LITERAL: buf_add(r->out, node->text); return true;
	case MUSTACHE_VALUE:
	case MUSTACHE_RAW:
		write_value(r, lookup(r, node->text), node->kind == MUSTACHE_RAW);
		return true;
	case MUSTACHE_SECTION: return render_section(r, program, i);
	case MUSTACHE_INVERTED:
		return !is_falsey(lookup(r, node->text)) || render_nodes(r, program, i + 1, node->end);
	case MUSTACHE_PARTIAL: return render_partial(r, node);
	}
	return true;
}

static bool render_nodes(
	struct render *r, const struct mustache_program *program, size_t from, size_t to)
{
	assert(from <= to && to <= program->n);
	for (size_t i = from; i < to;) {
		const struct mustache_node *node = &program->v[i];
		assert(node->end == 0 || node->end > i); /* so that this loop moves on */
		if (++r->steps > MAX_STEPS)
			return err_set(r->err, "line %ld: the template does not come to an end", node->line);
		if (!render_node(r, program, i))
			return false;
		if (!buf_ok(r->out))
			return err_set(r->err, "line %ld: the result is longer than %s", node->line,
				size_words(r->out->cap, (char[SIZE_WORDS]){0}));
		i = node->end ? node->end : i + 1;
	}
	return true;
}

bool mustache_render(
	struct buf *out, const struct mustache *mustache, json_t *data, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mustache_parsed own = {.a = &a};
	struct render r = {.out = out,
		.mustache = mustache,
		.err = err,
		.stack = {data},
		.depth = 1,
		.parsed = mustache->parsed ? mustache->parsed : &own};
	struct mustache_program program;
	return (is_parsed(&r, mustache->name, STR_NONE, &program) ||
			   parsed_once(&r, mustache->name, STR_NONE, mustache->template, &program)) &&
		render_nodes(&r, &program, 0, program.n);
}
