#include <assert.h>
#include <libxml/parser.h>
#include <limits.h>
#include <strings.h>

#include "parse/text/reference.h"
#include "parse/xml/xml.h"
#include "parse/xml/repair.h"
#include "parse/xml/token.h"

/* The elements of feeds, and of sets of records, that hold all others, from the inside out. One
 * that begins ends the open elements that cannot hold it, whichever end tags are missing. An end
 * tag inside one never ends anything outside it. */
enum rank { RANK_NONE, RANK_ENTRY, RANK_CHANNEL, RANK_ROOT };
static const struct {
	const char *name;
	enum rank rank;
	const char *root; /* only in documents with this root; NULL: in all */
} RANKS[] = {
	{"item", RANK_ENTRY, NULL},
	{"entry", RANK_ENTRY, NULL},
	{"channel", RANK_CHANNEL, NULL},
	{"rss", RANK_ROOT, NULL},
	{"feed", RANK_ROOT, NULL},
	{"rdf", RANK_ROOT, NULL},
	{"PubmedArticle", RANK_ENTRY, "PubmedArticleSet"},
	{"PubmedBookArticle", RANK_ENTRY, "PubmedArticleSet"},
	{"document", RANK_ENTRY, "nlmSearchResult"},
};

/* The elements of entries and channels. Most hold only text and so end where another one begins. */
static const struct {
	const char *name;
	bool text_only;
} FIELDS[] = {
	{"title", true},
	{"link", true},
	{"description", true},
	{"summary", true},
	{"encoded", true},
	{"guid", true},
	{"id", true},
	{"identifier", true},
	{"pubdate", true},
	{"date", true},
	{"published", true},
	{"updated", true},
	{"issued", true},
	{"modified", true},
	{"created", true},
	{"lastbuilddate", true},
	{"category", true},
	{"subject", true},
	{"creator", true},
	{"comments", true},
	{"language", true},
	{"copyright", true},
	{"rights", true},
	{"generator", true},
	{"docs", true},
	{"ttl", true},
	{"managingeditor", true},
	{"webmaster", true},
	{"duration", true},
	{"explicit", true},
	{"subtitle", true},
	{"author", true},
	{"contributor", true},
	{"enclosure", true},
	{"content", false},
	{"source", false},
	{"image", false},
};

/* Elements of HTML that have no end tag. */
static const char *const VOIDS[] = {"br", "hr", "img", "input", "wbr"};

/* An element. Its names stand in the dictionary of the reader: equal names have equal addresses. */
struct element {
	const char *written; /* the name with its prefix */
	const char *prefix, *name, *ns;
	enum rank rank;
	bool is_field, text_only; /* of FIELDS */
	size_t bindings;          /* how many namespaces were declared outside it */
};

struct lenient_reader {
	const struct xml_handler *handler;
	void *user;
	xmlDictPtr names;
	struct element open[XML_MAX_DEPTH]; /* the innermost last */
	size_t depth;
	struct xml_attr bindings[XML_MAX_NAMESPACES]; /* declared namespaces: prefix and ns are set */
	size_t binding_count;
	/* of the token that is read */
	struct arena values;
	struct xml_attr attrs[XML_MAX_ATTRS];
	size_t attr_count;
	struct str rest;   /* what stands behind it */
	size_t look_ahead; /* how many more bytes may be looked at twice */
	bool root_ended;
};

static void dict_free(xmlDictPtr *dict)
{
	if (*dict)
		xmlDictFree(*dict);
}

/* The C string in the dictionary that equals s. */
static const char *intern_name(struct lenient_reader *l, struct str s)
{
	const xmlChar *name =
		s.n && s.n < INT_MAX ? xmlDictLookup(l->names, (const xmlChar *)s.p, (int)s.n) : NULL;
	return name ? (const char *)name : "";
}

static const char *ns_of(const struct lenient_reader *l, const char *prefix)
{
	for (size_t i = l->binding_count; i; i--)
		if (strcmp(l->bindings[i - 1].prefix, prefix) == 0)
			return l->bindings[i - 1].ns;
	return strcmp(prefix, "xml") == 0 ? "http://www.w3.org/XML/1998/namespace" : "";
}

