/* JSON-LD of schema.org in a page. */
#include <jansson.h>

#include "parse/page/web_meta.h"
#include "parse/text/json_read.h"

enum { BYTES_MAX = 512 << 10, DEPTH_MAX = 4, NODES_MAX = 200 };

struct linked {
	struct web_meta *meta;
	size_t nodes; /* looked at */
};

static struct str text_of(json_t *value)
{
	return json_is_string(value) ?
		(struct str){json_string_value(value), json_string_length(value)} :
		STR_NONE;
}

static bool is_of_kind(struct str type, enum web_rank *rank)
{
	static const struct str articles[] = {
		S("Article"), S("Posting"), S("Report"), S("Event"), STR_NONE};
	for (const struct str *end = articles; end->n; end++)
		if (str_ends(type, *end)) {
			*rank = WEB_RANK_ARTICLE;
			return true;
		}
	*rank = WEB_RANK_PAGE;
	return str_ends(type, S("Page"));
}

/* "@type" is a name or a list of names. */
static bool has_kind(json_t *node, enum web_rank *rank)
{
	json_t *types = json_object_get(node, "@type"), *type;
	size_t i;
	if (json_is_string(types))
		return is_of_kind(text_of(types), rank);
	json_array_foreach (types, i, type)
		if (is_of_kind(text_of(type), rank))
			return true;
	return false;
}

static void offer(struct linked *l, enum web_field field, enum web_rank rank, struct str text)
{
	if (text.n)
		web_meta_offer(l->meta, field, rank, text);
}

static void read_thing(struct linked *l, json_t *node, enum web_rank rank)
{
	json_t *publisher = json_object_get(node, "publisher");
	offer(l, WEB_TITLE, rank, text_of(json_object_get(node, "headline")));
	offer(l, WEB_TITLE, rank, text_of(json_object_get(node, "name")));
	offer(l, WEB_SUMMARY, rank, text_of(json_object_get(node, "description")));
	offer(l, WEB_DAY, rank, text_of(json_object_get(node, "datePublished")));
	offer(l, WEB_SITE, rank, text_of(publisher));
	offer(l, WEB_SITE, rank, text_of(json_object_get(publisher, "name")));
}

static void read_node(struct linked *l, json_t *node, int depth);

static void read_list(struct linked *l, json_t *list, int depth)
{
	json_t *node;
	size_t i;
	json_array_foreach (list, i, node)
		read_node(l, node, depth);
}

/* What stands elsewhere in a thing (authors, comments, what it mentions) is not the page. */
static void read_node(struct linked *l, json_t *node, int depth)
{
	enum web_rank rank;
	if (depth > DEPTH_MAX || ++l->nodes > NODES_MAX)
		return;
	if (json_is_array(node))
		read_list(l, node, depth + 1);
	if (!json_is_object(node))
		return;
	if (has_kind(node, &rank))
		read_thing(l, node, rank);
	else if (str_eq(text_of(json_object_get(node, "@type")), S("WebSite")))
		offer(l, WEB_SITE, WEB_RANK_PAGE, text_of(json_object_get(node, "name")));
	read_list(l, json_object_get(node, "@graph"), depth + 1);
}

void web_meta_linked_data(struct web_meta *m, struct str json)
{
	struct json_reading reading;
	struct linked l = {.meta = m};
	if (json.n > BYTES_MAX)
		return;
	json_t *root = json_read(m->arena, json, &reading);
	if (root)
		read_node(&l, root, 0);
	json_decref(root);
}
