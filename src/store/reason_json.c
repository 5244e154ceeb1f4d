#include "store/reason_json.h"

static const struct field REASON_FIELDS[] = {
	FIELD(struct reason, FIELD_INT, kind),
	FIELD(struct reason, FIELD_STR, from),
	FIELD(struct reason, FIELD_STR, to),
};
const struct record REASON_RECORD = RECORD(struct reason, REASON_FIELDS);

static const struct field LIST_FIELDS[] = {
	FIELD_ARRAY(struct reasons, v, n, REASON_RECORD),
};
static const struct record LIST = RECORD(struct reasons, LIST_FIELDS);

void bind_reasons(struct query *q, struct arena *a, const struct reasons *reasons)
{
	struct str json = STR_NONE;
	struct err err;
	if (reasons->n && !record_to_json(a, &LIST, reasons, &json, &err))
		q->damaged = true;
	bind_str(q, json);
}

struct reasons take_reasons(struct query *q, struct arena *a)
{
	struct reasons reasons = {0};
	struct err err;
	struct str json = take_str(q, a);
	if (json.n && !record_of_json(a, &LIST, json, &reasons, &err))
		q->damaged = true;
	return reasons;
}
