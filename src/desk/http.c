#include "desk/http.h"

#include <assert.h>
#include <stdlib.h>

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

/* What may stand in a header's value: nothing that ends a line. */
static struct str one_line(struct str value)
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
			str_of(name), one_line(value)};
}

/* "//host" and "/\host" lead away: browsers read them as another site. */
struct str http_local(struct str path, struct str otherwise)
{
	bool here = path.n > 0 && path.p[0] == '/' &&
		!(path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\'));
	return here && one_line(path).n == path.n ? path : otherwise;
}

struct str http_with(struct arena *a, struct str url, const char *name, struct str value)
{
	return str_printf(a, STR_FMT "%c%s=" STR_FMT, STR_ARG(url),
		str_find_char(url, '?') == STR_NOT_FOUND ? '?' : '&', name, STR_ARG(value));
}

bool http_redirect(struct http_response *response, struct str path)
{
	response->status = 303;
	http_header_set(response, "Location", http_local(path, S("/")));
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
	response->status = status;
	response->type = S("application/json");
	buf_add(&response->body, str_of(text));
	free(text);
	json_decref(value);
	return true;
}
