#include "store/postgres/type.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

enum value_type type_value(Oid type)
{
	switch (type) {
	case TYPE_BOOL:
	case TYPE_INT4:
	case TYPE_INT8:
	case TYPE_NUMERIC: return VALUE_INT;
	case TYPE_FLOAT8: return VALUE_REAL;
	case TYPE_BYTEA: return VALUE_BYTES;
	default: return VALUE_TEXT;
	}
}

static uint16_t half_at(const char *p)
{
	uint16_t bits;
	memcpy(&bits, p, sizeof bits);
	return be16toh(bits);
}

static uint32_t word_at(const char *p)
{
	uint32_t bits;
	memcpy(&bits, p, sizeof bits);
	return be32toh(bits);
}

static uint64_t long_at(const char *p)
{
	uint64_t bits;
	memcpy(&bits, p, sizeof bits);
	return be64toh(bits);
}

/* Its digits to the base of 10,000, how many there are, where the first stands, the sign
 * (numeric_send in PostgreSQL's numeric.c). */
static int64_t whole_number(const char *p)
{
	enum { BASE = 10000, HEADER = 8, NEGATIVE = 0x4000 };
	int digits = half_at(p), weight = (int16_t)half_at(p + 2);
	int64_t n = 0;
	for (int i = 0; i <= weight; i++)
		n = n * BASE + (i < digits ? half_at(p + HEADER + 2 * i) : 0);
	return half_at(p + 4) == NEGATIVE ? -n : n;
}

int64_t type_int(Oid type, const char *p)
{
	switch (type) {
	case TYPE_BOOL: return *p;
	case TYPE_INT4: return (int32_t)word_at(p);
	case TYPE_NUMERIC: return whole_number(p);
	default: assert(type == TYPE_INT8); return (int64_t)long_at(p);
	}
}

double type_real(const char *p)
{
	uint64_t bits = long_at(p);
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}
