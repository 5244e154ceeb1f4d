#include "mail/inbox.h"

#include <assert.h>
#include <errno.h>
#include <sys/stat.h>

#include "mail/inbox_parts.h"

static const struct str MAILDIR = {"maildir:", 8}, MBOX = {"mbox:", 5};

static bool is_imap(struct str place)
{
	return str_istarts(place, S("imaps://")) || str_istarts(place, S("imap://"));
}

static bool read_path(const struct inbox *in, const char *path, struct err *err)
{
	struct stat st;
	if (strcmp(path, "-") == 0)
		return inbox_file_read(in, path, err);
	if (stat(path, &st) != 0)
		return err_set_kind(err, errno == ENOENT ? ERR_USER : ERR_SYSTEM,
			"the mail at %s cannot be read: %s", path, strerror(errno));
	return S_ISDIR(st.st_mode) ? inbox_maildir_read(in, path, err) : inbox_file_read(in, path, err);
}

bool inbox_read(const struct inbox *in, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str place = in->place;
	assert(in->take);
	if (is_imap(place))
		return inbox_imap_read(in, err);
	if (str_starts(place, MAILDIR))
		return inbox_maildir_read(in, str_cstr(&a, str_sub(place, MAILDIR.n, SIZE_MAX)), err);
	if (str_starts(place, MBOX))
		return inbox_file_read(in, str_cstr(&a, str_sub(place, MBOX.n, SIZE_MAX)), err);
	return read_path(in, str_cstr(&a, place), err);
}
