/* inbox_parts: the sorts of places where mail is kept. Inside mail/. */
#ifndef MAIL_INBOX_PARTS_H
#define MAIL_INBOX_PARTS_H

#include "mail/inbox.h"

/* Each is inbox_read of one sort of place. */
bool inbox_file_read(const struct inbox *in, const char *path, struct err *err) MUST_USE;
bool inbox_maildir_read(const struct inbox *in, const char *path, struct err *err) MUST_USE;
bool inbox_imap_read(const struct inbox *in, struct err *err) MUST_USE;

static inline bool inbox_stopped(const struct inbox *in)
{
	return in->stop && *in->stop;
}

#endif
