/* message: what parent and child say to each other. Inside reader/.
 *
 * A request is a struct message_head and the bytes that it counts: the question (struct
 * message_question by base/pack.h) and the document as it is. An answer is a size_t and as many
 * bytes (reader/reading.h). */
#ifndef READER_MESSAGE_H
#define READER_MESSAGE_H

#include "base/record.h"

struct message_head {
	size_t question, document; /* their bytes */
};
struct message_question {
	int kind; /* enum reading_kind */
	struct str url, content_type;
	struct strs headers;
};
extern const struct record MESSAGE_QUESTION;

/* The most bytes of an answer. */
enum { MESSAGE_MAX = 96 << 20 };

#endif
