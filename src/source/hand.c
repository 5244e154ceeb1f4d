#include "source/hand.h"

bool hand_read_apart(
	struct arena *a, struct str html, struct str url, struct hand_page *out, struct err *err)
{
	struct reader *reader = reader_new(&(struct reader_options){0}, err);
	bool read = reader && reader_hand_page(reader, a, html, url, out, err);
	reader_free(reader);
	return read;
}