/* Splits "dc:creator" into prefix and name. */
static void split_name(
	struct lenient_reader *l, struct str written, const char **prefix, const char **name)
{
	size_t colon = str_find_char(written, ':');
	bool prefixed = colon != STR_NOT_FOUND && colon > 0 && colon + 1 < written.n;
	*prefix = prefixed ? intern_name(l, str_sub(written, 0, colon)) : "";
	*name = intern_name(l, prefixed ? str_sub(written, colon + 1, SIZE_MAX) : written);
}

static void declare_namespace(struct lenient_reader *l, const char *prefix, struct str uri)
{
	assert(l->binding_count <= XML_MAX_NAMESPACES);
	if (l->binding_count < XML_MAX_NAMESPACES)
		l->bindings[l->binding_count++] = (struct xml_attr){
			.prefix = prefix, .ns = intern_name(l, uri), .name = ""};
}

/* Reads the attributes of a tag. Those that declare namespaces come into force. */
static void read_attrs(struct lenient_reader *l, struct str attrs)
{
	struct xml_token_attr attr;
	l->attr_count = 0;
	while (l->attr_count < XML_MAX_ATTRS && xml_token_next_attr(&attrs, &attr)) {
		struct xml_attr *slot = &l->attrs[l->attr_count];
		*slot = (struct xml_attr){.ns = "", .value = reference_decode(&l->values, attr.value)};
		split_name(l, attr.name, &slot->prefix, &slot->name);
		if (strcmp(slot->prefix, "xmlns") == 0)
			declare_namespace(l, slot->name, slot->value);
		else if (!slot->prefix[0] && strcmp(slot->name, "xmlns") == 0)
			declare_namespace(l, "", slot->value);
		else
			l->attr_count++;
	}
	for (size_t i = 0; i < l->attr_count; i++)
		if (l->attrs[i].prefix[0])
			l->attrs[i].ns = ns_of(l, l->attrs[i].prefix);
}

/* Extensions have elements with these names too, so the prefix must be that of the root. */
static enum rank rank_of(const struct lenient_reader *l, const struct element *e)
{
	if (e->prefix[0] && l->depth && e->prefix != l->open[0].prefix)
		return RANK_NONE;
	for (size_t i = 0; i < sizeof RANKS / sizeof *RANKS; i++)
		if (strcasecmp(e->name, RANKS[i].name) == 0 &&
			(!RANKS[i].root || (l->depth && strcmp(l->open[0].name, RANKS[i].root) == 0)))
			return RANKS[i].rank;
	return RANK_NONE;
}

static struct element element_of(struct lenient_reader *l, struct str written)
{
	struct element e = {.written = intern_name(l, written)};
	split_name(l, written, &e.prefix, &e.name);
	e.rank = rank_of(l, &e);
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS && !e.is_field; i++) {
		e.is_field = strcasecmp(e.name, FIELDS[i].name) == 0;
		e.text_only = e.is_field && FIELDS[i].text_only;
	}
	return e;
}

static bool is_void(const char *name)
{
	for (size_t i = 0; i < sizeof VOIDS / sizeof *VOIDS; i++)
		if (strcasecmp(name, VOIDS[i]) == 0)
			return true;
	return false;
}

/* Ends the open elements until only `depth` are left. */
static void close_to(struct lenient_reader *l, size_t depth)
{
	assert(l->depth <= XML_MAX_DEPTH);
	while (l->depth > depth) {
		const struct element *e = &l->open[--l->depth];
		assert(e->bindings <= l->binding_count);
		l->binding_count = e->bindings;
		l->handler->end(l->user, e->name, e->ns);
	}
}

/* An entry or a channel ends all that is open inside the element that may hold it. A field ends a
 * field of text before it. The root is never ended. */
static void end_implied(struct lenient_reader *l, const struct element *e)
{
	size_t holder = l->depth;
	while (holder > 1 && l->open[holder - 1].rank <= e->rank)
		holder--;
	if ((e->rank == RANK_ENTRY || e->rank == RANK_CHANNEL) && l->depth)
		close_to(l, holder);
	else if (e->is_field && l->depth > 1 && l->open[l->depth - 1].text_only &&
		l->open[l->depth - 2].rank != RANK_NONE)
		close_to(l, l->depth - 1);
}

/* True when the element ends before the one that it stands in. Looking ahead is bounded, so that
 * the whole stays linear; whoever used it up is believed. */
