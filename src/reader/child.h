/* child: the process in which documents are read, as its parent sees it. Inside reader/. */
#ifndef READER_CHILD_H
#define READER_CHILD_H

#include <sys/types.h>

#include "reader/message.h"
#include "reader/reader.h"

struct child {
	pid_t pid;     /* 0: there is none */
	int socket;    /* -1: there is none */
	int64_t until; /* clock_ms() when the present document has taken too long */
};
#define CHILD_NONE ((struct child){.socket = -1})

/* Starts the child, sealed and ready for a document. False (ERR_SYSTEM) when that fails. */
bool child_start(struct child *c, const struct reader_options *options, struct err *err) MUST_USE;
/* Ends the child at once. Returns its status, as waitpid(2) gives it; 0 when there was no child. */
int child_end(struct child *c);

/* Hands the child a document and takes its answer, in the arena. False (ERR_READER) when it gave no
 * answer: then the child has ended, and c->pid is 0. */
bool child_ask(struct child *c, const struct reader_options *options, struct arena *a,
	const struct str request[static 3], struct str *answer, struct err *err) MUST_USE;

/* Sets the error of a document that broke the reader: "the document broke the reader: …". False. */
bool child_broke(struct child *c, const char *how, struct err *err);

#endif
