#include "web/root.h"

#include "base/url.h"

struct str root_of(struct arena *a, struct str url)
{
	struct url parts;
	if (!url.n || !url_parse(a, url, &parts))
		return STR_NONE;
	struct str path = parts.path;
	while (str_ends(path, S("/")))
		path = str_sub(path, 0, path.n - 1);
	return path;
}

void root_take(struct http_request *request, struct str root, bool public)
{
	struct str rest = str_sub(request->target, root.n, SIZE_MAX);
	if (!root.n)
		return;
	if (str_starts(request->target, root) && (!rest.n || rest.p[0] == '/' || rest.p[0] == '?'))
		request->target = rest.n && rest.p[0] == '/' ? rest : STR_CAT(request->a, S("/"), rest);
	else if (!public)
		return;
	request->root = root;
}

/* Whether an attribute that holds an address ends here, with the “="” before its value. */
static bool ends_attribute(struct str html)
{
	static const struct str names[] = {
		S(" href=\""), S(" src=\""), S(" action=\""), S(" formaction=\"")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_ends(html, names[i]))
			return true;
	return false;
}

static void put_in_html(struct str root, struct buf *body)
{
	struct buf out = buf_new(body->cap);
	struct str html = buf_str(body);
	size_t done = 0;
	for (size_t i = 1; i < html.n; i++) {
		bool local = html.p[i] == '/' && html.p[i - 1] == '"' &&
			(i + 1 == html.n || html.p[i + 1] != '/');
		if (!local || !ends_attribute(str_sub(html, 0, i)))
			continue;
		buf_add(&out, str_sub(html, done, i - done));
		buf_add(&out, root);
		done = i;
	}
	buf_add(&out, str_sub(html, done, SIZE_MAX));
	buf_free(body);
	*body = out;
}

void root_put(const struct http_request *request, struct http_response *response)
{
	if (!request->root.n)
		return;
	for (size_t i = 0; i < response->header_count; i++) {
		struct http_header *header = &response->headers[i];
		if (str_eq(header->name, S("Location")) && str_starts(header->value, S("/")))
			header->value = STR_CAT(request->a, request->root, header->value);
	}
	if (!response->type.n || str_starts(response->type, S("text/html")))
		put_in_html(request->root, &response->body);
}