static bool has_end(struct lenient_reader *l, struct str name)
{
	const struct str holder = str_of(l->open[l->depth - 1].written);
	struct str rest = l->rest;
	for (size_t at; (at = str_find(rest, S("</"))) != STR_NOT_FOUND && at < l->look_ahead;) {
		rest = str_sub(rest, at + 2, SIZE_MAX);
		l->look_ahead -= at;
		if (str_ieq(xml_token_name(rest), name))
			return true;
		if (str_ieq(xml_token_name(rest), holder))
			return false;
	}
	return true;
}

/* True for an element that stands directly inside an entry or a channel, is none of their fields,
 * and has no end tag. It is empty: otherwise it would take all fields that follow with it. */
static bool is_stray(struct lenient_reader *l, const struct element *e, struct str name)
{
	return l->depth && l->open[l->depth - 1].rank != RANK_NONE && e->rank == RANK_NONE &&
		!e->is_field && !has_end(l, name);
}

static bool has_root(const struct lenient_reader *l)
{
	for (size_t i = 0; i < l->depth; i++)
		if (l->open[i].rank == RANK_ROOT)
			return true;
	return false;
}

static void add_start(struct lenient_reader *l, const struct xml_token *token)
{
	struct element e = element_of(l, token->name);
	end_implied(l, &e);
	if (l->depth == XML_MAX_DEPTH || (e.rank == RANK_ROOT && has_root(l)))
		return; /* the tag is left out; the text inside it is kept */
	bool empty = token->empty || is_void(e.written) || is_stray(l, &e, token->name);
	e.bindings = l->binding_count;
	read_attrs(l, token->attrs);
	e.ns = ns_of(l, e.prefix);
	assert(l->depth < XML_MAX_DEPTH);
	l->open[l->depth++] = e;
	l->handler->start(l->user,
		&(struct xml_tag){e.name, e.prefix, e.ns, l->attrs, l->attr_count, l->bindings + e.bindings,
			l->binding_count - e.bindings});
	if (l->depth > 1 && empty)
		close_to(l, l->depth - 1);
}

/* Ends the innermost open element with this name and all inside it; nothing when none is open. The
 * root stays open, because more items may follow it. */
static void add_end(struct lenient_reader *l, struct str name)
{
	struct element ended = element_of(l, name);
	for (size_t i = l->depth; i; i--) {
		const struct element *e = &l->open[i - 1];
		bool same = strcasecmp(e->written, ended.written) == 0;
		l->root_ended |= same && i == 1;
		if (same) {
			close_to(l, i > 1 ? i - 1 : 1);
			return;
		}
		if (ended.rank < e->rank)
			return;
	}
}

static void add_token(struct lenient_reader *l, const struct xml_token *token)
{
	if (token->kind == XML_TOKEN_START)
		add_start(l, token);
	else if (token->kind == XML_TOKEN_END)
		add_end(l, token->name);
	else if (l->depth && token->text.n)
		l->handler->text(l->user,
			token->kind == XML_TOKEN_CDATA ? token->text :
											 reference_decode(&l->values, token->text));
}

static void keep_part(void *user, struct str part)
{
	buf_add(user, part);
}

void xml_read_lenient(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result)
{
	struct buf mended CLEANUP_BUF = buf_new(SIZE_MAX);
	struct xml_repairs repairs;
	xml_repair(bytes, &(struct xml_taker){.take = keep_part, .user = &mended}, &repairs);
	struct str rest = buf_str(&mended);
	struct lenient_reader l = {.handler = handler, .user = user, .look_ahead = rest.n * 4};
	xmlDictPtr names __attribute__((cleanup(dict_free))) = xmlDictCreate();
	struct xml_token token;
	l.names = names;
	while (names && xml_token_next(&rest, &token)) {
		l.rest = rest;
		add_token(&l, &token);
		arena_reset(&l.values);
	}
	if (l.root_ended)
		close_to(&l, 0);
	arena_free(&l.values);
	*result = (struct xml_result){.truncated = !l.root_ended, .limit = repairs.limit};
}

void xml_read_records(struct str bytes, const struct xml_handler *handler, void *user,
	void (*restart)(void *user), struct xml_result *result)
{
	struct xml_result again;
	xml_read(bytes, handler, user, result);
	if (!result->broken || result->limit)
		return;
	restart(user);
	xml_read_lenient(bytes, handler, user, &again);
	result->truncated = again.truncated;
	result->limit = again.limit;
}
