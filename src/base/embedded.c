#include "base/embedded.h"

#include <assert.h>

struct str embedded_bytes(const struct embedded *file)
{
	assert(file->begin <= file->end);
	return (struct str){file->begin, (size_t)(file->end - file->begin)};
}

bool embedded_find(const struct embedded *table, struct str name, struct str *bytes)
{
	for (; table->name; table++)
		if (str_eq(name, str_of(table->name))) {
			*bytes = embedded_bytes(table);
			return true;
		}
	return false;
}
