/* A Maildir (maildir(5) of qmail and Dovecot): each message is a file, in `new` until somebody has
 * looked at it, then in `cur`, its flags behind ":2,". Those in `cur` without the flag S (seen) are
 * read too: a mail program may have moved them. */
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buf.h"
#include "mail/inbox_parts.h"

static bool fail_at(const char *path, const char *what, struct err *err)
{
	return err_set_kind(err, ERR_SYSTEM, "the Maildir %s %s: %s", path, what, strerror(errno));
}

/* Where the flags of a name begin; its length when it has none. */
static size_t flags_at(struct str name)
{
	size_t at = str_find(name, S(":2,"));
	return at == STR_NOT_FOUND ? name.n : at;
}

static bool is_seen(struct str name)
{
	return str_find_char(str_sub(name, flags_at(name), SIZE_MAX), 'S') != STR_NOT_FOUND;
}

/* The name with the flag S among the others, which are in the order of the alphabet. */
static struct str seen_name(struct arena *a, struct str name)
{
	size_t at = flags_at(name);
	struct str flags = str_sub(name, at + 3, SIZE_MAX);
	size_t before = 0;
	while (before < flags.n && flags.p[before] < 'S')
		before++;
	assert(!is_seen(name));
	return STR_CAT(a, str_sub(name, 0, at), S(":2,"), str_sub(flags, 0, before), S("S"),
		str_sub(flags, before, SIZE_MAX));
}

/* The names in a folder that are messages not taken yet, the oldest first: their names begin with
 * the time. */
static bool list_folder(
	struct arena *a, const char *path, const char *sub, struct strs *names, struct err *err)
{
	DIR *folder = opendir(str_printf(a, "%s/%s", path, sub).p);
	if (!folder)
		return fail_at(path, "cannot be read", err);
	for (const struct dirent *entry; (entry = readdir(folder));)
		if (*entry->d_name != '.' && !is_seen(str_of(entry->d_name)))
			strs_add(a, names, str_copy(a, str_of(entry->d_name)));
	closedir(folder);
	strs_sort(names);
	return true;
}

static bool read_fd(int fd, struct buf *out)
{
	for (;;) {
		size_t room;
		char *to = buf_room(out, 1 << 16, &room);
		ssize_t n = room ? read(fd, to, room) : 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		buf_grew(out, (size_t)n);
	}
}

/* *there is false when the file is gone, or is none: somebody else took it. */
static bool read_message(const char *file, struct buf *out, bool *there)
{
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	*there = fd >= 0;
	if (fd < 0)
		return errno == ENOENT || errno == ELOOP;
	bool well = fstat(fd, &st) == 0;
	*there = well && S_ISREG(st.st_mode);
	well = well && (!*there || read_fd(fd, out));
	close(fd);
	return well;
}

static bool take_file(
	const struct inbox *in, const char *path, const char *sub, struct str name, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf message CLEANUP_BUF = buf_new(INBOX_MESSAGE_MAX);
	struct str from = str_printf(&a, "%s/%s/" STR_FMT, path, sub, STR_ARG(name)),
			   to = STR_CAT(&a, str_of(path), S("/cur/"), seen_name(&a, name));
	bool there;
	if (!read_message(from.p, &message, &there))
		return fail_at(path, "has a message that cannot be read", err);
	if (!there)
		return true;
	if (!in->take(in->user, buf_str(&message), err))
		return false;
	return rename(from.p, to.p) == 0 || errno == ENOENT ||
		fail_at(path, "cannot be changed, so its mail would be read again and again", err);
}

bool inbox_maildir_read(const struct inbox *in, const char *path, struct err *err)
{
	static const char *const FOLDERS[] = {"cur", "new"};
	struct arena a CLEANUP_ARENA = {0};
	for (size_t k = 0; k < ARRAY_COUNT(FOLDERS); k++) {
		struct strs names = {0};
		if (!list_folder(&a, path, FOLDERS[k], &names, err))
			return false;
		for (size_t i = 0; i < names.n && !inbox_stopped(in); i++)
			if (!take_file(in, path, FOLDERS[k], names.v[i], err))
				return false;
	}
	return true;
}
