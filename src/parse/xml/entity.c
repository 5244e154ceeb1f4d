#include "parse/xml/entity.h"

#include <assert.h>

#include "base/utf8.h"
#include "parse/text/reference.h"
#include "parse/xml/token.h"

/* Takes white space and a name off *s. */
static struct str take_name(struct str *s)
{
	*s = str_trim(*s);
	struct str name = xml_token_name(*s);
	*s = str_sub(*s, name.n, SIZE_MAX);
	return name;
}

void xml_entities_declare(struct xml_entities *entities, struct str s)
{
	struct xml_entity e = {.name = take_name(&s)};
	s = str_trim(s);
	if (!e.name.n || entities->n == XML_MAX_ENTITIES)
		return;
	if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
		struct str value = str_sub(s, 1, SIZE_MAX);
		size_t n = str_find_char(value, s.p[0]);
		if (n <= XML_ENTITY_MAX_TEXT)
			e.value = n ? str_sub(value, 0, n) : S("");
	}
	assert(entities->n < XML_MAX_ENTITIES);
	entities->v[entities->n++] = e;
}

/* The value with its numeric references replaced: that is done when an entity is declared, before
 * all else (XML 1.0 section 4.4). */
static void add_included(struct buf *b, struct str value)
{
	size_t at;
	while ((at = str_find_char(value, '&')) != STR_NOT_FOUND) {
		uint32_t code;
		buf_add(b, str_sub(value, 0, at));
		value = str_sub(value, at, SIZE_MAX);
		size_t n = reference_read_numeric(value, &code);
		if (n)
			utf8_add(b, reference_numeric_code(code));
		else
			buf_add_char(b, '&');
		value = str_sub(value, n ? n : 1, SIZE_MAX);
	}
	buf_add(b, value);
}

static struct str text_of(struct xml_entities *entities, struct xml_entity *e);

static struct xml_entity *find_entity(struct xml_entities *entities, struct str name)
{
	for (size_t i = 0; i < entities->n; i++)
		if (str_eq(entities->v[i].name, name))
			return &entities->v[i];
	return NULL;
}

/* The name of the reference at the front of s ("&name;"); empty when there is none. */
static struct str reference_name(struct str s)
{
	struct str name = xml_token_name(str_sub(s, 1, SIZE_MAX));
	return str_starts(str_sub(s, 1 + name.n, SIZE_MAX), S(";")) ? name : STR_NONE;
}

/* Appends `included` with its references replaced by text. False when one of them must not be
 * used, or when it is too long. */
static bool add_text(struct xml_entities *entities, struct buf *b, struct str included)
{
	while (included.n) {
		size_t next = str_find_char(str_sub(included, 1, SIZE_MAX), '&');
		struct str piece = str_sub(included, 0, next == STR_NOT_FOUND ? next : next + 1), text,
				   name = piece.p[0] == '&' ? reference_name(piece) : STR_NONE;
		struct xml_entity *own = name.n ? find_entity(entities, name) : NULL;
		if (own && !(text = text_of(entities, own)).p)
			return false;
		if (own)
			buf_add(b, text);
		reference_add_decoded(b, str_sub(piece, own ? name.n + 2 : 0, SIZE_MAX), false);
		included = str_sub(included, piece.n, SIZE_MAX);
	}
	return buf_ok(b);
}

/* Finds the text of an entity whose value nobody has looked at yet. */
static void resolve_entity(struct xml_entities *entities, struct xml_entity *e)
{
	struct buf included CLEANUP_BUF = buf_new(XML_ENTITY_MAX_TEXT),
						text CLEANUP_BUF = buf_new(XML_ENTITY_MAX_TEXT);
	assert(e->state == ENTITY_DECLARED);
	e->state = ENTITY_OPEN;
	add_included(&included, e->value);
	bool usable = e->value.p && buf_ok(&included) &&
		add_text(entities, &text, buf_str(&included)) && e->state == ENTITY_OPEN;
	if (!entities->texts.cap)
		entities->texts = buf_new(XML_MAX_ENTITIES * XML_ENTITY_MAX_TEXT);
	e->state = usable ? ENTITY_TEXT : ENTITY_REFUSED;
	e->text_at = entities->texts.n;
	e->text_n = usable ? text.n : 0;
	buf_add(&entities->texts, usable ? buf_str(&text) : STR_NONE);
	assert(buf_ok(&entities->texts));
}

/* The entity's text; p is NULL when it must not be used. Entities stand in one another at most as
 * deep as there are entities, because one that is open is refused. */
static struct str text_of(struct xml_entities *entities, struct xml_entity *e)
{
	if (e->state == ENTITY_OPEN)
		e->state = ENTITY_REFUSED;
	if (e->state == ENTITY_DECLARED)
		resolve_entity(entities, e);
	if (e->state == ENTITY_REFUSED)
		return STR_NONE;
	return e->text_n ? str_sub(buf_str(&entities->texts), e->text_at, e->text_n) : S("");
}

bool xml_entities_find(struct xml_entities *entities, struct str name, struct str *text)
{
	struct xml_entity *e = find_entity(entities, name);
	if (e)
		*text = text_of(entities, e);
	return e;
}

void xml_entities_free(struct xml_entities *entities)
{
	buf_free(&entities->texts);
}
