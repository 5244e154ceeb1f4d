#include "parse/text/json_read.h"

#include "base/utf8.h"
#include "parse/text/json_prune.h"
#include "parse/text/json_repair.h"

/* What jansson takes for a value, in bytes, beside its text. */
enum { OBJECT_SIZE = 256, LIST_SIZE = 144, MEMBER_SIZE = 160, VALUE_SIZE = 96 };

/* About how much memory the tree of the text takes. Every value but the first of a list or an
 * object has a comma before it, and every member has a colon. */
static size_t tree_size(struct str text)
{
	size_t size = text.n;
	for (size_t i = 0; i < text.n; i++)
		switch (text.p[i]) {
		case '{': size += OBJECT_SIZE; break;
		case '[': size += LIST_SIZE; break;
		case ':': size += MEMBER_SIZE; break;
		case ',': size += VALUE_SIZE; break;
		case '"': i = json_string_end(text, i); break;
		default: break;
		}
	return size;
}

static json_t *load_text(struct str text, json_error_t *error)
{
	return json_loadb(text.p ? text.p : "", text.n, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, error);
}

/* Only JSON that is sound with what was left out is taken: what was broken is mended as a whole. */
static json_t *load_without(struct arena *a, struct str text, const char *const *names)
{
	json_error_t error;
	struct str part = json_prune(a, text, names);
	bool smaller = part.p != text.p;
	return smaller && tree_size(part) <= JSON_READ_MAX_TREE ? load_text(part, &error) : NULL;
}

json_t *json_read_without(
	struct arena *a, struct str text, const char *const *names, struct json_reading *reading)
{
	text = utf8_clean(a, text);
	*reading = (struct json_reading){0};
	json_t *root = load_without(a, text, names);
	return root ? root : json_read(a, text, reading);
}

json_t *json_read(struct arena *a, struct str text, struct json_reading *reading)
{
	json_error_t error;
	text = utf8_clean(a, text);
	*reading = (struct json_reading){0};
	if (tree_size(text) > JSON_READ_MAX_TREE) {
		reading->too_large = true;
		reading->fault = S("JSON with too many values");
		return NULL;
	}
	json_t *root = load_text(text, &error);
	if (root)
		return root;
	reading->fault = str_printf(a, "broken JSON: %s", error.text);
	reading->line = error.line;
	struct json_repairs repairs;
	struct str mended = json_repair(a, text, &repairs);
	reading->truncated = repairs.truncated;
	reading->misfit = repairs.misfit;
	return load_text(mended, &error);
}
