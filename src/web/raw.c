#include "web/raw.h"

struct walk {
	const char *at; /* where the next line begins */
	bool plain;
};

/* Behind the part at `at`, if the n bytes that were cut out there are NULs now; else NULL. */
static const char *after(const char *at, size_t n)
{
	at += strlen(at);
	for (size_t i = 0; i < n; i++)
		if (*at++)
			return NULL;
	return at;
}

static enum MHD_Result walk_header(
	void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct walk *walk = user;
	(void)kind;
	const char *at = walk->plain && name == walk->at ? after(name, 1) : NULL;
	while (at && (*at == ' ' || *at == '\t'))
		at++;
	walk->plain = at && at == value && !strpbrk(value, "\r\n");
	walk->at = walk->plain ? after(value, 2) : NULL;
	walk->plain = walk->at != NULL;
	return walk->plain ? MHD_YES : MHD_NO;
}

bool raw_is_plain(struct MHD_Connection *connection, const struct raw_line *line)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	const char *target = line->target.p;
	struct walk walk = {after(line->version, 2), true};
	walk.plain = walk.at && after(line->method, 1) == target &&
		target + line->target.n + 1 == line->version;
	MHD_get_connection_values(connection, MHD_HEADER_KIND, walk_header, &walk);
	return walk.plain && info && walk.at + 2 == line->method + info->header_size;
}
