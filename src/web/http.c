#include "web/http.h"

#include <assert.h>
#include <stdlib.h>

bool http_param_add(
	struct arena *a, struct http_params *params, struct http_param pair, size_t most)
{
	assert(params->n <= most);
	if (params->n == most)
		return false;
	params->v = arena_grow(a, params->v, params->n, sizeof *params->v);
	params->v[params->n++] = pair;
	return true;
}

struct str http_param(const struct http_params *params, const char *name)
{
	struct str wanted = str_of(name);
	for (size_t i = 0; i < params->n; i++)
		if (str_eq(params->v[i].name, wanted))
			return params->v[i].value;
	return STR_NONE;
}

struct strs http_param_all(struct arena *a, const struct http_params *params, const char *name)
{
	struct str wanted = str_of(name);
	struct strs all = {0};
	for (size_t i = 0; i < params->n; i++)
		if (str_eq(params->v[i].name, wanted))
			strs_add(a, &all, params->v[i].value);
	return all;
}

int64_t http_param_id(const struct http_params *params, const char *name)
{
	struct str text = http_param(params, name);
	long value;
	return str_is_digits(text) && str_to_long(text, &value) && value > 0 ? value : 0;
}

/* The value up to its first control character, so that no value begins a header of its own. */
static struct str first_line(struct str value)
{
	size_t n = 0;
	while (n < value.n && (unsigned char)value.p[n] >= ' ' && value.p[n] != 0x7f)
		n++;
	return str_sub(value, 0, n);
}

void http_header_set(struct http_response *response, const char *name, struct str value)
{
	assert(response->header_count < HTTP_HEADERS);
	if (response->header_count < HTTP_HEADERS)
		response->headers[response->header_count++] = (struct http_header){
			str_of(name), first_line(value)};
}

/* Browsers read "//host" and "/\host" as addresses of another site. */
struct str http_local_path(struct str path, struct str otherwise)
{
	bool here = path.n > 0 && path.p[0] == '/' &&
		!(path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\'));
	return here && first_line(path).n == path.n ? path : otherwise;
}

struct str http_url_with(struct arena *a, struct str url, const char *name, struct str value)
{
	return str_printf(a, STR_FMT "%c%s=" STR_FMT, STR_ARG(url),
		str_find_char(url, '?') == STR_NOT_FOUND ? '?' : '&', name, STR_ARG(value));
}

bool http_redirect(struct http_response *response, struct str path)
{
	response->status = 303;
	http_header_set(response, "Location", http_local_path(path, S("/")));
	return true;
}

bool http_text(struct http_response *response, int status, struct str text)
{
	response->status = status;
	response->type = S("text/plain; charset=utf-8");
	buf_add(&response->body, text);
	return true;
}

bool http_json(struct http_response *response, int status, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT);
	assert(text); /* of an object or array that a page made, in UTF-8 */
	response->status = status;
	response->type = S("application/json");
	buf_add(&response->body, str_of(text));
	free(text);
	json_decref(value);
	return true;
}
