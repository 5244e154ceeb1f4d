#include "fuzz_params.h"

/* A body of fields is read, its fields are encoded as a browser would and read again: they stay the
 * same. Then the first line is taken for the Content-Type of the rest. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str bytes = fuzz_bytes(data, size), body = bytes, type = str_cut(&body, '\n');
	struct http_params params, again;
	int status = 0;
	bool whole = form_urlencoded(&a, bytes, &params);
	fuzz_check_params(&params, FORM_FIELDS);
	if (!whole && params.n < FORM_FIELDS)
		abort();
	if (whole) {
		/* A pair whose name and value held only bytes that are no text is empty by now; empty pairs
		 * are not sent again. */
		size_t kept = 0;
		for (size_t i = 0; i < params.n; i++)
			if (params.v[i].name.n || params.v[i].value.n)
				params.v[kept++] = params.v[i];
		params.n = kept;
		if (!form_urlencoded(&a, fuzz_urlencode(&a, &params), &again))
			abort();
		fuzz_check_same(&params, &again);
	}
	if (!form_body(&a, type, body, &params, &status) && status != 400 && status != 413 &&
		status != 415)
		abort();
	fuzz_check_params(&params, FORM_FIELDS);
	return 0;
}
