/* A file, or standard input: one message, or many in the format mbox (RFC 4155): each begins with a
 * line "From …", which is at the beginning or after an empty line, and lines of a message that
 * begin so have a ">" before them. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "mail/inbox_parts.h"

enum { PIECE = 4096 };

struct mbox {
	const struct inbox *in;
	FILE *file;
	struct buf message;
	bool begun;   /* there is a message in it */
	bool is_mbox; /* it began with "From " */
};

/* Reads to the end of the line, or of the room. 0 at the end of the file. */
static size_t read_piece(FILE *file, char piece[static PIECE])
{
	size_t n = 0;
	for (int c; n < PIECE && (c = getc(file)) != EOF;) {
		piece[n++] = (char)c;
		if (c == '\n')
			break;
	}
	return n;
}

static bool hand_on(struct mbox *m, struct err *err)
{
	bool well = !m->begun || m->in->take(m->in->user, buf_str(&m->message), err);
	buf_clear(&m->message);
	m->begun = false;
	return well;
}

/* A ">" before "From " is taken off, of several one. */
static struct str unquoted(struct str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == '>')
		n++;
	bool quoted = n && str_starts(str_sub(line, n, SIZE_MAX), S("From "));
	return quoted ? str_sub(line, 1, SIZE_MAX) : line;
}

static void add_piece(struct mbox *m, struct str piece, bool begins)
{
	m->begun = true;
	if (m->message.overflow) /* nothing behind what is left out */
		return;
	buf_add(&m->message, begins && m->is_mbox ? unquoted(piece) : piece);
}

static bool is_empty(struct str line)
{
	return str_eq(line, S("\n")) || str_eq(line, S("\r\n"));
}

static bool read_messages(struct mbox *m, struct err *err)
{
	char bytes[PIECE];
	bool first = true, begins = true, after_empty = true;
	for (size_t n; (n = read_piece(m->file, bytes)) > 0;) {
		struct str piece = {bytes, n};
		bool from = begins && after_empty && str_starts(piece, S("From "));
		m->is_mbox = first ? from : m->is_mbox;
		if (from && m->is_mbox && !hand_on(m, err))
			return false;
		if (inbox_stopped(m->in))
			return true;
		if (!from || !m->is_mbox)
			add_piece(m, piece, begins);
		after_empty = begins && is_empty(piece);
		assert(n <= PIECE);
		begins = bytes[n - 1] == '\n';
		first = false;
		if (from && m->is_mbox)
			for (; !begins && (n = read_piece(m->file, bytes)) > 0;)
				begins = bytes[n - 1] == '\n';
	}
	return hand_on(m, err);
}

/* Whoever delivers into it locks it so (fcntl): what is read is whole messages. */
static bool lock_file(FILE *file)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	return fcntl(fileno(file), F_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

static bool read_open_file(const struct inbox *in, FILE *file, const char *path, struct err *err)
{
	struct mbox m = {.in = in, .file = file, .message = buf_new(INBOX_MESSAGE_MAX)};
	if (file != stdin && !lock_file(file))
		return err_set_kind(
			err, ERR_SYSTEM, "mail is being delivered to %s at the moment; try again", path);
	bool well = read_messages(&m, err);
	buf_free(&m.message);
	return well &&
		(!ferror(file) || err_set_kind(err, ERR_SYSTEM, "%s cannot be read to its end", path));
}

bool inbox_file_read(const struct inbox *in, const char *path, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return read_open_file(in, stdin, path, err);
	FILE *file = fopen(path, "re");
	if (!file)
		return err_set_kind(
			err, ERR_SYSTEM, "the mail at %s cannot be read: %s", path, strerror(errno));
	bool well = read_open_file(in, file, path, err);
	fclose(file);
	return well;
}
