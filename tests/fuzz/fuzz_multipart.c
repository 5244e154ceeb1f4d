#include "fuzz_params.h"

/* The fields as a browser would send them, with escaped names and CR LF behind each line of
 * a value. */
static struct str encode(struct arena *a, const struct http_params *params, struct str boundary)
{
	struct buf out CLEANUP_BUF = buf_new(16 << 20);
	for (size_t i = 0; i < params->n; i++) {
		buf_addf(&out,
			"--" STR_FMT "\r\nContent-Disposition: form-data; name=\"" STR_FMT "\"\r\n\r\n",
			STR_ARG(boundary), STR_ARG(url_encode(a, params->v[i].name)));
		for (struct str rest = params->v[i].value; rest.n;) {
			struct str line = str_cut(&rest, '\n');
			buf_add(&out, line);
			if (rest.p)
				buf_add(&out, S("\r\n"));
		}
		buf_add(&out, S("\r\n"));
	}
	buf_addf(&out, "--" STR_FMT "--\r\n", STR_ARG(boundary));
	return str_copy(a, buf_str(&out));
}

/* The first line is the boundary, the rest the body. Its fields, sent as a browser would send them,
 * are read as the same fields. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str body = fuzz_bytes(data, size), boundary = str_cut(&body, '\n');
	struct str fresh = S("----fuzz-7MA4YWxkTrZu0gW");
	struct http_params params, again;
	bool whole = form_multipart(&a, body, boundary, &params);
	fuzz_check_params(&params, FORM_FIELDS);
	if (!whole || !params.n || str_find(body, fresh) != STR_NOT_FOUND)
		return 0;
	if (!form_multipart(&a, encode(&a, &params, fresh), fresh, &again))
		abort();
	fuzz_check_same(&params, &again);
	return 0;
}
