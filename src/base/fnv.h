/* fnv: hashes of 32 and 64 bits (FNV-1a, RFC 9923 section 5) for tables and buckets: quick, and no
 * guard against who wants two to meet. Fingerprints are in hash.h. */
#ifndef BASE_FNV_H
#define BASE_FNV_H

#include "base/str.h"

/* What a hash begins with. */
#define FNV32_BEGIN UINT32_C(2166136261)
#define FNV64_BEGIN UINT64_C(0xcbf29ce484222325)

/* The hash of what gave `hash` with these bytes behind it. */
static inline uint32_t fnv32_add(uint32_t hash, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		hash = (hash ^ (unsigned char)bytes.p[i]) * UINT32_C(16777619);
	return hash;
}
static inline uint64_t fnv64_add(uint64_t hash, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		hash = (hash ^ (unsigned char)bytes.p[i]) * UINT64_C(0x100000001b3);
	return hash;
}

#endif
