#include "reader/message.h"

static const struct field QUESTION_FIELDS[] = {
	FIELD(struct message_question, FIELD_INT, kind),
	FIELD(struct message_question, FIELD_STR, url),
	FIELD(struct message_question, FIELD_STR, content_type),
	FIELD(struct message_question, FIELD_STRS, headers),
};
const struct record MESSAGE_QUESTION = RECORD(struct message_question, QUESTION_FIELDS);
