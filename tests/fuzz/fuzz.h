/* What the fuzz targets share. Each is one parser that is given bytes. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct str fuzz_bytes(const uint8_t *data, size_t size)
{
	return (struct str){(const char *)data, size};
}

#endif
