#include "source/opml.h"

bool opml_read_apart(struct arena *a, struct str bytes, struct outlines *out, struct err *err)
{
	struct reader *reader = reader_new(&(struct reader_options){0}, err);
	bool read = reader && reader_opml(reader, a, bytes, out, err);
	reader_free(reader);
	return read;
}
