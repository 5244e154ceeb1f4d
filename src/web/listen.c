#include "web/listen.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 128, PORT_MAX = 65535 };

/* HOST:PORT, an IPv6 host in brackets. */
static bool split_address(struct arena *a, struct str where, char **host, char **port)
{
	size_t colon = where.n;
	while (colon > 0 && where.p[colon - 1] != ':')
		colon--;
	long number;
	if (!colon || !str_is_digits(str_sub(where, colon, SIZE_MAX)) ||
		!str_to_long(str_sub(where, colon, SIZE_MAX), &number) || number > PORT_MAX)
		return false;
	struct str name = str_sub(where, 0, colon - 1);
	if (name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']')
		name = str_sub(name, 1, name.n - 2);
	if (!name.n || str_ieq(name, S("localhost")))
		name = S("127.0.0.1");
	*host = str_cstr(a, name);
	*port = str_cstr(a, str_sub(where, colon, SIZE_MAX));
	return true;
}

static int bind_socket(const struct addrinfo *at)
{
	int yes = 1, fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int error = errno;
	close(fd);
	errno = error;
	return -1;
}

/* The address as the kernel knows it, with the port that it chose. */
static struct str url_of(struct arena *a, int fd)
{
	struct sockaddr_storage at;
	socklen_t n = sizeof at;
	char host[64], port[16];
	if (getsockname(fd, (struct sockaddr *)&at, &n) != 0 ||
		getnameinfo((struct sockaddr *)&at, n, host, sizeof host, port, sizeof port,
			NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return STR_NONE;
	return at.ss_family == AF_INET6 ? str_printf(a, "http://[%s]:%s/", host, port) :
									  str_printf(a, "http://%s:%s/", host, port);
}

int listen_at(struct arena *a, struct str where, struct str *url, struct err *err)
{
	struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
						.ai_socktype = SOCK_STREAM},
					*found = NULL;
	char *host, *port;
	if (!split_address(a, where, &host, &port) || getaddrinfo(host, port, &hints, &found) != 0) {
		err_set(err,
			"“" STR_FMT "” is no address to listen at; one is 127.0.0.1:8080 or [::1]:8080",
			STR_ARG(where));
		return -1;
	}
	int fd = bind_socket(found);
	freeaddrinfo(found);
	if (fd < 0)
		err_set_kind(
			err, ERR_SYSTEM, "listening at " STR_FMT ": %s", STR_ARG(where), strerror(errno));
	else
		*url = url_of(a, fd);
	return fd;
}
